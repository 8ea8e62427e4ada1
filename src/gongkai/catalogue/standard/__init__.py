"""The standard items of the fields of grass-roots government, as data: a body takes them up and makes them its own.

A file holds fields; a field holds what its items share, and its items. ``limit`` is the time limit as readers see it,
``by`` a day of the year (``3-31``) or, for what comes round more often, days after the period.
"""

import functools
from importlib.resources import files
from typing import Any

import msgspec

from gongkai.catalogue.vocabulary import Audience, Mode
from gongkai.law.loading import Checked, convert, data_file, parse
from gongkai.law.rhythm import Rhythm

PACKAGE = "gongkai.catalogue.standard"
_LIMITS = {
    Rhythm.ON_FORMATION: "信息形成或者变更之日起20个工作日内",
    Rhythm.ONCE: "长期公开，有变化的及时更新",
}


class Standard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An item as a file has it; what it leaves out is that of its field."""

    key: str
    level_1: str
    name: str
    content: str
    basis: str = ""
    limit: str = ""
    rhythm: Rhythm = Rhythm.ON_FORMATION
    by: str | int = ""
    period: str = ""
    body: str = ""
    channels: list[str] = []
    group: str = ""
    mode: Mode = Mode.PROACTIVE
    heading: str = ""


class StandardField(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A field: what its items share, and its items. ``checked`` says whether the articles were read at their source."""

    body: str
    basis: str
    heading: str
    channels: list[str]
    tiers: list[str]
    items: list[Standard]
    checked: Checked = Checked.UNVERIFIED
    note: str = ""


class StandardItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item complete, with the elements of :data:`gongkai.catalogue.models.ELEMENTS`."""

    key: str
    field: str
    level_1: str
    name: str
    content: str
    basis: str
    time_limit: str
    body: str
    channels: list[str]
    audience: str
    audience_note: str
    mode: str
    tiers: list[str]
    heading: str
    rhythm: str
    month: int
    day: int
    within: int
    period: str


@functools.cache
def standards() -> dict[str, StandardField]:
    """The fields by name, in the order of the files and of the fields in them."""
    found: dict[str, StandardField] = {}
    for file in sorted(files(PACKAGE).iterdir(), key=lambda path: path.name):
        if file.name.endswith(".yaml"):
            raw: dict[str, Any] = parse(data_file(PACKAGE, file.name), file.name)
            found |= {name: convert(entry, StandardField, f"{file.name}，{name}") for name, entry in raw.items()}
    return found


def standard_items(field: str) -> list[StandardItem]:
    """The items of a field; none of an unknown one."""
    shared = standards().get(field)
    return [_complete(field, shared, item) for item in shared.items] if shared else []


def _complete(field: str, shared: StandardField, item: Standard) -> StandardItem:
    month, day, within = 12, 31, 15
    if isinstance(item.by, int):
        within = item.by
    elif item.by:
        month, day = (int(part) for part in item.by.split("-"))
    return StandardItem(
        key=item.key,
        field=field,
        level_1=item.level_1,
        name=item.name,
        content=item.content,
        basis=item.basis or shared.basis,
        time_limit=item.limit or _said(item.rhythm, month, day, within),
        body=item.body or shared.body,
        channels=item.channels or shared.channels,
        audience=Audience.GROUP if item.group else Audience.ALL,
        audience_note=item.group,
        mode=item.mode,
        tiers=shared.tiers,
        heading=item.heading or shared.heading,
        rhythm=item.rhythm,
        month=month,
        day=day,
        within=within,
        period=item.period,
    )


def _said(rhythm: Rhythm, month: int, day: int, within: int) -> str:
    """A time limit in words, where the data leaves it to the rhythm."""
    if rhythm in _LIMITS:
        return _LIMITS[rhythm]
    if rhythm is Rhythm.YEARLY:
        return f"每年{month}月{day}日前"
    return f"{rhythm.label}期满后{within}日内"
