"""Who may do what: the one place that decides.

A post gives its role's acts, in the post's own organ or in it and all beneath; where a token acts for the person, no
more than the token is good for. Everything else — screens, API, tasks — asks :func:`refusal` for one act or
:func:`organs_for` for a list.
"""

import datetime as dt
import enum
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from gongkai.organs.models import Organ, Person, Post, Role


class Act(enum.StrEnum):
    """What can be done. The value names the act in the trail; the label says it in a refusal."""

    USE_DESK = "use_desk"
    MANAGE_ORGANS = "manage_organs"
    MANAGE_PEOPLE = "manage_people"
    SEE_TRAIL = "see_trail"
    SEE_COLUMN = "see_column"
    EDIT_COLUMN = "edit_column"
    PUBLISH_COLUMN = "publish_column"
    EDIT_CATALOGUE = "edit_catalogue"
    ENACT_CATALOGUE = "enact_catalogue"
    SEE_DOCUMENTS = "see_documents"
    EDIT_DOCUMENT = "edit_document"
    PUBLISH_DOCUMENT = "publish_document"
    SEE_ENGAGEMENT = "see_engagement"
    EDIT_ENGAGEMENT = "edit_engagement"
    PUBLISH_ENGAGEMENT = "publish_engagement"
    HANDLE_OPINIONS = "handle_opinions"
    SEE_OPINION_AUTHOR = "see_opinion_author"
    SEE_VETTINGS = "see_vettings"
    VET_FIRST = "vet_first"
    VET_SECOND = "vet_second"
    VET_FINAL = "vet_final"
    VET_SECRECY = "vet_secrecy"
    OVERRIDE_CHECK = "override_check"
    ARRANGE_VETTING = "arrange_vetting"
    ANSWER_CORRECTION = "answer_correction"
    SEE_REPORTS = "see_reports"
    UPLOAD_REPORT = "upload_report"
    DECIDE_FINDING = "decide_finding"
    PUBLISH_REPORT = "publish_report"
    WRITE_REPORT = "write_report"
    REVIEW_REPORT = "review_report"
    FREEZE_FIGURES = "freeze_figures"
    COLLECT_REPORTS = "collect_reports"
    SEE_APPLICATIONS = "see_applications"
    FOLLOW_DEADLINES = "follow_deadlines"
    SEE_REQUESTER = "see_requester"
    REGISTER_APPLICATION = "register_application"
    HANDLE_APPLICATION = "handle_application"
    REVIEW_REPLY = "review_reply"
    APPROVE_EXTENSION = "approve_extension"
    SIGN_REPLY = "sign_reply"
    AMEND_APPLICATION = "amend_application"
    ANSWER_COMPLAINT = "answer_complaint"
    STATE_FIGURE = "state_figure"
    COLLECT_FIGURES = "collect_figures"

    @property
    def label(self) -> str:
        """The act in Chinese."""
        return _LABELS[self]


_LABELS = {
    Act.USE_DESK: "使用工作台",
    Act.MANAGE_ORGANS: "管理机关",
    Act.MANAGE_PEOPLE: "管理人员和岗位",
    Act.SEE_TRAIL: "查看操作留痕",
    Act.SEE_COLUMN: "查看公开专栏",
    Act.EDIT_COLUMN: "维护公开专栏",
    Act.PUBLISH_COLUMN: "发布公开专栏",
    Act.EDIT_CATALOGUE: "维护公开事项目录和公开情况",
    Act.ENACT_CATALOGUE: "启用公开事项目录",
    Act.SEE_DOCUMENTS: "查看公开文件",
    Act.EDIT_DOCUMENT: "起草公开文件",
    Act.PUBLISH_DOCUMENT: "发布公开文件",
    Act.SEE_ENGAGEMENT: "查看公众参与事项",
    Act.EDIT_ENGAGEMENT: "起草公众参与事项",
    Act.PUBLISH_ENGAGEMENT: "发布公众参与事项",
    Act.HANDLE_OPINIONS: "登记、处理公众意见",
    Act.SEE_OPINION_AUTHOR: "查看提意见人的个人信息",
    Act.SEE_VETTINGS: "查看审核情况",
    Act.VET_FIRST: "初审",
    Act.VET_SECOND: "复审",
    Act.VET_FINAL: "终审",
    Act.VET_SECRECY: "作保密审查",
    Act.OVERRIDE_CHECK: "放行内容检查的错误",
    Act.ARRANGE_VETTING: "设置审核流程和代审人",
    Act.ANSWER_CORRECTION: "处理纠错",
    Act.SEE_REPORTS: "查看年度报告",
    Act.UPLOAD_REPORT: "上传年度报告",
    Act.DECIDE_FINDING: "对审核问题作出处理",
    Act.PUBLISH_REPORT: "发布年度报告",
    Act.WRITE_REPORT: "编写年度报告",
    Act.REVIEW_REPORT: "审核年度报告",
    Act.FREEZE_FIGURES: "冻结年度数据",
    Act.COLLECT_REPORTS: "收集年度报告",
    Act.SEE_APPLICATIONS: "查看公开申请",
    Act.FOLLOW_DEADLINES: "订阅公开申请的期限日历",
    Act.SEE_REQUESTER: "查看申请人的个人信息",
    Act.REGISTER_APPLICATION: "登记公开申请",
    Act.HANDLE_APPLICATION: "办理公开申请",
    Act.REVIEW_REPLY: "审核答复",
    Act.APPROVE_EXTENSION: "批准延长答复期限",
    Act.SIGN_REPLY: "签发答复",
    Act.AMEND_APPLICATION: "更正申请的办理记录",
    Act.ANSWER_COMPLAINT: "答复投诉举报",
    Act.STATE_FIGURE: "填报统计数",
    Act.COLLECT_FIGURES: "汇集统计数",
}


