"""What is done with tables: handed in, taken over, put aside, undone."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from gongkai.engagement.batches import counters, motions
from gongkai.engagement.batches.kinds import Sort
from gongkai.engagement.models import Batch
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.headings import guessed, known
from gongkai.report.readers.ledger import opened
from gongkai.trail.actions import record

SORTS: dict[str, Sort] = {Batch.Kind.MOTIONS: motions.SORT, Batch.Kind.COUNTERS: counters.SORT}
MAX_BYTES = 4 * 2**20
MAX_ROWS = 1_000
MOST_WRONG = 200


@transaction.atomic
def hand_in(actor: Person, organ: Organ, kind: str, file: UploadedFile) -> Batch:
    """Read a table and check every row. ``ValidationError`` for a file that is no such table."""
    sort = SORTS[kind]
    require(actor, sort.act, organ, timezone.localdate())
    if not file.size:
        raise ValidationError("文件是空的，请检查后重新选择。")
    if file.size > MAX_BYTES:
        raise ValidationError(f"文件超过 {MAX_BYTES // 2**20} MB 的上限，请分次导入。")
    data = file.read()
    try:
        rows, wrong = _checked(actor, organ, sort, data)
    except Unreadable as error:
        raise ValidationError(f"不能读取：{error}") from error
    name = PurePath((file.name or "表格").replace("\\", "/")).name[-200:]
    batch = Batch(kind=kind, organ=organ, name=name, sha256=hashlib.sha256(data).hexdigest(), made_by=actor)
    batch.rows, batch.wrong = rows, [list(each) for each in wrong[:MOST_WRONG]]
    batch.save()
    _trace(actor, batch, "hand_in_table", f"上传表格，{len(rows)}行，问题{len(wrong)}处")
    return batch


def _checked(actor: Person, organ: Organ, sort: Sort, data: bytes) -> tuple[list[Any], list[tuple[int, str, str]]]:
    table = opened(
        data, lambda headings: known(headings, sort.fields), "、".join(sort.fields[k].name for k in sort.required)
    )
    columns = guessed(table.headings, sort.fields)
    if missing := [sort.fields[key].name for key in sort.required if key not in columns]:
        raise Unreadable(f"没有认出哪一列是“{'、'.join(missing)}”", "请照空白模板的表头填写")
    rows: list[Any] = []
    wrong: list[tuple[int, str, str]] = []
    seen: dict[str, int] = {}
    for ordinal, cells in table.rows:
        told = {key: cells[column] for key, column in columns.items() if column in cells}
        if not any(text.strip() for text in told.values()):
            continue
        if len(rows) >= MAX_ROWS:
            raise Unreadable(f"表格超过 {MAX_ROWS:,} 行", "请分次导入")
        row, faults = sort.read(actor, organ, told, timezone.localdate())
        if (first := seen.setdefault(sort.twice(row), ordinal + 1)) != ordinal + 1:
            faults.append((sort.fields[sort.required[-1]].name, f"与第{first}行重复。"))
        rows.append(row)
        wrong += [(ordinal + 1, column, sentence) for column, sentence in faults]
    if not rows:
        raise Unreadable("表头下面没有数据", "请核对文件")
    return rows, wrong


@transaction.atomic
def take_over(actor: Person, batch: Batch) -> Batch:
    """Let all rows become records: all of them, or none."""
    locked = _lock(actor, batch, Batch.State.CHECKED)
    if locked.wrong:
        raise ValidationError("表格里还有问题，改好以后重新上传；有一行不对，一行也不导入。")
    locked.made = SORTS[locked.kind].write(actor, locked)
    locked.state, locked.done_at = Batch.State.DONE, timezone.now()
    locked.save()
    _trace(actor, locked, "take_over_table", f"导入{len(locked.rows)}行")
    return locked


@transaction.atomic
def put_aside(actor: Person, batch: Batch) -> Batch:
    """Do not take it over."""
    locked = _lock(actor, batch, Batch.State.CHECKED)
    locked.state, locked.rows, locked.wrong = Batch.State.DISCARDED, [], []
    locked.save()
    _trace(actor, locked, "discard_table", "不导入")
    return locked


@transaction.atomic
def undo(actor: Person, batch: Batch, reason: str) -> Batch:
    """Take it back as a whole, while nobody went on with what came of it."""
    if not reason.strip():
        raise ValidationError("请写明撤销的理由。")
    locked = _lock(actor, batch, Batch.State.DONE)
    SORTS[locked.kind].undo(actor, locked, reason.strip()[:500])
    locked.state = Batch.State.UNDONE
    locked.save()
    _trace(actor, locked, "undo_table", "撤销导入", reason.strip()[:500])
    return locked


def may(batch: Batch) -> Act:
    """What a person must be allowed so as to deal with it."""
    return SORTS[batch.kind].act


def _lock(actor: Person, batch: Batch, state: Batch.State) -> Batch:
    locked = Batch.objects.select_for_update(of=("self",)).select_related("organ").get(pk=batch.pk)
    require(actor, may(locked), locked.organ, timezone.localdate())
    if locked.state != state:
        raise ValidationError(f"这次导入现在是“{locked.get_state_display()}”，不能这样做，请刷新页面查看。")
    return locked


def _trace(actor: Person, batch: Batch, act: str, summary: str, reason: str = "") -> None:
    data = {"sha256": batch.sha256}
    record(actor, act, batch, f"{batch}：{summary}", organ=batch.organ, reason=reason, data=data, public=False)
