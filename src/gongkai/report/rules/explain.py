"""Which units explain a difference between a total report and the sum of its parts."""

import itertools
from collections.abc import Iterator, Sequence

Vector = tuple[int, ...]
Term = tuple[int, int]
"""A unit by its position, and +1 where it was counted twice, −1 where it was left out."""

_MODULUS = 2**61 - 1
_BASE = 1_000_003
_MOST_UNITS = 3
_MOST_FOUND = 4


def explanations(difference: Vector, units: Sequence[Vector]) -> list[tuple[Term, ...]]:
    """The smallest sets of units that, left out or counted twice, give exactly the difference of total and sum.

    Sets of up to three units are looked at; units without any figure explain nothing. The units' figures are compared
    through one weighted sum of each, so that sixty units take milliseconds; every hit is then proven figure by figure.
    """
    terms = [(index, sign) for index, unit in enumerate(units) if any(unit) for sign in (-1, 1)]
    weights = [pow(_BASE, place, _MODULUS) for place in range(1, len(difference) + 1)]
    keys = {term: term[1] * _weighed(units[term[0]], weights) for term in terms}
    by_key: dict[int, list[Term]] = {}
    for term, key in keys.items():
        by_key.setdefault(key, []).append(term)
    wanted = _weighed(difference, weights)
    for size in range(1, _MOST_UNITS + 1):
        hits = (
            (*chosen, last)
            for chosen in itertools.combinations(terms, size - 1)
            for last in by_key.get(wanted - sum(keys[term] for term in chosen), ())
            if all(term[0] < last[0] for term in chosen[-1:]) and len({term[0] for term in chosen}) == size - 1
        )
        found = list(itertools.islice((hit for hit in hits if _proven(difference, units, hit)), _MOST_FOUND))
        if found:
            return found
    return []


def nearly(difference: Vector, units: Sequence[Vector], leftover: int) -> Iterator[tuple[Term, list[int]]]:
    """One unit that gives the difference but for at most so many figures, with the places of those figures."""
    for index, unit in enumerate(units):
        for sign in (-1, 1):
            left = [at for at, (off, part) in enumerate(zip(difference, unit, strict=True)) if off != sign * part]
            if any(unit) and 0 < len(left) <= leftover:
                yield (index, sign), left


def _weighed(vector: Vector, weights: Sequence[int]) -> int:
    return sum((value * weight for value, weight in zip(vector, weights, strict=True) if value))


def _proven(difference: Vector, units: Sequence[Vector], hit: tuple[Term, ...]) -> bool:
    return all(off == sum((sign * units[index][at] for index, sign in hit)) for at, off in enumerate(difference))
