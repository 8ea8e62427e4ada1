"""Search: the page of results, with filters as plain links, and titles to choose from while somebody types."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.organs.models import Organ
from gongkai.portal.frame import page
from gongkai.search.models import Item
from gongkai.search.passages import Piece
from gongkai.search.queries import (
    KINDS,
    LIMIT,
    MOST,
    Choice,
    Filters,
    Found,
    Hit,
    TooSlow,
    Validity,
    search,
    suggestions,
)
from gongkai.ui.addresses import page_of
from gongkai.ui.rate import Rate, address_of

_TYPING = Rate("search-suggest", burst=60, per_second=2)
_YEARS = 6


class Asked(NamedTuple):
    """What the address of the page asks for; what cannot be is as if it were not there."""

    query: str
    filters: Filters
    newest: bool
    page: int

    @property
    def anything(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.query or any(self.filters))

    @property
    def earlier(self) -> int:
        """The page before."""
        return self.page - 1

    @property
    def later(self) -> int:
        """The page after."""
        return self.page + 1


def search_page(request: HttpRequest) -> HttpResponse:
    """What is public and has all the words, the best or the newest first."""
    asked, today = _asked(request), timezone.localdate()
    context: dict[str, object] = {"asked": asked, "query": asked.query, "today": today, "most": MOST}
    if asked.anything:
        try:
            found = search(asked.query, asked.filters, today, asked.page, newest=asked.newest)
        except TooSlow:
            return page(request, "portal/search.html", context | {"slow": True}, status=503)
        hits = [_shown(hit, today) for hit in found.hits]
        orders = [
            Link("按相关程度", None, _href(asked, "sort", ""), taken=not asked.newest),
            Link("按发布日期", None, _href(asked, "sort", "newest"), taken=asked.newest),
        ]
        context |= {"found": found, "hits": hits, "narrowings": _narrowings(asked, found), "orders": orders}
    return page(request, "portal/search.html", context)


def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that have what was typed so far. Nothing is kept of it: no cookie, and the access log has no queries."""
    try:
        titles = suggestions(request.GET.get("q", "")) if _TYPING.take(address_of(request)) else []
    except TooSlow:
        titles = []
    return JsonResponse({"titles": titles}, json_dumps_params={"ensure_ascii": False})


class Shown(NamedTuple):
    """A result as the page shows it."""

    item: Item
    address: str
    title: SafeString
    passage: SafeString
    from_file: bool
    validity: str


def _shown(hit: Hit, today: dt.date) -> Shown:
    item = hit.item
    return Shown(item, page_of(item), _marked(hit.title), _marked(hit.passage), hit.from_file, item.validity(today))


def _marked(pieces: Iterable[Piece]) -> SafeString:
    """What was found marked, everything escaped."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece.text) if piece.found else piece.text,) for piece in pieces)
    )


class Link(NamedTuple):
    """A choice of a filter: what it says, how many would be left (``None``: not counted), where it leads, if it is taken."""

    label: str
    number: int | None
    href: str
    taken: bool = False


class Narrowing(NamedTuple):
    """A filter with its choices."""

    name: str
    title: str
    links: list[Link]


def _narrowings(asked: Asked, found: Found) -> list[Narrowing]:
    """The filters: of one that is taken the choice and the way back, of others what there is to choose."""
    filters = asked.filters
    years = found.years or [Choice(year, f"{year}年", None) for year in _recent()]
    kinds = found.kinds or [Choice(kind, label, None) for kind, label in KINDS.items()]
    validities = [Choice(choice.value, choice.label, None) for choice in Validity]
    rows: tuple[tuple[str, str, list[Choice], str], ...] = (
        ("kind", "种类", kinds, KINDS.get(filters.kind, "")),
        ("validity", "有效性", validities, filters.validity.label if filters.validity else ""),
        ("year", "发布年份", years, f"{filters.year}年" if filters.year else ""),
        ("organ", "发布机关", found.organs, f"{filters.organ}及其下级" if filters.organ else ""),
    )
    narrowings = [Narrowing(name, title, _links(asked, name, choices, taken)) for name, title, choices, taken in rows]
    return [narrowing for narrowing in narrowings if len(narrowing.links) > 1]


def _links(asked: Asked, name: str, choices: list[Choice], taken: str) -> list[Link]:
    if taken:
        return [Link("全部", None, _href(asked, name, "")), Link(taken, None, "", taken=True)]
    return [Link(choice.label, choice.number, _href(asked, name, choice.value)) for choice in choices]


def _href(asked: Asked, name: str, value: object) -> str:
    filters = asked.filters
    parameters = {
        "q": asked.query,
        "kind": filters.kind,
        "validity": filters.validity or "",
        "year": filters.year or "",
        "organ": filters.organ.slug if filters.organ else "",
        "sort": "newest" if asked.newest else "",
        name: value,
    }
    return f"?{urlencode({key: said for key, said in parameters.items() if said})}"


def _recent() -> range:
    year = timezone.localdate().year
    return range(year, year - _YEARS, -1)


def _asked(request: HttpRequest) -> Asked:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LIMIT]
    slug = request.GET.get("organ", "").replace("\x00", "")[:LIMIT]
    kind, validity = request.GET.get("kind", ""), request.GET.get("validity", "")
    filters = Filters(
        organ=Organ.objects.filter(slug=slug).first() if slug else None,
        kind=kind if kind in KINDS else "",
        year=_number(request.GET.get("year", ""), 1949, 2200),
        validity=Validity(validity) if validity in list(Validity) else None,
    )
    return Asked(query, filters, request.GET.get("sort") == "newest", _number(request.GET.get("page", ""), 1, 50) or 1)


def _number(text: str, least: int, most: int) -> int | None:
    """The number, where it is one between the two."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else least - 1
    return number if least <= number <= most else None
