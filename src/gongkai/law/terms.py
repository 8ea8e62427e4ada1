"""A period counted out: what a case adds to it, and the result with every day and its reason."""

from datetime import date

import msgspec

from gongkai.law.periods import Period
from gongkai.law.provisions import Provision, regulation


class Exclusion(msgspec.Struct, frozen=True):
    """Days, both ends included, that do not count, such as the time a third party is consulted."""

    first: date
    last: date
    why: str = "征求意见期间，不计入期限"
    basis: Provision = regulation(33, 3)

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"不计入期限的时段起于{self.first}、止于{self.last}，起日晚于止日")


class Restart(msgspec.Struct, frozen=True):
    """A period that was begun and starts anew on ``on``, such as when a corrected request arrives."""

    on: date
    why: str = "收到补正的申请，答复期限重新起算"
    basis: Provision = regulation(30)


class CountedDay(msgspec.Struct, frozen=True):
    """A day on the way to the due day: whether it was counted, and why or why not."""

    date: date
    counted: bool
    why: str


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A period counted out for one case.

    ``received`` is the first starting day, ``start`` the one counted from (another after a restart); neither is
    counted. ``regular`` is the due day without ``extension`` (in the period's unit), ``due`` the due day with it.
    ``provisional`` says that a day on the way is not settled; ``sources`` are provisions, notices and open points.
    """

    period: Period
    received: date
    start: date
    restart: Restart | None
    exclusions: tuple[Exclusion, ...]
    extension: int
    regular: date
    due: date
    provisional: bool
    days: tuple[CountedDay, ...]
    sources: tuple[str, ...]

    @property
    def excluded(self) -> tuple[CountedDay, ...]:
        """The days left out because of an exclusion."""
        reasons = {exclusion.why for exclusion in self.exclusions}
        return tuple(day for day in self.days if not day.counted and day.why in reasons)
