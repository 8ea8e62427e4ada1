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
    record(actor, "state_figure", stated, f"填报{year}年{known.name}：{said}", organ=organ, public=False)
    return stated
