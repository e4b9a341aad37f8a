#!/usr/bin/env python3
"""Holds whole pictures of a screen, taken from outside, against what `motograph shot` draws.

usage: outside.py PICTURE... -- PROGRAM OPTIONS...     (OPTIONS as for show, and --size)

The last picture is of a screen that paused. No channel may differ by more than 1 of 255. How far the strip had come is
found by matching, then that frame is drawn and held against all of it. The time bar goes by the moment at which the card
came: each of its rows must be as it was full, and from some column on as it is empty. Where strip and bar stand is read
from shots that differ in them alone. The judge is judged, too: neither another theme nor a single value that is off by
2, in any of the parts, may pass.

Before it stand any number of pictures in which the strip runs: from the first to the last
what is outside strip and bar may not differ at all.
"""

import subprocess
import sys
import tempfile

TOLERANCE = 1  # of 255
SPEED, REFRESH = 60, 60  # of shot's frames: 1 px each
OTHER_THEME = "paper"
LATER = 4  # seconds in which the time bar moves and the card stays
SPEEDS = (10, 60, 180)  # at which the strip has other items in it then


class Picture:
    """Upright, whichever way the screen stands."""

    def __init__(self, w, h, pixels):
        self.w, self.h, self.pixels = w, h, pixels

    def row(self, y, left=0, right=None):
        start = 3 * y * self.w
        return self.pixels[start + 3 * left:start + 3 * (self.w if right is None else right)]

    def spoiled(self, x, y):
        """The same but for one value, off by 2."""
        at = 3 * (y * self.w + x)
        value = self.pixels[at] + (2 if self.pixels[at] < 128 else -2)
        return Picture(self.w, self.h, self.pixels[:at] + bytes([value]) + self.pixels[at + 1:])


def load(paths, turn=0):
    """Pictures of files; all by one call, as starting convert is what takes the time."""
    raw = subprocess.run(["convert", *paths, "-alpha", "off", "-strip", "-rotate", str(-turn), "-depth", "8", "ppm:-"],
                         check=True, stdout=subprocess.PIPE).stdout
    pictures = []
    while raw:
        w, h = (int(n) for n in raw.split(maxsplit=4)[1:3])
        end = len(b"P6\n%d %d\n255\n" % (w, h)) + 3 * w * h
        pictures.append(Picture(w, h, raw[end - 3 * w * h:end]))
        raw = raw[end:]
    return pictures


def far(pairs):
    """The greatest difference of pairs of rows; ends at the first that are too far apart."""
    most = 0
    for a, b in pairs:
        most = max(most, 0 if a == b else max(abs(x - y) for x, y in zip(a, b)))
        if most > TOLERANCE:
            break
    return most


def near(a, b):
    return a == b or all(abs(x - y) <= TOLERANCE for x, y in zip(a, b))


def differ(pictures):
    """The rows that are not the same in all of them."""
    return [y for y in range(pictures[0].h) if len({p.row(y) for p in pictures}) > 1]


class Wanted:
    """What shot draws, and which of its rows move."""

    def __init__(self, command, room):
        self.command, self.room, self.made = command, room, {}
        self.turn = int(command[command.index("--rotate") + 1]) if "--rotate" in command else 0
        frames = [(0, SPEED), *((LATER, speed) for speed in SPEEDS), (0, SPEED, "--theme", OTHER_THEME)]
        self.first, *others, self.other = self.draw(*frames)
        self.later = others[SPEEDS.index(SPEED)]
        moved = differ(others)
        self.strip = range(moved[0], moved[-1] + 1) if moved else range(0)
        self.bar = [y for y in differ([self.first, self.later]) if y not in self.strip]
        self.still = [y for y in range(self.first.h) if y not in self.strip and y not in self.bar]

    def draw(self, *frames):
        """Pictures of frames: the second, the speed, other options. All at once."""
        program, *options = self.command
        paths = [f"{self.room}/{i}.png" for i in range(len(frames))]
        running = [subprocess.Popen([program, "shot", *options, "-o", path, "--at", str(at), "--speed", str(speed), *more])
                   for path, (at, speed, *more) in zip(paths, frames)]
        if any([process.wait() for process in running]):
            sys.exit("shot failed")
        return load(paths, self.turn)

    def moved(self, px):
        """The frame whose strip has come that far."""
        if px not in self.made:
            self.made[px], = self.draw(((px + 0.5) / REFRESH, SPEED))
        return self.made[px]


