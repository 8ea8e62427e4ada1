"""Numbers with units, dates, years, percentages and carry-overs, as the words between them in a sentence."""

import functools
import re
from decimal import Decimal

import msgspec

from gongkai.report.claims.lexicon import UNITS, Kind
from gongkai.text.numerals import MAX_DIGITS, chinese_integer
from gongkai.text.sentences import APART


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number with its unit. ``bound`` is ``=``, ``≥`` (余, 超), ``≤`` (近, 不足) or ``≈`` (约).

    Money is in 万元, with as many decimals as were printed. ``unit`` is ``case``, ``issue``, ``money`` or ``none``.
    """

    value: int | Decimal
    bound: str
    unit: str
    printed_unit: str


class Token(msgspec.Struct, gc=False):
    """A word at its place in the squeezed sentence; what ``value`` means depends on the kind.

    ``after_gap`` tells that characters that are not understood stand between it and the token before.
    """

    kind: Kind
    value: str
    start: int
    end: int
    after_gap: bool = False
    quantity: Quantity | None = None


_UNIT_KINDS = {unit: kind for kind, units in UNITS.items() for unit in units.split()}
_UNIT = "(?:" + "|".join(map(re.escape, sorted(_UNIT_KINDS, key=len, reverse=True))) + ")"
_NEXT = "(?:下一?年度?|次年度?|来年度?|明年度?)"
_LAST = "(?:上一?个?年度?|去年度?|往年度?|前年度?)"
_YEAR = r"(?:19|20)\d\d年度?"
_CHINESE = "[零〇一二两三四五六七八九十百千万亿]+"
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"

_CARRY = (
    rf"(?:结转|顺延|转接|转入|转|延续|延期|延|接转|留转|移)(?:至|到|入|于)?(?:{_NEXT}|{_YEAR})(?:继续|再)?(?:办理|答复|处理|办结)?"
    rf"|跨年度?(?:办理|件)?|(?:{_LAST}|{_YEAR})(?:结转|转入|转接|遗留|顺延|接转|转来|留存|未办结|未结)"
    rf"(?:至?(?:本年度?|今年|{_NEXT}|{_YEAR}))?(?:继续)?(?:办理)?件?|(?:{_NEXT}|{_YEAR})(?:继续|再|仍需)(?:办理|答复|处理)"
    rf"|结转自?{_LAST}|结转(?:办理|件)?"
)
_CITED = r"《[^《》]*》|[“\"][^“”\"]{0,30}[”\"]"
_TIME = (
    r"(?:19|20)\d\d年?[-—~至到](?:19|20)\d\d(?:学年度?|年度?)|"
    r"(?:19|20)\d\d年(?:度|底|末)?(?:\d{1,2}月(?:\d{1,2}日|底|末)?)?|(?:\d{1,2}月?[-—~至])?12月(?:31日|底|末)"
    r"|1月?[-—~至]12月份?|\d{1,2}月(?:\d{1,2}日|底|末|份)?"
)
_PERCENT = r"\d+(?:\.\d+)?%|百分之百|百分百"
_NOT_A_COUNT = (
    rf"第(?:{_CHINESE}|\d+){_UNIT}?|[数几上成][十百千万]+{_UNIT}?"
    rf"|{_ARABIC}(?:[-—–~至到·/{APART}]{_ARABIC})+{_UNIT}?"
)
_NUMBER = (
    r"(?:近|将近|接近|约|大约|超过|超|逾|突破|不少于|至少|不足|不到|最多)?"
    rf"(?:{_ARABIC}|{_CHINESE})(?:[万亿千百](?!元))?(?:余|多|几)?{_UNIT}(?:以上|左右|余|上下)?"
)
SPECIAL = rf"{_CARRY}|{_CITED}|{_TIME}|{_PERCENT}|{_NOT_A_COUNT}|{_NUMBER}|\d[\d.]*"
"""A regular expression, without groups, for whatever is no word of the lexicon."""
STARTS = frozenset(
    '结顺转延接留移跨上去往前下次来明0123456789《“"第数几成零〇一二两三四五六七八九十百千万近将接约大超逾突不至最'
)
"""The characters that it can begin with."""

_WHOLE_YEAR = re.compile(r"(?P<year>\d{4})年(?:度|底|末)?(?:(?P<month>\d{1,2})月(?P<day>\d{1,2}日|底|末)?)?")
_SAID_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_BOUNDS = dict.fromkeys(("近", "将近", "接近", "不足", "不到", "最多"), "≤") | dict.fromkeys(
    ("超过", "超", "逾", "突破", "不少于", "至少", "余", "多", "几", "以上"), "≥"
)
_TIMES = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}
_CARRIERS = frozenset("结顺转延接留移跨下次来明")


@functools.cache
def _kinds() -> dict[str, re.Pattern[str]]:
    """The regular expressions that tell the kinds of special words apart, and one for the parts of a number."""
    number = (
        r"(?P<before>\D*?)(?:(?P<arabic>\d[\d,]*(?:\.\d+)?)|(?P<chinese>[零〇一二两三四五六七八九十百千万亿]+))"
        rf"(?P<times>[万亿千百](?!元))?(?P<after>余|多|几)?(?P<unit>{_UNIT})(?P<behind>以上|左右|余|上下)?"
    )
    named = (("carry", _CARRY), ("time", _TIME), ("percent", _PERCENT), ("not", _NOT_A_COUNT), ("number", number))
    return {name: re.compile(pattern) for name, pattern in named}


@functools.lru_cache(maxsize=8192)
def special(word: str, year: int | None) -> tuple[Kind, str, Quantity | None]:
    """What the number, time, percentage, carry-over or cited title is; a gap where it is none of our kinds."""
    if word[0] in '《“"':
        return Kind.CITED, "", None
    kind = next((name for name, pattern in _kinds().items() if pattern.fullmatch(word)), "")
    if kind == "carry":
        return Kind.OUTCOME, _direction(word, year), None
    if kind == "percent":
        return Kind.PERCENT, word[:-1] if word[-1] == "%" else "100", None
    if kind == "time":
        return _time(word)
    quantity = _quantity(word) if kind == "number" else None
    return Kind.QUANTITY if quantity else Kind.GAP, "", quantity


def _time(word: str) -> tuple[Kind, str, None]:
    if "学年" in word:
        return Kind.OWN_TIME, "", None
    match = _WHOLE_YEAR.fullmatch(word)
    if match:
        whole = match["month"] is None or (match["month"] == "12" and match["day"] is not None)
        return Kind.YEAR if whole else Kind.OTHER_TIME, match["year"], None
    closes = "12月" in word and (not word.startswith("12月") or len(word) > len("12月份"))
    return Kind.OWN_TIME if closes or word.startswith(("12月底", "12月末")) else Kind.OTHER_TIME, "", None


def _direction(word: str, year: int | None) -> str:
    """Whether applications were carried in from last year, on to next year, or the words leave it open."""
    if word.removesuffix("件").removesuffix("办理") == "结转":
        return "carried"
    onward = word[0] in _CARRIERS and not word.startswith(("结转上", "结转自", "结转去"))
    said = _SAID_YEAR.search(word)
    if said is None:
        return "carried_out" if onward else "carried_in"
    if year is None:
        return "carried"
    return "carried_out" if int(said[0]) > year or (not onward and int(said[0]) == year) else "carried_in"


def _quantity(word: str) -> Quantity | None:
    match = _kinds()["number"].fullmatch(word)
    number = _value(match["arabic"], match["chinese"]) if match else None
    if match is None or number is None:
        return None
    if match["times"]:
        number *= _TIMES[match["times"]]
    unit = match["unit"]
    kind = _UNIT_KINDS[unit]
    if kind == "money":
        number = Decimal(number).scaleb({"元": -4, "万元": 0, "亿元": 4}[unit])
    elif number != int(number):
        return None
    else:
        number = int(number)
    marks = (match["before"], match["after"], match["behind"])
    bound = next((_BOUNDS.get(mark, "≈") for mark in marks if mark), "=")
    return Quantity(number, bound, kind, unit)


def _value(arabic: str | None, chinese: str | None) -> int | Decimal | None:
    if arabic is None:
        return chinese_integer(chinese or "")
    digits = arabic.replace(",", "")
    if len(digits) > MAX_DIGITS:
        return None
    return Decimal(digits) if "." in digits else int(digits)
