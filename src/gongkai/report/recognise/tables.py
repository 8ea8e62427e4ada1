"""The three statutory tables: blocks → cells of the form, with a doubt for every cell that could not be placed."""

import enum
from collections.abc import Callable, Sequence

import msgspec

from gongkai.findings import CellRef
from gongkai.report.document import Block, Grid, Place
from gongkai.report.form import Form, Table
from gongkai.report.form.schema import table_name
from gongkai.report.model import Cell, CellState
from gongkai.report.recognise.align import Match, align
from gongkai.report.recognise.columns import Columns, Placed, behind_blank, columns_of, has_gap
from gongkai.report.recognise.labels import vocabulary
from gongkai.report.recognise.packed import Vector, candidates, solve
from gongkai.report.recognise.printed import printed
from gongkai.report.recognise.reading import Doubt
from gongkai.report.recognise.rows import RawRow, Token, rows_of
from gongkai.report.recognise.values import as_amount, as_count
from gongkai.text.widths import skeleton

UNREADABLE = Cell(state=CellState.UNREADABLE)


class Blanks(enum.Enum):
    """What a file does with blank cells, as its largest table shows."""

    KEPT = "kept"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


class TableReading(msgspec.Struct):
    """The cells of one table, their places, the doubts, and which of the blocks the table took (first and last)."""

    cells: dict[CellRef, Cell]
    places: dict[CellRef, Place]
    doubts: list[Doubt]
    span: tuple[int, int] | None = None
    blanks: Blanks = Blanks.UNKNOWN


def read_table(number: int, blocks: Sequence[Block], form: Form, blanks: Blanks = Blanks.UNKNOWN) -> TableReading:
    """The table with the number from the blocks of its section.

    Where the file drops blank cells, those behind figures tell no positions.
    """
    if found := printed(number, blocks, form):
        return TableReading(found.cells, found.places, [], found.span)
    return search_table(number, blocks, form, blanks)


def search_table(number: int, blocks: Sequence[Block], form: Form, blanks: Blanks = Blanks.UNKNOWN) -> TableReading:
    """The table with the number, however it is printed, row by row."""
    reading = _read_requests(blocks, form) if number == 3 else _SMALL[number](blocks, form, blanks)
    missing = tuple(ref for ref in form.table(number).cells() if ref not in reading.cells)
    if not reading.cells and not reading.doubts:
        reading.doubts = [Doubt(number, (), f"没有找到{table_name(number)}")]
    elif missing:
        rows = dict.fromkeys(ref.row for ref in missing)
        told = {ref for doubt in reading.doubts for ref in doubt.cells}
        for row in rows:
            cells = tuple(ref for ref in missing if ref.row == row and ref not in told)
            if cells:
                reading.doubts.append(
                    Doubt(number, cells, "文件中没有找到这一行" if _whole(cells, form) else "文件中没有找到这一格")
                )
    reading.cells.update(dict.fromkeys(missing, UNREADABLE))
    return reading


def _whole(cells: tuple[CellRef, ...], form: Form) -> bool:
    table = form.table(cells[0].table)
    return len(cells) == len(table.columns_of(table.row(cells[0].row)))


# ── table 2: rows of one to three figures ────────────────────────────────────────────────────────────────────────────


def _read_issued(blocks: Sequence[Block], form: Form, blanks: Blanks) -> TableReading:
    table = form.table(2)
    matches = align(rows_of(blocks), vocabulary(form, 2))
    reading = TableReading({}, {}, [], _span([match.row for match in matches]))
    for match in matches:
        row = table.row(match.key)
        columns = table.cells_of(match.key)
        tokens = _once(match.row, len(columns))
        dropped = blanks is Blanks.DROPPED and bool(tokens) and not behind_blank(match.row)
        if len(tokens) != len(columns) and not dropped:
            tokens = match.row.slots[: len(columns)]
        whole = len(match.row.values) > len(tokens) or set(match.row.values) <= set(tokens)
        if match.sure and len(tokens) == len(columns) and whole:
            for ref, token in zip(columns.values(), tokens, strict=True):
                money = row.amount and ref.column == "amount"
                _enter(reading, ref, token.cell, token.place, as_amount if money else as_count)
        elif match.sure and not match.row.values and len(columns) == 1:
            _enter(reading, next(iter(columns.values())), Cell(), match.row.slots[0].place, as_count)
        else:
            reading.doubts.append(Doubt(2, tuple(columns.values()), _count_reason(match, len(columns))))
    return reading


