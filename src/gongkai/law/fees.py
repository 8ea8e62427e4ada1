"""The information processing fee (信息处理费): two progressive tariffs, of which a request gets one, never both."""

import enum
import functools
from collections.abc import Iterator

import msgspec

from gongkai.law.loading import Entry, parameters
from gongkai.law.provisions import cite

GROUND = (cite("条例第四十二条第一款"), cite("收费办法第三条"))
"""Free as a rule; one tariff for one request."""


class Bracket(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """From a quantity to a quantity (both included) at a price in 元 for each.

    With ``block`` the bracket is cut into blocks of that size, each ``step`` 元 dearer than the one before.
    """

    start: int
    price: int
    end: int | None = None
    block: int | None = None
    step: int = 0

    def blocks(self, quantity: int) -> Iterator["Bracket"]:
        """The parts of the bracket that a quantity reaches, each at one price."""
        if self.block is None:
            yield self
            return
        for number, start in enumerate(range(self.start, quantity + 1, self.block)):
            yield Bracket(start, self.price + number * self.step, start + self.block - 1)


class Tariff(Entry, frozen=True, kw_only=True):
    """A way of charging. ``counts`` says what is counted; ``at_most`` is where a quantity can only be a mistake."""

    unit: str
    counts: str
    applies_to: str
    at_most: int
    brackets: tuple[Bracket, ...]


class Line(msgspec.Struct, frozen=True):
    """The part of a quantity that falls into one bracket, its price and the product, in 元."""

    bracket: Bracket
    quantity: int
    amount: int


class Fee(msgspec.Struct, frozen=True, kw_only=True):
    """A fee in 元 and how it came about."""

    tariff: Tariff
    quantity: int
    lines: tuple[Line, ...]

    @property
    def amount(self) -> int:
        """The fee in 元."""
        return sum(line.amount for line in self.lines)

    @property
    def sources(self) -> tuple[str, ...]:
        """The provisions, and what still has to be verified."""
        own = (f"{source}：{self.tariff.name}" for source in self.tariff.sources)
        note = (f"说明：{self.tariff.note}",) if self.tariff.note else ()
        return (*map(str, GROUND), *own, *note)


class TariffKey(enum.StrEnum):
    """The two tariffs."""

    BY_REQUEST = "by_request"
    BY_PAGE = "by_page"


def fee(key: TariffKey, quantity: int) -> Fee:
    """The fee for a number of requests of one requester in a calendar month, or of pages of one request.

    Raises ``ValueError`` with a Chinese message for a number below zero or beyond all reason.

    >>> fee(TariffKey.BY_REQUEST, 50).amount, fee(TariffKey.BY_PAGE, 1500).amount
    (7000, 54700)
    """
    tariff = tariffs()[key]
    if not 0 <= quantity <= tariff.at_most:
        raise ValueError(f"{tariff.name}的数量应在0至{tariff.at_most}{tariff.unit}之间，收到{quantity}")
    return Fee(tariff=tariff, quantity=quantity, lines=tuple(_lines(tariff, quantity)))


def _lines(tariff: Tariff, quantity: int) -> Iterator[Line]:
    for bracket in (block for whole in tariff.brackets for block in whole.blocks(quantity)):
        reached = quantity if bracket.end is None else min(quantity, bracket.end)
        inside = reached - bracket.start + 1
        if inside > 0:
            yield Line(bracket, inside, inside * bracket.price)


@functools.cache
def tariffs() -> dict[str, Tariff]:
    """The tariffs by key."""
    return parameters("fees.yaml", Tariff)
