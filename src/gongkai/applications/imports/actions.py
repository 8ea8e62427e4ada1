"""What is done with ledgers: handed in, columns chosen, taken over, undone, put aside."""

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from gongkai.applications.imports import undoing
from gongkai.applications.imports.columns import FIELDS, REQUIRED
from gongkai.applications.imports.models import Import
from gongkai.jobs.actions import start
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.ledger import MAX_BYTES
from gongkai.trail.actions import record
from gongkai.vault import files

CHECK, WRITE = "check_ledger", "write_ledger"


@transaction.atomic
def hand_in(actor: Person, organ: Organ, file: UploadedFile) -> Import:
    """Keep a ledger, encrypted, and let it be checked by columns that its headings tell."""
    require(actor, Act.REGISTER_APPLICATION, organ, timezone.localdate())
    if not file.size:
        raise ValidationError("文件是空的，请检查后重新选择。")
    if file.size > MAX_BYTES:
        raise ValidationError(f"文件有 {file.size / 2**20:.0f} MB，超过 {MAX_BYTES // 2**20} MB 的上限，请分年度导入。")
    data, key = file.read(), files.new_key()
    ledger = Import(organ=organ, sha256=hashlib.sha256(data).hexdigest(), size=len(data), started_by=actor)
    ledger.seal({"name": PurePath((file.name or "台账").replace("\\", "/")).name[-200:], "key": key.hex()})
    ledger.content.save("", ContentFile(b"".join(files.sealed([data], key))), save=False)
    ledger.save()
    _trace(actor, ledger, "hand_in_ledger", "上传台账，准备导入")
    start(CHECK, actor=actor, on=ledger)
    return ledger


@transaction.atomic
def choose_columns(actor: Person, ledger: Import, chosen: Mapping[str, str]) -> Import:
    """Say which heading tells which field (field → the heading's column), and check the rows again."""
    locked = _lock(actor, ledger, Import.State.CHECKED)
    columns = {key: column for key, column in chosen.items() if key in FIELDS and column in locked.headings}
    if missing := [FIELDS[key].name for key in REQUIRED if key not in columns]:
        raise ValidationError(f"请选择哪一列是“{'、'.join(missing)}”。")
    twice = [locked.headings[column] for column in columns.values() if list(columns.values()).count(column) > 1]
    if twice:
        raise ValidationError(f"“{twice[0]}”这一列只能对应一项。")
    locked.mapping = {key: locked.headings[column] for key, column in columns.items()}
    locked.state = Import.State.CHECKING
    locked.save(update_fields=["mapping", "state"])
    _trace(actor, locked, "choose_columns", "选择台账各列的含义，重新核对")
    start(CHECK, actor=actor, on=locked)
    return locked


@transaction.atomic
def take_over(actor: Person, ledger: Import) -> Import:
    """Let all rows become applications: all of them, or none."""
    locked = _lock(actor, ledger, Import.State.CHECKED)
    if locked.wrong:
        raise ValidationError("台账里还有问题，改好以后重新上传；有一行不对，一行也不导入。")
    if not locked.found.get("new"):
        raise ValidationError("没有新的行可以导入。")
    locked.state = Import.State.WRITING
    locked.save(update_fields=["state"])
    _trace(actor, locked, "take_over_ledger", "开始导入台账")
    start(WRITE, actor=actor, on=locked)
    return locked


@transaction.atomic
def put_aside(actor: Person, ledger: Import) -> Import:
    """Do not take the ledger over: the file goes, the trace stays."""
    locked = _lock(actor, ledger, Import.State.CHECKED, Import.State.UNREADABLE)
    locked.state = Import.State.DISCARDED
    return _without_file(actor, locked, "discard_ledger", "不导入台账，删除上传的文件")


@transaction.atomic
def undo(actor: Person, ledger: Import, reason: str) -> Import:
    """Take an import back as a whole, while nothing was done on its applications since. Their numbers stay in the trail."""
    if not reason.strip():
        raise ValidationError("请写明撤销的理由。")
    locked = _lock(actor, ledger, Import.State.DONE)
    require(actor, Act.AMEND_APPLICATION, locked.organ, timezone.localdate())
    undoing.refuse_touched(locked)
    locked.state = Import.State.UNDOING
    locked.save(update_fields=["state"])
    undoing.remove(actor, locked, reason.strip())
    locked.state = Import.State.UNDONE
    return _without_file(actor, locked, "undo_import", "撤销台账导入", reason.strip())


def _lock(actor: Person, ledger: Import, *states: Import.State) -> Import:
    locked = Import.objects.select_for_update(of=("self",)).select_related("organ").get(pk=ledger.pk)
    require(actor, Act.REGISTER_APPLICATION, locked.organ, timezone.localdate())
    if locked.state not in states:
        raise ValidationError(f"这次导入现在是“{locked.get_state_display()}”，不能这样做，请刷新页面查看。")
    return locked


def _without_file(actor: Person, ledger: Import, act: str, summary: str, reason: str = "") -> Import:
    storage, name = ledger.content.storage, ledger.content.name
    ledger.content = ""
    ledger.wrong = []
    ledger.seal({"name": ledger.unseal()["name"]})
    ledger.save()
    transaction.on_commit(partial(storage.delete, str(name)))
    _trace(actor, ledger, act, summary, reason)
    return ledger


def _trace(actor: Person, ledger: Import, act: str, summary: str, reason: str = "") -> None:
    said = f"{ledger}：{summary}"
    record(actor, act, ledger, said, organ=ledger.organ, reason=reason, data={"sha256": ledger.sha256}, public=False)
