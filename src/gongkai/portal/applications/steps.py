"""The pages of an application in their order: address, heading, questions, and what is said before they are asked.

What is wanted comes first: who finds it public already need not say who they are.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.http import QueryDict

from gongkai.applications.actions.intake import Intake
from gongkai.applications.drafts.models import Answers
from gongkai.applications.people import Particulars
from gongkai.portal.applications.forms import (
    CREDIT_CODE,
    NATURAL,
    AgentForm,
    ContactForm,
    ContentForm,
    KindForm,
    StepForm,
    WayForm,
    who_form,
)


class Step(NamedTuple):
    """A page: its address, heading and form, and what the reader is told before the questions."""

    slug: str
    title: str
    form: Callable[..., StepForm]
    before: str


STEPS: tuple[Step, ...] = (
    Step("what", "要什么信息", ContentForm, "先写您需要的信息。下一页会看看是不是已经公开，已经公开的可以马上看到。"),
    Step(
        "way",
        "怎样得到",
        WayForm,
        "机关尽量按您要的形式提供；可能损坏原件或者成本过高的，会换一种形式（《条例》第四十条）。",
    ),
    Step("kind", "以谁的名义", KindForm, "这一项用于年度统计（按法定的报表分类），不影响您能得到什么。"),
    Step(
        "who",
        "申请人",
        who_form,
        "《条例》第二十九条要求写明姓名或者名称、身份证明。内容加密保存，不会公开，也不会给第三方看。",
    ),
    Step(
        "agent",
        "代理人",
        AgentForm,
        "自己申请的，直接继续。委托他人（亲属、律师等）代为申请的，填写代理人，在附件里上传授权委托书；统计和答复仍以申请人为准。",
    ),
    Step(
        "contact",
        "联系方式",
        ContactForm,
        "机关会用它与您确认收到申请——从双方确认之日起计算答复期限（《条例》第三十一条）。",
    ),
)
BY_SLUG: Mapping[str, Step] = {step.slug: step for step in STEPS}
FILES = "files"
REVIEW = "review"
ORDER = (*BY_SLUG, FILES, REVIEW)
"""The addresses of all pages in their order."""


def after(slug: str) -> str:
    """The page that follows."""
    return ORDER[ORDER.index(slug) + 1]


def before(slug: str) -> str | None:
    """The page before; ``None`` for the first."""
    place = ORDER.index(slug)
    return ORDER[place - 1] if place else None


def bound(step: Step, answers: Answers) -> StepForm:
    """The form of a page with what was answered."""
    given = QueryDict(mutable=True)
    for name, values in answers.get(step.slug, {}).items():
        given.setlist(name, values)
    return step.form(answers, given)


def shown(step: Step, answers: Answers) -> StepForm:
    """The form of a page to be filled in: with what was answered before and no complaints, for it was just opened."""
    initial = {name: values[0] for name, values in answers.get(step.slug, {}).items() if values}
    return step.form(answers, initial=initial)


def all_bound(answers: Answers) -> list[tuple[Step, StepForm]]:
    """Every page with its answers."""
    return [(step, bound(step, answers)) for step in STEPS]


def intake_of(answers: Answers) -> Intake:
    """The application. Raises ``ValidationError`` where an answer is missing or wrong."""
    found: dict[str, str] = {}
    for step, form in all_bound(answers):
        if not form.is_valid():
            raise ValidationError(f"“{step.title}”还没有填写完整。")
        found |= form.cleaned_data
    kind = found["kind"]
    return Intake(
        requester=Particulars(
            name=found["name"],
            identity_kind=found["identity_kind"] if kind == NATURAL else CREDIT_CODE,
            identity=found["identity"],
            phone=found["phone"],
            email=found["email"],
            address=found["address"],
            postcode=found["postcode"],
            contact=found.get("contact", ""),
        ),
        requester_kind=kind,
        content=found["content"],
        carrier=found["carrier"],
        delivery=found["delivery"],
        agent=_agent(found),
    )


def _agent(found: Mapping[str, str]) -> Particulars | None:
    """Who acts for the requester; ``None`` where nobody does."""
    if not found["agent_name"]:
        return None
    return Particulars(
        name=found["agent_name"],
        identity_kind=found["agent_identity_kind"],
        identity=found["agent_identity"],
        phone=found["agent_phone"],
    )


def has_agent(answers: Answers) -> bool:
    """Whether somebody acts for the requester: a power of attorney is wanted then."""
    return bool((answers.get("agent", {}).get("agent_name") or [""])[0].strip())
