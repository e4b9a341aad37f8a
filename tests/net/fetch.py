#!/usr/bin/env python3
"""Fetches from nginx and from scripted sites on loopback, through the probe and through the program,
and looks at what arrived there. The numbers are the points of tests/net/README.md.

usage: fetch.py MOTOGRAPH [CASE...]
"""

import contextlib
import hashlib
import os
import pathlib
import re
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback

from lab import FEED, PATIENCE, RSS, Authority, Nginx, Probe, Site, free_ports, probe_beside

CASES = []
MOVED = {"Location": "/feed"}


def case(function):
    CASES.append(function)
    return function


def want(result, outcome, **more):
    assert result["outcome"] == outcome, (outcome, result)
    for key, value in more.items():
        assert result[key] == value, (key, value, result)


class World:
    """The program, the probe, one nginx for all cases, and a folder."""

    def __init__(self, motograph, room):
        self.motograph, self.room = motograph, pathlib.Path(room)
        self.probe = probe_beside(motograph)
        self.make_files()
        self.certs = Authority(self.room / "certs")
        self.make_certificates()
        self.start_nginx()

    def make_files(self):
        site = self.room / "site"
        (site / "packed").mkdir(parents=True)
        (site / "feed.xml").write_bytes(FEED)
        (site / "packed/feed.br").write_bytes(brotli_stored(FEED))
        (site / "packed/feed.zst").write_bytes(zstd_stored(FEED))
        word = subprocess.run(["openssl", "passwd", "-apr1", "salt and pepper"], check=True, capture_output=True,
                              text=True).stdout
        (self.room / "users").write_text(f"ada:{word}")

    def make_certificates(self):
        c = self.certs
        c.leaf("good")
        c.leaf("expired", start="20200101000000Z", end="20210101000000Z")
        c.leaf("early", start="20600101000000Z", end="20700101000000Z")
        c.leaf("elsewhere", names="DNS:elsewhere.example")
        c.leaf("client")
        c.own("self", "/CN=self", "CA:FALSE", "IP:127.0.0.1")
        c.own("stranger", "/CN=Another lab", "CA:TRUE", new_key=False)
        chain = pathlib.Path(c.path("good")).read_text() + pathlib.Path(c.path("ca")).read_text()
        pathlib.Path(c.path("chain")).write_text(chain)

    def start_nginx(self):
        names = ["plain", "good", "expired", "early", "elsewhere", "self", "chain", "client", "maybe"]
        self.port = dict(zip(names, free_ports(len(names))))
        places = """
            root %s/site;
            location = /gzip/feed.xml { alias %s/site/feed.xml; gzip on; gzip_min_length 1; gzip_types *; }
            location = /br { alias %s/site/packed/feed.br; types { } default_type application/rss+xml;
                             add_header Content-Encoding br; }
            location = /zstd { alias %s/site/packed/feed.zst; types { } default_type application/rss+xml;
                               add_header Content-Encoding zstd; }
            location = /cookie { alias %s/site/feed.xml; add_header Set-Cookie "a=1; Path=/"; }
            location = /moved { return 301 /feed.xml; }
            location = /down { return 302 http://127.0.0.1:%s/feed.xml; }
            location = /locked { alias %s/site/feed.xml; auth_basic "quay"; auth_basic_user_file %s/users; }
        """ % (*(self.room,) * 5, self.port["plain"], *(self.room,) * 2)
        servers = f"server {{ listen 127.0.0.1:{self.port['plain']}; {places} }}\n"
        for name in names[1:]:
            cert = self.certs.path(name if name not in ("client", "maybe") else "good")
            more = ""
            if name in ("client", "maybe"):
                more = (f"ssl_client_certificate {self.certs.path('ca')}; "
                        f"ssl_verify_client {'on' if name == 'client' else 'optional'};"
                        f"location = /away {{ return 302 https://127.0.0.1:{self.port['maybe']}/feed.xml; }}")
            servers += (f"server {{ listen 127.0.0.1:{self.port[name]} ssl http2; ssl_certificate {cert}; "
                        f"ssl_certificate_key {self.certs.key}; {more} {places} }}\n")
        self.nginx = Nginx(self.room, servers, self.port.values())

    def url(self, name, path="/feed.xml"):
        return f"{'http' if name == 'plain' else 'https'}://127.0.0.1:{self.port[name]}{path}"

    @contextlib.contextmanager
    def strict_server(self):
        """Speaks TLS 1.3, refuses who shows no certificate, and lets the client hang up first."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(self.certs.path("good"), self.certs.key)
        context.load_verify_locations(self.certs.path("ca"))
        context.verify_mode = ssl.CERT_REQUIRED

        def serve(server):
            s = context.wrap_socket(server.accept()[0], server_side=True, do_handshake_on_connect=False)
            with contextlib.suppress(ssl.SSLError):
                s.do_handshake()
            with socket.socket(fileno=s.detach()) as bare:
                bare.settimeout(PATIENCE)
                while bare.recv(1000):
                    pass
        with socket.create_server(("127.0.0.1", 0)) as server:
            thread = threading.Thread(target=serve, args=(server,), daemon=True)
            thread.start()
            yield server.getsockname()[1]
            thread.join(PATIENCE)

    def open(self, **opts):
        return Probe(self.probe, **opts)

    def trusting(self, **opts):
        return Probe(self.probe, ca_file=self.certs.path("ca"), **opts)

    def run(self, *words, conf="", env=None, code=0):
        """The program's standard output and error with this configuration."""
        path = self.room / "motograph.conf"
        path.write_text(conf)
        home = {"HOME": str(self.room), "XDG_CACHE_HOME": f"{self.room}/cache", "PATH": os.environ["PATH"]}
        done = subprocess.run([self.motograph, *words, "--config", str(path)], env={**home, **(env or {})},
                              capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
        assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
        return done.stdout, done.stderr


def brotli_stored(data):
    """RFC 7932, section 9.2: uncompressed meta-blocks."""
    assert len(data) <= 1 << 16
    bits = 0 | (0 << 1) | (0 << 2) | ((len(data) - 1) << 4) | (1 << 20)
    return bits.to_bytes(3, "little") + data + b"\x03"


def zstd_stored(data):
    """RFC 8878, section 3.1.1: one frame with its size, one raw block."""
    return b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(data)) + (len(data) << 3 | 1).to_bytes(3, "little") + data


