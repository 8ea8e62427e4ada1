"""Scans and pictures: figures by recognition, in time, from models that are on this machine."""

import builtins
import io
import socket
from collections.abc import Callable
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from generator.script import Script
from gongkai.report.readers import image, pdf, scans
from gongkai.report.readers.errors import NotInstalled, Unreadable
from readers_pdf.grids import printed_rows, rows_of

Printed = Callable[..., bytes]
FIGURES = 25


@pytest.fixture(scope="module")
def page(printed: Printed, scripts: list[Script]) -> Image.Image:
    """The page that has most of table 3, as a scanner sees it: grey, noisy, not quite level."""
    document = pypdfium2.PdfDocument(printed(3))
    full = [len(rows_of(pdf.read(_single(document, number)).blocks)) for number in range(len(document))]
    picture = document[int(np.argmax(full))].render(scale=200 / 72).to_pil().convert("L")
    turned = picture.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=255)
    noise = np.random.default_rng(1).normal(0, 10, (turned.height, turned.width))
    return Image.fromarray(np.clip(np.asarray(turned) * 0.92 + 10 + noise, 0, 255).astype(np.uint8))


def _single(document: pypdfium2.PdfDocument, number: int) -> bytes:
    single = pypdfium2.PdfDocument.new()
    single.import_pages(document, [number])
    return _bytes(single.save)


def _bytes(save: Callable[[io.BytesIO], Any]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def _as(picture: Image.Image, kind: str, **options: Any) -> bytes:
    return _bytes(lambda stream: picture.save(stream, kind, **options))


def _printed_on(page_rows: set[Any], script: Script) -> set[Any]:
    return {row for row in printed_rows(script) if len(row[1]) == 7} & page_rows


def test_a_scan_comes_back_figure_by_figure(
    page: Image.Image, scripts: list[Script], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: Any, **named: Any) -> None:
        raise AssertionError("recognition reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    document = pdf.read(_as(page, "PDF", resolution=200))
    figures = {row for _, row in rows_of(document.blocks) if len(row) == 7}
    wanted = {row for _, row in printed_rows(scripts[3]) if len(row) == 7}
    assert figures <= wanted
    assert len(_printed_on(rows_of(document.blocks), scripts[3])) >= FIGURES - 8
    assert "文字识别" in document.notes[0]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_every_kind_of_picture_opens(kind: str) -> None:
    picture = Image.new("L", (900, 400), 255)
    ImageDraw.Draw(picture).text((60, 150), "2025 12345", 0, font_size=60)
    document = image.read(_as(picture, kind))
    assert any("12345" in block.text for block in document.blocks)  # type: ignore[union-attr]


def test_a_picture_on_its_side_is_turned(page: Image.Image, scripts: list[Script]) -> None:
    document = image.read(_as(page.rotate(90, expand=True), "PNG"))
    assert len(_printed_on(rows_of(document.blocks), scripts[3])) >= FIGURES - 8


@pytest.mark.parametrize(
    "data",
    [
        _as(Image.new("L", (900, 900), 255), "PNG"),
        _as(Image.new("L", (40, 40), 255), "PNG"),
        _as(Image.new("1", (20_000, 20_000), 1), "PNG"),
        _as(Image.new("L", (900, 900), 255), "JPEG")[:400],
        b"\x89PNG\r\n\x1a\n" + b"nonsense" * 10,
    ],
    ids=["blank", "tiny", "bomb", "cut off", "nonsense"],
)
def test_bad_pictures_give_one_line(data: bytes) -> None:
    with pytest.raises(Unreadable) as problem:
        image.read(data)
    assert "\n" not in str(problem.value)


def test_pages_that_there_was_no_time_for_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (900, 400), 255)
    ImageDraw.Draw(picture).text((60, 150), "2025 12345", 0, font_size=60)
    monkeypatch.setattr(scans, "SECONDS", 0.0)
    for document in (
        image.read(_as(picture, "TIFF", save_all=True, append_images=[picture] * 2)),
        pdf.read(_as(picture, "PDF", save_all=True, append_images=[picture] * 2)),
    ):
        assert document.images == 2
        assert "另有 2 页因时间所限没有识别" in document.notes[0]


def test_of_a_scan_there_is_no_second_look() -> None:
    with pytest.raises(Unreadable):
        pdf.read_ruled(_as(Image.new("L", (900, 400), 255), "PDF"))


def test_without_the_extra_the_message_names_it(page: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    import_ = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name.startswith(("onnxruntime", "gongkai.report.readers.ocr")):
            raise ImportError(name)
        return import_(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotInstalled, match=r"gongkai\[ocr\]"):
        pdf.read(_as(page, "PDF", resolution=200))
