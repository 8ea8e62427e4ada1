"""Rows as printed → rows of the form, by label first and by order second."""

import itertools
from collections.abc import Sequence

import msgspec

from gongkai.report.recognise.labels import ALIKE, Vocabulary, alike
from gongkai.report.recognise.rows import RawRow
from gongkai.text.widths import skeleton

_CONTEXT = 8
"""So many labels before a row may belong to it: a label wrapped over lines, a group printed a character a line."""
_LONG_TABLE = 10
"""Of shorter tables one cannot say where a second one begins."""
_SAME_PLACE = 40
"""Below this likeness (0 to 100) not even its place in the order makes a label that of the form."""


class Match(msgspec.Struct, frozen=True):
    """A printed row and the row of the form it is. ``sure`` where the label says so; else the sums must agree."""

    key: str
    row: RawRow
    sure: bool


def align(rows: Sequence[RawRow], words: Vocabulary) -> list[Match]:
    """Each row of the form at most once, in the form's order; rows that are none of the form's are left out."""
    named = [words.rows.get(skeleton(row.own[-1])) if row.own else None for row in rows]
    if None in named:
        named = [key or _exact(row, words) for key, row in zip(named, rows, strict=True)]
    rows, named = _first_table(rows, named, words)
    _prefer_full_labels(named, rows, words)
    rank = {key: place for place, key in enumerate(words.order)}
    anchors = _longest_rising([(index, rank[key]) for index, key in enumerate(named) if key is not None])
    matches = [Match(words.order[place], rows[index], True) for index, place in anchors]
    if len(anchors) < len(words.order):
        bounds = [(-1, -1), *anchors, (len(rows), len(words.order))]
        for (row_from, place_from), (row_to, place_to) in itertools.pairwise(bounds):
            missing = words.order[place_from + 1 : place_to]
            unnamed = [row for row in rows[row_from + 1 : row_to] if not _is_group(row, words)]
            if missing and unnamed:
                matches.extend(_fill(unnamed, missing, words))
        matches.sort(key=lambda match: rank[match.key])
    return matches


def _first_table(
    rows: Sequence[RawRow], named: list[str | None], words: Vocabulary
) -> tuple[Sequence[RawRow], list[str | None]]:
    """The rows up to where a second table of the same kind begins: first rows again after last ones."""
    if len(words.order) < _LONG_TABLE:
        return rows, named
    first, last = words.order[:2], words.order[-2:]
    ended = False
    for index, key in enumerate(named):
        if key in first and ended:
            return rows[:index], named[:index]
        ended = ended or (key in last and bool(rows[index].values))
    return rows, named


def _prefer_full_labels(named: list[str | None], rows: Sequence[RawRow], words: Vocabulary) -> None:
    """Where one row bears a label in full and others in short (小计 rows called 总计), the others are not it."""
    if len(set(named)) == len(named):
        return
    lengths = [len(_last_label(row)) for row in rows]
    full = {key for key, length in zip(named, lengths, strict=True) if key and length >= len(words.labels[key])}
    for index, key in enumerate(named):
        if key in full and lengths[index] < len(words.labels[key]):
            named[index] = None


def _last_label(row: RawRow) -> str:
    last = row.own or row.before
    return skeleton(last[-1]) if last else ""


def _exact(row: RawRow, words: Vocabulary) -> str | None:
    for text in _readings(row, words):
        if key := words.rows.get(text):
            return key
    return None


def _readings(row: RawRow, words: Vocabulary) -> list[str]:
    """What the row's label may be: its own words, with words before it, with words behind it, likeliest first.

    Words behind the figures belong to the row only where a line of figures stands beside a wrapped label, and not
    where they are a label themselves.
    """
    last, own = (row.own[-1] if row.own else ""), "".join(row.own)
    heads = [""] + ["".join(row.before[-n:]) for n in range(1, min(_CONTEXT, len(row.before)) + 1)]
    tails = [""]
    if row.until < 0 and row.after and not _is_label(row.after[0], words):
        tails += ["".join(row.after[:n]) for n in range(1, min(2, len(row.after)) + 1)]
    readings = [
        head + middle + tail
        for tail in tails
        for head in heads
        for middle in dict.fromkeys((last, own))
        if head or middle
    ]
    return [skeleton(reading) for reading in readings]


def _is_label(text: str, words: Vocabulary) -> bool:
    plain = skeleton(text)
    return plain in words.rows or plain in words.groups


def _is_group(row: RawRow, words: Vocabulary) -> bool:
    return bool(row.own) and skeleton(row.own[-1]) in words.groups


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of anchors whose places rise: what is out of order cannot be trusted to be what it says."""
    best: list[list[tuple[int, int]]] = []
    for pair in pairs:
        before = max((run for run in best if run[-1][1] < pair[1]), key=len, default=[])
        best.append([*before, pair])
    return max(best, key=len, default=[])


def _fill(rows: list[RawRow], keys: tuple[str, ...], words: Vocabulary) -> list[Match]:
    """Rows between two anchors: by likeness, and what is then left over by order where the numbers of rows agree."""
    likeness = [
        [max((alike(text, words.labels[key]) for text in _readings(row, words)), default=0.0) for key in keys]
        for row in rows
    ]
    pairs = _best_pairs(likeness)
    found = [Match(keys[j], rows[i], True) for i, j in pairs]
    bounds = [(-1, -1), *pairs, (len(rows), len(keys))]
    for (i, j), (next_i, next_j) in itertools.pairwise(bounds):
        if 0 < next_i - i - 1 == next_j - j - 1:
            found += [
                Match(keys[b], rows[a], False)
                for a, b in zip(range(i + 1, next_i), range(j + 1, next_j), strict=True)
                if likeness[a][b] >= _SAME_PLACE or not rows[a].own
            ]
    return found


def _best_pairs(likeness: list[list[float]]) -> list[tuple[int, int]]:
    """The rising pairs (row, key) that are alike enough and whose likeness adds up to the most."""
    height, width = len(likeness), len(likeness[0])
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            pair = likeness[i][j] - ALIKE + 1 + best[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    pairs = []
    i = j = 0
    while i < height and j < width:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs
