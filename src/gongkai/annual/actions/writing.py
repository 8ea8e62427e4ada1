"""Writing a report: every save is a version of its own, none is ever lost."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.annual.compiling import NOT_A_YEAR, years
from gongkai.annual.content import (
    WRITTEN,
    Content,
    Override,
    Replaced,
    Typed,
    number_typed,
    printed,
    replaced,
    seeded,
    still_typed,
    unknown,
)
from gongkai.annual.earlier import carried_over
from gongkai.annual.manuscripts import Basis, Manuscript, Submission, Version
from gongkai.annual.standing import standing
from gongkai.figures.registry import FIGURES
from gongkai.organs.access import Act, require
from gongkai.organs.models import Kind, Organ, Person
from gongkai.trail.actions import record

LONGEST = 50_000
"""Characters of a section."""


@transaction.atomic
def begin(
    actor: Person, organ: Organ, year: int, *, basis: str = Basis.LEDGER, from_last_year: bool = False
) -> Manuscript:
    """Begin the organ's report of the year: the template's sentences, or last year's text, with figures bound.

    ``ValidationError`` where it has been begun, or there is no text of last year to start from.
    """
    require(actor, Act.WRITE_REPORT, organ, timezone.localdate())
    if year not in years(timezone.localdate()):
        raise ValidationError(NOT_A_YEAR)
    if basis == Basis.PARTS and organ.kind != Kind.GOVERNMENT:
        raise ValidationError("只有人民政府的报告由各单位报告汇总。")
    Organ.objects.select_for_update(no_key=True).get(pk=organ.pk)  # two who begin the same report wait for one another
    if Manuscript.objects.filter(organ=organ, year=year).exists():
        raise ValidationError("这个年度的报告已经开始编写。")
    values = standing(organ, year, basis).values
    content = carried_over(organ, year) if from_last_year else seeded(organ.name, year, values)
    if content is None:
        raise ValidationError("没有上一年的报告可以参照，请用样稿开始。")
    manuscript = Manuscript.objects.create(organ=organ, year=year, basis=basis)
    return _saved(actor, manuscript, content, "参照上年报告开始编写" if from_last_year else "开始编写")


@transaction.atomic
def save(actor: Person, manuscript: Manuscript, sections: Mapping[int, str], reason: str = "") -> Manuscript:
    """Save the texts as the newest version.

    A number typed in the place of a bound figure needs a reason, which is kept with who did it. ``ValidationError`` for
    an identifier that no figure has, or a text that is too long.
    """
    kept = _open(actor, manuscript)
    old = Content.of(kept.newest.content)
    texts = {number: _plain(sections.get(number, old.sections.get(number, ""))) for number in WRITTEN}
    new = Content(texts, old.overrides, old.typed)
    if wrong := unknown(new):
        raise ValidationError(f"没有这样的统计数：{'、'.join(wrong[:3])}。请从“插入统计数”中选。")
    if any(len(text) > LONGEST for text in texts.values()):
        raise ValidationError(f"一个部分最多 {LONGEST} 字，请删短。")
    if texts == old.sections:
        raise ValidationError("没有改动。")
    typed = replaced(old, new)
    if typed and not reason.strip():
        raise ValidationError({"reason": _asked(kept, typed)})
    added = tuple(
        Typed(one.section, one.key, one.said, reason.strip(), actor.name, timezone.now().isoformat()) for one in typed
    )
    content = Content(texts, old.overrides, (*still_typed(new), *added))
    return _saved(actor, kept, content, "手工改写统计数" if typed else "修改文字", reason if typed else "")


@transaction.atomic
def state_otherwise(actor: Person, manuscript: Manuscript, key: str, number: str, reason: str) -> Manuscript:
    """Let the report state another number for a figure, in its table and in every sentence; ``""`` takes that back."""
    kept = _open(actor, manuscript)
    old = Content.of(kept.newest.content)
    if key not in FIGURES:
        raise ValidationError({"key": "没有这个统计数，请从列表中选。"})
    name = FIGURES[key].name
    if not number.strip():
        if key not in old.overrides:
            raise ValidationError({"number": "请填数。"})
        overrides = {other: override for other, override in old.overrides.items() if other != key}
        return _saved(actor, kept, Content(old.sections, overrides, old.typed), f"恢复“{name}”的统计数")
    try:
        value = number_typed(number)
    except ValueError:
        raise ValidationError({"number": "应填不小于 0 的数。"}) from None
    if FIGURES[key].unit == "件" and "." in value:
        raise ValidationError({"number": "件数应为整数。"})
    if not reason.strip():
        raise ValidationError({"reason": "改填统计数须写明理由，它会显示在审核结果中。"})
    override = Override(value, reason.strip()[:500], actor.name, timezone.now().isoformat())
    content = Content(old.sections, {**old.overrides, key: override}, old.typed)
    return _saved(actor, kept, content, f"改填“{name}”为 {value}", reason)


@transaction.atomic
def restore(actor: Person, manuscript: Manuscript, number: int) -> Manuscript:
    """Take an earlier version up again, as the newest one."""
    kept = _open(actor, manuscript)
    earlier = kept.versions.filter(number=number).first()
    if earlier is None or number == kept.number:
        raise ValidationError("请选择一个较早的版本。")
    return _saved(actor, kept, Content.of(earlier.content), f"恢复第 {number} 版")


def _open(actor: Person, manuscript: Manuscript) -> Manuscript:
    """The manuscript, locked, where it may be written in."""
    require(actor, Act.WRITE_REPORT, manuscript.organ, timezone.localdate())
    kept = Manuscript.objects.select_for_update().get(pk=manuscript.pk)
    if sentence := locked(kept):
        raise ValidationError(sentence)
    return kept


def locked(manuscript: Manuscript) -> str | None:
    """Why nobody may write in it now, as a sentence."""
    if Submission.objects.filter(organ=manuscript.organ_id, year=manuscript.year, returned_at=None).exists():
        return "报告已经报送上级，内容锁定。需要修改的，请上级退回。"
    if manuscript.state != Manuscript.State.WRITING:
        return f"报告{manuscript.get_state_display()}，内容锁定。需要修改的，先退回或重新编写。"
    return None


def _plain(text: str) -> str:
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _asked(manuscript: Manuscript, typed: list[Replaced]) -> str:
    values = standing(manuscript.organ, manuscript.year, manuscript.basis).values
    said = "；".join(
        f"“{FIGURES[one.key].name}”{printed(f'{{{{{one.key}}}}}', values)} 改成了 {one.said}" for one in typed
    )
    return f"您把由台账给出的数改成了手写的数：{said}。请写明理由，或者放回统计数。"


def _saved(actor: Person, manuscript: Manuscript, content: Content, note: str, reason: str = "") -> Manuscript:
    manuscript.number += 1
    manuscript.save()
    Version.objects.create(
        manuscript=manuscript, number=manuscript.number, content=content.data, note=note[:200], by=actor
    )
    record(
        actor,
        "write_report",
        manuscript,
        f"{manuscript}第 {manuscript.number} 版：{note}",
        organ=manuscript.organ,
        reason=reason,
        public=False,
    )
    return manuscript
