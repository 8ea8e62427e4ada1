"""The index on each database: what is found, in which order, and that it is never behind what is public."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from database_templates import PostgreSQL, SQLite
from gongkai.disclosure.actions.attachments import attach, detach
from gongkai.disclosure.actions.documents import withdraw_document
from gongkai.disclosure.actions.life import end_document
from gongkai.disclosure.models import Document, Ending
from gongkai.fulltext.engines import TooSlow, engine
from gongkai.organs.actions import appoint, create_person, rename_organ
from gongkai.organs.models import Organ, Person, Role
from gongkai.search.actions import rebuild
from gongkai.search.models import FileText, Item
from gongkai.search.queries import Filters, Validity, is_outdated, search, suggestions
from search.published import county_with_bureaus, publish

ON = dt.date(2026, 11, 21)
ANY = Filters()


def found(query: str, filters: Filters = ANY, *, newest: bool = False) -> list[str]:
    return [hit.item.title for hit in search(query, filters, ON, newest=newest).hits]


def everything() -> Person:
    county = county_with_bureaus()
    keeper = create_person(None, "keeper", "某人", "Quiet-Lake-2026")
    for role in (Role.SIGNER, Role.OFFICER):
        appoint(None, keeper, Organ.objects.get(slug="medical"), role, dt.date(2020, 1, 1))
    appoint(None, keeper, county, Role.ADMINISTRATOR, dt.date(2020, 1, 1))
    publish("finance", "2024-05-01", "2023年度部门决算", body="<p>三公经费支出 12 万元，医保缴费 3 万元。</p>")
    publish("finance", "2025-05-01", "2024年度部门决算", body="<p>三公经费支出 10 万元。</p>")
    publish(
        "medical", "2023-03-01", "城乡居民医疗保险办法", doc_no="平医保规发〔2023〕2号", signed_on=dt.date(2023, 2, 1)
    )
    publish(
        "medical", "2026-03-01", "城乡居民医保报销办法", doc_no="平医保规发〔2026〕1号", signed_on=dt.date(2026, 2, 1)
    )
    return keeper


def test_the_index_on_each_database(each_database: SQLite | PostgreSQL, work_off: Callable[[], None]) -> None:
    keeper = everything()
    check_words()
    check_filters()
    before = set(Item.objects.values_list("place", "title", "text"))
    assert is_outdated()
    assert rebuild() == len(before)
    assert not is_outdated()
    assert set(Item.objects.values_list("place", "title", "text")) == before
    check_filters()
    check_withdrawal(keeper)
    check_files(keeper, work_off)
    with pytest.raises(TooSlow), engine("search").limited(0.05):
        slow()


def check_words() -> None:
    assert found("医保")[:2] == ["城乡居民医保报销办法", "城乡居民医疗保险办法"]  # the other word as well, after it
    assert "2023年度部门决算" in found("医保")  # only in the text
    assert found("决算") == ["2024年度部门决算", "2023年度部门决算"]
    assert found("部门决算 三公经费 2023") == ["2023年度部门决算"]
    assert found("平医保规发〔2023〕2号")[0] == found("平医保规发(2023)2号")[0] == "城乡居民医疗保险办法"
    assert found("决") == ["2024年度部门决算", "2023年度部门决算"]
    assert found("平罗县财政局") == ["平罗县财政局"]
    assert found("“保险办”") == ["城乡居民医疗保险办法"]
    assert found("怎么报销医保") == ["城乡居民医保报销办法"]
    for nothing in ("量子纠缠", "决算 量子", "'\"*=@ OR", "@kdocument", "的", "%"):
        assert found(nothing) == [], nothing
    assert suggestions("年度部") == ["2024年度部门决算", "2023年度部门决算"]
    assert suggestions("财政")[0] == "平罗县财政局"
    assert suggestions("决") == suggestions("=") == []


def check_filters() -> None:
    medical, county = (Organ.objects.get(slug=slug) for slug in ("medical", "pingluo"))
    assert set(found("办法", Filters(organ=medical))) == set(found("办法", Filters(organ=county)))
    assert found("决算", Filters(organ=medical)) == []
    assert found("决算", Filters(year=2024)) == found("医保", Filters(kind="general")) == ["2023年度部门决算"]
    assert found("医保", Filters(kind="organ")) == []
    assert found("", Filters(kind="normative_doc"), newest=True) == ["城乡居民医保报销办法", "城乡居民医疗保险办法"]
    everything_public = search("", Filters(), ON, newest=True)
    assert [hit.item.on for hit in everything_public.hits[:2]] == [dt.date(2026, 3, 1), dt.date(2025, 5, 1)]
    assert {choice.value: choice.number for choice in everything_public.kinds} == {
        "document": 4, "normative_doc": 2, "general": 2, "organ": 3,
    }  # fmt: skip
    assert [choice.value for choice in everything_public.years] == [2026, 2025, 2024, 2023]


def check_withdrawal(keeper: Person) -> None:
    record = Document.objects.get(title="城乡居民医疗保险办法")
    end_document(keeper, record, Ending.ABOLISHED, dt.date(2026, 4, 1), "清理结果公告")
    assert found("办法", Filters(validity=Validity.OVER)) == ["城乡居民医疗保险办法"]
    assert found("办法", Filters(validity=Validity.IN_FORCE)) == ["城乡居民医保报销办法"]
    withdraw_document(keeper, record, "内容有误")
    assert found("“医疗保险”") == []
    assert engine("search").newest([[["险办"]]], 5) == []
    rename_organ(keeper, Organ.objects.get(slug="finance"), "平罗县财政金融局", dt.date(2026, 5, 1), "机构改革")
    assert found("财政金融局") == found("平罗县财政局") == ["平罗县财政金融局"]


def check_files(keeper: Person, work_off: Callable[[], None]) -> None:
    """The text of attachments is found once the background work is done, and no more when the file is gone."""
    document = Document.objects.get(title="城乡居民医保报销办法")
    table = io.BytesIO()
    with xlsxwriter.Workbook(table) as book:
        book.add_worksheet("清单").write_row(0, 0, ["药品", "阿司匹林肠溶片"])
    attachment = attach(keeper, document, SimpleUploadedFile("目录.xlsx", table.getvalue()))
    broken = attach(keeper, document, SimpleUploadedFile("坏.docx", b"PK\x03\x04 of nothing"))
    assert found("阿司匹林") == []
    assert found("目录") == ["城乡居民医保报销办法"]
    work_off()
    (hit,) = search("阿司匹林", Filters(), ON).hits
    assert hit.from_file
    assert [piece.text for piece in hit.passage if piece.found] == ["阿司匹林"]
    assert "损坏" in FileText.objects.get(pk=broken.sha256).problem
    detach(keeper, attachment)
    assert found("阿司匹林") == []


def slow() -> None:
    """A query that would take minutes."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)"
    with connection.cursor() as cursor:
        cursor.execute(f"{numbers} SELECT count(*) FROM n")
