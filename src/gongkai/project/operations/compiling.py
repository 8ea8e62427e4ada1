"""The work of ``gongkai compile``."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from gongkai.annual.compiling import NOT_A_YEAR, compiled, years
from gongkai.cli.inputs import Input
from gongkai.cli.values import Refused
from gongkai.organs.models import Organ
from gongkai.project.operations.refusals import refuse_unless_migrated
from gongkai.report.recognise import Reading


class Made(NamedTuple):
    """A compiled report as the writers of the command line take one that was read."""

    reading: Reading
    source: Input
    missing: tuple[str, ...]


def made(organ: str, year: int, *, region: bool, as_at: dt.datetime | None) -> Made:
    """The report; :class:`Refused` for a year that is not one, where there is no such organ, or several of the name."""
    refuse_unless_migrated()
    if year not in years(timezone.localdate()):
        raise Refused(NOT_A_YEAR)
    found = list(Organ.objects.filter(Q(slug=organ) | Q(name=organ))[:2])
    if not found:
        raise Refused(f"没有标识或名称为“{organ}”的机关。")
    if len(found) > 1:
        raise Refused(f"有不止一个机关叫“{organ}”，请用网址标识。")
    report, missing = compiled(found[0], year, region=region, as_at=as_at.date() if as_at else None)
    name = f"{found[0].slug}-{year}"
    return Made(Reading.of(report), Input(name, name), missing)
