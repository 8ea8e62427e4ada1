"""PDF: nothing covered can be got out of the result, by whatever way; and the proof fails where something can."""

import io
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from gongkai.redaction import Box, Cover, Kind, NotRedacted, find, prove, redact
from gongkai.report.readers.errors import Unreadable
from gongkai.text.widths import squeeze
from redaction.files import IDENTITY, PHONE, SECRET, from_chromium, from_libreoffice, laden

COVER = Cover((SECRET,), frozenset(Kind))
PLAIN = Cover()
needs_chromium = pytest.mark.skipif(not shutil.which("chromium"), reason="没有安装 Chromium")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return from_chromium(tmp_path_factory.mktemp("chromium"))


@pytest.fixture(scope="module")
def full(printed: bytes) -> bytes:
    return laden(printed)


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return squeeze("".join(page.get_textpage().get_text_range() for page in document))


@needs_chromium
def test_words_and_numbers_are_gone_in_every_way_and_the_rest_can_still_be_searched(full: bytes) -> None:
    assert text_of(full).count(SECRET) == 2
    done = redact(full, COVER)
    prove(done.data, COVER, done.boxes)
    text = text_of(done.data)
    assert "其余内容可以公开" in text
    assert "关于某项目的情况" in text
    assert not any(words in text for words in (SECRET, PHONE, IDENTITY))
    # the third is the value of the form field, which is shown, too
    assert [item.why for item in done.covered if item.box.page == 1] == ["指定的文字", "电话号码", "指定的文字"]


@needs_chromium
def test_what_nobody_sees_is_not_carried_over(full: bytes) -> None:
    assert "UNSEEN-SECRET" in text_of(full)
    done = redact(full, PLAIN)
    text = text_of(done.data)
    for words in ("白字甲乙丙丁", "盖住的戊己庚辛", "UNSEEN", "OUTSIDE", "LAYERED"):
        assert words not in text
    with pikepdf.open(io.BytesIO(done.data)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang"}
        assert "/Info" not in pdf.trailer
        assert set(pdf.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
    assert done.data.count(b"%%EOF") == 1
    told = "".join(done.dropped)
    assert all(
        what in told for what in ("文件属性", "XMP", "表单", "图层", "附件", "批注", "打开时的动作", "以前保存的版本")
    )
    assert "第 1 页有看不见的文字，没有保留" in done.notes


@needs_chromium
def test_pixels_under_a_box_are_black_and_the_words_there_are_gone(printed: bytes) -> None:
    (heading,) = [item.box for item in find(printed, Cover(("关于某项目",)))]
    box = Box(heading.page, heading.left, heading.top, heading.right, heading.bottom)
    done = redact(printed, PLAIN, [box])
    prove(done.data, PLAIN, [box])
    assert "关于某项目" not in text_of(done.data)
    assert "的情况" in text_of(done.data)
    assert done.data == redact(printed, PLAIN, [box]).data
    picture = pypdfium2.PdfDocument(done.data)[0].render(scale=1).to_pil()
    inside = picture.crop(tuple(map(int, (box.left + 2, box.top + 2, box.right - 2, box.bottom - 2))))
    assert inside.convert("L").getextrema()[1] < 30


@needs_chromium
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_and_cut_pages_are_covered_where_the_words_are_shown(printed: bytes, rotation: int) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        page = pdf.pages[0]
        page.Rotate = rotation
        left, bottom, right, top = map(float, page.MediaBox)
        page.CropBox = [left + 20, bottom + 30, right - 10, top - 5]
        file = io.BytesIO()
        pdf.save(file)
    done = redact(file.getvalue(), COVER)
    prove(done.data, COVER, done.boxes)
    page = pypdfium2.PdfDocument(done.data)[0]
    before = pypdfium2.PdfDocument(file.getvalue())[0]
    assert page.get_size() == pytest.approx(before.get_size(), abs=0.1)
    area = next(box for box in done.boxes if box.page == 1)
    dark = before.render(scale=2).to_pil().convert("L")
    inside = dark.crop(tuple(int(x * 2) for x in (area.left + 2, area.top + 2, area.right - 2, area.bottom - 2)))
    assert inside.getextrema()[0] < 100  # there was ink


@pytest.mark.skipif(not shutil.which("soffice"), reason="没有安装 LibreOffice")
def test_a_file_of_libreoffice_is_redacted_and_proven() -> None:
    done = redact(from_libreoffice(), COVER)
    prove(done.data, COVER, done.boxes)
    assert "情况说明" in text_of(done.data)


def test_words_in_an_annotation_that_is_shown_are_covered_with_it() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 200))
        look = pdf.make_stream(b"BT /F 14 Tf 5 8 Td (TOPSECRET) Tj ET")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 150, 30]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, F=4, Rect=[50, 100, 200, 130])
        note.AP, note.Contents = pikepdf.Dictionary(N=look), "TOPSECRET"
        page.Annots = [pdf.make_indirect(note)]
        file = io.BytesIO()
        pdf.save(file)
    done = redact(file.getvalue(), Cover(("topsecret",)))
    assert len(done.covered) == 1
    prove(done.data, Cover(("TOPSECRET",)), done.boxes)


