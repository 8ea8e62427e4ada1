"""The periods of the Regulation and of the laws around it, each in the version that was in force on a day."""

import contextlib
import enum
import functools
from datetime import date

import msgspec

from gongkai.law.loading import Cited, Entry, parameters


class Unit(enum.StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"

    @property
    def label(self) -> str:
        """The unit after a number, in Chinese."""
        return {"working_days": "个工作日", "calendar_days": "日", "months": "个月"}[self.value]


class Version(Cited, frozen=True, kw_only=True):
    """The length of a period between two days (both included); ``until`` is ``None`` while it is in force."""

    in_force: date
    until: date | None = None
    length: int
    unit: Unit
    at_least: bool = False


class PeriodHistory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A period through its changes of law."""

    key: str
    name: str
    counts_from: str
    on_lapse: str
    versions: tuple[Version, ...]

    def on(self, day: date) -> "Period":
        """The period as the law stood on the day. Raises ``LookupError`` where it did not exist then."""
        for version in self.versions:
            if version.in_force <= day and (version.until is None or day <= version.until):
                return _period(self, version)
        raise LookupError(f"“{self.name}”在{day}没有施行的规定")


class Period(Entry, frozen=True, kw_only=True):
    """A period in one version.

    ``counts_from`` is the event whose day is not counted, ``on_lapse`` what follows when it runs out; ``at_least``
    marks a minimum (不少于), where the due day is the first on which it is satisfied.
    """

    length: int
    unit: Unit
    counts_from: str = "起算之日"
    on_lapse: str = ""
    at_least: bool = False

    @property
    def words(self) -> str:
        """The length as a letter gives it.

        >>> period("answer", date(2026, 1, 1)).words, period("suit", date(2026, 1, 1)).words
        ('20个工作日', '6个月')
        """
        return f"{self.length}{self.unit.label}"


def _period(history: PeriodHistory, version: Version) -> Period:
    return Period(
        key=history.key,
        name=history.name,
        length=version.length,
        unit=version.unit,
        counts_from=history.counts_from,
        on_lapse=history.on_lapse,
        at_least=version.at_least,
        basis=version.basis,
        checked=version.checked,
        note=version.note,
    )


@functools.cache
def histories() -> dict[str, PeriodHistory]:
    """All periods, with all their versions."""
    return parameters("periods.yaml", PeriodHistory)


def period(key: str, on: date) -> Period:
    """The period as the law stood on the day.

    Raises ``KeyError`` for an unknown key, ``LookupError`` where there was no such period then.

    >>> period("answer", date(2018, 1, 2)).length, period("answer", date(2026, 1, 2)).length
    (15, 20)
    """
    return histories()[key].on(on)


def periods(on: date) -> dict[str, Period]:
    """All periods in force on the day."""
    found = {}
    for key, history in histories().items():
        with contextlib.suppress(LookupError):
            found[key] = history.on(on)
    return found
