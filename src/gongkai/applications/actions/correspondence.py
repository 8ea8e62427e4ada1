"""Letters: written from the record, looked at before, checked as they stand, released by whoever signs, printed.

A letter goes out only when its check has no error, or when whoever may sign replies says why it does nevertheless.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications.actions.casework import keep
from gongkai.applications.actions.stationery import template_of
from gongkai.applications.actions.step import lock
from gongkai.applications.letterfacts import clock_of, facts_of
from gongkai.applications.models import Application, CaseFile
from gongkai.applications.papers import Letter
from gongkai.applications.parts import Part, reply_facts
from gongkai.findings import Finding, Severity
from gongkai.jobs.actions import start
from gongkai.law.letters import SignOff, letters
from gongkai.law.outcomes import outcomes
from gongkai.letters import Facts, fill, letter_words, read, redated
from gongkai.letters.check import check
from gongkai.organs.access import Act, refusal, require
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.errors import Unreadable
from gongkai.trail.actions import record

PRINT = "print_letter"
SIGNED_BY: Mapping[SignOff, Act] = {
    SignOff.CLERK: Act.HANDLE_APPLICATION,
    SignOff.FOI_UNIT: Act.HANDLE_APPLICATION,
    SignOff.FOI_UNIT_HEAD: Act.APPROVE_EXTENSION,
    SignOff.LEADER: Act.SIGN_REPLY,
    SignOff.LEADER_AFTER_LEGAL: Act.SIGN_REPLY,
}
"""Who signs a letter by the law's table → the right that letting it go out needs."""
REPLIES = frozenset(outcome.letter for outcome in outcomes().values() if outcome.letter.endswith("_reply"))


class Preview(NamedTuple):
    """A letter as it would be: the Word file, its lines, what its check finds."""

    content: bytes
    lines: tuple[str, ...]
    findings: list[Finding]


def preview(
    actor: Person, application: Application, kind: str, on: dt.date, parts: Sequence[Part] = (), **said: Any
) -> Preview:
    """The letter that :func:`write` would write, looked at before; nothing is kept."""
    _permit(actor, application.organ, kind)
    facts, content = _made(actor, application, kind, _number(application, kind), on, parts, said)
    found = check(kind, facts, clock_of(application), content)
    return Preview(content, read(content), found)


@transaction.atomic
def write(
    actor: Person, application: Application, kind: str, on: dt.date, parts: Sequence[Part] = (), **said: Any
) -> Letter:
    """Write a letter from the record, number it, keep it in the case and check it.

    ``parts`` are those of the decision that it tells; ``said`` are fields of :class:`~gongkai.letters.Facts` that the
    record does not have. A letter of the kind that was not released yet is written anew; so is a reply of another kind.
    """
    _permit(actor, application.organ, kind)
    locked = lock(application)
    if kind in REPLIES:
        locked.letters.filter(kind__in=REPLIES - {kind}, released_at=None).delete()
    letter = locked.letters.filter(kind=kind, released_at=None).last() or Letter(application=locked, kind=kind)
    _renumber(letter, _number(locked, kind))
    facts, content = _made(actor, locked, kind, letter.number, on, parts, said)
    letter.on, letter.written_by = on, actor
    return _kept(letter, facts, content, "write_letter", actor)


def keep_answers(letter: Letter, answers: Mapping[str, str]) -> Letter:
    """Keep with a letter what was typed for it, sealed, so that the form of its step begins with it."""
    letter.seal({**letter.unseal(), "answers": dict(answers)})
    letter.save()
    return letter


def issue(actor: Person, application: Application, kind: str, on: dt.date, **said: Any) -> CaseFile:
    """Write a letter and let it go out at once, signed by the actor."""
    return release(actor, write(actor, application, kind, on, **said), on).file


@transaction.atomic
def revise(actor: Person, letter: Letter, content: bytes) -> Letter:
    """Put in place of a letter what somebody made of it in Word; it is checked as it then stands."""
    letter = _open(actor, letter, Act.HANDLE_APPLICATION)
    return _kept(letter, letter.facts, content, "revise_letter", actor)


@transaction.atomic
def release(actor: Person, letter: Letter, on: dt.date, override: str = "") -> Letter:
    """Sign a letter on a day and let it go out: it bears that day, is checked once more, and is printed as PDF.

    With errors only whoever may sign replies can, with a reason (``override``), and answers for it.
    """
    letter = _open(actor, letter, Act.SIGN_REPLY if override.strip() else SIGNED_BY[letters()[letter.kind].sign_off])
    if not letter.on <= on <= timezone.localdate():
        raise ValidationError(f"发出日期应在文书日期{letter.on}和今天之间。")
    if letters()[letter.kind].suffix and letter.number != _number(letter.application, letter.kind):
        raise ValidationError(f"编号“{letter.number}”已经用在另一份发出的文书上，请重新生成这一份。")
    _sign(actor, letter, on)
    found = _check(letter, letter.facts, content_of(letter), on)
    if letter.errors and not override.strip():
        faults = "；".join(f"{f.rule} {f.message}" for f in found if f.severity is Severity.ERROR)
        raise ValidationError(f"这份文书还有{letter.errors}处错误，不能发出：{faults}。")
    letter.released_on, letter.released_at, letter.released_by = on, timezone.now(), actor
    letter.override = override.strip() if letter.errors else ""
    letter.save()
    rules = sorted({f.rule for f in found if f.severity is Severity.ERROR})
    _trace(actor, letter, "release_letter", reason=letter.override, data={"letter": letter.pk, "errors": rules})
    start(PRINT, actor=actor, on=letter)
    return letter


