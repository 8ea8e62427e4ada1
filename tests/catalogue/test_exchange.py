"""A catalogue as a workbook: given out and read back the same; offices' own tables; bad files refused."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.catalogue.actions.editing import begin_edition, check_rows, replace_items
from gongkai.catalogue.comparing import compare
from gongkai.catalogue.exchange.reading import read
from gongkai.catalogue.exchange.workbook import workbook
from gongkai.catalogue.models import Edition
from gongkai.report.readers.errors import Unreadable

pytestmark = pytest.mark.django_db


def test_what_is_given_out_is_read_back_the_same(edition: Edition) -> None:
    table = read(workbook(edition))
    draft = begin_edition(None, edition.catalogue)
    assert table.wrong == check_rows(draft, table.rows) == []
    assert replace_items(None, draft, table.rows) == edition.items.count()
    assert compare(edition, draft) == []


def test_a_table_as_offices_have_it_is_read(edition: Edition) -> None:
    book = Workbook()
    sheet = book.active
    names = "序号,公开事项,,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,,公开方式,,公开层级"
    below = ",一级事项,二级事项,,,,,,全社会,特定群众（请写明）,主动,依申请公开,县级,乡级"
    boxes = "■政府网站 □政府公报\n■社区/企事业单位/村公示栏（电子屏）"
    for row in (
        ["平罗县社会救助领域基层政务公开标准目录"],
        [text or None for text in names.split(",")],
        [text or None for text in below.split(",")],
        [1, "综合业务", "政策法规文件", "条例、办法", "《条例》", "制定之日起20个工作日内", "民政局", boxes, *"√ √ √√"],
        [2, None, "监督检查", "电话", "《办法》", "每季度更新", "民政局", "政府网站、微信", *"√ √ √ "],
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    table = read(file.getvalue())
    assert table.wrong == []
    (_, first), (_, second) = table.rows
    assert (first["level_1"], first["channels"], first["rhythm"]) == ("综合业务", ["site", "board"], "on_formation")
    assert (second["level_1"], second["channels"], second["rhythm"]) == ("综合业务", ["site", "media"], "quarterly")
    assert (first["tiers"], second["tiers"]) == (["county", "township"], ["county"])


def test_errors_are_told_row_by_row_and_nothing_is_taken_over(edition: Edition) -> None:
    book = load_workbook(io.BytesIO(workbook(edition)))
    sheet = book.active
    sheet["F4"], sheet["I5"], sheet["R6"] = "", "飞鸽传书", "隔年"
    sheet["E7"] = "长" * 2500
    sheet["U9"] = sheet["U8"].value
    file = io.BytesIO()
    book.save(file)
    draft = begin_edition(None, edition.catalogue)
    table = read(file.getvalue())
    said = "\n".join([*table.wrong, *check_rows(draft, table.rows)])
    for words in ("第4行：没有公开依据", "第5行：公开渠道", "第6行：频次“隔年”", "前面已经用过"):
        assert words in said, said
    assert compare(edition, draft) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"PK\x03\x04 not a zip", ""),
        (b"%PDF-1.7\n1 0 obj", ""),
        ("姓名,电话\n某人,1".encode(), "没有找到目录的表头"),
        (b"x" * (6 * 2**20), "上限"),
    ],
    ids=["empty", "broken", "pdf", "another table", "large"],
)
def test_what_is_no_catalogue_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words or None):
        read(data)
