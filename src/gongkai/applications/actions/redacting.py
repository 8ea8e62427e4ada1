"""Covering parts of a file of the case before it is given out (区分处理, 条例 Art. 37).

The new file is in the case only once it was read again and nothing covered was found in it.
"""

from collections.abc import Sequence

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications import people
from gongkai.applications.actions.casework import attach
from gongkai.applications.models import CaseFile, Redaction
from gongkai.jobs.actions import start
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.redaction import Box, Cover, NotRedacted, file_name, prove, redact
from gongkai.report.readers.errors import Unreadable
from gongkai.trail.actions import record

REDACT = "redact_file"
MOST = 200
"""Words, and boxes, of one order."""


@transaction.atomic
def order(actor: Person, file: CaseFile, cover: Cover, boxes: Sequence[Box] = ()) -> Redaction:
    """Have words, kinds of numbers and places covered in a file; it is done in the background.

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
    made.seal({"cover": msgspec.to_builtins(cover), "boxes": msgspec.to_builtins(tuple(boxes))})
    made.save()
    counts = {"file": file.pk, "words": len(cover.words), "kinds": sorted(cover.kinds), "boxes": len(boxes)}
    record(actor, "order_redaction", application, f"申请{application}：遮盖文件", organ=application.organ, data=counts)
    start(REDACT, actor=actor, on=made)
    return made


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
