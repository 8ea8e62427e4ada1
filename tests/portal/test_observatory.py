"""The published reports taken together: every number is what the reports say, whatever is chosen."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from generator.draft import random_report
from gongkai.annual.models import Report, ReportFile, ReportTally
from gongkai.annual.tallies import OUTCOMES, TALLIES, tallied
from gongkai.organs.actions import create_organ
from gongkai.organs.models import Organ
from gongkai.report.model import AnnualReport
from gongkai.report.writers.data import report_data

pytestmark = pytest.mark.django_db
YEARS = (2024, 2025)


def publish(organ: Organ, year: int, report: AnnualReport, *, public: bool = True) -> Report:
    file = ReportFile.objects.create(organ=organ, sha256=f"{organ.pk}-{year}-{public}", name="报告.docx", size=1)
    stored = Report.objects.create(
        file=file, organ=organ, organ_name=organ.name, year=year, form=report.form, title=report.title,
        data=report_data(report, ""), audited_at=timezone.now(), published_at=timezone.now() if public else None,
    )  # fmt: skip
    ReportTally.objects.create(report=stored, **tallied(report))
    return stored


@pytest.fixture
def reports() -> dict[tuple[str, int], AnnualReport]:
    """A city with three departments, two years each; and a report that nobody has published."""
    city = create_organ(None, None, name="吴忠市", slug="city", level="city", kind="government", region="640300")
    made = {}
    for number in range(3):
        organ = create_organ(
            None, city, name=f"吴忠市第{number}局", slug=f"d{number}", level="city", kind="department", region="640300"
        )
        for year in YEARS:
            made[organ.slug, year] = random_report(100 * number + year)
            publish(organ, year, made[organ.slug, year])
    publish(city, 2025, random_report(5), public=False)
    return made


def value(report: AnnualReport, row: str) -> int:
    return int(report.value(3, row, "total") or 0)


def get(address: str, **asked: Any) -> Any:
    answer = Client().get(address, asked)
    assert answer.status_code == 200, answer.content
    return answer


def test_sums_by_year_and_outcomes_are_those_of_the_published_reports(
    reports: dict[tuple[str, int], AnnualReport],
) -> None:
    rows = {row["year"]: row for row, _ in get("/data/").context["rows"]}
    for year in YEARS:
        mine = [report for (_, of), report in reports.items() if of == year]
        assert rows[year]["reports"] == 3
        assert rows[year]["received"] == sum(value(report, "received") for report in mine)
    page = get("/data/", year=2024)
    counts = {piece.tally.key: piece.number for piece in page.context["slices"]}
    assert set(counts) == set(OUTCOMES)
    assert sum(counts.values()) == sum(value(report, "total") for (_, of), report in reports.items() if of == 2024)


def test_a_ranking_orders_bodies_by_the_measure_and_leaves_small_wholes_out(
    reports: dict[tuple[str, int], AnnualReport],
) -> None:
    page = get("/data/ranking/", measure="received", year=2025)
    ranked = [(report.organ.slug, report.value) for report in page.context["page"]]
    assert ranked == sorted(
        ((slug, value(report, "received")) for (slug, year), report in reports.items() if year == 2025),
        key=lambda pair: (-pair[1], pair[0]),
    )
    shares = get("/data/ranking/", measure="granted_share", year=2025).context["page"]
    for row in shares:
        report = reports[row.organ.slug, 2025]
        assert row.whole == value(report, "total") >= 10
        assert row.value == pytest.approx(100 * (value(report, "granted") + value(report, "partial")) / row.whole)
    assert len(shares) == sum(value(report, "total") >= 10 for (_, year), report in reports.items() if year == 2025)


def test_bodies_side_by_side_and_one_body_over_its_years(reports: dict[tuple[str, int], AnnualReport]) -> None:
    page = get("/data/compare/?year=2024&o=d2&o=吴忠市第0局&o=nobody")
    assert [organ.slug for organ in page.context["organs"]] == ["d2", "d0"]
    received = next(values for measure, values in page.context["rows"] if measure.key == "received")
    assert received == [value(reports["d2", 2024], "received"), value(reports["d0", 2024], "received")]
    trend = get("/o/d1/data/").context
    assert trend["years"] == list(YEARS)
    received = next(values for measure, values in trend["rows"] if measure.key == "received")
    assert received == [value(reports["d1", year], "received") for year in YEARS]


def test_everything_can_be_taken_away_as_a_table(reports: dict[tuple[str, int], AnnualReport]) -> None:
    answer = get("/data/measures.csv", organ="city", level="city")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == len(reports)
    for row in rows:
        assert row["新收申请（件）"] == str(value(reports[row["机关标识"], int(row["年度"])], "received"))
    book = get("/data/measures.xlsx")
    assert b"".join(book.streaming_content).startswith(b"PK")
    book.close()


def test_a_tally_is_stored_for_each_of_them() -> None:
    stored = {field.name for field in ReportTally._meta.get_fields()} - {"report"}
    assert stored == {tally.key for tally in TALLIES}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/data/?year=9999&level=x&organ=y", "还没有发布年度报告"),
        ("/data/compare/", "请在上面选一个机关"),
        ("/data/ranking/", "没有机关报告了这项数字"),
    ],
)
def test_nothing_published_is_said_in_plain_words(address: str, words: str) -> None:
    assert words in get(address).content.decode()


@pytest.mark.parametrize("address", ["/data/ranking/?measure=x", "/data/measures.exe", "/o/nobody/data/"])
def test_what_is_not_there_is_not_found(address: str) -> None:
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/data/", "/data/ranking/?measure=suit_corrected_share", "/data/compare/?o=d0&o=d1", "/o/d0/data/"]
)
def test_pages_ask_little_of_the_database(
    address: str, reports: dict[tuple[str, int], AnnualReport], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        get(address)