def feed_section(name, url, **more):
    lines = "".join(f'    {key.replace("_", "-")} = "{value}"\n' for key, value in more.items())
    return f'feed "{name}" {{\n    url = "{url}"\n    allow-private = yes\n{lines}}}\n'


# ---- 1, 2: conditional requests ----

@case
def conditional_requests_by_nginx(w):
    with w.open() as p:
        for path in ("/feed.xml", "/gzip/feed.xml"):
            first = p.get(w.url("plain", path))
            want(first, "ok", status=200, body=FEED.decode())
            assert first["etag"].startswith('W/"' if "gzip" in path else '"'), first
            again = p.get(w.url("plain", path), etag=first["etag"], last_modified=first["last_modified"])
            want(again, "unchanged", status=304, body="", last_modified=first["last_modified"])
            assert again["etag"] == first["etag"].removeprefix("W/"), again  # nginx says it anew in its 304
            third = p.get(w.url("plain", path), etag=again["etag"], last_modified=again["last_modified"])
            want(third, "unchanged", status=304, etag=again["etag"])
            _, asked, later = w.nginx.log(3)
            assert asked["if_none_match"] == first["etag"] and later["if_none_match"] == again["etag"], (asked, later)
            assert asked["if_modified_since"] == first["last_modified"], asked


ODD_TAGS = ['"a"', 'W/"a"', '"a,b; c=d"', "bare", '"ü\u2028"', '"\\"', '"<&>"', '"  two  spaces  "', "'single'", '"' + "x" * 900 + '"', '""']
ODD_DATES = ["Tue, 03 Mar 2026 10:00:00 GMT", "Fri, 31 Dec 2100 23:59:59 GMT", "yesterday", "1772532000", "Tue,  3 Mar 2026 10:00:00 +0000"]


