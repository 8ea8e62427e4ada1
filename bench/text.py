"""How fast reports in text and HTML are read and audited, whether memory stays flat, how soon the program starts.

``python bench/text.py [--files 10000]``. Files are made up by ``tests/generator`` from fixed seeds, plus the five real
ones. Peers take the tables out of the same HTML and do no more: no cell is recognised, nothing is checked.
"""

import argparse
import os
import resource
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
from gongkai.report.batch import Lost, each  # noqa: E402
from gongkai.report.load import load_reports  # noqa: E402
from gongkai.report.rules import audit  # noqa: E402

TEXT = ("tab", "pipe", "cell-lines", "pdftotext-layout")
HTML = ("html-official", "html-word", "html-wps", "html-sloppy")
SEEDS = range(100)
FILES = 2_000
GONGKAI = [sys.executable, "-m", "gongkai.cli.main"]


def main() -> None:
    """Run everything and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=10_000, help="how many files the memory is measured over")
    chosen = options.parse_args()
    real = [path.read_bytes() for path in sorted(ROOT.glob("samples/reports/*.txt"))]
    html = made(HTML)
    print(f"Python {sys.version.split()[0]}，可用处理器 {len(os.sched_getaffinity(0))} 个\n")
    row("一个处理器（处理器时间）", "份数", "每份毫秒", "每秒份数")
    speed("五份真实年报（文本）：读取并审核", real, read_and_audit)
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
    trials = [Trial(layout, "none", seed, faulty=seed % 3 == 0) for layout in layouts for seed in SEEDS]
    return [make(trial).rendered.data for trial in trials]


def read_and_audit(path: Path) -> int:
    """What ``gongkai audit`` does to a file before it writes; the number of findings."""
    return sum(len(audit(reading)) for reading in load_reports(path))


def with_pandas(path: Path) -> int:
    """Every table as a data frame; the number of tables."""
    return len(pd.read_html(path))


def with_soup(path: Path) -> int:
    """The text of every cell of every row; the number of rows."""
    lines = BeautifulSoup(path.read_bytes(), "lxml").find_all("tr")
    return len([[cell.get_text(strip=True) for cell in line.find_all(["td", "th"])] for line in lines])


def speed(what: str, files: list[bytes], task: Callable[[Path], int]) -> None:
    """The processor time that a worker and its parent spend on the files, as the command line works on them."""
    files = files * (FILES // len(files))  # so many that the start of the worker does not count
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.html") for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        begun = processor_time()
        lost = sum(isinstance(result, Lost) for result in each(task, paths, jobs=1))
        spent = processor_time() - begun
    row(
        what,
        f"{len(files)}{f'（{lost} 份失败）' if lost else ''}",
        f"{spent / len(files) * 1000:.2f}",
        f"{len(files) / spent:.0f}",
    )


def processor_time() -> float:
    """Seconds of this process and of its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


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
