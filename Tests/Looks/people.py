"""The people of a look: what they ask of the homeserver and of the page, without a window."""

import contextlib
import json
import threading
import time
import urllib.parse
import urllib.request
import uuid

from place import house, until


class Matrix:
    """What the test itself asks of the homeserver, to see what nheko's clicks came to."""

    def __init__(self, token):
        self.token = token

    def ask(self, method, path, body=None):
        address = f"{house.HOMESERVER}/_matrix/client/v3{path}"
        return json.loads(house.ask(method, address, body, self.token))

    def joined(self):
        return self.ask("GET", "/joined_rooms")["joined_rooms"]

    def invitation(self):
        # Synapse answers an equal first sync out of its memory: never the same words twice.
        nobody = f"@{uuid.uuid4().hex}:nowhere.invalid"
        words = json.dumps({"room": {"timeline": {"limit": 1, "not_senders": [nobody]}}})
        answer = self.ask("GET", "/sync?timeout=0&filter=" + urllib.parse.quote(words))
        return next(iter(answer["rooms"].get("invite", {})), None) if "rooms" in answer else None

    def timeline(self, room):
        path = f"/rooms/{urllib.parse.quote(room)}/messages?dir=b&limit=100"
        return self.ask("GET", path)["chunk"]

    def find(self, room, words, of=None):
        return next((event for event in self.timeline(room)
                     if words in event.get("content", {}).get("body", "")
                     and "m.new_content" not in event["content"]
                     and (of is None or event["sender"].startswith(f"@{of}:"))), None)

    def notice(self, room, words):
        """The notice that says this: what rang is a number only, its words came as a change."""
        return next((event["content"]["m.relates_to"]["event_id"] for event in self.timeline(room)
                     if words in event.get("content", {}).get("m.new_content", {}).get("body", "")),
                    None)

    def reaction(self, room, event):
        return any(other["type"] == "m.reaction" and
                   other["content"].get("m.relates_to", {}).get("event_id") == event
                   for other in self.timeline(room))

    def react(self, room, event):
        path = f"/rooms/{urllib.parse.quote(room)}/send/m.reaction/{uuid.uuid4().hex}"
        self.ask("PUT", path, {"m.relates_to": {
            "rel_type": "m.annotation", "event_id": event, "key": "👍"}})


class Visitor:
    """A visitor without a browser."""

    def __init__(self):
        self.token = uuid.uuid4().hex + uuid.uuid4().hex[:11]
        self.shown, self.stage, self.question = [], "", None
        threading.Thread(target=self.watch, daemon=True).start()

    def ask(self, method, path, body=None):
        return house.ask(method, house.PAGE + path, body, self.token)

    def comes(self, answers):
        """Answers what is asked, by the question's id; what is not among them is passed over."""
        self.ask("PUT", "/talk", {})
        until("the first question", lambda: self.question)
        while self.stage != "waiting":
            asked = self.question
            if asked in answers:
                self.says(answers[asked])
            else:
                self.put({"question": asked, "skip": True})
            until("what follows", lambda: self.stage == "waiting" or self.question != asked)

    def put(self, body):
        self.ask("PUT", f"/talk/lines/{uuid.uuid4()}", body)

    def says(self, text):
        self.put({"text": text})

    def lines(self, words):
        return [line for line in self.shown if words in line["text"]]

    def sees(self, words):
        until(f"the visitor sees: {words}", lambda: self.lines(words))

    def watch(self):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while True:
            with contextlib.suppress(OSError, ValueError):
                request = urllib.request.Request(house.PAGE + "/talk/stream", headers={
                    "Authorization": f"Bearer {self.token}", "Accept": "text/event-stream"})
                if self.shown:
                    request.add_header("Last-Event-ID", str(self.shown[-1]["seq"]))
                self.read(opener.open(request, timeout=30))
            time.sleep(0.2)

    def read(self, stream):
        event = ""
        for raw in stream:
            line = raw.decode().rstrip("\n")
            if line.startswith("event: "):
                event = line[7:]
            elif line.startswith("data: ") and event == "line":
                self.shown.append(json.loads(line[6:]))
            elif line.startswith("data: ") and event == "state":
                state = json.loads(line[6:])
                self.question = (state.get("question") or {}).get("id")
                self.stage = state["stage"]
