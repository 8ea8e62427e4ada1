"""The reply: drafted part by part, reviewed jointly, its legality checked, signed (条例 Art. 36, 37).

A case has one outcome, made from those of its parts. Whoever drafts neither checks nor signs.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.applications.actions.correspondence import release
from gongkai.applications.actions.step import current, take
from gongkai.applications.actions.text import needed
from gongkai.applications.facts import Fact
from gongkai.applications.fold import Case
from gongkai.applications.models import Application, CaseFile
from gongkai.applications.parts import Part
from gongkai.law.letters import SignOff, letters
from gongkai.law.outcomes import Outcome, RemedyRule, outcomes, together
from gongkai.law.provisions import cite
from gongkai.law.remedies import clause_for
from gongkai.organs.models import Person

_BY_STEPS = {"correction_lapsed", "fee_lapsed", "withdrawn", "merged", "record_corrected"}
"""Outcomes that come of a step of their own and are not drafted."""


@transaction.atomic
def draft(
    actor: Person, application: Application, on: dt.date, parts: Sequence[Part], letter: CaseFile, row: str = ""
) -> Application:
    """Draft the reply with its letter; an earlier draft and what was said of it no longer count.

    ``row`` chooses among the rows of table 3 that a region may use for the outcome.
    """
    case = current(application)
    for part in parts:
        _refuse_part(part, case)
    outcome = _outcome(parts)
    if row and row not in {outcome.row, *outcome.alternatives}:
        raise ValidationError(f"“{outcome.name}”不能列入年报的这一行。")
    if letter.kind != outcome.letter:
        raise ValidationError(f"“{outcome.name}”应使用《{letters()[outcome.letter].name}》。")
    basis = tuple(dict.fromkeys(words for part in parts for words in (part.basis or outcomes()[part.outcome].basis)))
    return take(
        actor,
        application,
        "draft",
        on,
        by=actor.pk,
        outcome=outcome.key,
        row=row,
        parts=[_plain(part) for part in parts],
        basis=list(basis),
        remedy=_remedy(outcome, basis, on),
        letter=letter,
    )


@transaction.atomic
def joint_review(actor: Person, application: Application, on: dt.date, opinion: str, *, agrees: bool) -> Application:
    """What the units reviewing the draft together say of it (答复联审)."""
    drafted = _drafted(current(application))
    opinion = needed(opinion, "联审意见")
    return take(
        actor, application, "joint_review", on, draft=drafted.number, by=actor.pk, opinion=opinion, agrees=agrees
    )


@transaction.atomic
def check_legality(actor: Person, application: Application, on: dt.date, opinion: str, *, passed: bool) -> Application:
    """The legality check of the draft: outcome, article, remedy, dates."""
    drafted = _drafted(current(application))
    if drafted.data["by"] == actor.pk:
        raise ValidationError("拟稿人不能审核自己拟定的答复。")
    opinion = needed(opinion, "审核意见")
    return take(
        actor, application, "legality_check", on, draft=drafted.number, by=actor.pk, opinion=opinion, passed=passed
    )


@transaction.atomic
def sign(actor: Person, application: Application, on: dt.date, override: str = "") -> Application:
    """Sign the draft: its letter bears the day and goes out, and it becomes the organ's reply.

    With errors in the letter only by saying why (``override``); see :mod:`gongkai.applications.actions.correspondence`.
    """
    case = current(application)
    drafted = _drafted(case)
    if drafted.data["by"] == actor.pk:
        raise ValidationError("拟稿人不能签发自己拟定的答复。")
    _refuse_unchecked(case, drafted)
    kept: dict[str, Any] = {name: drafted.data.get(name) for name in ("outcome", "row", "parts", "basis", "remedy")}
    letter = _signed(actor, CaseFile.objects.get(pk=drafted.data["letter"]), on, override)
    return take(actor, application, "reply", on, "", draft=drafted.number, letter=letter, **kept)


@transaction.atomic
def correct_record(
    actor: Person, application: Application, on: dt.date, corrected: str, letter: CaseFile
) -> Application:
    """Correct the requester's own record, and say so (条例 Art. 41)."""
    return take(actor, application, "correct_record", on, corrected=needed(corrected, "更正的内容"), letter=letter)


