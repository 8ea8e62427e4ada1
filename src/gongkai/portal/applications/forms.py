"""The questions of an application: what 条例 Art. 29 asks, and nothing more. No purpose is asked."""

import re
import unicodedata
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from gongkai.applications.actions.intake import CONTENT_LIMIT
from gongkai.applications.drafts.models import Answers
from gongkai.applications.models import Carrier, Delivery
from gongkai.law import credit_code, identity_card
from gongkai.law.requesters import requesters

NATURAL = "natural_person"
CREDIT_CODE = "统一社会信用代码"
IDENTITY_CARD = "居民身份证"
IDENTITIES = (
    IDENTITY_CARD,
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
    "其他证件",
)
_DELIVERIES = (
    (Delivery.WEB, "网上查看", "办结后凭编号和查询码在本站查看、下载"),
    (Delivery.EMAIL, "电子邮件", "发到您的邮箱"),
    (Delivery.POST, "邮寄", "寄到您的通信地址"),
    (Delivery.COLLECT, "自行领取", "到机关领取，请带身份证明"),
)
_CARRIERS = (
    (Carrier.ELECTRONIC, "电子数据", "文件的电子版或者扫描件"),
    (Carrier.PAPER, "纸质", "复印件"),
    (Carrier.COPY, "复制到存储介质", "光盘等"),
    (Carrier.READ, "查阅、抄录", "到机关当场查看"),
)
_KINDS = {
    NATURAL: "以个人名义",
    "business": "公司、个体工商户、农民专业合作社等",
    "research": "研究院所等",
    "public_welfare": "社会团体、基金会、民办非企业单位等",
    "legal_service": "律师事务所、公证处、基层法律服务所等",
    "other": "以上都不是，如机关、事业单位、村（居）委会",
}


class StepForm(forms.Form):
    """The questions of one page. ``answers`` are those of all pages so far: one may depend on another."""

    hints: ClassVar[dict[str, dict[str, str]]] = {}
    """Field → choice → what is said of it."""

    def __init__(self, answers: Answers, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.answers = answers

    @property
    def asked(self) -> list[tuple[forms.BoundField, dict[str, str]]]:
        """The fields in their order, each with what is said of its choices."""
        return [(field, self.hints.get(field.name, {})) for field in self]

    def answered(self, step: str, field: str) -> str:
        """What was answered on another page; empty where nothing was."""
        return (self.answers.get(step, {}).get(field) or [""])[0]


class ContentForm(StepForm):
    """What is wanted."""

    content = forms.CharField(
        label="您需要什么政府信息",
        help_text="写文件的名称、文号，或者其他便于查找的特征，如哪一年、哪个项目、哪个部门。一件申请写一个事项，答复更快。不需要说明用途。",
        widget=forms.Textarea({"rows": 7}),
        error_messages={"required": "请写明您需要的政府信息（《条例》第二十九条）。"},
    )

    def clean_content(self) -> str:
        """Neither too long nor without a word in it."""
        content = str(self.cleaned_data["content"])
        if len(content) > CONTENT_LIMIT:
            raise ValidationError(
                f"写了{len(content)}字，超过{CONTENT_LIMIT}字的上限。请写得简短些，或者把详细内容作为附件。"
            )
        if len(re.findall(r"\w", content)) < 4:
            raise ValidationError("写得太短，机关无法查找。请写明文件的名称、文号或者其他特征。")
        return content


class WayForm(StepForm):
    """In what form, and how to receive it."""

    carrier = forms.ChoiceField(
        label="希望得到什么形式的信息",
        choices=[(key, label) for key, label, _ in _CARRIERS],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择希望得到的形式。"},
    )
    delivery = forms.ChoiceField(
        label="希望怎样收到答复",
        choices=[(key, label) for key, label, _ in _DELIVERIES],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择怎样收到答复。"},
    )
    hints: ClassVar = {
        "carrier": {key: hint for key, _, hint in _CARRIERS},
        "delivery": {key: hint for key, _, hint in _DELIVERIES},
    }


class KindForm(StepForm):
    """In whose name: a column of table 3."""

    kind = forms.ChoiceField(
        label="以谁的名义申请",
        choices=list(requesters().columns.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择以谁的名义申请。"},
    )
    hints: ClassVar = {"kind": _KINDS}


class PersonForm(StepForm):
    """A natural person's name and proof of identity."""

    name = forms.CharField(
        label="姓名",
        max_length=60,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "请填写您的姓名。", "max_length": "姓名太长，请检查。"},
    )
    identity_kind = forms.ChoiceField(label="证件", choices=[(name, name) for name in IDENTITIES])
    identity = forms.CharField(
        label="证件号码",
        max_length=40,
        help_text="用来核对申请人，加密保存，只有办理这件申请的人员可以查看。",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请填写证件号码（《条例》第二十九条要求的身份证明）。"},
    )

    def clean(self) -> dict[str, Any] | None:
        """The number of an identity card checks itself."""
        number = _plain(str(self.cleaned_data.get("identity", ""))).upper()
        if number and self.cleaned_data.get("identity_kind") == IDENTITY_CARD and not identity_card.is_valid(number):
            self.add_error("identity", _mistyped("居民身份证号码", number))
        return {**self.cleaned_data, "identity": number}


class OrganisationForm(StepForm):
    """An organisation's name, its code, and whom to speak to."""

    name = forms.CharField(
        label="名称",
        max_length=100,
        help_text="与登记证书上的一致",
        widget=forms.TextInput({"autocomplete": "organization"}),
        error_messages={"required": "请填写单位的名称。", "max_length": "名称太长，请检查。"},
    )
    identity = forms.CharField(
        label=CREDIT_CODE,
        max_length=40,
        help_text="18位，在营业执照或者登记证书上",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请填写统一社会信用代码（《条例》第二十九条要求的身份证明）。"},
    )
    contact = forms.CharField(
        label="联系人姓名",
        max_length=60,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "请填写联系人的姓名，以便机关与您联系。"},
    )

    def clean_identity(self) -> str:
        """The code checks itself."""
        code = _plain(str(self.cleaned_data["identity"])).upper()
        if not credit_code.is_valid(code) and self.answered("kind", "kind") != "other":  # some bodies have none
            raise ValidationError(_mistyped(CREDIT_CODE, code))
        return code