class Reach(enum.Enum):
    """How far from its organ a post reaches."""

    OWN = "own"
    BENEATH = "beneath"


_WORK = {
    Act.USE_DESK: Reach.OWN,
    Act.SEE_REPORTS: Reach.OWN,
    Act.SEE_COLUMN: Reach.OWN,
    Act.SEE_DOCUMENTS: Reach.OWN,
    Act.SEE_ENGAGEMENT: Reach.OWN,
    Act.SEE_VETTINGS: Reach.OWN,
    Act.SEE_APPLICATIONS: Reach.OWN,
    Act.FOLLOW_DEADLINES: Reach.OWN,
}
_REVIEW = {**_WORK, Act.REVIEW_REPLY: Reach.OWN}
GRANTS: Mapping[Role, Mapping[Act, Reach]] = {
    Role.OFFICER: {
        **_WORK,
        Act.EDIT_COLUMN: Reach.OWN,
        Act.EDIT_CATALOGUE: Reach.OWN,
        Act.EDIT_DOCUMENT: Reach.OWN,
        Act.EDIT_ENGAGEMENT: Reach.OWN,
        Act.HANDLE_OPINIONS: Reach.OWN,
        Act.SEE_OPINION_AUTHOR: Reach.OWN,
        Act.ANSWER_CORRECTION: Reach.OWN,
        Act.UPLOAD_REPORT: Reach.OWN,
        Act.WRITE_REPORT: Reach.OWN,
        Act.DECIDE_FINDING: Reach.OWN,
        Act.SEE_REQUESTER: Reach.OWN,
        Act.REGISTER_APPLICATION: Reach.OWN,
        Act.HANDLE_APPLICATION: Reach.OWN,
        Act.AMEND_APPLICATION: Reach.OWN,
        Act.STATE_FIGURE: Reach.OWN,
        Act.COLLECT_FIGURES: Reach.OWN,
    },
    Role.HANDLER: {**_WORK, Act.HANDLE_APPLICATION: Reach.OWN},
    Role.REVIEWER_1: {**_REVIEW, Act.REVIEW_REPORT: Reach.OWN, Act.VET_FIRST: Reach.OWN},
    Role.REVIEWER_2: {**_REVIEW, Act.REVIEW_REPORT: Reach.OWN, Act.VET_SECOND: Reach.OWN},
    Role.REVIEWER_3: {
        **_REVIEW,
        Act.REVIEW_REPORT: Reach.OWN,
        Act.VET_FINAL: Reach.OWN,
        Act.OVERRIDE_CHECK: Reach.OWN,
    },
    Role.SECRECY_REVIEWER: {**_REVIEW, Act.VET_SECRECY: Reach.OWN},
    Role.SIGNER: {
        **_WORK,
        Act.DECIDE_FINDING: Reach.OWN,
        Act.PUBLISH_REPORT: Reach.OWN,
        Act.REVIEW_REPORT: Reach.OWN,
        Act.FREEZE_FIGURES: Reach.OWN,
        Act.SEE_REQUESTER: Reach.OWN,
        Act.APPROVE_EXTENSION: Reach.OWN,
        Act.SIGN_REPLY: Reach.OWN,
        Act.PUBLISH_COLUMN: Reach.OWN,
        Act.PUBLISH_DOCUMENT: Reach.OWN,
        Act.ENACT_CATALOGUE: Reach.OWN,
        Act.PUBLISH_ENGAGEMENT: Reach.OWN,
        Act.SEE_OPINION_AUTHOR: Reach.OWN,
        Act.OVERRIDE_CHECK: Reach.OWN,
    },
    Role.SUPERVISOR: {
        Act.USE_DESK: Reach.BENEATH,
        Act.SEE_REPORTS: Reach.BENEATH,
        Act.UPLOAD_REPORT: Reach.BENEATH,
        Act.DECIDE_FINDING: Reach.BENEATH,
        Act.COLLECT_REPORTS: Reach.BENEATH,
        Act.COLLECT_FIGURES: Reach.BENEATH,
        Act.EDIT_CATALOGUE: Reach.BENEATH,
        Act.ENACT_CATALOGUE: Reach.BENEATH,
        Act.SEE_TRAIL: Reach.BENEATH,
        Act.SEE_APPLICATIONS: Reach.BENEATH,
        Act.ANSWER_COMPLAINT: Reach.BENEATH,
        Act.FOLLOW_DEADLINES: Reach.BENEATH,
        Act.SEE_COLUMN: Reach.BENEATH,
        Act.SEE_VETTINGS: Reach.BENEATH,
        Act.SEE_DOCUMENTS: Reach.BENEATH,
        Act.SEE_ENGAGEMENT: Reach.BENEATH,
    },
    Role.AUDITOR: {
        Act.USE_DESK: Reach.BENEATH,
        Act.SEE_REPORTS: Reach.BENEATH,
        Act.SEE_TRAIL: Reach.BENEATH,
        Act.SEE_APPLICATIONS: Reach.BENEATH,
        Act.FOLLOW_DEADLINES: Reach.BENEATH,
        Act.SEE_COLUMN: Reach.BENEATH,
        Act.SEE_VETTINGS: Reach.BENEATH,
        Act.SEE_DOCUMENTS: Reach.BENEATH,
        Act.SEE_ENGAGEMENT: Reach.BENEATH,
    },
    Role.ADMINISTRATOR: {
        Act.USE_DESK: Reach.BENEATH,
        Act.MANAGE_ORGANS: Reach.BENEATH,
        Act.MANAGE_PEOPLE: Reach.BENEATH,
        Act.SEE_COLUMN: Reach.BENEATH,
        Act.EDIT_COLUMN: Reach.BENEATH,
        Act.ARRANGE_VETTING: Reach.BENEATH,
        Act.SEE_TRAIL: Reach.BENEATH,
    },
}
"""Role → act → reach. An administrator keeps the house; cases and reports are not the administrator's."""


