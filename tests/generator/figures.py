"""Random figures for the cells of the form that satisfy every sum the form declares."""

from decimal import Decimal
from random import Random

from generator.bodies import Body
from gongkai.findings import CellRef
from gongkai.report.form import Form
from gongkai.report.model import Cell

Figures = dict[CellRef, int | Decimal]

_REQUESTER_WEIGHTS = {"natural_person": 78, "business": 14, "research": 1, "public_welfare": 1, "legal_service": 4}


def random_figures(rng: Random, form: Form, body: Body) -> Figures:
    """Every cell of the form; sparse as in real reports, sometimes large, sometimes all zero."""
    figures: Figures = dict.fromkeys(form.cells, 0)
    figures |= _table_2(rng, form, body)
    if rng.random() > _share_of_empty(body):
        figures |= _table_3(rng, form, body)
    if rng.random() < 0.45:
        figures |= _table_4(rng, form, body)
    return figures


def cells_of(figures: Figures) -> dict[CellRef, Cell]:
    """The figures as cells of a report."""
    return {ref: Cell.number(value) for ref, value in figures.items()}


def _share_of_empty(body: Body) -> float:
    return {"township": 0.45, "department": 0.2, "office": 0.12}.get(body.kind, 0.0)


def _count(rng: Random, body: Body) -> int:
    """A plausible number of applications: long-tailed, in the thousands for provinces."""
    if body.large:
        return rng.randint(800, 21000)
    typical = {"township": 4, "department": 15, "office": 30, "government": 180}[body.kind]
    return max(1, round(rng.lognormvariate(0, 0.9) * typical))


def split(rng: Random, total: int, parts: int, sparse: float = 1.0) -> list[int]:
    """``total`` split at random over ``parts`` places; the larger ``sparse``, the more of them stay 0."""
    weights = [rng.random() ** (3 * sparse) if rng.random() < 0.7 else 0.0 for _ in range(parts)]
    if not any(weights):
        weights[rng.randrange(parts)] = 1.0
    shares = [int(total * weight / sum(weights)) for weight in weights]
    shares[weights.index(max(weights))] += total - sum(shares)
    return shares


def _table_2(rng: Random, form: Form, body: Body) -> Figures:
    figures: Figures = {}
    for row in form.table(2).rows:
        for column in form.table(2).columns_of(row):
            figures[CellRef(2, row.key, column.key)] = _figure_of_table_2(rng, body, row.key, column.key)
    if form.edition == "2021":
        _make_lifecycle_plausible(figures)
    return figures


def _figure_of_table_2(rng: Random, body: Body, row: str, column: str) -> int | Decimal:
    acts = body.kind in ("government", "department", "township")
    if row == "gov_rules" and (not body.makes_rules or rng.random() < 0.4):
        return 0
    if row in ("gov_rules", "normative_docs"):
        return rng.choice((0, 0, 1, 2, 3, rng.randint(0, 40)))
    if column == "amount":
        return (
            rng.choice((0, 0, Decimal(rng.randint(1, 99)) / 10, Decimal(rng.randint(1, 10**8)) / 10**4)) if acts else 0
        )
    if column == "change":
        return rng.choice((0, 0, 0, 1, 3, -2))
    if not acts or rng.random() < 0.25:
        return 0
    return rng.choice((rng.randint(1, 60), rng.randint(60, 9000), rng.randint(9000, 400000) if body.large else 7))


def _make_lifecycle_plausible(figures: Figures) -> None:
    """What was issued this year is in force, unless it was abolished again."""
    for row in ("gov_rules", "normative_docs"):
        issued, in_force = CellRef(2, row, "issued"), CellRef(2, row, "in_force")
        figures[in_force] = figures[in_force] + figures[issued]


def _table_3(rng: Random, form: Form, body: Body) -> Figures:
    table = form.table(3)
    leaves = [row.key for row in table.rows if row.key not in ("received", "carried_in", "total", "carried_out")]
    figures: Figures = dict.fromkeys(table.cells(), 0)
    for column, (received, carried_in, carried_out) in _columns(rng, body).items():
        figures[CellRef(3, "received", column)] = received
        figures[CellRef(3, "carried_in", column)] = carried_in
        figures[CellRef(3, "carried_out", column)] = carried_out
        done = received + carried_in - carried_out
        figures[CellRef(3, "total", column)] = done
        for leaf, share in zip(leaves, split(rng, done, len(leaves)), strict=True):
            figures[CellRef(3, leaf, column)] = share
    for row in table.rows:
        figures[CellRef(3, row.key, "total")] = sum(
            int(figures[CellRef(3, row.key, column.key)]) for column in table.columns if column.key != "total"
        )
    return figures


def _columns(rng: Random, body: Body) -> dict[str, tuple[int, int, int]]:
    """For each kind of requester what was received, carried in and carried out."""
    received = _count(rng, body)
    kinds = [*_REQUESTER_WEIGHTS, "other"]
    shares = dict.fromkeys(kinds, 0)
    if rng.random() < 0.35:
        shares["natural_person"] = received
    else:
        for kind, weight in _REQUESTER_WEIGHTS.items():
            shares[kind] = int(received * weight * rng.random() / 100)
        shares["natural_person"] += received - sum(shares.values())
    carries = rng.random() < 0.55
    carried_in = {kind: rng.randint(0, 1 + share // 12) if carries and share else 0 for kind, share in shares.items()}
    carried_out = {
        kind: rng.randint(0, min(share, 1 + share // 12)) if carries and share else 0 for kind, share in shares.items()
    }
    return {kind: (shares[kind], carried_in[kind], carried_out[kind]) for kind in kinds}


def _table_4(rng: Random, form: Form, body: Body) -> Figures:
    figures: Figures = {}
    for row in form.table(4).rows:
        cases = rng.choice((0, 1, 2, rng.randint(0, 12), rng.randint(0, 400) if body.large else 0))
        for column, share in zip(("upheld", "corrected", "other", "pending"), split(rng, cases, 4), strict=True):
            figures[CellRef(4, row.key, column)] = share
        figures[CellRef(4, row.key, "total")] = cases
    return figures
