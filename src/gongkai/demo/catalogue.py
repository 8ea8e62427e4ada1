"""Catalogues in force, what was published by them and what is missing; a village that posts, and a list on display."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils import timezone

from gongkai.catalogue.actions.editing import adopt_standard, begin_catalogue, replace_items
from gongkai.catalogue.actions.enacting import adopt, enact
from gongkai.catalogue.actions.fulfilling import tie
from gongkai.catalogue.actions.owing import count_from, waive
from gongkai.catalogue.models import ELEMENTS, Obligation
from gongkai.catalogue.queries import items_of
from gongkai.catalogue.standard import standard_items
from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.disclosure.models import Document
from gongkai.organs.models import Kind, Level, Organ, Person
from gongkai.village import STRANDS
from gongkai.village.actions import post, publish_posting

CITY, COUNTY = "wuzhong", "hongsibao"
VILLAGE = "hongsibao-hongsibaozhen-village-1"
SINCE = dt.date(2026, 1, 1)
_OF_DEPARTMENTS = ("department-", "government-procurement")
_LIST = """演示甲　临时救助　1200元
演示乙　临时救助　800元
演示丙　临时救助　600元"""


def make_catalogues(people: Mapping[str, Person]) -> None:
    """The city's departments and the county's villages, each with a catalogue of their own sort."""
    _make_departments()
    _make_villages(people)


def _make_departments() -> None:
    city = Organ.objects.get(slug=CITY)
    departments = Organ.objects.filter(
        path__startswith=city.path, depth=city.depth + 1, kind=Kind.DEPARTMENT, abolished_on=None
    )
    draft = begin_catalogue(None, city, "吴忠市市直部门主动公开基本目录（演示）")
    items = [item for item in standard_items("财政预决算") if item.key.startswith(_OF_DEPARTMENTS)]
    replace_items(None, draft, [(item.key, {name: getattr(item, name) for name in ELEMENTS}) for item in items])
    enact(None, draft, SINCE)
    adopt(None, draft.catalogue, departments, SINCE)
    own = begin_catalogue(None, finance := departments.get(slug=f"{CITY}-finance"), "吴忠市财政局公开事项目录（演示）")
    adopt_standard(None, own, ["财政预决算"])
    enact(None, own, SINCE)
    waive(None, Obligation.objects.get(organ=finance, catalogue=own.catalogue, key="unit-budget"), "没有所属预算单位")
    _tie_budgets(departments)


def _tie_budgets(departments: QuerySet[Organ]) -> None:
    """The budgets that the departments published, counted from the day on which they were approved."""
    owed = Obligation.objects.filter(key="department-budget", organ__in=departments).select_related("organ", "item")
    budgets = Document.objects.filter(organ__in=departments, live=True, title__contains="年部门预算")
    documents = {document.organ_id: document for document in budgets}
    for number, one in enumerate(owed):
        if document := documents.get(one.organ_id):
            approved = (document.published_on or SINCE) - dt.timedelta(days=32 if number % 6 == 5 else 12)
            count_from(None, [one], approved)
            tie(None, one, document)


def _make_villages(people: Mapping[str, Person]) -> None:
    county = Organ.objects.get(slug=COUNTY)
    draft = begin_catalogue(None, county, "红寺堡区村务公开目录（演示）")
    adopt_standard(None, draft, STRANDS)
    enact(None, draft, SINCE)
    villages = Organ.objects.filter(path__startswith=county.path, level=Level.VILLAGE)
    adopt(None, draft.catalogue, villages, SINCE)
    village, clerk = villages.get(slug=VILLAGE), people[f"{VILLAGE}-officer"]
    owed = Obligation.objects.filter(organ=village, due_on__lt=timezone.localdate()).select_related("item")
    for number, one in enumerate(owed.filter(key__in=("village-accounts", "village-committee", "village-decisions"))):
        words = {
            "kind": "general",
            "heading": "general",
            "title": f"{village.name}{one.label}{one.item.name}（演示）",
            "body": f"<p>{one.item.content}。以上内容是编的，只供演示。</p><table><tr><th>项目</th><th>金额（元）</th></tr>"
            "<tr><td>上期结余</td><td>12,400.00</td></tr><tr><td>本期收入</td><td>3,000.00</td></tr>"
            "<tr><td>本期支出</td><td>1,860.00</td></tr><tr><td>期末结余</td><td>13,540.00</td></tr></table>",
        }
        document = draft_document(None, village, words)
        tie(None, one, document)
        publish_document(None, document, one.due_on + dt.timedelta(days=6 if number % 5 == 4 else -2))
    item = items_of(village, timezone.localdate()).get(key="village-aid-list")
    until = timezone.localdate() + dt.timedelta(days=5)
    posted = post(clerk, village, item, {"title": "临时救助名单公示（演示）", "body": _LIST}, until=until)
    publish_posting(people[f"{VILLAGE}-signer"], posted)