LENT = frozenset((Act.VET_FIRST, Act.VET_SECOND, Act.VET_FINAL, Act.VET_SECRECY, Act.USE_DESK, Act.SEE_VETTINGS))
"""What a deputy may do in the place of somebody who is away."""


class Refused(Exception):
    """The person may not do it. The message is a sentence for the person."""


class _Held(NamedTuple):
    grants: Mapping[Act, Reach]
    path: str


def refusal(person: Person | None, act: Act, organ: Organ, on: dt.date) -> str | None:
    """Why the person may not do the act for the organ on the day, as a sentence; ``None`` where they may."""
    if person is None or not may_anywhere(person, act, on):
        return refusal_anywhere(person, act, on)
    if any(_covers(post, act, organ.path) for post in _held(person, on)):
        return None
    return f"您的岗位不在“{organ.name}”，不能为它{act.label}。"


def refusal_anywhere(person: Person | None, act: Act, on: dt.date) -> str | None:
    """Why the person may not do the act for any organ at all on the day; ``None`` where there is one."""
    if person is None or not person.is_active:
        return f"请先登录，再{act.label}。"
    if person.limits is not None and act not in person.limits.acts:
        return f"令牌“{person.limits.token}”不能用来{act.label}，请另建一个有这项权限的令牌。"
    if any(act in post.grants for post in _held(person, on)):
        return None
    return f"您的岗位不能{act.label}，请联系本机关的系统管理员。"


def require(person: Person | None, act: Act, organ: Organ, on: dt.date) -> None:
    """Raise :class:`Refused` with the sentence of :func:`refusal` where there is one."""
    sentence = refusal(person, act, organ, on)
    if sentence is not None:
        raise Refused(sentence)


def require_anywhere(person: Person | None, act: Act, on: dt.date) -> None:
    """Raise :class:`Refused` with the sentence of :func:`refusal_anywhere` where there is one."""
    sentence = refusal_anywhere(person, act, on)
    if sentence is not None:
        raise Refused(sentence)


