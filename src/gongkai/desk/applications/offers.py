"""What may be done next with a case, and by whom: the law's table, the rights of the person, and good order."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from gongkai.applications.actions.step import BY, NOTED_BY
from gongkai.applications.facts import NOTES, name_of, step_of
from gongkai.applications.fold import Case
from gongkai.applications.models import Application, CaseFile
from gongkai.applications.papers import CHANGED, held_back
from gongkai.desk.applications.forms import FORMS
from gongkai.law.letters import SignOff, letters
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import procedure
from gongkai.organs.access import Act, refusal
from gongkai.organs.models import Person

GROUPS: Mapping[str, tuple[str, ...]] = {
    "办理": ("assign", "contact", "search", "coordinate", "note"),
    "征求意见": ("consult_third_party", "hear_third_party", "consult_organ", "hear_organ", "notify_consultation"),
    "补正和理由": (
        *("request_correction", "receive_correction", "lapse_correction"),
        *("request_reasons", "receive_reasons", "delay"),
    ),
    "期限和费用": ("propose_extension", "extend", "charge", "pay", "lapse_payment"),
    "答复": ("draft", "joint_review", "legality_check", "reply", "correct_record", "inform_third_party"),
    "送达和了结": ("confirm", "serve", "attempt", "withdraw", "merge", "split", "archive", "debrief"),
    "更正": ("amend", "amend_entry"),
}
"""The steps as the screen groups them."""
_SAID = {
    "reply": "签发答复",
    "legality_check": "审核答复",
    "extend": "批准延长答复期限",
    "serve": "登记送达",
    "amend": "更正记录",
}


_NOTED_BY = {"legality_check": "审核人", "joint_review": "联审人"}
_ALWAYS = {"submitted": ["confirm"], "reasoning": ["receive_reasons"], "replied": ["serve"], "closed": ["archive"]}


class Offer(NamedTuple):
    """A step: its name, its page, and the sentence that says why the person may not take it (empty where they may)."""

    kind: str
    name: str
    address: str
    why_not: str


class Next(NamedTuple):
    """How a case goes on: the person's own step, and sentences on what waits for others."""

    mine: Offer | None
    waiting: list[str]


def act_of(kind: str) -> Act:
    """The right that recording a fact of the kind needs."""
    step = step_of(kind)
    return BY[step.by] if step else NOTED_BY.get(kind, Act.HANDLE_APPLICATION)


def obstacle(case: Case, kind: str) -> str:
    """Why nobody may take the step as the case stands; empty where it may be taken."""
    step = step_of(kind)
    states = step.states if step else NOTES[kind].states
    if case.status not in states:
        now = procedure().states[case.status] if case.status else "尚未登记"
        when = "、".join(f"“{name}”" for key, name in procedure().states.items() if key in states)
        source = f"（{'、'.join(step.sources)}）" if step else ""
        return f"申请现在是“{now}”，“{name_of(kind)}”只能在{when}时进行{source}。"
    if step and step.once and kind in case.taken and kind != "request_correction":
        return f"“{step.name}”在一件申请中只能进行一次（{'、'.join(step.sources)}）。"
    return _missing(case, kind)


def _missing(case: Case, kind: str) -> str:
    """What must be there before the step makes sense."""
    if kind in {"hear_third_party", "hear_organ"}:
        asked = kind.replace("hear", "consult")
        return "" if any(each.kind == asked for each in case.open_consultations) else "没有等待答复的征求意见。"
    if kind == "notify_consultation" and not case.consultations:
        return "没有征求过意见，不需要告知。"
    if kind == "delay" and "receive_reasons" not in case.taken:
        return "申请人说明理由之后，才可以确定延迟答复的期限（条例第三十五条）。"
    if kind in {"joint_review", "legality_check", "reply"} and "draft" not in case.notes:
        return "还没有拟定答复。"
    if kind == "reply":
        return _unsigned(case)
    if kind == "inform_third_party" and not any(each.answer == "objects" for each in case.consultations):
        return "没有表示不同意公开的第三方。"
    if kind in {"lapse_correction", "lapse_payment"} and case.waits_until and timezone.localdate() <= case.waits_until:
        return f"给申请人的期限到{case.waits_until}才届满。"
    return ""


def _unsigned(case: Case) -> str:
    """What a signature waits for."""
    if case.open_consultations:
        return "征求意见还没有结果，不能签发（条例第三十二条、第三十四条）。"
    return "这份答复等待合法性审核。" if awaits_check(case) else ""