def _signed(actor: Person, file: CaseFile, on: dt.date, override: str) -> CaseFile:
    """The letter as it goes out: one that we wrote is released by the signature, one that was put in stays as it is."""
    written = file.application.letters.filter(kind=file.kind, file=file, released_at=None).first()
    return release(actor, written, on, override).file if written else file


def _refuse_part(part: Part, case: Case) -> None:
    if part.outcome not in outcomes() or part.outcome in _BY_STEPS or part.outcome == "partial":
        raise ValidationError("请为每一部分选择处理结果。")
    outcome = outcomes()[part.outcome]
    needed(part.subject, "答复针对的内容")
    if not outcome.gives:
        needed(part.reasons, f"“{outcome.name}”的理由（条例第三十六条）")
    if part.outcome in _DETAILS:
        needed(part.details, _DETAILS[part.outcome])
    for words in part.basis:
        try:
            cite(words)
        except ValueError as error:
            raise ValidationError(f"{error}。") from error
    if part.outcome in _BEFORE and not _BEFORE[part.outcome][0](case):
        raise ValidationError(_BEFORE[part.outcome][1])


_DETAILS: Mapping[str, str] = {
    "already_public": "获取的方式、途径（条例第三十六条第（一）项）",
    "not_responsible": "负责公开的机关及其联系方式；不能确定的写明不能确定（条例第三十六条第（五）项）",
    "repeat": "此前答复的编号（条例第三十六条第（六）项）",
    "registry_lookup": "依照的特别规定和办理的途径（条例第三十六条第（七）项）",
    "petition": "反映的渠道（条例第三十九条第一款）",
    "publication": "获取的途径（条例第三十九条第二款）",
}
"""What a reply must name."""

_BEFORE: Mapping[str, tuple[Callable[[Case], bool], str]] = {
    "not_exist": (
        lambda case: "search" in case.notes,
        "答复“经检索不存在”须先登记检索记录（条例第三十六条第（四）项）。",
    ),
    "third_party_rights": (
        lambda case: any(each.kind == "consult_third_party" for each in case.consultations),
        "以保护第三方合法权益为由不予公开，须先书面征求第三方的意见（条例第三十二条）。",
    ),
    "unclear_after_correction": (
        lambda case: "receive_correction" in case.taken,
        "答复“补正后仍不明确”须先一次性告知补正并收到补正（条例第三十条）。",
    ),
    "excessive": (
        lambda case: "receive_reasons" in case.taken,
        "以大量反复申请为由不予处理，须先要求申请人说明理由（条例第三十五条）。",
    ),
}
"""What must have happened before a reply with the outcome."""


def _outcome(parts: Sequence[Part]) -> Outcome:
    try:
        return together(part.outcome for part in parts)
    except ValueError as error:
        raise ValidationError(f"{error}。") from error


def _remedy(outcome: Outcome, basis: Sequence[str], on: dt.date) -> str:
    """The key of the clause on remedies that the letter must have."""
    return clause_for(map(cite, basis), on).key if outcome.remedy is RemedyRule.BY_BASIS else ""


def _plain(part: Part) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(part).items() if value}


def _drafted(case: Case) -> Fact:
    drafted = case.notes.get("draft")
    if drafted is None:
        raise ValidationError("还没有拟定答复。")
    return drafted


def _refuse_unchecked(case: Case, drafted: Fact) -> None:
    """What the law's table of letters and the reviewers ask for before a signature."""
    review, check = case.notes.get("joint_review"), case.notes.get("legality_check")
    if review and review.data["draft"] == drafted.number and not review.data["agrees"]:
        raise ValidationError("答复联审没有通过，请修改答复。")
    kind = outcomes()[drafted.data["outcome"]].letter
    if letters()[kind].sign_off is not SignOff.LEADER_AFTER_LEGAL:
        return
    if check is None or check.data["draft"] != drafted.number:
        raise ValidationError("这份答复还没有经过合法性审核，不能签发。")
    if not check.data["passed"]:
        raise ValidationError("合法性审核没有通过，请修改答复。")
