"""The ledger of a year → an organ's annual report; and what a person still has to add."""

import datetime as dt
from typing import NamedTuple

from gongkai.annual.binding import figure_of, filled, key_of
from gongkai.annual.draft import drafted, keys, template
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.organs.models import Organ
from gongkai.report.form import FORMS
from gongkai.report.model import AnnualReport, CellState

EDITION = "2021"


FIRST_YEAR = 2021
"""The first year of the form that reports are compiled in."""
NOT_A_YEAR = f"只能编制 {FIRST_YEAR} 年至今年的年度报告。"


def years(on: dt.date) -> range:
    """The years of which a report can be compiled on a day: those of the form, up to the one that runs."""
    return range(FIRST_YEAR, on.year + 1)


class Compiled(NamedTuple):
    """A report made from the ledger; ``missing`` says what no record tells, in sentences for the officer."""

    report: AnnualReport
    missing: tuple[str, ...]


def compiled(organ: Organ, year: int, *, region: bool = False, as_at: dt.date | None = None) -> Compiled:
    """The report of the organ, or with ``region`` of it and all beneath, for the year, as the ledger stands.

    ``as_at`` an earlier day it shows what the ledger knows of what had happened by then.
    """
    form, scope, period = FORMS[EDITION], Scope(organ, region), Period.year(year, as_at)
    name = organ.name_on(period.last)
    values = FIGURES.values_of([*map(key_of, form.cells), *keys(form.edition)], scope, period)
    cells = filled(form, values)
    opening, sections = drafted(form, name, year, values)
    title = f"{name}{year}年政府信息公开工作年度报告"
    report = AnnualReport(name, year, form.edition, title, opening, sections, cells)
    return Compiled(report, missing_in(report, asked_too=True))


def missing_in(report: AnnualReport, *, asked_too: bool) -> tuple[str, ...]:
    """What a person still has to add to a report: figures that nobody stated; ``asked_too`` the texts to be written."""
    blank = [figure_of(ref).name for ref, cell in report.cells.items() if cell.state is CellState.BLANK]
    missing = [f"{figure}没有填报：填数，或者注明没有此项职能。" for figure in blank]
    return (*missing, *(template(EDITION)["ask"].values() if asked_too else ()))
