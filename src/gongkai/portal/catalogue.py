"""The catalogue of a body as a resident reads it: its items by field, each with its seven elements and its documents."""

from collections import Counter

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.catalogue.models import Fulfilment, Item
from gongkai.catalogue.queries import editions_of, items_of
from gongkai.disclosure.queries import public_documents
from gongkai.organs.models import Organ
from gongkai.portal import lines
from gongkai.portal.columns import ColumnPart, part_page
from gongkai.portal.tree import body

_MOST = 30
"""Documents that are shown of an item."""


def _published(organ: Organ) -> dict[str, int]:
    """How many public documents there are for each item of the body, by the item's key."""
    tied = Fulfilment.objects.filter(obligation__organ=organ, document__live=True).order_by()
    return dict(tied.values_list("obligation__key").annotate(number=Count("document", distinct=True)))


def catalogue_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The items in force, of a field (``?field=``) or of all."""
    organ, on = body(request, slug), timezone.localdate()
    unique: dict[str, Item] = {}
    for item in items_of(organ, on).defer("content", "basis"):
        unique.setdefault(item.key, item)
    fields = Counter(item.field for item in unique.values())
    chosen = request.GET.get("field", "")
    chosen = chosen if chosen in fields else ""
    published = _published(organ)
    groups: dict[str, list[tuple[Item, int]]] = {}
    for item in unique.values():
        if chosen in ("", item.field):
            groups.setdefault(item.field, []).append((item, published.get(item.key, 0)))
    context: dict[str, object] = {
        "fields": list(fields.items()),
        "chosen": chosen,
        "groups": list(groups.items()),
        "count": len(unique),
        "editions": list(editions_of(organ, on)),
    }
    return part_page(request, organ, ColumnPart.CONTENT, "portal/catalogue.html", context)


def catalogue_item(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One item: its seven elements, and what was published for it."""
    organ, on = body(request, slug), timezone.localdate()
    item = items_of(organ, on).filter(key=key).select_related("edition").first()
    if item is None:
        raise Http404
    tied = Fulfilment.objects.filter(obligation__organ=organ, obligation__key=key)
    documents = public_documents(organ).filter(pk__in=tied.exclude(document=None).values("document"))[:_MOST]
    context: dict[str, object] = {
        "item": item,
        "documents": lines.of_documents(documents),
        "links": tied.filter(document=None).select_related("obligation").order_by("-on")[:_MOST],
    }
    return part_page(request, organ, ColumnPart.CONTENT, "portal/catalogue_item.html", context)
