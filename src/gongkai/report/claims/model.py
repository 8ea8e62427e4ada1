"""A claim: what one sentence says about one quantity."""

import enum
from decimal import Decimal

import msgspec


class Scope(enum.Enum):
    """Whose quantity it is, as far as the sentence tells."""

    OWN = "own"
    """The reporting body's, as its tables count."""
    OPEN = "open"
    """Perhaps the body's: the county government in its office's report, 本级, a body without a name."""
    REGION = "region"
    """Of all bodies of a region or system, in the report of one body."""
    PART = "part"
    """Of one unit, channel, month or subject within the body."""


class Period(enum.Enum):
    """Which time the quantity covers."""

    YEAR = "year"
    """The reporting year."""
    OTHER = "other"
    """Another year, a part of the year, a plan."""


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A quantity that a sentence states or denies.

    ``metric`` is a key of :data:`gongkai.report.claims.metrics.METRICS`, ``requester`` the column of table 3 (also
    ``citizen`` and ``legal``) or a channel, empty for all. ``value`` is 0 where the quantity is denied; ``bound``
    tells how it is meant: ``=`` exactly, ``≥``, ``≤`` or ``≈``. ``qualifier`` are words that narrow a denial or make
    the statement one about special cases, or say 按期. ``share`` is a percentage said of the quantity. ``every`` marks statements
    on all cases without a number (均为自然人申请), and rates of 100 %.

    ``quote`` is the sentence as printed, ``place`` its offset in the text of the ``section``; ``said`` are the words
    of the claim itself. ``strict`` is false where the wording is a paraphrase, the object was taken from an earlier
    sentence, or the number stands after 其中.
    """

    metric: str
    value: int | Decimal | None = None
    bound: str = "="
    requester: str = ""
    channel: str = ""
    unit: str = ""
    denied: bool = False
    every: bool = False
    qualifier: str = ""
    share: Decimal | None = None
    scope: Scope = Scope.OWN
    period: Period = Period.YEAR
    strict: bool = True
    partial: bool = False
    said: str = ""
    quote: str = ""
    section: int = 0
    place: int = 0