@case
def odd_validators_go_as_they_came(w):
    site = Site()
    with w.open() as p:
        for i, tag in enumerate(ODD_TAGS):
            date = ODD_DATES[i % len(ODD_DATES)]
            raw = tag.encode().decode("latin-1")
            site.paths["/feed"] = (200, {**RSS, "ETag": raw, "Last-Modified": date}, FEED)
            first = p.get(site.url + "/feed")
            assert site.last().get("If-None-Match") is None and site.last().get("If-Modified-Since") is None
            want(first, "ok", etag=tag, last_modified=date)
            site.paths["/feed"] = (304, {}, b"")
            again = p.get(site.url + "/feed", etag=first["etag"], last_modified=first["last_modified"])
            want(again, "unchanged", etag=tag, last_modified=date)
            assert site.last().get("If-None-Match") == tag.encode(), tag
            assert site.last().get("If-Modified-Since") == date.encode(), date


@case
def validators_are_replaced_and_dropped(w):
    site = Site()
    old = {"etag": '"old"', "last_modified": ODD_DATES[0]}
    with w.open() as p:
        for answer, kept in [
                ((200, {"ETag": '"new"'}, FEED), ('"new"', "")),
                ((200, {}, FEED), ("", "")),
                ((304, {"ETag": '"new"'}, b""), ('"new"', ODD_DATES[0])),
                ((304, {"Last-Modified": ODD_DATES[1]}, b""), ('"old"', ODD_DATES[1])),
                ((200, {"ETag": '"new"', "Expires": "0"}, FEED), ("", "")),
                ((200, {"ETag": '"new"', "Expires": "-1"}, FEED), ("", "")),
                ((200, {"ETag": '"new"', "Cache-Control": "no-store"}, FEED), ("", "")),
                ((304, {"Expires": "0"}, b""), ("", "")),
                ((200, {"ETag": '"new"', "Expires": "0", "Cache-Control": "max-age=9"}, FEED), ('"new"', ""))]:
            site.paths["/feed"] = answer
            got = p.get(site.url + "/feed", **old)
            assert (got["etag"], got["last_modified"]) == kept, (answer, got)


# ---- 12, 18: encodings, HTTP/2, reuse ----

@case
def packed_bodies(w):
    with w.open() as p:
        for path in ("/gzip/feed.xml", "/br", "/zstd"):
            got = p.get(w.url("plain", path))
            want(got, "ok", body=FEED.decode())
            (asked,) = w.nginx.log(1)
            offered = {e.strip() for e in asked["encoding"].split(",")}
            assert {"gzip", "br", "zstd"} <= offered, asked


@case
def versions_of_http(w):
    with w.trusting() as p:
        for name, more, version in [("plain", {}, "HTTP/1.1"), ("good", {}, "HTTP/2.0"),
                                    ("good", {"http1": True}, "HTTP/1.1"), ("good", {}, "HTTP/2.0")]:
            want(p.get(w.url(name), **more), "ok", body=FEED.decode())
            (asked,) = w.nginx.log(1)
            assert asked["protocol"] == version, (name, more, asked)


@case
def connections_are_kept(w):
    with w.trusting() as p:
        for name in ("plain", "good"):
            for _ in range(3):
                want(p.get(w.url(name)), "ok")
            asked = w.nginx.log(3)
            assert len({a["connection"] for a in asked}) == 1, asked
            assert [a["nth"] for a in asked] == ["1", "2", "3"], asked


# ---- 16, 17: manners ----

@case
def what_the_server_sees(w):
    site = Site({"/feed": (200, RSS, FEED), "/moved": (302, MOVED, b"")})
    w.run("news", conf='fetch { contact = "wall@hall.example" }\n' + feed_section("Quay", w.url("plain", "/cookie")))
    w.run("news", conf=feed_section("Quay", w.url("plain", "/moved")))
    w.run("news", conf=feed_section("Quay", w.url("plain"), user_agent="Quay reader 1"))
    seen = w.nginx.log(4)
    name = r"Motograph/[0-9][0-9.]* \(news ticker"
    assert re.fullmatch(name + r"; wall@hall\.example\)", seen[0]["agent"]), seen[0]
    assert all(re.fullmatch(name + r"\)", s["agent"]) for s in seen[1:3]), seen
    assert seen[3]["agent"] == "Quay reader 1", seen[3]
    assert all(s["cookie"] == "" and s["referer"] == "" and "rss+xml" in s["accept"] for s in seen), seen
    with w.open() as p:
        p.get(site.url + "/moved")
        p.get(site.url + "/feed")
    assert [a.method for a in site.asked] == ["GET"] * 3 and site.asked[1].target == "/feed"
    allowed = {"host", "user-agent", "accept", "accept-encoding"}
    assert all({k.lower() for k, _ in a.headers} == allowed for a in site.asked), site.last().headers


