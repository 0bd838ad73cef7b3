"""A web server on loopback for the tests of fetching: files with validators and ranges, and every way in which servers fail."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

Answer = tuple[int, dict[str, str]]  # status and headers, given in place of the file


@dataclass
class Site:
    """What the server has and does; a test changes it while it runs. Paths begin with "/"."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))  # each is given once
    always: dict[str, Answer] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)  # how many more times a body stops in the middle
    stall: dict[str, threading.Event] = field(default_factory=dict)  # the second half waits for it
    validators: bool = True
    modified: str = ""  # given in place of an ETag
    lengths: bool = True
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # path and headers of each request
    open: int = 0
    most_open: int = 0
    counting: threading.Lock = field(default_factory=threading.Lock)

    @property
    def asked(self) -> list[str]:
        """Paths of the requests since this was last looked at, robots.txt left out."""
        paths = [path for path, _ in self.seen if path != "/robots.txt"]
        self.seen.clear()
        return paths

    def put_month(self, month: str, data: bytes, name: str = "commons") -> None:
        """A month of a Pipermail list, and the index that names it."""
        self.files[f"/pipermail/{name}/{month}.txt.gz"] = data
        months = [path.rpartition("/")[2] for path in self.files if path.startswith(f"/pipermail/{name}/2")]
        rows = "".join(
            f'<tr><td><A href="{each[:-7]}/thread.html">[ Thread ]</a></td><td><A href="{each}">'
            f"[ Gzip'd Text {len(self.files[f'/pipermail/{name}/{each}'])} bytes ]</a></td></tr>"
            for each in reversed(months)
        )
        self.files[f"/pipermail/{name}/"] = f"<title>The {name} Archives</title><table>{rows}</table>".encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        site = self.site
        path = unquote(urlsplit(self.path).path)
        site.seen.append((path, {name.lower(): value for name, value in self.headers.items()}))
        with site.counting:
            site.open += 1
            site.most_open = max(site.most_open, site.open)
        if site.answers[path]:
            self.refuse(*site.answers[path].pop(0))
        elif path in site.always:
            self.refuse(*site.always[path])
        elif path in site.files:
            self.give(path, site.files[path])
        else:
            self.refuse(404, {})

    def last_bytes(self, data: bytes = b"") -> None:
        """Send the end of an answer. It is over before its last byte goes: a client that has it may ask again at once."""
        with self.site.counting:
            self.site.open -= 1
        self.wfile.write(data)

    def refuse(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": "0"} | headers).items():
            self.send_header(name, value)
        self.last_bytes()
        self.end_headers()

    def give(self, path: str, data: bytes) -> None:
        tag = f'"{sha256(data).hexdigest()[:16]}"'
        validators = {"ETag": tag} if self.site.validators else {}
        if self.site.modified:
            validators = {"Last-Modified": self.site.modified}
        if (
            validators
            and (self.headers.get("If-None-Match") or self.headers.get("If-Modified-Since")) in validators.values()
        ):
            self.refuse(304, validators)
            return
        start = 0
        if self.headers.get("Range") and self.headers.get("If-Range") == tag:
            start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
            validators["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self.send_response(206 if start else 200)
        body = data[start:]
        length = {"Content-Length": str(len(body))} if self.site.lengths else {"Connection": "close"}
        for name, value in (validators | length).items():
            self.send_header(name, value)
        self.end_headers()
        self.send_body(path, body)

    def send_body(self, path: str, body: bytes) -> None:
        half = len(body) // 2
        self.wfile.write(body[:half])
        self.wfile.flush()
        if path in self.site.stall:
            self.site.stall[path].wait(30)
        if self.site.cut.get(path, 0) > 0:
            self.site.cut[path] -= 1
            self.close_connection = True
            self.last_bytes()
            return
        self.last_bytes(body[half:])
        self.close_connection = not self.site.lengths

    def log_message(self, *args: object) -> None:
        """No line for each request."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A client that went away, or was killed, is what some tests want."""


@contextmanager
def serve() -> Iterator[Site]:
    """A site that is served while the block runs."""
    site = Site()
    with Server(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site})) as server:
        site.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
