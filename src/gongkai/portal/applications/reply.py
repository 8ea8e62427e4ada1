"""The reply and the other papers of a case, for its requester; the fee; what to do when not content."""

from collections.abc import Iterator
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.applications import requester
from gongkai.applications.facts import Fact, standing
from gongkai.applications.letterfacts import sender
from gongkai.applications.models import Application, Letterhead
from gongkai.law.fees import tariffs
from gongkai.law.outcomes import outcomes
from gongkai.law.remedies import clauses
from gongkai.letters.wordings import wordings
from gongkai.portal.applications.entry import with_case
from gongkai.portal.applications.page import case_page


class Remedy(NamedTuple):
    """A way to have the organ's act looked at: what it is called, the words of the law on it."""

    title: str
    text: str


@with_case
def reply(request: HttpRequest, application: Application) -> HttpResponse:
    """The reply with its files."""
    fact = requester.read_reply(application)
    if fact is None:
        return redirect("case")
    papers = [paper for paper in requester.papers(application) if paper.file.kind not in ("identity", "attachment")]
    context: dict[str, object] = {
        "fact": fact,
        "outcome": outcomes()[application.outcome] if application.outcome else None,
        "parts": [{**part, "outcome": outcomes()[part["outcome"]]} for part in fact.data.get("parts", [])],
        "papers": papers,
        "remedies": remedies(application, fact),
    }
    return case_page(request, application, "reply", context)


@with_case
def paper(request: HttpRequest, application: Application, pk: int) -> HttpResponseBase:
    """One file, to be kept by the requester; never shown within the site."""
    opened = requester.open_paper(application, pk)
    if opened is None:
        raise Http404
    found, particulars = opened
    chunks: Iterator[bytes] = found.file.chunks(particulars)
    headers = {
        "Content-Disposition": str(content_disposition_header(True, found.name)),
        "Content-Length": str(found.file.size),
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return StreamingHttpResponse(chunks, content_type="application/octet-stream", headers=headers)


@with_case
def fee(request: HttpRequest, application: Application) -> HttpResponse:
    """What is to be paid, why, until when and how; the office records the payment."""
    charged = next((fact for fact in reversed(standing(application.facts)) if fact.kind == "charge"), None)
    if charged is None:
        return redirect("case")
    letters = requester.sent(charged.data.get("letter"), application)
    context: dict[str, object] = {
        "amount": charged.data["amount"],
        "quantity": charged.data["quantity"],
        "tariff": tariffs()[charged.data["tariff"]],
        "on": charged.on,
        "until": charged.day("until"),
        "paid": application.status != "paying",
        "payment": payment_of(application),
        "papers": [paper for paper in requester.papers(application) if paper.file.pk in letters],
    }
    return case_page(request, application, "fee", context)


def payment_of(application: Application) -> str:
    """How to pay, as the organ has set it; empty where it has not."""
    head = Letterhead.objects.filter(organ=application.organ).first()
    return head.payment.strip() if head else ""


def remedies(application: Application, reply: Fact | None) -> list[Remedy]:
    """What the requester can do: against the reply as its clause says, or against silence; to complain, always."""
    on, organ = timezone.localdate(), sender(application.organ)
    review = organ.review_organ or "有管辖权的行政复议机关"
    found = []
    if reply and reply.data.get("remedy"):
        kind = outcomes()[reply.data["outcome"]].letter
        gaps = {"letter": wordings()[kind].short, "review_organ": review, "court": organ.court}
        found.append(Remedy("复议和诉讼", clauses()[reply.data["remedy"]].words(reply.on, **gaps)))
        if organ.online_review:
            found.append(Remedy("网上复议", clauses()["online_review"].words(on, online_review=organ.online_review)))
    elif application.due_on and application.due_on < on and application.status == "handling":
        found.append(Remedy("复议和诉讼", _SILENCE.format(review=review, court=organ.court)))
    found.append(Remedy("投诉、举报", clauses()["complaint"].words(on, superior=organ.superior)))
    return found


_SILENCE = "机关在法定期限内没有答复的，您可以向{review}申请行政复议，或者向{court}提起行政诉讼（《条例》第五十一条）。"
