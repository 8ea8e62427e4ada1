"""The files of what is published."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from gongkai.engagement.models import Enclosure
from gongkai.engagement.models.enclosure import record_of

_SHOWN_BY_THE_BROWSER = {"application/pdf", "image/jpeg", "image/png"}


def enclosure(_request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A file of a record that is public."""
    found = get_object_or_404(Enclosure, pk=pk, organ__slug=slug)
    if not record_of(found).live:
        raise Http404
    shown = found.media_type in _SHOWN_BY_THE_BROWSER
    return FileResponse(
        found.content.open("rb"),
        content_type=found.media_type,
        headers={"Content-Disposition": str(content_disposition_header(not shown, found.name))},
    )
