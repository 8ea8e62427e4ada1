"""The hand that writes: figures from the tables, made-up figures, typography."""

import re
from collections.abc import Callable
from random import Random

from generator.bodies import Body
from generator.figures import Figures
from gongkai.findings import CellRef


class Pen:
    """The text of one report. ``cited`` collects the cells whose figures a sentence states or denies."""

    def __init__(self, rng: Random, body: Body, year: int, edition: str, figures: Figures) -> None:
        self.rng, self.body, self.year, self.edition, self.figures = rng, body, year, edition, figures
        self.cited: set[CellRef] = set()
        self.spaced = rng.random() < 0.3

    def cite(self, table: int, row: str, column: str = "total") -> int:
        """The cell's figure, noted as cited."""
        self.cited.add(CellRef(table, row, column))
        return int(self.figures[CellRef(table, row, column)])

    def peek(self, table: int, row: str, column: str = "total") -> int:
        """The cell's figure, to decide what can be said; not noted."""
        return int(self.figures[CellRef(table, row, column)])

    def number(self, low: int, high: int) -> int:
        """A figure that no table holds."""
        return self.rng.randint(low, high)

    def set(self, text: str) -> str:
        """The text in the report's typography: blanks around figures or none."""
        if not self.spaced:
            return text
        return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)

    def one_of(self, *sayings: str | Callable[[], str]) -> str:
        """One of the sayings; those that cite cells are functions, so that only what is said is noted as cited."""
        chosen = self.rng.choice(sayings)
        return chosen if isinstance(chosen, str) else chosen()

    def phone(self) -> str:
        """A number of the fixed network."""
        return f"0{self.number(310, 998)}-{self.number(2000000, 8999999)}"

    def some(self, bank: tuple[str, ...]) -> str:
        """Two or three sentences of the bank, with 一是、二是、三是 or without."""
        chosen = self.rng.sample(bank, self.rng.randint(2, 3))
        ordinals = ("一是", "二是", "三是") if self.rng.random() < 0.6 else ("", "", "")
        return "".join(o + self.fill(sentence) + "。" for o, sentence in zip(ordinals, chosen, strict=False))

    def fill(self, sentence: str) -> str:
        """Put made-up figures in for ``{n}`` (tens) and ``{m}`` (thousands)."""
        while "{n}" in sentence:
            sentence = sentence.replace("{n}", str(self.number(2, 60)), 1)
        while "{m}" in sentence:
            sentence = sentence.replace("{m}", str(self.number(300, 9900)), 1)
        return sentence.format(year=self.year, own=self.body.own, area=self.body.area)
