"""A first look at Passerelle: a homeserver, four accounts and the bridge, on this machine only.

`make run` comes here once everything is built and installed. What this makes is kept in
`.run/first-look/`, so that the next look finds everything as it was left; remove that folder to
begin anew. It stays in the foreground and ends what it started, by process id, when it ends.
"""

import base64
import contextlib
import ctypes
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".run" / "first-look"
SYNAPSE_PYTHON = ROOT / ".run" / "venv" / "bin" / "python"
PASSERELLE = Path(os.environ.get("PASSERELLE", ROOT / ".build" / "release" / "passerelle"))
CONFIG = STATE / "passerelle.yaml"
SERVER_NAME = "localhost"
BOT = "maintenant-jen-parle"
PATH = "espace"
LOBBY = "accueil"
STAFF_ROOM = f"#passerelle_staff_{BOT}:{SERVER_NAME}"
COUNSELLORS, ADMIN, YOUTH = ["ana", "bea"], "admin", "nour"
PORTS = {
    name: int(os.environ.get(name, usual))
    for name, usual in {"WEB_PORT": 8080, "HOMESERVER_PORT": 8008, "APPSERVICE_PORT": 8009}.items()
}
HOMESERVER = f"http://127.0.0.1:{PORTS['HOMESERVER_PORT']}"
PAGE = f"http://127.0.0.1:{PORTS['WEB_PORT']}/{PATH}"
# "always" opens the door at any hour, for a look; "bot" keeps to the hours in the bot's folder.
HOURS = os.environ.get("HOURS", "always")
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 15
LOG_LINES_SHOWN = 15


class Trouble(Exception):
    """Something that the person at the terminal can mend."""


def main():
    refuse_taken_ports()
    if "--only-ports" in sys.argv:
        return
    STATE.mkdir(parents=True, exist_ok=True, mode=0o700)
    accounts = remember("accounts.json", lambda: {
        who: secrets.token_urlsafe(9) for who in [*COUNSELLORS, ADMIN]})
    accounts.setdefault(YOUTH, secrets.token_urlsafe(9))
    write_private(STATE / "accounts.json", json.dumps(accounts, indent=2) + "\n")
    vault = remember("secrets.json", lambda: {"shared": secrets.token_hex(32)})
    write_bridge_files()
    write_homeserver_files(vault["shared"])
    with contextlib.ExitStack() as running:
        synapse = start("synapse", [SYNAPSE_PYTHON, "-m", "synapse.app.homeserver", "-c",
                                    STATE / "homeserver.yaml"], running)
        wait_until_it_answers(HOMESERVER + "/_matrix/client/versions", synapse)
        tokens = {who: open_account(who, word, vault["shared"]) for who, word in accounts.items()}
        bridge = start("passerelle", [PASSERELLE, "serve", "--config", CONFIG], running)
        wait_until_it_answers(PAGE + "/status", bridge)
        for who, token in tokens.items():
            if who != YOUTH:
                join_staff_room(token, bridge)
        print_table(accounts)
        watch([synapse, bridge])


def say(text):
    print(f"\033[1m→ {text}\033[0m", flush=True)


def write_private(path, text):
    """Writes a file that nobody else may read, not even for the moment of its making."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def remember(name, make):
    """What was made at the first look is the same at every later one."""
    path = STATE / name
    if not path.exists():
        write_private(path, json.dumps(make(), indent=2) + "\n")
    return json.loads(path.read_text())


def write_bridge_files():
    counsellors = json.dumps([f"@{who}:{SERVER_NAME}" for who in COUNSELLORS])
    write_private(CONFIG, "\n".join([
        "# Written anew at every `make run`; config/passerelle.yaml explains every key.",
        f'homeserver: {{ address: "{HOMESERVER}", name: "{SERVER_NAME}" }}',
        "registration: registration.yaml",
        f'web: {{ listen: "127.0.0.1:{PORTS["WEB_PORT"]}" }}',
        f'appservice: {{ listen: "127.0.0.1:{PORTS["APPSERVICE_PORT"]}",'
        f' address: "http://127.0.0.1:{PORTS["APPSERVICE_PORT"]}" }}',
        "ledger: { file: ledger.sqlite, key: ledger.key }",
        f'bots: [{{ folder: "{bot_folder()}", counsellors: {counsellors},'
        f' admins: ["@{ADMIN}:{SERVER_NAME}"] }}]',
        "",
    ]))
    subprocess.run([PASSERELLE, "registration", "--config", CONFIG], check=True,
                   stdout=subprocess.DEVNULL)
    # The registration is made once, but the port may be chosen anew.
    path = STATE / "registration.yaml"
    url = f'url: "http://127.0.0.1:{PORTS["APPSERVICE_PORT"]}"'
    write_private(path, re.sub("^url:.*$", url, path.read_text(), flags=re.MULTILINE))


def bot_folder():
    """The bot itself, or a copy of it that is always open."""
    original = ROOT / "bots" / BOT
    if HOURS == "bot":
        return original
    copy = STATE / "bots" / BOT
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(original, copy)
    open_lobby(copy / "bot.yaml")
    (copy / "hours.yaml").write_text(
        "zone: Europe/Brussels\nholidays: open\nweekly:\n"
        + "".join(f'  {day}: ["00:00-24:00"]\n' for day in DAYS))
    return copy


def open_lobby(path):
    """The second door, which the shipped bot has only as a remark."""
    door = f"  web: {PATH}\n"
    text = path.read_text()
    if door not in text:
        raise Trouble(f"{path} does not name its page as expected")
    path.write_text(text.replace(door, door + f"  lobby: {{ alias: {LOBBY} }}\n"))


def write_homeserver_files(shared_secret):
    text = (ROOT / "config" / "homeserver.yaml").read_text()
    for name, value in {
        "SERVER_NAME": SERVER_NAME,
        "PORT": str(PORTS["HOMESERVER_PORT"]),
        "STATE": str(STATE),
        "SHARED_SECRET": shared_secret,
        "REGISTRATIONS": json.dumps([str(STATE / "registration.yaml")]),
    }.items():
        text = text.replace(f"@{name}@", value)
    write_private(STATE / "homeserver.yaml", text)
    (STATE / "log.yaml").write_text(
        "version: 1\nroot: { level: WARNING, handlers: [plain] }\n"
        "handlers: { plain: { class: logging.StreamHandler, stream: ext://sys.__stderr__ } }\n")
    if not (STATE / "signing.key").exists():
        seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        write_private(STATE / "signing.key", f"ed25519 a_look {seed}\n")


def refuse_taken_ports():
    for name, port in PORTS.items():
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind(("127.0.0.1", port))
            except OSError:
                raise Trouble(f"port {port} is taken (or not ours to open); choose another one:"
                              f" make run {name}={port + 10_000 if port < 50_000 else 18_080}")


def start(name, command, running, **more):
    say(f"starting {name}")
    log = STATE / f"{name}.log"
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
        # A session of its own: Ctrl-C reaches this program only, which then stops them in order.
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                   start_new_session=True, preexec_fn=end_with_parent, **more)
    process.name, process.log = name, log
    running.callback(stop, process)
    return process


def end_with_parent():
    """Even when this program is killed, what it started does not stay behind (Linux only)."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def stop(process):
    if process.poll() is not None:
        return
    say(f"stopping {process.name}")
    process.terminate()
    try:
        process.wait(STOP_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def complain_if_ended(process):
    if process.poll() is None:
        return
    last = process.log.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:]
    raise Trouble("\n    ".join([f"{process.name} ended by itself ({process.returncode}):", *last]))


