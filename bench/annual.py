"""How soon reports are compiled over a large region, and 3,000 reports added up.

``python bench/annual.py [--data FOLDER]``: FOLDER is the data directory that ``gongkai demo --size large`` filled (SQLite; it
is only read). Compiling is measured for the busiest bodies of the year, the roll-up with reports made up in memory and
stored in a temporary database. Each is done once to warm up and then three times; the median counts, by the clock and in
processor time, which a shared machine does not stretch.
"""

import argparse
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

ORGANS = 60
REPORTS = 3_000
TIMES = 3


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, help="the data directory of the large demonstration")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        _set_up(Path(folder), chosen.data)
        print(f"Python {sys.version.split()[0]}，SQLite，{len(os.sched_getaffinity(0))} 个核\n")
        print(f"{'':<34}{'秒（中位）':>10}{'处理器秒':>10}")
        if chosen.data:
            _compiling()
        else:
            _adding_up()


def _set_up(folder: Path, data: Path | None) -> None:
    settings = {"DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "gongkai.project.settings"}
    os.environ |= {"DATA_DIR": str(data or folder), **settings}
    import django
    from django.core.management import call_command

    django.setup()
    if data is None:
        call_command("migrate", verbosity=0, skip_checks=True)


def _compiling() -> None:
    from django.db.models import Count

    from gongkai.annual.compiling import compiled
    from gongkai.annual.standing import scope_of
    from gongkai.applications.models import Application
    from gongkai.organs.models import Kind, Organ

    years = Application.objects.exclude(received_on=None).values_list("received_on__year")
    year = years.annotate(n=Count("pk")).order_by("-n")[0][0]
    busy = Application.objects.filter(received_on__year=year).values("organ").annotate(n=Count("pk")).order_by("-n")
    keys = list(busy.values_list("organ", flat=True)[:ORGANS])
    organs = [Organ.objects.get(pk=key) for key in keys]
    count = Application.objects.count()
    print(f"台账：申请 {count} 件，{year} 年最忙的机关 {busy[0]['n']} 件")
    told("编制一个机关的年报", lambda: compiled(organs[0], year))
    told(f"编制 {len(organs)} 个机关的年报", lambda: [compiled(organ, year) for organ in organs])
    top = Organ.objects.filter(kind=Kind.GOVERNMENT).order_by("depth", "path").first()
    if top is not None:
        told("编制最上一级人民政府（连同全部下级）", lambda: compiled(top, year, region=scope_of(top).region))


def _adding_up() -> None:
    from django.db import transaction

    from gongkai.annual.rollup import against_ledger, rolled_up

    with transaction.atomic():
        province = _region()
    made = rolled_up(province, 2025)
    if len(made.parts) != REPORTS + 1:
        raise SystemExit("没有全部汇总")
    told(f"汇总 {REPORTS} 份报告，逐格带各单位的数", lambda: rolled_up(province, 2025))
    told("与台账逐个单位对差额", lambda: against_ledger(province, 2025, made))


def _region():  # type: ignore[no-untyped-def]  # Django is set up only then
    from django.utils import timezone

    from gongkai.annual.models import Report, ReportFile
    from gongkai.organs.actions import create_organ
    from gongkai.organs.models import Organ
    from gongkai.report.form import FORMS
    from gongkai.report.model import AnnualReport, Cell
    from gongkai.report.writers.data import report_data

    fields = {"region": "640000", "level": "province"}
    province = create_organ(None, None, name="某省人民政府", slug="province", kind="government", **fields)
    chance, now = Random(6), timezone.now()
    form, day = FORMS["2021"], dt.date(2025, 12, 31)
    for number in range(REPORTS):
        organ = Organ(name=f"第{number}号局", slug=f"o{number}", kind="department", **fields)
        Organ.objects.get(pk=province.pk).add_child(instance=organ)
        cells = {ref: Cell.number(chance.randrange(99)) for ref in form.cells}
        report = AnnualReport(organ.name, day.year, form.edition, "年度报告", "", (), cells)
        file = ReportFile.objects.create(organ=organ, name="年报", sha256=f"{number:064}", size=1)
        Report.objects.create(
            file=file, organ=organ, year=day.year, form=form.edition, data=report_data(report, ""), audited_at=now
        )
    return Organ.objects.get(pk=province.pk)


def told(title: str, work: Callable[[], object]) -> None:
    """Time the work and print it."""
    work()
    taken, used = [], []
    for _ in range(TIMES):
        begun, worked = time.perf_counter(), time.process_time()
        work()
        taken.append(time.perf_counter() - begun)
        used.append(time.process_time() - worked)
    width = 34 - sum(ord(character) > 255 for character in title)
    print(f"{title:<{width}}{statistics.median(taken):>10.2f}{statistics.median(used):>14.2f}", flush=True)


if __name__ == "__main__":
    main()
