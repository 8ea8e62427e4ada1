"""Documents: from draft to publication, withdrawal and abolition; what contradicts itself is refused with a sentence."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.disclosure.actions.attachments import attach, detach
from gongkai.disclosure.actions.documents import (
    draft_document,
    edit_document,
    publish_document,
    withdraw_document,
)
from gongkai.disclosure.actions.life import end_document
from gongkai.disclosure.models import Document, Ending
from gongkai.disclosure.queries import public_documents, sliced
from gongkai.organs.access import Refused
from gongkai.organs.models import Organ, Person

FIELDS: dict[str, Any] = {
    "kind": "normative_doc",
    "heading": "rules",
    "title": "平罗县财政资金管理办法",
    "doc_no": "平财规发〔2026〕1号",
    "signed_on": dt.date(2026, 3, 2),
    "effective_on": dt.date(2026, 4, 1),
    "body": "<p>第一条　为了规范管理，制定本办法。</p><p>第二条　自2026年4月1日起施行。</p>",
}
Publish = Callable[..., Document]


@pytest.fixture
def publish(officer: Person, signer: Person, bureau: Organ) -> Publish:
    def made(**changes: Any) -> Document:
        return publish_document(signer, draft_document(officer, bureau, FIELDS | changes))

    return made


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_a_document_gets_its_number_when_it_is_published_and_keeps_it(
    client: Client, publish: Publish, officer: Person, signer: Person, bureau: Organ
) -> None:
    year = timezone.localdate().year
    draft = draft_document(officer, bureau, FIELDS)
    page(client, f"/o/finance/d/{draft.pk}/", 404)
    document = publish_document(signer, draft)
    assert document.index_no == f"640221{bureau.pk:06d}/{year}-00001"
    shown = page(client, f"/o/finance/d/{document.pk}/")
    for words in (document.index_no, "平财规发〔2026〕1号", "2026年3月2日", "行政规范性文件", "有效", 'id="art-2"'):
        assert words in shown

    edit_document(officer, document, FIELDS | {"title": "平罗县财政资金管理办法（修订）"})
    document = Document.objects.get(pk=document.pk)
    assert "（修订）" not in page(client, f"/o/finance/d/{document.pk}/")
    document = publish_document(signer, document)
    assert "（修订）" in page(client, f"/o/finance/d/{document.pk}/")
    withdraw_document(signer, document, "附件含个人信息")
    gone = page(client, f"/o/finance/d/{document.pk}/", 410)
    assert "已经撤下" in gone
    assert str(document.index_no) in gone
    assert "个人信息" not in gone
    assert "管理办法" not in gone
    assert publish(doc_no="平财规发〔2026〕2号").index_no == f"640221{bureau.pk:06d}/{year}-00002", "never given again"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"doc_no": ""}, "doc_no", "须有发文字号"),
        ({"heading": "levies"}, "heading", "没有这个法定栏目"),
        ({"effective_on": dt.date(2026, 1, 1)}, "effective_on", "早于成文日期"),
        ({"signed_on": dt.date(2999, 1, 1), "effective_on": None}, "signed_on", "在今天之后"),
        ({"title": ""}, "title", ""),
        ({"kind": "decree"}, "kind", ""),
    ],
)
def test_what_contradicts_itself_is_refused_beside_its_field(
    officer: Person, bureau: Organ, changes: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        draft_document(officer, bureau, FIELDS | changes)
    assert sentence in "".join(refused.value.message_dict[field])
    assert not Document.objects.exists()


def test_a_number_is_used_once_and_only_what_is_open_to_all_is_published(
    publish: Publish, officer: Person, signer: Person, bureau: Organ
) -> None:
    publish()
    with pytest.raises(ValidationError, match="已经用过"):
        draft_document(officer, bureau, FIELDS)
    for changes, sentence in (
        ({"disclosure_attr": "on_request", "doc_no": "乙"}, "依申请公开"),
        ({"body": "", "doc_no": "丙"}, "正文是空的"),
    ):
        draft = draft_document(officer, bureau, FIELDS | changes)
        with pytest.raises(ValidationError, match=sentence):
            publish_document(signer, draft)
    with pytest.raises(Refused):
        publish_document(officer, draft)


def test_an_abolished_document_stays_readable_and_says_so(client: Client, publish: Publish, signer: Person) -> None:
    document = publish()
    with pytest.raises(ValidationError, match="写明"):
        end_document(signer, document, Ending.ABOLISHED, timezone.localdate(), "")
    end_document(signer, document, Ending.ABOLISHED, timezone.localdate(), "平政发〔2026〕9号")
    shown = page(client, f"/o/finance/d/{document.pk}/")
    for words in ("已废止", "平政发〔2026〕9号", "为了规范管理"):
        assert words in shown
    general = publish(kind="general", doc_no="")
    with pytest.raises(ValidationError, match="只有已发布的规章"):
        end_document(signer, general, Ending.LAPSED, timezone.localdate(), "甲")


def test_an_attachment_is_what_its_name_says(client: Client, publish: Publish, officer: Person, signer: Person) -> None:
    document = publish()
    with pytest.raises(Refused):
        attach(officer, document, SimpleUploadedFile("表.pdf", b"%PDF-1.7 x"))
    for name, data, sentence in (
        ("表.pdf", b"PK\x03\x04", "内容不是 pdf 格式"),
        ("表.exe", b"MZ", "不能作为附件"),
        ("表.html", b"<script>", "不能作为附件"),
        ("表.pdf", b"", "是空的"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            attach(signer, document, SimpleUploadedFile(name, data))
    attachment = attach(signer, document, SimpleUploadedFile("资金表.pdf", b"%PDF-1.7 x"))
    with pytest.raises(ValidationError, match="已经是"):
        attach(signer, document, SimpleUploadedFile("再来.pdf", b"%PDF-1.7 x"))
    assert "资金表.pdf" in page(client, f"/o/finance/d/{document.pk}/")
    address = f"/o/finance/d/{document.pk}/files/{attachment.pk}/"
    file = client.get(address)
    assert b"".join(file.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]
    assert file["Content-Type"] == "application/pdf"
    withdraw_document(signer, document, "有误")
    assert client.get(address).status_code == 404
    detach(officer, attachment)
    assert not document.attachments.exists()


def test_the_column_counts_filters_and_pages(
    client: Client,
    publish: Publish,
    bureau: Organ,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(35):
        publish(kind="general", doc_no="", heading="budget", title=f"预算信息{number:02d}")
    publish(kind="other_doc", doc_no="", heading="budget", title="旧的说明")
    Document.objects.filter(title="旧的说明").update(published_on=dt.date(2024, 5, 1), published_year=2024)
    assert "36 条" in page(client, "/o/finance/content/")
    assert "最新公开" in page(client, "/o/finance/content/")
    first = page(client, "/o/finance/content/budget/")
    assert first.count('class="title"') == 30
    assert "共 36 条" in first
    assert "2024年（1）" in first
    older = sliced(public_documents(bureau), 30).older
    second = page(client, f"/o/finance/content/budget/?older={older}")
    assert second.count('class="title"') == 6
    assert "较新的" in second
    old = page(client, "/o/finance/content/budget/?year=2024")
    assert "旧的说明" in old
    assert old.count('class="title"') == 1
    assert page(client, "/o/finance/content/budget/?kind=other_doc&older=x&year=abc").count('class="title"') == 1
    page(client, "/o/finance/content/levies/", 404)
    document = Document.objects.get(title="预算信息00")
    for address in (
        "/",
        "/o/finance/",
        "/o/finance/guide/",
        "/o/finance/content/",
        "/o/finance/content/budget/",
        f"/o/finance/d/{document.pk}/",
    ):
        with django_assert_max_num_queries(12):
            page(client, address)


def test_pages_of_a_list_lead_there_and_back(publish: Publish, bureau: Organ) -> None:
    for number in range(7):
        publish(kind="general", doc_no="", title=f"第{number}条信息")
    Document.objects.filter(title__in=["第2条信息", "第5条信息"]).update(published_on=dt.date(2026, 1, 1))
    every = [document.pk for document in public_documents(bureau)]
    seen, place = [], ""
    while True:
        part = sliced(public_documents(bureau), 3, older_than=place)
        seen += [document.pk for document in part.rows]
        if part.older is None:
            break
        place = part.older
    assert seen == every
    assert part.newer is not None
    back = sliced(public_documents(bureau), 3, newer_than=part.newer)
    assert [document.pk for document in back.rows] == every[3:6]
    for nonsense in ("x", "2026-01-01", "2026-13-01.5", "2026-01-01.-1", "2026-01-01." + "9" * 40):
        assert [document.pk for document in sliced(public_documents(bureau), 3, nonsense).rows] == every[:3]
