"""The tables of the statute fit together, and fit the form of the annual report."""

import re
from collections.abc import Callable, Mapping

import pytest

from gongkai.law.deadlines import deadlines
from gongkai.law.duties import Tier, duties, duties_of, standard_fields
from gongkai.law.fees import tariffs
from gongkai.law.index import KINDS, index
from gongkai.law.letters import SignOff, letters
from gongkai.law.loading import Entry
from gongkai.law.outcomes import RemedyRule, outcomes, together
from gongkai.law.periods import histories
from gongkai.law.procedure import HEADINGS, Clock, procedure
from gongkai.law.provisions import Instrument, Provision, cite, order, regulation
from gongkai.law.receipt import channels
from gongkai.law.remedies import REFUSALS, clause_for, clauses
from gongkai.law.requesters import requesters
from gongkai.law.results import Court, results
from gongkai.report.form.edition_2021 import COURTS, FORM_2021, OUTCOMES, REQUESTERS

TABLES: list[Callable[[], Mapping[str, Entry]]] = [
    deadlines,
    duties,
    tariffs,
    letters,
    outcomes,
    channels,
    clauses,
    results,
    lambda: procedure().steps,
]
LEAVES = [
    row.key
    for row in next(table for table in FORM_2021.tables if table.number == 3).rows
    if row.key not in {"received", "carried_in", "total", "carried_out"}
]


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_stands_on_a_provision_and_has_a_name(table: Callable[[], Mapping[str, Entry]]) -> None:
    for key, entry in table().items():
        assert entry.key == key
        assert entry.name
        assert entry.provisions, key


def test_every_leaf_row_of_table_3_has_an_outcome_in_the_order_of_the_form() -> None:
    rows = [
        outcome.row for outcome in outcomes().values() if outcome.row and outcome.key != "not_government_information"
    ]
    assert list(dict.fromkeys(rows)) == LEAVES
    assert {row for outcome in outcomes().values() for row in outcome.alternatives} <= set(LEAVES)


def test_outcomes_name_letters_and_refusals_cite_the_refusing_article() -> None:
    for outcome in outcomes().values():
        assert outcome.letter in letters(), outcome.key
        if outcome.row.startswith("withheld.") and outcome.key != "registry_lookup":
            assert {p.article for p in outcome.provisions} & REFUSALS, outcome.key


def test_only_outcomes_without_letter_to_the_requester_tell_of_no_remedy() -> None:
    silent = {outcome.key for outcome in outcomes().values() if outcome.remedy is RemedyRule.NONE}
    assert silent == {"correction_lapsed", "fee_lapsed", "withdrawn", "merged"}


def test_review_first_is_for_refusals_alone() -> None:
    on = clauses()["review_first"].in_force
    first = {o.key for o in outcomes().values() if clause_for(o.provisions, on).key == "review_first"}
    assert first == {
        "state_secret",
        "law_banned",
        "security_stability",
        "third_party_rights",
        "internal_affairs",
        "process_info",
        "enforcement_file",
    }


def test_gaps_of_clauses_are_periods_or_for_the_letter_to_fill() -> None:
    for clause in clauses().values():
        gaps = set(re.findall(r"{(\w+)}", clause.text))
        assert gaps >= set(clause.periods), clause.key
        assert gaps - set(clause.periods) <= {"letter", "review_organ", "court", "superior", "online_review"}
        assert set(clause.periods) <= set(histories())


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["granted"], "granted"),
        (["already_public"], "already_public"),
        (["granted", "already_public"], "granted"),
        (["granted", "state_secret"], "partial"),
        (["already_public", "not_exist"], "partial"),
        (["partial", "granted"], "partial"),
        (["not_exist", "process_info"], "process_info"),
        (["repeat", "petition"], "petition"),
    ],
)
def test_one_request_has_one_row(parts: list[str], whole: str) -> None:
    assert together(parts).key == together(reversed(parts)).key == whole


def test_unknown_or_missing_outcomes_are_refused() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        together(["granted", "nonsense"])
    with pytest.raises(ValueError, match="至少"):
        together([])


def test_requester_columns_are_those_of_the_form() -> None:
    assert requesters().columns == {c.key: c.label for c in REQUESTERS if c.key != "total"}
    assert {prefix.column for prefix in requesters().prefixes.values()} <= set(requesters().columns)


