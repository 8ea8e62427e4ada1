"""The library of policies (政策文件库): rules, normative and other documents of all bodies, by what they are and whether in force."""

import datetime as dt
import enum
from typing import NamedTuple

from django.db.models import Q, QuerySet

from gongkai.disclosure.models import POLICIES, RULED, Document
from gongkai.organs.models import Organ


class Validity(enum.StrEnum):
    """Whether a rule or normative document is in force, as a reader asks for it."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    PENDING = "pending"
    UNLISTED = "unlisted"
    ABOLISHED = "abolished"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """In Chinese."""
        return {
            "in_force": "有效",
            "amended": "已修改",
            "pending": "尚未施行",
            "unlisted": "未列入清理结果",
            "abolished": "已废止",
            "lapsed": "已失效",
        }[self]

    def condition(self, on: dt.date) -> Q:
        """On documents, as on the day; those that are amended are in force too."""
        going = Q(ended_on=None) | Q(ended_on__gt=on)
        begun = going & (Q(effective_on=None) | Q(effective_on__lte=on))
        listed = Q(unlisted_on=None) | Q(unlisted_on__gt=on)
        conditions = {
            "in_force": begun & listed,
            "amended": begun & listed & Q(amended_on__lte=on),
            "pending": going & Q(effective_on__gt=on),
            "unlisted": begun & Q(unlisted_on__lte=on),
            "abolished": Q(ended="abolished", ended_on__lte=on),
            "lapsed": Q(ended="lapsed", ended_on__lte=on),
        }
        return Q(kind__in=RULED) & conditions[self]


class Wanted(NamedTuple):
    """What is asked of the library; empty is everything."""

    kind: str = ""
    year: int | None = None
    validity: Validity | None = None
    subject: str = ""
    organ: Organ | None = None


def policies(wanted: Wanted, on: dt.date) -> QuerySet[Document]:
    """The public documents of the library that are wanted, the newest first; of a body with all beneath it."""
    found = Document.objects.filter(live=True, kind__in=[wanted.kind] if wanted.kind else POLICIES)
    if wanted.year:
        found = found.filter(published_on__range=(dt.date(wanted.year, 1, 1), dt.date(wanted.year, 12, 31)))
    if wanted.validity:
        found = found.filter(wanted.validity.condition(on))
    if wanted.subject:
        found = found.filter(subject=wanted.subject)
    if wanted.organ:
        found = found.filter(organ__path__startswith=wanted.organ.path)
    return found.select_related("organ").defer("body").order_by("-published_on", "-pk")
