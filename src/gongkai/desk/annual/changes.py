"""What has changed in the ledger since the figures were frozen."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.annual.standing import Change, changes, current_freeze
from gongkai.desk.annual.frame import asked
from gongkai.desk.figures import Row, row_of, shown, visible
from gongkai.desk.frame import person_of, screen
from gongkai.organs.access import Act, refusal

_MOST = 20
"""Records shown of a figure."""


class Shown(NamedTuple):
    """A change with its records, as far as the person may see them."""

    change: Change
    frozen: str
    now: str
    came: list[Row]
    went: list[Row]


def change_list(request: HttpRequest, organ: int, year: int) -> HttpResponse:
    """Every figure that is no longer what was frozen: both values, and the records that came or went."""
    given = asked(request, organ, year)
    freeze = current_freeze(given.organ, year)
    found = changes(freeze) if freeze else []
    context = {
        "organ": given.organ,
        "year": year,
        "freeze": freeze,
        "changes": [_shown(request, change) for change in found],
        "most": _MOST,
        "refusal": refusal(person_of(request), Act.FREEZE_FIGURES, given.organ, timezone.localdate()),
    }
    return screen(request, "desk/annual/changes.html", "冻结以后的变化", context, above=given.above)


def _shown(request: HttpRequest, change: Change) -> Shown:
    figure = change.figure
    rows = (_rows(request, figure, keys) for keys in (change.came, change.went))
    return Shown(change, shown(figure, change.frozen), shown(figure, change.now), *rows)


def _rows(request: HttpRequest, figure: Any, keys: list[int]) -> list[Row]:
    if not keys:
        return []
    return [row_of(record) for record in visible(person_of(request), figure, keys[:_MOST])]
