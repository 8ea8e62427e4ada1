"""What is kept of an application that is being written."""

import uuid
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models

from gongkai.applications.models import Application
from gongkai.organs.models import Organ
from gongkai.vault import files
from gongkai.vault.models import SealedRecord

Answers = dict[str, dict[str, list[str]]]
"""What was typed, right or wrong: step of the form → field → values."""


class Draft(SealedRecord):
    """An application being written to an organ. ``application`` is what it became; the answers are gone then.

    Whoever knows the identifier may go on writing: it is given to one browser, signed.
    """

    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.CASCADE, related_name="+", verbose_name="机关")
    application = models.OneToOneField(
        Application, models.CASCADE, related_name="draft", verbose_name="提交成的申请", null=True
    )
    started_at = models.DateTimeField("开始时间", auto_now_add=True)
    written_at = models.DateTimeField("最近填写时间", auto_now=True, db_index=True)

    class Meta:
        verbose_name = "未提交的申请"
        verbose_name_plural = "未提交的申请"

    def __str__(self) -> str:
        return f"写给{self.organ}的申请"

    @property
    def place(self) -> str:
        """The identifier: it never changes."""
        return f"draft {self.id}"

    @property
    def answers(self) -> Answers:
        """What was typed so far."""
        return self.unseal().get("answers", {})  # type: ignore[no-any-return]


def storage_name(instance: "DraftFile", _name: str) -> str:
    """Where a file is kept: no name that a person typed reaches the disk."""
    return f"drafts/{instance.draft_id}/{instance.id}"


class DraftFile(SealedRecord):
    """A file to be handed in with the application; its name and its key are the sealed particulars."""

    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files", verbose_name="未提交的申请")
    kind = models.CharField("种类", max_length=20)
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("大小")
    content = models.FileField("文件", upload_to=storage_name, max_length=200)
    added_at = models.DateTimeField("存入时间", auto_now_add=True)

    class Meta:
        verbose_name = "未提交申请的附件"
        verbose_name_plural = "未提交申请的附件"
        ordering: ClassVar = ["added_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "sha256"], name="one_draft_file_once")]

    def __str__(self) -> str:
        return f"{self.draft}的附件"

    @property
    def place(self) -> str:
        """The identifier: it never changes."""
        return f"draft file {self.id}"

    @property
    def name(self) -> str:
        """The name as it was given."""
        return str(self.unseal()["name"])

    @property
    def kind_name(self) -> str:
        """The kind in Chinese."""
        return str(self.KIND_NAMES[self.kind])

    KIND_NAMES: ClassVar[dict[str, str]] = {
        "identity": "身份证明",
        "authorization": "授权委托书",
        "attachment": "其他附件",
    }

    def chunks(self) -> Iterator[bytes]:
        """The content."""
        particulars: dict[str, Any] = self.unseal()
        with self.content.open("rb") as stored:
            yield from files.unsealed(stored, bytes.fromhex(particulars["key"]))
