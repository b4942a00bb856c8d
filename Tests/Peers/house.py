"""A Synapse from `config/homeserver.yaml`, accounts on it, and processes known by their id."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SYNAPSE = ROOT / ".run" / "venv" / "bin" / "python"
DOMAIN = "localhost"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(method, url, body=None, token=None, seconds=10):
    """Status and answer; status 0 where nobody answered."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = "Bearer " + token
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return answer.status, json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as refusal:
        try:
            return refusal.code, json.loads(refusal.read() or b"{}")
        except ValueError:
            return refusal.code, {}
    except (OSError, ValueError):
        return 0, {}


def wait(what, seconds, is_so):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = is_so()
        if value:
            return value
        time.sleep(0.1)
    raise SystemExit(f"compare: not within {seconds} s: {what}")


class Child:
    """A program that can be killed and started again."""

    def __init__(self, folder, name, command):
        self.log, self.command, self.process = folder / (name + ".log"), command, None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(word) for word in self.command], stdin=subprocess.DEVNULL, stdout=log,
                stderr=log)

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


class Homeserver:
    def __init__(self, folder, registrations):
        self.folder, self.port = folder / "synapse", free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.shared = secrets.token_hex(16)
        self.folder.mkdir()
        text = (ROOT / "config" / "homeserver.yaml").read_text()
        values = {
            "SERVER_NAME": DOMAIN, "PORT": str(self.port), "STATE": str(self.folder),
            "SHARED_SECRET": self.shared, "REGISTRATIONS": json.dumps(registrations)}
        for word, value in values.items():
            text = text.replace(f"@{word}@", value)
        (self.folder / "homeserver.yaml").write_text(text)
        (self.folder / "log.yaml").write_text(
            "version: 1\nroot: { level: WARNING, handlers: [plain] }\n"
            "handlers: { plain: { class: logging.StreamHandler, stream: ext://sys.stderr } }\n")
        seed = base64.b64encode(os.urandom(32)).decode().rstrip("=")
        (self.folder / "signing.key").write_text(f"ed25519 a_test {seed}\n")
        self.child = Child(folder, "synapse", [
            SYNAPSE, "-m", "synapse.app.homeserver", "-c", self.folder / "homeserver.yaml"])

    def start(self):
        self.child.start()
        versions = self.address + "/_matrix/client/versions"
        wait("Synapse answers", 90, lambda: call("GET", versions)[0] == 200)

    def account(self, name, admin=False):
        url = self.address + "/_synapse/admin/v1/register"
        nonce = call("GET", url)[1]["nonce"]
        words = [nonce, name, "password of " + name, "admin" if admin else "notadmin"]
        proof = hmac.new(self.shared.encode(), "\0".join(words).encode(), hashlib.sha1)
        answer = call("POST", url, {
            "nonce": nonce, "username": name, "password": words[2], "admin": admin,
            "mac": proof.hexdigest()})[1]
        return Account(self, answer["user_id"], answer["access_token"])


class Account:
    def __init__(self, homeserver, user, token):
        self.homeserver, self.user, self.token = homeserver, user, token

    def ask(self, method, path, body=None, patience=60):
        """Asks again until there is an answer to believe, as a client does."""
        url = self.homeserver.address + "/_matrix/client/v3/" + path
        end = time.monotonic() + patience
        while True:
            status, answer = call(method, url, body, self.token)
            if status not in (0, 429) and status < 500 or time.monotonic() > end:
                return status, answer
            time.sleep(0.2)

    def join(self, room):
        path = "join/" + urllib.parse.quote(room)
        wait("joining", 60, lambda: self.ask("POST", path, {})[0] == 200)

    def make_room(self, invited):
        return self.ask("POST", "createRoom", {
            "invite": invited, "preset": "trusted_private_chat"})[1]["room_id"]

    def invitations(self):
        news = self.ask("GET", "sync?timeout=0&filter=" + urllib.parse.quote(json.dumps(
            {"presence": {"limit": 0}, "room": {"timeline": {"limit": 1, "not_senders": [
                "@" + secrets.token_hex(4) + ":nowhere.invalid"]}}})))[1]
        return list(news.get("rooms", {}).get("invite", {}))

    def say(self, room, text):
        path = f"rooms/{urllib.parse.quote(room)}/send/m.room.message/{secrets.token_hex(8)}"
        return self.ask("PUT", path, {"msgtype": "m.text", "body": text})[0] == 200

    def react(self, room, event):
        path = f"rooms/{urllib.parse.quote(room)}/send/m.reaction/{secrets.token_hex(8)}"
        self.ask("PUT", path, {"m.relates_to": {
            "rel_type": "m.annotation", "event_id": event, "key": "👍"}})

    def messages(self, room):
        """All that was said in a room, oldest first: who, what, and the event itself."""
        said, start = [], ""
        while True:
            path = f"rooms/{urllib.parse.quote(room)}/messages?dir=f&limit=500{start}"
            answer = self.ask("GET", path)[1]
            said += [event for event in answer.get("chunk", [])
                     if event["type"] == "m.room.message"]
            if "end" not in answer:
                return said
            start = "&from=" + answer["end"]
