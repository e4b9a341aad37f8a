"""Whole machines in QEMU: a Debian root with Debian's kernel, a disk of it, and the machine that runs it.

Works as root (mmdebstrap and mke2fs keep owners), with the package mirror of this machine, and keeps what it
made in build/vm. Nothing of the machine reaches a network. The guest runs one program first, the service
manager or a script; what it writes to /dev/ttyS1, line by line, comes out of Machine.lines().
"""

import hashlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
KEPT = TOP / "build" / "vm"
LEFT_BYTES = 64 << 20
# In this order: each needs those before it. What is built into the kernel is not there, and not missed.
FIRST_MODULES = ("crc32c_generic virtio_ring virtio virtio_pci_modern_dev virtio_pci_legacy_dev virtio_pci virtio_blk "
                 "mbcache jbd2 crc16 ext4").split()
FIRST_INIT = """#!/bin/busybox sh
B=/bin/busybox
$B mount -t proc proc /proc; $B mount -t sysfs sys /sys; $B mount -t devtmpfs dev /dev
for m in %s; do $B insmod /modules/$m.ko 2>/dev/null; done
for i in 1 2 3 4 5 6 7 8 9 10; do [ -b /dev/vda ] && break; $B sleep 0.2; done
$B mount -t ext4 -o rw /dev/vda /mnt || $B poweroff -f
$B mount --move /dev /mnt/dev; $B umount /sys /proc
exec $B switch_root /mnt ${INIT:-/sbin/init}
"""


def run(*command, **more):
    return subprocess.run([str(c) for c in command], check=True, **more)


def output(*command, **more):
    return run(*command, stdout=subprocess.PIPE, text=True, **more).stdout


def sources():
    """The Debian sources of this machine, as lines; the names stay out of this file."""
    targets = output("apt-get", "indextargets", "--format", "$(ORIGIN) deb $(REPO_URI) $(RELEASE) $(COMPONENT)",
                     "Created-By: Packages")
    return sorted({line.partition(" ")[2] for line in targets.splitlines() if line.startswith("Debian ")})


def codename():
    release = dict(line.split("=", 1) for line in open("/etc/os-release").read().splitlines() if "=" in line)
    return release["VERSION_CODENAME"].strip('"')


def libraries(*programs):
    """The packages of this machine that have the libraries which programs are linked with."""
    found = set()
    for program in programs:
        for line in output("objdump", "-p", program).splitlines():
            if line.strip().startswith("NEEDED"):
                owners = output("dpkg-query", "--search", "*-linux-gnu/" + line.split()[1])
                found.add(owners.split(":")[0])
    return sorted(found)


def packages(group):
    """What cross/packages lists for a group."""
    rows = (line.split() for line in (TOP / "cross" / "packages").read_text().splitlines())
    return [row[1] for row in rows if row and row[0] == group]


