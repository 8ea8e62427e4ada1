"""What is checked: a letter as it stands, the facts it was made from, and the clock of its request."""

import enum
import functools
import re
from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from gongkai.findings import Fault, Registry, Sentence, Severity
from gongkai.law.calendar import NATIONAL, Calendar
from gongkai.law.letters import Letter, letters
from gongkai.law.outcomes import Outcome, outcomes
from gongkai.law.provisions import cite
from gongkai.letters.facts import Facts
from gongkai.letters.wordings import Wording, wordings
from gongkai.text.numerals import chinese_integer
from gongkai.text.widths import normalise, squeeze


class Party(enum.StrEnum):
    """Who was asked; silence means the opposite for the two (条例 Art. 32, 34)."""

    THIRD_PARTY = "third_party"
    JOINT_ORGAN = "joint_organ"


class Answer(enum.StrEnum):
    """What the one who was asked said; ``NONE`` while there is no answer."""

    NONE = "none"
    AGREES = "agrees"
    OBJECTS = "objects"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A consultation: when the letter reached the other, what came back, when an override was told to them."""

    party: Party
    received_on: date
    answer: Answer = Answer.NONE
    answered_on: date | None = None
    told_on: date | None = None


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """The dates of the request before this letter.

    ``due_on`` is the due day with all that moved it so far; ``served_on`` the day on which the letter goes out (its own
    date where not known); ``corrections`` the days of earlier correction letters; ``extended`` whether the period was
    extended already.
    """

    received_on: date
    due_on: date
    served_on: date | None = None
    corrections: tuple[date, ...] = ()
    extended: bool = False
    asked: tuple[Asked, ...] = ()
    calendar: Calendar = NATIONAL


class Draft(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A letter under check."""

    kind: str
    facts: Facts
    clock: Clock
    lines: tuple[str, ...]

    @functools.cached_property
    def text(self) -> str:
        """The words without white space, full and half width alike: what an office may set as it likes."""
        return plain("".join(self.lines))

    @property
    def wording(self) -> Wording:
        """What the letter must say."""
        return wordings()[self.kind]

    @property
    def letter(self) -> Letter:
        """The letter in the law's list."""
        return letters()[self.kind]

    @property
    def outcome(self) -> Outcome | None:
        """The outcome, where this is the letter that tells it."""
        outcome = outcomes()[self.facts.outcome] if self.facts.outcome else None
        return outcome if outcome and outcome.letter == self.kind else None

    @property
    def goes_out(self) -> date:
        """The day on which the letter is served."""
        return self.clock.served_on or self.facts.on

    def line_with(self, words: str) -> str:
        """The first line in which the words stand, for showing; the words themselves where no line has all of them."""
        return next((line for line in self.lines if words in plain(line)), words)


RULES: Registry[Draft] = Registry()
"""The rules of letters; their numbers begin with L."""


def plain(words: str) -> str:
    """Words for comparing: without white space, full and half width alike.

    >>> plain("第（四）项 ，第 7 号")
    '第(四)项,第7号'
    """
    return squeeze(normalise(words))


def rule(
    number: str, title: str, basis: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[Draft], Iterable[Fault]]], Callable[[Draft], Iterable[Fault]]]:
    """Declare a rule of letters; ``basis`` is a citation as the data files write it."""
    return RULES.rule(number, title, severity, cite(basis), editions=("letter",))


def fault(message: str, quote: str = "", expected: str = "", found: str = "", hint: str = "") -> Fault:
    """A fault at some words of the letter."""
    where = Sentence(0, quote)
    return Fault(where=where, message=message, expected=expected or None, found=found or None, hint=hint)


def number_of(words: str) -> int | None:
    """A number as letters write it: 60, 六十.

    >>> number_of("60"), number_of("六十"), number_of("多")
    (60, 60, None)
    """
    return int(words) if re.fullmatch(r"\d{1,6}", words, re.ASCII) else chinese_integer(words)


def day_of(words: str) -> date | None:
    """A day as letters write it, after :func:`plain`; ``None`` where there is no such day.

    >>> day_of("2026年3月2日"), day_of("2026年2月30日"), day_of("二〇二六年三月二日")
    (datetime.date(2026, 3, 2), None, datetime.date(2026, 3, 2))
    """
    parts = re.fullmatch(r"(.{4})年(.{1,3})月(.{1,3})日", words)
    numbers = [number_of(part) for part in parts.groups()] if parts else []
    try:
        return date(*map(int, numbers)) if numbers and None not in numbers else None  # type: ignore[arg-type]
    except ValueError:
        return None


DAY = r"[\d二〇零○一三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
