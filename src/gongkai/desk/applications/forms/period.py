"""What changes the answer period, and the fee."""

from typing import Any

from django import forms

from gongkai.applications import telling
from gongkai.applications.actions import fee, period
from gongkai.applications.models import Application, Letterhead
from gongkai.applications.queries import volume_in_month
from gongkai.desk.applications.forms.base import WRITE, StepForm, a_day, line, text
from gongkai.law.fees import TariffKey, tariffs
from gongkai.organs.models import Person
from gongkai.ui.templatetags.gongkai import day


class _Days(StepForm):
    reason = text("延长的理由")
    days = forms.IntegerField(label="延长的工作日", min_value=1, max_value=20, initial=20, help_text="最长20个工作日。")

    def telling(self, actor: Person) -> dict[str, Any]:
        """The old and the new day; whoever signs is the one who approves."""
        approved_by = actor.name or actor.get_username()
        return telling.extension(self.application, self.typed["days"], self.typed["reason"], approved_by)


class ProposeExtension(_Days):
    """Asking the unit's head."""

    kind, day, button, letter, letter_kind = "propose_extension", "提请日期", "提请延期", True, "extension_notice"
    after = "公开工作机构负责人的首页出现“待批准延期”；批准并在届满之前告知申请人才发生延长（条例第三十三条第二款）。"

    def act(self, actor: Person) -> Application:
        """Ask."""
        typed = self.typed
        if typed.get("paper") == WRITE and not typed.get("file"):
            self.write(actor)
        else:
            self.kept(actor)
        return period.propose_extension(actor, self.application, typed["on"], typed["reason"], typed["days"])


class Extend(_Days):
    """The head approves; the requester is told."""

    kind, day, button, letter = "extend", "告知申请人之日", "批准延长并告知", True
    after = "届满日顺延。须在原届满日之前告知申请人；只能延长一次（条例第三十三条第二款）。"

    def prepare(self) -> None:
        """Start from what was proposed."""
        if proposed := self.case.notes.get("propose_extension"):
            self.initial.setdefault("days", proposed.data["days"])
            event = next(e for e in self.application.events.all() if e.number == proposed.number)
            self.initial.setdefault("reason", event.reason)
        if self.application.due_on:
            self.fields["on"].help_text = f"现在的届满日是{day(self.application.due_on)}。"

    def act(self, actor: Person) -> Application:
        """Extend."""
        typed = self.typed
        return period.extend(actor, self.application, typed["on"], typed["reason"], typed["days"], self.kept(actor))


class Delay(StepForm):
    """A reasonable later day."""

    kind, day, button, letter = "delay", "告知申请人之日", "确定并告知", True
    after = "届满日改为确定的日期（条例第三十五条）。"
    until = a_day("答复日期")
    reason = text("延迟答复的理由")

    def telling(self, actor: Person) -> dict[str, Any]:
        """The old and the new day."""
        return telling.delay(self.application, self.typed["until"], self.typed["reason"])

    def act(self, actor: Person) -> Application:
        """Set it."""
        typed = self.typed
        return period.delay(actor, self.application, typed["on"], typed["until"], typed["reason"], self.kept(actor))


class Charge(StepForm):
    """The notice of the fee."""

    kind, day, button, letter = "charge", "通知之日", "通知缴费", True
    after = "状态变为“待缴费”，期限停止；缴清的次日重新起算，20个工作日内不缴的可以结案。金额由系统按标准计算。"
    tariff = forms.ChoiceField(label="计收方式", help_text="按件或者按量，只能选一种（收费办法第三条）。")
    quantity = forms.IntegerField(label="数量", min_value=1, help_text="按件：申请人本月第几件；按量：页数。")
    how = text("缴费方式", "收款单位、开户银行、账号；先在“文书模板”里填好的自动带出。", required=False)
    reached_on = a_day("对方收到通知之日", "知道的话填写，缴费期限从此起算。", required=False)

    def prepare(self) -> None:
        """Offer the tariffs, and the requester's number in the month."""
        choice = self.fields["tariff"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(tariff.key, f"{tariff.name}（{tariff.counts}）") for tariff in tariffs().values()]
        count = volume_in_month(self.application)
        self.initial.setdefault("quantity", count)
        self.fields["quantity"].help_text = f"按件：申请人本月的件数，现在共{count}件；按量：页数。"
        head = Letterhead.objects.filter(organ=self.application.organ).first()
        self.initial.setdefault("how", head.payment if head else "")

    def telling(self, actor: Person) -> dict[str, Any]:
        """The fee."""
        typed = self.typed
        return telling.charge(TariffKey(typed["tariff"]), typed["quantity"], typed["how"].strip())

    def act(self, actor: Person) -> Application:
        """Notify."""
        typed = self.typed
        return fee.charge(
            actor,
            self.application,
            typed["on"],
            TariffKey(typed["tariff"]),
            typed["quantity"],
            typed["reached_on"],
            self.kept(actor),
        )


class Pay(StepForm):
    """The payment."""

    kind, day = "pay", "缴清之日"
    after = "答复期限从缴清的次日重新起算（收费办法第六条）。"
    receipt = line("财政票据或者缴款凭证的编号", longest=80)

    def act(self, actor: Person) -> Application:
        """Record it."""
        return fee.pay(actor, self.application, self.typed["on"], self.typed["receipt"])


class LapsePayment(StepForm):
    """The fee was not paid."""

    kind, button, day, grave, letter = "lapse_payment", "结案", "结案日期", True, True
    after = "视为放弃申请，申请办结，年报计入“申请人逾期未按收费通知要求缴纳费用”。"
    note = text("说明", required=False)

    def telling(self, actor: Person) -> dict[str, Any]:
        """Why."""
        why = self.typed["note"].strip() or "已经通知缴费，申请人逾期没有按收费通知的要求缴纳费用，视为放弃申请。"
        return telling.closed("fee_lapsed", why)

    def act(self, actor: Person) -> Application:
        """Close."""
        self.kept(actor)
        return fee.lapse_payment(actor, self.application, self.typed["on"], self.typed["note"])