def watch(processes):
    while True:
        for process in processes:
            complain_if_ended(process)
        time.sleep(0.3)


def until_it_works(attempt, process, what):
    """Asks again and again, but not a process that has ended, and not for ever."""
    end = time.monotonic() + START_SECONDS_MAX
    while True:
        complain_if_ended(process)
        try:
            return attempt()
        except OSError as reason:
            if time.monotonic() > end:
                raise Trouble(f"{what} took over {START_SECONDS_MAX} s ({reason});"
                              f" see {process.log}") from reason
            time.sleep(0.2)


def ask(method, url, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers)
    # No proxy of the machine's has a part in talking to itself.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        return answer.read()


def wait_until_it_answers(url, process):
    until_it_works(lambda: ask("GET", url), process, f"starting {process.name}")


def open_account(who, password, shared_secret):
    """Logs in, and makes the account first when there is none; the access token."""
    login = {"type": "m.login.password", "password": password, "device_id": "FIRSTLOOK",
             "identifier": {"type": "m.id.user", "user": who}}
    address = HOMESERVER + "/_matrix/client/v3/login"
    try:
        return json.loads(ask("POST", address, login))["access_token"]
    except urllib.error.HTTPError as refusal:
        if refusal.code != 403:
            raise
    make_account(who, password, shared_secret)
    return json.loads(ask("POST", address, login))["access_token"]


def make_account(who, password, shared_secret):
    say(f"making the account {who}")
    address = HOMESERVER + "/_synapse/admin/v1/register"
    nonce = json.loads(ask("GET", address))["nonce"]
    proven = [nonce, who, password, "admin" if who == ADMIN else "notadmin"]
    proof = hmac.new(shared_secret.encode(), "\0".join(proven).encode(), hashlib.sha1).hexdigest()
    ask("POST", address, {"nonce": nonce, "username": who, "password": password,
                          "admin": who == ADMIN, "mac": proof})
    # For `make try`, which takes a password from a file only.
    write_private(STATE / f"{who}.password", password + "\n")


def join_staff_room(token, bridge):
    address = f"{HOMESERVER}/_matrix/client/v3/join/{urllib.parse.quote(STAFF_ROOM, safe='')}"
    until_it_works(lambda: ask("POST", address, {}, token), bridge, "joining the staff room")


def print_table(accounts):
    hours = "at any hour (its own hours: make run HOURS=bot)" if HOURS != "bot" else "at its hours"
    rows = [("page", PAGE), ("open", hours), ("homeserver", f"{HOMESERVER} (Element, nheko)"),
            *((who, f"@{who}:{SERVER_NAME}  password {word}") for who, word in accounts.items()),
            ("staff room", STAFF_ROOM),
            *([("lobby", f"#{LOBBY}:{SERVER_NAME}, for {YOUTH}")] if HOURS != "bot" else []),
            ("in a terminal", "make try"), ("to end", "Ctrl-C")]
    width = max(len(name) for name, _ in rows)
    rule = "─" * (width + 2 + max(len(value) for _, value in rows))
    print("\n".join(["", rule, *(f"{name:<{width}}  {value}" for name, value in rows), rule]),
          flush=True)


def leave_on_signal(*_):
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, leave_on_signal)
    # Also where a script started us in the background, and the shell made us deaf to it.
    signal.signal(signal.SIGINT, leave_on_signal)
    try:
        main()
    except KeyboardInterrupt:
        say("everything is stopped; the next `make run` finds it as it was")
    except Trouble as trouble:
        sys.exit(f"\nmake run: {trouble}")
    except subprocess.CalledProcessError as failed:
        sys.exit(f"\nmake run: passerelle {failed.cmd[1]} did not succeed")
    except urllib.error.HTTPError as refusal:
        sys.exit(f"\nmake run: the homeserver said {refusal.code}; to begin anew, remove {STATE}")
