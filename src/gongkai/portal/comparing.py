"""A document before and after it was amended, paragraph by paragraph. Only what an amendment kept is shown of the past."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from gongkai.disclosure.models import Document, LifeEvent
from gongkai.disclosure.richtext import plain
from gongkai.disclosure.versions import version_of_record
from gongkai.portal.columns import ColumnPart, part_page
from gongkai.portal.tree import body
from gongkai.report.compare.passages import Kind, passages


def amendment_page(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """What an amendment changed: the text until then beside the text until the next one, or the present one."""
    organ = body(request, slug)
    document = get_object_or_404(Document, pk=pk, organ=organ, live=True)
    amendments = LifeEvent.objects.filter(document=document, stage="amended", struck_because="").order_by("on", "pk")
    event = get_object_or_404(amendments.select_related("by__organ"), pk=number, before__isnull=False)
    later = (
        amendments.filter(on__gte=event.on, before__isnull=False).exclude(pk=event.pk).exclude(before=event.before_id)
    )
    following = later.exclude(on=event.on, pk__lt=event.pk).first()
    before = version_of_record(document, event.before_id or 0)
    after = version_of_record(document, following.before_id) if following and following.before_id else document
    changed = list(passages(plain(before.body), plain(after.body)))
    context = {
        "document": document,
        "event": event,
        "before": before,
        "passages": changed,
        "same": all(passage.kind is Kind.SAME for passage in changed),
    }
    return part_page(request, organ, ColumnPart.CONTENT, "portal/amendment.html", context)
