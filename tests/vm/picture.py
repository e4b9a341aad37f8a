"""Pictures of a screen, compared row by row."""

import subprocess

TOLERANCE = 1  # of 255


class Picture:
    def __init__(self, path):
        raw = subprocess.run(["convert", str(path), "-depth", "8", "ppm:-"], check=True, stdout=subprocess.PIPE).stdout
        self.w, self.h = (int(n) for n in raw.split(maxsplit=3)[1:3])
        self.pixels = raw[len(raw) - 3 * self.w * self.h:]

    def row(self, y, left=0, right=None):
        start = 3 * y * self.w
        return self.pixels[start + 3 * left:start + 3 * (self.w if right is None else right)]


def far(a, b):
    """The greatest difference of two rows of bytes."""
    return 0 if a == b else max(abs(x - y) for x, y in zip(a, b))


def worst(pairs):
    """The greatest difference of pairs of rows; ends at the first that are not alike."""
    most = 0
    for a, b in pairs:
        most = max(most, far(a, b))
        if most > TOLERANCE:
            break
    return most


def whole(got, want, left=0, right=None, top=0, bottom=None):
    """The greatest difference of two pictures, or of a box of them."""
    return worst((got.row(y, left, right), want.row(y, left, right)) for y in range(top, bottom or got.h))
