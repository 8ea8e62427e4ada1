"""How soon the search of the portal answers over 1,000,000 documents, newest first and by relevance.

``python bench/search.py [--documents 1000000] [--database sqlite|postgresql] [--peer 5000]``. Titles, numbers and texts are
made up of clauses and words of the five real reports and of names that each stand in few documents; the queries are words,
pairs of words, names, questions and document numbers, with and without filters. What is timed is all that the page asks:
words, index, order, passages, counts. The peer is Wagtail's stock search in the same database, over the same texts with
spaces between the words (without them it finds nothing in Chinese), over as many documents as one has the patience for.
"""

import argparse
import datetime as dt
import itertools
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings_for_tests")

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail.search.backends import get_search_backend  # noqa: E402

from database_templates import PostgreSQL, SQLite  # noqa: E402
from gongkai.fulltext.engines import engine  # noqa: E402
from gongkai.organs.actions import create_organ  # noqa: E402
from gongkai.organs.models import Organ  # noqa: E402
from gongkai.search.models import Item, Kind, place_of  # noqa: E402
from gongkai.search.queries import Filters, Validity, search  # noqa: E402
from gongkai.search.words import segmenter  # noqa: E402

TODAY = dt.date(2026, 11, 20)
DAYS, ORGANS, A_TIME, CLAUSES = 3_650, 60, 2_000, 24
QUERIES, PEER_QUERIES = 200, 10
KINDS = ("通知", "公告", "办法", "实施方案", "意见", "公示", "规定")
_CLAUSE = re.compile(r"[，。；：、\s\d（）“”《》]+")


class Vocabulary(NamedTuple):
    """What documents and queries are made of."""

    clauses: list[str]
    words: list[str]
    names: list[str]