def _once(row: RawRow, width: int) -> tuple[Token, ...]:
    """The row's figures, without those that repeat the last one: some programs fill every column of a merged cell."""
    tokens = row.values
    while row.exact and len(tokens) > width and tokens[-1].cell == tokens[-2].cell:
        tokens = tokens[:-1]
    return tokens


def _count_reason(match: Match, width: int) -> str:
    if not match.sure:
        return "行名与格式不符，无法确认是哪一行"
    return f"这一行应有 {width} 个数，文件中有 {len(match.row.values)} 个，无法确认各属哪一列"


# ── table 3: rows of seven, held together by their sums ──────────────────────────────────────────────────────────────


def _read_requests(blocks: Sequence[Block], form: Form) -> TableReading:
    table = form.table(3)
    words = vocabulary(form, 3)
    rows = [row for row in rows_of(blocks) if row.lane == 0]
    matches = align(rows, words)
    reading = TableReading({}, {}, [], _span([match.row for match in matches]))
    if not matches:
        return reading
    keys = tuple(column.key for column in table.columns)
    columns = columns_of(blocks, [match.row for match in matches], keys, words)
    placed, packed, reading.blanks = _places(matches, columns)
    for key, row in placed.items():
        refs = table.cells_of(key)
        for column, token in row.items():
            _enter(reading, refs[column], token.cell, token.place, as_count)
    if packed:
        _unpack(reading, table, packed)
    _prove(reading, table, [match.key for match in matches if not match.sure])
    return reading


def _places(matches: list[Match], columns: Columns) -> tuple[dict[str, Placed], dict[str, Match], Blanks]:
    """The rows whose figures are in their places, those with figures that are not, and what became of blanks."""
    tried = {match.key: (match, columns.place(match.row)) for match in matches}
    placed = {key: found for key, (_, found) in tried.items() if found is not None}
    packed = {key: match for key, (match, found) in tried.items() if found is None and match.row.values}
    rows = {match.key: match.row for match in matches}
    if "total" in columns.names and _pushed_left(placed, rows):
        moved = {key for key, row in placed.items() if _lacks_total(row) and rows[key].values}
        packed |= {match.key: match for match in matches if match.key in moved}
        return {key: row for key, row in placed.items() if key not in moved}, packed, Blanks.DROPPED
    if any(map(has_gap, rows.values())):
        return placed, packed, Blanks.KEPT
    return placed, packed, Blanks.DROPPED if packed else Blanks.UNKNOWN


def _pushed_left(placed: dict[str, Placed], rows: dict[str, RawRow]) -> bool:
    """Whether blank cells were dropped and what stood behind them moved: a row proves it, or in all rows blanks come last."""
    if any(_moved_left(row) for row in placed.values()):
        return True
    short = [rows[key] for key, row in placed.items() if _lacks_total(row) and rows[key].values]
    return bool(short) and not any(has_gap(rows[key]) or _keeps_blank(row) for key, row in placed.items())


def _keeps_blank(row: Placed) -> bool:
    """Whether a blank stands before a figure of the row, among the columns of figures."""
    tokens = sorted(row.values(), key=lambda token: token.column)
    states = [token.cell.state is CellState.BLANK for token in tokens]
    return True in states and False in states[states.index(True) :] and tokens[0].column >= 0


def _lacks_total(row: Placed) -> bool:
    return "total" not in row or row["total"].cell.state is CellState.BLANK


