"""Pages that are the same for everybody: held in memory until something that everybody sees changes.

A page is held with the version of all that is public (:func:`gongkai.trail.queries.public_version`) and the day, read
before the page was made. Every act moves the version on in its own transaction, so that no process shows a page that
was made before. While the database is away, what was shown last is shown on.
"""

import contextlib
import functools
import hashlib
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from gongkai.trail.queries import public_version

LARGEST = 512 * 2**10
"""Bytes of the largest page that is held."""

PREFERENCES = ("large", "contrast")
"""The cookies that a page for everybody may look at (:mod:`gongkai.portal.frame`)."""


class Held(NamedTuple):
    """A page, and the version of what it shows."""

    version: str
    content: bytes
    headers: tuple[tuple[str, str], ...]


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
    """Answers from the pages held; people who are logged in get none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._version = ""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META:
            response = self._get_response(request)
            response.setdefault("Cache-Control", "private, no-store")
            return response
        if request.method != "GET":
            return self._get_response(request)
        return self._held_or_made(request)

    def _held_or_made(self, request: HttpRequest) -> HttpResponse:
        address, version = _address(request), self._current(request)
        held: Held | None = caches["pages"].get(address)
        if held is not None and held.version == version:
            response = HttpResponse(held.content, headers=dict(held.headers))
        else:
            response = self._get_response(request)
            if not _may_be_held(response):
                return response
            set_response_etag(response)
            response.setdefault("Cache-Control", "no-cache")  # may be kept, but is asked for again: it may be withdrawn
            patch_vary_headers(response, ["Cookie"])
            if len(response.content) <= LARGEST:
                caches["pages"].set(address, Held(version, response.content, tuple(response.items())))
        return _unless_known(request, response)

    def _current(self, request: HttpRequest) -> str:
        with contextlib.suppress(OperationalError, InterfaceError):  # then it stays the one before
            self._version = version_of(request)
        return self._version


def version_of(request: HttpRequest) -> str:
    """The version of all that is public, with the day, as the request found it: asked once, before anything else."""
    version: str | None = request.__dict__.get("public_version")
    if version is None:
        version = f"{public_version()} {time.localtime().tm_yday}"  # Django keeps the process in the site's time zone
        request.__dict__["public_version"] = version
    return version


def _address(request: HttpRequest) -> str:
    """A digest of what a page depends on; the name of the host is checked when the page is made."""
    chosen = "".join(str(request.COOKIES.get(name) == "1") for name in PREFERENCES)
    address = f"{request.scheme}:{request.META.get('HTTP_HOST')}:{chosen}:{request.get_full_path()}"
    return hashlib.blake2b(address.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


def _may_be_held(response: HttpResponse) -> bool:
    policy = response.get("Content-Security-Policy", "")
    return (
        getattr(response, "for_everybody", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "'nonce-" not in policy  # a nonce is used once
    )


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 where the browser has the same."""
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    return get_conditional_response(request, response.get("ETag"), None, response) or response
