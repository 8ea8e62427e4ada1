"""The figures of applications: every cell of tables 3 and 4, and the rates by which an office is judged.

An application counts in table 3 on two days: that of its receipt and that on which it was first closed. So every cell
can be asked for any period and as at any day, and the corner note of the form (一 + 二 = 三（七） + 四) holds by itself.
"""

import functools
from collections import Counter
from collections.abc import Callable, Mapping

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from gongkai.applications.models import Application, Dispute
from gongkai.figures import measures
from gongkai.figures.measures import Median, Share
from gongkai.figures.registry import FIGURES, Figure
from gongkai.figures.scope import Period, Scope
from gongkai.findings import CellRef
from gongkai.report.form import FORMS
from gongkai.report.form.schema import Table

Cells = dict[CellRef, int]
Condition = Callable[[Period], Q]
_FORM = FORMS["2021"]
TABLE_3, TABLE_4 = _FORM.table(3), _FORM.table(4)
_FLOWS = {"received", "carried_in", "total", "carried_out"}
LEAVES = tuple(row.key for row in TABLE_3.rows if row.key not in _FLOWS)
"""The rows of table 3 that an outcome has."""


def _received(period: Period) -> Q:
    return Q(received_on__gte=period.first, received_on__lte=period.until)


def _carried_in(period: Period) -> Q:
    return Q(received_on__lt=period.first) & (Q(counted_on=None) | Q(counted_on__gte=period.first))


def _closed(period: Period) -> Q:
    return Q(counted_on__gte=period.first, counted_on__lte=period.until)


def _carried_out(period: Period) -> Q:
    return Q(received_on__lte=period.until) & (Q(counted_on=None) | Q(counted_on__gt=period.until))


ROWS: Mapping[str, tuple[Condition, str]] = {
    "received": (_received, "期内收到的申请"),
    "carried_in": (_carried_in, "期初以前收到、期初尚未办结的申请"),
    "total": (_closed, "期内第一次办结的申请"),
    "carried_out": (_carried_out, "期末以前收到、期末尚未办结的申请"),
}


def _concluded(period: Period) -> Q:
    return Q(concluded_on__gte=period.first, concluded_on__lte=period.until)


def _pending(period: Period) -> Q:
    return Q(filed_on__lte=period.until) & (Q(concluded_on=None) | Q(concluded_on__gt=period.until))


def closed(scope: Scope, period: Period) -> QuerySet[Application]:
    """The applications first closed in the period."""
    return scope.of(Application.objects.filter(_closed(period), counted=True))


def answered(scope: Scope, period: Period) -> QuerySet[Application]:
    """Those of them that were closed by a reply."""
    return closed(scope, period).exclude(in_time=None)


def concluded(scope: Scope, period: Period) -> QuerySet[Dispute]:
    """The reviews and suits that came to an end in the period."""
    return scope.of(Dispute.objects.filter(_concluded(period)), "application__organ")


def table_3(scope: Scope, period: Period) -> Cells:
    """All of table 3 in one query; equal to the value of each cell's figure."""
    return _summed(_grouped(scope, period))[None]


def table_3_by_organ(scope: Scope, period: Period) -> dict[int, Cells]:
    """Table 3 of every organ of the scope that has an application in it, by the organ's primary key, in one query."""
    return {organ: cells for organ, cells in _summed(_grouped(scope, period, "organ_id")).items() if organ}


def table_4(scope: Scope, period: Period) -> Cells:
    """All of table 4 in one query."""
    return _summed_4(_grouped_4(scope, period))[None]


def table_4_by_organ(scope: Scope, period: Period) -> dict[int, Cells]:
    """Table 4 of every organ of the scope that has a case in it, by the organ's primary key, in one query."""
    found = _summed_4(_grouped_4(scope, period, "application__organ_id"))
    return {organ: cells for organ, cells in found.items() if organ}


