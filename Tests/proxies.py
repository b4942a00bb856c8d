"""The examples for what stands before the page: nginx, Caddy, and Tor, as Debian has them.

    python3 Tests/proxies.py

Each proxy is started with its example (other ports, a certificate of our own) before a small server
that tells what reaches it: once at the port, once at the socket. Then is looked whether the address
is the proxy's word alone, whether a line comes through while the answer goes on, whether a long
body and the homeserver's port stay outside, and whether anybody's address was written to a file.
"""

import http.client
import http.server
import os
import pathlib
import re
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time

CONFIG = pathlib.Path(__file__).resolve().parent.parent / "config"
SECONDS_MAX = 20
# Instead of the examples' fifteen.
HALF_SECONDS = 1
# From where she comes, and from where she says that she does.
VISITOR = "127.0.0.2"
CLAIMED = "203.0.113.77"


class Page(http.server.BaseHTTPRequestHandler):
    """What stands behind: says which headers came, and streams when asked to."""

    protocol_version = "HTTP/1.1"
    go_on = threading.Event()

    def do_GET(self):
        self.send_response(200)
        if self.path != "/stream":
            seen = "\n".join(f"{name}: {value}" for name, value in self.headers.items()).encode()
            self.send_header("Content-Length", str(len(seen)))
            self.end_headers()
            self.wfile.write(seen)
            return
        # The page without scripts streams too, and proxies like to compress HTML.
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for text in (b"data: first\n\n", b"data: second\n\n", b""):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(text), text))
            self.wfile.flush()
            # The rest comes only when the first was seen at the other end.
            Page.go_on.wait(SECONDS_MAX)

    def do_PUT(self):
        length = int(self.headers["Content-Length"])
        if len(self.rfile.read(length)) == length:
            self.do_GET()

    def log_message(self, *_):
        pass

    def address_string(self):
        return "socket"


class Calm:
    """A proxy lets go of what it does not need any more: that is no fault."""

    daemon_threads = True

    def handle_error(self, *_):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*_)


class AtPort(Calm, http.server.ThreadingHTTPServer):
    pass


class AtSocket(Calm, socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def example(name):
    return (CONFIG / name).read_text(encoding="utf-8")


def changed(text, changes):
    """The example with other places in it; each of them must stand there."""
    for old, new in changes.items():
        if old not in text:
            sys.exit(f"proxies: the example does not say {old!r} any more")
        text = text.replace(old, new)
    return text


def nginx(folder, at, behind):
    text = changed(example("nginx.conf.example"), {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen [::]:80;": "", "listen [::]:443 ssl http2;": "",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{at} ssl http2;",
        "/etc/letsencrypt/live/chat.example.org/fullchain.pem": f"{folder}/cert.pem",
        "/etc/letsencrypt/live/chat.example.org/privkey.pem": f"{folder}/key.pem",
        "client_header_timeout 15s": f"client_header_timeout {HALF_SECONDS}s",
    } | behind)
    # They belong before and beside what the example is, so it can only say them in a remark.
    main = re.findall(r"^# {5}(worker_rlimit_nofile \d+;|events {.*})$", text, re.MULTILINE)
    if len(main) != 2:
        sys.exit("proxies: the example does not say how many connections nginx needs")
    kept = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        # What Debian's own nginx.conf sets, and what the example must undo.
        f"pid {folder}/nginx.pid; error_log {folder}/error.log info; daemon off;\n"
        f"{'user root;' if os.geteuid() == 0 else ''} worker_processes 1;\n{chr(10).join(main)}\n"
        f"http {{ access_log {folder}/access.log; gzip on;\n{kept}\n{text} }}\n"
    )
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    return command


def caddy(folder, at, behind):
    text = changed(example("Caddyfile.example"), {
        "chat.example.org {": f"https://localhost:{at} {{\n\ttls {folder}/cert.pem {folder}/key.pem",
        "admin off": "admin off\n\tauto_https disable_redirects",
        "read_header 15s": f"read_header {HALF_SECONDS}s",
    } | behind)
    path = folder / "Caddyfile"
    path.write_text(text)
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(path)]
    subprocess.run([command[0], "validate", *command[2:]], check=True, capture_output=True)
    return command


def tor(folder):
    """Its syntax only: a service needs the network."""
    onion = folder / "onion"
    onion.mkdir(mode=0o700)
    text = changed(example("torrc.example"), {"/var/lib/tor/passerelle/": f"{onion}/"})
    for sample in (text, text.replace("HiddenServicePort 80 127", "#").replace("#HiddenS", "HiddenS")):
        (folder / "torrc").write_text(f"{sample}\nDataDirectory {folder}/tor\n")
        run = subprocess.run(
            ["tor", "--verify-config", "-f", str(folder / "torrc")], capture_output=True, text=True
        )
        if run.returncode != 0:
            sys.exit(f"proxies: tor does not take its example:\n{run.stdout}")


