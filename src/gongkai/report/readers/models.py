"""The two models that come inside the wheel of rapidocr: one finds lines of text in a picture, one reads a line.

They are run by onnxruntime directly: nothing here can reach for the network, and lines of many widths, cells above
all, go through in small batches on all cores.
"""

import functools
import importlib.util
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from gongkai.report.readers.errors import NotInstalled

Picture = NDArray[Any]  # of np.uint8: OpenCV's stubs do not keep the type
PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

HEIGHT = 48
"""Pixels: the height of the lines that the reading model takes."""
_NARROW, _STEP = 32, 16
_BATCH = 1600
"""Pixels of width that go through together: more is no faster and takes more memory."""
_WIDEST = 3200
_DETECTED, _SURE, _GROWN = 0.3, 0.5, 1.6
"""The finding model's numbers: a pixel is text, a box is, how much larger the text is than its core."""
_MAX_BOXES = 400
_ALIKE = ("0OoQ", "1lI|", "-–—一")
"""Between these the model may waver without being unsure what is printed."""


class Reading(NamedTuple):
    """The text of a line, and how sure the model is of its least sure character, 0 to 1."""

    text: str
    score: float


class Models:
    """Both models, loaded when first asked."""

    def __init__(self, folder: Path) -> None:
        self._finder, self._reader = (_session(folder, f"*_{kind}_*.onnx") for kind in ("det", "rec"))
        known = self._reader.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *known, " "]
        alike = [[known.index(character) + 1 for character in group] for group in _ALIKE]
        self._alike = {index: group for group in alike for index in group}
        self._crew = ThreadPoolExecutor(len(os.sched_getaffinity(0)))

    def find(self, picture: Picture, scale: float) -> list[PixelBox]:
        """The boxes of lines of text, in no order; the picture is looked at ``scale`` times as large."""
        height, width = picture.shape
        rows, columns = (max(32, round(side * scale / 32) * 32) for side in (height, width))
        small = cv2.resize(picture, (columns, rows), interpolation=cv2.INTER_AREA)
        (chance,) = self._finder.run(None, {self._finder.get_inputs()[0].name: _normal(small[None])})
        chance = chance[0, 0]
        contours, _ = cv2.findContours((chance > _DETECTED).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        boxes = (_grown(chance, contour) for contour in contours[: 4 * _MAX_BOXES])
        across, down = width / columns, height / rows
        return [
            (int(left * across), int(top * down), round(right * across), round(bottom * down))
            for left, top, right, bottom in filter(None, boxes)
        ][:_MAX_BOXES]

    def read(self, lines: Sequence[Picture]) -> list[Reading]:
        """The text of each line; lines are as :func:`fitted` makes them."""
        batches: list[list[int]] = []
        for index in sorted(range(len(lines)), key=lambda index: lines[index].shape[1]):
            if not batches or (len(batches[-1]) + 1) * lines[index].shape[1] > _BATCH:
                batches.append([])
            batches[-1].append(index)
        readings: dict[int, Reading] = {}
        found = self._crew.map(lambda batch: self._read([lines[index] for index in batch]), batches)
        for batch, read in zip(batches, found, strict=True):
            readings.update(zip(batch, read, strict=True))
        return [readings[index] for index in range(len(lines))]

    def _read(self, lines: Sequence[Picture]) -> list[Reading]:
        sheet = np.empty((len(lines), HEIGHT, max(line.shape[1] for line in lines)), np.uint8)
        for row, line in zip(sheet, lines, strict=True):
            row[:, : line.shape[1]] = line
            row[:, line.shape[1] :] = np.median(line[:, -1])
        (chances,) = self._reader.run(None, {self._reader.get_inputs()[0].name: _normal(sheet)})
        return [self._text(chance) for chance in chances]

    def _text(self, chances: NDArray[np.float32]) -> Reading:
        """What the steps along a line spell: a character repeated is one, the first one stands between characters."""
        steps = chances.argmax(-1)
        starts = np.flatnonzero((steps != 0) & (steps != np.concatenate(([0], steps[:-1]))))
        scores = [chances[start, self._alike.get(steps[start], [steps[start]])].sum() for start in starts]
        text = "".join(self._characters[steps[start]] for start in starts)
        return Reading(text, float(min(scores)) if scores else 0.0)


@functools.cache
def models() -> Models:
    """The models; :class:`NotInstalled` where the wheel has none."""
    package = importlib.util.find_spec("rapidocr")
    if package is None or package.origin is None:
        raise NotInstalled("文字识别组件不完整，缺少识别模型", "请重新安装 gongkai[ocr]")
    return Models(Path(package.origin).parent / "models")


def _session(folder: Path, pattern: str) -> Any:
    path = min(folder.glob(pattern), default=None)
    if path is None:
        raise NotInstalled("文字识别组件不完整，缺少识别模型", "请重新安装 gongkai[ocr]")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1  # whole batches run side by side instead
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _normal(pictures: Picture) -> NDArray[np.float32]:
    """Grey pictures as the models want them: three equal channels from -1 to 1."""
    scaled = pictures.astype(np.float32) / 127.5 - 1
    return np.repeat(scaled[:, None], 3, 1)


def fitted(line: Picture, squeeze: float = 1.0) -> Picture:
    """The line in the reading model's height, and narrower by ``squeeze``, which saves time and does no harm to Chinese."""
    wanted = min(max(8, round(line.shape[1] * HEIGHT * squeeze / line.shape[0])), _WIDEST)
    small = cv2.resize(line, (wanted, HEIGHT), interpolation=cv2.INTER_AREA)
    room = max(_NARROW, -(-wanted // _STEP) * _STEP)
    wide = np.full((HEIGHT, room), np.median(small[:, -1]), np.uint8)
    wide[:, :wanted] = small
    return wide


def _grown(chance: NDArray[np.float32], contour: Any) -> tuple[float, float, float, float] | None:
    """The box around the core of a line of text; ``None`` where it is too small or too unsure."""
    left, top, width, height = cv2.boundingRect(contour)
    if min(width, height) < 3 or chance[top : top + height, left : left + width].mean() < _SURE:
        return None
    more = width * height * _GROWN / (2 * (width + height))
    rows, columns = chance.shape
    return max(0, left - more), max(0, top - more), min(columns, left + width + more), min(rows, top + height + more)