@case
def cookies_are_not_kept(w):
    with w.open() as p:
        want(p.get(w.url("plain", "/cookie")), "ok")
        want(p.get(w.url("plain", "/cookie")), "ok")
    assert all(s["cookie"] == "" for s in w.nginx.log(2))


# ---- 20: who we are ----

@case
def basic_log_in(w):
    with w.open() as p:
        got = p.get(w.url("plain", "/locked"))
        want(got, "user or secret wrong", status=401)
        assert "wants a user" in got["why"], got
        got = p.get(w.url("plain", "/locked"), user="ada", secret="sugar")
        want(got, "user or secret wrong", status=401)
        assert "does not take" in got["why"] and "sugar" not in got["why"], got
        want(p.get(w.url("plain", "/locked"), user="ada", secret="salt and pepper"), "ok", body=FEED.decode())
    asked = w.nginx.log(1 + 2 + 2)
    assert asked[-1]["user"] == "ada" and asked[-1]["status"] == "200", asked


def digest_site(user, secret):
    """RFC 7616 with MD5 and qop=auth."""
    def md5(s):
        return hashlib.md5(s.encode()).hexdigest()

    def answer(asked):
        said = (asked.get("Authorization") or b"").decode()
        f = dict(re.findall(r'(\w+)="?([^",]*)"?', said)) if said.startswith("Digest ") else {}
        if f:
            ha1, ha2 = md5(f"{user}:quay:{secret}"), md5(f"GET:{asked.target}")
            if f["response"] == md5(f"{ha1}:{f['nonce']}:{f['nc']}:{f['cnonce']}:{f['qop']}:{ha2}"):
                return 200, RSS, FEED
        return 401, {"WWW-Authenticate": 'Digest realm="quay", nonce="7aa1", qop="auth", algorithm=MD5'}, b"no"
    return Site({"/feed": answer})


@case
def digest_log_in(w):
    site = digest_site("ada", "salt and pepper")
    with w.open() as p:
        want(p.get(site.url + "/feed", user="ada", secret="salt and pepper"), "ok", body=FEED.decode())
        want(p.get(site.url + "/feed", user="ada", secret="sugar"), "user or secret wrong", status=401)
    assert b"salt" not in b"".join(v for a in site.asked for _, v in a.headers)


@case
def netrc(w):
    path = w.room / "netrc"
    path.write_text('machine 127.0.0.1 login ada password "salt and pepper"\n')
    path.chmod(0o600)
    with w.open(netrc_file=str(path)) as p:
        want(p.get(w.url("plain", "/locked")), "ok")
        want(p.get(w.url("plain", "/locked"), user="ada", secret="sugar"), "user or secret wrong")
        want(p.get(w.url("plain", "/locked").replace("127.0.0.1", "localhost")), "user or secret wrong")
    w.nginx.log(2 + 2 + 1)
    w.run("news", conf=f'fetch {{ netrc-file = "{path}" }}\n' + feed_section("Quay", w.url("plain", "/locked")))
    w.nginx.log(2)


def asking(asked):
    """Asks for a password first, as curl shows none unasked."""
    if asked.get("Authorization"):
        return 200, RSS, FEED
    return 401, {"WWW-Authenticate": 'Basic realm="quay"'}, b""


@case
def credentials_stay_at_home(w):
    far = Site({"/feed": asking})
    path = w.room / "netrc-all"
    path.write_text("default login ada password pepper\n")
    path.chmod(0o600)
    for way, opts, more in [("by section", {}, {"user": "ada", "secret": "pepper"}),
                            ("by netrc", {"netrc_file": str(path)}, {})]:
        for target in (far.url, far.url.replace("127.0.0.1", "127.0.0.2"), far.url.replace("127.0.0.1", "localhost")):
            near = Site({"/feed": lambda a, t=target: (302, {"Location": t + "/feed"}, b"") if a.get("Authorization")
                         else asking(a)})
            near.paths["/home"] = lambda a: (302, MOVED, b"") if a.get("Authorization") else asking(a)
            far.forget()
            with w.open(**opts) as p:
                got = p.get(near.url + "/feed", **more)
                assert near.last().get("Authorization"), way
                if "127.0.0.2" not in target:  # where nobody listens
                    want(got, "user or secret wrong", status=401)
                    assert "another server" in got["why"] or way == "by netrc", got
                assert all(a.get("Authorization") is None for a in far.asked), (way, target)
                near.paths["/feed"] = asking
                want(p.get(near.url + "/home", **more), "ok")