def main() -> None:
    """Make the databases, and measure in each from a process of its own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=1_000_000)
    options.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    options.add_argument("--peer", type=int, default=5_000, help="how many documents Wagtail's search gets")
    options.add_argument("--wait", action="store_true", help="once the index is there, wait for Enter before asking")
    options.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.inside:
        measure(chosen)
        return
    print(f"Python {sys.version.split()[0]}，每种 {QUERIES} 次查询", flush=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        for kind in chosen.database or ["sqlite", "postgresql"]:
            database = {"sqlite": SQLite, "postgresql": PostgreSQL}[kind](Path(folder))
            database.fresh()
            environment = {**os.environ, **database.environment, "GONGKAI_ENV": "development"}
            subprocess.run([sys.executable, __file__, "--inside", *sys.argv[1:]], env=environment, check=True)
            database.drop()


def measure(chosen: argparse.Namespace) -> None:
    """Fill the database, ask, print."""
    known, begun = vocabulary(), time.perf_counter()
    make_items(chosen.documents, make_organs(), known)
    taken = time.perf_counter() - begun
    print(f"\n{connection.vendor}，{chosen.documents:,} 份文件，建索引 {taken:.0f} 秒", flush=True)
    if chosen.wait:
        sys.stdin.readline()
    asked = list(itertools.islice(queries(known), QUERIES))
    print(f"{'毫秒':<30}{'中位':>8}{'p95':>8}{'最慢':>8}")
    show("本项目：最新的在前", [timed(lambda q=q: search(*q, TODAY, newest=True)) for q in asked])
    show("本项目：按相关程度", [timed(lambda q=q: search(*q, TODAY)) for q in asked])
    make_pages(chosen.peer, known)
    words = [query for query, _ in asked[:PEER_QUERIES]]
    show(f"Wagtail 自带搜索，{chosen.peer:,} 份", [timed(lambda w=w: stock(w)) for w in words])


def vocabulary() -> Vocabulary:
    """Clauses and words of the five reports, and names of two characters drawn from them."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob("samples/reports/*.txt")))
    clauses = sorted({clause for clause in _CLAUSE.split(text) if 6 <= len(clause) <= 60})
    words = sorted({word for clause in clauses for word in segmenter().cut(clause, False) if 2 <= len(word) <= 4})
    characters = sorted(set("".join(words)))
    chance = Random(1)
    return Vocabulary(clauses, words, ["".join(chance.sample(characters, 2)) + "镇" for _ in range(5_000)])


def title(number: int, known: Vocabulary) -> str:
    """The title of a document, always the same."""
    chance = Random(number)
    subject = "".join(chance.sample(known.words, 2))
    return f"关于{chance.choice(known.names)}{subject}的{chance.choice(KINDS)}"


def text(number: int, known: Vocabulary) -> str:
    """Its text."""
    return "，".join(Random(-number).choices(known.clauses, k=CLAUSES)) + "。"


def queries(known: Vocabulary) -> Iterator[tuple[str, Filters]]:
    """What people ask for, again and again in the same order."""
    chance = Random(7)
    organ = Organ(path="0001")
    filters = (Filters(), Filters(year=2024), Filters(kind="normative_doc"), Filters(validity=Validity.IN_FORCE))
    for number in itertools.count():
        word, other = chance.sample(known.words, 2)
        name, kind = chance.choice(known.names), chance.choice(KINDS)
        asked = (
            word,
            f"{word}{other}",
            f"{name}{kind}",
            f"怎么办理{word}",
            f"示政发〔2024〕{chance.randrange(1, 999)}号",
        )
        yield asked[number % len(asked)], (*filters, Filters(organ=organ))[number // len(asked) % 5]


def make_organs() -> list[Organ]:
    """A region's bodies."""
    fields = {"level": "county", "kind": "department", "region": "640000"}
    region = create_organ(None, None, name="示例区", slug="region", **fields)
    for number in range(1, ORGANS):
        create_organ(None, Organ.objects.get(pk=region.pk), name=f"示例局{number}", slug=f"organ-{number}", **fields)
    return list(Organ.objects.order_by("pk"))


def make_items(count: int, organs: Sequence[Organ], known: Vocabulary) -> None:
    """The items and their tokens, in batches as a rebuilding writes them."""
    index = engine("search")
    for first in range(1, count + 1, A_TIME):
        with transaction.atomic():
            items = [item(number, organs, known) for number in range(first, min(first + A_TIME, count + 1))]
            Item.objects.bulk_create(items)
            index.put(items)
    with transaction.atomic():
        index.settle()


def item(number: int, organs: Sequence[Organ], known: Vocabulary) -> Item:
    """One of the documents."""
    organ, day = organs[number % len(organs)], TODAY - dt.timedelta(number * 7_919 % DAYS)
    branch = ("general", "normative_doc", "other_doc")[number % 3]
    return Item(
        place=place_of(Kind.DOCUMENT, number, day), kind=Kind.DOCUMENT, record=number, organ=organ, path=organ.path,
        branch=branch, title=title(number, known), numbers=f"示政发〔{day.year}〕{number % 999 + 1}号", on=day,
        effective_on=day, ended_on=day + dt.timedelta(900) if number % 5 == 0 else None, text=text(number, known),
    )  # fmt: skip


def make_pages(count: int, known: Vocabulary) -> None:
    """The peer's documents: pages whose title is the whole text, word by word, in Wagtail's own index."""
    home = Page.objects.get(depth=2)
    pages = []
    for number in range(1, count + 1):
        words = " ".join(segmenter().cut(f"{title(number, known)}，{text(number, known)}", False))[:255]
        path = home.path + Page._int2str(number).rjust(Page.steplen, "0")
        pages.append(
            Page(title=words, slug=f"d{number}", path=path, depth=3, url_path=f"/d{number}/", locale=home.locale)
        )
    for page in pages:
        page.content_type = home.content_type
    pages = Page.objects.bulk_create(pages)
    index = get_search_backend().get_index_for_model(Page)
    for first in range(0, count, 500):
        index.add_items(Page, pages[first : first + 500])


def stock(query: str) -> object:
    """A page of the peer's results."""
    words = " ".join(segmenter().cut(query, False))
    found = Page.objects.search(words, operator="and")
    return len(found), list(found[:20])


def timed(task: Callable[[], object]) -> float:
    """Milliseconds of the second time."""
    task()
    begun = time.perf_counter()
    task()
    return 1000 * (time.perf_counter() - begun)


def show(name: str, taken: list[float]) -> None:
    """A line of the table."""
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(f"{name:<30}{statistics.median(taken):>8.1f}{p95:>8.1f}{max(taken):>8.1f}", flush=True)


if __name__ == "__main__":
    main()
