#!/usr/bin/env python3
"""Fetches in a namespace with a public server, private servers and a name server of its own.

usage: private.py MOTOGRAPH ROOM     (by private.sh)
"""

import fcntl
import os
import pathlib
import socket
import struct
import subprocess
import sys
import threading

from lab import FEED, RSS, Probe, Site, probe_beside

PUBLIC = "192.0.2.10"
SIOCGIFFLAGS, SIOCSIFFLAGS, SIOCSIFADDR, IFF_UP = 0x8913, 0x8914, 0x8916, 1
CLOSED = "local address not allowed"


def set_up_loopback():
    """127.0.0.1 and ::1 come with it; the others are aliases."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        flags = fcntl.ioctl(s, SIOCGIFFLAGS, struct.pack("16sH14x", b"lo", 0))
        up = struct.unpack("16sH14x", flags)[1] | IFF_UP
        fcntl.ioctl(s, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", up))
        for i, address in enumerate([PUBLIC, "10.0.0.1"]):
            fcntl.ioctl(s, SIOCSIFADDR, struct.pack("16sHH4s8x", f"lo:{i + 1}".encode(), socket.AF_INET, 0,
                                                    socket.inet_aton(address)))


class Names:
    """A name server on 127.0.0.1:53 (RFC 1035, section 4): a name's addresses, or no such name."""

    def __init__(self, table):
        self.table = table
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            question, asker = self.socket.recvfrom(512)
            self.socket.sendto(self.answer(question), asker)

    def answer(self, question):
        labels, at = [], 12
        while question[at]:
            labels.append(question[at + 1:at + 1 + question[at]].decode())
            at += 1 + question[at]
        kind = struct.unpack(">H", question[at + 1:at + 3])[0]
        addresses = self.table.get(".".join(labels).lower())
        family = {1: socket.AF_INET, 28: socket.AF_INET6}.get(kind)
        found = [a for a in addresses or [] if family and (":" in a) == (family == socket.AF_INET6)]
        head = question[:2] + struct.pack(">HHHHH", 0x8180 if addresses else 0x8183, 1, len(found), 0, 0)
        body = question[12:at + 5]
        for a in found:
            packed = socket.inet_pton(family, a)
            body += struct.pack(">HHHIH", 0xc00c, kind, 1, 0, len(packed)) + packed
        return head + body


def want(got, outcome):
    assert got["outcome"] == outcome, (outcome, got)


def check_redirects(world):
    """From the public server to every way of writing a private one."""
    with world.open() as p:
        want(p.get("http://public.example/feed", public=True), "ok")
        want(p.get(f"http://{PUBLIC}/feed", public=True), "ok")
        for host in world.ways:
            world.public.paths["/away"] = (301, {"Location": f"http://{host}:8080/feed"}, b"")
            got = p.get("http://public.example/away", public=True)
            want(got, CLOSED)
            assert got["moved"] == "" and "allow-private" in got["why"], got
            want(p.get(f"http://{host}:8080/feed", public=True), CLOSED)
        world.nothing_came("redirects")
        for host in world.ways:
            world.public.paths["/away"] = (301, {"Location": f"http://{host}:8080/feed"}, b"")
            want(p.get("http://public.example/away"), "ok")
    world.forget()


def check_rebinding(world):
    """A name that was public a moment ago."""
    for first, then in [(PUBLIC, "127.0.0.1"), (PUBLIC, "::1"), (PUBLIC, "10.0.0.1")]:
        world.names.table["rebind.example"] = [first]
        with world.open() as p:
            want(p.get("http://rebind.example/feed", public=True), "ok")
        world.names.table["rebind.example"] = [then]
        with world.open() as p:
            want(p.get("http://rebind.example:8080/feed", public=True), CLOSED)
        world.nothing_came("rebinding")
        with world.open() as p:
            want(p.get("http://rebind.example:8080/feed"), "ok")
        world.forget()


def check_mixed_names(world):
    """Of a name with addresses of both kinds the public one is asked."""
    world.names.table["both.example"] = ["10.0.0.1", PUBLIC, "::1"]
    with world.open() as p:
        want(p.get("http://both.example/feed", public=True), "ok")
    world.nothing_came("mixed names")


