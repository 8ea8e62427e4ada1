"""A made-up report: consistent tables, prose that agrees with them, and which cells the prose speaks of."""

from random import Random

import msgspec

from generator.bodies import KINDS, Body, random_body
from generator.figures import Figures, cells_of, random_figures
from generator.prose import Prose
from gongkai.findings import CellRef
from gongkai.report.form import FORMS
from gongkai.report.model import AnnualReport, Section


class Draft(msgspec.Struct, frozen=True):
    """A report with what its maker knows of it: the body, and the cells that sentences cite."""

    report: AnnualReport
    body: Body
    cited: frozenset[CellRef]


def random_report(seed: int, *, edition: str = "2021", kind: str | None = None) -> AnnualReport:
    """A consistent report, the same for the same seed. ``kind`` is one of :data:`KINDS`, at random if left out."""
    return random_draft(seed, edition=edition, kind=kind).report


def random_draft(seed: int, *, edition: str = "2021", kind: str | None = None) -> Draft:
    """As :func:`random_report`, with the maker's knowledge."""
    rng = Random(f"{seed}/{edition}/{kind}")
    body = random_body(rng, kind or rng.choice(KINDS))
    year = rng.randint(2021, 2026) if edition == "2021" else rng.randint(2019, 2023)
    figures = random_figures(rng, FORMS[edition], body)
    return write(rng, body, year, edition, figures)


def write(rng: Random, body: Body, year: int, edition: str, figures: Figures) -> Draft:
    """The draft of the body's report with the figures in its tables."""
    prose = Prose(rng, body, year, edition, figures)
    title = prose.set(_title(rng, body.name, year))
    titles = {heading.number: heading.title for heading in FORMS[edition].sections}
    texts = {1: prose.section_1(), 5: prose.section_5(), 6: prose.section_6()}
    report = AnnualReport(
        organ=body.name,
        year=year,
        form=edition,
        title=title,
        opening=prose.opening(f"{body.name}{year}年政府信息公开工作年度报告"),
        sections=tuple(Section(number, titles[number], texts.get(number, "")) for number in range(1, 7)),
        cells=cells_of(figures),
    )
    return Draft(report, body, frozenset(prose.cited))


def _title(rng: Random, name: str, year: int) -> str:
    return rng.choice(
        (
            f"{name}{year}年政府信息公开工作年度报告",
            f"{name}{year}年政府信息公开工作年度报告",
            f"{name}{year}年政府信息公开年度报告",
            f"{year}年{name}政府信息公开工作年度报告",
            f"{name}关于{year}年政府信息公开工作的年度报告",
        )
    )
