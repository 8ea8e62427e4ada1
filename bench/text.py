"""How fast reports in text and HTML are read and audited, whether memory stays flat, how soon the program starts.

``python bench/text.py [--files 10000]``. Files are made up by ``tests/generator`` from fixed seeds, plus the five real
ones. Peers take the tables out of the same HTML and do no more: no cell is recognised, nothing is checked.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import pandas as pd  # noqa: E402
from bs4 import BeautifulSoup  # noqa: E402

from generator.trial import Trial, make  # noqa: E402
from gongkai.report.load import reports_in  # noqa: E402
from gongkai.report.rules import audit  # noqa: E402

TEXT = ("tab", "pipe", "cell-lines", "pdftotext-layout")
HTML = ("html-official", "html-word", "html-wps", "html-sloppy")
SEEDS = range(100)
GONGKAI = [sys.executable, "-m", "gongkai.cli.main"]


def main() -> None:
    """Run everything and print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=10_000, help="how many files the memory is measured over")
    chosen = options.parse_args()
    real = [path.read_bytes() for path in sorted(ROOT.glob("samples/reports/*.txt"))]
    html = made(HTML)
    print(f"Python {sys.version.split()[0]}，可用处理器 {len(os.sched_getaffinity(0))} 个\n")
    row("项目", "份数", "每份毫秒", "每秒份数")
    speed("五份真实年报（文本）：读取并审核", real * 20, read_and_audit)
    speed(f"生成的文本年报（{len(TEXT)} 种版式）：读取并审核", made(TEXT), read_and_audit)
    speed(f"生成的网页年报（{len(HTML)} 种版式）：读取并审核", html, read_and_audit)
    speed("同一批网页：pandas.read_html，只取原始表格", html, with_pandas)
    speed("同一批网页：BeautifulSoup（lxml），只取单元格文字", html, with_soup)
    print()
    row("整个命令，全部处理器", "份数", "每秒份数", "单进程内存峰值 MB")
    for count in (chosen.files // 10, chosen.files):
        memory(count)
    print()
    row("启动", "次数", "中位毫秒", "")
    start("python -c pass", [sys.executable, "-c", "pass"])
    start("gongkai --help", [*GONGKAI, "--help"])
    start("gongkai audit --help", [*GONGKAI, "audit", "--help"])
    start("gongkai audit 一份真实年报", [*GONGKAI, "audit", str(next(ROOT.glob("samples/reports/*.txt")))])
    start("python -c 'import pandas'", [sys.executable, "-c", "import pandas"])


def made(layouts: Iterable[str]) -> list[bytes]:
    """One report for each layout and seed; every third with an error in it."""
    return [
        make(Trial(layout, "none", seed, "2021", seed % 3 == 0)).rendered.data for layout in layouts for seed in SEEDS
    ]


def read_and_audit(data: bytes) -> None:
    """What ``gongkai audit`` does to a file, without the file."""
    for reading in reports_in(data):
        audit(reading)


def with_pandas(data: bytes) -> None:
    """Every table as a data frame."""
    pd.read_html(io.BytesIO(data))


def with_soup(data: bytes) -> None:
    """The text of every cell of every row."""
    for line in BeautifulSoup(data, "lxml").find_all("tr"):
        [cell.get_text(strip=True) for cell in line.find_all(["td", "th"])]


def speed(what: str, files: list[bytes], task: Callable[[bytes], None]) -> None:
    """Time the task over the files on one core, after one file to warm up."""
    task(files[0])
    begun = time.process_time()
    for data in files:
        task(data)
    spent = time.process_time() - begun
    row(what, str(len(files)), f"{spent / len(files) * 1000:.2f}", f"{len(files) / spent:.0f}")


def memory(count: int) -> None:
    """Run the command over so many files and take the peak of its largest process, the workers included."""
    files = made(("tab", "html-official"))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            Path(folder, f"{number:06}").write_bytes(files[number % len(files)])
        begun = time.perf_counter()
        pid = os.posix_spawn(
            sys.executable,
            [*GONGKAI, "audit", "--recursive", folder, "--format", "json", "--output", os.devnull],
            os.environ,
        )
        _, _, usage = os.wait4(pid, 0)
        spent = time.perf_counter() - begun
    row("gongkai audit --format json", str(count), f"{count / spent:.0f}", f"{usage.ru_maxrss / 1024:.0f}")


def start(what: str, command: list[str], times: int = 9) -> None:
    """The median time from start to end of the command."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        spent.append(time.perf_counter() - begun)
    row(what, str(times), f"{statistics.median(spent) * 1000:.0f}", "")


def row(*cells: str) -> None:
    """A line of the table; a Chinese character is two columns wide."""
    first, *others = cells
    width = sum(2 if ord(character) > 0x2E7F else 1 for character in first)
    print(first + " " * max(1, 56 - width) + "".join(f"{cell:>14}" for cell in others), flush=True)


if __name__ == "__main__":
    main()
