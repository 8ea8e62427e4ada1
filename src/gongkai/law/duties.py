"""What must be published without being asked (条例 Art. 19–21), by tier, and by when (Art. 26)."""

import enum
import functools

from gongkai.law.loading import Cited, Entry, document, parameters


class Tier(enum.StrEnum):
    """The tiers that article 21 tells apart; a department has the tier of its government."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


class Duty(Entry, frozen=True, kw_only=True):
    """A kind of information to be published.

    ``short`` is its name as a column of a portal. ``tiers`` are values of :class:`Tier`, or ``all`` for every organ;
    ``rows`` are the rows of table 2 that count it; ``period`` is the clock.
    """

    short: str
    tiers: tuple[str, ...]
    rows: tuple[str, ...] = ()
    period: str = "publication"


class Fields(Cited, frozen=True, kw_only=True):
    """The fields of grass-roots government that have a standard catalogue."""

    names: tuple[str, ...]


@functools.cache
def duties() -> dict[str, Duty]:
    """The duties by key, in the order of the articles."""
    return parameters("duties.yaml", Duty)


def duties_of(tier: Tier) -> tuple[Duty, ...]:
    """The duties of a tier's organs.

    >>> [duty.name for duty in duties_of(Tier.TOWNSHIP)][-1]
    '筹资筹劳'
    """
    return tuple(duty for duty in duties().values() if "all" in duty.tiers or tier in duty.tiers)


@functools.cache
def standard_fields() -> Fields:
    """The 26 fields with a standard catalogue (国办发〔2019〕54号)."""
    return document("fields.yaml", Fields)
