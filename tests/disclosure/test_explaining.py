"""Interpretations, packs and talks: never without a document, never before it, linked both ways, printed and counted."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disclosure.test_desk import entered, form_of
from disclosure.test_documents import FIELDS, page
from disclosure.test_life import ago
from gongkai.desk.matters import SOURCES
from gongkai.disclosure.actions import explaining
from gongkai.disclosure.actions.documents import draft_document, edit_document, publish_document
from gongkai.disclosure.models import Document, Interpretation, Pack, Talk
from gongkai.disclosure.packs import pack_pdf
from gongkai.figures.measures import Ratio
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.organs.access import Refused
from gongkai.organs.models import Organ, Person
from gongkai.vetting.targets import target_of

TEXT = {"form": "text", "title": "《办法》解读", "elements": {"background": "为了管好资金。\n依据预算法。", "aim": " "}}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def document(officer: Person, bureau: Organ) -> Document:
    return draft_document(officer, bureau, FIELDS | {"interpret": True})


def test_an_interpretation_has_a_document_comes_with_it_and_both_pages_say_so(
    client: Client, officer: Person, signer: Person, bureau: Organ, document: Document
) -> None:
    with pytest.raises(ValidationError, match="解读须对应文件"):
        explaining.draft(officer, Interpretation, bureau, TEXT | {"documents": []})
    with pytest.raises(ValidationError, match="还没有解读稿"):
        publish_document(signer, document)
    made = explaining.draft(officer, Interpretation, bureau, TEXT | {"documents": [document]})
    assert made.elements == {"background": "为了管好资金。\n依据预算法。"}
    with pytest.raises(ValidationError, match="不能先于文件发布"):
        explaining.publish(signer, made)
    document = publish_document(signer, document)
    organs = Organ.objects.filter(pk=bureau.pk)
    due, late = (SOURCES[f"documents-uninterpreted-{key}"].found for key in ("due", "late"))
    assert (due(organs, ago(0)).count(), late(organs, ago(-30)).count()) == (1, 1)
    with pytest.raises(Refused):
        explaining.publish(officer, made)
    explaining.publish(signer, made)
    document = Document.objects.get(pk=document.pk)
    assert document.interpreted_on == ago(0)
    assert not late(organs, ago(-30)).exists()
    address = f"/o/finance/interpretations/{made.pk}/"
    assert address in page(client, f"/o/finance/d/{document.pk}/")
    assert address in page(client, "/o/finance/interpretations/")
    shown = page(client, address)
    for words in (f"/o/finance/d/{document.pk}/", "背景依据", "<p>为了管好资金。<br>依据预算法。</p>"):
        assert words in shown
    assert "目标任务" not in shown, "what is empty is not there"

    explaining.withdraw(signer, Interpretation.objects.get(), "有误")
    assert Document.objects.get(pk=document.pk).interpreted_on is None
    page(client, address, 410)


def test_what_goes_ahead_of_its_interpretation_says_why(officer: Person, signer: Person, document: Document) -> None:
    edit_document(officer, document, FIELDS | {"interpret": True, "uninterpreted_because": "汛情紧急"})
    assert publish_document(signer, Document.objects.get(pk=document.pk)).live


def test_a_picture_or_video_is_told_in_words_and_is_what_it_says(
    client: Client, officer: Person, signer: Person, bureau: Organ
) -> None:
    document = publish_document(signer, draft_document(officer, bureau, FIELDS))
    fields = {"form": "picture", "title": "一图读懂", "documents": [document]}
    made = explaining.draft(officer, Interpretation, bureau, fields)
    for name, data, sentence in (
        ("图.png", b"MZ", "程序文件"),
        ("图.jpg", PNG, "不是 jpg"),
        ("图.svg", b"<svg>", "请选 JPG"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            explaining.add_picture(officer, made, SimpleUploadedFile(name, data))
    with pytest.raises(ValidationError, match="还没有上传图片"):
        explaining.publish(signer, made)
    before = target_of(made).version(made)
    explaining.add_picture(officer, made, SimpleUploadedFile("图.png", PNG))
    assert target_of(made).version(made) != before, "what was vetted is another"
    with pytest.raises(ValidationError, match="请填写图片、视频的文字内容"):
        explaining.publish(signer, made)
    explaining.edit(officer, made, fields | {"words": "申请、审核、拨付三步。"})
    made = explaining.publish(signer, Interpretation.objects.get())
    assert 'alt="申请、审核、拨付三步。"' in page(client, f"/o/finance/interpretations/{made.pk}/")
    picture = client.get(f"/o/finance/interpretations/{made.pk}/picture/")
    assert (b"".join(picture.streaming_content), picture["Content-Type"]) == (PNG, "image/png")  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match="https"):
        explaining.draft(officer, Interpretation, bureau, fields | {"form": "video", "video": "javascript:alert(1)"})


def test_packs_are_bundled_set_and_their_copies_kept_talks_their_reposts(
    client: Client,
    officer: Person,
    signer: Person,
    bureau: Organ,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    documents = [
        publish_document(
            signer,
            draft_document(officer, bureau, FIELDS | {"doc_no": f"平财规发〔2026〕{n}号", "title": f"第{n}号办法"}),
        )
        for n in (1, 2)
    ]
    made = explaining.draft(officer, Interpretation, bureau, TEXT | {"documents": [documents[0]]})
    explaining.publish(signer, made)
    drafting = entered(officer)
    pack = {
        "title": "惠民政策明白卡",
        "kind": "collection",
        "contents": "平财规发 [2026] 2号\n没有的文号",
        "body": "<script>x()</script>导读",
    }
    assert "没有找到这些文件：没有的文号" in drafting.post("/desk/packs/new/", pack).content.decode()
    answer = drafting.post("/desk/packs/new/", pack | {"contents": f"平财规发〔2026〕2号\n#{documents[0].pk}"})
    assert answer.status_code == 302
    explaining.publish(signer, Pack.objects.get())
    record = Pack.objects.get()
    assert record.contents == [documents[1].pk, documents[0].pk]
    with django_assert_max_num_queries(12):
        shown = page(client, f"/o/finance/packs/{record.pk}/")
    assert shown.index("第2号办法") < shown.index("第1号办法") < shown.index("解读：《办法》解读")
    assert "<script" not in shown.partition("</head>")[2]
    assert pack_pdf(record).startswith(b"%PDF")
    address = f"/desk/packs/{record.pk}/run/"
    wrong = form_of(drafting, address, printed_on="2999-01-01", copies="1000", recipients="各社区")
    assert "在今天之后" in drafting.post(address, wrong).content.decode()
    assert drafting.post(address, wrong | {"printed_on": ago(1).isoformat()}).status_code == 302
    assert record.runs.get().copies == 1000

    fields = {
        "title": "讲讲节水",
        "speaker": "某局长",
        "position": "平罗县财政局局长",
        "held_on": dt.date(2026, 5, 1),
        "words": "大家好。",
    }
    talk = explaining.draft(
        officer, Talk, bureau, fields | {"video": "https://v.example.cn/1", "document": documents[0]}
    )
    talk = explaining.publish(signer, talk)
    explaining.record_reposts(officer, talk, 321)
    assert f"/o/finance/d/{documents[0].pk}/" in page(client, f"/o/finance/talks/{talk.pk}/")


def test_figures_of_what_was_explained_and_in_time_open_to_their_records(
    officer: Person, signer: Person, bureau: Organ, document: Document
) -> None:
    made = explaining.draft(officer, Interpretation, bureau, TEXT | {"documents": [document]})
    publish_document(signer, document)
    late = {
        "interpret": True,
        "uninterpreted_because": "汛情",
        "doc_no": "平财规发〔2026〕2号",
        "signed_on": ago(5),
        "effective_on": None,
    }
    publish_document(signer, draft_document(officer, bureau, FIELDS | late))
    explaining.publish(signer, made)
    scope, year = Scope(bureau), Period.year(ago(0).year)
    values = {
        key: FIGURES[key].value(scope, year)
        for key in ("disclosure.on_time", "interpretation.rate", "interpretation.on_time", "interpretation.text")
    }
    assert values == {
        "disclosure.on_time": Ratio(1, 2),
        "interpretation.rate": Ratio(1, 2),
        "interpretation.on_time": Ratio(1, 1),
        "interpretation.text": 1,
    }
    assert FIGURES["disclosure.published.normative_doc"].value(scope, year) == 2
    client = entered(signer)
    for key, words in (("interpretation.rate", "平财规发〔2026〕2号"), ("interpretation.text", "《办法》解读")):
        shown = client.get(f"/desk/figures/{key}/?organ={bureau.pk}&year={year.first.year}").content.decode()
        assert words in shown
