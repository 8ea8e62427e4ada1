"""What a requester, whom the portal has recognised by number and query code, may read of the own application.

Letters show once they are part of the record, the reply once it is served, or signed where it is to be read on line.
Every reading of the reply and of a file leaves a trace: of a reply read on line it is the proof of service.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.applications.actions.step import REQUESTER
from gongkai.applications.facts import Fact, standing
from gongkai.applications.models import Application, CaseFile, Delivery
from gongkai.law.letters import letters
from gongkai.trail.actions import record

BY_CODE = "申请人凭编号和查询码"
_OWN = ("identity", "authorization", "attachment")
_REPLIES = ("reply", "correct_record")
_TELLING = frozenset(
    {"request_correction", "request_reasons", "delay", "charge", "extend", "notify_consultation", *_REPLIES}
)
"""The steps whose letters go to the requester."""


class Paper(NamedTuple):
    """A file that the requester may open: what it is, and its name."""

    file: CaseFile
    title: str
    name: str


def reply_of(application: Application) -> Fact | None:
    """The reply, if the requester may read it: it was served, or signed where it is wanted on line."""
    facts = standing(application.facts)
    reply = next((fact for fact in reversed(facts) if fact.kind in _REPLIES), None)
    served = any(fact.kind == "serve" for fact in facts)
    return reply if reply and (served or application.delivery == Delivery.WEB) else None


def papers(application: Application) -> list[Paper]:
    """The files that the requester may open, in the order of the case: own ones, letters, what was given."""
    may_read_reply = reply_of(application) is not None
    wanted = _letters(application, may_read_reply)
    kinds = (*_OWN, "given") if may_read_reply else _OWN
    hidden = covered_or_replaced(application) if may_read_reply else set()
    files = (file for file in application.files.all() if file.pk not in hidden)
    return [_paper(file) for file in files if file.kind in kinds or file.pk in wanted]


def _letters(application: Application, may_read_reply: bool) -> set[int]:
    """The letters that were sent: printed where they are, else as they were written."""
    telling = _TELLING if may_read_reply else _TELLING - set(_REPLIES)
    told = {
        fact.data["letter"] for fact in standing(application.facts) if fact.kind in telling and "letter" in fact.data
    }
    return printed(application, told)


def sent(letter: int | None, application: Application) -> set[int]:
    """The file in which the requester has a letter; none where there is no letter."""
    return printed(application, {letter}) if letter else set()


def printed(application: Application, files: Collection[int]) -> set[int]:
    """The letters of these files: printed where they are, else as they were written."""
    pdf = dict(application.letters.filter(file__in=files, printed__isnull=False).values_list("file", "printed"))
    return {pdf.get(file, file) for file in files}


def covered_or_replaced(application: Application) -> set[int]:
    """What lies under a redaction, and results that a later redaction of the same file replaced: nobody gets these."""
    hidden: set[int] = set()
    last: dict[int, int] = {}
    for source, result in application.redactions.order_by("pk").values_list("source", "result"):
        hidden.add(source)
        if result is not None:
            hidden.add(last.get(source, source))
            last[source] = result
    return hidden


@transaction.atomic
def read_reply(application: Application) -> Fact | None:
    """The reply, read now."""
    reply = reply_of(application)
    if reply is not None:
        _trace(application, "read_reply", "查看答复", {"event": reply.number})
    return reply


@transaction.atomic
def open_paper(application: Application, pk: int) -> tuple[Paper, Mapping[str, Any]] | None:
    """A file with what opens it, to be given to ``file.chunks``; ``None`` where the requester may not read it."""
    paper = next((paper for paper in papers(application) if paper.file.pk == pk), None)
    if paper is None:
        return None
    _trace(application, "read_file", "打开案卷文件", {"file": pk})
    return paper, paper.file.unseal()


def _paper(file: CaseFile) -> Paper:
    title = letters()[file.kind].name if file.kind in letters() else CaseFile.KINDS[file.kind]
    return Paper(file, title, file.unseal()["name"])


def _trace(application: Application, act: str, what: str, data: Mapping[str, Any]) -> None:
    summary = f"申请{application}：申请人{what}"
    record(REQUESTER, act, application, summary, organ=application.organ, reason=BY_CODE, data=data, public=False)
