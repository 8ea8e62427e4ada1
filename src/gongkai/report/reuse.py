"""How much of a report's text stands in another one: the one measure of reuse, for comparisons and for rule S9.

**Measure.** What every report must say alike is taken out first: the opening formula, numbered headings, titles of laws
and papers in 《》, the sentence on the processing fee. Of what is left, without punctuation and with every number as
``0``, all sequences of eight characters are formed. Reuse is the share of the shorter text's sequences that the other
text has too, from 0 (nothing) to 1 (all of it).

**Noise floor.** Reports of different bodies share set phrases all the same. Over the nine pairs of different bodies
among the five sample reports the measure is 0.048 at most and 0.012 on average; ``gongkai compare`` prints it for any
two files, and ``tests/compare/test_reuse.py`` computes all nine anew. Below about 0.05 two texts are no more alike
than any two reports.
"""

import re

from gongkai.report.model import AnnualReport
from gongkai.text.widths import skeleton

WIDTH = 8
"""Characters in a sequence: words and set phrases are shorter, copied sentences longer."""
NOISE_FLOOR = 0.05
"""Up to here reuse says nothing: reports of bodies that have nothing to do with each other reach it."""
_SENTENCE = re.compile(r"[^。；！？\n]+")
_FORMULAS = ("现发布", "统计数据从", "统计期限", "处理费")
"""Words of the sentences that the form has every body write."""
_HEADING = re.compile(r"^[\s*#]*[（(]?[一二三四五六七八九十]{1,3}[)）、][^，、：:]{2,30}(?:[：:]|$)")
_PAPER = re.compile(r"《[^》]*》")
_NUMBER = re.compile(r"\d+")


def reuse(text: str, other: str) -> float:
    """The share of the shorter text that the other has word for word, 0 to 1; 0 where a text says nothing of its own.

    >>> reuse("一、总体情况\\n全年举办培训班三期，讲授保密审查。", "全年举办培训班三期，讲授保密审查，成效明显。")
    1.0
    """
    return shared(_sequences(text), _sequences(other))


def reused_share(report: AnnualReport, other: AnnualReport) -> float:
    """:func:`reuse` of the text of all sections; titles, openings and statutory tables are left out."""
    return shared(own_sequences(report), own_sequences(other))


def own_sequences(report: AnnualReport) -> set[str]:
    """The sequences of a report's own words; to compare many reports, each is taken apart once."""
    return _sequences("\n".join(section.text for section in report.sections))


def shared(own: set[str], others: set[str]) -> float:
    """The share of the smaller set that the other has too, 0 to 1."""
    return len(own & others) / min(len(own), len(others)) if own and others else 0.0


def _sequences(text: str) -> set[str]:
    sentences = (s for s in _SENTENCE.findall(text) if not any(words in s for words in _FORMULAS))
    own = skeleton("".join(_PAPER.sub("", _HEADING.sub("", sentence)) for sentence in sentences))
    own = _NUMBER.sub("0", own)
    return {own[at : at + WIDTH] for at in range(len(own) - WIDTH + 1)}
