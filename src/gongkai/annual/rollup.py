"""A government's report from those of the bodies directly beneath it, made here or read from files; unit by unit."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, TextField, When, Window
from django.db.models import Value as Constant
from django.db.models.functions import Cast, RowNumber

from gongkai.annual.binding import filled, key_of
from gongkai.annual.manuscripts import Submission
from gongkai.annual.models import Report
from gongkai.figures.measures import NO_FUNCTION, Value
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.findings import CellRef
from gongkai.organs.models import Kind, Organ
from gongkai.organs.queries import existing
from gongkai.report.form import FORMS
from gongkai.report.model import AnnualReport, Cell, CellState
from gongkai.report.rollup import Gap, Number, Total, added_up, adds, gaps
from gongkai.report.writers.data import tables_from_json

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

FORM = FORMS["2021"]
ADDED = tuple(ref for ref in FORM.cells if adds(ref))
"""The cells that are sums of the units' cells."""
REPORTING = (Kind.GOVERNMENT, Kind.OFFICE, Kind.DEPARTMENT, Kind.INSTITUTION)
"""The kinds of bodies of which a report is expected; any other counts where it has one."""
_SUITS = tuple(ref for ref in ADDED if ref.table == 4 and ref.row != "review" and ref.column == "total")


class Source(NamedTuple):
    """Which report of a unit is added up: the one handed up goes before the published one, that before any other."""

    rank: int
    label: str


class Ranked(TypedDict):
    """What a report is chosen by: its place in :data:`SOURCES`."""

    rank: int


SOURCES = (Source(0, "已报送"), Source(1, "已发布"), Source(2, "年报库中最新的"))
OWN, MISSING = "本级台账", "没有报告"


class Unit(NamedTuple):
    """A part of the sum: a body beneath, or the government's own share of the ledger; ``content`` has the tables alone."""

    organ: Organ
    source: str
    report: Report | None
    content: AnnualReport | None


class RollUp(NamedTuple):
    """The sum; ``totals`` has the parts of each cell in the order of the units that have a report."""

    units: list[Unit]
    totals: dict[CellRef, Total]

    @property
    def parts(self) -> list[Unit]:
        """The units that are added up."""
        return [unit for unit in self.units if unit.content is not None]

    @property
    def missing(self) -> list[Organ]:
        """The bodies whose report is expected and not there."""
        return [unit.organ for unit in self.units if unit.source == MISSING]

    @property
    def values(self) -> dict[str, Value]:
        """The figures that the sums are."""
        values: dict[str, Value] = {key_of(ref): _value(total.cell) for ref, total in self.totals.items()}
        values["courts.suits"] = sum(int(self.totals[ref].cell.value or 0) for ref in _SUITS)
        return values


def rolled_up(organ: Organ, year: int) -> RollUp:
    """The sum of the units' reports and the government's own share."""
    units = units_of(organ, year)
    return RollUp(units, added_up(FORM, [unit.content for unit in units if unit.content is not None]))


def units_of(organ: Organ, year: int) -> list[Unit]:
    """The government itself, then the bodies directly beneath it that existed at the end of the year."""
    last = dt.date(year, 12, 31)
    children = list(existing(last).filter(path__startswith=organ.path, depth=organ.depth + 1).order_by("path"))
    reports = best_reports(children, year)
    contents = _contents(reports.values())
    units = [Unit(organ, OWN, None, _own(organ, year))]
    for child in children:
        report = reports.get(child.pk)
        if report is not None:
            units.append(Unit(child, SOURCES[report.rank].label, report, contents[report.pk]))
        elif child.kind in REPORTING:
            units.append(Unit(child, MISSING, None, None))
    return units


def best_reports(organs: Iterable[Organ], year: int) -> "dict[int, WithAnnotations[Report, Ranked]]":
    """Of each body the report that speaks for it, by the body's primary key; with its ``rank`` in :data:`SOURCES`.

    Their contents are read when they are asked for.
    """
    chosen: dict[int, int] = {}
    ranked = _ranked(Report.objects.filter(organ__in=[organ.pk for organ in organs], year=year, form=FORM.edition))
    for organ, report in ranked.order_by("organ_id", "rank", "-pk").values_list("organ_id", "pk"):
        chosen.setdefault(organ, report)
    found = _ranked(Report.objects.filter(pk__in=chosen.values()).defer("data"))
    return {report.organ_id: report for report in found}


def _contents(reports: Iterable[Report]) -> dict[int, AnnualReport]:
    """The tables of the reports, by primary key."""
    stored = Report.objects.filter(pk__in=[report.pk for report in reports])
    texts = stored.annotate(text=Cast("data", TextField())).values_list("pk", "text")
    return {pk: tables_from_json(text) for pk, text in texts}


def speaking(organs: QuerySet[Organ], year: int) -> QuerySet[Report]:
    """The same reports, left to the database: for thousands of bodies, of which a page shows a few."""
    first = Window(RowNumber(), partition_by="organ", order_by=("rank", "-pk"))
    ranked = _ranked(Report.objects.filter(organ__in=organs, year=year, form=FORM.edition)).annotate(place=first)
    return Report.objects.filter(pk__in=ranked.filter(place=1).values("pk"))


