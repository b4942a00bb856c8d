"""What a counsellor sees: a real client (Debian's nheko) in a window that nobody else sees.

`make look-counsel` comes here. A homeserver, the bridge, an X server (Xvfb) and nheko are started
on free ports; visitors come in over HTTP; a counsellor takes one by a reaction and one by a
command, answers, changes and takes back a line, and says goodbye, all of it by nheko's own keyboard
and mouse. Each step waits for what must follow from it, and leaves a picture in
`.run/looks/counsel-*.png`: what is ugly there is ugly for counsellors.

Everything is made anew at each run, and ends with it; the logs stay in `.run/look-counsel/`.
"""

import contextlib
import shutil
import subprocess
import sys
import urllib.parse
import uuid

from nheko import LOOKS, PROGRAMS, Client, open_screen
from people import Matrix, Visitor
from place import ROOT, house, until


def main():
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing:
        raise house.Trouble(f"not installed: {', '.join(missing)}; .ci/setup look brings them")
    shutil.rmtree(house.STATE, ignore_errors=True)
    house.STATE.mkdir(parents=True, mode=0o700)
    LOOKS.mkdir(parents=True, exist_ok=True)
    for old in LOOKS.glob("counsel-*.png"):
        old.unlink()
    with contextlib.ExitStack() as running:
        tokens, staff_room = open_house(running)
        screen = open_screen(running)
        client = Client(tokens["ana"], screen, running)
        play(client, Matrix(tokens["ana"]), Matrix(tokens["bea"]), staff_room)
    house.say(f"looked; the pictures are {LOOKS.relative_to(ROOT)}/counsel-*.png")


def play(nheko, ana, bea, staff_room):
    """The evening, as the counsellor lives it."""
    nheko.waits_until_it_has_synced()
    nheko.shows("invited")
    nheko.accepts_the_invitation(lambda: staff_room in ana.joined())
    nheko.shows("staff-room")

    visitor = Visitor()
    visitor.comes({"name": "Lila", "danger": "non", "age": "13", "postal": "5000"})
    notice = until("the notice", lambda: ana.notice(staff_room, " Lila "))
    visitor.says("j'ai peur de rentrer à la maison")
    nheko.shows("notice")

    nheko.replies_to_the_last()
    nheko.types("/react 👍")
    until("her reaction", lambda: ana.reaction(staff_room, notice))
    room = until("the invitation", ana.invitation)
    # She who comes second is told, in the notice's thread.
    bea.react(staff_room, notice)
    until("the word to the second", lambda: ana.find(staff_room, "s'en occupe"))
    nheko.shows("claimed")

    nheko.accepts_the_invitation(lambda: room in ana.joined())
    until("the room is hers", lambda: ana.find(room, "j'ai peur de rentrer"))
    nheko.shows("counselling-room")
    nheko.types("Bonjour Lila. Je suis là, prends ton tmeps.")
    visitor.sees("Bonjour Lila. Je suis là, prends ton tmeps.")
    visitor.says("merci. je suis dans ma chambre")
    until("her answer", lambda: ana.find(room, "merci. je suis dans ma chambre"))
    nheko.shows("answered")

    nheko.changes_her_last_line("tmeps.", "temps.")
    visitor.sees("Bonjour Lila. Je suis là, prends ton temps.")
    nheko.types("une phrase de trop")
    visitor.sees("une phrase de trop")
    event = until("her line", lambda: ana.find(room, "une phrase de trop"))
    nheko.types(f"/redact {event['event_id']}")
    until("it is taken back", lambda: not ana.find(room, "une phrase de trop"))
    nheko.shows("changed-and-taken-back")

    nheko.types("!clroe")
    until("the bot's help", lambda: ana.find(room, "clroe", of="passerelle"))
    nheko.shows("mistyped")
    nheko.types("!aide")
    until("the bot's list", lambda: ana.find(room, "!transférer", of="passerelle"))
    nheko.shows("help")
    nheko.types("!clore Prends soin de toi.")
    visitor.sees("Prends soin de toi.")
    until("the end", lambda: visitor.stage == "ended")
    nheko.shows("closed")

    # One who waits while the counsellor looks elsewhere: what does the list of rooms say?
    other = Visitor()
    other.comes({"name": "Noé", "danger": "oui"})
    until("the second notice", lambda: ana.notice(staff_room, " Noé "))
    nheko.shows("called-from-elsewhere")
    nheko.opens("Équipe")
    nheko.types("!file")
    until("the list", lambda: ana.find(staff_room, "#2 · 0 min", of="passerelle"))
    nheko.types("!prendre 2")
    until("she has both", lambda: other.stage == "talking")
    nheko.shows("claimed-by-command")


def open_house(running):
    accounts = {who: uuid.uuid4().hex for who in [*house.COUNSELLORS, house.ADMIN]}
    secret = uuid.uuid4().hex
    house.write_bridge_files()
    house.write_homeserver_files(secret)
    synapse = house.start(
        "synapse",
        [house.SYNAPSE_PYTHON, "-m", "synapse.app.homeserver", "-c",
         house.STATE / "homeserver.yaml"],
        running)
    house.wait_until_it_answers(house.HOMESERVER + "/_matrix/client/versions", synapse)
    tokens = {who: house.open_account(who, word, secret) for who, word in accounts.items()}
    bridge = house.start("passerelle", [house.PASSERELLE, "serve", "--config", house.CONFIG],
                         running)
    house.wait_until_it_answers(house.PAGE + "/status", bridge)
    for who in ["bea", house.ADMIN]:
        house.join_staff_room(tokens[who], bridge)
    alias = urllib.parse.quote(house.STAFF_ROOM, safe="")
    found = Matrix(tokens["bea"]).ask("GET", f"/directory/room/{alias}")
    return tokens, found["room_id"]


if __name__ == "__main__":
    try:
        main()
    except house.Trouble as trouble:
        sys.exit(f"\nmake look-counsel: {trouble}")
    except subprocess.CalledProcessError as failed:
        sys.exit(f"\nmake look-counsel: {failed.cmd[0]} {failed.cmd[1]} did not succeed")