def base(include):
    """A Debian root with these packages, made once for each list of them."""
    wanted = " ".join(sorted(set(include)))
    root = KEPT / ("base-" + hashlib.sha256(wanted.encode()).hexdigest()[:12])
    made = root.with_suffix(".made")
    if made.exists():
        return root
    shutil.rmtree(root, ignore_errors=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    options = [f"--aptopt={line}" for line in output("apt-config", "dump").splitlines()
               if line.lower().startswith(("acquire::http", "acquire::https", "acquire::retries"))]
    run("mmdebstrap", "--quiet", "--variant=minbase", *options, f"--include={wanted.replace(' ', ',')}", codename(),
        root, "-", input="\n".join(sources()), text=True)
    made.touch()
    return root


def kernel():
    """Debian's kernel as (image, folder that holds lib/modules), fetched once."""
    there = KEPT / "kernel"
    if not list(there.glob("boot/vmlinuz-*")):
        shutil.rmtree(there, ignore_errors=True)
        architecture = output("dpkg", "--print-architecture").strip()
        depends = output("apt-cache", "depends", "linux-image-" + architecture)
        name = next(line.split()[-1] for line in depends.splitlines() if "Depends: linux-image-" in line)
        with tempfile.TemporaryDirectory() as room:
            run("apt-get", "-qq", "download", name, cwd=room, stderr=subprocess.DEVNULL)
            run("dpkg-deb", "-x", next(pathlib.Path(room).glob("*.deb")), there)
    return next(there.glob("boot/vmlinuz-*")), there


def vkms():
    """The kernel's display that only counts frames, which Debian's kernel comes without: built once."""
    image, _ = kernel()
    version = image.name.partition("-")[2]
    there = KEPT / "vkms" / version / "vkms.ko"
    if not there.exists():
        source = max(pathlib.Path("/usr/src").glob("linux-source-*.tar.xz"))
        room = there.parent
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(parents=True)
        run("tar", "-xf", source, "-C", room, "--strip-components=5", "--wildcards", "*/drivers/gpu/drm/vkms/*")
        run("make", "-s", "-C", f"/usr/src/linux-headers-{version}", f"M={room}", "CONFIG_DRM_VKMS=m", "modules",
            stdout=subprocess.DEVNULL)
    return there


def first_files(room):
    """The first file system: what it takes to mount the disk."""
    _, modules = kernel()
    there = pathlib.Path(room) / "first"
    for folder in ("bin", "modules", "proc", "sys", "dev", "mnt"):
        (there / folder).mkdir(parents=True, exist_ok=True)
    shutil.copy("/bin/busybox", there / "bin")
    for name in FIRST_MODULES:
        for module in modules.glob(f"lib/modules/*/**/{name}.ko"):
            shutil.copy(module, there / "modules")
    (there / "init").write_text(FIRST_INIT % " ".join(FIRST_MODULES))
    (there / "init").chmod(0o755)
    packed = pathlib.Path(room) / "first.cpio"
    names = output("find", ".", cwd=there)
    with open(packed, "wb") as out:
        run("cpio", "--quiet", "-o", "-H", "newc", input=names.encode(), stdout=out, cwd=there)
    return packed


class Tree:
    """A copy of the base root that a test fills, and the disk made of it. Use with `with`."""

    def __init__(self, include):
        self.base = base(include)

    def __enter__(self):
        self.room = pathlib.Path(tempfile.mkdtemp(prefix="motograph-vm.", dir=os.environ.get("TMPDIR", "/var/tmp")))
        self.root = self.room / "root"
        run("cp", "-a", self.base, self.root)
        _, modules = kernel()
        run("cp", "-a", modules / "lib" / "modules", self.root / "lib" / "modules")
        self.version = next((self.root / "lib" / "modules").iterdir()).name
        run("depmod", "-b", self.root, self.version)
        return self

    def module(self, file):
        """A kernel module of our own."""
        self.add(file, f"/lib/modules/{self.version}/extra/{pathlib.Path(file).name}")
        run("depmod", "-b", self.root, self.version)

    def __exit__(self, *_):
        shutil.rmtree(self.room, ignore_errors=True)

    def install(self, build):
        """What `cmake --install` installs of a build, under /usr."""
        run("cmake", "--install", build, "--prefix", "/usr", stdout=subprocess.DEVNULL,
            env=dict(os.environ, DESTDIR=str(self.root)))

    def add(self, source, place, mode=0o644):
        target = self.root / place.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
        target.chmod(mode)

    def disk(self, mebibytes=2200):
        image = self.room / "disk.img"
        run("mke2fs", "-q", "-F", "-t", "ext4", "-d", self.root, image, f"{mebibytes}M")
        return image


class Machine:
    """One boot of a disk. Use with `with`: what was started is ended, as a power cut would. What the guest leaves
    for us it writes as a tar file onto /dev/vdb. clock: what it shows at first, as QEMU's -rtc takes it."""

    def __init__(self, disk, init="/sbin/init", width=1280, height=720, memory=1024, log=None, append="",
                 clock="utc"):
        self.room = tempfile.mkdtemp(prefix="motograph-vm.")
        self.clock, self.disk, self.log = clock, disk, log or os.path.join(self.room, "console.log")
        image, _ = kernel()
        self.command = [
            "qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-M", "q35", "-m", str(memory), "-smp", "2",
            "-display", "none", "-rtc", f"base={clock}", "-nic", "none", "-no-reboot", "-vga", "none",
            "-device", f"virtio-gpu-pci,xres={width},yres={height}", "-device", "virtio-keyboard-pci",
            "-serial", f"file:{self.log}", "-serial", f"unix:{self.room}/talk,server,nowait",
            "-qmp", f"unix:{self.room}/qmp,server,nowait",
            "-kernel", str(image), "-initrd", str(first_files(self.room)),
            "-append", f"console=tty1 console=ttyS0 quiet panic=1 INIT={init} {append}",
            "-drive", f"file={disk},if=virtio,format=raw,id=disk",
            "-drive", f"file={self.room}/left.tar,if=virtio,format=raw"]
        with open(os.path.join(self.room, "left.tar"), "wb") as left:
            left.truncate(LEFT_BYTES)

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL)
        self.talk, self.qmp = self._connect("talk"), self._connect("qmp")
        self.said = self.talk.makefile("r", encoding="utf-8", errors="replace", newline="\n")
        self.answers = self.qmp.makefile("r", encoding="utf-8")
        self.answers.readline()
        self.ask("qmp_capabilities")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.room, ignore_errors=True)

    def _connect(self, name):
        for _ in range(100):
            end = socket.socket(socket.AF_UNIX)
            try:
                end.connect(os.path.join(self.room, name))
                return end
            except OSError:
                end.close()
                time.sleep(0.1)
        raise SystemExit(f"the machine has no {name}; see {self.log}")

    def ask(self, command, **arguments):
        """One command of QEMU's machine protocol."""
        self.qmp.sendall(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        while True:
            answer = json.loads(self.answers.readline())
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise RuntimeError(answer["error"]["desc"])

    def lines(self, seconds):
        """What the guest says, line by line, until it ends; TimeoutError when it is silent for so long."""
        self.talk.settimeout(seconds)
        while line := self.said.readline():
            yield line.strip()

    def answer(self, text):
        self.talk.sendall(text.encode() + b"\n")

    def screen(self, path):
        """What the machine's screen shows now, as a PNG."""
        raw = os.path.join(self.room, "screen.ppm")
        self.ask("screendump", filename=raw)
        run("convert", raw, path)

    def written(self):
        """Bytes that went to the disk so far."""
        return next(d["stats"]["wr_bytes"] for d in self.ask("query-blockstats") if d["device"] == "disk")

    def left(self, folder):
        """Unpacks what the guest left."""
        run("tar", "-xf", os.path.join(self.room, "left.tar"), "-C", folder)

    def keys(self, *names):
        self.ask("send-key", keys=[{"type": "qcode", "data": name} for name in names])