def context():
    """Our own certificate is nobody's that anybody knows."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def ask(port, method="GET", path="/essai", body=None):
    link = http.client.HTTPSConnection("localhost", port)
    bare = socket.create_connection(("127.0.0.1", port), SECONDS_MAX, (VISITOR, 0))
    link.sock = context().wrap_socket(bare, server_hostname="localhost")
    link.request(method, path, body, {
        "Accept-Encoding": "gzip, br", "X-Forwarded-For": CLAIMED, "Forwarded": f"for={CLAIMED}", "X-Real-IP": CLAIMED,
    })
    return link.getresponse()


def lets_go_of_half_a_request(port):
    """Whoever opens many and never asks to the end would keep the others out."""
    bare = socket.create_connection(("127.0.0.1", port), SECONDS_MAX)
    with context().wrap_socket(bare, server_hostname="localhost") as link:
        link.sendall(b"GET /essai HTTP/1.1\r\nHost: localhost\r\n")
        link.settimeout(5 * HALF_SECONDS)
        try:
            while link.recv(1024):
                pass
        except TimeoutError:
            return False
        except OSError:
            pass
        return True


def wait_for(port, process):
    deadline = time.monotonic() + SECONDS_MAX
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("proxies: it does not listen")


def look(name, port, folder):
    """Everything that is promised of a proxy, looked at from outside."""
    answer = ask(port)
    seen = answer.read().decode()
    found = re.findall(r"^X-Forwarded-For: (.*)$", seen, re.MULTILINE | re.IGNORECASE)
    yield "the proxy's word is the only one", found == [VISITOR]
    yield "nothing that was claimed comes through", CLAIMED not in seen
    yield "browsers are told to stay with TLS", answer.headers["Strict-Transport-Security"]
    Page.go_on.clear()
    stream = ask(port, path="/stream")
    first = stream.read1(100)
    yield "a line comes while the answer goes on", first == b"data: first\n\n"
    yield "a stream is not compressed", stream.headers["Content-Encoding"] is None
    Page.go_on.set()
    yield "and the rest follows", stream.read() == b"data: second\n\n"
    yield "a line may be as long as it may", ask(port, "PUT", body=b"x" * 48_000).status == 200
    yield "half a request is not waited for", lets_go_of_half_a_request(port)
    # Caddy 2.6 says 502 where it means 413.
    yield "a long body stays outside", ask(port, "PUT", body=b"x" * 100_000).status in (413, 502)
    written = "".join(
        path.read_text(errors="replace") for path in folder.rglob("*")
        if path.is_file() and path.name not in ("nginx.conf", "Caddyfile", "cert.pem", "key.pem")
    )
    yield "no address is in any file", VISITOR not in written and CLAIMED not in written
    yield "no path is, either", "essai" not in written


def try_out(name, make, at_socket):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="passerelle-proxy-"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", folder / "key.pem",
         "-out", folder / "cert.pem"], check=True, capture_output=True)
    path = f"{folder}/web.sock"
    server = AtSocket(path, Page) if at_socket else AtPort(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = free_port()
    process = None
    try:
        command = make(folder, port, path if at_socket else server.server_address[1])
        process = subprocess.Popen(
            command, stdout=open(folder / "said", "wb"), stderr=subprocess.STDOUT,
            env=os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)},
        )
        wait_for(port, process)
        where = "socket" if at_socket else "port"
        for what, holds in look(name, port, folder):
            if not holds:
                sys.exit(f"proxies: {name} at the {where}: not so: {what}")
        print(f"proxies: {name}, before the {where}: as promised")
    finally:
        if process:
            process.terminate()
            process.wait(SECONDS_MAX)
        server.shutdown()
        server.server_close()
        shutil.rmtree(folder)


def nginx_at(folder, port, behind):
    if isinstance(behind, int):
        return nginx(folder, port, {"server 127.0.0.1:8080;": f"server 127.0.0.1:{behind};"})
    return nginx(folder, port, {
        "server 127.0.0.1:8080;": "",
        "#server unix:/run/passerelle/web.sock;": f"server unix:{behind};",
    })


def caddy_at(folder, port, behind):
    if isinstance(behind, int):
        return caddy(folder, port, {"reverse_proxy 127.0.0.1:8080": f"reverse_proxy 127.0.0.1:{behind}"})
    return caddy(folder, port, {
        "\treverse_proxy 127.0.0.1:8080 {": "",
        "#reverse_proxy unix//run/passerelle/web.sock {": f"reverse_proxy unix/{behind} {{",
    })


def main():
    for name in ("nginx.conf.example", "Caddyfile.example", "torrc.example"):
        bare = "\n".join(
            line for line in example(name).splitlines() if not line.lstrip().startswith("#"))
        ports = set(re.findall(r"127\.0\.0\.1:(\d+)", bare))
        if ports != {"8080"} or "8009" in bare or "metrics" in bare:
            sys.exit(f"proxies: {name} leads to more than the page")
    for at_socket in (False, True):
        try_out("nginx", nginx_at, at_socket)
        try_out("caddy", caddy_at, at_socket)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="passerelle-tor-"))
    try:
        tor(folder)
    finally:
        shutil.rmtree(folder)
    print("proxies: tor takes its example")


if __name__ == "__main__":
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    main()
