"""Letters: written from the record, checked as they stand, released, printed; the office's own templates.

A letter goes out only when its check has no error, or when whoever signs says why it goes out nevertheless.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications.actions.casework import attach
from gongkai.applications.actions.decision import Part
from gongkai.applications.actions.step import lock
from gongkai.applications.letterfacts import clock_of, facts_of, reply_facts
from gongkai.applications.models import Application
from gongkai.applications.papers import Letter, Letterhead, LetterTemplate
from gongkai.findings import Finding, Severity
from gongkai.jobs.actions import start
from gongkai.law.letters import letters
from gongkai.letters import Facts, fill, letter_words, problems
from gongkai.letters.check import check
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.errors import Unreadable
from gongkai.trail.actions import record

PRINT = "print_letter"


@transaction.atomic
def write(
    actor: Person, application: Application, kind: str, on: dt.date, parts: Sequence[Part] = (), **said: Any
) -> Letter:
    """Write a letter from the record, number it, keep it in the case and check it.

    ``parts`` are those of the decision that it tells; ``said`` are fields of :class:`~gongkai.letters.Facts` that the
    record does not have. A letter of the kind that was not released yet is written anew under its number.
    """
    require(actor, Act.HANDLE_APPLICATION, application.organ, timezone.localdate())
    if kind not in letters():
        raise ValidationError("没有这种文书。")
    locked = lock(application)
    letter = locked.letters.filter(kind=kind, released_at=None).last() or _numbered(locked, kind)
    found = facts_of(actor, locked, kind, letter.number, on)
    try:
        told = reply_facts(parts) if parts else {}
    except ValueError as error:  # a citation that cannot be read
        raise ValidationError(f"{error}。") from error
    facts = msgspec.structs.replace(found, **{**told, **said})
    own = template_of(locked.organ, kind)
    letter.on, letter.written_by = on, actor
    return _kept(letter, facts, fill(kind, facts, bytes(own.content) if own else None), "write_letter", actor)


@transaction.atomic
def revise(actor: Person, letter: Letter, content: bytes) -> Letter:
    """Put in place of a letter what somebody made of it in Word; it is checked as it then stands."""
    letter = _open(actor, letter)
    return _kept(letter, letter.facts, content, "revise_letter", actor)


@transaction.atomic
def release(actor: Person, letter: Letter, on: dt.date, override: str = "") -> Letter:
    """Let a letter go out on a day, after a last check as at that day; it is then printed as PDF.

    With errors only whoever may sign replies can, with a reason (``override``), and answers for it.
    """
    letter = _open(actor, letter, Act.SIGN_REPLY if override.strip() else Act.HANDLE_APPLICATION)
    if not letter.on <= on <= timezone.localdate():
        raise ValidationError(f"发出日期应在文书日期{letter.on}和今天之间。")
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


def content_of(letter: Letter) -> bytes:
    """The Word file; whoever calls has asked for the right."""
    return b"".join(letter.file.chunks(letter.file.unseal()))


def template_of(organ: Organ, kind: str) -> LetterTemplate | None:
    """The template that the organ uses for a letter: its own, else that of the nearest body above, else ours."""
    return templates_of(organ).get(kind)


def templates_of(organ: Organ) -> dict[str, LetterTemplate]:
    """The templates that take the place of ours at an organ, by letter."""
    above: list[Organ] = list(organ.get_ancestors())  # type: ignore[no-untyped-call]
    found = LetterTemplate.objects.filter(organ__in=[*above, organ], withdrawn_at=None).select_related("organ")
    nearest = sorted(found.order_by("pk"), key=lambda template: template.organ.depth)
    return {template.kind: template for template in nearest}


@transaction.atomic
def set_template(actor: Person, organ: Organ, kind: str, name: str, content: bytes) -> LetterTemplate:
    """Use a template of the office's own from now on. ``ValidationError`` with every fault and its place."""
    require(actor, Act.REGISTER_APPLICATION, organ, timezone.localdate())
    if kind not in letters():
        raise ValidationError("没有这种文书。")
    try:
        faults = problems(kind, content)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    if faults:
        raise ValidationError([f"第{f.paragraph}段{f.message}" if f.paragraph else f.message for f in faults])
    template = LetterTemplate.objects.create(organ=organ, kind=kind, name=name[:200], content=content, added_by=actor)
    record(actor, "set_template", template, f"启用文书模板：{template}", organ=organ)
    return template


@transaction.atomic
def withdraw_template(actor: Person, template: LetterTemplate) -> None:
    """Go back to the template that was in use before, or to ours."""
    require(actor, Act.REGISTER_APPLICATION, template.organ, timezone.localdate())
    template.withdrawn_at = timezone.now()
    template.save(update_fields=["withdrawn_at"])
    record(actor, "withdraw_template", template, f"停用文书模板：{template}", organ=template.organ)


@transaction.atomic
def set_letterhead(actor: Person, organ: Organ, **words: str) -> Letterhead:
    """What the organ's letters say of remedies: ``review_organ``, ``court``, ``superior``, ``online_review``."""
    require(actor, Act.REGISTER_APPLICATION, organ, timezone.localdate())
    head, _ = Letterhead.objects.update_or_create(organ=organ, defaults={k: v.strip() for k, v in words.items()})
    head.full_clean()
    record(actor, "set_letterhead", head, f"修改文书上的机关信息：{organ}", organ=organ, data=dict(words))
    return head


def _numbered(application: Application, kind: str) -> Letter:
    """A new letter, after the last of its suffix."""
    suffix = letters()[kind].suffix
    alike = {key for key, other in letters().items() if other.suffix == suffix}
    before = application.letters.filter(kind__in=alike).count() if suffix else 0
    return Letter(application=application, kind=kind, number=letter_words(application.number, kind, before + 1))


def _open(actor: Person, letter: Letter, act: Act = Act.HANDLE_APPLICATION) -> Letter:
    """The letter as it is now, to be changed; a released one is not."""
    require(actor, act, letter.application.organ, timezone.localdate())
    lock(letter.application)
    now = Letter.objects.select_related("application__organ", "file").get(pk=letter.pk)
    if now.released_at:
        raise ValidationError("这份文书已经放行，不能再改；需要更正的，另行制作文书。")
    return now


def _kept(letter: Letter, facts: Facts, content: bytes, act: str, actor: Person) -> Letter:
    """Check the letter and keep it with its file."""
    _check(letter, facts, content)
    name = f"{letters()[letter.kind].name}.docx"
    letter.file = attach(actor, letter.application, letter.kind, name, [content], letter.number)
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
    letter.seal({"facts": msgspec.to_builtins(facts), "findings": msgspec.to_builtins(found)})
    return found


def _trace(actor: Person, letter: Letter, act: str, reason: str = "", **more: Any) -> None:
    application = letter.application
    summary = f"申请{application}：{_ACTS[act]}《{letter.name}》"
    record(actor, act, application, summary, organ=application.organ, reason=reason, **more)


_ACTS = {"write_letter": "生成", "revise_letter": "修改", "release_letter": "放行"}
