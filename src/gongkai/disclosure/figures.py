"""The figures of documents: table 2's rules and normative documents, and what was published."""

import functools
from collections.abc import Mapping

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet

from gongkai.disclosure.models import Document, DocumentKind
from gongkai.figures.measures import Count
from gongkai.figures.registry import FIGURES, Figure
from gongkai.figures.scope import Period, Scope
from gongkai.report.form import FORMS

_TABLE = FORMS["2021"].table(2)
_KINDS = {"gov_rules": DocumentKind.GOV_RULE, "normative_docs": DocumentKind.NORMATIVE_DOC}


def _issued(period: Period) -> Q:
    return Q(signed_on__gte=period.first, signed_on__lte=period.until)


def _abolished(period: Period) -> Q:
    return Q(ended_on__gte=period.first, ended_on__lte=period.until)


def _in_force(period: Period) -> Q:
    begun = Q(signed_on__lte=period.until) & (Q(effective_on=None) | Q(effective_on__lte=period.until))
    return begun & (Q(ended_on=None) | Q(ended_on__gt=period.until))


COLUMNS = {
    "issued": (_issued, "期内成文的"),
    "abolished": (_abolished, "期内废止或者失效的"),
    "in_force": (_in_force, "期末已经施行、没有废止或者失效的"),
}


def _documents(scope: Scope) -> QuerySet[Document]:
    return scope.of(Document.objects.filter(published_on__isnull=False, withdrawn_at=None))


def _together(scope: Scope, period: Period) -> Mapping[str, int]:
    """All cells in one query."""
    counts = {
        f"{row}__{column}": CountOf("pk", filter=condition(period) & Q(kind=kind))
        for row, kind in _KINDS.items()
        for column, (condition, _) in COLUMNS.items()
    }
    found = _documents(scope).filter(kind__in=_KINDS.values()).aggregate(**counts)
    return {f"table2.{name.replace('__', '.')}": count for name, count in found.items()}


def _records(kind: str, column: str, scope: Scope, period: Period) -> QuerySet[Document]:
    return _documents(scope).filter(COLUMNS[column][0](period), kind=kind)


def _published(scope: Scope, period: Period) -> QuerySet[Document]:
    return scope.of(Document.objects.filter(published_on__gte=period.first, published_on__lte=period.until))


CELLS: Mapping[str, Figure] = {
    (key := f"table2.{row}.{column}"): FIGURES.declare(
        Figure(
            key,
            f"表二“{_TABLE.row(row).label}”行“{_TABLE.column(column).label}”列",
            "件",
            f"公开的{kind.label}中，{what}",
            (str(_TABLE.source),),
            functools.partial(_records, kind, column),
            Count(),
        )
    )
    for row, kind in _KINDS.items()
    for column, (_, what) in COLUMNS.items()
}
"""The cells of table 2 that the documents make up, by identifier."""
FIGURES.count_together(CELLS, _together)

PUBLISHED = FIGURES.declare(
    Figure(
        "disclosure.published",
        "主动公开的文件和信息",
        "条",
        "期内在专栏第一次发布的文件和信息",
        ("《中华人民共和国政府信息公开条例》第十九条",),
        _published,
        Count(),
    )
)
