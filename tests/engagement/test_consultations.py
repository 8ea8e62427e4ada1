"""Consultations: from the draft to the feedback, at the desk and before the public."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from engagement.conftest import Enter, days, filled
from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.engagement.actions import opinions
from gongkai.engagement.actions.feedback import begin, link
from gongkai.engagement.actions.opinions import Sent
from gongkai.engagement.actions.publishing import draft, edit, publish, withdraw
from gongkai.engagement.models import Consultation, Opinion, Point, Scan
from gongkai.engagement.queries import by_code
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.organs.access import Refused
from gongkai.organs.models import Organ, Person, Role
from gongkai.portal import guard
from gongkai.portal.engagement import opinions as form_of_opinions
from gongkai.trail.models import Entry
from gongkai.ui.rate import Rate

pytestmark = pytest.mark.django_db
Fields = dict[str, object]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SHORTEST", dt.timedelta(0))


def test_a_draft_is_out_as_long_as_the_law_asks_or_says_why_not(bureau: Organ, officer: Person, fields: Fields) -> None:
    for kind, refused in (("rule", True), ("decision", True), ("normative", False)):
        short = {**fields, "kind": kind, "closes_on": days(29)}
        if not refused:
            draft(officer, Consultation(organ=bureau), short)
            continue
        with pytest.raises(ValidationError) as told:
            draft(officer, Consultation(organ=bureau), short)
        assert "第十五条" in told.value.message_dict["short_because"][0]
        draft(officer, Consultation(organ=bureau), {**short, "short_because": "汛期将至"})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"closes_on": days(-2)}, "closes_on"),
        ({"closes_on": days(4000)}, "closes_on"),
        ({"opens_on": None}, "opens_on"),
        ({"ways": " "}, "ways"),
        ({"title": ""}, "title"),
        ({"kind": "nonsense"}, "kind"),
    ],
)
def test_what_contradicts_itself_is_refused(
    bureau: Organ, officer: Person, fields: Fields, change: Fields, field: str
) -> None:
    with pytest.raises(ValidationError) as told:
        draft(officer, Consultation(organ=bureau), {**fields, **change})
    assert field in told.value.message_dict


def test_published_later_than_planned_the_law_still_counts_from_publication(
    bureau: Organ, officer: Person, signer: Person, fields: Fields
) -> None:
    kept = draft(officer, Consultation(organ=bureau), fields)
    kept.opens_on = days(-3)
    edit(officer, kept, {**fields, "opens_on": days(-3), "closes_on": days(28)})
    with pytest.raises(ValidationError, match="30日"):
        publish(signer, kept)
    with pytest.raises(Refused):
        publish(officer, kept)


def test_a_resident_sends_an_opinion_and_follows_it_with_a_code(
    client: Client, consultation: Consultation, officer: Person, signer: Person
) -> None:
    address = f"/o/finance/consultations/{consultation.pk}/"
    assert "正在征集" in client.get("/consultations/").content.decode()
    assert "平罗县养犬管理办法" in client.get("/").content.decode()
    assert f'href="{address}opinion/"' in client.get(address).content.decode()
    shown = client.get(f"{address}opinion/").content.decode()
    assert "<script" not in shown
    wrong = client.post(f"{address}opinion/", filled(shown, text="第三条太严，请回电13812345678", sum="99"))
    assert "再算一次" in wrong.content.decode()
    assert "第三条太严" in wrong.content.decode(), "nothing typed is lost"
    assert client.post(f"{address}opinion/", filled(shown, text="广告", homepage="http://x")).status_code == 200
    assert not Opinion.objects.exists()
    said = filled(shown, text="第三条太严，请回电13812345678", author="person", name="张某某", contact="13812345678")
    answer = client.post(f"{address}opinion/", said)
    assert client.post(f"{address}opinion/", said)["Location"] == answer["Location"], "sent twice it is one"
    made = Opinion.objects.get()
    assert made.label == "张＊＊"
    assert b"13812345678" not in bytes(made.sealed)
    code = answer["Location"].rstrip("/").rpartition("/")[2]
    assert by_code(code) == made
    assert "意见已收到" in client.get(answer["Location"]).content.decode()
    assert client.get("/opinions/AAAABBBBCCCC/").status_code == 404
    assert not Entry.objects.filter(summary__contains="138").exists()


def test_floods_stale_forms_and_closed_doors(
    client: Client, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/o/finance/consultations/{consultation.pk}/opinion/"
    monkeypatch.setattr(form_of_opinions, "SEND", Rate("test", 1, 1e-6))
    for status in (302, 429):
        shown = client.get(address).content.decode()
        answer = client.post(address, filled(shown, text="同意这个办法"))
        assert answer.status_code == status
    assert "同意这个办法" in answer.content.decode()
    stale = client.post(address, {**filled(shown, text="甲乙丙丁"), "began": "forged"})
    assert "打开得太久" in stale.content.decode()
    assert "甲乙丙丁" in stale.content.decode()
    Consultation.objects.update(opens_on=days(-40), closes_on=days(-1))
    assert client.get(address).status_code == 302
    with pytest.raises(ValidationError, match="不接收"):
        opinions.send(Consultation.objects.get(), Sent("晚了"))


def test_from_paper_and_web_to_the_published_feedback(  # noqa: PLR0915  (one way, from end to end)
    client: Client, over: Consultation, officer: Person, signer: Person, enter: Enter
) -> None:
    desk, page = enter(officer), f"/desk/consultations/{over.pk}/"
    paper = {
        "channel": "meeting",
        "received_on": str(days(-5)),
        "author": "person",
        "name": "李某某",
        "text": "遛犬时间太短",
    }
    scan = SimpleUploadedFile("来信.pdf", b"%PDF-1.4 letter")
    assert desk.post(f"{page}opinions/enter/", {**paper, "scan": scan}).status_code == 302
    bad = desk.post(f"{page}opinions/enter/", {**paper, "received_on": str(days(3)), "text": "第二条"})
    assert bad.status_code == 422
    assert "收到日期应在" in bad.content.decode()
    disguised = SimpleUploadedFile("来信.pdf", b"MZ program")
    assert desk.post(f"{page}opinions/enter/", {**paper, "scan": disguised}).status_code == 422
    assert Opinion.objects.count() == 1, "an opinion whose scan is refused is not kept"
    for text in ("时间应当延长，我的证件号是11010519491231002X", "费用太高"):
        opinions.enter(officer, over, "letter", days(-4), Sent(text))
    shown = desk.get(f"{page}opinions/").content.decode()
    assert "李＊＊" in shown
    assert "李某某" not in shown
    assert "110105********002X" in shown
    assert "11010519491231002X" not in shown
    revealed = desk.post(f"{page}opinions/1/reveal/", {"purpose": "核实"}).content.decode()
    assert "李某某" in revealed
    assert Entry.objects.filter(act="read_opinion_author", reason="核实").exists()
    kept = Scan.objects.get()
    with kept.content.open("rb") as stored:
        assert b"letter" not in stored.read()
    given = desk.post(f"{page}opinions/scans/{kept.pk}/")
    assert b"".join(given.streaming_content) == b"%PDF-1.4 letter"

    assert desk.post(f"{page}opinions/", {"opinion": ["1", "2"], "gist": ""}).status_code == 200
    desk.post(f"{page}opinions/", {"opinion": ["1", "2"], "gist": "延长遛犬时间"})
    desk.post(f"{page}opinions/", {"opinion": ["3"], "gist": "降低费用"})
    first, second = Point.objects.order_by("pk")
    assert first.opinions.count() == 2
    feedback = begin(officer, over)
    with pytest.raises(ValidationError, match="2 个要点"):
        publish(signer, feedback)
    desk.post(f"{page}opinions/decide/", {"point": first.pk, "gist": first.gist, "decision": "adopted", "reason": ""})
    said = {"point": second.pk, "gist": second.gist, "decision": "declined", "reason": ""}
    assert "请写明理由" in desk.post(f"{page}opinions/decide/", said, follow=True).content.decode()
    desk.post(f"{page}opinions/decide/", {**said, "reason": "费用依照省里规定"})

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(desk.get(f"{page}opinions/?export=xlsx").streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[6] for row in rows[1:]] == ["采纳", "采纳", "未采纳"]
    assert "李某某" not in str(rows)

    feedback.delete()
    made = begin(officer, over)
    assert "采纳 2 条" in made.draft.body
    assert "费用依照省里规定" in made.draft.body
    publish(signer, made)
    public = client.get(f"/o/finance/consultations/{over.pk}/").content.decode()
    assert "费用依照省里规定" in public
    assert "李" not in public
    assert "已反馈" in client.get("/consultations/?phase=answered").content.decode()
    with pytest.raises(ValidationError, match="已经公布"):
        opinions.decide(officer, second, "adopted", "", "改口")
    scope, year = Scope(over.organ), Period.year(days(0).year)
    assert FIGURES["consultation.adopted"].value(scope, year) == 2
    assert FIGURES["consultation.offline"].value(scope, year) == 3
    figure = f"/desk/figures/consultation.opinions/?organ={over.organ_id}&year={days(0).year}"
    assert "第1条意见" in desk.get(figure).content.decode()


def test_the_document_that_came_of_it_is_linked_from_both_pages(
    client: Client, over: Consultation, officer: Person, bureau: Organ
) -> None:
    given = {"kind": "gov_rule", "heading": "rules", "title": "养犬办法", "doc_no": "第1号", "body": "<p>甲</p>"}
    document = draft_document(officer, bureau, given)
    with pytest.raises(ValidationError, match="没有发布"):
        link(officer, over, document)
    document = publish_document(None, document)
    link(officer, over, document)
    assert f"/o/finance/d/{document.pk}/" in client.get(f"/o/finance/consultations/{over.pk}/").content.decode()
    assert f"/o/finance/consultations/{over.pk}/" in client.get(f"/o/finance/d/{document.pk}/").content.decode()


def test_the_first_page_says_what_is_owed(
    over: Consultation, officer: Person, enter: Enter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    desk = enter(officer)
    opinions.enter(officer, over, "phone", days(-3), Sent("太严了"))
    Consultation.objects.update(feedback_due_on=days(-1))
    shown = desk.get("/desk/").content.decode()
    assert "意见采纳情况逾期未反馈" in shown
    assert "1 条意见还没有处理" in shown
    for address in ("consultations/", f"consultations/{over.pk}/", f"consultations/{over.pk}/opinions/"):
        with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
            assert desk.get(f"/desk/{address}").status_code == 200


def test_taken_down_it_says_so_and_portal_pages_are_cheap(
    client: Client, consultation: Consultation, signer: Person, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    pages = (
        "/",
        "/consultations/",
        "/o/finance/",
        "/o/finance/consultations/",
        f"/o/finance/consultations/{consultation.pk}/",
    )
    for address in pages:
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            assert client.get(address).status_code == 200
    withdraw(signer, consultation, "草案有误")
    assert client.get(pages[-1]).status_code == 410
    assert "养犬" not in client.get("/consultations/").content.decode()


def test_others_neither_read_nor_decide(
    over: Consultation, officer: Person, county: Organ, enter: Enter, hold: Callable[..., Person]
) -> None:
    opinions.enter(officer, over, "phone", days(-3), Sent("太严了", "王某某"))
    page = f"/desk/consultations/{over.pk}/"
    for organ, role, status in (
        (county, Role.OFFICER, 404),
        (over.organ, Role.HANDLER, 403),
        (county, Role.AUDITOR, 403),
    ):
        client = enter(hold(organ, role))
        assert client.post(f"{page}opinions/1/reveal/", {"purpose": "看看"}).status_code == status
        assert client.post(f"{page}opinions/", {"opinion": "1", "gist": "甲"}).status_code == status
    assert not Point.objects.exists()
