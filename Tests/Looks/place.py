"""The house of a look: the homeserver and the bridge of `make run`, made anew on free ports."""

import os
import socket
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_MAX = 60


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return str(door.getsockname()[1])


# The first look reads its ports when it is read itself.
for name in ["WEB_PORT", "HOMESERVER_PORT", "APPSERVICE_PORT"]:
    os.environ[name] = free_port()
os.environ["HOURS"] = "always"
sys.path.insert(0, str(ROOT / "config"))
import first_look as house  # noqa: E402

house.STATE = ROOT / ".run" / "look-counsel"
house.CONFIG = house.STATE / "passerelle.yaml"


def until(what, look, seconds=SECONDS_MAX):
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise house.Trouble(f"not within {seconds} s: {what}")
        time.sleep(0.2)
