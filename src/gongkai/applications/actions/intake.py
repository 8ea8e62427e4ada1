"""Applications come in: submitted, registered, confirmed; given to somebody; split, merged, withdrawn."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications.actions import index
from gongkai.applications.actions.numbering import locked_register, next_serial
from gongkai.applications.actions.step import append, columns, folded, lock, permit, take
from gongkai.applications.facts import Fact
from gongkai.applications.models import Application, Carrier, Delivery, Event, Party
from gongkai.applications.people import Particulars
from gongkai.law.receipt import BEIJING, Receipt, channels, receive
from gongkai.law.receipt import Event as Decider
from gongkai.law.requesters import requesters
from gongkai.organs.access import Act, Refused, require
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record
from gongkai.vault.codes import query_code
from gongkai.vault.names import masked

CONTENT_LIMIT = 5_000
"""Characters that a description may have."""


@dataclass(frozen=True)
class Intake:
    """What an application says (条例 Art. 29), and nothing more: no purpose is asked."""

    requester: Particulars
    requester_kind: str
    content: str
    carrier: str = Carrier.PAPER
    delivery: str = Delivery.POST
    agent: Particulars | None = None


@transaction.atomic
def submit(organ: Organ, intake: Intake, key: str, at: dt.datetime | None = None, channel: str = "web") -> Application:
    """An application handed in on line by the requester; it is received once both sides have confirmed.

    ``key`` is of the form: sent twice it is one application. The query code is in :func:`code_of`.
    """
    return _enter(None, organ, intake, receive(channel, at or timezone.now()), key)


@transaction.atomic
def register(
    actor: Person,
    organ: Organ,
    intake: Intake,
    channel: str,
    arrived_at: dt.datetime,
    confirmed_at: dt.datetime | None = None,
    key: str = "",
) -> Application:
    """An application that came by any channel, entered at the desk, with its day of receipt by law (条例 Art. 31)."""
    require(actor, Act.REGISTER_APPLICATION, organ, timezone.localdate())
    if channel not in channels():
        raise ValidationError("没有这样的申请渠道。")
    try:
        receipt = receive(channel, arrived_at, confirmed_at, calendar_of(organ))
    except ValueError as error:
        raise ValidationError(f"{error}。") from error
    return _enter(actor, organ, intake, receipt, key)


@transaction.atomic
def confirm(actor: Person, application: Application, at: dt.datetime, explanation: str = "") -> Application:
    """The confirmation with the requester, by which an application is received; late ones must be explained."""
    try:
        receipt = receive(application.channel, application.submitted_at, at, calendar_of(application.organ))
    except ValueError as error:
        raise ValidationError(f"{error}。") from error
    if receipt.late and not explanation.strip():
        raise ValidationError(f"申请到达后第{receipt.gap}个工作日才确认，请写明原因。")
    day = receipt.received_on or at.astimezone(BEIJING).date()
    taken = take(actor, application, "confirm", day, explanation, gap=receipt.gap)
    taken.confirmed_at = at
    taken.save(update_fields=["confirmed_at"])
    return taken


@transaction.atomic
def assign(actor: Person, application: Application, handler: Person, on: dt.date | None = None) -> Application:
    """Give the application to a handler, today or on a day; one's own name to claim it."""
    today = timezone.localdate()
    try:
        require(handler, Act.HANDLE_APPLICATION, application.organ, today)
    except Refused as error:
        raise ValidationError(f"“{handler}”的岗位不能办理“{application.organ}”的公开申请。") from error
    taken = take(actor, application, "assign", on or today, handler=handler.pk)
    taken.handler = handler
    taken.save(update_fields=["handler"])
    return taken


@transaction.atomic
def withdraw(actor: Person | None, application: Application, on: dt.date, reason: str = "") -> Application:
    """The requester takes the application back."""
    return take(actor, application, "withdraw", on, reason)


@transaction.atomic
def merge(actor: Person, application: Application, lead: Application, on: dt.date) -> Application:
    """Handle an application with an identical pending one of the same requester; it keeps its number and row (六)3."""
    first, second = sorted((application, lead), key=lambda each: each.pk)
    lock(first), lock(second)
    if application.pk == lead.pk or application.organ_id != lead.organ_id:
        raise ValidationError("只能并入同一机关的另一件申请。")
    if not same_requester(application, lead):
        raise ValidationError("两件申请的申请人不同，不能合并办理。")
    take(actor, lead, "absorb", on, merged=application.number)
    taken = take(actor, application, "merge", on, lead=lead.number)
    taken.merged_into = lead
    taken.save(update_fields=["merged_into"])
    return taken


@transaction.atomic
def split(actor: Person, application: Application, contents: Sequence[str], on: dt.date) -> list[Application]:
    """Make one application a matter (一事一申请): the first stays under its number, each other gets one of its own.

    What happened so far happened to all of them, so each new one begins with the same facts.
    """
    if len(contents) < 2 or not all(content.strip() for content in contents):
        raise ValidationError("拆分至少要有两项内容，每一项都要写明。")
    permit(actor, application.organ, "split")
    whole = lock(application)
    if whole.parts.exists():
        raise ValidationError("这件申请已经拆分过。")
    before = whole.facts
    if any(consultation.open for consultation in folded(before).consultations):
        raise ValidationError("征求意见还没有结果，不能拆分。")
    parts = [_part(actor, whole, before, content, on) for content in contents[1:]]
    numbers = [part.number for part in parts]
    kept = take(actor, whole, "split", on, parts=numbers, content=contents[0])
    return [kept, *parts]


