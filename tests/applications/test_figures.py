"""Tables 3 and 4: compiled from the ledger cell by cell, for a region, as at any day; rates; figures are their records."""

import datetime as dt
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import ledger
from applications.conftest import Receive, noon, open_office, wanted
from gongkai.applications import figures
from gongkai.applications.actions import disputes, intake
from gongkai.applications.actions.step import case_of
from gongkai.applications.figures import CELLS, table_3, table_3_by_organ, table_4
from gongkai.applications.fold import fold
from gongkai.applications.models import Application, Dispute
from gongkai.demo.cases import Office, bring_about
from gongkai.figures.measures import Ratio
from gongkai.figures.scope import Period, Scope
from gongkai.findings import CellRef
from gongkai.organs.models import Organ
from gongkai.report.load import load_reports

SAMPLES = sorted((Path(__file__).parents[2] / "samples/reports").glob("*.txt"))


def cell(row: str, column: str = "total") -> CellRef:
    return CellRef(3, row, column)


def test_every_cell_is_its_records_counted(office: Office) -> None:
    report = load_reports(SAMPLES[0])[0].report
    ledger.make(office, ledger.corrected(report), 2025)
    scope = Scope(office.organ)
    for period in (Period.year(2025), Period.year(2025, as_at=dt.date(2025, 3, 9)), Period.year(2026)):
        compiled = table_3(scope, period)
        assert {place: CELLS[place].value(scope, period) for place in compiled} == compiled


def test_the_whole_table_is_one_query(office: Office, receive: Receive) -> None:
    receive("2026-03-02")
    with CaptureQueriesContext(connection) as asked:
        table_3(Scope(office.organ, region=True), Period.year(2026))
    assert len(asked) == 1


def test_a_region_is_the_sum_of_its_organs(office: Office) -> None:
    parts = [office, *(open_office(slug, Organ.objects.get(pk=office.organ.pk)) for slug in ("water", "land"))]
    for place, part in enumerate(parts):
        for _ in range(place + 1):
            at = noon(dt.date(2026, 3, 2))
            intake.register(part.officer, part.organ, wanted("research"), "counter", at)
    year = Period.year(2026)
    assert table_3(Scope(office.organ, region=True), year)[cell("received", "research")] == 6
    assert table_3(Scope(office.organ), year)[cell("received")] == 1
    by_organ = table_3_by_organ(Scope(office.organ, region=True), year)
    assert [by_organ[part.organ.pk][cell("carried_out")] for part in parts] == [1, 2, 3]


def test_a_figure_can_be_asked_as_at_any_day(office: Office, receive: Receive) -> None:
    closed = bring_about(office, receive("2026-03-02"), "granted")
    scope = Scope(office.organ)
    assert closed.closed_on
    before = closed.closed_on - dt.timedelta(1)
    for day, ended in ((before, 0), (closed.closed_on, 1)):
        compiled = table_3(scope, Period.year(2026, as_at=day))
        assert (compiled[cell("granted")], compiled[cell("carried_out")]) == (ended, 1 - ended)
        assert (fold(closed.facts, day).closed_on is not None) is bool(ended)


def test_what_is_carried_out_of_a_year_is_carried_into_the_next(office: Office, receive: Receive) -> None:
    bring_about(office, receive("2025-12-22"), "granted")
    old, new = (table_3(Scope(office.organ), Period.year(year)) for year in (2025, 2026))
    assert (old[cell("carried_out")], new[cell("carried_in")], new[cell("granted")]) == (1, 1, 1)


def test_table_4_counts_by_court_and_by_what_came_before(office: Office, receive: Receive) -> None:
    scope, year = Scope(office.organ), Period.year(2026)
    first, second = (bring_about(office, receive("2026-03-02"), "process_info") for _ in range(2))
    review = disputes.file_dispute(
        office.officer, first, Dispute.Court.REVIEW, "示例县人民政府", dt.date(2026, 4, 1), simplified=True
    )
    assert review.instances.get().answer_due_on == dt.date(2026, 4, 9)
    assert table_4(scope, year)[CellRef(4, "review", "pending")] == 1
    disputes.conclude(office.officer, review, dt.date(2026, 5, 6), "review_upheld")
    suit = disputes.file_dispute(office.officer, first, Dispute.Court.SUIT, "示例法院", dt.date(2026, 5, 20))
    disputes.conclude(office.officer, suit, dt.date(2026, 8, 3), "suit_claim_dismissed")
    appealed = disputes.appeal(office.officer, suit, "示例中级法院", dt.date(2026, 8, 20))
    direct = disputes.file_dispute(office.officer, second, Dispute.Court.SUIT, "示例法院", dt.date(2026, 6, 1))
    disputes.conclude(office.officer, direct, dt.date(2026, 9, 1), "suit_annulled")
    compiled = table_4(scope, year)
    shown = {(place.row, place.column): count for place, count in compiled.items() if count}
    assert shown == {
        ("review", "upheld"): 1,
        ("review", "total"): 1,
        ("suit_after_review", "pending"): 1,
        ("suit_after_review", "total"): 1,
        ("suit_direct", "corrected"): 1,
        ("suit_direct", "total"): 1,
    }
    disputes.conclude(office.officer, appealed, dt.date(2026, 10, 9), "suit_changed")
    for period in (year, Period.year(2026, as_at=dt.date(2026, 4, 30))):
        compiled = table_4(scope, period)
        assert {place: CELLS[place].value(scope, period) for place in compiled} == compiled
    assert figures.CORRECTED.value(scope, year) == Ratio(2, 3)


def test_a_reply_ordered_by_a_court_is_no_second_case(office: Office, receive: Receive) -> None:
    refused = bring_about(office, receive("2026-03-02"), "process_info")
    suit = disputes.file_dispute(office.officer, refused, Dispute.Court.SUIT, "示例法院", dt.date(2026, 4, 1))
    disputes.conclude(office.officer, suit, dt.date(2026, 6, 1), "suit_annulled")
    opened = disputes.reopen(office.officer, refused, suit, dt.date(2026, 6, 8), dt.date(2026, 6, 30))
    assert (opened.status, opened.due_on, opened.outcome) == ("handling", dt.date(2026, 6, 30), "")
    compiled = table_3(Scope(office.organ), Period.year(2026))
    assert (compiled[cell("received")], compiled[cell("withheld.process_info")], compiled[cell("carried_out")]) == (
        1,
        1,
        0,
    )
    assert case_of(Application.objects.get()).first


def test_rates(office: Office, receive: Receive) -> None:
    for outcome in ("granted", "unclear_after_correction", "withdrawn"):
        bring_about(office, receive("2026-03-02"), outcome)
    scope, year = Scope(office.organ), Period.year(2026)
    assert figures.ON_TIME.value(scope, year) == Ratio(2, 2)
    assert figures.CORRECTION.value(scope, year) == Ratio(1, 3)
    assert figures.EXTENSION.value(scope, year) == Ratio(0, 3)
    assert figures.DAYS.value(scope, year) == 6.5
