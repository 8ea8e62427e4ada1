"""What a letter tells of remedies, chosen by the legal basis of the decision and not by its row in table 3."""

import functools
from collections.abc import Iterable
from datetime import date

from gongkai.law.loading import Entry, parameters
from gongkai.law.periods import period
from gongkai.law.provisions import Instrument, Provision

REFUSALS = frozenset({14, 15, 16})
"""Articles of the Regulation that make a refusal (不予公开) which must go to review first (法释〔2025〕8号)."""


class Clause(Entry, frozen=True, kw_only=True):
    """A clause of a letter. ``text`` has named gaps; ``periods`` are the periods that it states."""

    text: str
    periods: tuple[str, ...]
    in_force: date

    def words(self, on: date, **gaps: str) -> str:
        """The clause as it reads on a day; ``gaps`` fill 复议机关, 法院 and so on. Raises ``KeyError`` for a gap left.

        >>> clauses()["online_review"].words(date(2026, 1, 1), online_review="本机关网站")
        '您也可以通过本机关网站在线提交行政复议申请书。'
        """
        return self.text.format_map({key: period(key, on).words for key in self.periods} | gaps)


def clause_for(basis: Iterable[Provision], on: date) -> Clause:
    """The clause for a decision with this basis, made on this day.

    A refusal under articles 14 to 16 goes to review first since the Reconsideration Law of 2024 (Art. 23).

    >>> from gongkai.law.provisions import regulation
    >>> march = date(2026, 3, 2)
    >>> clause_for([regulation(16, 2)], march).key, clause_for([regulation(36, item=7)], march).key
    ('review_first', 'review_or_suit')
    """
    first = clauses()["review_first"]
    refused = any(p.instrument is Instrument.REGULATION and p.article in REFUSALS for p in basis)
    return first if refused and on >= first.in_force else clauses()["review_or_suit"]


@functools.cache
def clauses() -> dict[str, Clause]:
    """The clauses by key."""
    return parameters("remedies.yaml", Clause)