def _moved_left(row: Placed) -> bool:
    """The last figure printed is the sum of those before it and stands not in 总计: cells before it were dropped."""
    if not _lacks_total(row):
        return False
    printed = [int(token.cell.value) for token in row.values() if token.cell.value is not None]
    return len(printed) > 1 and printed[-1] == sum(printed[:-1]) > 0


def _unpack(reading: TableReading, table: Table, packed: dict[str, Match]) -> None:
    keys = tuple(column.key for column in table.columns)
    known: dict[str, Vector] = {}
    for row in table.rows:
        if row.key not in packed:
            cells = [reading.cells.get(ref) for ref in table.cells_of(row.key).values()]
            if any(cell is not None for cell in cells):
                known[row.key] = tuple(_whole_number(cell) for cell in cells)
    open_rows = {
        key: candidates([_whole_number(token.cell) or 0 for token in match.row.values], len(keys))
        for key, match in packed.items()
        if len(match.row.values) < len(keys)
        and not has_gap(match.row)
        and all(token.cell.value is not None for token in match.row.values)
    }
    if not known and len({len(match.row.values) for match in packed.values()}) == 1:
        open_rows = {}  # a column was lost, and nothing tells which
    single = {key: found for key, found in open_rows.items() if len(found) == 1 and _one_lost(found[0], packed[key])}
    solved = solve(table, known, open_rows) if open_rows and all(open_rows.values()) else {}
    for key, match in packed.items():
        left = solved.get(key) or single.get(key) or []
        refs = tuple(table.cells_of(key).values())
        agreed = [values[0] if len(set(values)) == 1 else None for values in zip(*left, strict=True)] or [None] * len(
            keys
        )
        reason = f"这一行应有 {len(keys)} 个数，文件中有 {len(match.row.values)} 个"
        for ref, value in zip(refs, agreed, strict=True):
            if value is not None:
                _enter(reading, ref, Cell.number(value), match.row.values[0].place, as_count)
        accepted = tuple(ref for ref, value in zip(refs, agreed, strict=True) if value is not None)
        if accepted:
            reading.doubts.append(Doubt(3, accepted, f"{reason}；按行、列合计只有一种放法，已据此推定", accepted=True))
        if len(accepted) < len(refs):
            lost = tuple(ref for ref in refs if ref not in accepted)
            reading.doubts.append(Doubt(3, lost, f"{reason}，无法确认各属哪一列"))


def _one_lost(vector: Vector, match: Match) -> bool:
    """Whether one figure was lost and it is not the sum: a sum that was filled in by adding proves nothing."""
    return len(vector) == len(match.row.values) + 1 and vector[-1] == match.row.values[-1].cell.value


def _whole_number(cell: Cell | None) -> int | None:
    return int(cell.value) if cell is not None and cell.value is not None else None


def _prove(reading: TableReading, table: Table, unsure: list[str]) -> None:
    """Rows that stand where the form has them but are not labelled so keep their values only if all sums hold."""
    for key in unsure:
        concerned = [i for i in table.identities if any(c.row == key for c in (*i.parts, *i.stated))]
        if not all(_holds(identity.parts, identity.stated, reading.cells) for identity in concerned):
            refs = tuple(table.cells_of(key).values())
            for ref in refs:
                reading.cells.pop(ref, None)
                reading.places.pop(ref, None)
            reading.doubts.append(Doubt(3, refs, "行名与格式不符，合计也对不上，无法确认是哪一行"))


def _holds(parts: tuple[CellRef, ...], stated: tuple[CellRef, ...], cells: dict[CellRef, Cell]) -> bool:
    return sum(_whole_number(cells.get(ref)) or 0 for ref in parts) == sum(
        _whole_number(cells.get(ref)) or 0 for ref in stated
    )


# ── table 4: one line of fifteen ─────────────────────────────────────────────────────────────────────────────────────


