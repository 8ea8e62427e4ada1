"""Clean-up rounds: what is in force is gone over, and on one day all states change as the lists say; the library shows it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from disclosure.conftest import holder
from disclosure.test_documents import FIELDS, page
from disclosure.test_life import ago
from gongkai.desk.matters import SOURCES
from gongkai.disclosure.actions.cleanup import decide_round, open_round, propose
from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.disclosure.actions.life import end_document
from gongkai.disclosure.figures import CELLS
from gongkai.disclosure.models import Document, Ending, Verdict
from gongkai.figures.scope import Period, Scope
from gongkai.organs.access import Refused
from gongkai.organs.actions import appoint
from gongkai.organs.models import Organ, Person, Role


@pytest.fixture
def documents(officer: Person, signer: Person, bureau: Organ) -> list[Document]:
    def made(number: int, **changes: Any) -> Document:
        own = {"title": f"平罗县第{number}号管理办法", "doc_no": f"平财规发〔2026〕{number}号"}
        return publish_document(signer, draft_document(officer, bureau, FIELDS | own | changes))

    made(9, kind="other_doc", subject="综合政务", signed_on=ago(3), effective_on=None)
    return [made(number) for number in range(1, 6)]


def state(documents: list[Document]) -> list[str]:
    today = timezone.localdate()
    return [Document.objects.get(pk=document.pk).validity(today) for document in documents]


def test_on_one_day_all_change_as_the_lists_say(
    client: Client, officer: Person, signer: Person, bureau: Organ, documents: list[Document]
) -> None:
    round_ = open_round(officer, bureau, "2026年规范性文件清理")
    with pytest.raises(ValidationError, match="还有一次清理"):
        open_round(officer, bureau, "又一次")
    assert round_.items.count() == 5, "the other document is in force or not for nobody"
    verdicts = (Verdict.KEEP, Verdict.AMEND, Verdict.ABOLISH, Verdict.LAPSE)
    propose(
        officer,
        round_,
        {d.pk: (v, "不适应现在的管理" if v == "abolish" else "") for d, v in zip(documents, verdicts, strict=False)},
    )
    with pytest.raises(ValidationError, match="没有这份文件"):
        propose(officer, round_, {0: ("keep", "")})
    for day, reference, sentence in (
        (ago(1), "", "文号"),
        (ago(-1), "平政发〔2026〕9号", "在今天之后"),
        (FIELDS["signed_on"], "平政发〔2026〕9号", "请核对决定日期"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            decide_round(signer, round_, day, reference)
    assert state(documents) == ["有效"] * 5, "all or none"
    with pytest.raises(Refused):
        decide_round(officer, round_, ago(1), "平政发〔2026〕9号")
    assert decide_round(signer, round_, ago(1), "平政发〔2026〕9号")[""] == 1
    assert state(documents) == ["有效", "有效", "已废止", "已失效", "未列入清理结果"]
    with pytest.raises(ValidationError, match="已经公布"):
        propose(officer, round_, {})

    _check_what_is_seen(client, round_.pk, bureau, documents)


def _check_what_is_seen(client: Client, number: int, bureau: Organ, documents: list[Document]) -> None:
    shown = page(client, f"/o/finance/cleanups/{number}/")
    for words in (
        "继续有效的文件（1 件）",
        "废止的文件（1 件）",
        "失效的文件（1 件）",
        "拟修改的文件（1 件）",
        "不适应现在的管理",
        "平政发〔2026〕9号",
    ):
        assert words in shown
    assert "本文件未列入" in page(client, f"/o/finance/d/{documents[4].pk}/")
    assert "平政发〔2026〕9号" in page(client, f"/o/finance/d/{documents[2].pk}/")
    found = SOURCES["documents-unlisted"].found
    assert list(found(Organ.objects.filter(pk=bureau.pk), timezone.localdate())) == [documents[4]]
    year = Period.year(timezone.localdate().year)
    abolished = CELLS["table2.normative_docs.abolished"]
    assert abolished.value(Scope(bureau), year) == 2
    assert set(abolished.records(Scope(bureau), year)) == set(documents[2:4])


def test_a_government_goes_over_what_lies_beneath_it_and_nobody_decides_alone(
    county: Organ, officer: Person, bureau: Organ, documents: list[Document]
) -> None:
    both = holder(county, Role.OFFICER)
    appoint(None, both, county, Role.SIGNER, ago(30))
    with pytest.raises(ValidationError, match="没有现行有效"):
        open_round(both, county, "本级清理")
    round_ = open_round(both, county, "全县清理", region=True)
    propose(both, round_, {documents[0].pk: ("abolish", "")})
    with pytest.raises(Refused, match="请由别人公布"):
        decide_round(both, round_, ago(0), "平政发〔2026〕9号")
    decide_round(holder(county, Role.SIGNER), round_, ago(0), "平政发〔2026〕9号")
    assert state(documents)[0] == "已废止"
    with pytest.raises(ValidationError, match="只有人民政府"):
        open_round(officer, bureau, "清理", region=True)


def test_the_library_filters_and_gives_its_rows_away(
    client: Client, documents: list[Document], signer: Person, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    end_document(signer, documents[0], Ending.ABOLISHED, ago(0), "平政发〔2026〕9号")
    for query, count in (
        ("", 6), ("?kind=normative_doc", 5), ("?kind=general", 6), ("?validity=in_force", 4), ("?validity=abolished", 1),
        ("?validity=lapsed", 0), ("?validity=pending", 0), ("?subject=综合政务", 1), ("?organ=finance&year=2020", 0),
        ("?organ=pingluo", 6), ("?organ=x&year=abc&older=x", 6),
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert page(client, f"/policies/{query}").count('class="title"') == count, query
    file = client.get("/policies/?validity=abolished&export=csv")
    rows = b"".join(file.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(rows) == 2
    assert "已废止" in rows[1]
    assert "平政发〔2026〕9号" in rows[1]
