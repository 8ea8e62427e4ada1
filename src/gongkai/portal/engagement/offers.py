"""What a body offers people to take part in, for its own page."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef

from gongkai.engagement.models import Consultation, Meeting, Published, Survey
from gongkai.organs.models import Organ
from gongkai.ui.templatetags.gongkai import address


class Offer(NamedTuple):
    """A list of the body's: its records, the name of its address, its title, what stands there."""

    model: type[Published]
    name: str
    title: str
    about: str


OFFERS = (
    Offer(Consultation, "organ_consultations", "意见征集", "草案、怎样提意见、采纳情况"),
    Offer(Survey, "organ_surveys", "民意调查", "问卷和调查结果"),
    Offer(Meeting, "organ_meetings", "政府会议", "议题、议定事项、公众列席"),
)


def offers(organ: Organ) -> list[tuple[str, Offer]]:
    """Those with anything in them, with their addresses; one query."""
    there = {
        offer.name: Exists(offer.model._default_manager.filter(organ=OuterRef("pk"), live=True)) for offer in OFFERS
    }
    found = Organ.objects.filter(pk=organ.pk).values(**there).first() or {}
    return [(address(offer.name, organ.slug), offer) for offer in OFFERS if found.get(offer.name)]
