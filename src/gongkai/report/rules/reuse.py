"""How much of a report's text stands word for word in another one."""

from gongkai.report.model import AnnualReport
from gongkai.text.widths import skeleton

_WIDTH = 8
_NARRATIVE = (1, 5, 6)


def reused_share(report: AnnualReport, other: AnnualReport) -> float:
    """Share of the report's sequences of eight characters that the other report has too, 0 to 1.

    Sections 1, 5 and 6 only, without punctuation, digits counting as they stand; the statutory tables and the opening,
    which are the same in every report, are left out.
    """
    own, others = _shingles(report), _shingles(other)
    return len(own & others) / len(own) if own else 0.0


def _shingles(report: AnnualReport) -> set[str]:
    texts = (skeleton(section.text) for section in report.sections if section.number in _NARRATIVE)
    return {text[at : at + _WIDTH] for text in texts for at in range(len(text) - _WIDTH + 1)}
