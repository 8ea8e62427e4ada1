"""The gazette: composed from public documents, read three times by three people, set, printed, and as it was ever after."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from gongkai.disclosure.actions.documents import edit_document, publish_document
from gongkai.disclosure.models import Document
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.gazette import actions
from gongkai.gazette.models import Issue, Item
from gongkai.gazette.queries import candidates, obstacles
from gongkai.jobs import queue
from gongkai.organs.access import Refused
from gongkai.organs.models import Organ, Person

Published = Callable[..., Document]


@pytest.fixture
def issue(county: Organ, readers: list[Person]) -> Issue:
    today = timezone.localdate()
    fields = {"year": today.year, "number": 1, "first": today - dt.timedelta(days=30), "last": today}
    return actions.open_issue(readers[0], county, fields)


def read_thrice(readers: list[Person], item: Item) -> None:
    for reader in readers:
        actions.proof(reader, item, 1, 1)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_an_issue_is_composed_read_thrice_and_published(
    client: Client,
    county: Organ,
    readers: list[Person],
    signer: Person,
    published: Published,
    issue: Issue,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    rule, other = published(1, kind="gov_rule", doc_no="平罗县人民政府令第1号"), published(2)
    assert list(candidates(issue)) == [rule, other]
    actions.take_in(readers[0], issue, [other], "行政规范性文件")
    actions.take_in(readers[0], issue, [rule], "政府规章")
    assert not candidates(issue).exists()
    keys = list(issue.items.values_list("pk", flat=True))
    actions.arrange(readers[0], issue, keys[::-1], {})
    items = list(issue.items.all())
    assert [item.document_id for item in items] == [rule.pk, other.pk]
    with pytest.raises(ValidationError, match="只有 0 校"):
        actions.publish_issue(signer, issue)
    for item in items:
        read_thrice(readers, item)
    with pytest.raises(Refused):
        actions.publish_issue(readers[0], issue)
    page(client, f"/o/pingluo/gazette/{issue.year}/1/", 404)
    actions.publish_issue(signer, issue)
    queue.work_off("test")

    contents = page(client, f"/o/pingluo/gazette/{issue.year}/1/")
    assert contents.index("政府规章") < contents.index("平罗县第1号办法") < contents.index("平罗县第2号办法")
    assert f"{issue.year}年第1期" in page(client, "/o/pingluo/gazette/")
    with django_assert_max_num_queries(12):
        shown = page(client, f"/o/pingluo/gazette/{issue.year}/1/1/")
    assert "这是规章的标准文本" in shown
    assert "下一篇：平罗县第2号办法" in shown
    assert "公报文本为标准文本" in page(client, f"/o/pingluo/d/{rule.pk}/")
    pdf = b"".join(client.get(f"/o/pingluo/gazette/{issue.year}/1.pdf").streaming_content)  # type: ignore[attr-defined]
    check_pdf(pdf)
    check_what_stays(client, other, readers[0], signer, issue)
    check_figures(county, readers[0], issue)


def check_pdf(pdf: bytes) -> None:
    """Cover, contents with page numbers, the texts."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert "平罗县人民政府公报" in texts[0]
    assert "平罗县第1号办法（平罗县人民政府令第1号）" in texts[1]
    assert "3" in texts[1]
    assert "为了节约用水" in texts[2]


def check_what_stays(client: Client, other: Document, officer: Person, signer: Person, issue: Issue) -> None:
    """What was printed stays as it was, whatever becomes of the document."""
    fields = {
        "kind": "normative_doc",
        "heading": "rules",
        "title": "平罗县第2号办法（修订）",
        "doc_no": other.doc_no,
        "body": "<p>新的。</p>",
    }
    edit_document(officer, Document.objects.get(pk=other.pk), fields)
    publish_document(signer, Document.objects.get(pk=other.pk))
    assert "为了节约用水" in page(client, f"/o/pingluo/gazette/{issue.year}/1/2/")
    with pytest.raises(ValidationError, match="已经出版"):
        actions.take_out(officer, issue.items.first())
    with pytest.raises(ValidationError, match="已经出版"):
        actions.publish_issue(signer, issue)