def judge_still(got, want):
    return far((got.row(y), want.first.row(y)) for y in want.still)


def shift_of(got, want):
    """By how many px the strip moved after the first frame; None where it is another one."""
    first, some = want.first, got.w // 8 * 3
    busiest = max(want.strip, key=lambda y: len(set(first.row(y))))
    for px in range(got.w - some):
        if near(got.row(busiest, 0, some), first.row(busiest, px, px + some)):
            if all(near(got.row(y, 0, got.w - px), first.row(y, px)) for y in want.strip):
                return px
    return None


def judge_strip(got, want):
    px = shift_of(got, want)
    if px is None:
        return 255, px
    return far((got.row(y), want.moved(px).row(y)) for y in want.strip), px


def judge_bar(got, want):
    """Its rows are full to some column, the same for all, and empty from there to where the bar ends."""
    edges = set()
    for y in want.bar:
        full, later, row = ([p.row(y, x, x + 1) for x in range(got.w)] for p in (want.first, want.later, got))
        changed = [x for x in range(got.w) if full[x] != later[x]]
        empty, end = later[changed[-1]], changed[-1] + 1
        edge = next((x for x in range(end) if not near(row[x], full[x])), end)
        if not all(near(row[x], empty) for x in range(edge, end)) or not all(near(row[x], full[x]) for x in range(end, got.w)):
            return None
        edges.add(edge)
    return edges.pop() if len(edges) == 1 else None


def judge(got, want):
    """Words on how far the picture is from what it should be, and whether that is near enough."""
    still = judge_still(got, want)
    words, good = f"{len(want.still)} rows stand still: differ by {still}", still <= TOLERANCE
    if want.strip:
        most, px = judge_strip(got, want)
        words += f"; {len(want.strip)} of the strip, moved by {px} px: {most}"
        good = good and most <= TOLERANCE
    if want.bar:
        edge = judge_bar(got, want)
        words += f"; {len(want.bar)} of the time bar, to column {edge}"
        good = good and edge is not None
    return words, good


def overlooked(got, want):
    """What is wrong and would pass."""
    rows = [want.still[0], want.still[-1]] + list(want.strip[len(want.strip) // 2:][:1]) + want.bar[:1]
    places = [(x, y) for y in rows for x in (got.w // 3, got.w - 1)]
    passed = [p for p in places if judge(got.spoiled(*p), want)[1]]
    return passed + ([OTHER_THEME] if judge(want.other, want)[1] else [])


def stands_still(pictures, want):
    """Words on whether nothing but the strip and the time bar changed, while the strip ran."""
    changed = [y for y in differ(pictures) if y in want.still]
    stood = sum(all(a.row(y) == b.row(y) for y in want.strip) for a, b in zip(pictures, pictures[1:]))
    return f"in {len(pictures)} pictures {len(changed)} of the rows change, the strip stands {stood} times", not changed and not stood


def main():
    cut = sys.argv.index("--")
    with tempfile.TemporaryDirectory() as room:
        want = Wanted(sys.argv[cut + 1:], room)
        *before, got = load(sys.argv[1:cut], want.turn)
        if (got.w, got.h) != (want.first.w, want.first.h):
            sys.exit(f"{got.w}x{got.h}, wanted {want.first.w}x{want.first.h}")
        words, good = judge(got, want)
        if good and before:
            more, good = stands_still([*before, got], want)
            words += "; " + more
        passed = overlooked(got, want) if good else []
        if passed:
            words, good = f"{words}; would pass: {passed}", False
    print(words)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
