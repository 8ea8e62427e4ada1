"""Guide and rules: drafted, published, changed, restored; the public sees what was published and nothing else."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from gongkai.disclosure.actions.texts import (
    draft_guide,
    draft_text,
    edit_text,
    publish_text,
    restore_text,
    withdraw_text,
)
from gongkai.disclosure.models import ColumnText, Part
from gongkai.disclosure.richtext import LIMIT, cleaned, shown
from gongkai.organs.access import Refused
from gongkai.organs.models import Organ, Person
from gongkai.trail.queries import broken, entries_of

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><body lang=ZH-CN><h1>标题一</h1>
<p class=MsoNormal style='text-indent:24.0pt'><b><span lang=EN-US style='font-family:仿宋'>第一条<o:p></o:p></span></b>　内容</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><div>第二段</div>
<table class=MsoTableGrid border=1><tr><td width=100 colspan=2 onclick="x()">项目</td></tr></table>
<img src="file:///c:/x.png" onerror="alert(1)"><a href="javascript:alert(1)">点</a><script>alert(2)</script></body></html>"""


def test_what_is_pasted_from_word_keeps_its_structure_and_loses_the_rest() -> None:
    kept = cleaned(WORD)
    assert "<h2>标题一</h2>" in kept
    assert '<td colspan="2">项目</td>' in kept
    assert "<p>第二段</p>" in kept
    for junk in (
        "Mso",
        "style",
        "class",
        "script",
        "alert",
        "onclick",
        "onerror",
        "javascript:",
        "o:p",
        "w:Word",
        "仿宋",
    ):
        assert junk not in kept
    assert cleaned(kept) == kept, "cleaning again changes nothing"


@pytest.mark.parametrize(
    "hostile",
    [
        "<svg><script>alert(1)</script></svg>",
        "<p><a href='jav&#x09;ascript:alert(1)'>x</a></p>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<p>" * 5000 + "x",
        "<table><td colspan=100000000>x</table>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_no_script_comes_through_on_saving_nor_on_showing(hostile: str) -> None:
    for html in (cleaned(hostile), shown(hostile).html):
        assert not any(mark in html.lower() for mark in ("<script", "onerror", "javascript", "<img", "00000", "<svg"))


def test_a_text_that_is_too_long_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValidationError, match="作为附件上传"):
        cleaned("<p>" + "字" * LIMIT + "</p>")


def test_the_guide_is_drafted_out_of_the_bodys_data_and_the_law(officer: Person, bureau: Organ) -> None:
    guide = draft_guide(officer, bureau)
    for words in (
        "局办公室",
        "示例路 1 号",
        "20个工作日",
        "7个工作日",
        "条例第二十条第（七）项",
        "60日",
        "6个月",
        "信息处理费",
    ):
        assert words in guide.body
    assert "筹资筹劳" not in guide.body, "a county bureau has no township's headings"
    assert cleaned(guide.body) == guide.body
    with pytest.raises(ValidationError, match="已经有公开指南"):
        draft_guide(officer, bureau)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_the_public_sees_the_published_version_alone(
    client: Client, officer: Person, signer: Person, bureau: Organ
) -> None:
    text = draft_text(officer, bureau, Part.RULES, "信息发布审查制度", "<p>先审查，后公开。</p>")
    address = f"/o/finance/rules/{text.pk}/"
    page(client, address, 404)
    assert "信息发布审查制度" not in page(client, "/o/finance/rules/")
    text = publish_text(signer, text)
    assert "先审查，后公开。" in page(client, address)

    edit_text(officer, ColumnText.objects.get(pk=text.pk), "信息发布审查办法", "<p>一事一审。</p>")
    text = ColumnText.objects.get(pk=text.pk)
    assert (text.title, text.draft.title, text.state) == ("信息发布审查制度", "信息发布审查办法", "已发布，有新草稿")
    assert "一事一审" not in page(client, address)
    text = publish_text(signer, text)
    assert "一事一审" in page(client, address)
    with pytest.raises(ValidationError, match="没有新的修改"):
        publish_text(signer, text)

    first = text.versions.last()
    assert first is not None
    restore_text(officer, ColumnText.objects.get(pk=text.pk), first.pk)
    text = publish_text(signer, ColumnText.objects.get(pk=text.pk))
    assert "先审查，后公开。" in page(client, address)
    assert text.versions.count() == 3, "what was restored is a version of its own"

    with pytest.raises(ValidationError, match="须写明理由"):
        withdraw_text(signer, text, " ")
    withdraw_text(signer, text, "内容过时")
    gone = page(client, address, 410)
    assert [words for words in ("审查制度", "内容过时") if words in gone] == [], (
        "neither title nor the body's own reason"
    )
    publish_text(signer, ColumnText.objects.get(pk=text.pk))
    assert ColumnText.objects.get(pk=text.pk).withdrawn_because == ""
    page(client, address)
    assert [entry.act for entry in entries_of(text)][-2:] == ["publish_text", "draft_text"]
    assert broken() == []


def test_who_drafts_does_not_publish_and_the_other_way_round(officer: Person, signer: Person, bureau: Organ) -> None:
    text = draft_guide(officer, bureau)
    with pytest.raises(Refused):
        publish_text(officer, text)
    with pytest.raises(Refused):
        edit_text(signer, text, "改", "<p>改</p>")
