"""What a village does: post from a phone, publish what was looked over; the end of what is public for a time only."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape

from gongkai.catalogue.actions.fulfilling import stay_fulfilled, tie, tie_formed
from gongkai.catalogue.models import Item, Obligation
from gongkai.disclosure.actions.attachments import attach
from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.disclosure.models import Document
from gongkai.disclosure.versions import take_down
from gongkai.organs.models import Level, Organ, Person
from gongkai.scan.passage import folded
from gongkai.scan.personal import personal_in
from gongkai.trail.actions import record
from gongkai.vetting.actions.after import bury
from gongkai.vetting.actions.review import void
from gongkai.vetting.checking import as_data, checked
from gongkai.vetting.models import Tomb
from gongkai.vetting.targets import target_of
from gongkai.village.models import Display

LONGEST = dt.timedelta(days=90)
"""The longest time for which a list of people is public."""
MOST_FILES = 12


@transaction.atomic
def post(
    actor: Person,
    organ: Organ,
    of: Obligation | Item,
    words: Mapping[str, str],
    files: Iterable[UploadedFile] = (),
    until: dt.date | None = None,
) -> Document:
    """A draft out of a title, a few lines and photos, tied to what is owed (or to what was formed under an item).

    With ``until`` it is a list of people, public up to that day: personal data in its words are masked.
    """
    if organ.level != Level.VILLAGE:
        raise ValidationError("村务公开由村（居）民委员会发布。")
    given = list(files)
    if len(given) > MOST_FILES:
        raise ValidationError({"photos": f"一次最多 {MOST_FILES} 个文件，请分几次发布。"})
    body = words.get("body", "")
    if not body.strip() and not given:
        raise ValidationError({"body": "请写几行文字，或者拍照、选文件。"})
    if until is not None:
        body = masked(body)
    text = "".join(f"<p>{escape(line)}</p>" for line in body.splitlines() if line.strip())
    fields: dict[str, Any] = {"kind": "general", "heading": "general", "title": words["title"], "body": text}
    document = draft_document(actor, organ, fields)
    for file in given:
        attach(actor, document, file)
    if isinstance(of, Item):
        tie_formed(actor, of, document)
    else:
        tie(actor, of, document)
    if until is not None:
        _display(actor, document, until)
    return document


def _display(actor: Person, document: Document, until: dt.date) -> None:
    today = timezone.localdate()
    if not today < until <= today + LONGEST:
        raise ValidationError({"until": f"公示截止日期应在今天之后、{LONGEST.days}天以内。"})
    display = Display.objects.create(document=document, organ=document.organ, until=until, by=actor)
    summary = f"“{document}”公示至{until}，期满撤下"
    record(actor, "display_list", display, summary, organ=document.organ, public=False)


def masked(text: str) -> str:
    """The text with identity numbers, telephones, cards and addresses masked; names stay, they are what is displayed.

    >>> masked("演示甲，11010519491231002X，每月300元")
    '演示甲，110105********002X，每月300元'
    """
    plain = folded(text).text
    for found in reversed(list(personal_in(plain, timezone.localdate()))):
        plain = plain[: found.start] + found.masked + plain[found.end :]
    return plain


def findings_of(document: Document) -> list[dict[str, Any]]:
    """What the content check has to say of a draft, its files included."""
    content = target_of(document).content(document)
    name = f"disclosure.document:{document.pk}"
    return as_data(checked(content, document.organ, name, timezone.localdate()))


@transaction.atomic
def publish_posting(actor: Person, document: Document) -> Document:
    """Publish what was posted; where the village has set no vetting, errors of the content check stand in the way."""
    wrong = [finding for finding in findings_of(document) if finding["severity"] == "error"]
    if wrong:
        raise ValidationError([f"{one['place']}：{one['message']}" for one in wrong[:5]])
    return publish_document(actor, document)


@transaction.atomic
def end_display(display: Display) -> None:
    """Take a list down whose time is over; what it was owed for stays done, and its page says since when it is gone."""
    kept = Display.objects.select_for_update().select_related("document__organ", "by").get(pk=display.pk)
    document = kept.document
    if kept.ended_at is not None:
        return
    if document.live:
        stay_fulfilled(document)
        reason = f"公示期至{kept.until}，期满撤下"
        take_down(document, reason)
        bury(kept.by, document, Tomb.Ground.PRIVACY, reason, document.index_no or "")
        void(document, document.organ)
        record(None, "end_display", document, f"公示期满，撤下“{document}”", organ=document.organ, reason=reason)
    kept.ended_at = timezone.now()
    kept.save(update_fields=["ended_at"])


def end_displays(on: dt.date) -> int:
    """End all whose last day was before the day."""
    over = list(Display.objects.filter(ended_at=None, until__lt=on))
    for display in over:
        end_display(display)
    return len(over)
