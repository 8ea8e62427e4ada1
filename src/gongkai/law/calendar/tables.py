"""The year tables of the State Council's notices and the regional tables, as data."""

import functools
from datetime import date
from importlib.resources import files
from typing import Literal

import msgspec

from gongkai.law.loading import Checked, Cited, document

_PACKAGE = "gongkai.law.calendar"


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The notice that a table was taken from. ``checked`` tells whether title and number were read in a source."""

    title: str
    number: str = ""
    issued: date | None = None
    checked: Checked = Checked.UNVERIFIED

    def __str__(self) -> str:
        return f"《{self.title}》" + (f"（{self.number}）" if self.number else "")


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The days off for a holiday (放假), and the rest days worked for it (调休上班)."""

    rest: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


class Mark(msgspec.Struct, frozen=True):
    """What a table says of one day."""

    working: bool
    name: str
    source: str


def _marks(holidays: dict[str, Holiday], source: str) -> dict[date, Mark]:
    rest = {day: Mark(False, name, source) for name, holiday in holidays.items() for day in holiday.rest}
    work = {day: Mark(True, name, source) for name, holiday in holidays.items() for day in holiday.work}
    return rest | work


class YearTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The arrangement for one year; a few of its days lie in the last days of the year before.

    ``status`` is ``provisional`` for a table entered before the notice itself could be read.
    """

    year: int
    status: Literal["final", "provisional"]
    notices: tuple[Notice, ...]
    holidays: dict[str, Holiday]

    def marks(self) -> dict[date, Mark]:
        """What the table says, by day."""
        return _marks(self.holidays, self.source)

    @property
    def source(self) -> str:
        """The notice, with those that changed it."""
        return "、".join(map(str, self.notices))


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The days into which a regional holiday may fall whose notice is not known."""

    first: date
    last: date


class RegionYear(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A region's own days of one year: those of its notice, and the holidays whose days are not known."""

    notice: Notice | None = None
    holidays: dict[str, Holiday] = {}
    unknown: dict[str, Window] = {}

    def marks(self) -> dict[date, Mark]:
        """What the region's notice says, by day."""
        return _marks(self.holidays, str(self.notice or ""))


class RegionTable(Cited, frozen=True, kw_only=True):
    """The days that a region adds to the national arrangement (放假办法 Art. 4)."""

    region: str
    name: str
    years: dict[int, RegionYear]


class Statutory(Cited, frozen=True, kw_only=True):
    """The holidays that the law itself fixes; ``fixed`` are month-day, ``lunar`` dates by year."""

    fixed: dict[str, tuple[str, ...]]
    lunar: dict[int, dict[str, tuple[date, ...]]]

    def marks(self, year: int) -> dict[date, Mark]:
        """The statutory days of a year that has no table; without the lunar ones where they were not worked out."""
        fixed = {name: [date.fromisoformat(f"{year}-{day}") for day in days] for name, days in self.fixed.items()}
        days = fixed | {name: list(days) for name, days in self.lunar.get(year, {}).items()}
        return {day: Mark(False, name, str(self.provisions[0])) for name, all_ in days.items() for day in all_}


@functools.cache
def year_table(year: int) -> YearTable | None:
    """The table of a year, or ``None`` where its notice is not out or not recorded."""
    name = f"data/{year}.yaml"
    if not files(_PACKAGE).joinpath(name).is_file():
        return None
    return document(name, YearTable, _PACKAGE)


@functools.cache
def region_table(region: str) -> RegionTable | None:
    """The table of a region's own days, or ``None``."""
    name = f"data/regions/{region}.yaml"
    if not files(_PACKAGE).joinpath(name).is_file():
        return None
    return document(name, RegionTable, _PACKAGE)


@functools.cache
def regions() -> tuple[str, ...]:
    """The codes of the regions that have tables of their own."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files(_PACKAGE).joinpath("data/regions").iterdir()))


@functools.cache
def statutory() -> Statutory:
    """The holidays that the law itself fixes."""
    return document("data/statutory.yaml", Statutory, _PACKAGE)


@functools.cache
def national_marks(year: int) -> dict[date, Mark]:
    """What the tables say of the days of a year: its own, and those of the next year that reach back into it."""
    own, after = year_table(year), year_table(year + 1)
    marks = own.marks() if own else statutory().marks(year)
    return marks | ({day: mark for day, mark in after.marks().items() if day.year == year} if after else {})