def code_of(application: Application) -> str:
    """The query code, for the receipt that goes to the requester."""
    code: str = application.parties.get(role=Party.Role.REQUESTER).unseal()["code"]
    return code


def same_requester(one: Application, other: Application) -> bool:
    """Whether both are of one requester, by proof of identity or, without one, by name."""
    return not {*_marks(one)}.isdisjoint(_marks(other))


def _marks(application: Application) -> set[tuple[str, str]]:
    particulars = application.parties.get(role=Party.Role.REQUESTER).unseal()
    identity = particulars.get("identity", "")
    return {("identity", identity)} if identity else {("name", particulars["name"])}


def _enter(actor: Person | None, organ: Organ, intake: Intake, receipt: Receipt, key: str) -> Application:
    _refuse_incomplete(intake)
    day = receipt.received_on or receipt.arrived_at.astimezone(BEIJING).date()
    if day > timezone.localdate():
        raise ValidationError(f"收到日期{day}还没有到。")
    register = locked_register(organ, day.year)
    if key and (there := Application.objects.filter(organ=organ, key=key).select_related("organ").first()):
        return there
    serial = next_serial(register)
    application = Application(
        organ=organ,
        year=register.year,
        serial=serial,
        number=register.number(serial),
        key=key or None,
        channel=receipt.channel.key,
        submitted_at=receipt.arrived_at,
        confirmed_at=receipt.confirmed_at,
        requester_kind=intake.requester_kind,
        requester_label=masked(intake.requester.name),
        content=intake.content.strip(),
        carrier=intake.carrier,
        delivery=intake.delivery,
    )
    _store(application, intake.requester, intake.agent)
    if receipt.channel.decided_by is not Decider.CONFIRMATION:
        kind = "record_oral" if receipt.channel.key == "oral" else "receive"
        return append(actor, application, [], Fact(1, kind, day))
    arrived = receipt.arrived_at.astimezone(BEIJING).date()
    entered = append(actor, application, [], Fact(1, "submit", arrived))
    if receipt.received_on is None:
        return entered
    return append(actor, entered, entered.facts, Fact(2, "confirm", day, {"gap": receipt.gap}))


def _store(application: Application, requester: Particulars, agent: Particulars | None) -> None:
    """The row and its people; the standing follows with the first fact."""
    application.status, application.next_on = "submitted", application.submitted_at.astimezone(BEIJING).date()
    application.save()
    index.put([application])
    _seal(application, Party.Role.REQUESTER, {**requester.data(), "code": query_code()})
    if agent is not None:
        _seal(application, Party.Role.AGENT, agent.data())


def _seal(application: Application, role: Party.Role, particulars: dict[str, str]) -> None:
    party = Party(application=application, role=role)
    party.seal(particulars)
    party.save()


def _part(actor: Person, whole: Application, before: Sequence[Fact], content: str, on: dt.date) -> Application:
    register = locked_register(whole.organ, on.year)
    serial = next_serial(register)
    part = Application(
        **{name: getattr(whole, name) for name in _SHARED},
        year=register.year,
        serial=serial,
        number=register.number(serial),
        content=content.strip(),
        split_from=whole,
    )
    people = {party.role: party.unseal() for party in whole.parties.exclude(role=Party.Role.THIRD_PARTY)}
    agent = people.get(Party.Role.AGENT)
    _store(part, Particulars.of(people[Party.Role.REQUESTER]), Particulars.of(agent) if agent else None)
    for name, value in columns(folded(list(before)), calendar_of(whole.organ)).items():
        setattr(part, name, value)
    part.save()
    now = timezone.now()
    Event.objects.bulk_create(
        Event(application=part, number=f.number, kind=f.kind, on=f.on, at=now, by=actor, data=dict(f.data))
        for f in before
    )
    record(
        actor,
        "split",
        part,
        f"自申请{whole}拆分，立为{part}",
        organ=part.organ,
        data={"from": whole.number},
        public=False,
    )
    return part


_SHARED = (
    *("organ", "channel", "submitted_at", "confirmed_at", "requester_kind", "requester_label"),
    *("carrier", "delivery", "handler"),
)


def _refuse_incomplete(intake: Intake) -> None:
    problems = {}
    if intake.requester_kind not in requesters().columns:
        problems["requester_kind"] = "请选择申请人类别。"
    if not intake.requester.name.strip():
        problems["name"] = "请填写申请人的姓名或者名称（条例第二十九条）。"
    if not (intake.requester.phone or intake.requester.email or intake.requester.address):
        problems["contact"] = "请至少填写一种联系方式（条例第二十九条）。"
    if not intake.content.strip():
        problems["content"] = "请写明所需政府信息的名称、文号或者便于查询的其他特征（条例第二十九条）。"
    if len(intake.content) > CONTENT_LIMIT:
        problems["content"] = f"内容描述有{len(intake.content)}字，超过{CONTENT_LIMIT}字，请分开提出或者以附件提交。"
    if intake.carrier not in Carrier.values or intake.delivery not in Delivery.values:
        problems["delivery"] = "请选择提供形式和获取方式。"
    if problems:
        raise ValidationError(problems)
