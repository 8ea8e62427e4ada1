"""A table printed as the form has it, every label in its order and every cell a number: recognised at a glance.

Most tables are such, and need no search. The words of a section become a string of one sign for each, and a regular
expression tells whether the form's table stands in it. Whatever is not exactly so (a blank, a mark, a label with a
slip, a figure too many) is left to :mod:`gongkai.report.recognise.tables`, which comes to the same cells.
"""

import functools
import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from gongkai.findings import CellRef
from gongkai.report.document import Block, Grid, Place
from gongkai.report.form import FORMS, Form, Row, Table
from gongkai.report.model import BLANK, Cell
from gongkai.report.recognise.labels import Vocabulary, vocabulary
from gongkai.report.recognise.values import as_amount, spoilt, value_of
from gongkai.text.widths import skeleton

_COUNT, _AMOUNT, _WORDS, _ODD = "0.?!"
"""The signs of a count, of a number with decimals, of words that the form does not know, of anything else."""
_FIGURES = frozenset((_COUNT, _AMOUNT))
_FIRST_SIGN = 0xE000
_REQUESTS, _COURTS = 3, 4
_FEWEST_HEADS = 6
_LONG_LABEL = 14
"""A longer label may be wrapped around the line of its figures."""
_BLANK = re.compile(r"\s")
_GAP = re.compile(r"\s{2,}")
_HAN = re.compile("[\u4e00-\u9fff]")
_LONGEST_VALUE = 40


class Printed(msgspec.Struct, frozen=True):
    """The cells of a table with their places, and the first and the last block that it takes."""

    cells: dict[CellRef, Cell]
    places: dict[CellRef, Place]
    span: tuple[int, int]


class _Word(msgspec.Struct, frozen=True, gc=False):
    """Text, place, ordinal of the block, row in its grid (-1 in running lines)."""

    text: str
    place: Place
    item: int
    row: int = -1


class _Pattern(msgspec.Struct, frozen=True):
    """How a table looks as signs: in a grid, in running lines; and for each row its figures and its label."""

    grid: re.Pattern[str]
    lines: re.Pattern[str]
    rows: tuple[tuple[int, int, str], ...]


def printed(number: int, blocks: Sequence[Block], form: Form) -> Printed | None:
    """The table with the number in the blocks of its section; ``None`` where it is not printed as the form has it."""
    table, pattern = form.table(number), _pattern(number, form.edition)
    words, sign, refs = _words(blocks), _signs(number, form.edition), table.cells()
    signs = "".join([sign(word.text) for word in words])
    if signs.count(_COUNT) + signs.count(_AMOUNT) != len(refs):
        return None
    labelled = pattern.grid.search(signs) is not None
    if not labelled and pattern.lines.search(signs) is None:
        return None
    at = [place for place, mark in enumerate(signs) if mark in _FIGURES]
    cells = _cells([words[place].text for place in at], table)
    grids = [block for block in blocks if isinstance(block, Grid)]
    if grids and not (_in_rows(words, at, pattern) and all(_in_order(grid, number, form) for grid in grids)):
        return None
    certain = labelled and all(words[place].row >= 0 for place in at)
    if not certain and (
        table.broken([cell.value for cell in cells.values()]) or not _part_of_labels(words, signs, at, pattern)
    ):
        return None
    places = {ref: words[place].place for ref, place in zip(refs, at, strict=True)}
    return Printed(cells, places, (words[at[0]].item, words[at[-1]].item))


def _cells(figures: Sequence[str], table: Table) -> dict[CellRef, Cell]:
    cells = {ref: value_of(figure) or BLANK for ref, figure in zip(table.cells(), figures, strict=True)}
    for row in table.rows:
        if row.amount:
            cells |= {ref: as_amount(cells[ref]) for key, ref in table.cells_of(row.key).items() if _is_money(row, key)}
    return cells


# ── a section → words and signs ──────────────────────────────────────────────────────────────────────────────────────


def _words(blocks: Sequence[Block]) -> list[_Word]:
    words: list[_Word] = []
    for item, block in enumerate(blocks):
        if isinstance(block, Grid):
            words += [_Word(cell.text, cell.place, item, cell.row) for cell in block.cells if cell.text]
        elif _BLANK.search(block.text):
            words += [_Word(text, block.place, item) for line in block.text.split("\n") for text in _pieces(line)]
        else:
            words.append(_Word(block.text, block.place, item))
    return words


