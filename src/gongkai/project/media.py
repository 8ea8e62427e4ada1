"""Gives out what pages show (images in their sizes), wherever the installation keeps it."""

import mimetypes

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

SHOWN = {"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"}
"""Nothing that a browser could run is given out from here."""


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the public storage; its name changes with its content, so it may be kept for ever."""
    kind, _ = mimetypes.guess_type(name)
    storage = storages["public"]
    if kind not in SHOWN or ".." in name.split("/") or not storage.exists(name):
        raise Http404
    return FileResponse(
        storage.open(name), content_type=kind, headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )
