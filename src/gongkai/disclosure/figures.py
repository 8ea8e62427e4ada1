"""The figures of documents: table 2's rules and normative documents, what was published, in time, and explained."""

import functools
from collections.abc import Mapping
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import F, Q, QuerySet

from gongkai.disclosure.models import Document, DocumentKind, Form, Interpretation, PrintRun, Talk
from gongkai.figures.measures import Count, Measure, Share, Sum
from gongkai.figures.registry import FIGURES, Figure, Records
from gongkai.figures.scope import Period, Scope
from gongkai.law.periods import histories
from gongkai.law.provisions import cite
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


def _published_of(kind: DocumentKind, scope: Scope, period: Period) -> QuerySet[Document]:
    return _published(scope, period).filter(kind=kind)


for _kind in DocumentKind:
    FIGURES.declare(
        Figure(
            f"disclosure.published.{_kind}",
            f"主动公开的{_kind.label}",
            "件",
            f"期内在专栏第一次发布的{_kind.label}",
            (str(cite("条例第二十条")),),
            functools.partial(_published_of, _kind),
            Count(),
        )
    )


def _formed(scope: Scope, period: Period) -> QuerySet[Document]:
    """Published in the period, where it is known when they were formed."""
    return _published(scope, period).filter(publish_by__isnull=False)


def _interpretable(scope: Scope, period: Period) -> QuerySet[Document]:
    return _published(scope, period).filter(interpret=True, live=True)


def _interpreted(scope: Scope, period: Period) -> QuerySet[Document]:
    return _interpretable(scope, period).filter(interpreted_on__isnull=False)


def _explained(
    kind: type[Interpretation] | type[Talk], form: Form | None, scope: Scope, period: Period
) -> QuerySet[Any]:
    records: QuerySet[Any] = kind._default_manager.filter(
        published_on__gte=period.first, published_on__lte=period.until
    )
    return scope.of(records.filter(form=form) if form else records)


def _printed(scope: Scope, period: Period) -> QuerySet[PrintRun]:
    within = Q(printed_on__gte=period.first, printed_on__lte=period.until)
    return scope.of(PrintRun.objects.filter(within), "pack__organ").select_related("pack__organ")


_IN_TIME = (str(cite("条例第二十六条")),)
_TOGETHER = histories()["interpretation"].versions[-1].sources
_INTERPRETATIONS, _TALKS = (functools.partial(_explained, kind, None) for kind in (Interpretation, Talk))


def _declare(
    key: str, words: tuple[str, str, str], sources: tuple[str, ...], records: Records, measure: Measure
) -> None:
    """``words`` are name, unit and definition."""
    FIGURES.declare(Figure(key, *words, sources, records, measure))


_declare(
    "disclosure.on_time",
    ("文件公开及时率", "%", "期内发布、有成文日期的文件中，成文之日起 20 个工作日以内发布的"),
    _IN_TIME,
    _formed,
    Share(Q(published_on__lte=F("publish_by"))),
)
_declare(
    "interpretation.rate",
    ("政策解读率", "%", "期内发布、起草时确定须解读的文件中，已经发布解读的"),
    _TOGETHER,
    _interpretable,
    Share(Q(interpreted_on__isnull=False)),
)
_declare(
    "interpretation.on_time",
    ("解读及时率", "%", "期内发布、已经解读的文件中，发布后 3 个工作日以内解读的"),
    _TOGETHER,
    _interpreted,
    Share(Q(interpreted_on__lte=F("interpret_by"))),
)
_declare(
    "interpretation.count",
    ("发布的政策解读", "篇", "期内第一次发布的文字、图解、视频解读"),
    _TOGETHER,
    _INTERPRETATIONS,
    Count(),
)
for _form in Form:
    _declare(
        f"interpretation.{_form}",
        (f"发布的{_form.label}解读", "篇", f"期内第一次发布的{_form.label}解读"),
        _TOGETHER,
        functools.partial(_explained, Interpretation, _form),
        Count(),
    )
_declare("disclosure.talks", ("政策公开讲", "期", "期内第一次发布的政策公开讲"), _TOGETHER, _TALKS, Count())
_declare(
    "disclosure.pack_copies",
    ("政策明白卡、汇编印发份数", "份", "期内印制的政策明白卡、汇编的份数"),
    _TOGETHER,
    _printed,
    Sum("copies"),
)
