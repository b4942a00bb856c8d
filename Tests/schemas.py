"""Holds the schemas in config/schemas/ against files, with a validator that is not ours.

The shipped files must pass, and so must the small bot of DocumentsTests. What an editor should
underline must not: every file in DocumentsTests/Broken of which `passerelle check` says that a key
is unknown or missing or that a value has another shape, and a few spoilt copies of shipped files.
`make test` runs it with the Python of .run/venv, where .ci/setup has put the validator.
"""

import copy
import json
import re
import sys
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "config" / "schemas"
TESTS = ROOT / "Tests" / "DocumentsTests"
SHIPPED = [*sorted(ROOT.glob("bots/*/*.yaml")), ROOT / "config" / "passerelle.yaml"]
EXAMPLE = [path for path in sorted(TESTS.glob("Example/*.yaml")) if "texts" not in path.name]
# What a schema can say too; the rest of what `check` knows is beyond it, and so are keys that must be
# there because another is.
FOR_EDITORS = re.compile(r"^#> \d+:\d+: error: (unknown key|.* must be a (text|list|table)|"
                         r"(?!\"(date|verifiedOn|checkBy)\").*is missing – add for example)",
                         re.MULTILINE)


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: `no` and 2026-12-24 are texts."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"),
                                 list(first))


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def validator(path):
    """The schema for a file by its name: texts.fr.yaml has that of texts."""
    name = path.name.split(".")[0].replace("settings", "passerelle")
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def complaints(path):
    return [f"{path.relative_to(ROOT)}: {'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in validator(path).iter_errors(read(path))]


def spoilt(path):
    """Copies of a good file, each with one mistake, and what it is."""
    good = read(path)
    key = next(key for key in validator(path).schema["required"])
    unknown, wrong, missing = (copy.deepcopy(good) for _ in range(3))
    unknown["hello"] = "?"
    wrong[key] = [["?"]]
    del missing[key]
    return [("an unknown key", unknown), ("a wrong type", wrong), ("a missing key", missing)]


def accepted_mistakes():
    for path in SHIPPED:
        for what, content in spoilt(path):
            if validator(path).is_valid(content):
                yield f"{path.relative_to(ROOT)}: {what} is accepted"
    for path in sorted(TESTS.glob("Broken/*.yaml")):
        if path.name.startswith("registration") or not FOR_EDITORS.search(path.read_text("utf-8")):
            continue
        try:
            if not complaints(path):
                yield f"{path.relative_to(ROOT)}: is accepted"
        except yaml.YAMLError:
            pass


def main():
    assert len(SHIPPED) >= 13 and len(EXAMPLE) >= 5, "where are the files?"
    found = [line for path in SHIPPED + EXAMPLE for line in complaints(path)]
    found += accepted_mistakes()
    for line in found:
        print(line, file=sys.stderr)
    print(f"schemas: {len(SHIPPED + EXAMPLE)} files pass, {len(found)} complaints")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