def test_results_fill_every_cell_of_table_4() -> None:
    rows = {row.key for row in COURTS}
    columns = {column.key for column in OUTCOMES} - {"total"}
    assert {r.row(after_review=after) for r in results().values() for after in (False, True)} == rows
    for court in Court:
        assert {r.column for r in results().values() if r.court is court} == columns


def test_duties_follow_the_articles() -> None:
    article_20 = [d.provisions[0].item for d in duties().values() if d.provisions[0].article == 20]
    assert article_20 == list(range(1, 16))
    rows = {row.key for row in next(table for table in FORM_2021.tables if table.number == 2).rows}
    assert {row for duty in duties().values() for row in duty.rows} == rows
    added = {tier: sum(d.provisions[0].article == 21 for d in duties_of(tier)) for tier in Tier}
    assert added == {Tier.PROVINCE: 0, Tier.CITY: 7, Tier.COUNTY: 7, Tier.TOWNSHIP: 8}
    assert {d.period for d in duties().values()} <= set(histories())


def test_there_are_26_standard_fields() -> None:
    assert len(set(standard_fields().names)) == 26


def test_steps_name_what_there_is() -> None:
    for step in procedure().steps.values():
        assert not step.period or step.period in histories(), step.key
        assert not step.letter or step.letter in letters(), step.key
        assert not step.outcome or step.outcome in outcomes(), step.key


def test_every_state_can_be_reached_and_every_open_one_left() -> None:
    table = procedure()
    reached: set[str] = set()
    while new := {s.to for s in table.steps.values() if not s.states or reached & set(s.states)} - reached - {""}:
        reached |= new
    assert reached == set(table.states)
    for state in set(table.states) - {"archived"}:
        assert any(step.to != state for step in table.allowed(state)), state


def test_excluded_time_is_closed_by_a_step_for_each_that_opens_it() -> None:
    clocks = [step.clock for step in procedure().steps.values()]
    assert clocks.count(Clock.EXCLUDE_FROM) == clocks.count(Clock.EXCLUDE_UNTIL) == 2


def test_only_the_head_of_the_unit_extends_and_only_once() -> None:
    extend = procedure().steps["extend"]
    assert (extend.by, extend.once, extend.provisions) == ("foi_unit_head", True, (regulation(33, 2),))
    assert letters()[extend.letter].sign_off is SignOff.FOI_UNIT_HEAD


def test_the_table_of_steps_prints_in_chinese() -> None:
    rows = procedure().rows()
    assert len(rows) == len(procedure().steps)
    assert {len(row) for row in rows} == {len(HEADINGS)}
    assert not re.search(r"[a-z_]{4,}", "".join("".join(row) for row in rows))


def test_index_is_complete_and_in_order() -> None:
    found = index()
    assert list(found) == sorted(found, key=order)
    used = {(use.kind, use.key) for uses in found.values() for use in uses}
    assert {kind for kind, _ in used} == set(KINDS)
    assert {("period", key) for key in histories()} <= used
    assert {("outcome", key) for key in outcomes()} <= used
    assert {f"3:{row}" for row in LEAVES} <= {key for kind, key in used if kind == "cell"}


def test_index_of_the_answer_period() -> None:
    uses = {(use.kind, use.key) for use in index()[regulation(33, 2)]}
    assert {("period", "answer"), ("period", "extension"), ("step", "extend"), ("letter", "extension_notice")} <= uses


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("条例第三十三条第二款", regulation(33, 2)),
        ("条例第二十条第（十五）项", regulation(20, item=15)),
        ("2007年条例第十八条", Provision(Instrument.REGULATION_2007, 18)),
        ("复议法第二十三条第一款第（四）项", Provision(Instrument.RECONSIDERATION, 23, 1, 4)),
        ("送达解释", Provision(Instrument.SERVICE_2016)),
    ],
)
def test_citation_is_read(words: str, place: Provision) -> None:
    assert cite(words) == place


@pytest.mark.parametrize("words", ["", "条例第三十三", "某法第一条", "条例第一条之后", "第一条", "条例 第一条x"])
def test_citation_that_cannot_be_one_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="认不出引用"):
        cite(words)
