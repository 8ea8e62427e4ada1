"""Editions come into force; bodies adopt a catalogue and leave it; what is owed follows from both."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.catalogue.actions.owing import make_out, take_back
from gongkai.catalogue.models import Adoption, Catalogue, Edition
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record
from gongkai.vetting.queries import obstacle_to_publication


@transaction.atomic
def enact(actor: Person | None, edition: Edition, on: dt.date) -> Edition:
    """Let a draft be in force from a day on; what is owed from then on is made out by it."""
    if actor is not None:
        require(actor, Act.ENACT_CATALOGUE, edition.organ, timezone.localdate())
        if obstacle := obstacle_to_publication(edition, edition.organ):
            raise ValidationError(obstacle)
    kept = Edition.objects.select_for_update().get(pk=edition.pk)
    if kept.live:
        raise ValidationError("这一版已经启用。")
    if not kept.items.exists():
        raise ValidationError("这一版还没有事项，请先增加事项、采用标准目录或者导入表格。")
    earlier = kept.catalogue.editions.exclude(in_force_on=None).first()
    if earlier is not None and earlier.in_force_on is not None and on <= earlier.in_force_on:
        raise ValidationError(f"启用日期应在第{earlier.number}版启用的{earlier.in_force_on}之后。")
    kept.in_force_on = on
    kept.save(update_fields=["in_force_on"])
    make_out(kept.catalogue, _years(on))
    record(actor, "enact_edition", kept, f"启用“{kept}”，自{on}起", organ=kept.organ, data={"on": str(on)})
    return kept


@transaction.atomic
def adopt(actor: Person | None, catalogue: Catalogue, organs: Iterable[Organ], since: dt.date) -> int:
    """Let bodies beneath the catalogue's, or it as well, go by it from a day on; how many do so newly."""
    today = timezone.localdate()
    there = set(catalogue.adoptions.filter(until=None).values_list("organ", flat=True))
    new = [organ for organ in organs if organ.pk not in there]
    for organ in new:
        if actor is not None:
            require(actor, Act.EDIT_CATALOGUE, organ, today)
        if not organ.path.startswith(catalogue.organ.path):
            raise ValidationError(f"“{organ}”不是“{catalogue.organ}”的下级，不能采用这份目录。")
    Adoption.objects.bulk_create(Adoption(catalogue=catalogue, organ=organ, since=since) for organ in new)
    if new:
        if catalogue.organ_id not in {*there, *(organ.pk for organ in new)}:  # its own no longer, but theirs
            take_back(catalogue, catalogue.organ, since)
        make_out(catalogue, _years(since), new)
        names = "、".join(organ.name for organ in new)
        summary = f"{len(new)}个单位采用“{catalogue}”：{names}"[:500]
        record(actor, "adopt_catalogue", catalogue, summary, organ=catalogue.organ, data={"since": str(since)})
    return len(new)


@transaction.atomic
def leave(actor: Person, adoption: Adoption, on: dt.date) -> None:
    """Let a body no longer go by the catalogue; what it owes for later and has not done falls away."""
    require(actor, Act.EDIT_CATALOGUE, adoption.organ, timezone.localdate())
    if adoption.until is not None:
        raise ValidationError("已经停用。")
    if on < adoption.since:
        raise ValidationError("停用日期早于采用日期，请核对。")
    adoption.until = on
    adoption.save(update_fields=["until"])
    take_back(adoption.catalogue, adoption.organ, on)
    summary = f"“{adoption.organ}”停用“{adoption.catalogue}”"
    record(actor, "leave_catalogue", adoption.catalogue, summary, organ=adoption.organ, data={"on": str(on)})


def _years(since: dt.date) -> range:
    this = timezone.localdate().year
    return range(min(since.year, this), this + 1)
