"""Dead links, asked for over the network: only outside, under limits."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gongkai.vetting.links import dead_links, is_public


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        statuses = {"/gone": 404, "/broken": 503, "/moved": 302, "/inside": 302, "/round": 302, "/shy": 405}
        self.send_response(statuses.get(self.path, 200))
        targets = {"/moved": "/", "/inside": "http://10.255.255.1/", "/round": "/round"}
        if self.path in targets:
            self.send_header("Location", targets[self.path])
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_is_dead_and_what_is_not(site: str) -> None:
    port = frozenset((int(site.rpartition(":")[2]),))
    paths = ("/", "/gone", "/broken", "/moved", "/shy", "/round", "/inside", "/中文?x=1")
    found = dead_links((f"{site}{path}" for path in paths), lambda address: address == "127.0.0.1", port)
    assert {dead.address.removeprefix(site): dead.why for dead in found} == {
        "/gone": "网页不在了（404）",
        "/broken": "网站出错（503）",
        "/round": "转来转去，打不开",
        "/inside": "不是可以公开访问的网址",
    }


def test_nobody_is_led_inside(site: str) -> None:
    inside = (
        site,
        "http://localhost/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://u:p@1.1.1.1/",
    )
    assert {dead.address for dead in dead_links(inside)} == set(inside)
    assert not any(
        map(
            is_public,
            ("10.0.0.1", "192.168.1.1", "172.16.0.1", "127.0.0.1", "169.254.1.1", "::1", "fd00::1", "0.0.0.0"),
        )
    )
