"""Opinions: sent on line, entered from paper, put together by what they say, decided."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gongkai.disclosure.formats import media_type_of
from gongkai.engagement.models import Channel, Consultation, Opinion, Point, Scan
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.trail.actions import record
from gongkai.vault import files
from gongkai.vault.codes import query_code
from gongkai.vault.names import masked

LONGEST = 5_000
"""Characters of an opinion."""
MOST_SCANS = 10
SENDER = "公众在网上"


class Sent(NamedTuple):
    """An opinion as it comes: its words, and of who sent it what they chose to say."""

    text: str
    name: str = ""
    contact: str = ""
    author: str = Opinion.Author.UNNAMED


@transaction.atomic
def send(consultation: Consultation, sent: Sent) -> tuple[Opinion, str]:
    """Somebody sends an opinion on line, while the consultation is open; the opinion, and the code to follow it with."""
    today, code = timezone.localdate(), query_code()
    if not consultation.is_open(today):
        raise ValidationError("这项意见征集现在不接收意见。")
    opinion = _keep(consultation, Channel.WEB, today, sent, code, None)
    record(None, "send_opinion", consultation, f"收到网上对“{consultation}”的意见一条", organ=consultation.organ,
           data={"opinion": opinion.number}, public=False)  # fmt: skip
    return opinion, code


@transaction.atomic
def enter(actor: Person, consultation: Consultation, channel: str, received_on: dt.date, sent: Sent) -> Opinion:
    """Enter an opinion that came on paper, by telephone or at a meeting."""
    _permit(actor, consultation)
    if channel not in Channel.values or channel == Channel.WEB:
        raise ValidationError({"channel": "请选择意见是怎样来的。"})
    if not consultation.published_on:
        raise ValidationError("征集还没有发布，不能登记意见。")
    if not consultation.opens_on <= received_on <= timezone.localdate():
        raise ValidationError({"received_on": f"收到日期应在{consultation.opens_on}和今天之间。"})
    opinion = _keep(consultation, channel, received_on, sent, "", actor)
    _trace(actor, consultation, "enter_opinion", f"登记第{opinion.number}条意见（{opinion.get_channel_display()}）")
    return opinion


@transaction.atomic
def add_scan(actor: Person, opinion: Opinion, upload: UploadedFile) -> Scan:
    """Keep the paper itself, encrypted."""
    _permit(actor, opinion.consultation)
    if opinion.scans.count() >= MOST_SCANS:
        raise ValidationError(f"一条意见最多存 {MOST_SCANS} 个原件。")
    name = PurePath(upload.name or "原件").name[-200:]
    media_type_of(name, upload)
    data, key = upload.read(), files.new_key()
    scan = Scan(opinion=opinion, sha256=hashlib.sha256(data).hexdigest(), size=len(data), added_by=actor)
    if opinion.scans.filter(sha256=scan.sha256).exists():
        raise ValidationError(f"“{name}”已经存过。")
    scan.seal({"name": name, "key": key.hex()})
    scan.content.save("", ContentFile(b"".join(files.sealed([data], key))), save=False)
    scan.save()
    _trace(actor, opinion.consultation, "add_scan", f"存入第{opinion.number}条意见的原件")
    return scan


@transaction.atomic
def group(
    actor: Person, consultation: Consultation, numbers: Iterable[int], gist: str, point: Point | None = None
) -> Point:
    """Put opinions together under a point: an existing one, or a new one that says what they come to."""
    _permit(actor, consultation)
    _require_undecided(consultation)
    chosen = list(consultation.opinions.filter(number__in=set(numbers)))
    if not chosen:
        raise ValidationError("请先勾选意见。")
    if point is None:
        if not gist.strip():
            raise ValidationError({"gist": "请概括这些意见的要点，反馈时公布的是要点。"})
        point = Point.objects.create(consultation=consultation, gist=gist.strip()[:500])
    left = {opinion.point_id for opinion in chosen} - {None, point.pk}
    Opinion.objects.filter(pk__in=[opinion.pk for opinion in chosen]).update(point=point)
    Point.objects.filter(pk__in=left, opinions=None).delete()
    listed = sorted(opinion.number for opinion in chosen)
    _trace(actor, consultation, "group_opinions", f"归并{len(chosen)}条意见", {"opinions": listed, "point": point.pk})
    return point


@transaction.atomic
def decide(actor: Person, point: Point, decision: str, reason: str, gist: str) -> Point:
    """Say whether a point is adopted, and why; where it is not, or only in part, the reason is owed."""
    consultation = point.consultation
    _permit(actor, consultation)
    _require_undecided(consultation)
    if decision not in Point.Decision.values:
        raise ValidationError({"decision": "请选择是否采纳。"})
    if decision != Point.Decision.ADOPTED and not reason.strip():
        raise ValidationError(
            {"reason": "没有采纳或者部分采纳的，请写明理由（《重大行政决策程序暂行条例》第三十二条）。"}
        )
    if not gist.strip():
        raise ValidationError({"gist": "意见要点不能是空的。"})
    point.gist, point.decision, point.reason = gist.strip()[:500], decision, reason.strip()[:1000]
    point.decided_by, point.decided_at = actor, timezone.now()
    point.save()
    _trace(actor, consultation, "decide_point", f"意见要点“{point.gist[:60]}”：{point.get_decision_display()}")
    return point


@transaction.atomic
def read_author(actor: Person, opinion: Opinion, purpose: str) -> Mapping[str, str]:
    """Who sent the opinion, with its words in full; each reading leaves a trace with its purpose."""
    consultation = opinion.consultation
    require(actor, Act.SEE_OPINION_AUTHOR, consultation.organ, timezone.localdate())
    if not purpose.strip():
        raise ValidationError("请先写明查看的目的。")
    record(actor, "read_opinion_author", consultation, f"查看“{consultation}”第{opinion.number}条意见的提出人",
           organ=consultation.organ, reason=purpose.strip()[:200], public=False)  # fmt: skip
    return {name: text for name, text in opinion.unseal().items() if name != "code"}


def open_scan(actor: Person, scan: Scan) -> Mapping[str, str]:
    """The name and the key of a scan, to be given to ``scan.chunks``."""
    read_author(actor, scan.opinion, "查看原件")
    return scan.unseal()


def _keep(
    consultation: Consultation, channel: str, received_on: dt.date, sent: Sent, code: str, by: Person | None
) -> Opinion:
    text = sent.text.strip()
    if len(text) < 2:
        raise ValidationError({"text": "请写明意见。"})
    if len(text) > LONGEST:
        raise ValidationError({"text": f"写了{len(text)}字，超过{LONGEST}字的上限；长的意见请概括，原文作为原件保存。"})
    author = sent.author if sent.name.strip() else Opinion.Author.UNNAMED
    Consultation.objects.select_for_update().get(pk=consultation.pk)  # numbers have no gaps
    last = consultation.opinions.aggregate(last=Max("number"))["last"] or 0
    opinion = Opinion(
        consultation=consultation,
        number=last + 1,
        channel=channel,
        received_on=received_on,
        author=author,
        label=masked(sent.name)[:40] if sent.name.strip() else "",
        entered_by=by,
    )
    said = {"text": text, "name": sent.name.strip(), "contact": sent.contact.strip(), "code": code}
    opinion.seal({name: value for name, value in said.items() if value})
    opinion.save()
    return opinion


def _permit(actor: Person, consultation: Consultation) -> None:
    require(actor, Act.HANDLE_OPINIONS, consultation.organ, timezone.localdate())


def _require_undecided(consultation: Consultation) -> None:
    feedback = getattr(consultation, "feedback", None)
    if feedback is not None and feedback.live:
        raise ValidationError("采纳情况已经公布，不能再改；确有错误的，先撤下反馈。")


def _trace(
    actor: Person, consultation: Consultation, act: str, what: str, data: Mapping[str, object] | None = None
) -> None:
    record(actor, act, consultation, f"“{consultation}”：{what}", organ=consultation.organ, data=data, public=False)