def refusal_over(person: Person, act: Act, other: Person, on: dt.date) -> str | None:
    """Why the person may not do the act on another's account: they may for every organ in which the other holds a post.

    Whoever changes another's password or account gets hold of all that the other may do: a post in one's own organ is
    not enough where the other has a second one elsewhere. Posts to come count; for one who has none left, the last do.
    """
    held = Post.objects.filter(person=other).select_related("organ")
    posts = held.filter(Q(until=None) | Q(until__gte=on)) or held
    if not posts:
        return f"“{other}”没有岗位，不在您管理的机关。"
    return next(filter(None, (refusal(person, act, post.organ, on) for post in posts)), None)


def require_over(person: Person, act: Act, other: Person, on: dt.date) -> None:
    """Raise :class:`Refused` with the sentence of :func:`refusal_over` where there is one."""
    sentence = refusal_over(person, act, other, on)
    if sentence is not None:
        raise Refused(sentence)


def organs_for(person: Person | None, act: Act, on: dt.date) -> QuerySet[Organ]:
    """The organs for which the person may do the act on the day: one query, however large the tree."""
    return Organ.objects.filter(within_reach(person, act, on))


def within_reach(person: Person | None, act: Act, on: dt.date, organ: str = "") -> Q:
    """The same as a condition, on organs or on records whose ``organ`` leads there (``organ__``): for large tables."""
    within = Q(**{f"{organ}pk__in": ()})
    for path, reach in reaches(person, act, on):
        within |= Q(**{f"{organ}path{'__startswith' if reach is Reach.BENEATH else ''}": path})
    return within


def reaches(person: Person | None, act: Act, on: dt.date) -> list[tuple[str, Reach]]:
    """The same as paths of organs, each with how far the act reaches from there: for what is not in a table."""
    held = _held(person, on) if person is not None and person.is_active else ()
    return [(post.path, reach) for post in held if (reach := post.grants.get(act))]


def may_anywhere(person: Person | None, act: Act, on: dt.date) -> bool:
    """Whether there is any organ for which the person may do the act on the day: for menus."""
    return refusal_anywhere(person, act, on) is None


def _covers(post: _Held, act: Act, path: str) -> bool:
    reach = post.grants.get(act)
    return reach is not None and (path.startswith(post.path) if reach is Reach.BENEATH else path == post.path)


def stood_in_for(person: Person, act: Act, organ: Organ, on: dt.date) -> Person | None:
    """Whom the person stands in for when doing the act for the organ on the day; ``None`` where it is their own right."""
    own = Post.objects.filter(Q(until=None) | Q(until__gte=on), person=person, since__lte=on)
    if any(act in GRANTS[Role(post.role)] for post in own.filter(organ=organ)):
        return None
    away = _away(person, on).filter(organ=organ).select_related("person")
    return next((post.person for post in away if act in GRANTS[Role(post.role)]), None)


def _away(deputy: Person, on: dt.date) -> "QuerySet[Post]":
    """The posts of those in whose place the deputy acts on the day, in the bodies where they do."""
    absent = Q(person__absences__deputy=deputy, person__absences__since__lte=on, person__absences__until__gte=on)
    here = Q(person__absences__organ=F("organ"))
    return Post.objects.filter(absent & here, Q(until=None) | Q(until__gte=on), since__lte=on).distinct()


def _held(person: Person, on: dt.date) -> list[_Held]:
    """The posts that the person holds on the day, and of those they stand in for what is lent.

    Asked once for a person object, as one request has one (which may come wrapped, so that ``__dict__`` is another's).
    """
    cache: dict[dt.date, list[_Held]] = getattr(person, "_posts_held", {})
    person._posts_held = cache  # type: ignore[attr-defined]
    if on not in cache:
        own = Post.objects.filter(Q(until=None) | Q(until__gte=on), person=person, since__lte=on)
        both = (own | Post.objects.filter(pk__in=_away(person, on).values("pk"))).values_list(
            "role", "organ__path", "person"
        )
        cache[on] = [_Held(_granted(person, Role(role), lent=holder != person.pk), path) for role, path, holder in both]
    return cache[on]


def _granted(person: Person, role: Role, *, lent: bool = False) -> Mapping[Act, Reach]:
    """What the role gives, as far as it is lent to a deputy, and as far as the token in use lets the person do it."""
    grants = GRANTS[role]
    if lent:
        grants = {act: reach for act, reach in grants.items() if act in LENT}
    if person.limits is None:
        return grants
    return {act: reach for act, reach in grants.items() if act in person.limits.acts}
