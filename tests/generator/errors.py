"""Known errors put into a consistent draft, each with exactly the findings of severity ``error`` that it must cause."""

import re
from collections.abc import Callable
from random import Random

import msgspec

from generator.draft import Draft
from gongkai.findings import CellRef
from gongkai.report.form import FORMS
from gongkai.report.model import AnnualReport, Cell, Section


class Expected(msgspec.Struct, frozen=True, order=True):
    """A finding that must come back: rule and place, which is a cell, or a section for a sentence (0: the opening).

    Where ``weaker`` is set, a warning will do. ``needs`` are cells without which it cannot be found, besides those of
    the sum that it is about.
    """

    rule: str
    cell: CellRef | None = None
    section: int | None = None
    weaker: bool = False
    needs: tuple[CellRef, ...] = ()


class Injected(msgspec.Struct, frozen=True):
    """``allowed`` are further findings that the same fault may cause, depending on how a rule sees it."""

    report: AnnualReport
    expected: frozenset[Expected]
    allowed: frozenset[str] = frozenset()
    name: str = ""


Injector = Callable[[Draft, Random], Injected | None]
_REQUESTERS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")
_SUMMARY_ROWS = ("received", "carried_in", "total", "carried_out")


def inject(draft: Draft, seed: int, name: str | None = None) -> Injected:
    """One error, chosen by the seed among those that the draft admits, or the named one.

    ``ValueError`` where the draft does not admit the named error.
    """
    rng = Random(f"{seed}/inject")
    names = [name] if name else rng.sample(sorted(INJECTORS), len(INJECTORS))
    for candidate in names:
        injected = INJECTORS[candidate](draft, rng)
        if injected:
            return msgspec.structs.replace(injected, name=candidate)
    raise ValueError(f"the draft does not admit {name}")


def _edited(draft: Draft, edits: dict[CellRef, int]) -> AnnualReport:
    cells = {ref: Cell.number(edits[ref]) if ref in edits else cell for ref, cell in draft.report.cells.items()}
    return msgspec.structs.replace(draft.report, cells=cells)


def _rewritten(report: AnnualReport, number: int, text: str) -> AnnualReport:
    sections = tuple(Section(s.number, s.title, text) if s.number == number else s for s in report.sections)
    return msgspec.structs.replace(report, sections=sections)


def _value(draft: Draft, table: int, row: str, column: str) -> int:
    return int(draft.report.cells[CellRef(table, row, column)].value or 0)


def _leaves(draft: Draft) -> list[str]:
    return [row.key for row in FORMS[draft.report.form].table(3).rows if row.key not in _SUMMARY_ROWS]


def _free(draft: Draft, refs: list[CellRef]) -> list[CellRef]:
    """The cells no sentence speaks of, so that an edit contradicts the tables only."""
    return [ref for ref in refs if ref not in draft.cited]


def _off(rng: Random, value: int) -> int:
    """A wrong value near the right one, never negative."""
    return value + rng.choice([step for step in (-3, -1, 1, 2, 7) if value + step >= 0])


def _sums(rule: str, *places: tuple[str, str]) -> frozenset[Expected]:
    return frozenset(Expected(rule, CellRef(3, row, column)) for row, column in places)


def row_total_off(draft: Draft, rng: Random) -> Injected | None:
    """A leaf row's 总计: its row fails, and the 总计 column."""
    free = _free(draft, [CellRef(3, leaf, "total") for leaf in _leaves(draft)])
    if not free:
        return None
    ref = rng.choice(free)
    report = _edited(draft, {ref: _off(rng, _value(draft, *_parts(ref)))})
    return Injected(report, _sums("B1", (ref.row, "total")) | _sums("B2", ("total", "total")))


