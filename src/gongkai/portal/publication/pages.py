"""A page as a reader without any cookie gets it, and where it leads."""

import html
import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.urls import Resolver404, resolve

_LINKS = {
    "text/html": re.compile(r'\b(?:href|src)="([^"]+)"'),
    "text/css": re.compile(r"""url\(\s*["']?([^"')]+)"""),
    "application/xml": re.compile(r"<loc>([^<]+)</loc>"),
}


class Away(Exception):
    """A page could not be made; the message says which. What was published before stays."""


class Page(NamedTuple):
    """What stands at an address."""

    media_type: str
    content: bytes

    def links(self, address: str) -> Iterator[str]:
        """The addresses on this site that it leads to."""
        pattern = _LINKS.get(self.media_type)
        if pattern is None:
            return
        site = urlsplit(settings.BASE_URL)
        for link in pattern.findall(self.content.decode()):
            parts = urlsplit(urljoin(f"{settings.BASE_URL}{address}", html.unescape(link)))
            if (parts.scheme, parts.netloc) == (site.scheme, site.netloc):
                yield parts.path + (f"?{parts.query}" if parts.query else "")


class Reader:
    """Asks the site itself, in this process."""

    def __init__(self) -> None:
        self._site = BaseHandler()
        self._site.load_middleware()
        site = urlsplit(settings.BASE_URL)
        self._environment = {
            "REQUEST_METHOD": "GET",
            "SERVER_NAME": site.hostname or "",
            "SERVER_PORT": str(site.port or {"https": 443}.get(site.scheme, 80)),
            "HTTP_HOST": site.netloc,
            "HTTP_X_FORWARDED_PROTO": site.scheme,
            "HTTP_ACCEPT": "*/*",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": site.scheme,
        }

    def read(self, address: str) -> Page | None:
        """The page; ``None`` where there is none. Raises :class:`Away` where the site cannot answer."""
        path, _, query = address.partition("?")
        environment = {**self._environment, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": io.BytesIO()}
        response: Any = self._site.get_response(WSGIRequest(environment))
        content = b"".join(response)
        if response.streaming and hasattr(response, "file_to_stream"):
            response.file_to_stream.close()  # not the response: that would end a request, and the connection with it
        if response.status_code >= 500:
            raise Away(f"{address}（{response.status_code}）")
        media_type = response.headers.get("Content-Type", "").partition(";")[0]
        return Page(media_type, content) if response.status_code == 200 else None


def is_published(address: str) -> bool:
    """Whether an address is of a page for everybody, or of a file that pages show."""
    path = address.partition("?")[0]
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    try:
        return getattr(resolve(path).func, "for_everybody", False)
    except Resolver404:
        return False


def body_of(address: str) -> str | None:
    """The address (slug) of the body whose column a page belongs to; ``None`` for pages of the whole site."""
    path = address.partition("?")[0]
    try:
        return resolve(path).kwargs.get("slug")
    except Resolver404:
        return None