def awaits_check(case: Case) -> bool:
    """Whether the draft needs a legality check that it has not passed."""
    drafted, check = case.notes["draft"], case.notes.get("legality_check")
    if letters()[outcomes()[drafted.data["outcome"]].letter].sign_off is not SignOff.LEADER_AFTER_LEGAL:
        return False
    return check is None or check.data["draft"] != drafted.number or not check.data["passed"]


def offer(person: Person, application: Application, kind: str) -> Offer:
    """The step for the person."""
    address = reverse("desk_application_step", args=[application.pk, kind])
    why_not = refusal(person, act_of(kind), application.organ, timezone.localdate()) or ""
    return Offer(kind, _SAID.get(kind, name_of(kind)), address, why_not)


def groups(person: Person, application: Application, case: Case) -> list[tuple[str, list[Offer]]]:
    """The steps that the person may take now, by group; what may not be taken is absent."""
    found = []
    for name, kinds in GROUPS.items():
        lawful = [offer(person, application, kind) for kind in kinds if kind in FORMS and not obstacle(case, kind)]
        if mine := [each for each in map(partial(_prepared, person, application), lawful) if not each.why_not]:
            found.append((name, mine))
    return found


def _prepared(person: Person, application: Application, step: Offer) -> Offer:
    """A step of somebody else's whose letter the person may write, offered as that."""
    law = step_of(step.kind)
    if not step.why_not or law is None or not law.letter or not FORMS[step.kind].letter:
        return step
    why_not = refusal(person, Act.HANDLE_APPLICATION, application.organ, timezone.localdate()) or ""
    return step._replace(name=f"拟《{letters()[law.letter].name}》送签", why_not=why_not)


def next_step(person: Person, application: Application, case: Case) -> Next:
    """How the case goes on: the step that the person may take, and what waits for somebody else."""
    steps = [offer(person, application, kind) for kind in _next(application, case)]
    mine = next((step for step in steps if not step.why_not), None)
    waiting = [f"等待{_who(step.kind)}{step.name}。" for step in steps if step.why_not]
    return Next(mine, waiting)


def _who(kind: str) -> str:
    """Whose step it is."""
    step = step_of(kind)
    return procedure().actors[step.by] if step else _NOTED_BY.get(kind, "承办人")


def _next(application: Application, case: Case) -> list[str]:
    """The kinds by which a case goes on, the first of them first; none where the requester has the word."""
    over = case.waits_until is not None and timezone.localdate() > case.waits_until
    match case.status:
        case "handling":
            return _next_in_hand(application, case)
        case "correcting":
            return ["lapse_correction" if over else "receive_correction"]
        case "paying":
            return ["lapse_payment" if over else "pay"]
        case "archived":
            return [] if "debrief" in case.notes else ["debrief"]
    return _ALWAYS.get(case.status or "", [])


def _next_in_hand(application: Application, case: Case) -> list[str]:
    proposed = ["extend"] if "propose_extension" in case.notes and "extend" not in case.taken else []
    proposed += [kind for kind, letter in SENT_UP.items() if not obstacle(case, kind) and _waits(application, letter)]
    if application.handler_id is None:
        return ["assign", *proposed]
    if case.open_consultations:
        return [*proposed, case.open_consultations[0].kind.replace("consult", "hear")]
    if "draft" not in case.notes or _sent_back(case) or _revised(application, case):
        return [*proposed, "draft"]
    return [*proposed, "legality_check" if awaits_check(case) else "reply"]


SENT_UP = {
    "charge": "fee_notice",
    "inform_third_party": "third_party_notice",
    "correct_record": "record_correction_reply",
}
"""Steps that somebody else takes once their letter was prepared."""


def _waits(application: Application, kind: str) -> bool:
    return any(letter.kind == kind and letter.released_at is None for letter in application.letters.all())


def _revised(application: Application, case: Case) -> bool:
    """Whether the drafted letter was changed after it was sent up."""
    drafted = CaseFile.objects.filter(pk=case.notes["draft"].data["letter"]).first()
    return bool(drafted and held_back(application.pk, drafted.pk, drafted.kind, drafted.number) == CHANGED)


def _sent_back(case: Case) -> bool:
    """Whether the reviewers or the checker did not agree with the draft."""
    number = case.notes["draft"].number
    review, check = case.notes.get("joint_review"), case.notes.get("legality_check")
    return bool(
        (review and review.data["draft"] == number and not review.data["agrees"])
        or (check and check.data["draft"] == number and not check.data["passed"])
    )
