"""How soon the pages of 年报数据 answer over 100,000 published reports.

``python bench/observatory.py [--reports 100000]``. The database is SQLite in a temporary folder; the reports are made-up
ones, stored whole, each for another body or year. Each page is asked for over Django's own client, once to warm up and then
five times; the median counts. Beside it stands one hand-written SQL statement that only adds up what the page shows.
"""

import argparse
import itertools
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from generator.draft import random_report  # noqa: E402
from gongkai.report.writers.data import report_data  # noqa: E402

YEARS = range(2008, 2026)
TIMES, DIFFERENT, A_TIME = 5, 200, 2_000
SUMS = """SELECT r.year, COUNT(*), SUM(t.received), SUM(t.concluded), SUM(t.granted + t.partial) FROM annual_report r
JOIN annual_reporttally t ON t.report_id = r.id WHERE r.published_at IS NOT NULL AND r.withdrawn_at IS NULL GROUP BY r.year"""
PAGES = (
    ("首页：历年合计和办理结果", "/data/"),
    ("首页：只看县级", "/data/?level=county"),
    ("排序：新收申请", "/data/ranking/?measure=received"),
    ("排序：公开率，第 20 页", "/data/ranking/?measure=granted_share&page=20"),
    ("六个机关并排比较", "/data/compare/?o=o1&o=o2&o=o3&o=o4&o=o5&o=o6"),
    ("一个机关历年", "/o/o7/data/"),
)


def main() -> None:
    """Make the database and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=100_000, help="how many reports there are")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "gongkai.project.settings"}
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        logging.disable(logging.INFO)  # the access log is not what is measured
        call_command("migrate", verbosity=0, skip_checks=True)
        make(chosen.reports)
        print(f"Python {sys.version.split()[0]}，SQLite，年报 {chosen.reports} 份\n")
        print(f"{'页面':<24}{'毫秒（中位）':>12}{'查询数':>8}")
        for title, address in PAGES:
            print(f"{title:<24}{measure(address):>12}")
        with connection.cursor() as cursor:
            spent = median(lambda: cursor.execute(SUMS).fetchall())
        print(f"{'手写 SQL，只求历年合计':<24}{spent:>12.0f}")


def make(reports: int) -> None:
    """The bodies, and for each of them a report a year."""
    from django.utils import timezone

    from gongkai.annual.models import Report, ReportFile, ReportTally
    from gongkai.annual.tallies import tallied
    from gongkai.organs.actions import create_organ
    from gongkai.organs.models import Organ

    fields = {"region": "640000", "level": "county"}
    root = create_organ(None, None, name="某市人民政府", slug="city", kind="government", **fields)
    organs = [
        Organ(name=f"第{n}号机关", slug=f"o{n}", kind="department", **fields) for n in range(-(-reports // len(YEARS)))
    ]
    for number, organ in enumerate(organs):
        organ.depth, organ.path = 2, root.path + Organ._int2str(number + 1).rjust(Organ.steplen, "0")
    organs = Organ.objects.bulk_create(organs, batch_size=A_TIME)
    made = [random_report(seed) for seed in range(DIFFERENT)]
    contents = [(report_data(report, ""), tallied(report)) for report in made]
    now = timezone.now()
    pairs = itertools.islice(itertools.product(organs, YEARS), reports)
    while piece := list(itertools.islice(pairs, A_TIME)):
        files = ReportFile.objects.bulk_create(
            ReportFile(organ=organ, content="r", name="报告.docx", sha256=f"{organ.pk}-{year}", size=1)
            for organ, year in piece
        )
        kept = Report.objects.bulk_create(
            Report(
                file=file, organ=organ, organ_name=organ.name, year=year, form="2021", title=f"{organ}{year}年",
                data=contents[file.pk % DIFFERENT][0], audited_at=now, published_at=now,
            )
            for file, (organ, year) in zip(files, piece, strict=True)
        )  # fmt: skip
        ReportTally.objects.bulk_create(
            ReportTally(report=report, **contents[report.file_id % DIFFERENT][1]) for report in kept
        )


def measure(address: str) -> str:
    """Milliseconds and queries of a page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    asked = len(queries)

    def ask(count: Any = itertools.count()) -> object:  # noqa: B008  (another address each time: no page is held)
        return client.get(f"{address}{'&' if '?' in address else '?'}n={next(count)}")

    return f"{median(ask):.0f}{asked:>12}"


def median(task: Callable[[], object]) -> float:
    """The median of the task's times, in milliseconds."""
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        task()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)


if __name__ == "__main__":
    main()
