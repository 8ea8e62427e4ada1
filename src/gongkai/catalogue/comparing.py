"""Two editions side by side: which items came, which went, what of the others is different."""

from typing import NamedTuple

from gongkai.catalogue.models import ELEMENTS, Edition, Item
from gongkai.law.rhythm import Rhythm


class Difference(NamedTuple):
    """An element of an item that is different: its name, what it was and what it is."""

    name: str
    old: str
    new: str


class Change(NamedTuple):
    """An item in both editions; ``old`` or ``new`` is ``None`` where it came or went."""

    old: Item | None
    new: Item | None
    differences: tuple[Difference, ...] = ()

    @property
    def item(self) -> Item:
        """The item as it is, or was."""
        found = self.new or self.old
        assert found is not None  # noqa: S101  (one of the two is there by construction)
        return found

    @property
    def label(self) -> str:
        """What happened to it."""
        return "新增" if self.old is None else "删去" if self.new is None else "修改"


def compare(old: Edition, new: Edition) -> list[Change]:
    """What is different, in the order of the new edition; what went comes last."""
    before, after = ({item.key: item for item in edition.items.all()} for edition in (old, new))
    changes = []
    for key, item in after.items():
        if key not in before:
            changes.append(Change(None, item))
        elif differences := _differences(before[key], item):
            changes.append(Change(before[key], item, differences))
    return changes + [Change(item, None) for key, item in before.items() if key not in after]


def _differences(old: Item, new: Item) -> tuple[Difference, ...]:
    names = {name: str(Item._meta.get_field(name).verbose_name) for name in ELEMENTS}  # type: ignore[union-attr]
    return tuple(
        Difference(names[name], said(old, name), said(new, name))
        for name in ELEMENTS
        if getattr(old, name) != getattr(new, name)
    )


def said(item: Item, name: str) -> str:
    """An element as people read it."""
    match name:
        case "channels":
            return "、".join(item.channel_names)
        case "tiers":
            return "、".join(item.tier_names)
        case "rhythm":
            return Rhythm(item.rhythm).label
        case "audience":
            return item.audience_name
        case "mode":
            return item.get_mode_display()
        case "heading":
            return item.get_heading_display()
    return str(getattr(item, name))
