"""The comparison of two reports."""

import msgspec

from gongkai.report.compare.figures import Change, changes
from gongkai.report.compare.passages import Passage, passages
from gongkai.report.model import AnnualReport
from gongkai.report.reuse import reused_share


class SectionChange(msgspec.Struct, frozen=True):
    """A section in both reports; a title is empty where a report has no such section."""

    number: int
    before: str
    after: str
    passages: tuple[Passage, ...]

    def has_text(self) -> bool:
        """Whether there is anything to tell: text in either report, or titles that differ."""
        return bool(self.passages) or self.before != self.after


class Comparison(msgspec.Struct, frozen=True):
    """Two reports, every figure with its change, every section with what became of its text, and how much is reused.

    ``reuse`` is the measure of :mod:`gongkai.report.reuse`, 0 to 1.
    """

    before: AnnualReport
    after: AnnualReport
    changes: tuple[Change, ...]
    sections: tuple[SectionChange, ...]
    reuse: float

    @property
    def labels(self) -> tuple[str, str]:
        """What tells the two apart in a table's head: the years, the bodies, or both."""
        before, after = self.before, self.after
        if before.organ == after.organ and before.year != after.year:
            return f"{before.year or '未识别'}年", f"{after.year or '未识别'}年"
        if before.organ != after.organ and before.year == after.year:
            return before.organ or "未识别机关", after.organ or "未识别机关"
        return ("前一份", "后一份") if before.name == after.name else (before.name, after.name)


def compare(before: AnnualReport, after: AnnualReport) -> Comparison:
    """The second report held against the first."""
    numbers = sorted({section.number for report in (before, after) for section in report.sections})
    return Comparison(
        before,
        after,
        tuple(changes(before, after)),
        tuple(_section(number, before, after) for number in numbers),
        reused_share(after, before),
    )


def _section(number: int, before: AnnualReport, after: AnnualReport) -> SectionChange:
    old, new = before.section(number), after.section(number)
    texts = (section.text if section else "" for section in (old, new))
    return SectionChange(number, old.title if old else "", new.title if new else "", tuple(passages(*texts)))
