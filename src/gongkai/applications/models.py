"""What is recorded of applications: the register, each application with its facts, its people and its files."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from gongkai.applications.complaints import Complaint
from gongkai.applications.facts import Fact, name_of
from gongkai.applications.papers import Letter, Letterhead, LetterTemplate
from gongkai.applications.redactions import Redaction
from gongkai.law.letters import letters
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import procedure
from gongkai.law.receipt import channels
from gongkai.law.requesters import requesters
from gongkai.letters.numbering import DEFAULT, Number, Numbering
from gongkai.organs.models import Organ
from gongkai.vault import files
from gongkai.vault.models import SealedRecord

__all__ = [
    "Application",
    "CaseFile",
    "Complaint",
    "Event",
    "Letter",
    "LetterTemplate",
    "Letterhead",
    "Party",
    "Redaction",
    "Register",
]


class Register(models.Model):
    """The register of an organ for a year (登记簿): how numbers are written, and the last one given.

    Its row is locked while a number is taken, so that there is neither a gap nor a number twice.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="registers", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    pattern = models.CharField("编号格式", max_length=60, default=DEFAULT)
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        verbose_name = "登记簿"
        verbose_name_plural = "登记簿"
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "year"], name="one_register_a_year")]

    def __str__(self) -> str:
        return f"{self.organ} {self.year}"

    def number(self, serial: int) -> str:
        """A number as it is written."""
        name = self.organ.short_name or self.organ.name
        return Numbering(self.pattern).write(Number(organ=name, year=self.year, serial=serial))


