"""What is compared. Each knows how to begin, to speak as the visitor, and to say what she sees."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

from house import DOMAIN, ROOT, Child, call, free_port, wait

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
PEERS = ROOT / ".run" / "peers"


class Subject:
    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.registration = folder / "registration.yaml"

    def register(self, localpart, sender, users):
        """The two tokens, and the file in which the homeserver finds them."""
        self.tokens = {"as_token": secrets.token_hex(16), "hs_token": secrets.token_hex(16)}
        self.registration.write_text(json.dumps({
            "id": localpart, "url": f"http://127.0.0.1:{self.port}", **self.tokens,
            "sender_localpart": sender, "rate_limited": False,
            "namespaces": {"users": [{"regex": users, "exclusive": True}]}}))

    def restart(self):
        self.child.start()
        wait(f"{self.name} listens", 60, self.is_listening)

    def is_listening(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def end(self):
        self.child.kill()


class Passerelle(Subject):
    name = "Passerelle"

    def prepare(self, address):
        bot = self.folder / "maintenant-jen-parle"
        shutil.copytree(ROOT / "bots" / "maintenant-jen-parle", bot)
        (bot / "hours.yaml").write_text(
            "zone: Europe/Brussels\nholidays: open\nweekly:\n"
            + "".join(f'  {day}: ["00:00-24:00"]\n' for day in DAYS))
        path = re.search(r"\n  web: (\S+)", (bot / "bot.yaml").read_text()).group(1)
        web = free_port()
        self.page, self.token = f"http://127.0.0.1:{web}/{path}", secrets.token_urlsafe(32)
        config = self.folder / "passerelle.yaml"
        config.write_text(json.dumps({
            "homeserver": {"address": address, "name": DOMAIN},
            "registration": str(self.registration), "web": {"listen": f"127.0.0.1:{web}"},
            "appservice": {"listen": f"127.0.0.1:{self.port}",
                           "address": f"http://127.0.0.1:{self.port}"},
            "ledger": {"file": str(self.folder / "ledger.sqlite"),
                       "key": str(self.folder / "ledger.key")},
            "bots": [{"folder": str(bot), "counsellors": [f"@ana:{DOMAIN}"],
                      "admins": [f"@chef:{DOMAIN}"]}]}))
        program = os.environ.get("PASSERELLE", ROOT / ".build" / "release" / "passerelle")
        self.child = Child(self.folder, "subject", [program, "serve", "--config", config])
        subprocess.run([program, "registration", "--config", config], check=True,
                       stdout=subprocess.DEVNULL)

    def begin(self, homeserver, ana):
        self.restart()
        alias = f"%23passerelle_staff_maintenant-jen-parle:{DOMAIN}"
        wait("the staff room", 60, lambda: ana.ask("POST", "join/" + alias, {})[0] == 200)
        staff = ana.ask("POST", "join/" + alias, {})[1]["room_id"]
        wait("the door opens", 60, lambda: call("GET", self.page + "/status")[1].get("open"))
        self.put("talk", {})
        self.line({"text": "Lila"})
        for question in ["danger", "age", "postal"]:
            self.line({"question": question, "skip": True})
        notice = wait("a notice", 60, lambda: [
            event for event in ana.messages(staff) if "Lila" in json.dumps(event["content"])])
        target = notice[0]["content"].get("m.relates_to", {}).get("event_id")
        ana.react(staff, target or notice[0]["event_id"])
        self.room = wait("an invitation", 60, ana.invitations)[0]
        ana.join(self.room)

    def put(self, path, body):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            status, _ = call("PUT", f"{self.page}/{path}", body, self.token)
            if status and status != 429 and status < 500:
                return status == 200
            time.sleep(0.2)
        return False

    def line(self, body):
        return self.put("talk/lines/" + secrets.token_hex(16), body)

    def say(self, text):
        return self.line({"text": text})

    def seen(self):
        """The stream from its beginning; it tells all there is and then waits for more."""
        request = (f"GET {self.page.split('/', 3)[3]}/talk/stream")
        host, port = self.page.split("/")[2].split(":")
        with socket.create_connection((host, int(port)), timeout=5) as wire:
            wire.sendall((request.replace("GET ", "GET /") + " HTTP/1.1\r\nHost: x\r\n"
                          f"Authorization: Bearer {self.token}\r\n\r\n").encode())
            wire.settimeout(2)
            text = b""
            try:
                while piece := wire.recv(65536):
                    text += piece
            except TimeoutError:
                pass
        lines = [json.loads(data) for data in re.findall(rb"event: line\r?\ndata: (.*)", text)]
        return [line["text"] for line in lines if line["from"] == "person"]


class Relay(Subject):
    name = "mautrix-python relay"

    def prepare(self, address):
        self.register("relay", "relay_bot", f"@relay_.*:{DOMAIN}")
        self.child = Child(self.folder, "subject", [
            PEERS / "mautrix" / "bin" / "python", Path(__file__).parent / "relay.py",
            self.folder / "relay.json"])

    def begin(self, homeserver, ana):
        self.visitor = homeserver.account("visitor")
        ghosts = [f"@relay_visitor:{DOMAIN}", f"@relay_ana:{DOMAIN}"]
        for ghost in ["relay_bot", "relay_visitor", "relay_ana"]:
            call("POST", homeserver.address + "/_matrix/client/v3/register", {
                "type": "m.login.application_service", "username": ghost,
                "inhibit_login": True}, self.tokens["as_token"])
        self.room, self.own = ana.make_room(ghosts[:1]), self.visitor.make_room(ghosts[1:])
        for room, ghost in [(self.room, ghosts[0]), (self.own, ghosts[1])]:
            call("POST", f"{homeserver.address}/_matrix/client/v3/join/{room}?user_id={ghost}", {},
                 self.tokens["as_token"])
        (self.folder / "relay.json").write_text(json.dumps({
            "folder": str(self.folder), "homeserver": homeserver.address, "domain": DOMAIN,
            "port": self.port, "rooms": [self.own, self.room], **self.tokens}))
        self.restart()

    def say(self, text):
        return self.visitor.say(self.own, text)

    def seen(self):
        return [event["content"].get("body", "") for event in self.visitor.messages(self.own)
                if event["sender"] != self.visitor.user]


class Heisenbridge(Subject):
    name = "heisenbridge with ngircd"

    def prepare(self, address):
        self.register("heisenbridge", "heisenbridge", f"@irc_.*:{DOMAIN}")
        data = json.loads(self.registration.read_text())
        data["namespaces"]["users"].append({"regex": f"@heisenbridge:{DOMAIN}", "exclusive": True})
        data["heisenbridge"] = {"media_url": address}
        self.registration.write_text(json.dumps(data))
        self.child = Child(self.folder, "subject", [
            PEERS / "heisenbridge" / "bin" / "heisenbridge", "-c", self.registration, "-p",
            self.port, "-o", f"@ana:{DOMAIN}", address])
        self.irc, rules = free_port(), self.folder / "ngircd.conf"
        rules.write_text(
            "[Global]\nName = irc.test\nInfo = test\nListen = 127.0.0.1\n"
            f"Ports = {self.irc}\n[Limits]\nMaxConnectionsIP = 0\nMaxPenaltyTime = 0\n"
            "PingTimeout = 600\n[Options]\nPAM = no\nDNS = no\nIdent = no\n")
        self.server = Child(self.folder, "ngircd", ["/usr/sbin/ngircd", "-n", "-f", rules])

    def begin(self, homeserver, ana):
        self.server.start()
        wait("ngircd listens", 30, lambda: socket.socket().connect_ex(
            ("127.0.0.1", self.irc)) == 0)
        self.heard = []
        self.wire = socket.create_connection(("127.0.0.1", self.irc))
        threading.Thread(target=self.listen, daemon=True).start()
        self.wire.sendall(b"NICK visitor\r\nUSER visitor 0 * :visitor\r\n")
        time.sleep(2)
        self.wire.sendall(b"JOIN #chat\r\n")
        self.restart()
        # It asks its owner into a control room of its own accord.
        desk = wait("the control room", 60, ana.invitations)[0]
        ana.join(desk)
        time.sleep(2)
        for words in ["ADDNETWORK net", f"ADDSERVER net 127.0.0.1 {self.irc}", "OPEN net"]:
            ana.say(desk, words)
            time.sleep(3)
        network = wait("the network's room", 60, ana.invitations)[0]
        ana.join(network)
        for words in ["NICK ana", "CONNECT", "JOIN #chat"]:
            ana.say(network, words)
            time.sleep(5)
        self.room = wait("the channel's room", 60, ana.invitations)[0]
        ana.join(self.room)
        time.sleep(2)

    def listen(self):
        rest = b""
        while piece := self.wire.recv(65536):
            *lines, rest = (rest + piece).split(b"\r\n")
            for line in lines:
                words = line.decode(errors="replace")
                if words.startswith("PING"):
                    self.wire.sendall(words.replace("PING", "PONG").encode() + b"\r\n")
                elif " PRIVMSG #chat :" in words:
                    self.heard.append(words.split(" PRIVMSG #chat :", 1)[1])

    def say(self, text):
        self.wire.sendall(f"PRIVMSG #chat :{text}\r\n".encode())
        return True

    def seen(self):
        return list(self.heard)

    def end(self):
        self.child.kill()
        self.server.kill()
