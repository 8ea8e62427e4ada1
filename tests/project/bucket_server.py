"""A small object storage that speaks as much S3 as files need: put, get, head, delete and list, over real HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Handler(BaseHTTPRequestHandler):
    objects: dict[str, bytes]

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "chunked" in self.headers.get("Content-Encoding", ""):
            body = b"".join(_chunks(body))
        self.objects[self._key] = body
        self._answer(200)

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        if "list-type" in query or "prefix" in query:
            self._answer(200, self._listed(query["prefix"][0], query.get("delimiter", [""])[0]))
        elif self._key in self.objects:
            self._answer(200, self.objects[self._key])
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_HEAD(self) -> None:
        body = self.objects.get(self._key)
        self._answer(404 if body is None else 200, body or b"")

    def do_DELETE(self) -> None:
        self.objects.pop(self._key, None)
        self._answer(204)

    @property
    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).split("/", 2)[-1]

    def _listed(self, prefix: str, delimiter: str) -> bytes:
        below = [key.removeprefix(prefix) for key in sorted(self.objects) if key.startswith(prefix)]
        folders = sorted({name.split(delimiter)[0] for name in below if delimiter and delimiter in name})
        names = [name for name in below if not delimiter or delimiter not in name]
        parts = [f"<Contents><Key>{escape(prefix + name)}</Key><Size>1</Size></Contents>" for name in names]
        parts += [f"<CommonPrefixes><Prefix>{escape(prefix + name)}/</Prefix></CommonPrefixes>" for name in folders]
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{''.join(parts)}</ListBucketResult>".encode()

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", "Sat, 21 Nov 2026 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _chunks(body: bytes) -> Iterator[bytes]:
    """What a body in signed chunks carries."""
    while body:
        head, _, rest = body.partition(b"\r\n")
        size = int(head.split(b";")[0], 16)
        if not size:
            return
        yield rest[:size]
        body = rest[size + 2 :]


@contextmanager
def bucket_server() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The address of the storage, and what is in it."""
    handler = type("Storage", (Handler,), {"objects": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", handler.objects
        server.shutdown()
