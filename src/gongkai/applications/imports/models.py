"""An import of a ledger, and where each of its applications stood in it."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from gongkai.applications.models import Application
from gongkai.organs.models import Organ
from gongkai.vault import files
from gongkai.vault.models import SealedRecord


def storage_name(instance: "Import", _name: str) -> str:
    """Where a ledger is kept: no name that a person typed reaches the disk."""
    return f"imports/{instance.organ_id}/{instance.sha256}"


class Import(SealedRecord):
    """A ledger handed in, encrypted as it is. Sealed are its name, its key, and how its first rows were understood.

    ``mapping`` is field → heading, as somebody chose it; the newest of an organ is tried on its next ledger.
    ``headings`` are those of the file by column, ``found`` what the check counted, ``wrong`` what it found: place of the
    row, column, sentence.
    """

    class State(models.TextChoices):
        """How far it is."""

        CHECKING = "checking", "正在核对"
        UNREADABLE = "unreadable", "不能读取"
        CHECKED = "checked", "已核对，待导入"
        WRITING = "writing", "正在导入"
        DONE = "done", "已导入"
        UNDOING = "undoing", "正在撤销"
        UNDONE = "undone", "已撤销"
        DISCARDED = "discarded", "没有导入"

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="imports", verbose_name="机关")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.CHECKING)
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("大小")
    content = models.FileField("文件", upload_to=storage_name, max_length=200, blank=True)
    sheet = models.CharField("工作表", max_length=60, blank=True)
    headings = models.JSONField("表头", default=dict)
    mapping = models.JSONField("列的对应", default=dict)
    found = models.JSONField("核对结果", default=dict)
    wrong = models.JSONField("问题", default=list)
    problem = models.CharField("不能读取的原因", max_length=500, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="导入人", related_name="+")
    started_at = models.DateTimeField("上传时间", auto_now_add=True)
    done_at = models.DateTimeField("导入时间", null=True)

    class Meta:
        verbose_name = "台账导入"
        verbose_name_plural = "台账导入"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"第{self.pk}次台账导入"

    @property
    def place(self) -> str:
        """Organ and digest: they never change."""
        return f"import {self.organ_id} {self.sha256}"

    @property
    def settled(self) -> bool:
        """Whether nothing is under way."""
        return self.state not in {self.State.CHECKING, self.State.WRITING, self.State.UNDOING}

    def chunks(self, particulars: dict[str, Any]) -> Iterator[bytes]:
        """The ledger, unsealed piece by piece with the key of the unsealed particulars."""
        with self.content.open("rb") as stored:
            yield from files.unsealed(stored, bytes.fromhex(particulars["key"]))


class ImportedRow(models.Model):
    """An application that came of a row: the row's place in the sheet (from 1), and its own number there."""

    ledger = models.ForeignKey(Import, models.PROTECT, related_name="rows", verbose_name="导入")
    application = models.OneToOneField(
        Application, models.PROTECT, related_name="imported", primary_key=True, verbose_name="申请"
    )
    place = models.PositiveIntegerField("行")
    own = models.CharField("原编号", max_length=150, blank=True)

    class Meta:
        verbose_name = "台账的行"
        verbose_name_plural = "台账的行"

    def __str__(self) -> str:
        return f"{self.ledger}第{self.place}行"
