"""Catalogues and the drafts of their editions. Each act checks, writes and leaves its trace in one transaction.

An ``actor`` of ``None`` is the system: what is taken over by a command.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from gongkai.catalogue.models import ELEMENTS, Catalogue, Edition, Item
from gongkai.catalogue.standard import StandardItem, standard_items
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record

MOST = 2_000
"""Items of an edition."""


@transaction.atomic
def begin_catalogue(actor: Person | None, organ: Organ, title: str) -> Edition:
    """A new catalogue of a body, with an empty first edition as a draft."""
    _require(actor, organ)
    catalogue = Catalogue(organ=organ, title=title.strip())
    catalogue.full_clean()
    catalogue.save()
    edition = Edition.objects.create(catalogue=catalogue, organ=organ, number=1, made_by=actor)
    record(actor, "begin_catalogue", catalogue, f"建立“{catalogue}”", organ=organ, public=False)
    return edition


@transaction.atomic
def begin_edition(actor: Person | None, catalogue: Catalogue, note: str = "") -> Edition:
    """A draft of the next edition, with the items of the latest. ``ValidationError`` where there is a draft already."""
    _require(actor, catalogue.organ)
    latest = catalogue.editions.select_for_update().first()
    if latest is not None and not latest.live:
        raise ValidationError(f"第{latest.number}版还是草稿，请先启用或者放弃。")
    number = latest.number + 1 if latest else 1
    edition = Edition.objects.create(
        catalogue=catalogue, organ=catalogue.organ, number=number, note=note.strip()[:300], made_by=actor
    )
    items = list(latest.items.all()) if latest else []
    Item.objects.bulk_create(_copied(item, edition) for item in items)
    record(actor, "begin_edition", edition, f"起草“{edition}”", organ=edition.organ, public=False)
    return edition


@transaction.atomic
def discard_edition(actor: Person, edition: Edition) -> None:
    """Give a draft up."""
    _require_draft(actor, edition)
    record(actor, "discard_edition", edition, f"放弃“{edition}”的草稿", organ=edition.organ, public=False)
    only = not edition.catalogue.editions.exclude(pk=edition.pk).exists()
    (edition.catalogue if only else edition).delete()


@transaction.atomic
def keep_item(actor: Person | None, edition: Edition, fields: Mapping[str, Any], item: Item | None = None) -> Item:
    """Add an item to a draft, or change one. ``fields`` are of :data:`gongkai.catalogue.models.ELEMENTS`."""
    _require_draft(actor, edition)
    if item is not None and item.edition_id != edition.pk:
        raise ValidationError("这项事项不在这一版里。")
    kept = item or Item(edition=edition, key=_new_key(edition), serial=_next_serial(edition))
    for name, value in _own(fields).items():
        setattr(kept, name, value)
    kept.full_clean()
    kept.save()
    _changed(actor, edition, "keep_catalogue_item", f"{'修改' if item else '增加'}“{edition}”的事项“{kept}”")
    return kept


@transaction.atomic
def drop_item(actor: Person, item: Item) -> None:
    """Take an item out of a draft."""
    edition = item.edition
    _require_draft(actor, edition)
    item.delete()
    edition.items.filter(serial__gt=item.serial).update(serial=F("serial") - 1)
    _changed(actor, edition, "drop_catalogue_item", f"从“{edition}”删去事项“{item}”")


@transaction.atomic
def adopt_standard(actor: Person | None, edition: Edition, fields: Iterable[str]) -> int:
    """Add the standard items of the fields to a draft; those that are there already stay as they are. How many."""
    _require_draft(actor, edition)
    wanted = list(fields)
    there = set(edition.items.values_list("key", flat=True))
    new = [item for field in wanted for item in standard_items(field) if item.key not in there]
    if not new:
        raise ValidationError("所选领域的标准事项都已经在这一版里。" if wanted else "请至少选一个领域。")
    first = _next_serial(edition)
    _make(edition, [(serial, item.key, _elements(item)) for serial, item in enumerate(new, first)])
    _changed(
        actor, edition, "adopt_standard", f"把标准目录的{len(new)}项事项加入“{edition}”（{'、'.join(wanted)[:200]}）"
    )
    return len(new)


@transaction.atomic
def replace_items(actor: Person | None, edition: Edition, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
    """Put the rows of a table (key, fields) in the place of a draft's items: all of them or, on any error, none.

    ``ValidationError`` with a message for every row that is wrong. A row without a key keeps that of an item of the
    same name in the draft, or gets a new one.
    """
    _require_draft(actor, edition)
    keys = {item.name: item.key for item in edition.items.all()}
    edition.items.all().delete()
    made = [
        (serial, key or keys.get(str(fields["name"])) or _own_key(edition, f"{edition.number}-t{serial}"), fields)
        for serial, (key, fields) in enumerate(rows, 1)
    ]
    _make(edition, made)
    _changed(actor, edition, "import_catalogue", f"从表格导入“{edition}”的{len(made)}项事项")
    return len(made)


def check_rows(edition: Edition, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """What is wrong with rows (key, fields) that are to be an edition's items: a sentence for each error."""
    return _checked(edition, [(serial, key, fields) for serial, (key, fields) in enumerate(rows, 1)])[1]


