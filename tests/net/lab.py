"""What tests of fetching need: scripted sites that remember what they were asked, a proxy, nginx,
certificates, and the probe. Loopback only, or a namespace of the test's own."""

import http.server
import json
import os
import pathlib
import select
import shutil
import socket
import subprocess
import threading
import time

FEED = (b'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Loopback Gazette</title>'
        b"<link>http://gazette.example/</link><item><title>Ferry sails on time</title>"
        b"<link>http://gazette.example/1</link><description>The ferry left the quay at noon.</description>"
        b"</item></channel></rss>\n" + b"<!-- the quay at noon -->\n" * 40)
RSS = {"Content-Type": "application/rss+xml; charset=utf-8"}
PATIENCE = 20  # seconds for what should take none


def until(true, what):
    """Waits until true() is; what: words for the failure, or a function that has them."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what() if callable(what) else what
        time.sleep(0.02)


class Asked:
    """One request as it came."""

    def __init__(self, handler):
        self.time = time.monotonic()
        self.method, self.target = handler.command, handler.path
        self.headers = [(k, v.encode("latin-1")) for k, v in handler.headers.items()]
        self.peer = handler.client_address

    def get(self, name):
        """The value of a header in bytes; None where it was not sent."""
        values = [v for k, v in self.headers if k.lower() == name.lower()]
        assert len(values) < 2, f"{name} was sent twice"
        return values[0] if values else None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def log_message(self, *args):
        pass

    def do_GET(self):
        asked = Asked(self)
        self.server.site.asked.append(asked)
        answer = self.server.site.paths.get(self.path.split("?")[0], (404, {}, b""))
        status, headers, body = answer(asked) if callable(answer) else answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status not in (204, 304):
            self.wfile.write(body)

    def do_CONNECT(self):
        """The way through to a secure server."""
        asked = Asked(self)
        self.server.site.asked.append(asked)
        refusal = self.server.site.refuse(asked)
        if refusal:
            self.send_response(refusal)
            self.send_header("Proxy-Authenticate", 'Basic realm="quay"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        host, _, port = self.path.rpartition(":")
        with socket.create_connection((self.server.site.names.get(host, host), int(port)), PATIENCE) as far:
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            ends = {self.connection: far, far: self.connection}
            while True:
                ready, _, _ = select.select(list(ends), [], [], PATIENCE)
                for end in ready:
                    piece = end.recv(65536)
                    if not piece:
                        return
                    ends[end].sendall(piece)
                if not ready:
                    return


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    site = None
    request_queue_size = 64

    def get_request(self):
        self.site.connections += 1
        return super().get_request()

    def handle_error(self, request, client_address):
        """Clients that hang up are what the tests are about."""


class Server6(Server):
    address_family = socket.AF_INET6


class Site:
    """A server with scripted paths: a path's answer is (status, headers, body) or a function of the
    request. As a proxy it is asked with whole addresses, and with CONNECT."""

    def __init__(self, paths=None, host="127.0.0.1", port=0):
        self.asked, self.paths, self.names, self.connections = [], paths or {}, {}, 0
        self.refuse = lambda asked: None
        self.server = (Server6 if ":" in host else Server)((host, port), Handler)
        self.server.site = self
        self.port = self.server.server_address[1]
        self.url = f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def last(self):
        return self.asked[-1]

    def forget(self):
        self.asked.clear()
        self.connections = 0


class Probe:
    """source/http with its own connections and rests."""

    def __init__(self, program, **opts):
        self.child = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.say(opts)

    def say(self, what):
        self.child.stdin.write(json.dumps(what) + "\n")
        self.child.stdin.flush()

    def batch(self, requests):
        self.say(requests)
        ready, _, _ = select.select([self.child.stdout], [], [], 2 * PATIENCE)
        assert ready, f"the probe says nothing: {requests}"
        line = self.child.stdout.readline()
        assert line, f"the probe has ended: {requests}"
        return json.loads(line)

    def get(self, url, **more):
        return self.batch([{"url": url, **more}])[0]

    def close(self):
        self.child.stdin.close()
        assert self.child.wait(PATIENCE) == 0, "the probe failed"

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind:
            self.child.kill()
        else:
            self.close()


def probe_beside(motograph):
    """The probe of the same build; None where tests were not built."""
    path = pathlib.Path(motograph).resolve().parent / "tests" / "fetch_probe"
    return str(path) if os.access(path, os.X_OK) else None


def free_ports(n, host="127.0.0.1"):
    sockets = [socket.create_server((host, 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


# ---- Certificates ----

CA_CONF = """[ca]
default_ca = lab
[lab]
new_certs_dir = .
database = index.txt
serial = serial
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
commonName = supplied
[leaf]
subjectAltName = {names}
basicConstraints = CA:FALSE
"""


class Authority:
    """Makes certificates in its folder: NAME.pem, all with the one key key.pem."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        (self.folder / "index.txt").touch()
        (self.folder / "serial").write_text("01\n")
        self.own("ca", "/CN=Lab authority", "CA:TRUE", new_key=True)

    def run(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def own(self, name, subject, kind, names=None, new_key=False):
        """Signed by itself."""
        key = (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem"]
               if new_key else ["-new", "-key", "key.pem"])
        more = ["-addext", f"subjectAltName={names}"] if names else []
        self.run("req", "-x509", *key, "-out", f"{name}.pem", "-days", "30", "-subj", subject,
                 "-addext", f"basicConstraints=critical,{kind}", *more)
        return self.path(name)

    def leaf(self, name, names="IP:127.0.0.1", start=None, end=None):
        """Signed by the authority; start and end as 20200101000000Z."""
        (self.folder / "ca.cnf").write_text(CA_CONF.format(names=names))
        self.run("req", "-new", "-key", "key.pem", "-subj", f"/CN={name}", "-out", f"{name}.csr")
        dates = ["-startdate", start, "-enddate", end] if start else ["-days", "30"]
        self.run("ca", "-batch", "-notext", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "key.pem",
                 "-in", f"{name}.csr", "-out", f"{name}.pem", "-extensions", "leaf", *dates)
        return self.path(name)

    def path(self, name):
        return str(self.folder / f"{name}.pem")

    @property
    def key(self):
        return self.path("key")


# ---- nginx ----

NGINX_CONF = """daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log notice;
events {{ worker_connections 512; }}
http {{
    types {{ application/rss+xml xml; text/html html; }}
    log_format lab escape=json '{{"uri":"$request_uri","port":"$server_port","status":"$status",'
        '"protocol":"$server_protocol","connection":"$connection","nth":"$connection_requests",'
        '"if_none_match":"$http_if_none_match","if_modified_since":"$http_if_modified_since",'
        '"agent":"$http_user_agent","cookie":"$http_cookie","referer":"$http_referer",'
        '"accept":"$http_accept","encoding":"$http_accept_encoding","user":"$remote_user",'
        '"authorization":"$http_authorization","client":"$ssl_client_verify"}}';
    access_log {folder}/access.log lab;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    keepalive_timeout 60;
{servers}
}}
"""


class Nginx:
    """One nginx with the servers that are written in its own language."""

    def __init__(self, folder, servers, ports, host="127.0.0.1"):
        self.folder, self.seen = pathlib.Path(folder), 0
        conf = self.folder / "nginx.conf"
        conf.write_text(NGINX_CONF.format(folder=folder, servers=servers))
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        self.child = subprocess.Popen([program, "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(conf)],
                                      stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for port in ports:
            until(lambda p=port: self.answers(host, p), (self.folder / "error.log").read_text)

    def answers(self, host, port):
        assert self.child.poll() is None, (self.folder / "error.log").read_text()
        with socket.socket() as s:
            return s.connect_ex((host, port)) == 0

    def log(self, n):
        """The next n requests."""
        path = self.folder / "access.log"
        until(lambda: len(path.read_text().splitlines()) >= self.seen + n, f"nginx: no {n} more requests")
        lines = path.read_text().splitlines()[self.seen:]
        assert len(lines) == n, f"{len(lines)} requests in place of {n}: {lines}"
        self.seen += n
        return [json.loads(line) for line in lines]

    def close(self):
        self.child.terminate()
        self.child.wait(PATIENCE)
