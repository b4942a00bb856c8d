"""Ten thousand open pages, a hundred of them in a talk: how long a line takes.

    swift build -c release --product passerelle
    python3 Benchmarks/streams.py [--streams 10000] [--talking 100] [--seconds 30]

The real program runs as a process of its own, with its ledger on the disk. A small homeserver in
another process answers at once and has counsellors take whoever waits. Each talking visitor sends
a line now and then; what is measured is the time from the beginning of her request until the line
stands on her stream, which is after it was written to the disk. Measured twice: with the hundred
alone, and beside all the others, whose streams are held by a third process, so that what is
measured is not how fast a script reads their heartbeats. The machine does all of this at once.
"""

import argparse
import asyncio
import json
import os
import pathlib
import random
import re
import resource
import secrets
import shutil
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BOT = "maintenant-jen-parle"
GOAL_MS = 50
AT_ONCE = 100
# Each takes so many, which is the most that a bot's file may say.
TALKS_EACH = 20
TEAM = [f"@counsellor{number}:bench" for number in range(50)]


class Homeserver:
    """Answers whatever the bridge asks, keeps no history, and plays the counsellors."""

    def __init__(self):
        self.rooms, self.serial, self.news, self.taken = {}, 0, {}, 0

    def next_id(self, sign):
        self.serial += 1
        return f"{sign}{self.serial}"

    def happen(self, room, kind, sender, content):
        event = {"type": kind, "event_id": self.next_id("$"), "sender": sender,
                 "origin_server_ts": int(time.time() * 1000), "content": content}
        self.news.setdefault(room, []).append(event)

    def answer(self, method, path, query, body):
        if path.endswith("/versions"):
            return {"versions": ["v1.18"]}
        if path.endswith("/whoami"):
            return {"user_id": "@passerelle:bench", "device_id": "PASSERELLE"}
        if path.endswith("/sync"):
            news, self.news = self.news, {}
            join = {room: {"timeline": {"events": events}} for room, events in news.items()}
            return {"next_batch": self.next_id("s"), "rooms": {"join": join}}
        if "/directory/room/" in path:
            alias = path.rsplit("/", 1)[1]
            return {"room_id": self.rooms[alias]} if alias in self.rooms else None
        if path.endswith("/createRoom"):
            room = self.next_id("!")
            self.rooms["%23" + body["room_alias_name"] + "%3Abench"] = room
            return {"room_id": room}
        if path.endswith("/members"):
            people = ["@passerelle:bench"] + TEAM
            return {"chunk": [{"state_key": p, "content": {"membership": "join"}} for p in people]}
        if method == "GET" and "/state/" in path:
            return {"sender": "@passerelle:bench", "users": {}}
        if "/send/m.room.message/" in path:
            return self.send(path, body)
        return {"event_id": self.next_id("$"), "room_id": path.rsplit("/", 1)[1]}

    def send(self, path, body):
        """A notice that rings is answered with a sign: the counsellor takes her."""
        event, room = self.next_id("$"), path.split("/rooms/")[1].split("/")[0]
        rings = body.get("m.mentions", {}).get("user_ids")
        staff = self.rooms.get(f"%23passerelle_staff_{BOT}%3Abench")
        if rings and room.replace("%21", "!") == staff:
            relates = {"rel_type": "m.annotation", "event_id": event, "key": "✋"}
            who = TEAM[self.taken // TALKS_EACH % len(TEAM)]
            self.taken += 1
            self.happen(staff, "m.reaction", who, {"m.relates_to": relates})
        return {"event_id": event}

    async def serve(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                text = head.decode()
                method, target, _ = text.split(" ", 2)
                path, _, query = target.partition("?")
                length = re.search(r"(?i)content-length: (\d+)", text)
                body = await reader.readexactly(int(length[1])) if length else b""
                answer = self.answer(method, path, query, json.loads(body or b"{}"))
                status = "200 OK" if answer is not None else "404 Not Found"
                data = json.dumps(answer or {"errcode": "M_NOT_FOUND"}).encode()
                writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


class Visitor:
    """A tab: its stream, and a connection for its lines."""

    def __init__(self, port, number):
        self.port, self.token = port, secrets.token_urlsafe(32)
        # Ports are many, but not without end: each address has its own.
        self.source = f"127.0.0.{2 + number % 8}"
        self.waiting, self.stage, self.writer, self.asked = {}, None, None, 0

    async def connect(self):
        return await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.source, 0))

    async def put(self, path, body):
        # What was idle for long is closed at the other end, as it would be for a browser.
        if self.writer is None or time.monotonic() - self.asked > 30:
            if self.writer is not None:
                self.writer.close()
            self.reader, self.writer = await self.connect()
        self.asked = time.monotonic()
        data = json.dumps(body).encode()
        self.writer.write(
            f"PUT /espace/{path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Length: {len(data)}\r\n\r\n".encode() + data)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        await self.reader.readexactly(int(re.search(r"(?i)content-length: (\d+)", head)[1]))
        return int(head.split(" ")[1])

    async def arrive(self):
        status = await self.put("talk", {})
        if status != 200:
            sys.exit(f"streams: an arrival was answered with {status}")

    async def say(self, body):
        status = await self.put("talk/lines/" + secrets.token_hex(8), body)
        if status != 200:
            sys.exit(f"streams: a line was answered with {status}")

    async def follow(self, opened):
        reader, writer = await self.connect()
        writer.write(
            f"GET /espace/talk/stream HTTP/1.1\r\nHost: bench\r\n"
            f"Authorization: Bearer {self.token}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head:
            sys.exit("streams: a stream was refused")
        opened()
        while piece := await reader.read(65536):
            now = time.perf_counter()
            if self.waiting:
                for line in re.findall(rb'"id":"([^"]+)"', piece):
                    if waiting := self.waiting.pop(line.decode(), None):
                        waiting.set_result(now)
            if stage := re.findall(rb'"stage":"(\w+)"', piece):
                self.stage = stage[-1].decode()
        sys.exit("streams: a stream broke off")

    async def timed(self):
        """Milliseconds from the beginning of a request until its line stands on the stream."""
        line = secrets.token_hex(8)
        seen = self.waiting[line] = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        status = await self.put("talk/lines/" + line, {"text": "une ligne de taille ordinaire"})
        if status != 200:
            sys.exit(f"streams: a line was answered with {status}")
        return (await asyncio.wait_for(seen, 30) - begun) * 1000


async def take(port, number, streams, talks):
    visitor = Visitor(port, number)
    await visitor.arrive()
    opened = asyncio.Event()
    streams.append(asyncio.create_task(visitor.follow(opened.set)))
    await opened.wait()
    if talks:
        await visitor.say({"text": f"V{number}"})
        for question in ("danger", "age", "postal"):
            await visitor.say({"question": question, "skip": True})
        while visitor.stage != "talking":
            await asyncio.sleep(0.05)
    else:
        visitor.writer.close()
    return visitor


async def open_many(port, numbers, streams, talks=False):
    visitors, rest = [], list(numbers)
    while rest:
        now, rest = rest[:AT_ONCE], rest[AT_ONCE:]
        visitors += await asyncio.gather(*(take(port, n, streams, talks) for n in now))
    return visitors


async def measure(talking, seconds):
    async def talk(visitor):
        end, times = time.monotonic() + seconds, []
        await asyncio.sleep(random.random() * 2)
        while time.monotonic() < end:
            times.append(await visitor.timed())
            await asyncio.sleep(1 + random.random() * 2)
        return times
    return sorted(t for times in await asyncio.gather(*map(talk, talking)) for t in times)


def report(name, times, bridge):
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))]
    status = pathlib.Path(f"/proc/{bridge.pid}/status").read_text()
    memory = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
    print(f"{name:>8} streams  {len(times):>5} lines   p50 {at(.5):6.1f}  p95 {at(.95):6.1f}  "
          f"p99 {at(.99):6.1f}  max {times[-1]:6.1f} ms   {memory:5.0f} MiB", flush=True)
    return at(.99)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def house(folder, homeserver, web):
    """The shipped bot, open at any hour, with enough counsellors."""
    shutil.copytree(ROOT / "bots" / BOT, folder / BOT)
    days = "monday tuesday wednesday thursday friday saturday sunday".split()
    hours = "".join(f'  {day}: ["00:00-24:00"]\n' for day in days)
    (folder / BOT / "hours.yaml").write_text(
        f"zone: Europe/Brussels\nholidays: open\nweekly:\n{hours}")
    bot = folder / BOT / "bot.yaml"
    bot.write_text(re.sub(r"talks_at_once: \d+", f"talks_at_once: {TALKS_EACH}", bot.read_text()))
    back, many = free_port(), {"at_once": 100000, "per_minute": 100000}
    settings = {
        "homeserver": {"address": f"http://127.0.0.1:{homeserver}", "name": "bench"},
        "registration": "registration.yaml",
        "web": {"listen": f"127.0.0.1:{web}", "arrivals": many, "arrivals_per_address": many,
                "work": {"hardest": 0}},
        "appservice": {"listen": f"127.0.0.1:{back}", "address": f"http://127.0.0.1:{back}"},
        "ledger": {"file": "ledger.sqlite", "key": "ledger.key"},
        "bots": [{"folder": BOT, "counsellors": TEAM, "admins": []}],
        "rooms": {"spare": 20},
    }
    (folder / "passerelle.yaml").write_text(json.dumps(settings) + "\n")
    return folder / "passerelle.yaml"


