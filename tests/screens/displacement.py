#!/usr/bin/env python3
"""Finds how far each row of grey values moved against the one before and holds it against a pace.

usage: displacement.py ROWS WIDTH STEP EVERY

ROWS holds one row of WIDTH bytes a frame. The displacement is the shift with the least difference;
it must be STEP in every EVERY-th frame and 0 in the others, in all frames, and rows must not be blank.
"""

import sys

REACH = 64  # px, the largest shift that is looked for


def difference(a, b, shift):
    """Mean difference of a, moved left by shift, and b."""
    n = len(a) - shift
    return sum(abs(a[i + shift] - b[i]) for i in range(n)) / n


def displacement(a, b):
    return min(range(REACH), key=lambda shift: difference(a, b, shift))


def main():
    path, width, step, every = sys.argv[1], *map(int, sys.argv[2:5])
    data = open(path, "rb").read()
    rows = [data[i:i + width] for i in range(0, len(data), width)]
    if len(rows) < 10 or any(max(row) - min(row) < 32 for row in rows[1:]):
        sys.exit(f"{len(rows)} rows, or blank ones")
    found = [displacement(a, b) for a, b in zip(rows[1:], rows[2:])]
    moved = [i for i, px in enumerate(found) if px]
    gaps = {b - a for a, b in zip(moved, moved[1:])}
    if {found[i] for i in moved} != {step} or gaps != {every}:
        sys.exit(f"displacements {found}, wanted {step} every {every}")
    print(f"{len(found)} displacements: {step} px every {every}, variance 0")


if __name__ == "__main__":
    main()
