"""The figures of the gazette: issues, what stood in them, characters proof-read, copies."""

from django.db.models import Q, QuerySet

from gongkai.figures.measures import Count, Sum
from gongkai.figures.registry import FIGURES, Figure
from gongkai.figures.scope import Period, Scope
from gongkai.gazette.models import Copies, Issue, Item
from gongkai.law.provisions import cite

_SOURCES = (f"{cite('公报通知')}", f"{cite('条例第二十三条')}")


def _within(period: Period, field: str) -> Q:
    return Q(**{f"{field}__gte": period.first, f"{field}__lte": period.until})


def _issues(scope: Scope, period: Period) -> QuerySet[Issue]:
    return scope.of(Issue.objects.filter(_within(period, "published_on"), state=Issue.State.PUBLISHED))


def _items(scope: Scope, period: Period) -> QuerySet[Item]:
    published = Item.objects.filter(_within(period, "issue__published_on"), issue__state=Issue.State.PUBLISHED)
    return scope.of(published, "issue__organ").select_related("issue__organ").defer("body")


def _copies(scope: Scope, period: Period) -> QuerySet[Copies]:
    return scope.of(Copies.objects.filter(_within(period, "printed_on")), "issue__organ")


for _key, _name, _unit, _definition, _records, _measure in (
    ("gazette.issues", "出版的公报", "期", "期内出版的公报", _issues, Count()),
    ("gazette.items", "公报刊登的文件", "件", "期内出版的公报刊登的文件", _items, Count()),
    (
        "gazette.characters",
        "公报校对字数",
        "字",
        "期内出版的公报各篇的字数，三校的也只计一次",
        _items,
        Sum("characters"),
    ),
    ("gazette.copies", "公报印发份数", "份", "期内印制、赠阅的公报份数", _copies, Sum("copies")),
):
    FIGURES.declare(Figure(_key, _name, _unit, _definition, _SOURCES, _records, _measure))
