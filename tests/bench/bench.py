"""What the benches share: a display of their own, a home of its own, a feed server, a table."""

import contextlib
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
DEMO = TOP / "assets" / "demo"
SIZE = "1920x1080"


def program(given):
    """The motograph to measure, and where it lies."""
    path = pathlib.Path(given) if given else TOP / "build" / "release" / "motograph"
    if not path.exists():
        sys.exit(f"bench: no {path}; build it with: cmake --preset release && cmake --build --preset release")
    return path.resolve()


@contextlib.contextmanager
def running(command, **more):
    """A process that lives as long as the block."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **more)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def display():
    """DISPLAY of an own Xvfb, which picks a free number itself."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", SIZE + "x24", "-nolisten", "tcp"]
    with running(command, pass_fds=[theirs], stderr=subprocess.DEVNULL):
        os.close(theirs)
        with os.fdopen(ours) as numbers:
            yield ":" + numbers.readline().strip()


@contextlib.contextmanager
def home():
    """An environment in which no configuration and no store of the user is seen."""
    with tempfile.TemporaryDirectory(prefix="motograph-bench.") as folder:
        kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
        yield {**kept, "HOME": folder, "LANG": "C.UTF-8", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}


@contextlib.contextmanager
def server(folder):
    """Base address of a loopback server of the folder; /hang accepts and never answers."""
    command = [sys.executable, str(TOP / "tests" / "net" / "server.py"), "--root", str(folder)]
    with running(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield f"http://127.0.0.1:{process.stdout.readline().split()[-1]}"


def spread(values, unit):
    """Median and range of what was measured; None counts as never."""
    good = [value for value in values if value is not None]
    if not good:
        return "never"
    text = f"{statistics.median(good):.0f} {unit} ({min(good):.0f}-{max(good):.0f})"
    return text if len(good) == len(values) else f"{text}, {len(values) - len(good)} of {len(values)} never"


def table(head, rows):
    rows = [head, *rows]
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(head))]
    for row in rows:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip())