def _read_courts(blocks: Sequence[Block], form: Form, blanks: Blanks) -> TableReading:
    table = form.table(4)
    refs = table.cells()
    printed = _below_head(rows_of(blocks), form, len(refs))
    rows = [row for row in printed if row.values] or [row for row in printed if len(row.slots) == len(refs)][:1]
    reading = TableReading({}, {}, [], _span(rows))
    kept = blanks is Blanks.KEPT or (len(rows) == 1 and behind_blank(rows[0]))
    stated = all(row.exact for row in rows)
    odd = not stated and any(row.lane or any(map(_loose_remark, row.values)) for row in rows)
    for tokens in ([token for row in rows for token in row.values], [token for row in rows for token in row.slots]):
        in_place = not odd and (kept or all(token.cell.state is not CellState.BLANK for token in tokens))
        if len(tokens) == len(refs) and (in_place or (blanks is not Blanks.DROPPED and _fits(table, tokens))):
            for ref, token in zip(refs, tokens, strict=True):
                _enter(reading, ref, token.cell, token.place, as_count)
            return reading
    alone = None if any(row.values for row in rows) else _head_alone(blocks, form)
    if alone is not None:
        return TableReading(dict.fromkeys(refs, Cell()), {}, [], (alone, alone))
    if rows:
        count = sum(len(row.values) for row in rows)
        reading.doubts.append(Doubt(4, refs, f"表四应有 {len(refs)} 个数，文件中有 {count} 个，无法确认各属哪一格"))
        reading.cells.update(dict.fromkeys(refs, UNREADABLE))
    return reading


def _head_alone(blocks: Sequence[Block], form: Form) -> int | None:
    """The block with the whole head: where no figure stands below, whatever became of the row, all is blank."""
    table, names = form.table(4), vocabulary(form, 4).columns
    for item, block in enumerate(blocks):
        if isinstance(block, Grid) and block.exact:
            keys = [names.get(skeleton(cell.text)) for cell in block.cells if cell.text]
            if keys.count(table.columns[0].key) == len(table.rows):
                return item
    return None


def _below_head(rows: list[RawRow], form: Form, width: int) -> list[RawRow]:
    """The rows from where the head names the first column on; where one of them is complete, only that."""
    names = vocabulary(form, 4).columns
    first = form.table(4).columns[0].key
    for index, row in enumerate(rows):
        words = (word for label in (*row.before, *row.own) for word in label.split())
        if any(names.get(skeleton(word)) == first for word in words):
            below = rows[index:]
            full = (row for row in below if width in (len(row.values), len(row.slots)) and row.values)
            return [found] if (found := next(full, None)) else below
    complete = [row for row in rows if len(row.values) == width]
    return complete if len(complete) == 1 else rows


def _loose_remark(token: Token) -> bool:
    """Whether a figure in a running line has a remark, of which more may have gone to other lines."""
    return token.column < 0 and token.cell.state is CellState.UNREADABLE


def _fits(table: Table, tokens: list[Token]) -> bool:
    """Whether the blocks add up, blanks being 0: the proof that blanks at the end were not dropped before."""
    cells = {ref: token.cell for ref, token in zip(table.cells(), tokens, strict=True)}
    return all(_holds(identity.parts, identity.stated, cells) for identity in table.identities)


# ── entering ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _enter(reading: TableReading, ref: CellRef, cell: Cell, place: Place, kind: Callable[[Cell], Cell]) -> None:
    entered = cell if type(cell.value) is int and not cell.printed and kind is as_count else kind(cell)
    reading.cells[ref] = entered
    reading.places[ref] = place
    if entered.state is CellState.UNREADABLE:
        reading.doubts.append(
            Doubt(ref.table, (ref,), f"“{entered.printed}”不是整数" if entered.printed else "原文即无法辨认")
        )


def _span(rows: Sequence[RawRow]) -> tuple[int, int] | None:
    if not rows:
        return None
    return min(row.item for row in rows), max(max(row.item, row.until) for row in rows)


_SMALL = {2: _read_issued, 4: _read_courts}
