"""What is recorded of catalogues, of what is owed by them, and of what fulfils it."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.catalogue.vocabulary import Audience, Channel, Mode, TierOf
from gongkai.disclosure.headings import HEADINGS
from gongkai.disclosure.models import Document
from gongkai.law.periods import histories
from gongkai.law.rhythm import By, Rhythm
from gongkai.organs.models import Organ

PERIODS = ("budget_publication", "department_budget_publication", "unit_budget_publication", "publication")
"""The periods of the law from which a due day can be counted, where the day is known from which they run."""


def period_choices() -> list[tuple[str, str]]:
    """Those periods with their names."""
    return [(key, histories()[key].name) for key in PERIODS]


class Catalogue(models.Model):
    """A catalogue of a body; where other bodies adopt it, it is theirs as well.

    ``owed_year`` is the last year for which what is owed was made out.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    title = models.CharField("名称", max_length=100)
    owed_year = models.PositiveSmallIntegerField("已列出应公开事项的年度", null=True, editable=False)

    class Meta:
        verbose_name = "公开事项目录"
        verbose_name_plural = "公开事项目录"

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """A dated edition of a catalogue; a draft while it has no day from which it is in force.

    ``changed`` counts the changes of a draft, so that what was vetted is known from what was changed since.
    """

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="editions", verbose_name="目录")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    number = models.PositiveSmallIntegerField("版次")
    note = models.CharField("修订说明", max_length=300, blank=True)
    changed = models.PositiveIntegerField("修改次数", default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="起草人", null=True, related_name="+"
    )
    made_at = models.DateTimeField("起草时间", default=timezone.now)
    in_force_on = models.DateField("启用日期", null=True)

    class Meta:
        verbose_name = "目录版本"
        verbose_name_plural = "目录版本"
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["catalogue", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(
                fields=["catalogue"], condition=Q(in_force_on=None), name="one_draft_edition_a_catalogue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.catalogue}第{self.number}版"

    @property
    def live(self) -> bool:
        """Whether it is or was in force: what vetting asks of a record."""
        return self.in_force_on is not None

    has_unpublished_changes = False

    @property
    def state(self) -> str:
        """How far it is."""
        return "草稿" if self.in_force_on is None else "已启用"


class Item(models.Model):
    """A matter of an edition with its seven elements: name, content, basis, time limit, body, channels, audience.

    ``key`` is the same in all editions, so that what was owed by one is known in the next. ``rhythm`` with ``month``
    and ``day`` or ``within`` says for programs what ``time_limit`` says for readers; ``period`` names the period of the
    law that counts once its first day is known (:func:`gongkai.law.periods.period`).
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="items", verbose_name="目录版本")
    key = models.SlugField("事项编码", max_length=60)
    serial = models.PositiveSmallIntegerField("序号")
    field = models.CharField("领域", max_length=40)
    level_1 = models.CharField("一级事项", max_length=80)
    name = models.CharField("二级事项（名称）", max_length=120)
    content = models.TextField("公开内容", max_length=2000)
    basis = models.TextField("公开依据", max_length=1000)
    time_limit = models.CharField("公开时限", max_length=200)
    body = models.CharField("公开主体", max_length=200)
    channels = models.JSONField("公开渠道和载体", default=list)
    audience = models.CharField("公开对象", max_length=10, choices=Audience.choices, default=Audience.ALL)
    audience_note = models.CharField("特定群体", max_length=100, blank=True)
    mode = models.CharField("公开方式", max_length=12, choices=Mode.choices, default=Mode.PROACTIVE)
    tiers = models.JSONField("公开层级", default=list, blank=True)
    heading = models.CharField("法定栏目", max_length=30, choices=HEADINGS, blank=True)
    rhythm = models.CharField("公开频次", max_length=20, choices=[(one.value, one.label) for one in Rhythm])
    month = models.PositiveSmallIntegerField(
        "每年最迟月份", default=12, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField("日", default=31, validators=[MinValueValidator(1), MaxValueValidator(31)])
    within = models.PositiveSmallIntegerField("期满后天数", default=15, validators=[MaxValueValidator(366)])
    period = models.CharField("法定期限", max_length=40, blank=True)

    class Meta:
        verbose_name = "目录事项"
        verbose_name_plural = "目录事项"
        ordering: ClassVar = ["serial", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "key"], name="one_item_a_key", violation_error_message="这一版里已经有这项事项。"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Channels, tiers and period are of their vocabularies; a group is named."""
        wrong: dict[str, Any] = {}
        if not self.channels or set(self.channels) - set(Channel.values):
            wrong["channels"] = "至少选一个公开渠道，且须在渠道名称之内。"
        if set(self.tiers) - set(TierOf.values):
            wrong["tiers"] = "公开层级应为县级、乡级或者村级。"
        if self.audience == Audience.GROUP and not self.audience_note.strip():
            wrong["audience_note"] = "对特定群体公开的，请写明是哪些人。"
        if self.period and self.period not in PERIODS:
            wrong["period"] = "没有这个法定期限。"
        if wrong:
            raise ValidationError(wrong)

    @property
    def by(self) -> By:
        """By when, for what comes round."""
        return By(self.month, self.day, self.within)

    @property
    def channel_names(self) -> list[str]:
        """The channels as people read them."""
        return [Channel(one).label for one in self.channels]

    @property
    def tier_names(self) -> list[str]:
        """The tiers as people read them."""
        return [TierOf(one).label for one in self.tiers]

    @property
    def audience_name(self) -> str:
        """To whom, with the group."""
        return f"特定群体（{self.audience_note}）" if self.audience == Audience.GROUP else "全社会"


ELEMENTS = (
    *("field", "level_1", "name", "content", "basis", "time_limit", "body", "channels", "audience", "audience_note"),
    *("mode", "tiers", "heading", "rhythm", "month", "day", "within", "period"),
)
"""The fields of an item that a person fills in."""


class Adoption(models.Model):
    """A body that goes by the catalogue of another, from one day to another."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="adoptions", verbose_name="目录")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    since = models.DateField("采用日期")
    until = models.DateField("停用日期", null=True)

    class Meta:
        verbose_name = "采用"
        verbose_name_plural = "采用"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["catalogue", "organ"], condition=Q(until=None), name="one_adoption_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ}采用“{self.catalogue}”"


class Obligation(models.Model):
    """That a body owes an item for a period by a day.

    ``label`` names the period, or the occasion of what is published whenever it is formed. ``counted_from`` is the day
    from which the period of the law ran, where it is known. Whether it was done is read from what fulfils it
    (:func:`gongkai.catalogue.queries.with_state`); ``waived_because`` says why it does not apply to the body.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="+", verbose_name="目录")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name="事项")
    key = models.CharField("事项编码", max_length=60)
    label = models.CharField("期间", max_length=120)
    first = models.DateField("期间起")
    last = models.DateField("期间止")
    counted_from = models.DateField("起算日", null=True)
    due_on = models.DateField("最迟公开日期")
    waived_because = models.CharField("不适用的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "应公开事项"
        verbose_name_plural = "应公开事项"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "catalogue", "key", "first", "label"], name="one_obligation_once")
        ]
        indexes: ClassVar = [models.Index(fields=["organ", "due_on"], name="obligations_due")]

    def __str__(self) -> str:
        return f"{self.item.name}（{self.label}）"


class Fulfilment(models.Model):
    """What fulfils an obligation: a document, from the day on which it is published; or an address elsewhere.

    ``on`` is the day on which it was published there, ``evidence`` says how that is known. Of a document that was to be
    public for a time only, ``on`` is kept when it is taken down.
    """

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="fulfilments", verbose_name="应公开事项")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="公开文件", null=True)
    url = models.URLField("网址", max_length=500, blank=True)
    evidence = models.CharField("佐证", max_length=300, blank=True)
    on = models.DateField("公开日期", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", null=True, related_name="+")
    at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = "公开情况"
        verbose_name_plural = "公开情况"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["obligation", "document"], condition=~Q(document=None), name="one_document_once"
            ),
            models.CheckConstraint(condition=Q(document=None) ^ Q(url=""), name="a_document_or_an_address"),
        ]

    def __str__(self) -> str:
        return str(self.document) if self.document else self.url

    @property
    def published_on(self) -> dt.date | None:
        """Since when the public has it; ``None`` while the document is a draft or was taken down."""
        if self.document is None or self.on is not None:
            return self.on
        return self.document.published_on if self.document.live else None