def check_connections(world):
    """Kept for those that may have them, and lent to nobody else."""
    with world.open() as p:
        for _ in range(2):
            want(p.get("http://public.example/feed", public=True), "ok")
            want(p.get("http://inside.example:8080/feed"), "ok")
        assert len({a.peer for a in world.public.asked[-2:]}) == 1, "the public connection was not kept"
        inside = world.private[1]
        assert len({a.peer for a in inside.asked[-2:]}) == 1, "the private connection was not kept"
        world.forget()
        want(p.get("http://inside.example:8080/feed", public=True), CLOSED)
        world.nothing_came("a connection that was open")


def check_program(world):
    """What a section says."""
    for allowed, code in [("no", 69), ("yes", 0)]:
        for url in ("http://inside.example:8080/feed", "http://public.example/away"):
            conf = world.room / "motograph.conf"
            conf.write_text(f'feed "Quay" {{\n url = "{url}"\n allow-private = {allowed}\n}}\n')
            done = subprocess.run([world.motograph, "news", "--config", str(conf)], capture_output=True, text=True,
                                  timeout=60, stdin=subprocess.DEVNULL,
                                  env={"HOME": str(world.room), "PATH": os.environ["PATH"]})
            assert done.returncode == code, (url, allowed, done)
            assert (CLOSED in done.stderr) == (allowed == "no"), done.stderr
        if allowed == "no":
            world.nothing_came("the program")


def check_pages(world):
    """What a page names, and where the links of items lead."""
    item = (b'<rss version="2.0"><channel><title>Quay</title><item><title>Ferry runs</title><link>http://inside.example:8080'
            b'/feed</link><description>It runs.</description></item></channel></rss>')
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="%s"></head><body>Quay</body></html>'
    html = {"Content-Type": "text/html"}
    world.public.paths["/teaser"] = (200, RSS, item)
    for href in (b"http://10.0.0.1:8080/feed", b"http://inside.example:8080/feed", b"javascript:alert(1)", b"file:///etc/passwd"):
        world.public.paths["/page"] = (200, html, page % href)
        conf = world.room / "motograph.conf"
        conf.write_text('feed "Quay" {\n url = "http://public.example/page"\n}\n'
                        'feed "Pier" {\n url = "http://public.example/teaser"\n follow = yes\n}\n')
        done = subprocess.run([world.motograph, "news", "--config", str(conf)], capture_output=True, text=True,
                              timeout=60, stdin=subprocess.DEVNULL,
                              env={"HOME": str(world.room), "PATH": os.environ["PATH"]})
        assert done.returncode == 1 and "Ferry runs" in done.stdout, (href, done)
        world.nothing_came("a page and the link of an item")


class World:
    def __init__(self, motograph, room):
        self.motograph, self.room = motograph, pathlib.Path(room)
        self.probe = probe_beside(motograph)
        self.names = Names({"public.example": [PUBLIC], "inside.example": ["10.0.0.1"], "six.example": ["::1"],
                            "mapped.example": ["::ffff:127.0.0.1"], "loop.example": ["127.0.0.1"]})
        paths = {"/feed": (200, RSS, FEED)}
        self.public = Site(dict(paths), PUBLIC, 80)
        self.private = [Site(paths, host, 8080) for host in ("127.0.0.1", "10.0.0.1", "::1")]
        self.ways = ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:a00:1]", "10.0.0.1", "localhost", "2130706433",
                     "inside.example", "six.example", "mapped.example", "loop.example"]

    def open(self):
        return Probe(self.probe)

    def forget(self):
        for site in self.private:
            site.forget()

    def nothing_came(self, what):
        """Not even a connection."""
        assert all(not site.asked and site.connections == 0 for site in self.private), what


def main():
    motograph, room = sys.argv[1:]
    if not probe_beside(motograph):
        print("no probe beside the program: a build without tests")
        return 75
    set_up_loopback()
    world = World(motograph, room)
    for check in (check_redirects, check_rebinding, check_mixed_names, check_program, check_pages, check_connections):
        world.forget()
        check(world)
        print(f"ok: {check.__name__}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
