"""Freezing the figures of a year."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.annual.compiling import NOT_A_YEAR, years
from gongkai.annual.manuscripts import Basis, Freeze
from gongkai.annual.standing import Values, counted, current_freeze, records_behind, stored
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record

_ATTEMPTS = 3
_BUSY = "台账正在变动，没有冻结。请稍后再试。"


@transaction.atomic
def freeze(actor: Person, organ: Organ, year: int, reason: str = "", basis: str = Basis.LEDGER) -> Freeze:
    """Freeze the figures of the organ's year, with the records behind them, as they are now.

    To freeze them anew needs a reason; the earlier freeze is kept. ``ValidationError`` for a year that has not begun.
    """
    require(actor, Act.FREEZE_FIGURES, organ, timezone.localdate())
    if year not in years(timezone.localdate()):
        raise ValidationError(NOT_A_YEAR)
    return frozen(actor, organ, year, basis, reason)


def frozen(actor: Person, organ: Organ, year: int, basis: str, reason: str = "") -> Freeze:
    """The same for an act that freezes on its way; within its transaction."""
    Organ.objects.select_for_update(no_key=True).get(pk=organ.pk)  # two who freeze the same year wait for one another
    former = current_freeze(organ, year)
    if former is not None and not reason.strip():
        raise ValidationError({"reason": "这个年度的数据已经冻结。重新冻结须写明理由。"})
    values, records = _taken(organ, year, basis)
    Freeze.objects.filter(organ=organ, year=year, current=True).update(current=False)
    made = Freeze.objects.create(
        organ=organ,
        year=year,
        basis=basis,
        values={key: stored(value) for key, value in values.items()},
        records=records,
        reason=reason.strip(),
        by=actor,
    )
    record(
        actor,
        "freeze_figures",
        made,
        f"{'重新' if former else ''}冻结{year}年度数据（{Basis(basis).label}）",
        organ=organ,
        reason=reason,
        public=False,
    )
    return made


def _taken(organ: Organ, year: int, basis: str) -> tuple[Values, dict[str, list[int]]]:
    """Figures and the records behind them of one and the same moment: counted before and after, they agree."""
    values = counted(organ, year, basis)
    for _ in range(_ATTEMPTS):
        records = records_behind(organ, year, values)
        again = counted(organ, year, basis)
        if again == values:
            return values, records
        values = again
    raise ValidationError(_BUSY)
