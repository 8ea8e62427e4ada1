"""A report as a sequence of parts in the order of the official form; every format writes this sequence.

Nothing is added to the report and nothing left out: a title or section that the report lacks is not made up.
"""

from collections.abc import Iterator

import msgspec

from gongkai.report.model import AnnualReport
from gongkai.report.writers.layout import Layout, layout
from gongkai.text.numerals import chinese_numeral


class Title(msgspec.Struct, frozen=True):
    """The title line."""

    text: str


class Heading(msgspec.Struct, frozen=True):
    """The heading of a section."""

    number: int
    title: str

    @property
    def text(self) -> str:
        """The heading with its number: 一、总体情况."""
        return f"{chinese_numeral(self.number)}、{self.title}"


class Text(msgspec.Struct, frozen=True):
    """A paragraph of a section; section 0 is the opening."""

    section: int
    text: str


Part = Title | Heading | Text | Layout


def outline(report: AnnualReport) -> Iterator[Part]:
    """The report's parts: title, opening, sections, each statutory table at the end of its section's text.

    The table of a missing section stands where the section would.
    """
    if report.title:
        yield Title(report.title)
    yield from _paragraphs(0, report.opening)
    tables = [table.number for table in report.edition.tables]
    for section in report.sections:
        while tables and tables[0] < section.number:
            yield layout(report.form, tables.pop(0))
        yield Heading(section.number, section.title)
        yield from _paragraphs(section.number, section.text)
        if section.number in tables:
            tables.remove(section.number)
            yield layout(report.form, section.number)
    for number in tables:
        yield layout(report.form, number)


def _paragraphs(section: int, text: str) -> Iterator[Text]:
    return (Text(section, line) for line in text.split("\n") if line)
