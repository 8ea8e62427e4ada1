"""How fast the statistics and lists of applications are over a large ledger, against hand-written SQL on the same rows.

``python bench/applications.py [--rows 1000000] [--database sqlite|postgresql]``. The rows are made in the database, by
arithmetic from their number: 200 organs, ten years, every outcome. Medians of five runs after one to warm up; the table
is compared with the hand-written one cell by cell before any time is taken.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
os.environ["DJANGO_SETTINGS_MODULE"] = "settings_for_tests"

import django  # noqa: E402

django.setup()

import datetime as dt  # noqa: E402

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from database_templates import PostgreSQL, SQLite  # noqa: E402
from gongkai.applications.clock import Light  # noqa: E402
from gongkai.applications.figures import LEAVES, table_3  # noqa: E402
from gongkai.applications.models import Application  # noqa: E402
from gongkai.applications.queries import Filters, applications_for, by_receipt, by_urgency, narrowed  # noqa: E402
from gongkai.figures.scope import Period, Scope  # noqa: E402
from gongkai.law.requesters import requesters  # noqa: E402
from gongkai.organs.actions import appoint, create_organ, create_person  # noqa: E402
from gongkai.organs.models import Organ, Person, Role  # noqa: E402
from gongkai.project import environment  # noqa: E402

TODAY = dt.date(2026, 11, 20)
ORGANS = 200
KINDS = list(requesters().columns)


def main() -> None:
    """Make the rows, compare and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    chosen = options.parse_args()
    for kind in chosen.database or ["sqlite", "postgresql"]:
        for rows in (chosen.rows // 100, chosen.rows):
            database = opened(kind)
            region, person = make_organs()
            make_rows(rows)
            print(f"\n{kind}，{Application.objects.count():,} 件申请，{ORGANS} 个机关")
            tables(region)
            lists(person)
            connections.close_all()
            database.drop()


def opened(kind: str) -> SQLite | PostgreSQL:
    """A fresh database, to which Django's connection leads."""
    folder = Path(os.environ["DATA_DIR"])
    database = {"sqlite": SQLite, "postgresql": PostgreSQL}[kind](folder)
    connections.close_all()
    database.fresh()
    config = environment.database(database.environment["DATABASE_URL"], folder)
    connections.settings["default"] = config
    connections.configure_settings(connections.settings)
    del connections["default"]
    settings.DEBUG = False
    return database


def make_organs() -> tuple[Organ, Person]:
    """A region, and somebody who oversees it."""
    fields = {"level": "county", "kind": "department", "region": "640000"}
    region = create_organ(None, None, name="示例区", slug="region", **fields)
    for number in range(1, ORGANS):
        create_organ(None, Organ.objects.get(pk=region.pk), name=f"示例局{number}", slug=f"organ-{number}", **fields)
    person = create_person(None, "supervisor", "监督人员", "Quiet-Lake-2026")
    appoint(None, person, region, Role.SUPERVISOR, dt.date(2020, 1, 1))
    return Organ.objects.get(pk=region.pk), person


def make_rows(count: int) -> None:
    """Rows by arithmetic: one in fifty of the last year is open."""
    sqlite = connection.vendor == "sqlite"
    numbers = (
        f"WITH RECURSIVE series(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM series WHERE n < {count - 1}) "
        if sqlite
        else f"WITH series(n) AS (SELECT generate_series(0, {count - 1})) "
    )
    first = Organ.objects.order_by("pk").values_list("pk", flat=True)[0]
    age = f"(n * 7919::bigint % 3650)" if not sqlite else "(n * 7919 % 3650)"  # noqa: F541
    day = "date('2026-11-20', (-({})) || ' days')" if sqlite else "(date '2026-11-20' - ({})::int)"
    received, closed = day.format(age), day.format(f"({age} - 20)")
    ended = f"({age} > 40 OR n % 3 = 0) AND {age} >= 20"
    leaf, kind = choice(LEAVES, "n % 97"), choice(KINDS, "n % 11")
    due = day.format(f"({age} - 28)")
    true, false = ("1", "0") if sqlite else ("true", "false")
    with connection.cursor() as cursor:
        cursor.execute(
            numbers
            + f"""
            INSERT INTO applications_application (organ_id, year, serial, number, channel, submitted_at, requester_kind,
              requester_label, content, carrier, delivery, status, received_on, due_on, provisional, extended, corrected,
              outcome, replied_on, closed_on, open, next_on, counted, counted_on, "row", in_time, days_taken)
            SELECT {first} + n % {ORGANS}, 2026, n, n || '号', 'web', '2026-01-01 00:00:00+00', {kind},
              '张＊＊', '关于第' || n || '号文件', 'paper', 'post', CASE WHEN {ended} THEN 'archived' ELSE 'handling' END,
              {received}, {due}, {false}, {false}, {false}, CASE WHEN {ended} THEN 'granted' ELSE '' END,
              CASE WHEN {ended} THEN {closed} END, CASE WHEN {ended} THEN {closed} END,
              CASE WHEN {ended} THEN {false} ELSE {true} END, CASE WHEN {ended} THEN {closed} ELSE {due} END, {true},
              CASE WHEN {ended} THEN {closed} END, CASE WHEN {ended} THEN {leaf} ELSE '' END,
              CASE WHEN {ended} THEN {true} END, CASE WHEN {ended} THEN n % 20 END
            FROM series"""
        )
        cursor.execute("ANALYZE")


def choice(keys: list[str] | tuple[str, ...], number: str) -> str:
    """One of the keys by a number."""
    cases = " ".join(f"WHEN {place} THEN '{key}'" for place, key in enumerate(keys))
    return f"CASE ({number}) % {len(keys)} {cases} END"


def tables(region: Organ) -> None:
    """Table 3 of one organ and of the region, for a year and for a month."""
    one = Organ.objects.order_by("pk")[7]
    print(f"{'表三':<34}{'本项目':>10}{'手写 SQL':>12}{'倍数':>8}")
    for name, scope in (("一个机关", Scope(one)), ("全区", Scope(region, region=True))):
        for words, period in (("2025 年", Period.year(2025)), ("2026 年至今", Period.year(2026, as_at=TODAY))):
            organs = None if scope.region else one.pk
            assert by_hand(organs, period) == sum_up(table_3(scope, period))
            ours, theirs = (
                timed(lambda s=scope, p=period: table_3(s, p)),
                timed(lambda o=organs, p=period: by_hand(o, p)),
            )
            print(f"{name} {words:<26}{ours:>10.1f}{theirs:>12.1f}{ours / theirs:>8.2f}")


def by_hand(organ: int | None, period: Period) -> dict[tuple[str, str], int]:
    """The table as somebody would write it who knows the columns: groups by row and requester, and the flows."""
    where = "" if organ is None else f"AND organ_id = {organ}"
    true = "1" if connection.vendor == "sqlite" else "true"
    first, last = period.first.isoformat(), period.until.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT requester_kind, CASE WHEN counted_on <= '{last}' THEN "row" ELSE 'carried_out' END AS ends,
                count(*), sum(CASE WHEN received_on >= '{first}' THEN 1 ELSE 0 END)
                FROM applications_application WHERE counted = {true} AND received_on <= '{last}'
                AND (counted_on IS NULL OR counted_on >= '{first}') {where} GROUP BY 1, 2"""
        )
        cells: dict[tuple[str, str], int] = {}
        for kind, ends, every, new in cursor.fetchall():
            for row, count in ((ends, every), ("received", new), ("carried_in", every - new)):
                cells[row, kind] = cells.get((row, kind), 0) + int(count)
        return {place: count for place, count in cells.items() if count}


def sum_up(cells: dict[Any, int]) -> dict[tuple[str, str], int]:
    """Our cells in the shape of the hand-written ones: without totals and noughts."""
    return {
        (cell.row, cell.column): count
        for cell, count in cells.items()
        if count and cell.column != "total" and cell.row != "total"
    }


def lists(person: Person) -> None:
    """The first page of the case list under several filters."""
    print(f"{'申请清单第一页（50 行）':<34}{'毫秒':>10}{'查询数':>10}")
    for name, filters in {
        "全区未办结，先到期的在前": Filters(open=True),
        "全区超期": Filters(light=Light.RED),
        "一个机关，办理中": Filters(organ=Organ.objects.order_by("pk")[9], open=True, statuses=("handling",)),
        "全区，2026 年 5 月收到": Filters(received_since=dt.date(2026, 5, 1), received_until=dt.date(2026, 5, 31)),
        "全区，不予公开，商业企业": Filters(outcomes=("granted",), kinds=("business",)),
    }.items():

        def page(filters: Filters = filters) -> list[Application]:
            person.__dict__.pop("_posts_held", None)
            order = by_urgency if filters.open or filters.light else by_receipt
            return list(order(narrowed(applications_for(person, TODAY), filters, TODAY))[:50])

        with CaptureQueriesContext(connection) as asked:
            page()
        print(f"{name:<34}{timed(page):>10.1f}{len(asked):>10}")


def timed(act: Callable[[], object]) -> float:
    """Median milliseconds of five runs."""
    act()
    times = []
    for _ in range(5):
        began = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


if __name__ == "__main__":
    main()
