"""What fulfils an obligation: a document of the body, chosen when it is drafted or later; or an address elsewhere."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.catalogue.actions.owing import arise
from gongkai.catalogue.models import Fulfilment, Item, Obligation
from gongkai.disclosure.models import Document
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.trail.actions import record


@transaction.atomic
def tie(actor: Person | None, obligation: Obligation, document: Document) -> Fulfilment:
    """Let a document of the body fulfil the obligation from the day on which it is published."""
    _require(actor, obligation)
    if document.organ_id != obligation.organ_id:
        raise ValidationError("这是别的机关的文件，只能用本机关公开的文件。")
    made, new = Fulfilment.objects.get_or_create(obligation=obligation, document=document, defaults={"by": actor})
    if new:
        summary = f"以“{document}”公开“{obligation}”"[:500]
        record(actor, "tie_document", obligation, summary, organ=obligation.organ, data={"document": document.pk})
    return made


@transaction.atomic
def tie_formed(actor: Person | None, item: Item, document: Document) -> Fulfilment:
    """Let a document be what was formed under an item that asks for whatever is formed (随时公开)."""
    formed = document.signed_on or document.published_on or timezone.localdate()
    return tie(actor, arise(actor, document.organ, item, document.title, formed), document)


@transaction.atomic
def link(actor: Person | None, obligation: Obligation, url: str, on: dt.date, evidence: str) -> Fulfilment:
    """State that it was published elsewhere: where, on which day, and how that is known."""
    _require(actor, obligation)
    if on > timezone.localdate():
        raise ValidationError({"on": "公开日期在今天之后，请核对。"})
    if len(evidence.strip()) < 4:
        raise ValidationError({"evidence": "请写明佐证，例如截图的存放处、核对人和核对日期。"})
    made = Fulfilment(obligation=obligation, url=url.strip(), on=on, evidence=evidence.strip(), by=actor)
    made.full_clean(exclude=["by", "document"])
    if not made.url:
        raise ValidationError({"url": "请填写公开的网址。"})
    made.save()
    data = {"url": made.url, "on": str(on)}
    record(actor, "link_published", obligation, f"登记“{obligation}”在别处公开", organ=obligation.organ, data=data)
    return made


@transaction.atomic
def untie(actor: Person, fulfilment: Fulfilment, reason: str) -> None:
    """Take back what does not fulfil the obligation after all."""
    obligation = fulfilment.obligation
    _require(actor, obligation)
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么取消。"})
    summary = f"取消“{fulfilment}”作为“{obligation}”的公开情况"[:500]
    fulfilment.delete()
    record(actor, "untie", obligation, summary, organ=obligation.organ, reason=reason[:500])


def stay_fulfilled(document: Document) -> None:
    """What the document fulfilled stays done though it is taken down: it was to be public for a time only.

    Within the act that takes it down, which leaves its trace.
    """
    Fulfilment.objects.filter(document=document, on=None).update(on=document.published_on)


def _require(actor: Person | None, obligation: Obligation) -> None:
    if actor is not None:
        require(actor, Act.EDIT_CATALOGUE, obligation.organ, timezone.localdate())
    if obligation.waived_because:
        raise ValidationError("这一项已标注不适用，请先撤销。")