async def is_open(port):
    for _ in range(600):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /espace/status HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            if b'"open":true' in await reader.read():
                return
        except ConnectionError:
            pass
        await asyncio.sleep(0.1)
    sys.exit("streams: the door did not open")


async def hold(port, count):
    """Opens so many streams, says so, and reads what comes on them."""
    streams = []
    await open_many(port, range(count), streams)
    print("open", flush=True)
    await asyncio.gather(*streams)


async def play(order, port, bridge):
    await is_open(port)
    streams = []
    talking = await open_many(port, range(order.talking), streams, talks=True)
    report(str(len(streams)), await measure(talking, order.seconds), bridge)
    begun = time.monotonic()
    holder = await asyncio.create_subprocess_exec(
        sys.executable, __file__, "--hold", str(port),
        "--streams", str(order.streams - order.talking), stdout=subprocess.PIPE)
    try:
        if await holder.stdout.readline() != b"open\n":
            sys.exit("streams: the others could not be opened")
        print(f"         opened in {time.monotonic() - begun:.0f} s", flush=True)
        p99 = report(str(order.streams), await measure(talking, order.seconds), bridge)
        if holder.returncode is not None:
            sys.exit("streams: one of the others broke off")
    finally:
        holder.kill()
        await holder.wait()
    if p99 > 2 * GOAL_MS:
        sys.exit(f"streams: p99 is more than twice the goal of {GOAL_MS} ms")


