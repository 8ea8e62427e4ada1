"""The life of rules and normative documents: dated stages, what they come to, what contradicts itself, what is due."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from disclosure.test_documents import FIELDS, page
from gongkai.desk.matters import SOURCES
from gongkai.disclosure.actions.documents import draft_document, edit_document, publish_document, withdraw_document
from gongkai.disclosure.actions.life import end_document, record_stage, strike
from gongkai.disclosure.figures import CELLS
from gongkai.disclosure.models import Document, Ending
from gongkai.disclosure.queries import document_called, events_of
from gongkai.figures.scope import Period, Scope
from gongkai.organs.access import Refused
from gongkai.organs.models import Organ, Person

TODAY = timezone.localdate
Draft = Callable[..., Document]


def ago(days: int) -> dt.date:
    return TODAY() - dt.timedelta(days=days)


@pytest.fixture
def draft(officer: Person, bureau: Organ) -> Draft:
    def made(**changes: Any) -> Document:
        return draft_document(officer, bureau, FIELDS | changes)

    return made


def test_stages_are_dated_in_the_order_of_procedure_and_show_on_the_page(
    client: Client, officer: Person, signer: Person, draft: Draft
) -> None:
    document = draft()
    record_stage(officer, document, "consulted", dt.date(2026, 1, 5), until=dt.date(2026, 2, 5), reference="公告第1号")
    record_stage(officer, document, "reviewed", dt.date(2026, 2, 10), reference="平司审〔2026〕4号")
    for stage, on, sentence in (
        ("deliberated", dt.date(2026, 2, 1), "早于“合法性审核”"),
        ("deliberated", dt.date(2026, 3, 9), "成文、统一登记编号”的日期（2026-03-02）早于“集体审议"),
        ("reviewed", dt.date(2026, 2, 11), "已经登记过"),
        ("evaluated", dt.date(2026, 3, 20), "早于施行日期"),
        ("drafted", TODAY() + dt.timedelta(days=1), "在今天之后"),
        ("published", dt.date(2026, 3, 2), "不用登记"),
        ("amended", dt.date(2026, 5, 2), "只有已发布的"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            record_stage(signer if stage == "amended" else officer, document, stage, on)
    with pytest.raises(ValidationError, match="截止日期"):
        record_stage(officer, document, "consulted", dt.date(2026, 1, 5), until=dt.date(2026, 1, 1))
    with pytest.raises(ValidationError, match="与登记的环节矛盾"):
        edit_document(officer, document, FIELDS | {"signed_on": dt.date(2026, 1, 20)})
    document = publish_document(signer, Document.objects.get(pk=document.pk))
    shown = page(client, f"/o/finance/d/{document.pk}/")
    for words in ("沿革", "公开征求意见", "（至2026年2月5日）", "平司审〔2026〕4号", "施行"):
        assert words in shown
    with pytest.raises(Refused):
        record_stage(officer, document, "abolished", TODAY(), reference="甲")


def test_one_document_amends_and_abolishes_another_and_both_pages_say_so(
    client: Client, signer: Person, draft: Draft, bureau: Organ
) -> None:
    old = publish_document(signer, draft())
    decision = draft(
        kind="other_doc",
        title="关于修改财政资金管理办法的决定",
        doc_no="平财发[2026] 9号",
        signed_on=ago(9),
        effective_on=None,
    )
    with pytest.raises(ValidationError, match="还没有发布"):
        record_stage(signer, old, "amended", ago(3), by=decision)
    decision = publish_document(signer, decision)
    assert document_called("平财发〔2026〕９号") == decision
    for on, by, sentence in (
        (ago(3), old, "不能修改自己"),
        (ago(3), None, "由哪一份文件"),
        (ago(20), decision, "早于“关于修改"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            record_stage(signer, old, "amended", on, by=by)
    event = record_stage(signer, old, "amended", ago(3), by=decision)
    assert old.validity(TODAY()) == "有效（已修改）"
    shown = page(client, f"/o/finance/d/{old.pk}/")
    assert "本文件已经修改" in shown
    assert f"/o/finance/d/{decision.pk}/" in shown
    assert "本文件修改、废止的文件" in page(client, f"/o/finance/d/{decision.pk}/")

    end_document(signer, old, Ending.ABOLISHED, ago(1), "", by=decision)
    old = Document.objects.get(pk=old.pk)
    assert (old.validity(TODAY()), old.validity(ago(2)), old.ended_because) == (
        "已废止",
        "有效（已修改）",
        "平财发〔2026〕9号",
    )
    with pytest.raises(ValidationError, match="以后"):
        record_stage(signer, old, "amended", TODAY(), by=decision)
    strike(signer, events_of(old).get(stage="abolished"), "登记错了文件")
    strike(signer, event, "不是这一份")
    old = Document.objects.get(pk=old.pk)
    assert old.validity(TODAY()) == "有效"
    assert "本文件已经修改" not in page(client, f"/o/finance/d/{old.pk}/")
    assert old.life.count() == 2, "what was struck out is kept"


def test_a_period_of_validity_ends_by_itself_and_is_called_to_mind(
    client: Client, officer: Person, signer: Person, draft: Draft, bureau: Organ
) -> None:
    for valid_until, sentence in (
        (dt.date(2031, 5, 1), "有效期最长5年"),
        (dt.date(2026, 3, 9), "施行以前就届满"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            draft(valid_until=valid_until)
    with pytest.raises(ValidationError, match="只有行政规范性文件"):
        draft(kind="gov_rule", valid_until=dt.date(2027, 4, 1))
    near = publish_document(signer, draft(valid_until=TODAY() + dt.timedelta(days=100)))
    over = publish_document(signer, draft(doc_no="平财规发〔2026〕2号", valid_until=ago(1)))
    assert (near.validity(TODAY()), over.validity(TODAY())) == ("有效", "已失效")
    assert "有效期届满" in page(client, f"/o/finance/d/{over.pk}/")
    assert "本文件已失效" not in page(client, f"/o/finance/d/{near.pk}/")
    year = Period.year(TODAY().year)
    cells = {key: CELLS[f"table2.normative_docs.{key}"].value(Scope(bureau), year) for key in ("abolished", "in_force")}
    assert cells == {"abolished": 1 + (near.ended_on <= year.last), "in_force": int(near.ended_on > year.last)}
    found = SOURCES["documents-expiring"].found
    organs = Organ.objects.filter(pk=bureau.pk)
    assert list(found(organs, TODAY())) == [near]
    record_stage(officer, near, "evaluated", TODAY(), reference="评估报告")
    assert not found(organs, TODAY()).exists()


def test_a_rule_waits_thirty_days_is_filed_within_thirty_and_drafts_lie_open_for_thirty(
    officer: Person, signer: Person, draft: Draft, bureau: Organ
) -> None:
    rule = draft(kind="gov_rule", doc_no="平罗县人民政府令第1号", effective_on=TODAY() + dt.timedelta(days=10))
    with pytest.raises(ValidationError, match="规章草案公开征求意见一般不少于30日"):
        record_stage(officer, rule, "consulted", dt.date(2026, 1, 5), until=dt.date(2026, 1, 20))
    record_stage(officer, rule, "consulted", dt.date(2026, 1, 5), until=dt.date(2026, 1, 20), note="汛期将至")
    with pytest.raises(ValidationError, match="自公布之日起30日后施行"):
        publish_document(signer, rule)
    reason = {"early_because": "公布后不立即施行将有碍规章施行"}
    edit_document(
        officer, rule, FIELDS | reason | {"kind": "gov_rule", "doc_no": rule.doc_no, "effective_on": rule.effective_on}
    )
    rule = publish_document(signer, Document.objects.get(pk=rule.pk))
    organs = Organ.objects.filter(pk=bureau.pk)
    due, late = (SOURCES[f"documents-unfiled-{key}"].found for key in ("due", "late"))
    assert (due(organs, TODAY()).count(), late(organs, TODAY()).count()) == (1, 0)
    later = TODAY() + dt.timedelta(days=31)
    assert (due(organs, later).count(), late(organs, later).count()) == (0, 1)
    record_stage(officer, rule, "filed", TODAY(), reference="宁府法备〔2026〕1号")
    assert not late(organs, later).exists()


def test_what_is_formed_has_twenty_working_days_to_become_public(signer: Person, draft: Draft, bureau: Organ) -> None:
    organs = Organ.objects.filter(pk=bureau.pk)
    old, new = draft(), draft(doc_no="平财规发〔2026〕2号", signed_on=ago(25), effective_on=None)
    draft(kind="general", doc_no="", disclosure_attr="withheld", signed_on=ago(90), effective_on=None)
    assert old.publish_by == dt.date(2026, 3, 30)
    due, late = (SOURCES[f"documents-unpublished-{key}"] for key in ("due", "late"))
    assert [list(source.found(organs, TODAY())) for source in (due, late)] == [[new], [old]]
    assert "应于2026年3月30日前公开，已过" in late.matter(old, TODAY()).note
    withdraw_document(signer, publish_document(signer, old), "有误")
    assert not late.found(organs, TODAY()).exists()


def test_a_number_in_other_brackets_is_the_same_and_a_collision_is_told_at_publication_too(
    officer: Person, signer: Person, draft: Draft
) -> None:
    first = publish_document(signer, draft())
    with pytest.raises(ValidationError, match="已经用过"):
        draft(doc_no="平财规发 [2026] １号")
    edit_document(officer, first, FIELDS | {"doc_no": "平财规发〔2026〕7号"})
    publish_document(signer, draft(doc_no="平财规发〔2026〕7号"))
    with pytest.raises(ValidationError, match="已经用过"):
        publish_document(signer, Document.objects.get(pk=first.pk))
