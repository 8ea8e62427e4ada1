"""What is asked of the index."""

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import ExtractYear, Substr

from gongkai.disclosure.models import DocumentKind
from gongkai.fulltext import tokens
from gongkai.fulltext.engines import NOWHERE, Clause, TooSlow, Where, engine
from gongkai.organs.models import Organ
from gongkai.search.models import Built, Item, Kind
from gongkai.search.passages import Piece, marked, passage
from gongkai.search.ranking import Candidate, ranked
from gongkai.search.words import LIMIT, Term, terms_of

__all__ = [
    "KINDS",
    "LIMIT",
    "MOST",
    "Filters",
    "Found",
    "Hit",
    "TooSlow",
    "Validity",
    "is_outdated",
    "search",
    "suggestions",
]

A_PAGE = 20
MOST = 1_000
"""So many items are counted; of more it is said that there are more."""

KINDS = {**dict(Kind.choices), **dict(DocumentKind.choices)}
"""What can be asked for: kinds of items, and of documents their kinds in law."""

RANKED = 200
"""So many of the newest that have the words in the title, and so many that have them anywhere, are put in order."""

_SECONDS = 3.0
_LOOKED_AT = 6_000
_SHOWN = 40_000
_SUGGESTED = 8
_BRANCHES = (DocumentKind.GOV_RULE, DocumentKind.NORMATIVE_DOC)


class Validity(enum.StrEnum):
    """Whether a rule or normative document is in force."""

    IN_FORCE = "in_force"
    OVER = "over"

    @property
    def label(self) -> str:
        """As a page says it."""
        return "现行有效" if self is Validity.IN_FORCE else "已废止、失效"


class Filters(NamedTuple):
    """Which items: of a body and all beneath it, of a kind (of documents also a kind in law), of a year, in force."""

    organ: Organ | None = None
    kind: str = ""
    year: int | None = None
    validity: Validity | None = None


class Hit(NamedTuple):
    """An item found, its title and a passage with the words marked, and whether that is from an attachment."""

    item: Item
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]
    from_file: bool


class Choice(NamedTuple):
    """A value of a filter, and how many of the items found have it (``None``: not counted)."""

    value: object
    label: str
    number: int | None


class Found(NamedTuple):
    """A page of results. ``total`` counts up to :data:`MOST`; choices are counted where there are no more than that.

    ``pages`` is how many pages there are to turn in this order.
    """

    hits: list[Hit]
    total: int
    pages: int
    terms: tuple[Term, ...]
    kinds: list[Choice]
    years: list[Choice]
    organs: list[Choice]

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > MOST