def _grouped_4(scope: Scope, period: Period, *by: str) -> QuerySet[Dispute, dict[str, object]]:
    ended = When(_concluded(period), then=F("column"))
    return (
        scope.of(Dispute.objects.filter(_concluded(period) | _pending(period)), "application__organ")
        .order_by()
        .annotate(ends=Case(ended, default=Value("pending"), output_field=CharField()))
        .values(*by, "row", "ends")
        .annotate(count=Count("pk"))
    )


def _summed_4(groups: QuerySet[Dispute, dict[str, object]]) -> dict[int | None, Cells]:
    tables: dict[int | None, Cells] = {None: dict.fromkeys(TABLE_4.cells(), 0)}
    for group in groups:
        organ = group.get("application__organ_id")
        cells = tables.setdefault(organ, dict.fromkeys(TABLE_4.cells(), 0))  # type: ignore[arg-type]
        for column in (str(group["ends"]), "total"):
            cells[CellRef(4, str(group["row"]), column)] += int(str(group["count"]))
    return tables


def _grouped(scope: Scope, period: Period, *by: str) -> QuerySet[Application, dict[str, object]]:
    """Applications that are in the table at all, by requester and by how they ended, if they did."""
    ended = When(counted_on__lte=period.until, then=F("row"))
    there = Q(received_on__lte=period.until) & (Q(counted_on=None) | Q(counted_on__gte=period.first))
    return (
        scope.of(Application.objects.filter(there, counted=True))
        .order_by()
        .annotate(ends=Case(ended, default=Value("carried_out"), output_field=CharField()))
        .values(*by, "requester_kind", "ends")
        .annotate(all=Count("pk"), new=Count("pk", filter=Q(received_on__gte=period.first)))
    )


def _summed(groups: QuerySet[Application, dict[str, object]]) -> dict[int | None, Cells]:
    """The cells of each organ (``None`` where the groups are not by organ), totals added."""
    tables: dict[int | None, Counter[CellRef]] = {None: Counter()}
    for group in groups:
        cells = tables.setdefault(group.get("organ_id"), Counter())  # type: ignore[arg-type]
        ends, every, new = str(group["ends"]), int(str(group["all"])), int(str(group["new"]))
        rows = {"received": new, "carried_in": every - new, ends: every}
        if ends != "carried_out":
            rows["total"] = every
        for row, count in rows.items():
            for column in (str(group["requester_kind"]), "total"):
                cells[CellRef(3, row, column)] += count
    return {organ: {cell: cells[cell] for cell in TABLE_3.cells()} for organ, cells in tables.items()}


def _records_3(row: str, column: str, scope: Scope, period: Period) -> QuerySet[Application]:
    condition = ROWS[row][0](period) if row in ROWS else _closed(period) & Q(row=row)
    kind = Q() if column == "total" else Q(requester_kind=column)
    return scope.of(Application.objects.filter(condition, kind, counted=True))


def _records_4(row: str, column: str, scope: Scope, period: Period) -> QuerySet[Dispute]:
    conditions = {"pending": _pending(period), "total": _concluded(period) | _pending(period)}
    condition = conditions.get(column, _concluded(period) & Q(column=column))
    return scope.of(Dispute.objects.filter(condition, row=row), "application__organ")


_RECORDS = {3: _records_3, 4: _records_4}


def _key(cell: CellRef) -> str:
    return f"table{cell.table}.{cell.row}.{cell.column}"


def _cell(table: Table, cell: CellRef) -> Figure:
    row, column = table.row(cell.row), table.column(cell.column)
    ended = f"期内第一次办结、结果列入“{row.label}”的申请"
    what = ROWS[cell.row][1] if cell.row in ROWS else ended
    if table.number == 4:
        what = "期末尚未审结的案件" if cell.column == "pending" else f"期内审结、结果为“{column.label}”的案件"
        what = "期内审结和期末尚未审结的案件" if cell.column == "total" else what
    return FIGURES.declare(
        Figure(
            _key(cell),
            _FORM.name(cell),
            "件",
            what if cell.column == "total" or table.number == 4 else f"{what}，申请人为{column.label}",
            (str(table.source),),
            functools.partial(_RECORDS[table.number], cell.row, cell.column),
            measures.Count(),
        )
    )