async def serve_homeserver(port):
    server = Homeserver()
    async with await asyncio.start_server(server.serve, "127.0.0.1", port, limit=2**22) as door:
        await door.serve_forever()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--streams", type=int, default=10_000)
    parser.add_argument("--talking", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--homeserver", type=int, help="be the homeserver at this port")
    parser.add_argument("--hold", type=int, help="be those with an idle page, at this port")
    order = parser.parse_args()
    if order.homeserver:
        return asyncio.run(serve_homeserver(order.homeserver))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < order.streams + 1000:
        sys.exit(f"streams: only {hard} files may be open at once here (ulimit -Hn)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if order.hold:
        return asyncio.run(hold(order.hold, order.streams))
    program = os.environ.get("PASSERELLE", ROOT / ".build/release/passerelle")
    folder = ROOT / ".run" / "streams"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    homeserver, web = free_port(), free_port()
    config = house(folder, homeserver, web)
    subprocess.run([program, "registration", "--config", config], check=True, stdout=subprocess.DEVNULL)
    os.chmod(folder / "registration.yaml", 0o600)
    with open(folder / "log", "w") as log:
        said = {"stdout": log, "stderr": log}
        other = subprocess.Popen([sys.executable, __file__, "--homeserver", str(homeserver)])
        bridge = subprocess.Popen([program, "serve", "--config", config], **said)
        try:
            asyncio.run(play(order, web, bridge))
        finally:
            for process in (bridge, other):
                process.kill()
                process.wait()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