def _ranked(reports: QuerySet[Report]) -> "QuerySet[WithAnnotations[Report, Ranked]]":
    handed_up = Submission.objects.filter(report=OuterRef("pk"), returned_at=None)
    return reports.annotate(
        rank=Case(
            When(Exists(handed_up), then=Constant(0)),
            When(published_at__isnull=False, withdrawn_at=None, then=Constant(1)),
            default=Constant(2),
            output_field=IntegerField(),
        )
    )


def _own(organ: Organ, year: int) -> AnnualReport:
    """The government's own share: what nobody has stated for it alone takes no part."""
    values = FIGURES.values_of([key_of(ref) for ref in FORM.cells], Scope(organ), Period.year(year))
    cells = filled(FORM, {key: NO_FUNCTION if value is None else value for key, value in values.items()})
    return AnnualReport(f"{organ.name}（本级）", year, FORM.edition, "", "", (), cells)


def _value(cell: Cell) -> Value:
    if cell.value is not None:
        return cell.value
    return NO_FUNCTION if cell.state is CellState.NOT_APPLICABLE else None


class Differing(NamedTuple):
    """A cell in which reports and ledger differ, with the units at fault."""

    gap: Gap
    units: list[tuple[Unit, Number, Number]]


def against_ledger(organ: Organ, year: int, rollup: RollUp) -> list[Differing]:
    """Where the sum of the reports differs from what the ledger counts, each difference explained unit by unit.

    A unit without a report states nothing; one that keeps no ledger here is left out, for nothing was counted for it.
    """
    counted = ledger_by_unit(organ, year, rollup.units)
    kept = [(unit, counts) for unit, counts in zip(rollup.units, counted, strict=True) if counts]
    stated = [_numbers(unit.content) for unit, _ in kept]
    found = gaps(FORM, stated, [counts for _, counts in kept])
    return [Differing(gap, [(kept[at][0], one, other) for at, one, other in gap.parts]) for gap in found]


def _numbers(report: AnnualReport | None) -> dict[CellRef, Number]:
    cells = report.cells if report else {}
    return {ref: value for ref in ADDED if (value := cells.get(ref, Cell()).value)}


def ledger_by_unit(organ: Organ, year: int, units: Sequence[Unit]) -> list[dict[CellRef, Number]]:
    """What the ledger counts for each unit with all beneath it, in a few queries; cells that are nought are left out."""
    by_organ = FIGURES.values_by_organ(map(key_of, ADDED), Scope(organ, region=True), Period.year(year))
    paths = dict(Organ.objects.filter(pk__in=by_organ).values_list("pk", "path"))
    sums: dict[str, Counter[str]] = {}
    step = organ.steplen * (organ.depth + 1)
    for pk, values in by_organ.items():
        unit = sums.setdefault(paths[pk][:step], Counter())
        unit.update({key: value for key, value in values.items() if isinstance(value, int | Decimal) and value})
    refs = {key_of(ref): ref for ref in ADDED}
    return [{refs[key]: count for key, count in sums.get(unit.organ.path, {}).items()} for unit in units]


def same_figures(rollup: RollUp) -> list[list[Unit]]:
    """Units whose tables are the same in every cell and not empty: one report handed in twice, for two bodies."""
    groups: dict[tuple[tuple[CellRef, Number], ...], list[Unit]] = {}
    for unit in rollup.parts:
        if numbers := _numbers(unit.content):
            groups.setdefault(tuple(sorted(numbers.items())), []).append(unit)
    return [units for units in groups.values() if len(units) > 1]


def contained(rollup: RollUp) -> list[tuple[Unit, Unit]]:
    """Pairs of a unit and a lower government that may count it too: each cell of the one is at most that of the other.

    Only a body of the same rank whose report names the government's region could be meant, so names decide.
    """
    governments = [unit for unit in rollup.parts if unit.organ.kind == Kind.GOVERNMENT and unit.source != OWN]
    bodies = [unit for unit in rollup.parts if unit.source != OWN]
    return [
        (unit, whole)
        for whole in governments
        for unit in bodies
        if unit is not whole and _named_after(unit.organ, whole.organ) and _within(unit, whole)
    ]


def _named_after(organ: Organ, government: Organ) -> bool:
    return organ.name.startswith(government.name.removesuffix("人民政府"))


def _within(unit: Unit, whole: Unit) -> bool:
    part, all_ = _numbers(unit.content), _numbers(whole.content)
    return bool(part) and all(value <= all_.get(ref, 0) for ref, value in part.items())


def numbers_of(values: Mapping[str, Value]) -> dict[CellRef, Number]:
    """The numbers among the figures that are sums, by cell."""
    found = {ref: values.get(key_of(ref)) for ref in ADDED}
    return {ref: value for ref, value in found.items() if isinstance(value, int | Decimal)}
