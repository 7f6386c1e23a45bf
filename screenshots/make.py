#!/usr/bin/env python3
"""Makes the pictures in this folder from the real program in a real terminal.

    apt-get install -y tmux fonts-jetbrains-mono fonts-dejavu-core && pip install Pillow
    swift build -c release --product podium && screenshots/make.py [NAME ...]

The program runs in a private tmux; keys go in, and when the screen shows what the picture is about,
its cells are read back with their colours and drawn.
"""
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
PROGRAM = Path(os.environ.get("PODIUM", HERE.parent / ".build/release/podium"))
FONTS = Path("/usr/share/fonts/truetype")
REGULAR = FONTS / "jetbrains-mono/JetBrainsMono-Regular.ttf"
BOLD = FONTS / "jetbrains-mono/JetBrainsMono-Bold.ttf"
FALLBACK = FONTS / "dejavu/DejaVuSansMono.ttf"
SIZE = 20
GROUND = (16, 17, 24)
SERVERS = itertools.count()

# Commands of the program that make the state of a picture, before the console opens on it.
FAILED = (
    "ns instantiate cloud-firewall-ns --tenant acme --name acme-fw --wait",
    "ns instantiate cloud-firewall-ns --tenant hooli --name hooli-fw --wait",
    "ns scale acme-fw --wait",
    "fault image cloud-firewall:4.2.0 pull",
    "ns scale acme-fw --wait",
)

# name: (theme, columns, rows, arguments, [(what to wait for, keys)], what the picture is about,
#        commands before)
DECK = (120, 40, "demo --speed 4", [], "step 7 of 10")
ORDER = (160, 48, "demo --speed 4", [("step 6 of 10", ["1", "Enter"])], "step 9 of 10")
PICTURES = {
    "deck-dark": ("podium-dark", *DECK),
    "deck-light": ("podium-light", *DECK),
    "order-dark": ("podium-dark", *ORDER),
    "order-light": ("podium-light", *ORDER),
    "deck-80x24": ("podium-dark", 80, 24, *DECK[2:]),
    "deck-200x60": ("podium-dark", 200, 60, *DECK[2:]),
    "scale-plan": ("podium-dark", 120, 40, "demo --speed 4",
                   [("step 7 of 10", ["3", "Down", "Down", "Down", "s"])], r"about \d+ s"),
    "network-service": ("podium-dark", 120, 40, "demo --speed 8",
                        [("Day-2", ["2", "Enter"])], "Topology"),
    "power-loss": ("podium-dark", 120, 40, "demo --speed 30", [], "loses power: a replica was lost"),
    "alarms": ("podium-dark", 120, 40, "demo --speed 30",
               [("loses power: a replica was lost", ["A"]), ("▸[1-9]", ["Space"])], "╰─ "),
    "operations": ("podium-dark", 120, 40, "--speed 1", [("Network services", ["O"])],
                   "STEP OR CAUSE", FAILED),
    "operation-failed": ("podium-dark", 120, 40, "--speed 1",
                         [("Network services", ["O"]), ("STEP OR CAUSE", ["Enter"])],
                         "What you can do", FAILED),
    "rollback-plan": ("podium-dark", 120, 40, "--speed 1",
                      [("Network services", ["O"]), ("STEP OR CAUSE", ["b"])], r"about \d+ s", FAILED),
    "host-map": ("podium-dark", 120, 40, "demo --speed 30",
                 [("loses power: a replica was lost", ["H"])], "vCPU given out"),
    "vim": ("podium-dark", 120, 40, "demo --speed 8",
            [("scaled out from 2 to 4", ["M"]), ("TASKS", ["Enter"])], "Helm releases"),
    "fault-plan": ("podium-dark", 120, 40, "demo --speed 8",
                   [("scaled out from 2 to 4", ["B"]), ("In force", ["i"])], "with parts of"),
    "catalogue": ("podium-dark", 120, 40, "--speed 1", [("Network services", ["V"])],
                  "Virtual Router", FAILED[:1]),
}


