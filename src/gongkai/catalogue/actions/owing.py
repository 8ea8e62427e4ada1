"""What is owed: made out for a year from the editions in force, counted, set aside; occasions of what is formed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.catalogue.models import Catalogue, Item, Obligation
from gongkai.catalogue.queries import owners
from gongkai.law.counting import count
from gongkai.law.periods import period
from gongkai.law.rhythm import Rhythm, Span, spans
from gongkai.organs.access import Act, require
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record

ALWAYS = "长期"
EARLIEST = dt.date(2008, 5, 1)
"""The day from which there was a duty to publish at all (2007年条例)."""


def make_out(catalogue: Catalogue, years: Iterable[int], only: Sequence[Organ] | None = None) -> None:
    """Make out what is owed by the editions in force; what an edition no longer asks for and nobody did falls away."""
    editions = list(catalogue.editions.exclude(in_force_on=None).order_by("in_force_on").prefetch_related("items"))
    bodies = [(organ, since) for organ, since in owners(catalogue) if only is None or organ in only]
    wanted = list(years)
    for number, edition in enumerate(editions):
        begins = edition.in_force_on or dt.date.max
        ends = editions[number + 1].in_force_on if number + 1 < len(editions) else None
        for organ, since in bodies:
            if ends is None or since < ends:
                _owe(catalogue, organ, edition.items.all(), wanted, max(begins, since), ends)
    if wanted:
        catalogue.owed_year = max(catalogue.owed_year or 0, *wanted)
        catalogue.save(update_fields=["owed_year"])


def _owe(
    catalogue: Catalogue,
    organ: Organ,
    items: Iterable[Item],
    years: Sequence[int],
    since: dt.date,
    until: dt.date | None,
) -> None:
    """Obligations of a body for the periods that end while the edition is in force."""
    there = {(o.key, o.first, o.label): o for o in Obligation.objects.filter(catalogue=catalogue, organ=organ)}
    always = {key: old for (key, _, label), old in there.items() if label == ALWAYS}
    once = _once(since, organ)
    new, moved = [], []
    for item in items:
        for span in (once,) if item.rhythm == Rhythm.ONCE else _round(item, years):
            if span.last < since or (until is not None and once.last > span.last >= until):
                continue
            old = always.get(item.key) if span is once else there.get((item.key, span.first, span.label))
            if old is None:
                new.append(_obligation(catalogue, organ, item, span))
            elif old.item_id != item.pk:
                old.item = item
                old.due_on = old.due_on if old.counted_from or span is once else span.due
                moved.append(old)
    Obligation.objects.bulk_create(new)
    Obligation.objects.bulk_update(moved, ["item", "due_on"], batch_size=500)
    if until is None:
        _fall_away(catalogue, organ, {item.key: Rhythm(item.rhythm) for item in items}, since)


def _once(since: dt.date, organ: Organ) -> Span:
    """What is owed for good: within the general period, and from then on always."""
    due = count(period("publication", since), since, calendar_of(organ)).due if since >= EARLIEST else since
    return Span(ALWAYS, since, dt.date.max, due)


def _round(item: Item, years: Sequence[int]) -> Iterator[Span]:
    for year in years:
        yield from spans(Rhythm(item.rhythm), year, item.by)


def _obligation(catalogue: Catalogue, organ: Organ, item: Item, span: Span) -> Obligation:
    return Obligation(
        organ=organ,
        catalogue=catalogue,
        item=item,
        key=item.key,
        label=span.label,
        first=span.first,
        last=span.last,
        due_on=span.due,
    )


def _fall_away(catalogue: Catalogue, organ: Organ, kept: dict[str, Rhythm], since: dt.date) -> None:
    """What the edition in force no longer asks for and nobody did: items dropped, or asked for in another rhythm."""
    open_ = Obligation.objects.filter(catalogue=catalogue, organ=organ, last__gte=since, fulfilments=None)
    stale = [
        owed.pk
        for owed in open_.select_related("item")
        if owed.key not in kept or (owed.item.rhythm != kept[owed.key] and owed.item.rhythm != Rhythm.ON_FORMATION)
    ]
    Obligation.objects.filter(pk__in=stale).delete()


def take_back(catalogue: Catalogue, organ: Organ, on: dt.date) -> None:
    """What a body that left owes for periods that end from the day on falls away, where nothing was done for it."""
    Obligation.objects.filter(catalogue=catalogue, organ=organ, last__gte=on, fulfilments=None).delete()


@transaction.atomic
def arise(actor: Person | None, organ: Organ, item: Item, title: str, formed_on: dt.date) -> Obligation:
    """Something was formed that the item asks to be published: it is owed within the period of the law."""
    _require(actor, organ)
    if item.rhythm != Rhythm.ON_FORMATION:
        raise ValidationError(f"“{item}”按{Rhythm(item.rhythm).label}公开，不按形成日期登记。")
    if formed_on > timezone.localdate():
        raise ValidationError({"formed_on": "形成日期在今天之后，请核对。"})
    due = _counted(item, formed_on, organ)
    owed, made = Obligation.objects.get_or_create(
        organ=organ,
        catalogue=item.edition.catalogue,
        key=item.key,
        first=formed_on,
        label=title.strip()[:120] or item.name[:120],
        defaults={"item": item, "last": formed_on, "counted_from": formed_on, "due_on": due},
    )
    if made:
        data = {"formed_on": str(formed_on), "due_on": str(due)}
        record(actor, "arise", owed, f"登记应公开的信息“{owed}”", organ=organ, data=data, public=False)
    return owed


@transaction.atomic
def count_from(actor: Person | None, obligations: Iterable[Obligation], day: dt.date) -> int:
    """The period of the law ran from the day (a budget was approved): the due days follow. How many were counted."""
    counted = 0
    for owed in obligations:
        _require(actor, owed.organ)
        if not owed.item.period:
            raise ValidationError(f"“{owed.item}”没有法定的起算期限，按{owed.due_on}前公开。")
        if day > timezone.localdate():
            raise ValidationError({"day": "起算日在今天之后，请核对。"})
        owed.counted_from, owed.due_on = day, _counted(owed.item, day, owed.organ)
        owed.save(update_fields=["counted_from", "due_on"])
        data = {"from": str(day), "due_on": str(owed.due_on)}
        record(actor, "count_obligation", owed, f"登记“{owed}”的起算日", organ=owed.organ, data=data, public=False)
        counted += 1
    return counted


@transaction.atomic
def waive(actor: Person | None, obligation: Obligation, reason: str) -> None:
    """The item does not apply to the body in this period; an empty reason takes that back."""
    _require(actor, obligation.organ)
    if reason.strip() and len(reason.strip()) < 4:
        raise ValidationError({"reason": "请写明为什么不适用（不少于四个字）。"})
    if not reason.strip() and not obligation.waived_because:
        raise ValidationError({"reason": "请写明为什么不适用（不少于四个字）。"})
    obligation.waived_because = reason.strip()[:300]
    obligation.save(update_fields=["waived_because"])
    said = "标注不适用" if reason.strip() else "撤销不适用"
    record(
        actor,
        "waive_obligation",
        obligation,
        f"“{obligation}”{said}",
        organ=obligation.organ,
        reason=reason,
        public=False,
    )


@transaction.atomic
def owe_year(year: int) -> int:
    """Make out the year for every catalogue that has an edition in force and was not yet made out for it."""
    behind = Catalogue.objects.filter(editions__in_force_on__lte=dt.date(year, 12, 31)).distinct()
    done = 0
    for catalogue in behind.filter(Q(owed_year=None) | Q(owed_year__lt=year)).select_related("organ"):
        make_out(catalogue, [year])
        record(
            None, "owe_year", catalogue, f"列出“{catalogue}”{year}年应公开的事项", organ=catalogue.organ, public=False
        )
        done += 1
    return done


def _counted(item: Item, day: dt.date, organ: Organ) -> dt.date:
    try:
        return count(period(item.period or "publication", day), day, calendar_of(organ)).due
    except (LookupError, ValueError) as error:
        raise ValidationError(f"从{day}起算不出公开期限：{error}") from error


def _require(actor: Person | None, organ: Organ) -> None:
    if actor is not None:
        require(actor, Act.EDIT_CATALOGUE, organ, timezone.localdate())
