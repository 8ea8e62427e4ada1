"""The work of ``gongkai create-organ``."""

import secrets
from collections.abc import Mapping

import click
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.cli.values import Refused
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Role
from gongkai.project.operations.refusals import refuse_unless_migrated

ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody mistakes for one another."""


def create(fields: Mapping[str, str], administrator: str, administrator_name: str) -> None:
    """Register the organ, and its administrator with a password that must be changed at the first login."""
    refuse_unless_migrated()
    password = "".join(secrets.choice(ALPHABET) for _ in range(16))
    try:
        with transaction.atomic():
            organ = _organ(dict(fields))
            if administrator:
                person = create_person(None, administrator, administrator_name, password)
                appoint(None, person, organ, Role.ADMINISTRATOR, timezone.localdate())
    except ValidationError as error:
        raise Refused("没有登记：" + "；".join(_sentences(error))) from error
    click.echo(f"已登记“{organ}”，网址标识 {organ.slug}。")
    if administrator:
        click.echo(f"系统管理员 {administrator} 的初始密码（只显示这一次）：{password}")


def _organ(fields: dict[str, str]) -> Organ:
    slug = fields.pop("parent")
    parent = Organ.objects.filter(slug=slug).first()
    if slug and parent is None:
        raise ValidationError(f"没有标识为“{slug}”的上级机关")
    return create_organ(None, parent, **{**fields, "credit_code": fields["credit_code"] or None})


def _sentences(error: ValidationError) -> list[str]:
    """The messages, each with the name of its field."""
    if not hasattr(error, "error_dict"):
        return [str(message) for message in error.messages]
    names = {field.name: str(field.verbose_name) for field in Organ._meta.fields} | {"username": "管理员用户名"}
    return [f"{names.get(field, field)}：{'、'.join(messages)}" for field, messages in error.message_dict.items()]
