"""Letters as PDF: through LibreOffice, without it, and what is said of faces that are not there."""

import shutil

import pypdfium2
import pytest

from gongkai.letters import faces, fill, plain_text, render
from gongkai.letters.plainpdf import html_of
from gongkai.text.widths import squeeze
from letters.cases import facts

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return squeeze("".join(page.get_textpage().get_text_bounded() for page in document))


@needs_libreoffice
def test_libreoffice_prints_what_the_letter_says() -> None:
    letter = fill("partial_reply", facts("partial_reply"))
    made = render(letter)
    printed = words(made.pdf)
    assert all(squeeze(line) in printed for line in plain_text("partial_reply", facts("partial_reply")).split("\n")[:5])
    absent = [face for face in ("仿宋_GB2312", "方正小标宋简体") if face not in faces.installed()]
    assert all(any(face in note for note in made.notes) for face in absent)


def test_without_libreoffice_the_letter_is_set_by_ourselves_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("weasyprint")
    monkeypatch.setenv("PATH", "/nowhere")
    made = render(fill("archive_list", facts("archive_list")))
    assert "没有安装 LibreOffice" in made.notes[0]
    assert "材料题名" in words(made.pdf)


def test_the_plain_setting_keeps_words_as_words() -> None:
    page = html_of(fill("receipt", facts("receipt")))
    assert "text-align: center" in page
    assert "<script" not in page


def test_the_likest_face_that_is_here_is_taken_and_named() -> None:
    taken = faces.missing(["仿宋_GB2312", "黑体"], frozenset({"仿宋", "Noto Serif CJK SC", "黑体"}))
    assert taken == {"仿宋_GB2312": "仿宋"}
    assert "仿宋_GB2312（用仿宋代替）" in faces.notes(taken)[0]
    assert faces.notes({}) == ()
