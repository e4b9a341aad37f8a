#!/usr/bin/env python3
"""A web server whose answers stand in a file that a test rewrites while it runs.

usage: scripted.py ANSWERS LOG HOSTS

Listens on one port of 127.0.0.1 to 127.0.0.HOSTS, or of the addresses HOSTS parted by commas, and
prints the port. A line of ANSWERS is
    HOST/PATH<tab>STATUS<tab>BODY<tab>Name: value<tab>Name: value ...
where HOST is an address or *, PATH may end in *, BODY is a word of BODIES, and PORT in a header or
a body becomes the port. The first line that fits is the answer; none: 404. A status of 0 closes the
connection, "slow " before the body holds the answer back for a while, "unsized " does not say how
long it is. Each request is a line of LOG:
    HOST/PATH<tab>If-None-Match<tab>If-Modified-Since<tab>Authorization<tab>running<tab>of its host
"""

import http.server
import os
import sys
import threading
import time

ITEM = "<item><title>%s</title><link>http://harbour.example/%s</link><description>%s</description></item>"
FEED = ("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour Post</title>"
        "<link>http://harbour.example/</link>%s</channel></rss>")
BODIES = {
    "none": "",
    "feed": FEED % (ITEM % ("Night ferry returns", "1", "The night ferry to the islands returns.")),
    "other": FEED % (ITEM % ("Bees are counted", "2", "The hives of the valley were counted.")),
    "page": "<!doctype html><html><head><title>Harbour Post</title><link rel=\"alternate\" "
            "type=\"application/rss+xml\" href=\"/found\"></head><body><h1>Welcome</h1></body></html>",
    "login": "<!doctype html><html><head><title>Guest network</title></head><body><h1>Log in</h1>"
             "<p>Please accept the terms of this network before you go on.</p></body></html>",
    "teaser": (FEED % (ITEM % ("Night ferry returns to the islands", "1", "The night ferry returns.")))
              .replace("http://harbour.example/1", "http://127.0.0.1:PORT/article"),
    "article": "<!doctype html><html><head><title>Night ferry returns to the islands</title></head><body><article>"
               "<h1>Night ferry returns to the islands</h1>" + "<p>The night ferry returns to the islands on "
               "Friday, the harbour board said. Two shipping lines share the route and its costs.</p>" * 4
               + "</article></body></html>",
    "big": FEED % "".join(ITEM % (f"Hive {i} is counted", f"hive-{i}", "It holds some bees. " * 20)
                          for i in range(40000)),
}
SLOW = 0.05


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lock = threading.Lock()
    running = {}

    def log_message(self, *args):
        pass

    def answer(self, host):
        port = self.server.server_address[1]
        for line in open(self.answers, encoding="utf-8"):
            parts = line.rstrip("\n").split("\t")
            where, _, path = parts[0].partition("/")
            fits = self.path == "/" + path or path.endswith("*") and self.path.startswith("/" + path[:-1])
            if where in ("*", host) and fits:
                return [part.replace("PORT", str(port)) for part in parts[1:]]
        return ["404", "none"]

    def do_GET(self):
        host = self.connection.getsockname()[0]
        with self.lock:
            self.running[host] = self.running.get(host, 0) + 1
            fields = [self.headers.get(name, "") for name in ("If-None-Match", "If-Modified-Since", "Authorization")]
            counts = [str(sum(self.running.values())), str(self.running[host])]
            with open(self.log, "a", encoding="utf-8") as log:
                log.write("\t".join([host + self.path, *fields, *counts]) + "\n")
        try:
            self.send(*self.answer(host))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send(self, status, body, *headers):
        host = self.connection.getsockname()[0]
        slow = body.startswith("slow ")
        unsized = body.startswith("unsized ")
        data = BODIES[body.removeprefix("slow ").removeprefix("unsized ")].replace("PORT", str(self.server.server_address[1])).encode()
        if slow:
            time.sleep(SLOW)
        with self.lock:
            self.running[host] -= 1
        if status == "0":
            self.close_connection = True
            return
        self.send_response(int(status))
        for header in headers:
            name, _, value = header.partition(": ")
            self.send_header(name, value)
        if unsized:
            self.close_connection = True
        elif status != "304":
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if status != "304":
            self.wfile.write(data)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    parent = os.getppid()

    def service_actions(self):
        """A test that crashed leaves no server behind."""
        if os.getppid() != self.parent:
            os._exit(0)


def open_all(hosts):
    """One port that is free on every address."""
    for _ in range(50):
        servers = [Server((hosts[0], 0), Handler)]
        port = servers[0].server_address[1]
        try:
            servers += [Server((host, port), Handler) for host in hosts[1:]]
            return servers
        except OSError:
            for server in servers:
                server.server_close()
    sys.exit("no port is free on every address")


def main():
    Handler.answers, Handler.log, hosts = sys.argv[1:4]
    servers = open_all([f"127.0.0.{i + 1}" for i in range(int(hosts))] if hosts.isdigit() else hosts.split(","))
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print(servers[0].server_address[1], flush=True)
    servers[0].serve_forever()


if __name__ == "__main__":
    main()
