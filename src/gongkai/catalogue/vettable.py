"""Editions of catalogues as vetting knows them."""

from django.utils.html import escape

from gongkai.catalogue.models import Edition, Item
from gongkai.organs.access import Act
from gongkai.organs.models import Organ
from gongkai.vetting.targets import Content, Part, Target, declare


def _organ(edition: Edition) -> Organ:
    return edition.organ


def _version(edition: Edition) -> str:
    return f"{edition.number}:{edition.changed}"


def _content(edition: Edition) -> Content:
    rows = "".join(f"<tr>{_row(item)}</tr>" for item in edition.items.all())
    return Content(str(edition), (Part("目录", f"<table>{rows}</table>"),) if rows else ())


def _row(item: Item) -> str:
    texts = (
        item.field,
        item.level_1,
        item.name,
        item.content,
        item.basis,
        item.time_limit,
        item.body,
        item.audience_note,
    )
    return "".join(f"<td>{escape(text)}</td>" for text in texts)


def declare_targets() -> None:
    """Let editions be vetted before they come into force."""
    declare(
        "catalogue.edition",
        Target(
            label="公开事项目录",
            edit_act=Act.EDIT_CATALOGUE,
            publish_act=Act.ENACT_CATALOGUE,
            model=lambda: Edition,
            organ=_organ,
            version=_version,
            content=_content,
            address="desk_edition",
        ),
    )
