"""Which of thousands of texts are alike, found by a small sample of each: the sequences whose checksum says so.

The same sequence is in the sample of every text that has it, so that the samples of two texts are as alike as the texts.
A sample picks out the pairs to look at; how much two texts share is said by :mod:`gongkai.report.reuse`, from the texts.
"""

import itertools
import math
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from typing import Generic, NamedTuple, TypeVar

from gongkai.report.model import AnnualReport
from gongkai.report.reuse import NOISE_FLOOR, own_sequences

ONE_IN = 32
"""How many sequences there are to one of the sample: of a usual report about a hundred are kept."""
MOST_COUNTED = 1_000_000
"""Pairs that are counted, those with rare words first: what hundreds of bodies write alike says nothing of two of them."""

Key = TypeVar("Key")
_Pair = tuple[float, int, int]


def sketch_of(report: AnnualReport) -> bytes:
    """The sample of the report's own words, the same wherever it is made."""
    checksums = {zlib.crc32(sequence.encode()) for sequence in own_sequences(report)}
    marks = sorted(checksum for checksum in checksums if checksum % ONE_IN == 0)
    return struct.pack(f"<{len(marks)}I", *marks)


class Near(NamedTuple, Generic[Key]):
    """How many pairs of texts seem alike, and the most alike of them, the first ones first."""

    found: int
    pairs: list[tuple[Key, Key]]


def nearest(sketches: Mapping[Key, bytes], most: int) -> Near[Key]:
    """The pairs of texts whose samples share more than chance lets them."""
    holders: dict[bytes, list[Key]] = {}
    for key, sketch in sketches.items():
        if sketch:
            holders.setdefault(sketch, []).append(key)
    groups = list(holders.values())
    alike = [*((1.0, at, at) for at, keys in enumerate(groups) if len(keys) > 1), *_sharing(list(holders))]
    found = sum(_count(groups, pair) for pair in alike)
    pairs = itertools.chain.from_iterable(_keys(groups, pair) for pair in nlargest(most, alike))
    return Near(found, list(itertools.islice(pairs, most)))


def _sharing(sketches: Sequence[bytes]) -> list[_Pair]:
    """Pairs of different sketches, by their places, with the share of the smaller one that the other has too."""
    marks = [struct.unpack(f"<{len(sketch) // 4}I", sketch) for sketch in sketches]
    holders: dict[int, list[int]] = {}
    for at, own in enumerate(marks):
        for mark in own:
            holders.setdefault(mark, []).append(at)
    common: Counter[tuple[int, int]] = Counter()
    counted = 0
    for held in sorted(holders.values(), key=len):
        counted += math.comb(len(held), 2)
        if counted > MOST_COUNTED:
            break
        common.update(itertools.combinations(held, 2))
    shares = ((number / min(len(marks[one]), len(marks[other])), one, other) for (one, other), number in common.items())
    return [pair for pair in shares if pair[0] > NOISE_FLOOR]


def _count(groups: Sequence[Sequence[object]], pair: _Pair) -> int:
    _, one, other = pair
    return math.comb(len(groups[one]), 2) if one == other else len(groups[one]) * len(groups[other])


def _keys(groups: Sequence[Sequence[Key]], pair: _Pair) -> Iterator[tuple[Key, Key]]:
    _, one, other = pair
    if one == other:
        return itertools.combinations(groups[one], 2)
    return itertools.product(groups[one], groups[other])
