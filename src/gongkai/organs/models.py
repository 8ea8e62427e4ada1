"""Bodies, their names and successions over time; people and the posts they hold."""

import datetime as dt
from typing import ClassVar, NamedTuple

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from treebeard.mp_tree import MP_Node

from gongkai.organs.codes import validate_credit_code
from gongkai.organs.holidays import DayOverride, SettledYear  # noqa: F401  (models of the app)


class Level(models.TextChoices):
    """The level of government that a body belongs to."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    VILLAGE = "village", "村级"


class Kind(models.TextChoices):
    """What a body is in law."""

    GOVERNMENT = "government", "人民政府"
    OFFICE = "office", "政府办公室（厅）"
    DEPARTMENT = "department", "政府部门"
    INSTITUTION = "institution", "法律法规授权的组织"
    PUBLIC_ENTERPRISE = "public_enterprise", "公共企事业单位"
    VILLAGE_COMMITTEE = "village_committee", "村（居）民委员会"


class Organ(MP_Node):
    """A public body. The tree is that of administration: a government, its departments, the governments below it.

    ``name`` is the present name; :class:`OrganName` has the former ones. ``slug`` is its address on the portal.
    ``region`` is the administrative division's code (GB/T 2260), which the calendar asks for regional holidays.
    """

    name = models.CharField("名称", max_length=80)
    short_name = models.CharField("简称", max_length=30, blank=True)
    slug = models.SlugField("网址标识", max_length=60, unique=True)
    level = models.CharField("层级", max_length=20, choices=Level.choices)
    kind = models.CharField("性质", max_length=20, choices=Kind.choices)
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, unique=True, null=True, blank=True, validators=[validate_credit_code]
    )
    region = models.CharField("行政区划代码", max_length=12, validators=[RegexValidator(r"^\d{6}(\d{3}){0,2}$")])
    established_on = models.DateField("设立日期", null=True, blank=True)
    abolished_on = models.DateField("撤销日期", null=True, blank=True)

    address = models.CharField("办公地址", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True, validators=[RegexValidator(r"^\d{6}$")])
    phone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    office_hours = models.CharField("办公时间", max_length=120, blank=True)
    foi_unit = models.CharField("政府信息公开工作机构", max_length=80, blank=True)

    site_code = models.CharField("政府网站标识码", max_length=20, blank=True)
    icp_number = models.CharField("ICP备案号", max_length=40, blank=True)
    police_number = models.CharField("公安备案号", max_length=40, blank=True)

    class Meta:
        verbose_name = "机关"
        verbose_name_plural = "机关"

    def __str__(self) -> str:
        return str(self.name)

    def name_on(self, day: dt.date) -> str:
        """The name that the body bore on the day: reports of past years keep it."""
        former = self.names.filter(until__gte=day, since__lte=day).first()
        return former.name if former else str(self.name)


class OrganName(models.Model):
    """A former name, with the first and the last day on which it was borne."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="names", verbose_name="机关")
    name = models.CharField("曾用名", max_length=80)
    since = models.DateField("启用日期", default=dt.date.min)
    until = models.DateField("停用日期")

    class Meta:
        verbose_name = "曾用名"
        verbose_name_plural = "曾用名"
        ordering: ClassVar = ["-until"]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """A body that took over from another (合并、分立): who answers now for what was done before."""

    class Change(models.TextChoices):
        """How it came about."""

        MERGED = "merged", "合并"
        SPLIT = "split", "分立"

    predecessor = models.ForeignKey(Organ, models.CASCADE, related_name="successions", verbose_name="原机关")
    successor = models.ForeignKey(Organ, models.CASCADE, related_name="inheritances", verbose_name="承继机关")
    change = models.CharField("方式", max_length=10, choices=Change.choices)
    on = models.DateField("日期")
    basis = models.CharField("依据", max_length=120, blank=True)

    class Meta:
        verbose_name = "机构沿革"
        verbose_name_plural = "机构沿革"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_between_two"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="nobody_succeeds_the_own_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}（{self.get_change_display()}）"


class Limits(NamedTuple):
    """What is left of a person's rights while a token acts for them: the token's name, the acts it is good for."""

    token: str
    acts: frozenset[str]


class Person(AbstractUser):  # type: ignore[django-manager-missing]  # relations of untyped Wagtail models
    """A person who works with the system. What they may do follows from their posts alone.

    ``limits`` is set, for the time of one request, where a token acts for the person.
    """

    first_name = property(lambda person: person.name)  # for Wagtail's corner
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("电话", max_length=40, blank=True)
    must_change_password = models.BooleanField("下次登录须修改密码", default=False)
    digest = models.BooleanField("接收每日提醒邮件", default=True)
    digest_on = models.DateField("最近一次提醒邮件", null=True, editable=False)

    REQUIRED_FIELDS: ClassVar = ["name"]
    limits: Limits | None = None

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The person's name."""
        return self.name

    def get_short_name(self) -> str:
        """The person's name; Chinese names are not shortened."""
        return self.name

    @property
    def signature(self) -> str:
        """How the person signs in the trail: the name, and the token that acted."""
        return f"{self}（令牌“{self.limits.token}”）" if self.limits else str(self)


class Role(models.TextChoices):
    """What a post is for."""

    OFFICER = "officer", "公开工作人员"
    HANDLER = "handler", "承办人"
    REVIEWER_1 = "reviewer_1", "初审人"
    REVIEWER_2 = "reviewer_2", "复审人"
    REVIEWER_3 = "reviewer_3", "终审人"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查人"
    SIGNER = "signer", "签发人"
    SUPERVISOR = "supervisor", "主管部门监督人员"
    AUDITOR = "auditor", "审计人员（只读）"
    ADMINISTRATOR = "administrator", "系统管理员"


class Post(models.Model):
    """A role that a person holds in a body from one day to another; one person may hold several."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts", verbose_name="人员")
    organ = models.ForeignKey(Organ, models.CASCADE, related_name="posts", verbose_name="机关")
    role = models.CharField("岗位", max_length=20, choices=Role.choices)
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organ", "role", "since"], name="one_post_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.organ} {self.get_role_display()}"


class Absence(models.Model):
    """Days on which somebody is away from a body, and who reviews there in their place."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences", verbose_name="不在岗的人")
    organ = models.ForeignKey(Organ, models.CASCADE, related_name="absences", verbose_name="机关")
    deputy = models.ForeignKey(Person, models.CASCADE, related_name="deputations", verbose_name="代审人")
    since = models.DateField("从")
    until = models.DateField("到")
    reason = models.CharField("原因", max_length=200)

    class Meta:
        verbose_name = "代审"
        verbose_name_plural = "代审"
        ordering: ClassVar = ["-since", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(person=models.F("deputy")), name="nobody_is_the_own_deputy"),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="an_absence_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy}代{self.person}（{self.since}至{self.until}）"


class Token(models.Model):
    """What a program shows in the place of a person who logs in. The secret itself is kept nowhere, only its digest.

    ``acts`` are the values of :class:`gongkai.organs.access.Act` that it is good for, ``hint`` the secret's beginning,
    by which people tell their tokens apart. ``expires_on`` is its last day.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens", verbose_name="人员")
    name = models.CharField("名称", max_length=30)
    hint = models.CharField("开头", max_length=10)
    digest = models.CharField("摘要", max_length=64, unique=True)
    acts = models.JSONField("权限", default=list)
    created_at = models.DateTimeField("建立时间", default=timezone.now)
    expires_on = models.DateField("有效期至")
    used_at = models.DateTimeField("最近使用", null=True, blank=True)
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "令牌"
        verbose_name_plural = "令牌"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name
