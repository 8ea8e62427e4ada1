"""What explains the documents of the office that has everybody, a clean-up round, and a gazette of the district's."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from gongkai.disclosure.actions import explaining
from gongkai.disclosure.actions.cleanup import decide_round, open_round, propose
from gongkai.disclosure.models import Document, Interpretation, Pack, Talk, Verdict
from gongkai.gazette import actions as gazette
from gongkai.gazette.queries import candidates
from gongkai.organs.models import Organ, Person

OFFICE, DISTRICT = "wuzhong-office", "hongsibao"
_ELEMENTS = {
    "background": "原试行办法已经到期，节约用水的要求有了变化（演示数据）。",
    "content": "用水实行计划管理和定额管理；用水单位定期检修；农业灌溉推广节水技术，按规定补助。",
    "standard": "年用水量一万立方米以上的单位，应当编制用水计划。",
    "changes": "补助对象由企业扩大到农户；试行办法同时废止。",
}


def make_explaining(people: Mapping[str, Person]) -> None:
    """An interpretation, a pack with its copies, a talk; a round that is decided; an issue that is published."""
    organ, officer = Organ.objects.get(slug=OFFICE), people[f"{OFFICE}-officer"]
    rule = Document.objects.get(organ=organ, title__endswith="节约用水管理办法", live=True)
    since = rule.published_on or timezone.localdate()
    fields = {"form": "text", "title": f"《{rule.title}》解读", "elements": _ELEMENTS, "documents": [rule]}
    explaining.publish(None, explaining.draft(None, Interpretation, organ, fields), since)
    fields = {"title": "节约用水政策明白卡", "kind": "card", "contents": [rule.pk]}
    pack = explaining.publish(None, explaining.draft(None, Pack, organ, fields), since)
    explaining.record_run(officer, pack, since + dt.timedelta(days=20), 1000, "各社区、村和用水大户（演示数据）")
    talk = {
        "title": "政策公开讲：节约用水怎么管",
        "speaker": "主讲人（演示）",
        "position": "水务局负责人",
        "held_on": since,
        "video": "https://example.gov.cn/talks/1",
        "words": "大家关心的用水计划怎样编、补助怎样领，今天逐项说明（演示数据）。",
        "document": rule,
    }
    explaining.record_reposts(officer, explaining.publish(None, explaining.draft(None, Talk, organ, talk), since), 326)
    round_ = open_round(officer, organ, "2026年行政规范性文件清理（演示）")
    propose(officer, round_, dict.fromkeys(round_.items.values_list("document_id", flat=True), (Verdict.KEEP, "")))
    decide_round(people[f"{OFFICE}-signer"], round_, timezone.localdate(), "清理结果公告（演示数据）")
    _make_issue(people)


def _make_issue(people: Mapping[str, Person]) -> None:
    organ, officer, today = Organ.objects.get(slug=DISTRICT), people[f"{DISTRICT}-officer"], timezone.localdate()
    fields = {"year": today.year, "number": 1, "total": 41, "first": today - dt.timedelta(days=900), "last": today}
    issue = gazette.open_issue(officer, organ, fields)
    documents = [Document.objects.get(pk=one.pk) for one in candidates(issue)[:3]]
    for item in gazette.take_in(officer, issue, documents, "政府文件"):
        for errors in (2, 1, 0):
            gazette.proof(officer, item, errors, errors, "人手不足，由同一人接着校（演示）")
    issue = gazette.publish_issue(people[f"{DISTRICT}-signer"], issue)
    gazette.record_copies(officer, issue, today, 2000, "各乡镇、村（社区），图书馆、档案馆（演示数据）")
