"""Tables of motions and proposals."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F

from gongkai.engagement.actions.publishing import draft
from gongkai.engagement.batches.kinds import Sort, Told, Wrong, day_of
from gongkai.engagement.models import Batch, Motion
from gongkai.organs.access import Act
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.headings import Field
from gongkai.trail.actions import Trace, record_all

FIELDS: Mapping[str, Field] = {
    "kind": Field("种类", ("种类", "类别", "类型", "建议提案类别"), "人大代表建议、政协提案。"),
    "session": Field("届次", ("届次", "会议届次", "会次"), "例如：市六届人大一次会议。"),
    "no": Field("编号", ("编号", "建议编号", "提案编号", "案号", "建议提案编号"), "例如：第23号。"),
    "title": Field("标题", ("标题", "案由", "题目", "建议标题", "提案标题", "内容")),
    "proposer": Field("提出人", ("提出人", "领衔代表", "第一提案人", "代表姓名", "提案人", "提案者")),
    "joint": Field("会办机关", ("会办机关", "会办单位", "协办单位", "分办单位")),
    "received_on": Field("交办日期", ("交办日期", "交办时间", "收到日期"), "例如 2026-03-02。"),
    "due_on": Field("应答复日期", ("应答复日期", "办理期限", "答复期限", "办结期限"), "不填的，按交办后三个月。"),
    "replied_on": Field("答复日期", ("答复日期", "答复时间", "办结日期"), "没有答复的不填。"),
    "degree": Field("办理结果", ("办理结果", "办理程度", "解决程度", "答复类别", "结果分类"), "A、B 或者 C。"),
    "body": Field("答复内容", ("答复内容", "答复全文", "答复意见", "办理情况")),
}
_KINDS = {"建议": Motion.Kind.DEPUTY, "提案": Motion.Kind.MEMBER}
_DAYS = ("received_on", "due_on", "replied_on")


def read(_actor: Person, organ: Organ, told: Told, today: dt.date) -> tuple[dict[str, Any], Wrong]:
    """A row as fields of a motion."""
    wrong: Wrong = []
    row: dict[str, Any] = {
        name: told.get(name, "").strip() for name in ("session", "no", "title", "proposer", "joint", "body")
    }
    said = told.get("kind", "")
    row["kind"] = next((kind for word, kind in _KINDS.items() if word in said), "")
    if not row["kind"]:
        wrong.append((FIELDS["kind"].name, f"“{said[:20]}”不是种类，请写“人大代表建议”或者“政协提案”。"))
    row |= {key: day_of(told, key, FIELDS[key].name, wrong) for key in _DAYS}
    row["degree"] = told.get("degree", "").strip()[:1].upper()
    if row["degree"] and row["degree"] not in Motion.Degree.values:
        wrong.append((FIELDS["degree"].name, f"“{told['degree'][:20]}”不是办理结果，请写 A、B 或者 C。"))
    wrong += [(FIELDS[key].name, "不能是空的。") for key in ("session", "no", "title") if not row[key]]
    if not row["received_on"] and not any(name == FIELDS["received_on"].name for name, _ in wrong):
        wrong.append((FIELDS["received_on"].name, "不能是空的。"))
    if row["replied_on"] and not row["degree"]:
        wrong.append((FIELDS["degree"].name, "已经答复的，请写 A、B 或者 C。"))
    if row["received_on"] and row["received_on"] > today.isoformat():
        wrong.append((FIELDS["received_on"].name, "在今天之后，请核对。"))
    if row["replied_on"] and not (row["received_on"] or "") <= row["replied_on"] <= today.isoformat():
        wrong.append((FIELDS["replied_on"].name, "应在交办日期和今天之间。"))
    same = Motion.objects.filter(organ=organ, kind=row["kind"], session=row["session"], no=row["no"])
    if row["no"] and same.exists():
        wrong.append((FIELDS["no"].name, f"系统里已有{row['session']}{row['no']}。"))
    return row, wrong


def _twice(row: Mapping[str, Any]) -> str:
    return f"{row['kind']}{row['session']}{row['no']}"


def _write(actor: Person, batch: Batch) -> list[Any]:
    made = []
    for row in batch.rows:
        fields = {**row, **{key: dt.date.fromisoformat(row[key]) if row[key] else None for key in _DAYS}}
        made.append(draft(actor, Motion(organ=batch.organ, batch=batch), fields).pk)
    return made


def _undo(actor: Person, batch: Batch, reason: str) -> None:
    """Delete the motions, while nobody went on with them."""
    ours = Motion.objects.filter(batch=batch)
    touched = ours.exclude(live=False, published_on=None, latest_revision__created_at__lte=F("batch__done_at"))
    if found := list(touched.values_list("no", flat=True)[:3]):
        raise ValidationError(f"导入以后已经修改或者发布过其中的（{'、'.join(found)}），不能整体撤销。")
    gone = list(ours)
    record_all(actor, [Trace("undo_import", each, f"撤销导入，删除“{each}”", batch.organ, reason) for each in gone])
    for each in gone:
        each.delete()


SORT = Sort(Act.EDIT_ENGAGEMENT, FIELDS, ("title", "no"), read, _twice, _write, _undo)
