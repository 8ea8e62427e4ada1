"""The facts of a letter, from the record: organ, request, case, and the clock that its check compares."""

import datetime as dt
from pathlib import PurePath

from django.db.models import Max
from django.utils import timezone

from gongkai.applications import clock, people
from gongkai.applications.actions.step import case_of
from gongkai.applications.fold import Case
from gongkai.applications.models import Application
from gongkai.applications.papers import Letterhead
from gongkai.applications.requester import covered_or_replaced
from gongkai.law.receipt import BEIJING
from gongkai.letters import Facts, Request, Requester
from gongkai.letters import Organ as Sender
from gongkai.letters.check import Answer, Asked, Clock, Party
from gongkai.letters.facts import Paper, Search
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person

PURPOSE = "制作文书"
WAITING = ("correcting", "paying")
"""While the requester has to correct or to pay no clock runs, so that nothing can be late."""
_ENCLOSING = ("grant_reply", "partial_reply")
_PARTIES = {"consult_third_party": Party.THIRD_PARTY, "consult_organ": Party.JOINT_ORGAN}
_ENDINGS = {
    "withdrawal_confirmation": "withdrawn",
    "record_correction_reply": "record_corrected",
    "merger_note": "merged",
}
"""Letters that tell of one outcome, which nobody drafts."""


def facts_of(actor: Person, application: Application, kind: str, number: str, on: dt.date) -> Facts:
    """What the record has for a letter. The reading of the requester's particulars leaves its trace."""
    case = case_of(application)
    return Facts(
        organ=sender(application.organ),
        request=_request(actor, application, case),
        number=number,
        on=on,
        outcome=_ENDINGS.get(kind, ""),
        search=_search(application, case),
        papers=tuple(_papers(application)) if kind == "archive_list" else (),
        enclosures=_enclosures(application) if kind in _ENCLOSING else (),
        handler=actor.name or actor.get_username(),
    )


def sender(organ: Organ) -> Sender:
    """The organ as its letters name it. Without a letterhead its reviews go to the body above it (复议法 Art. 24)."""
    head = Letterhead.objects.filter(organ=organ).first() or Letterhead(organ=organ)
    above = organ.get_parent()  # type: ignore[no-untyped-call]
    given = {"court": head.court, "superior": head.superior}
    return Sender(
        name=organ.name,
        unit=organ.foi_unit,
        address=organ.address,
        postcode=organ.postcode,
        phone=organ.phone,
        office_hours=organ.office_hours,
        review_organ=head.review_organ or (above.name if above else ""),
        online_review=head.online_review,
        **{name: words for name, words in given.items() if words},
    )


def clock_of(application: Application, served_on: dt.date | None = None) -> Clock:
    """The application's dates as the check of a letter takes them."""
    case, calendar = case_of(application), calendar_of(application.organ)
    received = case.received_on or application.submitted_at.astimezone(BEIJING).date()
    due = clock.due_on(case, calendar) or (clock.term(case, calendar).due if case.received_on else received)
    if case.status in WAITING:
        due = dt.date.max
    return Clock(
        received_on=received,
        due_on=due,
        served_on=served_on,
        corrections=tuple(fact.on for fact in application.facts if fact.kind == "request_correction"),
        extended="extend" in case.taken,
        asked=tuple(_asked(application, case)),
        calendar=calendar,
    )


def _asked(application: Application, case: Case) -> list[Asked]:
    told = application.letters.filter(kind="third_party_notice").aggregate(last=Max("released_on"))["last"]
    answers = {"agrees": Answer.AGREES, "objects": Answer.OBJECTS}
    return [
        Asked(
            party=_PARTIES[each.kind],
            received_on=each.reached_on or each.on,
            answer=answers.get(each.answer, Answer.NONE),
            answered_on=each.heard_on,
            told_on=told,
        )
        for each in case.consultations
    ]


def _request(actor: Person, application: Application, case: Case) -> Request:
    who = people.requester(actor, application, PURPOSE)
    submitted = application.submitted_at.astimezone(BEIJING).date()
    due = clock.due_on(case, calendar_of(application.organ))
    return Request(
        number=application.number,
        requester=Requester(
            name=who.name,
            organisation=application.requester_kind != "natural_person",
            representative=who.representative,
            identity=who.identity,
            address=who.address,
            phone=who.phone,
            email=who.email,
        ),
        received_on=case.received_on or submitted,
        submitted_on=submitted,
        due_on=due,
        matter=application.content,
        channel=application.channel_name,
        wanted=f"{application.get_carrier_display()}，{application.get_delivery_display()}",
    )


def _search(application: Application, case: Case) -> Search | None:
    note = case.notes.get("search")
    if note is None:
        return None
    by = application.events.select_related("by").get(number=note.number).by
    return Search(
        on=note.on,
        scope=note.data["places"],
        words=note.data["words"],
        by=by.name if by else "",
        result=note.data["found"],
    )


def _enclosures(application: Application) -> tuple[str, ...]:
    """The names of the files that go out with the reply."""
    hidden = covered_or_replaced(application)
    given = application.files.filter(kind="given").exclude(pk__in=hidden)
    return tuple(PurePath(file.unseal()["name"]).stem for file in given)


def _papers(application: Application) -> list[Paper]:
    return [
        Paper(
            title=file.title,
            number=file.number,
            on=timezone.localdate(file.added_at),
        )
        for file in application.files.select_related("instance")
    ]