def leaf_off(draft: Draft, rng: Random) -> Injected | None:
    """A leaf of one kind of requester: its row and its column fail."""
    free = _free(draft, [CellRef(3, leaf, column) for leaf in _leaves(draft) for column in _REQUESTERS])
    ref = rng.choice([ref for ref in free if _value(draft, *_parts(ref))] or free)
    report = _edited(draft, {ref: _off(rng, _value(draft, *_parts(ref)))})
    return Injected(report, _sums("B1", (ref.row, "total")) | _sums("B2", ("total", ref.column)))


def total_row_off(draft: Draft, rng: Random) -> Injected | None:
    """A cell of （七）总计: its row, its column and its balance fail."""
    ref = CellRef(3, "total", rng.choice(_REQUESTERS))
    report = _edited(draft, {ref: _off(rng, _value(draft, *_parts(ref)))})
    expected = _sums("B1", ("total", "total")) | _sums("B2", ("total", ref.column))
    return Injected(report, expected | _sums("B3", ("carried_out", ref.column)))


def balance_off(draft: Draft, rng: Random) -> Injected | None:
    """四、结转 of one kind of requester and its 总计: both balances fail, no sum does."""
    total = CellRef(3, "carried_out", "total")
    if total in draft.cited:
        return None
    ref = CellRef(3, "carried_out", rng.choice(_REQUESTERS))
    more = rng.randint(1, 5)
    edits = {ref: _value(draft, *_parts(ref)) + more, total: _value(draft, *_parts(total)) + more}
    return Injected(_edited(draft, edits), _sums("B3", ("carried_out", ref.column), ("carried_out", "total")))


def merged_requesters(draft: Draft, rng: Random) -> Injected | None:
    """（七）总计 counts the companies as natural persons: two columns and two balances fail, both totals hold."""
    moved = _value(draft, 3, "total", "business")
    if not moved:
        return None
    natural = _value(draft, 3, "total", "natural_person")
    edits = {CellRef(3, "total", "natural_person"): natural + moved, CellRef(3, "total", "business"): 0}
    columns = ("natural_person", "business")
    expected = _sums("B2", *(("total", column) for column in columns))
    return Injected(_edited(draft, edits), expected | _sums("B3", *(("carried_out", column) for column in columns)))


def swapped_leaves(draft: Draft, rng: Random) -> Injected | None:
    """One kind of requester's figure stands a row too low: two rows fail, no column does."""
    pairs = [
        (upper, lower, column)
        for upper, lower in zip(_leaves(draft), _leaves(draft)[1:], strict=False)
        for column in _REQUESTERS
        if _value(draft, 3, upper, column) != _value(draft, 3, lower, column)
    ]
    if not pairs:
        return None
    upper, lower, column = rng.choice(pairs)
    edits = {
        CellRef(3, upper, column): _value(draft, 3, lower, column),
        CellRef(3, lower, column): _value(draft, 3, upper, column),
    }
    return Injected(_edited(draft, edits), _sums("B1", (upper, "total"), (lower, "total")))


def court_total_off(draft: Draft, rng: Random) -> Injected | None:
    """A 总计 of table 4 that no sentence states."""
    rows = [
        row for row in ("review", "suit_direct", "suit_after_review") if CellRef(4, row, "total") not in draft.cited
    ]
    if not rows:
        return None
    ref = CellRef(4, rng.choice(rows), "total")
    report = _edited(draft, {ref: _off(rng, _value(draft, *_parts(ref)))})
    return Injected(report, frozenset({Expected("C1", ref)}))


def denied_review(draft: Draft, rng: Random) -> Injected | None:
    """Table 4 shows reviews that an unqualified sentence denies."""
    if not _DENIAL.search(draft.report.sections[0].text) or _value(draft, 4, "review", "total"):
        return None
    cases = rng.randint(1, 4)
    edits = {
        CellRef(4, "review", rng.choice(("upheld", "other", "pending"))): cases,
        CellRef(4, "review", "total"): cases,
    }
    return Injected(_edited(draft, edits), frozenset({Expected("D3", section=1, needs=tuple(edits))}))