INK = {
    "upright": b"BT /F 14 Tf 100 300 Td (TOPSECRET) Tj ET",
    "turned": b"BT /F 14 Tf 0 1 -1 0 100 300 Tm (TOPSECRET) Tj ET",
    "aslant": b"BT /F 14 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (TOPSECRET) Tj ET",
    "upside down": b"BT /F 14 Tf -1 0 0 -1 300 300 Tm (TOPSECRET) Tj ET",
    "narrow and raised": b"BT /F 30 Tf 50 Tz 12 Ts 100 300 Td (TOPSECRET) Tj ET",
    "spaced": b"BT /F 14 Tf 9 Tc 100 300 Td (TOPSECRET) Tj ET",
    "scaled": b"q 3 0 0 2 0 0 cm BT /F 8 Tf 20 150 Td (TOPSECRET) Tj ET Q",
    "italic": b"BT /I 40 Tf 100 300 Td (TOPSECRET) Tj ET",
    "cut into pieces": b"BT /F 14 Tf 100 300 Td [(TO) -900 (PSE) 30 (CR)] TJ 0 -20 Td (ET) Tj ET",
}


@pytest.mark.parametrize("content", INK.values(), ids=INK)
def test_no_ink_of_a_covered_word_is_left_beside_its_boxes(content: bytes) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(500, 500))
        names = {"/F": "/Helvetica", "/I": "/Times-BoldItalic"}
        fonts = {
            key: pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(name))
            for key, name in names.items()
        }
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
        page.Contents = pdf.make_stream(content)
        done = redact(_saved(pdf), Cover(("TOPSECRET",)))
    prove(done.data, Cover(("TOPSECRET",)), done.boxes)
    picture = pypdfium2.PdfDocument(done.data)[0].render(scale=2).to_pil().convert("L")
    for box in done.boxes:
        sides = (int(box.left * 2) - 1, int(box.top * 2) - 1, int(box.right * 2) + 2, int(box.bottom * 2) + 2)
        picture.paste(255, sides)
    assert done.boxes
    assert picture.getextrema()[0] > 200


def test_a_page_of_drawn_shapes_is_told_to_be_looked_at() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 200))
        page.Contents = pdf.make_stream(b"50 50 m 100 120 l 150 50 l f")
        done = redact(_saved(pdf), COVER)
    assert done.notes == ("第 1 页没有可以查找的文字（可能画成了图形），请人工查看",)


@needs_chromium
def test_the_proof_fails_for_the_file_itself_and_for_each_thing_put_back(printed: bytes, full: bytes) -> None:
    with pytest.raises(NotRedacted) as told:
        prove(full, COVER)
    assert SECRET not in str(told.value)
    assert any("还能读出" in line for line in told.value.remains)
    done = redact(printed, COVER).data
    for spoil in (_with_note, _with_info, _with_unseen, _with_history):
        with pytest.raises(NotRedacted):
            prove(spoil(done), COVER)
    with pytest.raises(NotRedacted, match="没有全部涂黑"):
        prove(done, COVER, [Box(1, 10, 10, 500, 300)])


def _with_note(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].Annots = [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Contents="别的话")]
        return _saved(pdf)


def _with_info(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.docinfo["/Title"] = "别的话"
        return _saved(pdf)


def _with_unseen(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].contents_add(b"% " + SECRET.encode("gb18030"))
        return _saved(pdf)


def _with_history(data: bytes) -> bytes:
    document = pypdfium2.PdfDocument(data)
    document[0].set_rotation(90)
    file = io.BytesIO()
    document.save(file, flags=pypdfium2.raw.FPDF_INCREMENTAL)
    return file.getvalue()


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def scan() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((300, 200), 40).convert("RGB").save(file, "PDF")
    return file.getvalue()


def test_a_page_that_is_a_picture_is_told_to_be_looked_at() -> None:
    done = redact(scan(), COVER)
    assert done.notes == ("第 1 页有图片，图片里的文字没有查找，请人工查看",)
    box = Box(1, 50, 50, 150, 100)
    covered = redact(scan(), PLAIN, [box])
    prove(covered.data, PLAIN, [box])
    assert done.data != covered.data


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"%PDF-1.7 broken", "已损坏"), (b"%PDF-1.4\n" + b"x" * 100, "已损坏"), (b"hello", "只能遮盖"), (b"", "只能遮盖")],
)
def test_a_broken_file_gives_one_line(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as told:
        redact(data, COVER)
    assert "\n" not in str(told.value)


def test_a_locked_file_and_a_page_that_is_not_there_give_one_line(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        plain, locked = tmp_path / "a.pdf", tmp_path / "b.pdf"
        pdf.save(plain)
        pdf.save(locked, encryption=pikepdf.Encryption(user="x", owner="y"))
    with pytest.raises(Unreadable, match="密码"):
        redact(locked.read_bytes(), COVER)
    with pytest.raises(Unreadable, match="没有第 3 页"):
        redact(plain.read_bytes(), PLAIN, [Box(3, 0, 0, 10, 10)])