def check_figures(county: Organ, officer: Person, issue: Issue) -> None:
    today = timezone.localdate()
    issue = Issue.objects.get()
    with pytest.raises(ValidationError, match="在今天之后"):
        actions.record_copies(officer, issue, today + dt.timedelta(days=1), 2000, "各村")
    actions.record_copies(officer, issue, today, 2000, "各乡镇、村（社区），图书馆、档案馆")
    scope, year = Scope(county), Period.year(today.year)
    values = {key: FIGURES[key].value(scope, year) for key in FIGURES if key.startswith("gazette.")}
    characters = sum(issue.items.values_list("characters", flat=True))
    assert values == {"gazette.issues": 1, "gazette.items": 2, "gazette.characters": characters, "gazette.copies": 2000}


def test_proofs_are_read_by_three_and_of_the_text_that_is_printed(
    county: Organ, readers: list[Person], signer: Person, published: Published, issue: Issue
) -> None:
    document = published(1)
    (item,) = actions.take_in(readers[0], issue, [document], "政府文件")
    with pytest.raises(ValidationError, match="不能多于"):
        actions.proof(readers[0], item, 1, 2)
    actions.proof(readers[0], item, 3, 1)
    with pytest.raises(ValidationError, match="还没有改完"):
        actions.proof(readers[1], item, 2, 1)
    actions.proof(readers[1], item, 0, 0)
    with pytest.raises(ValidationError, match="由不同的人做"):
        actions.proof(readers[0], item, 0, 0)
    actions.proof(readers[0], item, 0, 0, "另一位同志休假")
    assert obstacles(issue) == []
    with pytest.raises(ValidationError, match="已经三校"):
        actions.proof(readers[2], item, 0, 0)
    fields = {
        "kind": "normative_doc",
        "heading": "rules",
        "title": "改了",
        "doc_no": document.doc_no,
        "body": "<p>新的。</p>",
    }
    edit_document(readers[0], Document.objects.get(pk=document.pk), fields)
    publish_document(signer, Document.objects.get(pk=document.pk))
    assert "又有修改" in obstacles(issue)[0]
    actions.retake(readers[0], Item.objects.get())
    assert "只有 0 校" in obstacles(issue)[0]
    with pytest.raises(ValidationError, match="已经收入"):
        actions.take_in(readers[0], issue, [document], "政府文件")
    with pytest.raises(ValidationError, match="这一期已经有了"):
        actions.open_issue(
            readers[0], county, {"year": issue.year, "number": 1, "first": issue.first, "last": issue.last}
        )


def test_the_desk_composes_by_numbers_and_buttons_and_tells_what_is_missing(
    readers: list[Person], signer: Person, published: Published, issue: Issue
) -> None:
    documents = [published(number) for number in (1, 2, 3)]
    client = Client()
    client.force_login(readers[0], "django.contrib.auth.backends.ModelBackend")
    address = f"/desk/gazette/{issue.pk}/"
    taken = {"act": "take", "section": "政府文件", "document": [document.pk for document in documents]}
    assert client.post(f"{address}act/", taken).status_code == 302
    first, second, third = issue.items.values_list("pk", flat=True)
    client.post(f"{address}act/", {f"place-{first}": "3", f"place-{second}": "x", f"place-{third}": "1"})
    assert list(issue.items.values_list("pk", flat=True)) == [third, first, second]
    typed = {f"place-{third}": "1", f"place-{first}": "2", f"place-{second}": "3", "up": second}
    client.post(f"{address}act/", typed | {f"section-{second}": "大事记"})
    assert list(issue.items.values_list("pk", "section")) == [
        (third, "政府文件"),
        (second, "大事记"),
        (first, "政府文件"),
    ]
    client.post(f"{address}act/", {"out": first})
    shown = client.get(address).content.decode()
    assert "只有 0 校，须三校" in shown
    assert "您的岗位不能发布公开文件" in shown
    proofed = client.post(f"{address}items/{third}/", {"errors_found": "2", "mended": "3", "note": ""})
    assert proofed.status_code == 422
    assert client.post(f"{address}items/{third}/", {"errors_found": "2", "mended": "2", "note": ""}).status_code == 302
    assert client.post(f"{address}act/", {"act": "publish"}).status_code == 403
    assert "第1期" in client.get("/desk/gazette/").content.decode()