CELLS: Mapping[CellRef, Figure] = {cell: _cell(table, cell) for table in (TABLE_3, TABLE_4) for cell in table.cells()}
"""The figure of every cell of the two tables."""


def _together(table: Callable[[Scope, Period], Cells], scope: Scope, period: Period) -> Mapping[str, int]:
    return {_key(cell): count for cell, count in table(scope, period).items()}


def _by_organ(
    table: Callable[[Scope, Period], dict[int, Cells]], scope: Scope, period: Period
) -> Mapping[int, Mapping[str, int]]:
    found = table(scope, period)
    return {organ: {_key(cell): count for cell, count in cells.items()} for organ, cells in found.items()}


def _courts(scope: Scope, period: Period) -> Mapping[str, int]:
    """Table 4 and the suits in it."""
    cells = table_4(scope, period)
    suits = sum(cells[CellRef(4, row.key, "total")] for row in TABLE_4.rows if row.key != "review")
    return {_key(cell): count for cell, count in cells.items()} | {"courts.suits": suits}


_KEYS = {table.number: [_key(cell) for cell in table.cells()] for table in (TABLE_3, TABLE_4)}
FIGURES.count_together(_KEYS[3], functools.partial(_together, table_3))
FIGURES.count_together([*_KEYS[4], "courts.suits"], _courts)
FIGURES.count_by_organ(_KEYS[3], functools.partial(_by_organ, table_3_by_organ))
FIGURES.count_by_organ(_KEYS[4], functools.partial(_by_organ, table_4_by_organ))

SUITS = FIGURES.declare(
    Figure(
        "courts.suits",
        "行政诉讼",
        "件",
        "期内审结和期末尚未审结的行政诉讼，直接起诉的和复议后起诉的",
        (str(TABLE_4.source),),
        lambda scope, period: scope.of(
            Dispute.objects.filter(_concluded(period) | _pending(period), court=Dispute.Court.SUIT),
            "application__organ",
        ),
        measures.Count(),
    )
)

_DUTY = ("《中华人民共和国政府信息公开条例》第三十三条",)
ON_TIME = FIGURES.declare(
    Figure(
        "applications.on_time",
        "按期答复率",
        "%",
        "期内答复办结的申请中，在届满日以前（含当日）送达的",
        _DUTY,
        answered,
        Share(Q(in_time=True)),
    )
)
DAYS = FIGURES.declare(
    Figure(
        "applications.median_days",
        "答复所用工作日（中位数）",
        "个工作日",
        "期内答复办结的申请，自收到（重新起算之日）次日起计入期限的工作日",
        _DUTY,
        answered,
        Median("days_taken"),
    )
)
EXTENSION = FIGURES.declare(
    Figure(
        "applications.extension",
        "延期率",
        "%",
        "期内办结的申请中，延长过答复期限的",
        _DUTY,
        closed,
        Share(Q(extended=True)),
    )
)
CORRECTION = FIGURES.declare(
    Figure(
        "applications.correction",
        "补正率",
        "%",
        "期内办结的申请中，要求过补正的",
        ("《中华人民共和国政府信息公开条例》第三十条",),
        closed,
        Share(Q(corrected=True)),
    )
)
CORRECTED = FIGURES.declare(
    Figure(
        "applications.corrected_on_review",
        "复议诉讼纠正率",
        "%",
        "期内审结的复议、诉讼案件中，结果为纠正的",
        (str(TABLE_4.source),),
        concluded,
        Share(Q(column="corrected")),
    )
)
