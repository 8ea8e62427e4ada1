"""The records of the room as vetting knows them."""

import hashlib
from functools import partial
from typing import Any

from gongkai.engagement.kinds import KINDS, Kind
from gongkai.engagement.models import Published
from gongkai.engagement.models.enclosure import enclosures_of
from gongkai.organs.access import Act
from gongkai.organs.models import Organ
from gongkai.vetting.targets import Content, File, Part, Target, declare


def declare_targets() -> None:
    """Let all of them be vetted."""
    for model, kind in KINDS.items():
        declare(model._meta.label_lower, _target(model, kind))


def _target(model: type[Published], kind: Kind) -> Target:
    return Target(
        label=kind.label,
        edit_act=Act.EDIT_ENGAGEMENT,
        publish_act=Act.PUBLISH_ENGAGEMENT,
        model=lambda: model,
        organ=_organ,
        version=_version,
        content=_content,
        address=kind.address,
    )


def _version(record: Published) -> str:
    """The newest version with its files, which have no versions of their own."""
    sums = "".join(enclosures_of(record).order_by("sha256").values_list("sha256", flat=True))
    return f"{record.latest_revision_id}:{hashlib.sha256(sums.encode()).hexdigest()[:16]}"


def _content(record: Published) -> Content:
    draft = record.draft
    named = {name: str(draft._meta.get_field(name).verbose_name) for name in draft.TEXTS}  # type: ignore[union-attr]
    parts = tuple(Part(label, getattr(draft, name)) for name, label in named.items() if getattr(draft, name))
    files = tuple(File(file.name, partial(file.content.open, "rb")) for file in enclosures_of(record))
    return Content(draft.title, parts, files)


def _organ(record: Any) -> Organ:
    organ: Organ = record.organ
    return organ
