#!/usr/bin/env python3
"""A small HTTP server for tests: well-behaved and hostile paths, loopback only.

Prints its port on the first line of standard output and serves until it or its parent ends. Paths:
/ok (ETag, Last-Modified; 304 when asked with them), /echo (the request's headers as text),
/fresh (max-age and Age), /expires, /redirect, /loop, /to-file, /to-port, /unasked (304), /no-http, /moved and /moved-twice (301),
/detour (301, then 302), /gone, /notfound, /forbidden, /login (401), /portal (511), /broken (500),
/later (429, seconds), /later-date (503, a date), /bomb (gzip, 100 MB decoded), /gzip, /bare-gzip
(not said to be), /bare-bomb, /endless, /drip, /hang, /close,
/html, /part (206), /big-headers; anything else is a file of the folder given by --root, with validators made
from its time; with a file NAME.status beside it NAME is answered with the status in that.
With --cert FILE --key FILE it speaks TLS, with --log FILE it notes each path asked for.
"""

import argparse
import email.utils
import gzip
import http.server
import os
import ssl
import sys
import threading
import time
import zlib

FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Loopback Gazette</title><link>http://localhost/</link>
<item><title>Tests begin on time</title><link>http://localhost/1</link>
<description>Every fetch ended as it should.</description></item></channel></rss>
"""
ETAG = '"loop-1;odd, tag"'
LAST_MODIFIED = "Tue, 03 Mar 2026 10:00:00 GMT"
TYPES = {".xml": "application/xml", ".rss": "application/rss+xml", ".html": "text/html",
         ".atom": "application/atom+xml", ".json": "application/feed+json", ".txt": "text/plain"}
BOMB_BYTES = 100 * 1000 * 1000
WAIT_MAX = 20  # seconds after which even the slow paths let go


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    root = None
    log = None
    stop = threading.Event()

    def log_message(self, *args):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path.split("?")[0]
        if self.log:
            with open(self.log, "a", encoding="utf-8") as file:
                file.write(self.path + "\n")
        action = getattr(self, "path_" + path[1:].replace("-", "_"), None)
        try:
            if action:
                action()
            else:
                self.serve_file(path)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    def path_ok(self):
        same = self.headers.get("If-None-Match") == ETAG
        dated = self.headers.get("If-Modified-Since") == LAST_MODIFIED
        if same and dated:
            self.answer(304, ETag=ETAG)
        else:
            self.answer(200, FEED, ETag=ETAG, Last_Modified=LAST_MODIFIED,
                        Content_Type="application/rss+xml; charset=utf-8")

    def path_echo(self):
        self.answer(200, str(self.headers).encode(), Content_Type="text/plain")

    def path_fresh(self):
        self.answer(200, FEED, Cache_Control="public, max-age=600", Age="100")

    def path_expires(self):
        self.answer(200, FEED, Expires=email.utils.formatdate(time.time() + 1800, usegmt=True))

    def path_redirect(self):
        self.answer(302, Location="/ok")

    def path_loop(self):
        self.answer(302, Location="/loop")

    def path_to_file(self):
        self.answer(302, Location="file:///etc/hostname")

    def path_moved(self):
        self.answer(301, b"over there", Location="ok")

    def path_moved_twice(self):
        self.answer(308, Location="/moved")

    def path_detour(self):
        self.answer(301, Location="/redirect")

    def path_to_port(self):
        self.answer(302, Location="http://127.0.0.1:99999/ok")

    def path_unasked(self):
        self.answer(304, ETag=ETAG)

    def path_no_http(self):
        self.wfile.write(FEED)
        self.close_connection = True

    def path_gone(self):
        self.answer(410, b"gone for good")

    def path_notfound(self):
        self.answer(404, b"<html>not here</html>")

    def path_forbidden(self):
        self.answer(403)

    def path_login(self):
        self.answer(401, WWW_Authenticate='Basic realm="quay"')

    def path_portal(self):
        self.answer(511, b"log in")

    def path_broken(self):
        self.answer(500)

    def path_later(self):
        self.answer(429, Retry_After="120")

    def path_later_date(self):
        self.answer(503, Retry_After=email.utils.formatdate(time.time() + 300, usegmt=True))

    def path_html(self):
        self.answer(200, b"<!doctype html><title>Log in</title><form></form>",
                    Content_Type="text/html")

    def path_part(self):
        self.answer(206, FEED[:200], Content_Range="bytes 0-199/1000")

    def path_gzip(self):
        self.answer(200, gzip.compress(FEED), Content_Encoding="gzip")

    def path_bare_gzip(self):
        self.answer(200, gzip.compress(FEED), Content_Type="application/gzip")

    def path_bare_bomb(self):
        self.answer(200, gzip.compress(bytes(30 * 1000 * 1000)))

    def path_bomb(self):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        block = bytes(1000 * 1000)
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for _ in range(BOMB_BYTES // len(block)):
            self.chunk(packer.compress(block) + packer.flush(zlib.Z_SYNC_FLUSH))
        self.chunk(packer.flush())
        self.wfile.write(b"0\r\n\r\n")

    def chunk(self, body):
        self.wfile.write(b"%x\r\n%b\r\n" % (len(body), body))

    def path_endless(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        end = time.monotonic() + WAIT_MAX
        while time.monotonic() < end:
            self.chunk(b"x" * 4096)

    def path_drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        for _ in range(WAIT_MAX * 5):
            self.wfile.write(b"<")
            self.wfile.flush()
            if self.stop.wait(0.2):
                break

    def path_hang(self):
        self.stop.wait(WAIT_MAX)
        self.close_connection = True

    def path_close(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(FEED) + 1000))
        self.end_headers()
        self.wfile.write(FEED)
        self.wfile.flush()
        self.close_connection = True

    def path_big_headers(self):
        self.send_response(200)
        for i in range(5000):
            self.send_header("X-Filler-%d" % i, "y" * 40)
        self.end_headers()
        self.close_connection = True

    def serve_file(self, path):
        if not self.root:
            return self.answer(404)
        name = os.path.normpath(os.path.join(self.root, path.lstrip("/")))
        if not name.startswith(self.root + os.sep):
            return self.answer(404)
        if os.path.isfile(name + ".status"):
            with open(name + ".status", encoding="utf-8") as file:
                return self.answer(int(file.read()))
        if not os.path.isfile(name):
            return self.answer(404)
        changed = email.utils.formatdate(os.path.getmtime(name), usegmt=True)
        if self.headers.get("If-Modified-Since") == changed:
            return self.answer(304)
        with open(name, "rb") as file:
            body = file.read()
        kind = TYPES.get(os.path.splitext(name)[1], "application/octet-stream")
        self.answer(200, body, Content_Type=kind, Last_Modified=changed)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    parent = os.getppid()

    def service_actions(self):
        """Called twice a second: a test that crashed leaves no server behind."""
        if os.getppid() != self.parent:
            os._exit(0)

    def handle_error(self, request, client_address):
        """Clients that hang up are what the tests are about."""


def main():
    parser = argparse.ArgumentParser(description="HTTP server for tests, on loopback")
    parser.add_argument("--root", help="folder whose files are served")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--log")
    args = parser.parse_args()
    Handler.log = args.log
    Handler.root = os.path.abspath(args.root) if args.root else None
    server = Server(("127.0.0.1", args.port), Handler)
    if args.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(args.cert, args.key)
        server.socket = context.wrap_socket(server.socket, server_side=True,
                                            do_handshake_on_connect=False)
    print(server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
