"""OFD: text and ruled tables, however the writing program draws them."""

import pytest

from gongkai.report.readers import Unreadable, ofd
from readers.ofd_maker import Cell, Pen, Ruled, flow, make
from readers.shown import shown
from readers.test_sheets import altered

LONG = "某县坚持以公开为常态、不公开为例外，持续深化政务公开，提升公开质效。" * 4
TABLE = Ruled(
    [
        Cell("信息内容", 0, 0, 2, 1),
        Cell("第二十条第（一）项", 0, 1, 1, 3),
        Cell("本年制发件数", 1, 1),
        Cell("本年废止件数", 1, 2),
        Cell("现行有效件数", 1, 3),
        Cell("规章", 2, 0),
        Cell("0", 2, 1),
        Cell("", 2, 2),
        Cell("12", 2, 3),
        Cell("行政规范性文件", 3, 0),
        Cell("1", 3, 1),
        Cell("2", 3, 2),
        Cell("1271.38998", 3, 3),
    ],
    [40, 30, 30, 30],
)
GRID = [
    ["信息内容", "第二十条第（一）项", "<", "<"],
    ["^", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "", "12"],
    ["行政规范性文件", "1", "2", "1271.38998"],
]


@pytest.mark.parametrize("style", ["run", "single", "scaled"])
def test_paragraphs_and_ruled_tables(style: str) -> None:
    data = make(flow(["一、总体情况", LONG, TABLE, "三、其他"], style))
    document = ofd.read(data)
    assert shown(document) == ["一、总体情况", LONG, GRID, "三、其他"]
    assert document.blocks[2].place.page == 1
    assert document.blocks[2].place.box is not None
    left, top, right, _ = document.blocks[2].place.box
    assert (left, right) == pytest.approx((70.9, 439.4), abs=1)
    assert 100 < top < 300


def test_pages_templates_and_documents_in_order() -> None:
    pages = [*flow(["第一页。"]), *flow(["第二页。"])]
    head = Pen()
    head.text(25, 30, "底版文字。")
    document = ofd.read(make(pages, flow(["另一文档。"])))
    assert shown(document) == ["第一页。第二页。", "另一文档。"]
    assert document.blocks[1].place.page == 3
    assert "底版文字。" in shown(ofd.read(make(flow(["正文。"]), template=head)))[0]


def test_turned_text_is_no_text() -> None:
    pages = flow(["正文。"])
    pages[0].watermark("内部资料")
    assert shown(ofd.read(make(pages))) == ["正文。"]


def test_a_wide_space_parts_words() -> None:
    pen = Pen()
    pen.objects.append(
        '<ofd:TextObject ID="1" Boundary="20 30 150 6" Font="2" Size="4">'
        '<ofd:TextCode X="0" Y="3.4" DeltaX="g 1 4 40 4">规章维持</ofd:TextCode></ofd:TextObject>'
    )
    assert shown(ofd.read(make([pen]))) == ["规章 维持"]


def test_scans_and_encrypted_files_are_told() -> None:
    pen = Pen()
    pen.picture()
    with pytest.raises(Unreadable, match="只有图片"):
        ofd.read(make([pen]))
    with pytest.raises(Unreadable, match="已加密"):
        ofd.read(make(flow(["正文"]), encrypted=True))


@pytest.mark.parametrize("box", ["0 0 0 0", "0 0 -5 9", "0 0 NaN 1", "", "0 0 1e9 1e9"])
def test_a_page_without_a_sensible_size_is_taken_for_a4(box: str) -> None:
    data = altered(
        make(flow(["正文。"])), "Doc_0/Document.xml", lambda part: part.replace(b"0 0 210.0 297.0", box.encode())
    )
    assert shown(ofd.read(data)) == ["正文。"]
