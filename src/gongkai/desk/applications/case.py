"""One case on one screen: facts and clock, what happened and the next step, requester and documents."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications import clock
from gongkai.applications.clock import Due, Light
from gongkai.applications.fold import Case, fold
from gongkai.applications.models import Application, CaseFile, Dispute, Instance
from gongkai.applications.people import may_read
from gongkai.applications.queries import duplicates, volume_in_month
from gongkai.desk.applications import offers
from gongkai.desk.applications.steps import ABOVE, application_of
from gongkai.desk.applications.timeline import told
from gongkai.desk.applications.wording import row_said, without_numbers
from gongkai.desk.frame import person_of, screen
from gongkai.law.letters import letters
from gongkai.law.results import results
from gongkai.organs.access import Act, refusal
from gongkai.organs.calendars import calendar_of

_KINDS = {key: name for key, name in CaseFile.KINDS.items() if key not in CaseFile.OF_DISPUTES}
REDACTABLE = ("given", "record", "opinion")
"""Kinds of files that may be given out once parts of them are covered."""


@never_cache
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The screen."""
    return case_screen(request, application_of(request, pk))


def case_screen(request: HttpRequest, application: Application, **more: Any) -> HttpResponse:
    """The screen, with what else it is to show (opened particulars)."""
    person, today = person_of(request), timezone.localdate()
    folded = fold(application.facts)
    files = list(application.files.select_related("added_by", "instance"))
    papers = list(application.letters.all())
    written = {key for letter in papers for key in (letter.file_id, letter.printed_id)}
    sealed = may_read(person, application)
    handles = refusal(person, Act.HANDLE_APPLICATION, application.organ, today) is None
    events = told(application, files)
    reviews = refusal(person, Act.REVIEW_REPLY, application.organ, today) is None
    drafted = {event.letter.pk for event in events if event.kind == "draft" and event.letter} if reviews else set()
    context: dict[str, Any] = {
        "application": application,
        "content": without_numbers(application.content) if sealed else application.content,
        "events": events,
        "next": offers.next_step(person, application, folded),
        "groups": offers.groups(person, application, folded),
        "files": [
            (f, name_of_file(f), not sealed or f.pk in drafted)
            for f in files
            if f.pk not in written and f.instance_id is None
        ],
        "papers": [(paper, not sealed or paper.file_id in drafted) for paper in papers],
        "kinds": {**_KINDS, **{key: f"《{letter.name}》" for key, letter in letters().items()}},
        "court_kinds": {key: CaseFile.KINDS[key] for key in CaseFile.OF_DISPUTES},
        "redactable": REDACTABLE,
        "redactions": list(application.redactions.all()) if handles else [],
        "sealed": sealed,
        "third_parties": [each for each in folded.consultations if each.kind == "consult_third_party"],
        "handles": handles,
        "volume": volume_in_month(application),
        "duplicates": list(duplicates(application).only("pk", "number")[:5]),
        "parts": list(application.parts.only("pk", "number")),
        "complaints": list(application.complaints.all()),
        "answers_complaints": refusal(person, Act.ANSWER_COMPLAINT, application.organ, today) is None,
        "disputes": [_shown(each, files) for each in application.disputes.prefetch_related("instances")],
        "may_dispute": folded.status in {"closed", "archived", "replied"} or bool(folded.first),
        "row": row_said(application.row) if application.row else "",
        **_clock(application, folded),
        **more,
    }
    status = more.get("status", 200)
    return screen(request, "desk/applications/case.html", application.number, context, above=ABOVE, status=status)


def _clock(application: Application, folded: Case) -> dict[str, Any]:
    """The due day, its light and what moved it."""
    calendar, today = calendar_of(application.organ), timezone.localdate()
    due: Due | None = clock.due(folded, calendar)
    running = due is not None and application.open and folded.replied_on is None
    return {
        "due": due,
        "running": running,
        "light": clock.light(due.on, today, calendar) if due and running else Light.GREEN,
        "left": calendar.working_days(today, due.on) if due and running and due.on >= today else 0,
        "over": calendar.working_days(due.on, today) if due and running and due.on < today else 0,
        "moves": clock.moves(folded, calendar) if folded.received_on else [],
        "consultations": [(each, clock.reply_until(each, calendar)) for each in folded.consultations if each.open],
    }


def _shown(dispute: Dispute, files: Sequence[CaseFile]) -> dict[str, Any]:
    """A dispute for the page, its instances with their documents, and what may happen next in it."""
    instances = list(dispute.instances.all())
    last = instances[-1]
    ways = [] if last.answered_on or last.decided_on else [("answer", "登记书面答复")]
    if last.decided_on is None:
        ways.append(("conclude", "登记决定、裁判"))
    elif last.level in {Instance.Level.FIRST, Instance.Level.APPEAL}:
        ways.append(("appeal", "登记上诉、再审"))
    if dispute.column == "corrected":
        ways.append(("reopen", "重新答复"))
    for instance in instances:
        instance.said = results()[instance.result].name if instance.result else ""  # type: ignore[attr-defined]
        instance.papers = [  # type: ignore[attr-defined]
            (file, CaseFile.KINDS[file.kind]) for file in files if file.instance_id == instance.pk
        ]
    return {"dispute": dispute, "instances": instances, "ways": ways}


def name_of_file(file: CaseFile) -> str:
    """What a file is."""
    return file.title if file.kind in CaseFile.KINDS else f"《{file.title}》"
