"""The trail: who did what, when and why; and whether its chain holds."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.applications.wording import OF_CASES
from gongkai.desk.choosing import OrganFilter
from gongkai.desk.frame import require_somewhere
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.desk.trail_check import faults_said
from gongkai.organs.access import Act
from gongkai.organs.models import Organ
from gongkai.organs.queries import trail_for
from gongkai.trail.models import Entry
from gongkai.trail.queries import search

ACTS = {
    "log_in": "登录",
    "log_out": "退出登录",
    "change_password": "修改密码",
    "create_organ": "设立机关",
    "update_contacts": "修改联系方式",
    "rename_organ": "机关更名",
    "succeed": "机关合并分立",
    "create_person": "新增人员",
    "update_person": "修改人员",
    "read_person": "查看人员联系方式",
    "offer_password": "开出设置密码的链接",
    "close_account": "停用账号",
    "reopen_account": "恢复账号",
    "resume_login": "解除登录暂停",
    "check_trail": "核验留痕",
    "read_particulars": "查看申请人信息",
    "read_file": "查看申请材料",
    "set_pattern": "设定编号规则",
    "split": "分案办理",
    "order_redaction": "安排遮盖",
    "redact_file": "遮盖材料",
    "set_template": "更换文书模板",
    "withdraw_template": "撤回文书模板",
    "set_letterhead": "设定文书版头",
    "enter_days": "登记放假安排",
    "withdraw_day": "撤销放假安排",
    "settle_year": "确认一年的放假安排",
    "choose_digest": "选择提醒邮件",
    "issue_token": "建立令牌",
    "revoke_token": "作废令牌",
    "appoint": "任职",
    "dismiss": "离任",
    "upload_report": "上传年度报告",
    "audit_report": "读取并审核年度报告",
    "audit_again": "重新审核",
    "state_figure": "填报统计数",
    "decide_finding": "认定审核问题",
    "publish_report": "发布年度报告",
    "withdraw_report": "撤下年度报告",
    "draft_text": "起草专栏文本",
    "edit_text": "修改专栏文本",
    "restore_text": "恢复专栏文本",
    "publish_text": "发布专栏文本",
    "withdraw_text": "撤下专栏文本",
    "draft_document": "起草公开文件",
    "edit_document": "修改公开文件",
    "restore_document": "恢复公开文件",
    "publish_document": "发布公开文件",
    "withdraw_document": "撤下公开文件",
    "end_document": "标注废止失效",
    "record_stage": "登记文件环节",
    "open_cleanup_round": "提出规范性文件清理",
    "propose_cleanup": "填写清理意见",
    "decide_cleanup_round": "公布清理结果",
    "draft_explanation": "起草解读、政策包、公开讲",
    "edit_explanation": "修改解读、政策包、公开讲",
    "restore_explanation": "恢复解读、政策包、公开讲",
    "publish_explanation": "发布解读、政策包、公开讲",
    "withdraw_explanation": "撤下解读、政策包、公开讲",
    "record_print_run": "登记印发",
    "record_reposts": "登记转发",
    "open_issue": "新编公报",
    "take_into_issue": "收入公报",
    "retake_into_issue": "重新收入公报",
    "take_out_of_issue": "移出公报",
    "arrange_issue": "排定公报次序",
    "proof_issue": "校对公报",
    "publish_issue": "出版公报",
    "typeset_issue": "排印公报",
    "record_copies": "登记公报印发",
    "strike_stage": "划去文件环节",
    "take_effect_on": "修改废止其他文件",
    "attach": "添加附件",
    "detach": "删去附件",
    **OF_CASES,
}
"""The acts by their names in the chain."""


def act_said(entry: Entry) -> str:
    """The act in Chinese; one that is not known here by its name in the chain."""
    return ACTS.get(entry.act, entry.act)


def at_said(entry: Entry) -> str:
    """When, to the second."""
    return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"


def _day(label: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(label=label, method="unfiltered", widget=forms.DateInput(attrs={"type": "date"}))


class TrailFilters(Filters):
    """By act, body and days."""

    act = one_of("操作", list(ACTS.items()))
    organ_id = OrganFilter(Act.SEE_TRAIL, method="of_organ")
    since = _day("从")
    until = _day("到")

    def of_organ(self, entries: QuerySet[Entry], _name: str, organ: Organ) -> QuerySet[Entry]:
        """The entries of one body."""
        return entries.filter(organ_id=organ.pk)

    def unfiltered(self, entries: QuerySet[Entry], name: str, day: Any) -> QuerySet[Entry]:
        """The entries from a day on, or up to it."""
        return search(entries, **{name: day.isoformat()})

    class Meta:
        model = Entry
        fields: tuple[str, ...] = ()


def _exported(entry: Entry) -> list[Any]:
    return [
        entry.number, at_said(entry), entry.actor_label, act_said(entry), entry.summary, entry.reason, entry.digest
    ]  # fmt: skip


class Trail(Listing):
    """The entries, newest first."""

    name = "desk_trail"
    title = "操作留痕"
    hint = "按说明、理由或操作人查找"
    nothing = "还没有留痕。"
    is_searchable = True
    default_ordering = "-number"
    filterset_class = TrailFilters
    columns = (
        Column("number", label="序号", sort_key="number"),
        Column("at", label="时间", accessor=at_said, classname="desk-nowrap"),
        Column("actor", label="操作人", accessor="actor_label"),
        Column("act", label="操作", accessor=act_said, classname="desk-nowrap"),
        Column("summary", label="说明"),
        Column("reason", label="理由"),
    )
    exported = Exported(
        "操作留痕",
        (("序号", 8), ("时间", 20), ("操作人", 12), ("操作", 14), ("说明", 60), ("理由", 40), ("摘要", 66)),
        _exported,
    )

    def get_base_queryset(self) -> QuerySet[Entry]:
        """What the person may see."""
        require_somewhere(self.request, Act.SEE_TRAIL)
        return trail_for(self.person, self.today)

    def search_queryset(self, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        """The words in sentence, reason or name."""
        return search(queryset, words=self.search_query)

    def notice(self) -> str:
        """That the chain was found broken, if it was."""
        return faults_said()

    def buttons(self) -> list[HeaderButton]:
        """To have the chain verified."""
        return [HeaderButton("核验", url=reverse("desk_trail_check"), icon_name="check", priority=1)]