def may_sign(person: Person, letter: Letter) -> bool:
    """Whether the person may let the letter go out."""
    return (
        refusal(person, SIGNED_BY[letters()[letter.kind].sign_off], letter.application.organ, timezone.localdate())
        is None
    )


def content_of(letter: Letter) -> bytes:
    """The Word file; whoever calls has asked for the right."""
    return b"".join(letter.file.chunks(letter.file.unseal()))


def _permit(actor: Person, organ: Organ, kind: str) -> None:
    """Letters are written by whoever handles the case, or whoever signs them."""
    if kind not in letters():
        raise ValidationError("没有这种文书。")
    today = timezone.localdate()
    if refusal(actor, SIGNED_BY[letters()[kind].sign_off], organ, today) is not None:
        require(actor, Act.HANDLE_APPLICATION, organ, today)


def _made(
    actor: Person,
    application: Application,
    kind: str,
    number: str,
    on: dt.date,
    parts: Sequence[Part],
    said: Mapping[str, Any],
) -> tuple[Facts, bytes]:
    """The facts of a letter, and the Word file that the organ's template makes of them."""
    try:
        told = reply_facts(parts) if parts else {}
    except ValueError as error:  # a citation that cannot be read
        raise ValidationError(f"{error}。") from error
    facts = msgspec.structs.replace(facts_of(actor, application, kind, number, on), **{**told, **said})
    own = template_of(application.organ, kind)
    return facts, fill(kind, facts, bytes(own.content) if own else None)


def _number(application: Application, kind: str) -> str:
    """The number after the last letter of the suffix that went out: drafts that come to nothing leave no gap."""
    suffix = letters()[kind].suffix
    alike = [key for key, other in letters().items() if other.suffix == suffix]
    before = application.letters.filter(kind__in=alike, released_at__isnull=False).count() if suffix else 0
    return letter_words(application.number, kind, before + 1)


def _renumber(letter: Letter, number: str) -> None:
    """Give the letter a number; what is sealed is sealed for it."""
    held = letter.unseal() if letter.pk else {}
    letter.number = number
    if held:
        letter.seal(held)


def _open(actor: Person, letter: Letter, act: Act) -> Letter:
    """The letter as it is now, to be changed; a released one is not."""
    require(actor, act, letter.application.organ, timezone.localdate())
    lock(letter.application)
    now = Letter.objects.select_related("application__organ", "file").get(pk=letter.pk)
    if now.released_at:
        raise ValidationError("这份文书已经发出，不能再改；需要更正的，另行制作文书。")
    return now


def _sign(actor: Person, letter: Letter, on: dt.date) -> None:
    """Let the letter bear the day on which it is signed, and an extension whoever approves it."""
    facts = letter.facts
    if facts.extension and letter.kind == "extension_notice":
        approved = msgspec.structs.replace(facts.extension, approved_by=actor.name or actor.get_username())
        facts = msgspec.structs.replace(facts, extension=approved)
    if letter.on == on and facts == letter.facts:
        return
    content = redated(content_of(letter), letter.on, on)
    letter.on = on
    _kept(letter, msgspec.structs.replace(facts, on=on), content, "revise_letter", actor)


def _kept(letter: Letter, facts: Facts, content: bytes, act: str, actor: Person) -> Letter:
    """Check the letter and keep it with its file."""
    _check(letter, facts, content)
    name = f"{letters()[letter.kind].name}.docx"
    letter.file = keep(actor, letter.application, letter.kind, name, [content], letter.number)
    letter.save()
    _trace(actor, letter, act, data={"letter": letter.pk, "errors": letter.errors, "warnings": letter.warnings})
    return letter


def _check(letter: Letter, facts: Facts, content: bytes, served_on: dt.date | None = None) -> list[Finding]:
    """Check the letter as it stands and put the findings into it."""
    try:
        found = check(letter.kind, facts, clock_of(letter.application, served_on), content)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    letter.errors = sum(f.severity is Severity.ERROR for f in found)
    letter.warnings = sum(f.severity is Severity.WARNING for f in found)
    answers = letter.answers if letter.pk else {}
    letter.seal({"facts": msgspec.to_builtins(facts), "findings": msgspec.to_builtins(found), "answers": answers})
    return found


def _trace(actor: Person, letter: Letter, act: str, reason: str = "", **more: Any) -> None:
    application = letter.application
    summary = f"申请{application}：{_ACTS[act]}《{letter.name}》"
    record(actor, act, application, summary, organ=application.organ, reason=reason, **more)


_ACTS = {"write_letter": "生成", "revise_letter": "修改", "release_letter": "签发"}
