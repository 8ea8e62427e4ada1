"""What a body offers people to read and to take part in beside its column, for its own page."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Exists, QuerySet
from django.utils import timezone

from gongkai.disclosure.models import Document
from gongkai.engagement.models import Consultation, Leader, Meeting, Motion, Published, Survey
from gongkai.engagement.queries import public
from gongkai.figures.models import Stated
from gongkai.organs.models import Organ
from gongkai.portal.engagement.budgets import HEADING
from gongkai.ui.templatetags.gongkai import address


class Offer(NamedTuple):
    """A list of the body's: the name of its address, its title, what stands there, and its records."""

    name: str
    title: str
    about: str
    records: "Callable[[Organ], QuerySet[Any]]"


def _of(model: type[Published]) -> "Callable[[Organ], QuerySet[Any]]":
    return partial(public, model)


def _budgets(organ: Organ) -> "QuerySet[Any]":
    return Document.objects.filter(live=True, heading=HEADING, organ__path__startswith=organ.path)


def _counters(organ: Organ) -> "QuerySet[Any]":
    over = Stated.objects.filter(current=True, year__lt=timezone.localdate().year)
    return over.filter(organ__path__startswith=organ.path)


OFFERS = (
    Offer("organ_leaders", "领导和职能", "负责人、主要职能、内设机构", _of(Leader)),
    Offer("organ_consultations", "意见征集", "草案、怎样提意见、采纳情况", _of(Consultation)),
    Offer("organ_surveys", "民意调查", "问卷和调查结果", _of(Survey)),
    Offer("organ_meetings", "政府会议", "议题、议定事项、公众列席", _of(Meeting)),
    Offer("organ_motions", "建议提案办理结果", "人大代表建议、政协提案的答复", _of(Motion)),
    Offer("budgets", "预决算公开", "本机关和所属机关的预算、决算", _budgets),
    Offer("decisions", "许可、处罚、强制和收费", "各年作出的决定数、收费金额", _counters),
)


def offers(organ: Organ) -> list[tuple[str, Offer]]:
    """Those with anything in them, with their addresses; one query."""
    there = {f"has_{offer.name}": Exists(offer.records(organ)) for offer in OFFERS}
    found = Organ.objects.filter(pk=organ.pk).values(**there).first() or {}
    return [(address(offer.name, organ.slug), offer) for offer in OFFERS if found.get(f"has_{offer.name}")]
