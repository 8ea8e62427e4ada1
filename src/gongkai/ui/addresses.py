"""Where on the portal a public record has its page."""

from django.urls import reverse

from gongkai.disclosure.models import Part
from gongkai.search.models import Item, Kind


def page_of(item: Item) -> str:
    """The address, within the site, of the page of what a search found."""
    slug = item.organ.slug
    match item.kind:
        case Kind.DOCUMENT:
            return reverse("document", args=[slug, item.record])
        case Kind.REPORT:
            return reverse("report", args=[slug, int(item.branch)])
        case Kind.TEXT if item.branch == Part.RULES:
            return reverse("rules_page", args=[slug, item.record])
        case Kind.TEXT:
            return reverse("organ_part", args=[slug, item.branch])
    return reverse("organ", args=[slug])