def received_text_off(draft: Draft, rng: Random) -> Injected | None:
    """The sentence on applications received states another number than the table."""
    stated = tuple(CellRef(3, "received", column) for column in (*_REQUESTERS, "total"))
    return _text_off(
        draft, rng, _RECEIVED, Expected("D1", section=1, needs=stated), frozenset({"D4", "D5", "D6", "D2"})
    )


def documents_text_off(draft: Draft, rng: Random) -> Injected | None:
    """The sentence on normative documents in force states another number than table 2."""
    stated = CellRef(2, "normative_docs", "in_force")
    return _text_off(draft, rng, _IN_FORCE, Expected("A5", section=1, needs=(stated,)), frozenset({"D5"}))


def requesters_text_off(draft: Draft, rng: Random) -> Injected | None:
    """All applicants are said to be natural persons; the table has companies among them."""
    text = draft.report.sections[0].text
    found = _RECEIVED.search(text)
    if not found or not _value(draft, 3, "received", "business") or CellRef(3, "received", "business") in draft.cited:
        return None
    end = found.end() + text[found.end() :].index("件") + 1
    if text[end] != "。":
        return None
    report = _rewritten(draft.report, 1, text[:end] + "，均为自然人申请" + text[end:])
    needs = tuple(CellRef(3, "received", column) for column in (*_REQUESTERS, "total"))
    return Injected(report, frozenset({Expected("D4", section=1, needs=needs)}))


def section_missing(draft: Draft, rng: Random) -> Injected | None:
    """Section five is missing, as happens when a report is cut together."""
    sections = tuple(section for section in draft.report.sections if section.number != 5)
    report = msgspec.structs.replace(draft.report, sections=sections)
    return Injected(report, frozenset({Expected("S1")}), frozenset({"S8"}))


def fee_missing(draft: Draft, rng: Random) -> Injected | None:
    """Section six says nothing of the fee."""
    report = _rewritten(draft.report, 6, "本年度无其他需要报告的事项。")
    return Injected(report, frozenset({Expected("S4", section=6, weaker=True)}))


def rules_without_power(draft: Draft, rng: Random) -> Injected | None:
    """A county, township or department reports government rules."""
    if draft.body.makes_rules or draft.body.name[-3:] == "师范大学" or draft.report.form != "2021":
        return None
    if not re.search("县|区|旗|镇|乡", draft.body.name) or "自治区" in draft.body.name or "自治州" in draft.body.name:
        return None
    ref = CellRef(2, "gov_rules", "in_force")
    return Injected(_edited(draft, {ref: rng.randint(1, 6)}), frozenset({Expected("A2", ref, needs=(ref,))}))


def _text_off(
    draft: Draft, rng: Random, pattern: re.Pattern[str], expected: Expected, allowed: frozenset[str]
) -> Injected | None:
    text = draft.report.sections[0].text
    found = pattern.search(text)
    if not found or "各级" in text[: found.start()].rpartition("。")[2]:
        return None
    wrong = str(int(found[1]) + rng.choice((1, 3, 9)))
    report = _rewritten(draft.report, 1, text[: found.start(1)] + wrong + text[found.end(1) :])
    return Injected(report, frozenset({expected}), allowed)


def _parts(ref: CellRef) -> tuple[int, str, str]:
    return ref.table, ref.row, ref.column


_RECEIVED = re.compile(r"(?:收到|新收)(?:公民、法人和其他组织的)?(?:政府信息公开申请|依申请公开) ?(\d+)")
_IN_FORCE = re.compile(r"现行有效(?:行政规范性文件)? ?(\d+)")
_DENIAL = re.compile("(?:未发生|无因|没有因)[^。]*行政复议[^。]*行政诉讼")

INJECTORS: dict[str, Injector] = {
    function.__name__: function
    for function in (
        row_total_off,
        leaf_off,
        total_row_off,
        balance_off,
        merged_requesters,
        swapped_leaves,
        court_total_off,
        denied_review,
        received_text_off,
        documents_text_off,
        requesters_text_off,
        section_missing,
        fee_missing,
        rules_without_power,
    )
}