def _pieces(line: str) -> Iterator[str]:
    """What stands apart in a line: its labels, and its figures one by one."""
    for chunk in _GAP.split(line.strip()):
        label, figures = chunk, list[str]()
        while " " in label and label[-1].isdigit():
            label, _, figure = label.rpartition(" ")
            if not figure.isdigit():
                label, figures = chunk, list[str]()
                break
            figures.append(figure)
        if label:
            yield label
        yield from reversed(figures)


@functools.cache
def _signs(number: int, edition: str) -> Callable[[str], str]:
    """The function that gives a text its sign in the table; it remembers texts, as labels and small figures recur."""
    known = _known(vocabulary(FORMS[edition], number))

    @functools.lru_cache(maxsize=8192)
    def sign(text: str) -> str:
        value = value_of(text) if len(text) < _LONGEST_VALUE else None
        if value is not None:
            return _sign_of(value)
        label = known.get(skeleton(text))
        if label is None and (not _HAN.search(text) or spoilt(text) is not None):
            return _ODD
        return label or _WORDS

    return sign


def _sign_of(value: Cell) -> str:
    if value.value is None or value.value < 0:
        return _ODD
    return _COUNT if type(value.value) is int and not value.printed else _AMOUNT


def _known(words: Vocabulary) -> dict[str, str]:
    """A sign for each label of the table."""
    labels = dict.fromkeys((*words.rows, *words.columns, *words.groups))
    return {label: chr(_FIRST_SIGN + number) for number, label in enumerate(labels)}


# ── a table of the form → its pattern ────────────────────────────────────────────────────────────────────────────────


@functools.cache
def _pattern(number: int, edition: str) -> _Pattern:
    table, words = FORMS[edition].table(number), vocabulary(FORMS[edition], number)
    known = _known(words)
    heads = words.columns if number != _REQUESTS else {}
    between = f"[{_WORDS}{''.join(known[label] for label in (*words.groups, *heads) if label not in words.rows)}]*"
    if number == _COURTS:  # one row, below heads of two lines
        head = f"(?:[{''.join(known.values())}][{_WORDS}]*){{{_FEWEST_HEADS},}}"
        whole = re.compile(f"{head}{_COUNT}{{{len(table.cells())}}}(?!{_COUNT})")
        return _Pattern(whole, whole, ((0, len(table.cells()) - 1, ""),))
    grid = lines = ""
    rows: list[tuple[int, int, str]] = []
    for row in table.rows:
        columns = [column.key for column in table.columns_of(row)]
        label = f"[{''.join(known[wording] for wording, key in words.rows.items() if key == row.key)}]"
        figures = "".join(f"[{_COUNT}{_AMOUNT}]" if _is_money(row, column) else _COUNT for column in columns)
        wraps = number == _REQUESTS and len(words.labels[row.key]) > _LONG_LABEL
        grid += between + label + figures
        lines += between + (f"(?:{label}[{_WORDS}]*)?" if wraps else label) + figures
        first = rows[-1][1] + 1 if rows else 0
        rows.append((first, first + len(columns) - 1, words.labels[row.key]))
    return _Pattern(re.compile(grid), re.compile(lines), tuple(rows))


# ── proofs ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_rows(words: Sequence[_Word], at: Sequence[int], pattern: _Pattern) -> bool:
    """Whether the figures of each row stand in one row of the grid, behind a label there."""
    for first, last, _ in pattern.rows:
        begin, end = words[at[first]], words[at[last]]
        if begin.row != end.row or begin.item != end.item:
            return False
    return True


def _in_order(grid: Grid, number: int, form: Form) -> bool:
    """Whether the heads of the table's columns stand in the form's order, as far as an exact grid has them."""
    if number != _REQUESTS or not grid.exact:
        return True
    names = vocabulary(form, number).columns
    at: dict[str, int] = {}
    for cell in grid.cells:
        if cell.text.isdigit():
            break
        key = names.get(skeleton(cell.text)) if cell.text else None
        if key is not None:
            at.setdefault(key, cell.column)
    columns = [at[column.key] for column in form.table(number).columns if column.key in at]
    return columns == sorted(set(columns))


def _part_of_labels(words: Sequence[_Word], signs: str, at: Sequence[int], pattern: _Pattern) -> bool:
    """Whether words that stand right before the figures of a row are its label or a part of that."""
    for first, _, label in pattern.rows:
        before = at[first] - 1
        if signs[before] == _WORDS and label and skeleton(words[before].text) not in label:
            return False
    return True


def _is_money(row: Row, column: str) -> bool:
    return row.amount and column == "amount"
