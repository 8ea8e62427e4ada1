"""A guide (公开指南) out of the body's own data and the law, as 条例 Art. 12 wants it: a draft for the body to go over."""

import datetime as dt

from django.template.loader import render_to_string

from gongkai.disclosure.headings import headings
from gongkai.law.fees import GROUND, TariffKey, tariffs
from gongkai.law.periods import periods
from gongkai.law.receipt import channels
from gongkai.organs.models import Kind, Organ

_WRITTEN_WAYS = ("counter", "registered_mail", "plain_mail", "web", "fax")
_NO_ORGAN_OF_ADMINISTRATION = {
    Kind.VILLAGE_COMMITTEE: "disclosure/guide_village.html",
    Kind.PUBLIC_ENTERPRISE: "disclosure/guide_enterprise.html",
}


def guide_title(organ: Organ) -> str:
    """The title of the body's guide."""
    return "村务公开指南" if organ.kind == Kind.VILLAGE_COMMITTEE else f"{organ.name}信息公开指南"


def guide_of(organ: Organ, on: dt.date) -> str:
    """The guide with the periods, fees and remedies that the law has on the day; where a contact is missing it says so.

    Villages and public enterprises are no organs of administration: theirs stand on other laws.
    """
    template = _NO_ORGAN_OF_ADMINISTRATION.get(Kind(organ.kind), "disclosure/guide.html")
    return render_to_string(template, {"organ": organ, "headings": headings(organ), **applying(on)})


def applying(on: dt.date) -> dict[str, object]:
    """What somebody who applies for information has to know: ways, periods, fees, with their articles."""
    return {
        "channels": [channels()[way] for way in _WRITTEN_WAYS],
        "periods": periods(on),
        "tariffs": [tariffs()[key] for key in TariffKey],
        "fee_ground": GROUND,
    }
