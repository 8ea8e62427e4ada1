"""How fast fixed words are found in Chinese text: the automaton of the content check beside a compiled ``re`` alternation.

``python bench/scan.py [--patterns 20000] [--megabytes 24]``. Same words, same text, same run; processor time of one
core. The words are drawn by a fixed seed from the characters of the five real reports, 2 to 8 characters long, and from
the shipped lists; the text is those reports, repeated. ``re`` gets less text, since it would take minutes, and both
must find the same words in it.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from gongkai.scan import Passage, check
from gongkai.scan.matcher import Matcher
from gongkai.scan.wording import shipped

ROOT = Path(__file__).parents[1]
GOAL, GOAL_RATIO = 60, 50


def main() -> None:
    """Run everything and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--patterns", type=int, default=20_000)
    options.add_argument("--megabytes", type=int, default=24)
    chosen = options.parse_args()
    report = "".join(path.read_text("utf-8") for path in sorted(ROOT.glob("samples/reports/*.txt")))
    words = drawn(report, chosen.patterns)
    text = report * (chosen.megabytes * 1_000_000 // len(report.encode()) + 1)
    short = report[:60_000]
    print(
        f"Python {sys.version.split()[0]}；词 {len(words)} 个，文本 {size(text):.0f} MB（UTF-8），每项取三次中最快的一次\n"
    )
    begun = time.process_time()
    matcher = Matcher(words)
    print(f"编译词表：{time.process_time() - begun:.2f} 秒")
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    same = [(h.start, h.end) for h in matcher.hits(short)] == [m.span() for m in pattern.finditer(short)]
    print(f"与 re 逐个比对（{size(short):.2f} MB）：{'一致' if same else '不一致'}")
    ours = speed(lambda: sum(1 for _ in matcher.hits(text)), size(text))
    theirs = speed(lambda: sum(1 for _ in pattern.finditer(short)), size(short))
    row("自动机（gongkai.scan.matcher）", ours, f"目标 {GOAL}")
    row("re 的多选一", theirs, "")
    print(f"倍数：{ours / theirs:.0f}（目标 {GOAL_RATIO}）")
    passages = [Passage("正文", report)] * 20
    whole = speed(lambda: len(check(passages, date(2026, 1, 5), "bench").findings), 20 * size(report))
    row("全部检查（个人信息、词表、日期、网址）", whole, f"随程序的词 {sum(len(one.words) for one in shipped())} 个")
    sys.exit(0 if same else 1)


def drawn(report: str, count: int) -> list[str]:
    """So many different words."""
    characters = sorted(set(re.findall(r"[\u4e00-\u9fff]", report)))
    chance = random.Random(20260105)
    words = {word for one in shipped() for word in one.words}
    while len(words) < count:
        words.add("".join(chance.choices(characters, k=chance.choice((2, 3, 3, 4, 4, 4, 5, 6, 8)))))
    return sorted(words)[:count]


def size(text: str) -> float:
    """Megabytes in UTF-8."""
    return len(text.encode()) / 1e6


def speed(task: Callable[[], int], megabytes: float) -> float:
    """Megabytes a second of processor time, the best of three."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        task()
        spent.append(time.process_time() - begun)
    return megabytes / min(spent)


def row(what: str, rate: float, note: str) -> None:
    """A line of the table."""
    print(f"{what}：{rate:.2f} MB/s　{note}")


if __name__ == "__main__":
    main()
