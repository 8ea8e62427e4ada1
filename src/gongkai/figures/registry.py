"""What a figure is, and all of them by identifier."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongkai.figures.counting import Asked, counted, is_plain
from gongkai.figures.measures import Count, Measure, Share, Value
from gongkai.figures.scope import Period, Scope

Records = Callable[[Scope, Period], QuerySet[Any]]
Together = Callable[[Scope, Period], Mapping[str, Value]]
"""Counts many figures at once; the values by identifier."""
ByOrgan = Callable[[Scope, Period], Mapping[int, Mapping[str, Value]]]
"""Counts many figures of every organ of a scope at once; organs without a record may be left out."""


@dataclass(frozen=True)
class Figure:
    """One statistic with one definition.

    ``key`` is its identifier, ``name`` and ``unit`` are Chinese, ``definition`` says what is counted, ``sources`` the
    provisions that ask for it. ``value`` is ``records`` measured and nothing else: whoever opens a figure sees what
    made it.
    """

    key: str
    name: str
    unit: str
    definition: str
    sources: tuple[str, ...]
    records: Records
    measure: Measure

    def value(self, scope: Scope, period: Period) -> Value:
        """The value for the scope and period."""
        return self.measure(self.records(scope, period))


class Registry(Mapping[str, Figure]):
    """The figures by identifier, in the order in which their rooms declared them."""

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}
        self._together: dict[str, Together] = {}
        self._by_organ: dict[str, ByOrgan] = {}

    def declare(self, figure: Figure) -> Figure:
        """Add a figure. Raises ``ValueError`` for an identifier that is taken."""
        if self._figures.setdefault(figure.key, figure) is not figure:
            raise ValueError(f"统计指标 {figure.key} 已经有了")
        return figure

    def count_together(self, keys: Iterable[str], together: Together) -> None:
        """Let figures that are asked for at once be counted at once; each must come to the same as alone."""
        self._together.update(dict.fromkeys(keys, together))

    def count_by_organ(self, keys: Iterable[str], by_organ: ByOrgan) -> None:
        """Let figures be counted for every organ of a scope at once; each must come to the same as for the organ alone."""
        self._by_organ.update(dict.fromkeys(keys, by_organ))

    def values_by_organ(self, keys: Iterable[str], scope: Scope, period: Period) -> dict[int, dict[str, Value]]:
        """Those of the figures that can be counted by organ, by the organ's primary key; nothing for one without records."""
        wanted = frozenset(keys)
        found: dict[int, dict[str, Value]] = {}
        for by_organ in dict.fromkeys(self._by_organ[key] for key in wanted if key in self._by_organ):
            for organ, values in by_organ(scope, period).items():
                found.setdefault(organ, {}).update({key: value for key, value in values.items() if key in wanted})
        return found

    def values_of(self, keys: Iterable[str], scope: Scope, period: Period) -> dict[str, Value]:
        """The values of several figures, in as few queries as their rooms know how to."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, Value] = {}
        for together in dict.fromkeys(self._together[key] for key in wanted if key in self._together):
            found.update(together(scope, period))
        found |= counted(self._countable((key for key in wanted if key not in found), scope, period))
        return {key: found[key] if key in found else self[key].value(scope, period) for key in wanted}

    def _countable(self, keys: Iterable[str], scope: Scope, period: Period) -> Iterator[Asked]:
        """Those of the figures that are counts or shares of plain records."""
        for key in keys:
            measure = self[key].measure
            records = self[key].records(scope, period) if isinstance(measure, Count | Share) else None
            if isinstance(measure, Count | Share) and records is not None and is_plain(records):
                yield key, measure, records

    def search(self, words: str) -> list[Figure]:
        """The figures in whose identifier, name, definition or source each of the words occurs; all for none."""
        wanted = words.lower().split()
        return [
            figure
            for figure in self.values()
            if all(
                word in " ".join((figure.key, figure.name, figure.definition, *figure.sources)).lower()
                for word in wanted
            )
        ]

    def __getitem__(self, key: str) -> Figure:
        return self._figures[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


FIGURES = Registry()
"""Every figure; a room declares its own in its ``figures`` module, which its app imports when it is ready."""