def search(query: str, filters: Filters, on: dt.date, page: int = 1, *, newest: bool = False) -> Found:
    """The items that have all the words, the best first or the newest first. Raises :class:`TooSlow`.

    The best are looked for among the newest that have the words in the title and the newest that have them anywhere.
    """
    terms = terms_of(query)
    words = [_clause(term.all) for term in terms]
    words = [clause for clause in words if clause]
    if not words and query.strip():
        return Found([], 0, 0, terms, [], [], [])
    wanted, where = [*words, *_marks(filters)], _where(filters, on)
    index = engine("search")
    with index.limited(_SECONDS):
        places = index.newest(wanted or [[[tokens.ANYTHING]]], MOST + 1, where=where)
        order = places[:MOST]
        if words and not newest:
            titled = [[*map(_titled, clause)] for clause in words]
            best = index.newest([*titled, *_marks(filters)], RANKED, where=where)
            order = _in_order(query, terms, [*best, *places[:RANKED]], on)
        begin = (page - 1) * A_PAGE
        hits = _hits(order[begin : begin + A_PAGE], terms)
        counted = _counted(places) if len(places) <= MOST else ([], [], [])
    return Found(hits, len(places), -(-len(order) // A_PAGE), terms, *counted)


def suggestions(typed: str) -> list[str]:
    """Titles of the newest items that have what was typed so far in their title, and names of bodies."""
    wanted = tokens.wanted_of(typed[:LIMIT])
    if len(typed.strip()) < 2 or not wanted:
        return []
    index = engine("search")
    with index.limited(_SECONDS / 3):
        clause = [[_titled(wanted)]]
        bodies = index.newest([*clause, [[tokens.of_kind(Kind.ORGAN)]]], 2)
        places = bodies + index.newest(clause, 3 * _SUGGESTED)
    titles = dict(Item.objects.filter(pk__in=places).values_list("pk", "title"))
    return list(dict.fromkeys(titles[place] for place in places if place in titles))[:_SUGGESTED]


def is_outdated() -> bool:
    """Whether the index was never built as this version of the program would build it."""
    return not Built.objects.filter(version=tokens.VERSION).exists()


def _clause(words: Iterable[str]) -> Clause:
    return [wanted for word in words if (wanted := tokens.wanted_of(word))]


def _titled(wanted: Sequence[str]) -> list[str]:
    return [f"{tokens.TITLE}{token.removeprefix(tokens.TITLE)}" for token in wanted]


def _marks(filters: Filters) -> list[Clause]:
    found = [tokens.of_kind(filters.kind)] if filters.kind else []
    found += [tokens.of_organ(filters.organ.path)] if filters.organ else []
    found += [tokens.of_year(filters.year)] if filters.year else []
    return [[[token]] for token in found]


def _where(filters: Filters, on: dt.date) -> Where:
    """In force is derived from the day, so the items themselves have to be asked."""
    if filters.validity is None:
        return NOWHERE
    if filters.validity is Validity.OVER:
        return Where("i.branch IN (%s, %s) AND i.ended_on <= %s", (*_BRANCHES, on))
    return Where(
        "i.branch IN (%s, %s) AND (i.ended_on IS NULL OR i.ended_on > %s)"
        " AND (i.effective_on IS NULL OR i.effective_on <= %s)",
        (*_BRANCHES, on, on),
    )


def _in_order(query: str, terms: Sequence[Term], places: Iterable[int], on: dt.date) -> list[int]:
    rows = Item.objects.filter(pk__in=set(places)).values_list(
        "place", "title", "numbers", "on", "ended_on", Substr("text", 1, _LOOKED_AT), Substr("attached", 1, _LOOKED_AT)
    )
    return ranked([Candidate(*row) for row in rows], query, terms, on)


def _hits(places: Sequence[int], terms: Sequence[Term]) -> list[Hit]:
    shown = Item.objects.select_related("organ").defer("text", "attached")
    shown = shown.annotate(words=Substr("text", 1, _SHOWN), file_words=Substr("attached", 1, _SHOWN))
    items = shown.in_bulk(places)
    return [_hit(items[place], terms) for place in places if place in items]


def _hit(item: Item, terms: Sequence[Term]) -> Hit:
    words = [word for term in terms for word in term.all]
    text, attached = item.words, item.file_words  # type: ignore[attr-defined]  # annotated above
    from_file = not any(word in text.lower() for word in words) and any(word in attached.lower() for word in words)
    return Hit(item, marked(item.title, words), passage(attached if from_file else text, words), from_file)


def _counted(places: Sequence[int]) -> tuple[list[Choice], list[Choice], list[Choice]]:
    """How many of the items are of each kind, year and body."""
    rows = Item.objects.filter(pk__in=places).order_by()
    kinds = {(kind, branch): n for kind, branch, n in rows.values_list("kind", "branch").annotate(n=Count("pk"))}
    years = rows.exclude(on=None).annotate(year=ExtractYear("on")).values_list("year").annotate(n=Count("pk"))
    organs = rows.values_list("organ__slug", "organ__name").annotate(n=Count("pk")).order_by("-n", "organ__slug")
    return (
        list(_kinds(kinds)),
        [Choice(year, f"{year}年", n) for year, n in sorted(years, reverse=True)],
        [Choice(slug, name, n) for slug, name, n in organs[:_SUGGESTED]],
    )


def _kinds(numbers: dict[tuple[str, str], int]) -> Iterable[Choice]:
    for kind in Kind:
        number = sum(n for (of, _), n in numbers.items() if of == kind)
        if number:
            yield Choice(kind.value, kind.label, number)
        for branch in DocumentKind:
            if kind is Kind.DOCUMENT and (n := numbers.get((kind, branch), 0)):
                yield Choice(branch.value, branch.label, n)
