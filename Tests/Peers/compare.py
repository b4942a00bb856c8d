"""`make compare`: the same talk under the same faults, with Passerelle and with two peers.

A visitor and a counsellor write LINES lines each, one every PAUSE seconds. Meanwhile the bridge is
killed with -9 and started again three times, and Synapse twice. Then everybody has two minutes.
A line counts as accepted when whoever wrote it was told so: by an answer (Passerelle, Matrix), or,
where the protocol gives none (IRC), by having been taken off her hands.
"""

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from house import Homeserver
from subjects import Heisenbridge, Passerelle, Relay

LINES, PAUSE, PATIENCE = 150, 0.2, 120
BRIDGE_KILLS, HOMESERVER_KILLS = {30, 75, 120}, {50, 100}


def write(say, side, accepted):
    for number in range(1, LINES + 1):
        if say(f"{side} {number}"):
            accepted.append(f"{side} {number}")
        time.sleep(PAUSE)


def spoil(subject, homeserver):
    for number in range(1, LINES + 1):
        if number in BRIDGE_KILLS:
            subject.child.kill()
            subject.restart()
        if number in HOMESERVER_KILLS:
            homeserver.child.kill()
            homeserver.start()
        time.sleep(PAUSE)


def count(accepted, arrived, side):
    own = [words for words in arrived if words.startswith(side + " ")]
    numbers = [int(words.split()[1]) for words in own]
    return {
        "accepted": len(accepted), "lost": len(set(accepted) - set(own)),
        "doubled": len(own) - len(set(own)),
        "out of order": sum(a > b for a, b in zip(numbers, numbers[1:]))}


def play(kind, folder):
    subject = kind(folder)
    homeserver = Homeserver(folder, [str(subject.registration)])
    subject.prepare(homeserver.address)
    try:
        homeserver.start()
        ana = homeserver.account("ana")
        homeserver.account("chef", admin=True)
        subject.begin(homeserver, ana)
        there, back = [], []
        writers = [
            threading.Thread(target=write, args=(subject.say, "v", there)),
            threading.Thread(target=write, args=(
                lambda words: ana.say(subject.room, words), "c", back)),
            threading.Thread(target=spoil, args=(subject, homeserver))]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        end, before = time.monotonic() + PATIENCE, None
        while time.monotonic() < end:
            found = (
                [event["content"].get("body", "") for event in ana.messages(subject.room)
                 if event["sender"] != ana.user],
                subject.seen())
            if set(there) <= set(found[0]) and set(back) <= set(found[1]) and found == before:
                break
            before = found
            time.sleep(5)
        return count(there, found[0], "v"), count(back, found[1], "c")
    finally:
        subject.end()
        homeserver.child.kill()


def main():
    kinds = {kind.__name__.lower(): kind for kind in (Passerelle, Relay, Heisenbridge)}
    names = sys.argv[1:] or list(kinds)
    print("| bridge | way | accepted | lost | doubled | out of order |")
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    for name in names:
        folder = Path(tempfile.mkdtemp(prefix="passerelle-compare-"))
        for way, row in zip(("to the counsellor", "to the visitor"), play(kinds[name], folder)):
            numbers = " | ".join(str(value) for value in row.values())
            print(f"| {kinds[name].name} | {way} | {numbers} |", flush=True)
        shutil.rmtree(folder, ignore_errors=True)


main()