class Carrier(models.TextChoices):
    """The form in which the information is wanted (条例 Art. 29, 40)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子数据"
    COPY = "copy", "复制（光盘、存储介质）"
    READ = "read", "查阅、抄录"


class Delivery(models.TextChoices):
    """The way in which the reply is wanted."""

    POST = "post", "邮寄"
    EMAIL = "email", "电子邮件"
    WEB = "web", "网上查看"
    FAX = "fax", "传真"
    COLLECT = "collect", "自行领取"


class Application(models.Model):
    """An application. What was asked never changes, but for mistakes of the entry; how it stands is the fold of its events.

    The fields after ``CACHED`` repeat the fold for lists and figures; only actions write them. ``counted`` says that
    table 3 counts it, in ``row`` on the day ``counted_on``: as it was first closed. ``next_on`` is the next day that
    matters: due, or the requester's last, or that of arrival while unconfirmed; of a closed case that of its closing.
    ``submitted_at`` is the arrival, ``confirmed_at`` the confirmation with the requester. ``key`` makes a form sent
    twice one application. Each filter of the list has an index that ends in the order of the list.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="applications", verbose_name="机关")
    year = models.PositiveSmallIntegerField("登记年度")
    serial = models.PositiveIntegerField("序号")
    number = models.CharField("编号", max_length=150)
    key = models.CharField("提交标识", max_length=64, null=True, editable=False)

    channel = models.CharField("渠道", max_length=20)
    submitted_at = models.DateTimeField("到达时间")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    requester_kind = models.CharField("申请人类别", max_length=20)
    requester_label = models.CharField("申请人（隐去）", max_length=40)
    content = models.TextField("所需政府信息的内容描述")
    carrier = models.CharField("提供形式", max_length=12, choices=Carrier.choices, default=Carrier.PAPER)
    delivery = models.CharField("获取方式", max_length=12, choices=Delivery.choices, default=Delivery.POST)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="承办人", null=True, related_name="applications"
    )
    split_from = models.ForeignKey("self", models.PROTECT, verbose_name="拆分自", null=True, related_name="parts")
    merged_into = models.ForeignKey("self", models.PROTECT, verbose_name="并入", null=True, related_name="merged")

    status = models.CharField("状态", max_length=12)
    open = models.BooleanField("未办结", default=True)
    next_on = models.DateField("下一个日期")
    received_on = models.DateField("收到之日", null=True)
    due_on = models.DateField("届满日", null=True)
    provisional = models.BooleanField("届满日暂定", default=False)
    waits_until = models.DateField("等待申请人至", null=True)
    extended = models.BooleanField("已延期", default=False)
    corrected = models.BooleanField("要求过补正", default=False)
    outcome = models.CharField("处理结果", max_length=40, blank=True)
    replied_on = models.DateField("答复之日", null=True)
    closed_on = models.DateField("办结之日", null=True)
    counted = models.BooleanField("列入年报", default=False)
    counted_on = models.DateField("年报计入之日", null=True)
    row = models.CharField("年报行", max_length=40, blank=True)
    in_time = models.BooleanField("按期", null=True)
    days_taken = models.PositiveSmallIntegerField("办理工作日", null=True)

    class Meta:
        verbose_name = "公开申请"
        verbose_name_plural = "公开申请"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year", "serial"], name="one_application_a_number"),
            models.UniqueConstraint(fields=["organ", "key"], name="one_application_a_submission"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["open", "next_on"], name="application_next"),
            models.Index(fields=["organ", "open", "next_on"], name="application_organ_next"),
            models.Index(fields=["handler", "open", "next_on"], name="application_handler_next"),
            models.Index(fields=["organ", "received_on"], name="application_organ_received"),
            models.Index(fields=["received_on"], name="application_received"),
            models.Index(fields=["status", "received_on"], name="application_status"),
            models.Index(fields=["outcome", "received_on"], name="application_outcome"),
            models.Index(fields=["requester_kind", "received_on"], name="application_kind"),
            models.Index(fields=["channel", "received_on"], name="application_channel"),
            models.Index(fields=["handler", "received_on"], name="application_handler_received"),
            models.Index(fields=["due_on"], name="application_due"),
            models.Index(
                fields=["counted_on", "received_on", "organ", "requester_kind", "row"],
                name="application_table_3",
                condition=models.Q(counted=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def facts(self) -> list[Fact]:
        """What happened, in the order of recording."""
        return [event.fact for event in self.events.all()]

    @property
    def status_name(self) -> str:
        """The state in Chinese."""
        return procedure().states[self.status]

    @property
    def outcome_name(self) -> str:
        """The outcome in Chinese; empty while there is none."""
        return outcomes()[self.outcome].name if self.outcome else ""

    @property
    def channel_name(self) -> str:
        """The channel in Chinese."""
        return channels()[self.channel].name

    @property
    def requester_kind_name(self) -> str:
        """The column of table 3 in Chinese."""
        return requesters().columns[self.requester_kind]


class Event(models.Model):
    """A dated fact. Events are added, never changed or removed (the database refuses): a mistake is amended by another.

    ``on`` is the day on which it happened, ``at`` the moment of recording. ``data`` holds no particulars of people.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="events", verbose_name="申请")
    number = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("事项", max_length=30)
    on = models.DateField("日期")
    at = models.DateTimeField("记录时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="记录人", null=True, related_name="+")
    reason = models.CharField("理由", max_length=500, blank=True)
    data = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "事项"
        verbose_name_plural = "事项"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "number"], name="one_event_a_number")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"

    @property
    def fact(self) -> Fact:
        """The event as the fold takes it."""
        return Fact(self.number, self.kind, self.on, self.data)

    @property
    def name(self) -> str:
        """The kind in Chinese."""
        return name_of(self.kind)


class Party(SealedRecord):
    """Somebody in an application, with particulars sealed (see :class:`gongkai.applications.people.Particulars`).

    The requester's hold the query code as well.
    ``event`` is, for a third party, the number of the event by which it was consulted.
    """

    class Role(models.TextChoices):
        """What somebody is in the application."""

        REQUESTER = "requester", "申请人"
        AGENT = "agent", "代理人"
        THIRD_PARTY = "third_party", "第三方"

    application = models.ForeignKey(Application, models.PROTECT, related_name="parties", verbose_name="申请")
    role = models.CharField("身份", max_length=12, choices=Role.choices)
    event = models.PositiveSmallIntegerField("事项", default=0)
    name_index = models.CharField("名称摘要", max_length=64, db_index=True, editable=False)
    identity_index = models.CharField("证件摘要", max_length=64, db_index=True, editable=False)
    code_index = models.CharField("查询码摘要", max_length=64, db_index=True, editable=False)

    INDEXED: ClassVar[Mapping[str, str]] = {"name": "name_index", "identity": "identity_index", "code": "code_index"}

    class Meta:
        verbose_name = "申请当事人"
        verbose_name_plural = "申请当事人"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "role", "event"], name="one_party_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_role_display()}"

    @property
    def place(self) -> str:
        """Application, role and event: they never change."""
        return f"party {self.application_id} {self.role} {self.event}"


def storage_name(instance: "CaseFile", _name: str) -> str:
    """Where a file is kept: under the application and its digest, so that no name a person typed reaches the disk."""
    return f"applications/{instance.application_id}/{instance.sha256}"


class CaseFile(SealedRecord):
    """A file of an application: what was handed in, a letter, a proof of service, what was given out.

    The file lies encrypted in the storage; its name and its key are the sealed particulars. ``kind`` is the key of a
    letter (:mod:`gongkai.law.letters`) or one of ``KINDS``; ``number`` the number of a letter. ``sha256`` is the digest
    of the content. ``instance`` is that of a review or a suit to which a file of ``OF_DISPUTES`` belongs.
    """

    KINDS: ClassVar[Mapping[str, str]] = {
        "attachment": "申请附件",
        "identity": "身份证明",
        "authorization": "授权委托书",
        "opinion": "征求意见的答复",
        "record": "检索和沟通记录",
        "given": "提供的政府信息",
        "proof": "送达凭证",
        "pleading": "申请书（起诉状、上诉状）副本",
        "defence": "书面答复（答辩状）",
        "evidence": "证据和依据",
        "ruling": "决定书、裁判文书",
        "dispute": "复议诉讼其他材料",
        "archive": "归档材料",
    }

    OF_DISPUTES: ClassVar = ("pleading", "defence", "evidence", "ruling", "dispute")

    application = models.ForeignKey(Application, models.PROTECT, related_name="files", verbose_name="申请")
    instance = models.ForeignKey("Instance", models.PROTECT, related_name="files", verbose_name="审级", null=True)
    kind = models.CharField("种类", max_length=40)
    number = models.CharField("文书编号", max_length=160, blank=True)
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("大小")
    content = models.FileField("文件", upload_to=storage_name, max_length=200)
    added_at = models.DateTimeField("存入时间", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="存入人", null=True, related_name="+"
    )

    class Meta:
        verbose_name = "案卷文件"
        verbose_name_plural = "案卷文件"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.application} {self.number or self.kind}"

    @property
    def place(self) -> str:
        """Application and digest: they never change."""
        return f"file {self.application_id} {self.sha256}"

    @property
    def title(self) -> str:
        """What the file is; of a review or a suit, in which instance."""
        name = letters()[self.kind].name if self.kind in letters() else self.KINDS[self.kind]
        return f"{self.instance.get_level_display()}：{name}" if self.instance else name

    def chunks(self, particulars: Mapping[str, Any]) -> Iterator[bytes]:
        """The content, unsealed piece by piece with the key of the unsealed particulars."""
        with self.content.open("rb") as stored:
            yield from files.unsealed(stored, bytes.fromhex(particulars["key"]))


class Dispute(models.Model):
    """A review or a suit over an application (行政复议、行政诉讼): a row of table 4 by court and by what preceded it.

    ``result`` is a key of :mod:`gongkai.law.results`, empty while it is pending; of several instances the last counts.
    ``answer_due_on`` is the day by which the organ's written answer is due.
    """

    class Court(models.TextChoices):
        """Before whom it is."""

        REVIEW = "review", "行政复议"
        SUIT = "suit", "行政诉讼"

    application = models.ForeignKey(Application, models.PROTECT, related_name="disputes", verbose_name="申请")
    court = models.CharField("途径", max_length=10, choices=Court.choices)
    after_review = models.BooleanField("经过复议", default=False)
    row = models.CharField("年报行", max_length=20)
    filed_on = models.DateField("受理（立案）之日")
    result = models.CharField("结果", max_length=40, blank=True)
    column = models.CharField("年报列", max_length=12, blank=True)
    concluded_on = models.DateField("审结之日", null=True)

    class Meta:
        verbose_name = "复议诉讼"
        verbose_name_plural = "复议诉讼"
        ordering: ClassVar = ["filed_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["concluded_on", "filed_on"], name="dispute_table_4")]

    def __str__(self) -> str:
        return f"{self.application} {self.get_court_display()}"


class Instance(models.Model):
    """One instance of a dispute: the review, the first instance, the appeal, the retrial."""

    class Level(models.TextChoices):
        """Which instance."""

        REVIEW = "review", "复议"
        FIRST = "first", "一审"
        APPEAL = "appeal", "二审"
        RETRIAL = "retrial", "再审"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="instances", verbose_name="复议诉讼")
    level = models.CharField("审级", max_length=10, choices=Level.choices)
    body = models.CharField("复议机关（法院）", max_length=80)
    docket = models.CharField("案号", max_length=80, blank=True)
    received_on = models.DateField("收到申请书（起诉状）副本之日")
    answer_due_on = models.DateField("提出书面答复（答辩状）的届满日", null=True)
    answered_on = models.DateField("提出书面答复（答辩状）之日", null=True)
    result = models.CharField("结果", max_length=40, blank=True)
    decided_on = models.DateField("决定（裁判）之日", null=True)

    class Meta:
        verbose_name = "审级"
        verbose_name_plural = "审级"
        ordering: ClassVar = ["received_on", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["dispute", "level"], name="one_instance_a_level")]

    def __str__(self) -> str:
        return f"{self.dispute} {self.get_level_display()}"