@case
def client_certificates(w):
    c = w.certs
    ours = {"cert_file": c.path("client"), "key_file": c.key}
    with w.trusting() as p:
        want(p.get(w.url("client")), "server error", status=400)
        want(p.get(w.url("client"), **ours), "ok", body=FEED.decode())
        assert [a["client"] for a in w.nginx.log(2)] == ["NONE", "SUCCESS"]
        want(p.get(w.url("maybe"), **ours), "ok")
        want(p.get(w.url("maybe")), "ok")
        want(p.get(w.url("client", "/away"), **ours), "ok")  # to a host of another port
        assert [a["client"] for a in w.nginx.log(4)] == ["SUCCESS", "NONE", "SUCCESS", "NONE"]
        with w.strict_server() as port:
            got = p.get(f"https://127.0.0.1:{port}/")
            want(got, "no secure connection")
            assert "cert-file" in got["why"], got
        got = p.get(w.url("client"), cert_file=str(w.room / "none.pem"))
        want(got, "no secure connection")
        assert "cert-file" in got["why"], got
    conf = feed_section("Quay", w.url("client"), ca_file=c.path("ca"), cert_file=c.path("client"), key_file=c.key)
    w.run("news", conf=conf)
    assert w.nginx.log(1)[0]["client"] == "SUCCESS"


# ---- 20, 21: whom we trust ----

@case
def certificates_have_their_outcomes(w):
    now = 1800000000
    with w.trusting() as p:
        for name, outcome, words in [
                ("good", "ok", ""), ("chain", "ok", ""),
                ("expired", "certificate expired", "renew"),
                ("early", "certificate not yet valid", "clock"),
                ("elsewhere", "certificate of another host", "not of the host"),
                ("self", "certificate signed by itself", "ca-file")]:
            got = p.get(w.url(name), now=now)
            want(got, outcome)
            assert words in got["why"], got
        want(p.get(w.url("early"), now=0), "waiting for the clock")
        want(p.get(w.url("early"), now=1000), "waiting for the clock")
        want(p.get(w.url("self"), ca_file=w.certs.path("self")), "ok")  # pinned
        want(p.get(w.url("good"), ca_file=w.certs.path("self")), "certificate of an unknown issuer")
        want(p.get(w.url("chain"), ca_file=w.certs.path("self")), "certificate of an unknown issuer")
        got = p.get(w.url("good"), ca_file=str(w.room / "none.pem"))
        want(got, "no secure connection")
        assert "ca-file" in got["why"], got
    with w.open() as p:  # the system's authorities know none of ours
        want(p.get(w.url("good")), "certificate of an unknown issuer")
        want(p.get(w.url("chain")), "certificate of an unknown issuer")
        want(p.get(w.url("good"), ca_file=w.certs.path("ca")), "ok")
    w.nginx.log(4)


# ---- 20: proxies ----

@case
def proxies(w):
    proxy, site = Site(), Site({"/feed": (200, RSS, FEED)})
    proxy.paths["http://feed.example/feed"] = (200, RSS, FEED)
    proxy.paths["http://10.1.2.3/feed"] = (200, RSS, FEED)
    with w.trusting(proxy_http=proxy.url, proxy_https=proxy.url, no_proxy="quay.example, .1") as p:
        want(p.get("http://feed.example/feed", public=True), "ok", body=FEED.decode())
        assert proxy.last().target == "http://feed.example/feed" and proxy.last().get("Host") == b"feed.example"
        want(p.get(w.url("good").replace("127.0.0.1", "localhost")), "certificate of another host")
        assert proxy.last().method == "CONNECT" and proxy.last().target == f"localhost:{w.port['good']}"
        n = len(proxy.asked)
        want(p.get(site.url + "/feed"), "ok")  # listed in no_proxy
        want(p.get("http://127.0.0.2:1/feed", proxy="none"), "no connection")
        for host in ("10.1.2.3", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:10.1.2.3]",
                     "localhost.", "10.1.2.3.", "quay.localhost", "printer.local"):
            want(p.get(f"http://{host}/feed", public=True), "local address not allowed")
        assert len(proxy.asked) == n
        want(p.get("http://10.1.2.3/feed"), "ok")
    with w.trusting(proxy=proxy.url) as p:
        want(p.get(w.url("good")), "ok", body=FEED.decode())
        assert proxy.last().target == f"127.0.0.1:{w.port['good']}" and proxy.last().get("Authorization") is None
    with w.open(proxy="none", proxy_http=proxy.url) as p:
        want(p.get(site.url + "/feed"), "ok")
    with w.open(proxy_http="http://127.0.0.1:1") as p:
        got = p.get(site.url + "/feed")
        want(got, "no connection")
        assert "proxy" in got["why"], got
        want(p.get(site.url + "/feed", proxy=proxy.url), "not found")  # of its own section
        assert proxy.last().target == site.url + "/feed"
    w.nginx.log(1)


