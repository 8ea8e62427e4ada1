"""Word and Excel: what is covered and what nobody sees is gone, the rest can be read on."""

import io
import zipfile

import docx
import pytest
from PIL import Image

from gongkai.redaction import Box, Cover, Kind, NotRedacted, file_name, prove, redact
from gongkai.report.readers.errors import Unreadable
from redaction.files import IDENTITY, PHONE, SECRET, opened, sheet, with_parts, word

COVER = Cover((SECRET,), frozenset(Kind))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_word_file_keeps_its_text_and_loses_what_is_covered_and_what_is_not_seen() -> None:
    done = redact(word(), COVER)
    prove(done.data, COVER)
    document = docx.Document(io.BytesIO(done.data))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text[:3] == ["联系人■■■，电话■■■，其余可以公开。", "保留新加的话", "看得见的一句。"]
    assert document.tables[0].cell(0, 1).text == "■■■"
    assert document.sections[0].header.paragraphs[0].text == "内部：■■■"
    everything = b"".join(parts(done.data).values())
    assert not any(words.encode() in everything for words in (SECRET, PHONE, IDENTITY))
    told = "".join(done.dropped)
    assert all(
        what in told for what in ("批注", "修订中删除的文字", "隐藏的文字", "文件属性", "自定义数据", "嵌入的文件")
    )
    assert [item.why for item in done.covered].count("指定的文字") == 2


def test_a_picture_in_word_is_what_its_crop_shows_without_properties() -> None:
    inside = parts(redact(word(), COVER).data)
    (name,) = [name for name in inside if "media" in name]
    picture = Image.open(io.BytesIO(inside[name]))
    assert picture.size == (40, 40)
    assert picture.getpixel((5, 20))[2] > 200  # blue: the red half was cut away
    assert not picture.getexif()


def test_an_excel_file_keeps_the_values_that_are_shown() -> None:
    done = redact(sheet(), COVER)
    prove(done.data, COVER)
    book = opened(done.data)
    assert book.sheetnames == ["名单"]
    rows = [[cell.value for cell in row] for row in book["名单"].iter_rows()]
    assert rows[:4] == [
        ["姓名", "电话", "金额", "备注"],
        ["■■■", "■■■", 100, "可以公开"],
        ["测试人丁", None, 200, None],
        [None, None, 300, None],
    ]
    assert [str(merged) for merged in book["名单"].merged_cells.ranges] == ["A6:D6"]
    told = "".join(done.dropped)
    assert all(
        what in told for what in ("隐藏的工作表 1", "隐藏的行 1", "隐藏的列 1", "不显示的单元格 1", "批注", "文件属性")
    )
    assert SECRET.encode() not in b"".join(parts(done.data).values())
    assert done.covered[0].part == "名单!A2"


@pytest.mark.parametrize("make", [word, sheet])
def test_the_proof_fails_for_the_file_itself(make: object) -> None:
    with pytest.raises(NotRedacted) as told:
        prove(make(), COVER)  # type: ignore[operator]
    assert SECRET not in str(told.value)
    assert len(told.value.remains) > 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/comments.xml", "<x/>"),
        ("customXml/item1.xml", "<x/>"),
        ("word/media/a.bin", SECRET.encode("utf-16-le")),
        ("word/notes.xml", f"<x><p>{SECRET[:2]}</p><p>{SECRET[2:]}</p></x>"),
        ("word/other.xml", f'<x a="{SECRET}"/>'),
        ("word/hidden.xml", '<w:p xmlns:w="urn:x"><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>'),
        (f"word/{SECRET}.bin", "x"),
    ],
)
def test_the_proof_fails_for_each_thing_put_back(name: str, content: str | bytes) -> None:
    clean = redact(word(), COVER).data
    with pytest.raises(NotRedacted):
        prove(with_parts(clean, {name: content}), COVER)


def test_words_cut_over_two_paragraphs_are_not_released() -> None:
    document = docx.Document()
    document.add_paragraph("联系人测试")
    document.add_paragraph("人丙")
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(NotRedacted):
        prove(redact(file.getvalue(), COVER).data, COVER)


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_a_broken_file_gives_one_line(data: bytes) -> None:
    with pytest.raises(Unreadable) as told:
        redact(data, COVER)
    assert "\n" not in str(told.value)


def test_boxes_are_for_pages_only() -> None:
    with pytest.raises(Unreadable, match="只有 PDF 可以框选"):
        redact(word(), COVER, [Box(1, 0, 0, 1, 1)])


def test_a_file_name_tells_nothing() -> None:
    assert file_name(f"{SECRET}来信（{PHONE}）.pdf", COVER) == "某来信（某）.pdf"
    assert file_name(f"{SECRET}.docx", COVER) == "某.docx"
