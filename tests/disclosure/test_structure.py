"""Texts with structure: chapters and articles with addresses, what cites what, what an amendment changed; limits."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from disclosure.conftest import holder
from disclosure.test_documents import FIELDS, Publish, page, publish  # noqa: F401  (a fixture)
from disclosure.test_life import ago
from gongkai.disclosure.actions.documents import draft_document, edit_document, publish_document, withdraw_document
from gongkai.disclosure.actions.life import record_stage
from gongkai.disclosure.citations import mentions_in
from gongkai.disclosure.models import Document
from gongkai.disclosure.richtext import ROWS, cleaned, shown
from gongkai.organs.models import Organ, Person, Role


def test_chapters_sections_and_articles_have_addresses() -> None:
    text = shown(
        "<p>第一章　总则</p><p>第一条　甲。</p><p><strong>第二章 管理</strong></p><p>第一节　许可</p><p>第十二条之一　乙。</p>"
        "<p>第三章的规定，不适用于临时用地。</p><h2>第三章　附则</h2><p><strong>第二十三条</strong>　丙。</p><p>第一条　重复。</p>"
    )
    assert [(h.anchor, h.beneath) for h in text.headings] == [
        ("chap-1", False),
        ("chap-2", False),
        ("chap-2-sec-1", True),
        ("chap-3", False),
    ]
    for words in (
        '<p id="art-1">',
        'id="art-12-1"',
        '<p id="art-23"><strong><a class="art" href="#art-23">第二十三条</a></strong>',
    ):
        assert words in text.html
    assert text.html.count('id="art-1"') == 1
    assert "<p>第三章的规定，" in text.html


def test_a_table_of_thousands_of_rows_is_refused_with_what_to_do() -> None:
    row = "<tr><td>道路</td><td style='color:red'>3</td></tr>"
    assert cleaned(f"<table>{row * ROWS}</table>").count("<tr>") == ROWS
    with pytest.raises(ValidationError, match=r"5000 行.*作为附件"):
        cleaned(f"<table>{row * 5000}</table>")


def test_what_is_cited_is_linked_both_ways_and_never_by_guessing(
    client: Client,
    publish: Publish,  # noqa: F811
    county: Organ,
    bureau: Organ,
) -> None:
    later = publish(body="<p>根据《平罗县节水办法》（平政规发 [2025]3号）和《中华人民共和国水法》制定。</p>")
    old = publish(title="关于印发《平罗县节水办法》的通知", doc_no="平政规发〔2025〕3号", body="<p>甲。</p>")
    shown_ = page(client, f"/o/finance/d/{later.pk}/")
    assert f'《<a href="/o/finance/d/{old.pk}/">平罗县节水办法</a>》' in shown_
    assert f'<a href="/o/finance/d/{old.pk}/">平政规发' not in shown_, (
        "written in other brackets it is told, not marked"
    )
    assert "引用的文件" in shown_
    assert f"/o/finance/d/{later.pk}/" in page(client, f"/o/finance/d/{old.pk}/").partition("被这些文件引用")[2]

    other = draft_document(
        holder(county, Role.OFFICER), county, FIELDS | {"title": "平罗县节水办法", "doc_no": "平〔2026〕1号"}
    )
    publish_document(holder(county, Role.SIGNER), other)
    mine = page(client, f"/o/finance/d/{later.pk}/")
    assert f'《<a href="/o/finance/d/{old.pk}/">平罗县节水办法</a>》' in mine, "the own body's is meant"
    assert "被这些文件引用" not in page(client, f"/o/pingluo/d/{other.pk}/")
    assert mentions_in("<p>见《甲》和按照国办发〔2018〕37号办理</p>") == {"国办发〔2018〕37号"}


def test_what_an_amendment_changed_can_be_read_and_nothing_else_of_the_past(
    client: Client,
    publish: Publish,  # noqa: F811
    officer: Person,
    signer: Person,
    bureau: Organ,
) -> None:
    document = publish(body="<p>第一条　罚款五百元。</p><p>第二条　自公布之日起施行。</p>")
    decision = publish(
        kind="other_doc", title="关于修改的决定", doc_no="平财发〔2026〕8号", signed_on=ago(9), effective_on=None
    )
    event = record_stage(signer, document, "amended", ago(2), by=decision)
    address = f"/o/finance/d/{document.pk}/amended/{event.pk}/"
    assert "还没有发布" in page(client, address)
    body = "<p>第一条　罚款三百元。</p><p>第二条　自公布之日起施行。</p>"
    edit_document(officer, Document.objects.get(pk=document.pk), FIELDS | {"body": body})
    publish_document(signer, Document.objects.get(pk=document.pk))
    compared = page(client, address)
    assert "<del>五</del><ins>三</ins>百元" in compared or "<del>" in compared
    assert "三" in compared
    assert address in page(client, f"/o/finance/d/{document.pk}/")
    page(client, f"/o/finance/d/{decision.pk}/amended/{event.pk}/", 404)
    withdraw_document(signer, Document.objects.get(pk=document.pk), "有误")
    page(client, address, 404)