@case
def proxies_that_refuse(w):
    proxy = Site({"http://feed.example/feed": (407, {"Proxy-Authenticate": 'Basic realm="quay"'}, b"")})
    with w.trusting(proxy=proxy.url.replace("//", "//ada:pepper@")) as p:
        for status, outcome in [(407, "user or secret wrong"), (511, "the network asks to log in"), (403, "broke off")]:
            proxy.refuse = lambda asked, s=status: s
            got = p.get(w.url("good"))
            want(got, outcome)
            assert "pepper" not in got["why"], got
        got = p.get("http://feed.example/feed")
        want(got, "user or secret wrong", status=407)
        assert "proxy" in got["why"] and "pepper" not in got["why"], got
    with w.open(proxy="http://ada:pepper@[bad") as p:
        assert "pepper" not in p.get("http://feed.example/feed")["why"]


@case
def proxies_of_the_environment(w):
    address = "http://127.0.0.1:1/feed"  # where nobody listens: only a proxy can answer
    proxy = Site({address: (200, RSS, FEED)})
    section = feed_section("A", address)
    for name, code in [("http_proxy", 0), ("HTTP_PROXY", 69), ("all_proxy", 0), ("ALL_PROXY", 0), ("https_proxy", 69)]:
        proxy.forget()
        w.run("news", conf=section, env={name: proxy.url}, code=code)
        assert bool(proxy.asked) == (code == 0), name
    proxy.forget()
    env = {"http_proxy": proxy.url}
    for name in ("no_proxy", "NO_PROXY"):
        w.run("news", conf=section, env={**env, name: "quay.example,127.0.0.1"}, code=69)
    w.run("news", conf='fetch { proxy = "none" }\n' + section, env=env, code=69)
    w.run("news", conf=feed_section("A", address, proxy="none"), env=env, code=69)
    assert not proxy.asked
    w.run("news", conf=f'fetch {{ proxy = "{proxy.url}" }}\n' + section)
    w.run("news", conf=feed_section("A", address, proxy=proxy.url), env={"http_proxy": "http://127.0.0.1:1"})
    assert len(proxy.asked) == 2
    w.run("news", conf=section.replace("http:", "https:"), env={"HTTPS_PROXY": proxy.url}, code=69)
    assert proxy.last().method == "CONNECT" and proxy.last().target == "127.0.0.1:1"


# ---- 9, 13, 19: redirects ----

@case
def redirects(w):
    near = Site({"/feed": (200, RSS, FEED)})
    for i in range(7):
        near.paths[f"/{i}"] = (302, {"Location": f"/{i + 1}" if i < 6 else "/feed"}, b"on")
    near.paths["/loop"] = (301, {"Location": "/loop"}, b"")
    near.paths["/nowhere"] = (301, {}, b"")
    bad = {"file": "file:///etc/hostname", "ftp": "ftp://127.0.0.1/feed", "data": "data:text/plain,x", "mail": "mailto:a@b.example",
           "odd": "http://[::", "host": "http:///feed"}
    for name, target in bad.items():
        near.paths["/" + name] = (302, {"Location": target}, b"")
    near.paths["/user"] = (302, {"Location": near.url.replace("//", "//ada:pepper@") + "/feed"}, b"")
    with w.open() as p:
        want(p.get(near.url + "/2"), "ok", address=near.url + "/feed", moved="")
        want(p.get(near.url + "/1"), "redirected in vain", status=302, body="")
        near.forget()
        got = p.get(near.url + "/loop")
        want(got, "redirected in vain", status=301)
        assert "more than 5" in got["why"] and len(near.asked) == 6, got
        want(p.get(near.url + "/nowhere"), "server error", status=301)
        for name in bad:
            near.forget()
            got = p.get(near.url + "/" + name)
            assert got["outcome"] in ("redirected in vain", "broke off", "name not found"), (name, got)
            assert got["outcome"] == "redirected in vain" or name in ("odd", "host"), (name, got)
            assert len(near.asked) == 1, (name, got)
        want(p.get(near.url + "/user"), "ok", address=near.url + "/feed")
        assert near.last().get("Authorization") is None


