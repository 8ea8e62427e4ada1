"""Asking the requester, third parties and organs, and what they answer."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.applications import clock, telling
from gongkai.applications.actions import consultation, correction, period
from gongkai.applications.actions.consultation import Answer
from gongkai.applications.models import Application
from gongkai.applications.people import Particulars
from gongkai.desk.applications.forms.base import StepForm, a_day, line, text
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Person
from gongkai.ui.templatetags.gongkai import day


class RequestCorrection(StepForm):
    """What is unclear."""

    kind, day, button, letter = "request_correction", "告知之日", "告知补正", True
    after = "状态变为“待补正”，期限停止；收到补正后重新起算。逾期不补正的，可以结案。补正只能告知一次，请一次说全。"
    unclear = text("哪里不明确")
    add = text("请申请人补充什么", "一次说全：名称、文号、年度、地点或者便于查询的其他特征。")
    until = a_day("补正期限", "给申请人合理的时间。")
    override = text("迟于7个工作日或者再次告知的理由", required=False)

    def prepare(self) -> None:
        """Say until when the notice is in time."""
        if last := correction.notice_until(self.application):
            self.fields["on"].help_text = f"应在{day(last)}前告知（条例第三十条）。"

    def telling(self, actor: Person) -> dict[str, Any]:
        """What is unclear."""
        typed = self.typed
        return telling.correction(typed["unclear"], typed["add"], typed["until"])

    def act(self, actor: Person) -> Application:
        """Tell."""
        typed = self.typed
        whole = f"{typed['unclear']}\n请补充：{typed['add']}"
        return correction.request_correction(
            actor, self.application, typed["on"], whole, typed["until"], typed["override"], self.kept(actor)
        )


class ReceiveCorrection(StepForm):
    """The correction."""

    kind, day = "receive_correction", "收到补正之日"
    after = "答复期限从收到补正的次日重新起算（条例第三十条）。"
    content = text("补正的内容")
    file = forms.FileField(label="补正材料", required=False)

    def act(self, actor: Person) -> Application:
        """Receive it."""
        self.kept(actor, "attachment")
        return correction.receive_correction(actor, self.application, self.typed["on"], self.typed["content"])


class LapseCorrection(StepForm):
    """No correction came."""

    kind, button, day, grave, letter = "lapse_correction", "结案", "结案日期", True, True
    after = "视为放弃申请，申请办结，年报计入“申请人逾期不补正”。"
    note = text("说明", required=False)

    def telling(self, actor: Person) -> dict[str, Any]:
        """Why."""
        why = self.typed["note"].strip() or "已经一次性告知补正，申请人无正当理由逾期不补正，视为放弃申请。"
        return telling.closed("correction_lapsed", why)

    def act(self, actor: Person) -> Application:
        """Close."""
        self.kept(actor)
        return correction.lapse_correction(actor, self.application, self.typed["on"], self.typed["note"])


class RequestReasons(StepForm):
    """Reasons for a great volume."""

    kind, day, button, letter = "request_reasons", "要求说明之日", "要求说明理由", True
    after = (
        "状态变为“待说明理由”，答复期限照常计算。理由不合理的可以不予处理；合理的可以另定答复日期（条例第三十五条）。"
    )
    volume = text("申请的数量、频次", "本月、本年收到同一申请人多少件，内容怎样重复；一项一行。")
    until = a_day("请申请人说明的日期")

    def telling(self, actor: Person) -> dict[str, Any]:
        """The volume."""
        return telling.reasons_wanted(self.typed["volume"], self.typed["until"])

    def act(self, actor: Person) -> Application:
        """Ask."""
        typed = self.typed
        return period.request_reasons(
            actor, self.application, typed["on"], typed["volume"], typed["until"], self.kept(actor)
        )


class ReceiveReasons(StepForm):
    """The reasons, or none."""

    kind, day = "receive_reasons", "收到之日（没有说明的，期满之日）"
    after = "理由不合理的，答复“无正当理由大量反复申请”；合理但难以按期答复的，另定答复日期。"
    reasons = text("申请人说明的理由", "没有说明的留空。", required=False)
    reasonable = forms.TypedChoiceField(
        label="理由是否合理", choices=[("1", "合理"), ("0", "不合理或者没有说明")], coerce=lambda given: given == "1"
    )

    def act(self, actor: Person) -> Application:
        """Receive them."""
        typed = self.typed
        return period.receive_reasons(
            actor, self.application, typed["on"], typed["reasons"], reasonable=typed["reasonable"]
        )


class ConsultThirdParty(StepForm):
    """A third party whose rights may be harmed."""

    kind, day, button, letter = "consult_third_party", "发出之日", "发出征询书", True
    after = "从发出之日到收到意见之日不计入答复期限；对方有15个工作日，逾期不答不等于同意（条例第三十二条、第三十三条）。请同时告知申请人。"
    name = line("第三方的姓名或者名称", longest=80)
    contact = line("联系人", required=False, longest=40)
    phone = line("联系电话", required=False, longest=40)
    address = line("地址", required=False)
    content = text("征求意见的内容", "哪些信息涉及第三方。不要写申请人是谁。")
    purpose = text("征求意见的事由", "写进征询书，可以不写。", required=False, rows=2)
    reached_on = a_day("对方收到之日", "知道的话填写，15个工作日从此起算。", required=False)

    def telling(self, actor: Person) -> dict[str, Any]:
        """The question."""
        typed = self.typed
        return telling.inquiry(typed["name"], typed["content"], typed["purpose"], typed["on"])

    def act(self, actor: Person) -> Application:
        """Ask."""
        typed = self.typed
        who = Particulars(name=typed["name"], contact=typed["contact"], phone=typed["phone"], address=typed["address"])
        return consultation.consult_third_party(
            actor, self.application, typed["on"], who, typed["content"], typed["reached_on"], self.kept(actor)
        )


class ConsultOrgan(StepForm):
    """An organ that took part in making the information."""

    kind, day, button, letter = "consult_organ", "发出之日", "发出征求意见书", True
    after = "从发出之日到收到意见之日不计入答复期限；对方有15个工作日，逾期不答视为同意公开（条例第三十四条）。"
    organ = line("征求意见的机关")
    content = text("征求意见的内容")
    purpose = text("征求意见的事由", "写进征求意见书，可以不写。", required=False, rows=2)
    reached_on = a_day("对方收到之日", "知道的话填写，15个工作日从此起算。", required=False)

    def telling(self, actor: Person) -> dict[str, Any]:
        """The question."""
        typed = self.typed
        return telling.inquiry(typed["organ"], typed["content"], typed["purpose"], typed["on"])

    def act(self, actor: Person) -> Application:
        """Ask."""
        typed = self.typed
        return consultation.consult_organ(
            actor,
            self.application,
            typed["on"],
            typed["organ"],
            typed["content"],
            typed["reached_on"],
            self.kept(actor),
        )


class _Hear(StepForm):
    """What came back."""

    asked_by: ClassVar[str]
    silence: ClassVar[str]
    day = "收到意见之日（逾期未答的，登记之日）"
    consultation = forms.TypedChoiceField(label="哪一次征求意见", coerce=int)
    answer = forms.ChoiceField(label="意见")
    reasons = text("对方的理由", "不同意公开的，须写明。", required=False)
    reached_on = a_day("对方收到征求意见书之日", "发出时没有填写的，在这里补填。", required=False)
    file = forms.FileField(label="对方的书面意见", required=False)

    def prepare(self) -> None:
        """Offer what is still open, with the last day of each."""
        calendar = calendar_of(self.application.organ)
        open_ = [each for each in self.case.open_consultations if each.kind == self.asked_by]
        consultations: Any = self.fields["consultation"]
        consultations.choices = [
            (each.number, f"{day(each.on)}发出，对方可在{day(clock.reply_until(each, calendar))}前提出")
            for each in open_
        ]
        answers: Any = self.fields["answer"]
        answers.choices = [
            (Answer.AGREES.value, "同意公开"),
            (Answer.OBJECTS.value, "不同意公开"),
            (Answer.SILENT.value, self.silence),
        ]

    def act(self, actor: Person) -> Application:
        """Record it."""
        typed = self.typed
        self.kept(actor, "opinion")
        return consultation.hear(
            actor,
            self.application,
            typed["consultation"],
            typed["on"],
            Answer(typed["answer"]),
            typed["reasons"],
            typed["reached_on"],
        )


class HearThirdParty(_Hear):
    """What the third party says."""

    kind, asked_by, silence = "hear_third_party", "consult_third_party", "逾期未提出意见（不等于同意）"
    after = (
        "期限恢复计算。第三方不同意且理由合理的，不予公开；不公开会对公共利益造成重大影响的，可以决定公开并告知第三方。"
    )


class HearOrgan(_Hear):
    """What the organ says."""

    kind, asked_by, silence = "hear_organ", "consult_organ", "逾期未提出意见（视为同意公开）"
    after = "期限恢复计算。"


class NotifyConsultation(StepForm):
    """The requester is told."""

    kind, day, letter = "notify_consultation", "告知之日", True
    after = "记入案卷，不影响期限。"

    def telling(self, actor: Person) -> dict[str, Any]:
        """From when to when."""
        return telling.consulted(self.application)

    def act(self, actor: Person) -> Application:
        """Tell."""
        if not self.case.consultations:
            raise ValidationError("没有征求过意见，不需要告知。")
        on = self.typed["on"] or timezone.localdate()
        return consultation.notify_consultation(actor, self.application, on, self.kept(actor))
