"""The way in: a page that is held is shown at once, before Django turns to the request; all else is left to Django.

Whether it is still the right one is asked of the database every time, by one query for the version of all that is
public. While the database is away, what was shown last is shown on.
"""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db import InterfaceError, OperationalError, connection
from django.utils.http import parse_etags

from gongkai.portal.cache import ADDRESS, Held, address_of, version_of
from gongkai.project.logs import log_request, number_request

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_OF_UNCHANGED = {"Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Last-Modified", "Vary"}
"""The headers of an answer without the page, to a browser that has it."""


class Front:
    """The application that the server is given."""

    def __init__(self, django: "WSGIApplication") -> None:
        self._django = django
        self._pages = caches["pages"]
        self._version = ""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer the request."""
        began = time.monotonic()
        address = address_of(environ)
        if address is not None:
            held: Held | None = self._pages.get(address)
            if held is not None and held.version == self._current(environ):
                return _show(held, environ, start_response, began)
            environ[ADDRESS] = address
        return self._django(environ, start_response)

    def _current(self, environ: "WSGIEnvironment") -> str:
        try:
            connection.close_if_unusable_or_obsolete()  # as Django does when a request begins
            self._version = version_of(environ)
        except (OperationalError, InterfaceError):  # then it stays the one before
            pass
        return self._version


def _show(held: Held, environ: "WSGIEnvironment", start_response: "StartResponse", began: float) -> Iterable[bytes]:
    number, method = number_request(), environ["REQUEST_METHOD"]
    unchanged = "HTTP_IF_NONE_MATCH" in environ and _has(held.etag, environ["HTTP_IF_NONE_MATCH"])
    headers = [pair for pair in held.headers if pair[0] in _OF_UNCHANGED] if unchanged else list(held.headers)
    headers.append(("X-Request-ID", number))
    start_response("304 Not Modified" if unchanged else "200 OK", headers)
    log_request(method, held.path, 304 if unchanged else 200, began)
    return [] if unchanged or method == "HEAD" else [held.content]


def _has(etag: str, known: str) -> bool:
    """Whether a browser that knows these has the page; a proxy that packs pages marks them as weak."""
    tags = parse_etags(known)
    return tags == ["*"] or etag in {tag.removeprefix("W/") for tag in tags}
