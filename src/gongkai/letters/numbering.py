"""Numbers of requests and letters: from parts to words and back. Which serial is next is the ledger's business."""

import re

import msgspec

from gongkai.law.letters import letters

DEFAULT = "{organ}公开〔{year}〕第{serial}号"
_GAP = re.compile(r"\{(\w+)\}")
_GAPS = {"organ": r".+?", "year": r"\d{4}", "serial": r"\d{1,6}"}
_SUFFIX = r"(?:-(?P<suffix>[一-鿿]{1,2})(?P<repeat>[2-9])?)?"


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a number; ``suffix`` tells the letter (告, 补), ``repeat`` its second and later ones (补2)."""

    organ: str
    year: int
    serial: int
    suffix: str = ""
    repeat: int = 1


class Numbering(msgspec.Struct, frozen=True):
    """An organ's way of numbering: a pattern with the gaps ``{organ}``, ``{year}`` and ``{serial}``.

    Raises ``ValueError`` with a Chinese message for a pattern that could give one number to two requests.

    >>> rule = Numbering("{organ}公开〔{year}〕第{serial}号")
    >>> rule.write(Number(organ="青河县农业农村局", year=2026, serial=7, suffix="补"))
    '青河县农业农村局公开〔2026〕第7号-补'
    >>> rule.read("青河县农业农村局公开〔2026〕第7号-补").serial
    7
    """

    pattern: str = DEFAULT

    def __post_init__(self) -> None:
        gaps = _GAP.findall(self.pattern)
        if unknown := sorted({*gaps} - _GAPS.keys()):
            raise ValueError(f"编号格式里的“{{{unknown[0]}}}”不认识，可以用 {{organ}}、{{year}}、{{serial}}")
        if gaps.count("year") != 1 or gaps.count("serial") != 1 or gaps.count("organ") > 1:
            raise ValueError("编号格式必须各有一个 {year} 和 {serial}，{organ} 最多一个，否则编号会重复")
        if re.search(r"[{}]", _GAP.sub("", self.pattern)):
            raise ValueError("编号格式里的大括号没有配对")
        if re.search(r"\}\{", self.pattern):
            raise ValueError("编号格式里两个占位紧挨在一起，编号会分不清，请在中间加字")

    def write(self, number: Number) -> str:
        """The number in words."""
        own = self.pattern.format(organ=number.organ, year=number.year, serial=number.serial)
        return _with(own, number.suffix, number.repeat)

    def read(self, words: str) -> Number:
        """The parts of a number. Raises ``ValueError`` with a Chinese message where it is not one of this pattern."""
        match = self._matcher.fullmatch(words.strip())
        if match is None:
            raise ValueError(f"“{words}”不是“{self.pattern}”格式的编号")
        parts = match.groupdict()
        return Number(
            organ=parts.get("organ") or "",
            year=int(parts["year"]),
            serial=int(parts["serial"]),
            suffix=parts["suffix"] or "",
            repeat=int(parts["repeat"] or 1),
        )

    @property
    def _matcher(self) -> re.Pattern[str]:
        pieces = _GAP.split(self.pattern)
        own = "".join(f"(?P<{p}>{_GAPS[p]})" if n % 2 else re.escape(p) for n, p in enumerate(pieces))
        return re.compile(own + _SUFFIX, re.ASCII)


def letter_number(request: Number, kind: str, repeat: int = 1) -> Number:
    """The number of a letter: that of its request with the letter's suffix."""
    return msgspec.structs.replace(request, suffix=letters()[kind].suffix, repeat=repeat)


def letter_words(request: str, kind: str, repeat: int = 1) -> str:
    """The number of a letter, from that of its request as it was written, whatever the pattern is by now.

    >>> letter_words("青农公开〔2026〕第7号", "correction_notice"), letter_words("〔2026〕7号", "grant_reply", 2)
    ('青农公开〔2026〕第7号-补', '〔2026〕7号-告2')
    """
    return _with(request, letters()[kind].suffix, repeat)


def _with(number: str, suffix: str, repeat: int) -> str:
    return f"{number}-{suffix}{repeat if repeat > 1 else ''}" if suffix else number
