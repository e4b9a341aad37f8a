"""What the benches share: a display of their own, a home of its own, a feed server, a table."""

import contextlib
import os
import pathlib
import pwd
import re
import statistics
import subprocess
import sys
import tempfile
import typing

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
DEMO = TOP / "assets" / "demo"
WIDTH, HEIGHT = 1920, 1080
SIZE = f"{WIDTH}x{HEIGHT}"
TICKR_BAR = 64
TICKR = ["tickr", "-delay=16", "-shiftsize=2", "-win_x=0", "-win_y=0", f"-win_w={WIDTH}", f"-win_h={TICKR_BAR}",
         "-fgcolor=#ffffffff", "-bgcolor=#141414ff", "-fontname=DejaVu Sans", "-itemdescription=n",
         "-nitemsperfeed=0", "-setgradientbg=n", "-windec=n", "-shadow=n"]


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


class Screen(typing.NamedTuple):
    name: str  # what DISPLAY is set to
    pid: int   # of the X server


@contextlib.contextmanager
def display():
    """A screen of an own Xvfb, which picks a free number itself."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", SIZE + "x24", "-nolisten", "tcp", "-noreset"]
    with running(command, pass_fds=[theirs], stderr=subprocess.DEVNULL) as process:
        os.close(theirs)
        with os.fdopen(ours) as numbers:
            yield Screen(":" + numbers.readline().strip(), process.pid)


@contextlib.contextmanager
def home():
    """An environment in which no configuration and no store of the user is seen."""
    with tempfile.TemporaryDirectory(prefix="motograph-bench.") as folder:
        kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
        yield {**kept, "HOME": folder, "LANG": "C.UTF-8", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}


@contextlib.contextmanager
def listening(command):
    """Base address of a loopback server that says its port in the first line it prints."""
    with running([sys.executable, "-u", *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield "http://127.0.0.1:" + re.search(r"(?:^|port )(\d+)", process.stdout.readline())[1]


def feeds():
    """A server of the demo feeds: the plainest there is, which closes after each answer."""
    return listening(["-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(DEMO)])


def hanging():
    """A server whose /hang accepts and does not answer."""
    return listening([str(TOP / "tests" / "net" / "server.py")])


def tickr(folder, address):
    """The command that runs tickr on the address. It asks questions in dialogs unless these two
    files stand in the user's home, which it looks up past $HOME: so it runs in a mount namespace
    with the given folder in that place."""
    settings = pathlib.Path(folder, ".tickr")
    settings.mkdir(exist_ok=True)
    (settings / "tickr-conf").write_text("")
    (settings / "tickr-url-list").write_text(f"*000{address}>Bench\n")
    root = os.getuid() == 0
    return ["unshare", "--mount", *([] if root else ["--map-root-user"]), "bash", "-c",
            'mount --bind "$0" "$1" && shift && exec "$@"', folder, pwd.getpwuid(0).pw_dir, *TICKR, address]


def family(pid):
    """The process and all below it."""
    found, children = [], {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    queue = [pid]
    while queue:
        found.append(queue.pop())
        queue += children.get(found[-1], [])
    return found


def cpu_seconds(pids):
    """Of the processes themselves and of what they waited for."""
    ticks = 0
    for pid in pids:
        try:
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def pss_mib(pids):
    total = 0
    for pid in pids:
        try:
            total += int(re.search(r"^Pss:\s+(\d+)", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])
        except OSError:
            continue
    return total / 1024


def build(folder, name, *libraries):
    """A tool of this folder, compiled into the given one."""
    tool = pathlib.Path(folder, name)
    subprocess.run(["cc", "-std=c17", "-D_GNU_SOURCE", "-O2", "-o", tool, TOP / "tests" / "bench" / (name + ".c"), *libraries],
                   check=True)
    return tool


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
