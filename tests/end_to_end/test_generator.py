"""The adversary itself: its reports hold every sum of the form, its errors break exactly the sums they name."""

import functools

import pytest

from generator import Draft, inject, random_draft, random_report
from generator.errors import INJECTORS, Injected
from gongkai.findings import CellRef
from gongkai.report.form import Identity
from gongkai.report.model import AnnualReport


def _broken(report: AnnualReport) -> set[tuple[str, CellRef]]:
    def total(cells: tuple[CellRef, ...]) -> int:
        return sum(int(report.cells[cell].value or 0) for cell in cells)

    def fails(identity: Identity) -> bool:
        return total(identity.parts) != total(identity.stated)

    identities = [identity for table in report.edition.tables for identity in table.identities]
    return {(identity.rule, identity.placed) for identity in identities if fails(identity)}


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_reports_hold_every_sum(edition: str) -> None:
    for seed in range(200):
        report = random_report(seed, edition=edition)
        assert not _broken(report), seed
        assert set(report.cells) == set(report.edition.cells)


def test_the_same_seed_gives_the_same_report() -> None:
    assert random_report(7) == random_report(7)
    assert random_report(7) != random_report(8)


@pytest.mark.parametrize("name", INJECTORS)
def test_errors_break_the_sums_they_name_and_no_other(name: str) -> None:
    tried = 0
    for seed in range(300):
        injected = _admitted(seed, name)
        if injected is None:
            continue
        tried += 1
        named = {(e.rule, e.cell) for e in injected.expected if e.cell and e.rule in ("B1", "B2", "B3", "C1")}
        assert _broken(injected.report) == named, seed
        if tried == 8:
            return
    pytest.fail(f"only {tried} drafts of 300 admit the error")


@functools.cache
def _draft(seed: int) -> Draft:
    return random_draft(seed)


def _admitted(seed: int, name: str) -> Injected | None:
    try:
        return inject(_draft(seed), seed, name)
    except ValueError:
        return None
