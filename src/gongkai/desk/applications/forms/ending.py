"""The reply reaches the requester, and the case its end."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.applications import telling
from gongkai.applications.actions import intake, service
from gongkai.applications.actions.service import Method
from gongkai.applications.models import Application
from gongkai.applications.queries import of_same_requester
from gongkai.desk.applications.forms.base import StepForm, line, text
from gongkai.organs.models import Person

_METHODS = [(method.value, f"{method.label}（凭据：{method.proof}）") for method in Method]


class Serve(StepForm):
    """The service of the reply."""

    kind, button, letter = "serve", "登记送达", True
    day = "送达之日（邮寄的，交邮之日）"
    after = "申请办结，年报按这一天计入。之后可以归档。"
    method = forms.ChoiceField(label="送达方式", choices=_METHODS)
    proof = line("凭据", "邮寄凭证编号、签收人和日期、发送记录等。", longest=200)
    scan = forms.FileField(label="送达凭证的扫描件", required=False)

    def prepare(self) -> None:
        """Begin with how the requester wants it."""
        self.initial.setdefault("method", self.application.delivery)

    def telling(self, actor: Person) -> dict[str, Any]:
        """How it was served."""
        typed, method = self.typed, Method(self.typed["method"])
        server = actor.name or actor.get_username()
        posted = method is Method.POST
        return telling.service(self.application, method.label, typed["on"], typed["proof"], server, posted=posted)

    def act(self, actor: Person) -> Application:
        """Serve."""
        typed = self.typed
        proof = self.kept(actor, "proof", "scan") if typed["scan"] else self.kept(actor)
        return service.serve(actor, self.application, Method(typed["method"]), typed["on"], typed["proof"], proof)


class Attempt(StepForm):
    """A letter that did not arrive."""

    kind = "attempt"
    after = "记入案卷，仍待送达；请换一种方式再送。"
    method = forms.ChoiceField(label="送达方式", choices=_METHODS)
    why = text("未能送达的原因")

    def act(self, actor: Person) -> Application:
        """Log it."""
        typed = self.typed
        return service.log_attempt(actor, self.application, typed["on"], Method(typed["method"]), typed["why"])


class InformThirdParty(StepForm):
    """A third party that objected is told."""

    kind, day, letter = "inform_third_party", "告知之日", True
    after = "记入案卷。第三方不服的，可以申请复议或者起诉。"
    consultation = forms.TypedChoiceField(label="哪一次征求意见", coerce=int)
    reasons = text("决定公开的理由")

    def telling(self, actor: Person) -> dict[str, Any]:
        """What is made public, and why."""
        typed = self.typed
        return telling.override(actor, self.application, typed["consultation"], typed["reasons"])

    def prepare(self) -> None:
        """Offer those who were asked."""
        field: Any = self.fields["consultation"]
        asked = [each for each in self.case.consultations if each.kind == "consult_third_party"]
        field.choices = [(each.number, f"{each.on}征求的意见") for each in asked]

    def act(self, actor: Person) -> Application:
        """Tell."""
        typed = self.typed
        return service.inform_third_party(
            actor, self.application, typed["on"], typed["consultation"], typed["reasons"], self.kept(actor)
        )


class Withdraw(StepForm):
    """The requester takes it back."""

    kind, button, day, grave, letter = "withdraw", "登记撤回", "撤回之日", True, True
    after = "申请办结，年报计入“其他”。撤回须出于申请人自愿。"
    reason = text("申请人撤回的说明", required=False)

    def act(self, actor: Person) -> Application:
        """Close."""
        self.kept(actor)
        return intake.withdraw(actor, self.application, self.typed["on"], self.typed["reason"])


class Merge(StepForm):
    """Into an identical pending one."""

    kind, button, day, grave, letter = "merge", "合并", "合并日期", True, True
    after = "这件申请办结（年报计入“其他”），编号保留；内容随并入的那一件答复。合并不能撤销。"
    lead = forms.ModelChoiceField(label="并入哪一件", queryset=Application.objects.none(), empty_label="请选择")
    sure = forms.BooleanField(label="我已核对两件申请的内容相同、申请人相同")

    def prepare(self) -> None:
        """Offer the requester's other pending ones."""
        field: Any = self.fields["lead"]
        field.queryset = of_same_requester(self.application).filter(status="handling").exclude(pk=self.application.pk)
        field.help_text = "只列出同一申请人正在办理的其他申请。"

    def telling(self, actor: Person) -> dict[str, Any]:
        """Into which one."""
        return telling.merged(self.typed["lead"])

    def act(self, actor: Person) -> Application:
        """Merge."""
        self.kept(actor)
        return intake.merge(actor, self.application, self.typed["lead"], self.typed["on"])


class Split(StepForm):
    """One matter, one application."""

    kind, button, day, grave = "split", "拆分", "拆分日期", True
    after = "第一项保留原编号，其他每一项得到新编号，收到之日和期限都与原申请相同。拆分不能撤销。"
    contents = text("各项内容", "每一项之间空一行，至少两项。原申请全文保留在案。", rows=10)
    sure = forms.BooleanField(label="我已核对各项合起来就是申请的全部内容")

    def prepare(self) -> None:
        """Begin with the whole."""
        self.initial.setdefault("contents", self.application.content)

    def act(self, actor: Person) -> Application:
        """Split."""
        whole = self.typed["contents"].replace("\r\n", "\n")
        items = [item.strip() for item in whole.split("\n\n") if item.strip()]
        if len(items) > 20:
            raise ValidationError({"contents": "一次最多拆分为20项。"})
        return intake.split(actor, self.application, items, self.typed["on"])[0]


class Archive(StepForm):
    """The case is put away."""

    kind, button, day, letter = "archive", "归档", "归档日期", True
    after = "生成归档目录，列明全部事项和文件；归档后仍可登记复议诉讼、复盘和更正。"

    def act(self, actor: Person) -> Application:
        """Archive."""
        self.kept(actor)
        return service.archive(actor, self.application, self.typed["on"])


class Debrief(StepForm):
    """What is learnt."""

    kind, day = "debrief", ""
    after = "选为典型案例的，隐去申请人信息后列入案例库，供本机关和主管部门参考。"
    lesson = text("复盘意见", "哪里做得好，哪里要改进。请不要写申请人的个人信息。", rows=5)
    typical = forms.BooleanField(label="列入案例库", required=False)

    def act(self, actor: Person) -> Application:
        """Keep it."""
        return service.debrief(actor, self.application, self.typed["lesson"], typical=self.typed["typical"])
