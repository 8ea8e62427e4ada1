"""Covering parts of a file of the case before it is given out (区分处理, 条例 Art. 37).

The new file is in the case only once it was read again and nothing covered was found in it.
"""

from collections.abc import Sequence
from pathlib import PurePath

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications import people
from gongkai.applications.actions.casework import attach
from gongkai.applications.models import Application, CaseFile, Redaction
from gongkai.applications.redactions import Ground
from gongkai.applications.requester import covered_or_replaced
from gongkai.jobs.actions import start
from gongkai.law.outcomes import outcomes
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.redaction import Box, Cover, NotRedacted, file_name, prove, redact
from gongkai.report.readers.errors import Unreadable
from gongkai.trail.actions import record

REDACT = "redact_file"
GROUNDS = tuple(outcome.key for outcome in outcomes().values() if outcome.row.startswith("withheld."))
"""The grounds on which something is withheld, in the order of table 3."""
MOST = 200
"""Words, and boxes, of one order."""


@transaction.atomic
def order(
    actor: Person, file: CaseFile, cover: Cover, boxes: Sequence[Box] = (), grounds: Sequence[Ground] = ()
) -> Redaction:
    """Have words, kinds of numbers and places covered in a file, on grounds of the law; it is done in the background.

    The trail tells how many, never which: the words are sealed with the order.
    """
    application = file.application
    require(actor, Act.HANDLE_APPLICATION, application.organ, timezone.localdate())
    if not cover and not boxes:
        raise ValidationError("请写明要遮盖的文字，选择要遮盖的号码，或者在页面上框选。")
    if len(cover.words) > MOST or len(boxes) > MOST:
        raise ValidationError(f"一次最多遮盖{MOST}个词、{MOST}个框，请分几次进行。")
    people.open_file(actor, file, "区分处理")
    made = Redaction(application=application, source=file, ordered_by=actor)
    if wrong := [each for each in grounds if each.outcome not in GROUNDS]:
        raise ValidationError(f"请为“{wrong[0].what}”选择不予公开的依据。")
    sealed = {"cover": cover, "boxes": tuple(boxes), "grounds": tuple(grounds)}
    made.seal(msgspec.to_builtins(sealed))
    made.save()
    counts = {"file": file.pk, "words": len(cover.words), "kinds": sorted(cover.kinds), "boxes": len(boxes)}
    record(actor, "order_redaction", application, f"申请{application}：遮盖文件", organ=application.organ, data=counts)
    start(REDACT, actor=actor, on=made)
    return made


def clean(actor: Person, application: Application, name: str, content: bytes) -> tuple[CaseFile, tuple[str, ...]]:
    """Put a file to be given into the case as people see it: hidden rows, comments and properties are taken out.

    What was taken out is told; the file as it was stays among the records, which only handlers see. A file that can
    hold nothing hidden, or of a kind that cannot be cleaned, is kept as it is.
    """
    require(actor, Act.HANDLE_APPLICATION, application.organ, timezone.localdate())
    try:
        done = redact(content, Cover()) if content.startswith(b"PK") else None
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    if done is None or not done.dropped:
        return attach(actor, application, "given", name, [content]), ()
    original = attach(actor, application, "record", name, [content])
    result = attach(actor, application, "given", name, [done.data])
    made = Redaction(application=application, source=original, result=result, ordered_by=actor)
    made.notes = [f"去掉了{what}" for what in done.dropped]
    made.seal({"cover": msgspec.to_builtins(Cover()), "boxes": [], "grounds": []})
    made.save()
    return result, done.dropped


def given(application: Application) -> list[CaseFile]:
    """The files that go out with the reply: not what lies under a redaction, nor what a later one replaced."""
    hidden = covered_or_replaced(application)
    return [file for file in application.files.filter(kind="given") if file.pk not in hidden]


def parts_of(application: Application) -> list[dict[str, str]]:
    """What redactions say of the reply: the files given, and for each ground what was covered; to begin a draft with."""
    done = [made for made in application.redactions.filter(result__isnull=False) if made.grounds]
    if not done:
        return []
    names = "、".join(f"《{PurePath(file.unseal()['name']).stem}》" for file in given(application))
    found: dict[str, list[str]] = {}
    for ground in (ground for made in done for ground in made.grounds):
        found.setdefault(ground.outcome, []).append(ground.what)
    withheld = [
        {
            "outcome": outcome,
            "subject": f"{names}中的{'、'.join(dict.fromkeys(kinds))}",
            "reasons": _REASONS.get(outcome, ""),
        }
        for outcome, kinds in found.items()
    ]
    return [{"outcome": "granted", "subject": names, "details": "遮盖不予公开的部分后，随本告知书一并提供"}, *withheld]


_REASONS = {
    "third_party_rights": "涉及个人隐私、商业秘密，公开会对第三方合法权益造成损害",
    "internal_affairs": "属于行政机关的内部事务信息",
    "process_info": "属于行政机关在履行行政管理职能过程中形成的过程性信息",
    "enforcement_file": "属于行政执法案卷信息",
}
"""Reasons to begin with; whoever drafts writes them out for the case."""


def carry_out(made: Redaction) -> Redaction:
    """Cover, prove, and keep the new file; what stands in the way is kept as the order's ``problem``."""
    if made.result_id:
        return made
    stored = made.source.unseal()
    content = b"".join(made.source.chunks(stored))
    try:
        done = redact(content, made.cover, made.boxes)
        prove(done.data, made.cover, [*made.boxes, *done.boxes])
    except (Unreadable, NotRedacted) as error:
        made.problem = str(error)[:500]
        made.save(update_fields=["problem"])
        return made
    with transaction.atomic():
        made.result = attach(None, made.application, "given", file_name(stored["name"], made.cover), [done.data])
        made.covered = len(done.covered)
        made.notes = [*(f"去掉了{what}" for what in done.dropped), *done.notes]
        made.problem = ""
        made.save()
        summary = f"申请{made.application}：遮盖{made.covered}处并证明没有留下"
        data = {"file": made.source_id, "result": made.result_id, "covered": made.covered}
        record(None, "redact_file", made.application, summary, organ=made.application.organ, data=data)
    return made
