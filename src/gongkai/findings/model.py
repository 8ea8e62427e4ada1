"""A finding: what is wrong, where, by which rule, with both values and the source."""

import enum
import hashlib
from decimal import Decimal

import msgspec

from gongkai.text.widths import skeleton


class Severity(enum.StrEnum):
    """How sure a finding is, not how grave: only ``error`` makes the command line exit with 1."""

    ERROR = "error"
    """A contradiction that needs no interpretation."""
    WARNING = "warning"
    """A likely fault whose scope or wording leaves room."""
    INFO = "info"
    """Form and style."""

    @property
    def label(self) -> str:
        """The severity in Chinese, as screens show it."""
        return {"error": "错误", "warning": "存疑", "info": "提示"}[self.value]


class CellRef(msgspec.Struct, frozen=True, order=True, cache_hash=True):
    """A cell of the form: number of the table, key of the row, key of the column."""

    table: int
    row: str
    column: str


class Sentence(msgspec.Struct, frozen=True, order=True):
    """A place in running text: number of the section (0 is the title and opening) and the words as printed."""

    section: int
    quote: str


Where = CellRef | Sentence
Value = int | Decimal | str | dict[str, int | str | None] | None


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule yields: the finding without what the rule itself already says.

    ``cells`` are all cells that take part, for marking; ``severity`` overrides the rule's where one case is weaker;
    ``hint`` says what to do; ``difference`` is found minus expected.
    """

    where: Where
    message: str
    expected: Value = None
    found: Value = None
    difference: int | Decimal | None = None
    cells: tuple[CellRef, ...] = ()
    hint: str = ""
    severity: Severity | None = None
    source: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A fault found in one report by one rule.

    ``fingerprint`` depends on the rule, the place and both values, not on the file: it is the same when the report
    is read again, in whatever format, and another once the figures change.
    """

    rule: str
    severity: Severity
    message: str
    where: Where
    expected: Value
    found: Value
    difference: int | Decimal | None
    cells: tuple[CellRef, ...]
    hint: str
    source: str
    fingerprint: str


def fingerprint(rule: str, fault: Fault, subject: str) -> str:
    """16 hexadecimal digits that name this fault of this subject (body and year), whichever file it was read from."""
    where = fault.where
    if isinstance(where, Sentence):  # blanks and line breaks in a sentence depend on the format that was read
        where = Sentence(where.section, skeleton(where.quote))
    values = (rule, subject, where, fault.expected, fault.found)
    return hashlib.blake2b(msgspec.json.encode(values, order="sorted"), digest_size=8).hexdigest()
