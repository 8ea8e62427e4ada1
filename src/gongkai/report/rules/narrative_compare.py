"""A sentence held against the tables: which cells it could mean, and what a contradiction says."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gongkai.findings import CellRef, Fault, Sentence, Severity
from gongkai.findings.model import Value
from gongkai.report.claims import Claim
from gongkai.report.claims.metrics import METRICS, Reading, readings
from gongkai.report.claims.model import Period, Scope
from gongkai.report.form import FORM_2021, Form
from gongkai.report.form.schema import table_name
from gongkai.report.model import AnnualReport, CellState
from gongkai.report.rules.names import full_name, row_name

_MOST_NAMED = 4
_COURT_TABLE = 4
_WHO = {column.key: column.label for column in FORM_2021.table(3).columns} | {
    "citizen": "公民",
    "legal": "法人或其他组织",
}


class Contradiction(msgspec.Struct, frozen=True):
    """A claim that none of its readings in the tables bears out.

    ``reading`` and ``value`` are the plain reading; ``tried`` all readings with their values; ``certain`` is false
    where some reading could not be told because cells were not read, or a doubtful one comes to the same number.
    """

    claim: Claim
    reading: Reading
    value: int | Decimal
    tried: tuple[tuple[Reading, int | Decimal], ...]
    certain: bool


def contradiction(report: AnnualReport, claim: Claim, *, any_scope: bool = False) -> Contradiction | None:
    """What the tables hold against the claim; ``None`` where they bear it out or cannot be compared with it.

    Figures of a whole region are compared only with ``any_scope``: the tables of one body say nothing about them.
    """
    if claim.value is None or claim.partial or claim.period is Period.OTHER or claim.scope is Scope.PART:
        return None
    if claim.scope is Scope.REGION and not claim.denied and not any_scope:
        return None
    tried: list[tuple[Reading, int | Decimal]] = []
    certain = True
    for reading in readings(claim.metric, claim.requester, report.form):
        value = worth(report, reading)
        if value is None:
            if not tried:
                return None
            certain = False
        elif not _agrees(claim, value) or (claim.value == 0 and METRICS[claim.metric].table == _COURT_TABLE):
            tried.append((reading, value))
        elif not reading.doubtful:
            return None
        else:
            certain = False
    if claim.value == 0 and METRICS[claim.metric].table == _COURT_TABLE:
        # a denied case contradicts any cell that shows one, also where 总计 itself was left at 0
        tried = [(reading, value) for reading, value in tried if value]
    return Contradiction(claim, *tried[0], tuple(tried), certain) if tried else None


def worth(report: AnnualReport, reading: Reading) -> int | Decimal | None:
    """The sum that a reading gives; blank cells count as 0 unless all are; ``None`` where a cell was not read."""
    total: int | Decimal = 0
    known = False
    for sign, refs in ((1, reading.plus), (-1, reading.minus)):
        for ref in refs:
            cell = report.cells.get(ref)
            if cell is None or cell.state is CellState.UNREADABLE:
                return None
            if cell.value is not None:
                known = known or sign > 0
                total += sign * cell.value
    return total if known else None


def _agrees(claim: Claim, value: int | Decimal) -> bool:
    said = claim.value
    if said is None:
        return True
    if claim.bound == "≥":
        return said <= value <= 2 * said
    if claim.bound == "≤":
        return said * Decimal("0.8") <= value <= said
    if claim.bound == "≈":
        return said * Decimal("0.8") <= value <= said * Decimal("1.2")
    if isinstance(said, Decimal):
        exponent = said.as_tuple().exponent
        return abs(value - said) < Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return value == said


def severity(found: Contradiction) -> Severity:
    """An error needs the form's own words, an exact number and the body's own scope; all else leaves room."""
    claim = found.claim
    plain = claim.strict and METRICS[claim.metric].strict and claim.bound == "=" and not claim.qualifier
    return Severity.ERROR if plain and claim.scope is Scope.OWN and found.certain else Severity.WARNING


def contradictions(report: AnnualReport, claims: Iterator[Claim]) -> Iterator[Contradiction]:
    """What the tables hold against each of the claims.

    Where the body's own number is told and right, a smaller one that may be said of some of its bodies is theirs.
    """
    wholes: dict[tuple[str, str], int | Decimal] = {}
    found = []
    for claim in claims:
        against = contradiction(report, claim)
        if against is not None:
            found.append(against)
        elif claim.scope is Scope.OWN and claim.value is not None and not claim.partial:
            wholes.setdefault((claim.metric, claim.requester), claim.value)
    for against in found:
        claim = against.claim
        whole = wholes.get((claim.metric, claim.requester))
        if whole is None or claim.scope is not Scope.OPEN or claim.value is None or claim.value > whole:
            yield against


def faults(report: AnnualReport, claims: Iterator[Claim], hint: str) -> Iterator[Fault]:
    """A fault for each claim that the tables contradict."""
    for found in contradictions(report, claims):
        yield fault(report, found, hint)


def fault(report: AnnualReport, found: Contradiction, hint: str) -> Fault:
    """The contradiction as a finding: the sentence, the cell it contradicts, both numbers."""
    claim, form = found.claim, report.edition
    unit = "万元" if claim.metric == "charges" else claim.unit or "件"
    name = METRICS[claim.metric].name + (f"（{_WHO[claim.requester]}）" if claim.requester else "")
    said = f"说没有{name}" if claim.denied else f"称{name} {claim.value} {unit}"
    also = "" if claim.denied else _also(form, found)
    narrowed = f"，但句中有“{claim.qualifier}”的限定" if claim.qualifier else ""
    message = f"正文“{claim.said}”{said}{narrowed}，{describe(form, found.reading)}为 {found.value} {unit}{also}"
    if claim.scope is Scope.OPEN:
        message += "。句中所指范围可能与本表不同"
    difference = None if claim.denied or claim.value is None or claim.bound != "=" else claim.value - found.value
    return Fault(
        where=Sentence(claim.section, claim.quote),
        message=message,
        expected=expected(report, found.reading, found.value),
        found=claim.value,
        difference=difference,
        cells=found.reading.plus + found.reading.minus,
        hint=hint,
        severity=severity(found),
    )


def _also(form: Form, found: Contradiction) -> str:
    """The other readings that were tried, as far as they come to other numbers."""
    others = {value: reading for reading, value in reversed(found.tried) if value != found.value}
    named = [f"{describe(form, reading)} {value}" for value, reading in list(reversed(others.items()))[:_MOST_NAMED]]
    return f"（也不等于：{'；'.join(named)}）" if named else ""


def expected(report: AnnualReport, reading: Reading, value: int | Decimal) -> Value:
    """The cell that is contradicted, with its value; of several the largest stands for the sum of all."""
    ref = _foremost(report, reading)
    row = ref.row
    if len(reading.plus) > 1:
        groups = {cell.row.partition(".")[0] for cell in reading.plus}
        row = groups.pop() if len(groups) == 1 and "." in row else row
        if {cell.row for cell in reading.plus} == {ref.row} and value == report.value(ref.table, ref.row, "total"):
            return _cell(CellRef(ref.table, ref.row, "total"), value)
    return _cell(CellRef(ref.table, row, ref.column), value)


def _cell(ref: CellRef, value: int | Decimal) -> Value:
    return {
        "table": ref.table,
        "row": ref.row,
        "column": ref.column,
        "value": str(value) if isinstance(value, Decimal) else value,
    }


def _foremost(report: AnnualReport, reading: Reading) -> CellRef:
    return max(reading.plus, key=lambda ref: report.value(*_parts(ref)) or 0)


def _parts(ref: CellRef) -> tuple[int, str, str]:
    return ref.table, ref.row, ref.column


def describe(form: Form, reading: Reading) -> str:
    """A reading in words of the form: 表三“（七）总计”行“总计”列, or a sum of such.

    >>> from gongkai.report.form import FORM_2021
    >>> describe(FORM_2021, readings("withheld", "", "2021")[0])
    '表三（三）不予公开各项“总计”列之和'
    """
    plus = _side(form, reading.plus)
    if not reading.minus:
        return plus
    return f"{plus}减去{_side(form, reading.minus)}"


def _side(form: Form, refs: tuple[CellRef, ...]) -> str:
    if len(refs) == 1:
        return full_name(form, refs[0])
    table = form.table(refs[0].table)
    rows = list(dict.fromkeys(ref.row for ref in refs))
    columns = list(dict.fromkeys(ref.column for ref in refs))
    groups = {table.row(row).groups[-1:] for row in rows}
    label = (
        table.column(columns[0]).label if len(columns) == 1 else f"{table.column(columns[0]).label}等 {len(columns)} "
    )
    column = f"“{label}”列" if len(columns) == 1 else f"{label}列"
    if len(rows) == 1:
        return f"{table_name(table.number)}“{row_name(table.row(rows[0]))}”行{column}之和"
    if len(groups) == 1 and len(rows) > 2 and (group := groups.pop()):
        return f"{table_name(table.number)}{group[0]}各项{column}之和"
    if len(rows) > 3:
        return f"{table_name(table.number)}各项办理结果{column}之和"
    return (
        f"{table_name(table.number)}" + "与".join(f"“{row_name(table.row(row))}”" for row in rows) + f"行{column}之和"
    )