def _make(edition: Edition, rows: Sequence[tuple[int, str, Mapping[str, Any]]]) -> None:
    if edition.items.count() + len(rows) > MOST:
        raise ValidationError(f"一版目录最多 {MOST:,} 项事项。")
    items, wrong = _checked(edition, rows)
    if wrong:
        raise ValidationError(wrong)
    Item.objects.bulk_create(items)


def _checked(edition: Edition, rows: Sequence[tuple[int, str, Mapping[str, Any]]]) -> tuple[list[Item], list[str]]:
    items, wrong, seen = [], [], set()
    for serial, key, fields in rows:
        item = Item(edition=edition, key=key or f"row-{serial}", serial=serial, **_own(fields))
        try:
            item.full_clean(exclude=["edition"], validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            wrong += [f"第{serial}项“{item.name}”：{told}" for told in told_by_field(error)]
        if item.key in seen:
            wrong.append(f"第{serial}项“{item.name}”：事项编码“{key}”前面已经用过。")
        seen.add(item.key)
        items.append(item)
    return items, wrong


def told_by_field(error: ValidationError) -> list[str]:
    """The messages with the names of their fields."""
    names = {field.name: field.verbose_name for field in Item._meta.fields}
    return [
        f"{names.get(name, '')}：{message}" if name in names else message
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _elements(item: StandardItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ELEMENTS}


def _copied(item: Item, edition: Edition) -> Item:
    fields = {name: getattr(item, name) for name in ELEMENTS}
    return Item(edition=edition, key=item.key, serial=item.serial, **fields)


def _own(fields: Mapping[str, Any]) -> dict[str, Any]:
    strange = fields.keys() - set(ELEMENTS)
    if strange:
        raise ValidationError(f"不能在这里修改：{'、'.join(sorted(strange))}")
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}


def _next_serial(edition: Edition) -> int:
    last: int | None = edition.items.aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _new_key(edition: Edition) -> str:
    return _own_key(edition, f"{edition.number}-{edition.changed + 1}")


def _own_key(edition: Edition, place: str) -> str:
    """A key that no standard item and no other catalogue has."""
    return f"own-{edition.catalogue_id}-{place}"


def _require(actor: Person | None, organ: Organ) -> None:
    if actor is not None:
        require(actor, Act.EDIT_CATALOGUE, organ, timezone.localdate())


def _require_draft(actor: Person | None, edition: Edition) -> None:
    _require(actor, edition.organ)
    if Edition.objects.select_for_update().get(pk=edition.pk).live:
        raise ValidationError("已经启用的版本不能改动，请起草新的一版。")


def _changed(actor: Person | None, edition: Edition, act: str, summary: str) -> None:
    edition.changed += 1
    edition.save(update_fields=["changed"])
    record(actor, act, edition, summary, organ=edition.organ, public=False)