@case
def moves_for_good(w):
    far = Site({"/feed": (200, RSS, FEED), "/gone": (410, {}, b"")})
    near = Site({"/feed": (200, RSS, FEED)})
    near.paths.update({
        "/301": (301, MOVED, b"x"), "/308": (308, MOVED, b""), "/302": (302, MOVED, b""), "/307": (307, MOVED, b""),
        "/303": (303, MOVED, b""), "/far": (301, {"Location": far.url + "/feed"}, b""), "/gone": (301, {"Location": far.url + "/gone"}, b""),
        "/two": (308, {"Location": "/301"}, b""), "/then": (301, {"Location": "/302"}, b""), "/first": (302, {"Location": "/301"}, b"")})
    home = near.url + "/feed"
    with w.open() as p:
        for path, moved in [("/feed", ""), ("/301", home), ("/308", home), ("/302", ""), ("/303", ""), ("/307", ""),
                            ("/two", home), ("/then", near.url + "/302"), ("/first", ""), ("/far", far.url + "/feed")]:
            want(p.get(near.url + path), "ok", moved=moved)
        want(p.get(near.url + "/gone"), "gone", moved="")
        near.paths["/feed"] = (304, {}, b"")
        want(p.get(near.url + "/301", etag='"a"'), "unchanged", moved=home)
        assert near.last().get("If-None-Match") == b'"a"'


@case
def no_way_back_from_https(w):
    near = Site({"/up": (301, {"Location": w.url("good")}, b"")})
    with w.trusting() as p:
        want(p.get(near.url + "/up"), "ok", moved=w.url("good"))
        got = p.get(w.url("good", "/down"))
        want(got, "redirected in vain", status=302, address=w.url("good", "/down"))
        assert "https to http" in got["why"], got
    assert [a["uri"] for a in w.nginx.log(2)] == ["/feed.xml", "/down"]


# ---- 5, 6, 14: outcomes and rest ----

@case
def statuses(w):
    site = Site()
    with w.open() as p:
        for status, outcome in [(401, "user or secret wrong"), (407, "user or secret wrong"), (403, "refused"), (451, "refused"),
                                (404, "not found"), (410, "gone"), (429, "asked to come later"), (503, "asked to come later"),
                                (500, "server error"), (502, "server error"), (418, "server error"), (300, "server error"),
                                (511, "the network asks to log in"), (204, "ok"), (226, "ok")]:
            site.paths["/feed"] = (status, {"Retry-After": "7"}, b"" if status == 204 else b"x")
            want(p.get(site.url + "/feed"), outcome, status=status, retry_after=7)


@case
def hosts_rest_between_fetches(w):
    """At least so long; that it is no longer, unit source/http shows by a clock of its own."""
    site = Site({"/a": (200, RSS, FEED), "/b": (302, {"Location": "/a"}, b""), "/c": (200, RSS, FEED)})
    with w.open(gap_ms=600, connections=4) as p:
        ends = p.batch([{"url": site.url + path} for path in ("/a", "/b", "/c")])
        assert [e["outcome"] for e in ends] == ["ok"] * 3, ends
        want(p.get(site.url + "/c"), "ok")
    a, b, hop, c, last = site.asked
    assert [x.target for x in site.asked] == ["/a", "/b", "/a", "/c", "/c"]
    for before, after in [(a, b), (hop, c), (c, last)]:
        assert after.time - before.time >= 0.59, [x.time - a.time for x in site.asked]


