"""How soon the desk answers where 1,000 bodies have handed in 100,000 reports.

``python bench/desk.py [--reports 100000]``. The database is SQLite in a temporary folder, made up row by row: nothing is
read or audited. Each page is asked for over Django's own client, once to warm up and then five times; the median counts.
"""

import argparse
import datetime as dt
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator

BODIES = 1_000
COUNTIES = 20
TIMES = 5
PAGES = {
    "supervisor": (
        ("首页：三个数、清单和各单位", ""),
        ("各单位情况", "units/"),
        ("有错的：全部清单", "matters/wrong/"),
        ("年度报告：第一页", "reports/"),
        ("年度报告：第 500 页", "reports/?p=500"),
        ("年度报告：按状态筛选", "reports/?state=undecided"),
        ("年度报告：按机关和年度筛选", "reports/?organ={organ}&year=2020"),
        ("年度报告：按文字查找", "reports/?q=第7号"),
        ("年度报告：按错误数排序", "reports/?ordering=-error_count"),
        ("上传表单", "reports/upload/"),
        ("操作留痕", "trail/"),
    ),
    "officer": (("一个局的首页", ""), ("一个局的年度报告", "reports/")),
    "administrator": (("机关", "organs/"), ("合并、分立的表单", "organs/{organ}/succession/"), ("人员", "people/")),
}


def main() -> None:
    """Make the database and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=100_000, help="how many reports there are")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "gongkai.project.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, skip_checks=True)
        make(chosen.reports)
        print(f"Python {sys.version.split()[0]}，SQLite，机关 {BODIES} 个，年报 {chosen.reports} 份\n")
        print(f"{'页面':<24}{'毫秒（中位）':>10}{'查询数':>8}")
        for role, pages in PAGES.items():
            for title, path in pages:
                print(f"{title:<24}{measure(role, path):>12}")


def make(reports: int) -> None:
    """Bodies, three people, and files with a report each; every tenth report has an error on which nobody decided."""
    from django.utils import timezone

    from gongkai.annual.models import Report, ReportFile, ReportFinding
    from gongkai.organs.actions import appoint, create_organ, create_person
    from gongkai.organs.models import Organ, Role

    fields = {"region": "640000", "level": "county"}
    city = create_organ(None, None, name="某市人民政府", slug="city", kind="government", **fields)
    organs = [city]
    for number in range(1, BODIES):
        above = organs[0] if number <= COUNTIES else organs[1 + number % COUNTIES]
        kind = "government" if number <= COUNTIES else "department"
        organs.append(Organ(name=f"第{number}号机关", slug=f"o{number}", kind=kind, **fields))
        Organ.objects.get(pk=above.pk).add_child(instance=organs[-1])
    for role, organ in ((Role.SUPERVISOR, city), (Role.ADMINISTRATOR, city), (Role.OFFICER, organs[-1])):
        person = create_person(None, str(role), role.label, "Quiet-Lake-2026")
        person.must_change_password = False
        person.save()
        appoint(None, person, organ, role, dt.date(2026, 1, 1))
    now, years = timezone.now(), itertools.cycle(range(2008, 2026))
    for numbers in chunks(range(reports), 5_000):
        files = ReportFile.objects.bulk_create(
            ReportFile(organ=organs[n % BODIES], content=f"r/{n}", name=f"{n}.docx", sha256=f"{n:064}", size=1)
            for n in numbers
        )
        made = Report.objects.bulk_create(
            Report(
                file=file, organ=file.organ, year=next(years), form="2021", title=f"{file.organ}第{n}份", data={},
                errors=n % 10 == 0, audited_at=now, published_at=now if n < BODIES * 10 else None, withdrawn_at=now,
            )
            for n, file in zip(numbers, files, strict=True)
        )  # fmt: skip
        ReportFinding.objects.bulk_create(
            ReportFinding(report=report, number=1, rule="B1", severity="error", fingerprint=f"{report.pk}", data={})
            for report in made
            if report.errors
        )


def chunks(numbers: range, size: int) -> Iterator[range]:
    """The numbers in pieces."""
    for begin in range(0, len(numbers), size):
        yield numbers[begin : begin + size]


def measure(role: str, path: str) -> str:
    """Milliseconds and queries of a page for a person of the role."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from gongkai.organs.models import Organ, Person

    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(Person.objects.get(username=role), "django.contrib.auth.backends.ModelBackend")
    address = f"/desk/{path.format(organ=Organ.objects.get(slug='o7').pk)}"
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    asked, taken = len(queries), []
    for _ in range(TIMES):
        began = time.perf_counter()
        client.get(address)
        taken.append(time.perf_counter() - began)
    return f"{statistics.median(taken) * 1000:.0f}{asked:>10}"


if __name__ == "__main__":
    main()
