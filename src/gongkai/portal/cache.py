"""Pages that are the same for everybody: held in memory until something that everybody sees changes.

A page is held with the version of all that is public (:func:`gongkai.trail.queries.public_version`) and the day, read
before the page was made. Every act moves the version on in its own transaction, so that no process shows a page that
was made before. Pages are held here, where Django has made them, and shown by :mod:`gongkai.portal.front` before it.
"""

import contextlib
import functools
import hashlib
import time
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, parse_cookie
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from gongkai.trail.queries import public_version

ADDRESS = "gongkai.address"
"""Where a request carries the name under which its page may be held; one that does not come by the front has none."""

LARGEST = 512 * 2**10
"""Bytes of the largest page that is held."""

PREFERENCES = ("large", "contrast")
"""The cookies that a page for everybody may look at (:mod:`gongkai.portal.frame`)."""

_FACTS = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
"""What else of a request a page may depend on; whether the host is one of ours is checked when the page is made."""

_VERSION = "gongkai.version"
_SHOWING = {"GET", "HEAD"}


class Held(NamedTuple):
    """A page, and the version of what it shows."""

    version: str
    path: str
    etag: str
    headers: list[tuple[str, str]]
    content: bytes


def for_everybody(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Declares, where addresses are given out, that a view shows everybody the same until an act changes it.

    Such a view asks nothing of the request but address, query and reading preferences. Its pages are held in memory and
    published as files (:mod:`gongkai.portal.publication`).
    """

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.for_everybody = True  # type: ignore[attr-defined]  # read by the middleware below
        return response

    shown.for_everybody = True  # type: ignore[attr-defined]  # read by the publication
    return shown


class PageCache:
    """Holds the pages that are made, and lets browsers ask whether theirs is still the one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if _is_known(request.META, request.COOKIES):
            response = self._get_response(request)
            response.setdefault("Cache-Control", "private, no-store")
            return response
        version = _version_before(request)
        response = self._get_response(request)
        if request.method not in _SHOWING or not _may_be_held(response):
            return response
        set_response_etag(response)
        response.setdefault("Cache-Control", "no-cache")  # may be kept, but is asked for again: it may be withdrawn
        patch_vary_headers(response, ["Cookie"])
        if version and len(response.content) <= LARGEST:
            held = Held(version, request.path, response["ETag"], list(response.items()), response.content)
            caches["pages"].set(request.META[ADDRESS], held)
        return get_conditional_response(request, response["ETag"], None, response) or response


def address_of(environ: Mapping[str, Any]) -> str | None:
    """The name under which the page asked for may be held: a digest of all that a page for everybody depends on.

    None where people are logged in (they get no page that is held), or something else than a page is asked for.
    """
    cookies = parse_cookie(environ["HTTP_COOKIE"]) if "HTTP_COOKIE" in environ else {}
    if environ["REQUEST_METHOD"] not in _SHOWING or _is_known(environ, cookies):
        return None
    facts = [environ.get(name) for name in _FACTS] + [cookies.get(name) == "1" for name in PREFERENCES]
    return hashlib.blake2b(repr(facts).encode(), digest_size=20).hexdigest()


def version_of(environ: MutableMapping[str, Any]) -> str:
    """The version of all that is public, with the day, as the request found it: asked once, before anything else."""
    if _VERSION not in environ:  # Django keeps the process in the site's time zone
        environ[_VERSION] = f"{public_version()} {time.localtime().tm_yday}"
    version: str = environ[_VERSION]
    return version


def _version_before(request: HttpRequest) -> str:
    """The version, where the page to be made may be held; none while the database is away."""
    if ADDRESS in request.META and request.method == "GET":
        with contextlib.suppress(OperationalError, InterfaceError):
            return version_of(request.META)
    return ""


def _is_known(environ: Mapping[str, Any], cookies: Mapping[str, str]) -> bool:
    return settings.SESSION_COOKIE_NAME in cookies or "HTTP_AUTHORIZATION" in environ


def _may_be_held(response: HttpResponse) -> bool:
    policy = response.get("Content-Security-Policy", "")
    return (
        getattr(response, "for_everybody", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "'nonce-" not in policy  # a nonce is used once
    )
