"""Counts the instructions between two calls of one function of a program, frame by frame."""

import pathlib
import re
import subprocess
import tempfile


def native(command, mark, room, environment):
    """Between two calls of mark, by callgrind, of the main thread alone."""
    with tempfile.TemporaryDirectory(dir=room) as folder:
        subprocess.run(["valgrind", "-q", "--tool=callgrind", "--separate-threads=yes", f"--dump-before={mark}",
                        f"--callgrind-out-file={folder}/out", *command], env=environment, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        totals = {}
        for path in pathlib.Path(folder).glob("out.*-01"):
            said = re.search(r"^totals: (\d+)", path.read_text(), re.M)
            totals[int(re.search(r"\.(\d+)-01$", path.name)[1])] = int(said[1])
    return [totals[frame] for frame in sorted(totals)]


def emulated(command, mark, emulator, plugin, environment):
    """Likewise by qemu-user, of all threads (the worker sleeps)."""
    run = subprocess.run([*emulator, "-plugin", f"{plugin},mark={mark}", *command], env=environment, check=True,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    marks = [int(count) for count in re.findall(r"^mark (\d+)$", run.stderr, re.M)]
    return [after - before for before, after in zip(marks, marks[1:])]
