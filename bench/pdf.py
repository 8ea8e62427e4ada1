"""How fast PDF reports are read against pdfplumber on the same files, how many cells are right, and a scanned page.

``python bench/pdf.py [--files 4]``. Files are printed from made-up reports of ``tests/generator``. A cell counts as
right where the row with its label has just its figures.
"""

import argparse
import io
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
logging.disable(logging.CRITICAL)

from random import Random  # noqa: E402

import pdfplumber  # noqa: E402

from generator.draft import random_report  # noqa: E402
from generator.layouts import LAYOUTS  # noqa: E402
from generator.layouts.printed import scan  # noqa: E402
from generator.script import Script, script_of  # noqa: E402
from gongkai.report.readers.pdf import read  # noqa: E402
from gongkai.text.widths import skeleton  # noqa: E402

Rows = list[list[str]]


def main() -> None:
    """Print and read the files, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=4, help="files of each layout")
    count = options.parse_args().files
    print(f"Python {sys.version.split()[0]}，可用处理器 {len(os.sched_getaffinity(0))} 个\n")
    print(
        f"{'文本 PDF（处理器毫秒，每份中位数）':<28}{'本项目':>8}{'pdfplumber':>12}{'倍数':>8}{'格（本项目）':>12}{'格（对方）':>12}"
    )
    for name in ("pdf", "pdf-small", "pdf-browser"):
        scripts = [script_of(random_report(seed)) for seed in range(count)]
        files = [LAYOUTS[name].apply(script, Random(seed)).data for seed, script in enumerate(scripts)]
        ours, right = measured(gongkai_rows, files, scripts)
        theirs, peer = measured(plumber_rows, files, scripts)
        print(f"{name:<36}{ours:>8.1f}{theirs:>12.1f}{theirs / ours:>8.1f}{right:>14.1%}{peer:>14.1%}")
    pictures = scan(LAYOUTS["pdf"].apply(script_of(random_report(0)), Random(0)).data)
    read(pictures)  # loads the models
    started, used = time.perf_counter(), time.process_time()
    document = read(pictures)
    pages = max(block.place.page or 1 for block in document.blocks)
    wall, cpu = time.perf_counter() - started, time.process_time() - used
    print(f"\n扫描页：{pages} 页，每页 {wall / pages:.2f} 秒（处理器时间 {cpu / pages:.2f} 秒）")


def measured(rows_of: Callable[[bytes], Rows], files: list[bytes], scripts: list[Script]) -> tuple[float, float]:
    """Median of processor milliseconds a file, and the share of the printed cells that are right."""
    times, right, wanted = [], 0, 0
    for data, script in zip(files, scripts, strict=True):
        rows_of(data)
        started = time.process_time()
        rows = rows_of(data)
        times.append(1000 * (time.process_time() - started))
        found = {(label, figures) for row in rows for label, figures in [parted(row)]}
        for board in script.boards():
            for boxes in board.rows():
                row = parted([box.text for box in boxes])
                if row[1]:
                    wanted += len(row[1])
                    right += len(row[1]) if row in found else 0
    return statistics.median(times), right / wanted


def parted(row: list[str]) -> tuple[str, tuple[str, ...]]:
    """The last label of a row, and its figures."""
    texts = [skeleton(text) for text in row]
    labels = [text for text in texts if text and not text.isdigit()]
    return (labels[-1] if labels else ""), tuple(text for text in texts if text.isdigit())


def gongkai_rows(data: bytes) -> Rows:
    """The rows that our reader gives, running text and all."""
    rows: Rows = []
    for block in read(data).blocks:
        cells = getattr(block, "cells", ())
        rows += [[cell.text for cell in cells if cell.row == number] for number in range(getattr(block, "height", 0))]
    return rows


def plumber_rows(data: bytes) -> Rows:
    """The rows of pdfplumber's tables, and nothing more."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        tables = (table for page in document.pages for table in page.extract_tables())
        return [[cell or "" for cell in row] for table in tables for row in table]


if __name__ == "__main__":
    main()
