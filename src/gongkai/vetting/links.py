"""Whether the links of a text lead anywhere, asked over the network under limits and without being led inside it.

A link comes from a text, so it is not trusted: only http and https on their own ports, only hosts all of whose
addresses are public; the connection goes to the very address that was looked at, and every redirect is looked at anew.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

MOST = 60
"""Links of one text that are asked for."""
SECONDS = 60.0
"""For all of them together."""
TIMEOUT = 5.0
REDIRECTS = 3
_PORTS = {"http": 80, "https": 443}
_GONE = frozenset((404, 410))
_TO_ASK_AGAIN = frozenset((403, 405, 501))
"""Servers that do not like HEAD."""
_AGENT = "gongkai-link-check"

Admitted = Callable[[str], bool]


class Dead(NamedTuple):
    """A link that leads nowhere, and why, in Chinese."""

    address: str
    why: str


class _Problem(Exception):
    """Why a link is dead."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet.

    >>> is_public("114.114.114.114"), is_public("10.0.0.8"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.8")
    (True, False, False, False)
    """
    known = ipaddress.ip_address(address)
    mapped = getattr(known, "ipv4_mapped", None)
    return (mapped or known).is_global and not known.is_multicast


def dead_links(
    addresses: Iterable[str], admitted: Admitted = is_public, ports: frozenset[int] = frozenset(_PORTS.values())
) -> Iterator[Dead]:
    """Those of the links that are dead. What cannot be told (the server refuses, time is over) is not."""
    until = time.monotonic() + SECONDS
    for address in list(dict.fromkeys(addresses))[:MOST]:
        if time.monotonic() > until:
            return
        try:
            _follow(address, admitted, ports)
        except _Problem as problem:
            yield Dead(address, str(problem))


def _follow(address: str, admitted: Admitted, ports: frozenset[int]) -> None:
    for _ in range(REDIRECTS + 1):
        status, location = _asked(address, admitted, ports)
        if status in _GONE or status >= 500:
            raise _Problem(f"网页不在了（{status}）" if status in _GONE else f"网站出错（{status}）")
        if not 300 <= status < 400 or not location:
            return
        address = urljoin(address, location)
    raise _Problem("转来转去，打不开")


def _asked(address: str, admitted: Admitted, ports: frozenset[int]) -> tuple[int, str]:
    status, location = _ask("HEAD", address, admitted, ports)
    return _ask("GET", address, admitted, ports) if status in _TO_ASK_AGAIN else (status, location)


def _ask(method: str, address: str, admitted: Admitted, ports: frozenset[int]) -> tuple[int, str]:
    """Status and redirect of one request; nothing of the body is read."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        raise _Problem("网址写法不对") from None
    if parts.scheme not in _PORTS or port not in ports or not host or parts.username is not None:
        raise _Problem("不是可以公开访问的网址")
    connection = _Pinned(host, port, _address_of(host, port, admitted), secure=parts.scheme == "https")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, _quoted(path), headers={"User-Agent": _AGENT})
        response = connection.getresponse()
        return response.status, response.getheader("Location") or ""
    except TimeoutError:
        raise _Problem(f"{TIMEOUT:g} 秒没有应答") from None
    except ssl.SSLError:
        raise _Problem("网站的证书不对") from None
    except (OSError, http.client.HTTPException):
        raise _Problem("连不上") from None
    finally:
        connection.close()


def _quoted(path: str) -> str:
    """The path as a request line has it: what is not ASCII in percent signs."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)


def _address_of(host: str, port: int, admitted: Admitted) -> str:
    """An address of the host, all of whose addresses are admitted."""
    try:
        name = host.encode("idna").decode()
        found = {str(info[4][0]) for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise _Problem("域名解析不到") from None
    if not all(admitted(address) for address in found):
        raise _Problem("域名指向内部网络，公众打不开")
    return min(found, key=lambda address: (":" in address, address))


class _Pinned(http.client.HTTPConnection):
    """A connection to an address already looked at, whatever the name resolves to now."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._address = address
        self._secure = secure

    def connect(self) -> None:
        """Connect to the address; the name goes into the certificate's check and the request."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
