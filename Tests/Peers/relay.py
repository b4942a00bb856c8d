"""A relay between two rooms as mautrix-python makes it easy: one of the peers of `make compare`.

It uses the library as its documentation shows it, with its defaults: what comes in a push is sent
on by a ghost, and the push is acknowledged at once.
"""

import asyncio
import json
import os
import sys

from mautrix.appservice import AppService
from mautrix.errors import MatrixError
from mautrix.types import EventType, MessageType, TextMessageEventContent

settings = json.load(open(sys.argv[1]))
os.chdir(settings["folder"])


async def main():
    service = AppService(
        server=settings["homeserver"], domain=settings["domain"], id="relay",
        as_token=settings["as_token"], hs_token=settings["hs_token"], bot_localpart="relay_bot",
        default_http_retry_count=4)
    other_room = dict(zip(settings["rooms"], reversed(settings["rooms"])))

    async def carry(event):
        ours = event.sender.startswith("@relay_")
        if event.type != EventType.ROOM_MESSAGE or ours or event.room_id not in other_room:
            return
        ghost = service.intent.user("@relay_" + event.sender[1:])
        room = other_room[event.room_id]
        try:
            await ghost.send_message(room, TextMessageEventContent(
                msgtype=MessageType.TEXT, body=event.content.body))
        except (MatrixError, OSError) as trouble:
            print("not sent:", type(trouble).__name__, flush=True)

    service.matrix_event_handler(carry)
    await service.start("127.0.0.1", settings["port"])
    service.ready = True
    while True:
        await asyncio.sleep(3600)


asyncio.run(main())
