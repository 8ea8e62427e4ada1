"""Texts on their way through the three reviews, a ledger of errors caught, mistakes reported after publication."""

from collections.abc import Mapping
from typing import Any

from gongkai.disclosure.actions.documents import draft_document, publish_document, withdraw_document
from gongkai.disclosure.models import Document
from gongkai.disclosure.queries import public_documents
from gongkai.organs.models import Organ, Person
from gongkai.vetting.actions.after import answer, report_mistake
from gongkai.vetting.actions.arranging import keep_word, set_chain
from gongkai.vetting.actions.review import pass_on, send_back, submit
from gongkai.vetting.models import Correction, Tomb, Vetting
from gongkai.vetting.steps import USUAL, Gate

WHERE = "wuzhong-office"
"""The office that has somebody in every role."""
_ORDER = ("reviewer-1", "reviewer-2", "secrecy-reviewer", "reviewer-3")
_GATES = [gate.value for gate in Gate]
_BAD = """<p>各县（市、区）人民政府，市直各部门：</p>
<p>为了认真布署2026年临时救助工作，现将第一批救助对象予以公示，公示时间为2026年5月8日至2026年5月1日。</p>
<table><tr><th>姓名</th><th>身份证号</th><th>家庭住址</th><th>救助金额（元）</th></tr>
<tr><td>演示甲</td><td>11010519491231002X</td><td>某镇某村3组12号</td><td>1,200</td></tr></table>
<p>对公示有异议的，请截止目前向市政府办公室反映，联系电话13800000000。</p>"""


def make_vetting(people: Mapping[str, Person]) -> None:
    """Let the office vet, and bring some texts to different steps."""
    organ = Organ.objects.get(slug=WHERE)
    set_chain(None, organ, USUAL)
    keep_word(
        _who(people, "reviewer-3"), organ, {"word": "市政务大厅", "right": "市政务服务中心", "severity": "warning"}
    )
    submit(
        _who(people, "officer"),
        _draft(people, organ, "关于2026年第一批临时救助对象的公示（演示）", "social_assistance", _BAD),
    )
    waiting = _draft(people, organ, "吴忠市2026年政务公开培训班的通知（演示）", "organisation")
    _through(people, submit(_who(people, "officer"), waiting), 2)
    urgent = _draft(people, organ, "关于启动防汛四级应急响应的公告（演示）", "emergencies")
    _through(people, submit(_who(people, "officer"), urgent, "汛情紧急，须立即告知公众"), 0, *_ORDER[2:])
    publish_document(_who(people, "signer"), urgent)
    back = submit(_who(people, "officer"), _draft(people, organ, "2026年重点工作任务分解（演示）", "planning"))
    proofs = [{"quote": "按步就班推进", "correction": "按部就班推进", "gate": "wording"}]
    send_back(_who(people, "reviewer-1"), back, "任务的完成时限与会议纪要不一致，请核对。", proofs)
    ready = submit(_who(people, "officer"), _draft(people, organ, "2026年民生实事进展情况（演示）", "major_projects"))
    _through(people, ready, 4)
    _make_corrections(people, organ)


def _make_corrections(people: Mapping[str, Person], organ: Organ) -> None:
    first, second, third = public_documents(organ)[1:4]
    report_mistake(None, first, "第二段“贯彻落实”后面少一个句号。")
    done = report_mistake(None, second, "联系电话少一位。", "0953-000000")
    answer(_who(people, "officer"), done, Correction.State.CORRECTED, "已经补全，谢谢您。")
    withdraw_document(_who(people, "signer"), third, "表格里的联系人电话没有遮盖", Tomb.Ground.PRIVACY)


def _who(people: Mapping[str, Person], role: str) -> Person:
    return people[f"{WHERE}-{role}"]


def _draft(people: Mapping[str, Person], organ: Organ, title: str, heading: str, body: str = "") -> Document:
    text = (
        body
        or f"<p>{title.removesuffix('（演示）')}的正文。内容是编的，只供演示审核流程。</p><p>请各单位认真部署，按期完成。</p>"
    )
    fields: dict[str, Any] = {"kind": "general", "heading": heading, "title": title, "body": text}
    return draft_document(_who(people, "officer"), organ, fields)


def _through(people: Mapping[str, Person], vetting: Vetting, steps: int, *roles: str) -> None:
    for role in roles or _ORDER[:steps]:
        vetting = pass_on(_who(people, role), vetting, _GATES, "同意。")
