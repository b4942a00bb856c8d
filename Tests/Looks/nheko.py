"""nheko on a screen that nobody sees, and the hands on its keyboard."""

import os
import subprocess
import time

from people import Matrix
from place import ROOT, house, until

LOOKS = ROOT / ".run" / "looks"
PROGRAMS = ["Xvfb", "nheko", "xdotool", "import", "dbus-run-session"]
# Where things stand in a window of this size: nheko has no other handle to take it by.
WINDOW = (1280, 860)
LIST_WIDTH = 300
LIST_END = 40 + LIST_WIDTH
FIRST_ROOM = (130, 74)
CLOSE_WARNING = (LIST_END - 15, 66)
ACCEPT_HEIGHT = 524
CANCEL = (WINDOW[0] - 66, WINDOW[1] - 39)
BESIDE_DIALOGS = (WINDOW[0] - 100, 10)


def open_screen(running):
    """An X server on a display that is free; it says itself which."""
    reading, writing = os.pipe()
    house.start(
        "Xvfb",
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WINDOW[0]}x{WINDOW[1]}x24",
         "-nolisten", "tcp"],
        running, pass_fds=[writing])
    os.close(writing)
    with os.fdopen(reading) as answer:
        display = answer.readline().strip()
    if not display:
        raise house.Trouble("Xvfb found no display")
    return ":" + display


class Client:
    """nheko, and the hands on its keyboard."""

    def __init__(self, token, display, running):
        home = house.STATE / "nheko"
        folders = {"XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data",
                   "XDG_CACHE_HOME": home / "cache", "XDG_RUNTIME_DIR": home / "run"}
        for folder in folders.values():
            folder.mkdir(parents=True, mode=0o700)
        who = Matrix(token).ask("GET", "/account/whoami")
        (home / "config" / "nheko").mkdir()
        house.write_private(home / "config" / "nheko" / "nheko.conf", "\n".join([
            "[General]", "run_without_secure_secrets_service=true", "",
            "[auth]", f"access_token={token}", f"device_id={who['device_id']}",
            f"home_server={house.HOMESERVER}", f"user_id={who['user_id']}", "",
            "[user]", "window\\tray=false", "theme=light", "reduced_motion=true",
            "fancy_effects=false", "use_identicon=false", "sort_by_unread=false",
            f"sidebar\\room_list_width={LIST_WIDTH}",
            "", "[window]", f"width={WINDOW[0]}", f"height={WINDOW[1]}", ""]))
        self.environment = {
            **{name: value for name, value in os.environ.items() if "PROXY" not in name.upper()},
            **{name: str(folder) for name, folder in folders.items()},
            "HOME": str(home), "DISPLAY": display, "LANG": "C.UTF-8", "LANGUAGE": "fr",
            "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1"}
        self.pictures = 0
        # A bus of its own: it must not meet another nheko of this machine.
        self.process = house.start(
            "nheko", ["dbus-run-session", "--", "nheko", "--log-level", "debug"], running,
            env=self.environment)
        self.window = until("nheko's window", self.find_window)
        self.run("xdotool", "windowmove", self.window, "0", "0",
                 "windowsize", self.window, str(WINDOW[0]), str(WINDOW[1]))

    def run(self, *command, text=True):
        house.complain_if_ended(self.process)
        return subprocess.run(command, env=self.environment, capture_output=True, text=text,
                              timeout=30, check=False)

    def find_window(self):
        found = self.run("xdotool", "search", "--onlyvisible", "--class", "nheko").stdout.split()
        return found[0] if found else None

    def waits_until_it_has_synced(self):
        for words in ["initial sync completed", "STATUS CHANGED: 1"]:
            until(f"nheko's log: {words}",
                  lambda: words in self.process.log.read_text(errors="replace"))
        time.sleep(1)
        # It proposes to set up encryption, over everything else, and says in the list that nobody
        # did.
        until("nheko's proposal", lambda: self.brightness(BESIDE_DIALOGS) in range(200, 250))
        until("its end", lambda: self.clicks(CANCEL) or self.brightness(BESIDE_DIALOGS) == 255)
        self.clicks(CLOSE_WARNING)

    def brightness(self, place):
        found = self.run("import", "-window", "root", "-crop", f"1x1+{place[0]}+{place[1]}",
                         "-depth", "8", "gray:-", text=False).stdout
        return found[0] if found else 0

    def clicks(self, place):
        self.run("xdotool", "mousemove", str(place[0]), str(place[1]), "click", "1")
        time.sleep(0.7)

    def accepts_the_invitation(self, has_joined):
        """Invitations stand first in the list; nheko then asks in the middle of the window."""
        self.clicks(FIRST_ROOM)
        middle = LIST_END + (WINDOW[0] - LIST_END) // 2
        self.clicks((middle, ACCEPT_HEIGHT))
        until("nheko has accepted the invitation", has_joined)

    def opens(self, words):
        """By the quick switcher, which needs no place on the screen."""
        self.focus()
        self.run("xdotool", "key", "ctrl+k")
        time.sleep(1)
        self.run("xdotool", "type", "--delay", "20", "--", words)
        time.sleep(1)
        self.run("xdotool", "key", "Return")
        time.sleep(1)

    def focus(self):
        self.run("xdotool", "windowfocus", "--sync", self.window)

    def types(self, text):
        self.focus()
        self.run("xdotool", "type", "--delay", "20", "--", text)
        time.sleep(0.5)
        self.run("xdotool", "key", "Return")

    def replies_to_the_last(self):
        self.focus()
        self.run("xdotool", "key", "alt+Up")
        time.sleep(0.5)

    def changes_her_last_line(self, wrong, right):
        self.focus()
        self.run("xdotool", "key", "Up")
        time.sleep(0.5)
        self.run("xdotool", "key", "End", *["BackSpace"] * len(wrong))
        self.types(right)

    def shows(self, what):
        """A picture, once the window has come to rest."""
        self.pictures += 1
        path = LOOKS / f"counsel-{self.pictures:02}-{what}.png"
        before = None
        for _ in range(20):
            time.sleep(0.7)
            self.run("import", "-window", "root", str(path))
            now = path.read_bytes() if path.exists() else b""
            if now and now == before:
                break
            before = now
        house.say(f"picture: {path.relative_to(ROOT)}")
