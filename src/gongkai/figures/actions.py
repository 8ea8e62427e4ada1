"""What is done with figures that come from outside."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.figures.models import Stated
from gongkai.figures.outside import OUTSIDE
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record

MONEY = "万元"


@transaction.atomic
def state(actor: Person | None, organ: Organ, figure: str, year: int, value: Decimal | None, evidence: str) -> Stated:
    """State a figure of a year; ``None`` says that the organ has no such function. An earlier statement is kept.

    ``ValidationError`` for a figure that the ledger counts itself, a negative number, part of a case, or a figure
    without where it comes from.
    """
    if actor is not None:
        require(actor, Act.STATE_FIGURE, organ, timezone.localdate())
    return _stated(actor, organ, figure, year, value, evidence)


@transaction.atomic
def collect(actor: Person, organ: Organ, figure: str, year: int, value: Decimal | None, evidence: str) -> Stated:
    """The same, from a table in which an overseeing body collected the figures of those beneath it."""
    require(actor, Act.COLLECT_FIGURES, organ, timezone.localdate())
    return _stated(actor, organ, figure, year, value, evidence)


@transaction.atomic
def take_back(actor: Person, stated: Stated, before: Stated | None, reason: str) -> None:
    """Let the statement ``before`` stand again in the place of a collected one, while nothing was stated since."""
    require(actor, Act.COLLECT_FIGURES, stated.organ, timezone.localdate())
    Organ.objects.select_for_update().get(pk=stated.organ_id)
    if not Stated.objects.filter(pk=stated.pk, current=True).exists():
        raise ValidationError(f"“{stated.organ}”{stated.year}年的数在导入以后又填报过，不能整体撤销。")
    Stated.objects.filter(pk=stated.pk).update(current=False)
    if before is not None:
        Stated.objects.filter(pk=before.pk).update(current=True)
    what = f"撤销填报{stated.year}年{OUTSIDE[stated.figure].name}"
    record(actor, "take_back_figure", stated, what, organ=stated.organ, reason=reason)


def _stated(actor: Person | None, organ: Organ, figure: str, year: int, value: Decimal | None, evidence: str) -> Stated:
    if figure not in OUTSIDE:
        raise ValidationError("这个数由台账自动统计，不能填报。")
    known = OUTSIDE[figure]
    if value is not None and (value < 0 or (known.unit != MONEY and value != value.to_integral_value())):
        raise ValidationError({"value": f"“{known.name}”应填不小于 0 的{'数' if known.unit == MONEY else '整数'}。"})
    if not evidence.strip():
        raise ValidationError({"evidence": "请写明数的来源，供签发人和以后核对的人查看。"})
    Organ.objects.select_for_update(no_key=True).get(pk=organ.pk)  # two who state the same figure wait for one another
    Stated.objects.filter(organ=organ, figure=figure, year=year, current=True).update(current=False)
    stated = Stated(organ=organ, figure=figure, year=year, value=value, evidence=evidence.strip(), by=actor)
    stated.full_clean(validate_constraints=False)
    stated.save()
    said = "没有此项职能" if value is None else f"{value:f} {known.unit}"
    record(actor, "state_figure", stated, f"填报{year}年{known.name}：{said}", organ=organ)
    return stated