class AgentForm(StepForm):
    """Who acts for the requester, where somebody does; the requester stays who applies."""

    agent_name = forms.CharField(
        label="代理人姓名",
        required=False,
        max_length=60,
        help_text="没有委托别人的，这一页不用填，直接继续。",
        error_messages={"max_length": "姓名太长，请检查。"},
    )
    agent_identity_kind = forms.ChoiceField(
        label="代理人的证件",
        required=False,
        choices=[("", "请选择"), *((name, name) for name in (IDENTITY_CARD, "律师执业证", *IDENTITIES[1:]))],
    )
    agent_identity = forms.CharField(
        label="代理人的证件号码",
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    agent_phone = forms.CharField(
        label="代理人的电话", required=False, max_length=30, widget=forms.TextInput({"type": "tel"})
    )

    def clean(self) -> dict[str, Any] | None:
        """Whoever names an agent says who that is."""
        given = self.cleaned_data
        number = _plain(str(given.get("agent_identity", ""))).upper()
        if given.get("agent_name"):
            if not given.get("agent_identity_kind"):
                self.add_error("agent_identity_kind", "请选择代理人的证件。")
            if not number:
                self.add_error("agent_identity", "请填写代理人的证件号码。")
            elif given.get("agent_identity_kind") == IDENTITY_CARD and not identity_card.is_valid(number):
                self.add_error("agent_identity", _mistyped("居民身份证号码", number))
        elif number or given.get("agent_phone"):
            self.add_error("agent_name", "请填写代理人的姓名；没有代理人的，把这一页清空。")
        return {**given, "agent_identity": number}


class ContactForm(StepForm):
    """How to reach the requester: at least one way, and the one that the wanted delivery needs."""

    phone = forms.CharField(
        label="电话",
        required=False,
        max_length=30,
        help_text="机关收到申请后会与您确认，写手机号码最快",
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        validators=[
            RegexValidator(r"^[0-9+()（） -]{7,30}$", "电话号码只能有数字、空格、括号、加号和短横线，至少7位。")
        ],
    )
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=120,
        help_text="填写后，每有进展都会发邮件通知您；邮件里不写申请的内容",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": "邮箱地址不完整，应形如 name@example.cn。"},
    )
    address = forms.CharField(
        label="通信地址",
        required=False,
        max_length=150,
        widget=forms.TextInput({"autocomplete": "street-address"}),
        error_messages={"max_length": "通信地址太长，请检查。"},
    )
    postcode = forms.CharField(
        label="邮政编码",
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code", "size": 8}),
        validators=[RegexValidator(r"^\d{6}$", "邮政编码是6位数字。")],
    )

    def clean(self) -> dict[str, Any] | None:
        """What is there must be enough to send the reply."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        wrong = set(self.errors)
        delivery = self.answered("way", "delivery")
        if delivery == Delivery.POST and "address" not in given and "address" not in wrong:
            self.add_error("address", "您选择了邮寄，请填写通信地址。")
        elif delivery == Delivery.EMAIL and "email" not in given and "email" not in wrong:
            self.add_error("email", "您选择了电子邮件，请填写电子邮箱。")
        elif not given.keys() & {"phone", "email", "address"} and not wrong:
            self.add_error("phone", "请至少填写一种联系方式（《条例》第二十九条）。")
        return self.cleaned_data


def _plain(text: str) -> str:
    """A number of a paper as it is compared: of one width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _mistyped(what: str, number: str) -> str:
    """What is wrong with a number that checks itself."""
    wrong = "与校验码对不上" if len(number) == 18 else f"应为18位，您填写了{len(number)}位"
    return f"{what}{wrong}，请逐位核对。"


def who_form(answers: Answers, *args: Any, **kwargs: Any) -> StepForm:
    """The questions about the requester, by kind."""
    kind = (answers.get("kind", {}).get("kind") or [NATURAL])[0]
    form = PersonForm if kind == NATURAL else OrganisationForm
    return form(answers, *args, **kwargs)