@case
def one_connection_a_host(w):
    busy, most = [0], [0]

    def slow(asked):
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        time.sleep(0.05)
        busy[0] -= 1
        return 200, RSS, FEED
    site = Site({"/feed": slow})
    with w.open(connections=4) as p:
        ends = p.batch([{"url": site.url + "/feed"}] * 6)
    assert [e["outcome"] for e in ends] == ["ok"] * 6 and most[0] == 1, (most, ends)
    assert len({a.peer for a in site.asked}) == 1  # and it is the same one


# ---- What a section says, through the program ----

@case
def secrets_of_sections(w):
    secret, shown = w.room / "secret", w.room / "shown"
    secret.write_text("salt and pepper\nsecond line\n")
    secret.chmod(0o600)
    shown.write_text("salt and pepper\r\n")
    shown.chmod(0o644)
    locked = w.url("plain", "/locked")
    out, err = w.run("news", conf=feed_section("Quay", locked, user="ada", secret_file=secret))
    assert "Ferry sails" in out and err == "", err
    _, err = w.run("news", conf=feed_section("Quay", locked, user="ada", secret_file=shown))
    assert "others can read it" in err and "pepper" not in err, err
    w.nginx.log(4)
    missing = feed_section("Quay", locked, user="ada", secret_file=w.room / "missing")
    conf = missing + feed_section("Pier", w.url("plain"))
    out, err = w.run("news", conf=conf, code=1)
    assert "Ferry sails" in out and "user or secret wrong: secret-file" in err and "missing cannot be read" in err, err
    w.nginx.log(1)
    _, err = w.run("check", conf=conf, code=78)
    assert "feed Quay: secret-file" in err, err
    for bad in ("", "\n", "a\tb\n", "x" * 2000):
        secret.write_text(bad)
        _, err = w.run("news", conf=feed_section("Quay", locked, user="ada", secret_file=secret), code=69)
        assert "no password" in err and "xxx" not in err, (bad, err)


@case
def check_names_files(w):
    gone = w.room / "gone.pem"
    for key in ("ca-file", "cert-file", "key-file"):
        _, err = w.run("check", conf=f'feed "Quay" {{\n url = "https://quay.example/"\n {key} = "{gone}"\n}}\n', code=78)
        assert f"feed Quay: {key} {gone} cannot be read" in err, err
    for key in ("ca-file", "netrc-file"):
        _, err = w.run("check", conf=f'fetch {{ {key} = "{gone}" }}\n', code=78)
        assert f"fetch: {key} {gone} cannot be read" in err, err


@case
def no_headers_are_smuggled_in(w):
    for key in ("user-agent", "user", "proxy", "ca-file"):
        conf = f'feed "Quay" {{\n url = "https://quay.example/"\n {key} = "pepper\\r\\nX-Evil: 1"\n}}\n'
        _, err = w.run("check", conf=conf, code=78)
        assert "control character" in err and "pepper" not in err, err
    _, err = w.run("check", conf='fetch { contact = "a\\nb" }\n', code=78)
    assert "contact holds a control character" in err, err


@case
def addresses_with_passwords(w):
    """They are refused, and not shown."""
    for words in (["news"], ["feeds", "list"]):
        out, err = w.run(*words, conf=feed_section("Quay", w.url("plain", "/locked").replace("//", "//ada:pepper@")),
                         code=69 if words == ["news"] else 0)
        assert "pepper" not in out + err, (out, err)
    _, err = w.run("check", conf=feed_section("Quay", "https://ada:pepper@quay.example/"), code=78)
    assert "secret-file" in err and "pepper" not in err, err


def main():
    motograph, names = sys.argv[1], sys.argv[2:]
    if not shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin"):
        print("no nginx here")
        return 75
    if not probe_beside(motograph):
        print("no probe beside the program: a build without tests")
        return 75
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="motograph-fetch-") as room:
        world = World(motograph, room)
        try:
            for function in CASES:
                if names and function.__name__ not in names:
                    continue
                try:
                    function(world)
                except Exception:
                    wrong += 1
                    print(f"wrong: {function.__name__}")
                    traceback.print_exc()
                    log = world.room / "access.log"
                    world.nginx.seen = len(log.read_text().splitlines())
        finally:
            world.nginx.close()
    print(f"{len(names or CASES)} cases, {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
