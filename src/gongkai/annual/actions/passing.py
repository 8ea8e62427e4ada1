"""A report on its way through the office: sent for review, passed or returned, signed, taken up again."""

from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from gongkai.annual.actions.freezing import frozen
from gongkai.annual.actions.writing import locked
from gongkai.annual.content import Content
from gongkai.annual.context import Examined, examined
from gongkai.annual.keeping import keep_file, keep_report
from gongkai.annual.manuscripts import Manuscript, Step, Submission
from gongkai.annual.models import Report
from gongkai.annual.standing import current_freeze, standing
from gongkai.organs.access import Act, Refused, require
from gongkai.organs.models import Person
from gongkai.report.writers.docx import write_report
from gongkai.trail.actions import record

State: TypeAlias = Manuscript.State
Kind: TypeAlias = Step.Kind


@transaction.atomic
def send(actor: Person, manuscript: Manuscript) -> Manuscript:
    """Send the newest version for review. The figures are frozen with it if they are not yet.

    It becomes a report in the library, with its findings, where they are decided on; what was sent stays as it is.
    """
    kept = _kept(actor, Act.WRITE_REPORT, manuscript)
    if sentence := locked(kept):
        raise ValidationError(sentence)
    if current_freeze(kept.organ, kept.year) is None:
        frozen(actor, kept.organ, kept.year, kept.basis)
    kept.report = _in_library(actor, kept)
    return _stepped(actor, kept, Kind.SENT, State.REVIEW)


def _in_library(actor: Person, manuscript: Manuscript) -> Report:
    content = Content.of(manuscript.newest.content)
    values = standing(manuscript.organ, manuscript.year, manuscript.basis).values
    found: Examined = examined(manuscript.organ, manuscript.year, content, values, manuscript.basis)
    word = ContentFile(write_report(found.report), f"{found.report.title}（第 {manuscript.number} 版）.docx")
    file, _ = keep_file(actor, manuscript.organ, word)
    return keep_report(file, found)


@transaction.atomic
def pass_on(actor: Person, manuscript: Manuscript, remark: str = "") -> Manuscript:
    """Say that the version sent is in order. Not by whoever sent it."""
    kept = _kept(actor, Act.REVIEW_REPORT, manuscript)
    _require_state(kept, State.REVIEW)
    sent = kept.steps.filter(kind=Kind.SENT).last()
    if sent is not None and sent.by_id == actor.pk:
        raise Refused("送审的人不能审核自己的稿子，请由别人审核。")
    return _stepped(actor, kept, Kind.PASSED, State.REVIEWED, remark)


@transaction.atomic
def send_back(actor: Person, manuscript: Manuscript, remark: str) -> Manuscript:
    """Give the version back to its writer, who is told why."""
    kept = _kept(actor, Act.REVIEW_REPORT, manuscript)
    _require_state(kept, State.REVIEW, State.REVIEWED)
    if not remark.strip():
        raise ValidationError({"remark": "退回须写明要改什么。"})
    return _stepped(actor, kept, Kind.RETURNED, State.WRITING, remark)


@transaction.atomic
def sign(actor: Person, manuscript: Manuscript, remark: str = "") -> Manuscript:
    """Sign the version sent: it may be published and handed up."""
    kept = _kept(actor, Act.PUBLISH_REPORT, manuscript)
    _require_state(kept, State.REVIEW, State.REVIEWED)
    return _stepped(actor, kept, Kind.SIGNED, State.SIGNED, remark)


@transaction.atomic
def take_up_again(actor: Person, manuscript: Manuscript, remark: str) -> Manuscript:
    """Open a signed report for another version; what is published or was sent stays as it is until that replaces it."""
    kept = _kept(actor, Act.WRITE_REPORT, manuscript)
    _require_state(kept, State.SIGNED)
    if Submission.objects.filter(organ=kept.organ_id, year=kept.year, returned_at=None).exists():
        raise ValidationError("报告已经报送上级，内容锁定。需要修改的，请上级退回。")
    if not remark.strip():
        raise ValidationError({"remark": "请写明为什么重新编写。"})
    return _stepped(actor, kept, Kind.REOPENED, State.WRITING, remark)


def _kept(actor: Person, act: Act, manuscript: Manuscript) -> Manuscript:
    require(actor, act, manuscript.organ, timezone.localdate())
    return Manuscript.objects.select_for_update().get(pk=manuscript.pk)


def _require_state(manuscript: Manuscript, *states: State) -> None:
    if manuscript.state not in states:
        raise ValidationError(f"报告{manuscript.get_state_display()}，不能这样办。请刷新页面看现在的情况。")


def _stepped(actor: Person, manuscript: Manuscript, kind: Kind, state: State, remark: str = "") -> Manuscript:
    manuscript.state = state
    manuscript.save()
    Step.objects.create(manuscript=manuscript, number=manuscript.number, kind=kind, remark=remark.strip(), by=actor)
    record(
        actor,
        f"report_{kind}",
        manuscript,
        f"{manuscript}第 {manuscript.number} 版{Kind(kind).label}",
        organ=manuscript.organ,
        reason=remark,
        public=False,
    )
    return manuscript