class Terminal:
    """A private tmux server with one program in it."""

    def __init__(self, command, columns, rows, environment):
        # A server of its own for each picture: one that is still going down takes no new session.
        self.socket = f"podium-picture-{os.getpid()}-{next(SERVERS)}"
        variables = " ".join(f"{name}={value}" for name, value in environment.items())
        config = Path(environment["XDG_STATE_HOME"]) / "tmux.conf"
        config.write_text(
            'set -g default-terminal "tmux-256color"\nset -ga terminal-overrides ",*:Tc"\n')
        self.tmux("-f", str(config), "new-session", "-d", "-x", str(columns), "-y", str(rows),
                  f"env {variables} COLORTERM=truecolor {command}")
        if not self.tmux("list-sessions"):
            sys.exit(f"{command} did not start in tmux")

    def tmux(self, *arguments):
        return subprocess.run(
            ["tmux", "-L", self.socket, *arguments], capture_output=True, text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout

    def wait(self, pattern):
        """Waits until the screen shows `pattern`, for two minutes at the most."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if re.search(pattern, self.tmux("capture-pane", "-p")):
                return
            time.sleep(0.05)
        sys.exit(f"“{pattern}” did not appear:\n{self.tmux('capture-pane', '-p')}")


def palette(number):
    """RGB of one of the 256 colours."""
    base = ("000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
            "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff").split()
    if number < 16:
        return tuple(bytes.fromhex(base[number]))
    if number < 232:
        steps, number = (0, 95, 135, 175, 215, 255), number - 16
        return steps[number // 36], steps[number // 6 % 6], steps[number % 6]
    return (8 + (number - 232) * 10,) * 3


class Pen:
    """The colours and attributes that SGR sequences have set."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.fore, self.back = (230, 230, 230), GROUND
        self.bold = self.dim = self.reverse = self.underline = False

    def take(self, codes):
        codes = [int(code or 0) for code in codes.replace(":", ";").split(";")]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.reset()
            elif code in (1, 2, 4, 7):
                setattr(self, {1: "bold", 2: "dim", 4: "underline", 7: "reverse"}[code], True)
            elif code == 22:
                self.bold = self.dim = False
            elif code in (24, 27):
                setattr(self, "underline" if code == 24 else "reverse", False)
            elif code in (38, 48):
                kind = codes.pop(0)
                colour = palette(codes.pop(0)) if kind == 5 else tuple(codes.pop(0) for _ in "rgb")
                setattr(self, "fore" if code == 38 else "back", colour)
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.fore = palette(code - 30 if code < 90 else code - 82)
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.back = palette(code - 40 if code < 100 else code - 92)

    def colours(self):
        fore, back = (self.back, self.fore) if self.reverse else (self.fore, self.back)
        if self.dim:
            fore = tuple((one + other) // 2 for one, other in zip(fore, back))
        return fore, back


def draw(text, columns, rows, path):
    """Draws captured cells; a wide character takes two columns."""
    regular, bold, fallback = (
        ImageFont.truetype(str(font), SIZE) for font in (REGULAR, BOLD, FALLBACK))
    width, height = round(regular.getlength("M")), sum(regular.getmetrics())
    missing = bytes(regular.getmask("\U0010ffff"))
    image = Image.new("RGB", (columns * width, rows * height), GROUND)
    canvas, pen = ImageDraw.Draw(image), Pen()
    for y, line in enumerate(text.split("\n")[:rows]):
        x = 0
        for part in re.finditer(r"\x1b\[([0-9;:]*)m|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|(.)", line):
            codes, character = part.groups()
            if codes is not None:
                pen.take(codes)
            if character is None or unicodedata.combining(character):
                continue
            cells = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            (fore, back), left, top = pen.colours(), x * width, y * height
            right = left + cells * width - 1
            canvas.rectangle((left, top, right, top + height - 1), fill=back)
            if character != " ":
                font = bold if pen.bold else regular
                if bytes(regular.getmask(character)) == missing:
                    font = fallback
                canvas.text((left, top), character, font=font, fill=fore)
            if pen.underline:
                canvas.line((left, top + height - 3, right, top + height - 3), fill=fore)
            x += cells
    image.save(path, optimize=True)
    print(path.name)


def make(name):
    theme, columns, rows, arguments, steps, pattern, *before = PICTURES[name]
    home = Path(tempfile.mkdtemp(prefix="podium-picture-"))
    (home / "podium").mkdir()
    (home / "podium/console.json").write_text(f'{{"theme":"{theme}"}}')
    variables = {"XDG_STATE_HOME": str(home), "USER": "noc", "LC_ALL": "C.UTF-8"}
    for command in before[0] if before else ():
        # Some are to fail: that is what the picture is about.
        subprocess.run([PROGRAM, *command.split()], env={**os.environ, **variables},
                       capture_output=True, check=False)
    terminal = Terminal(f"{PROGRAM} {arguments}", columns, rows, variables)
    try:
        for awaited, keys in steps:
            terminal.wait(awaited)
            terminal.tmux("send-keys", *keys)
        terminal.wait(pattern)
        draw(terminal.tmux("capture-pane", "-e", "-p", "-N"), columns, rows, HERE / f"{name}.png")
    finally:
        terminal.tmux("kill-server")
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM} is missing: swift build -c release --product podium")
    for name in sys.argv[1:] or PICTURES:
        make(name)
