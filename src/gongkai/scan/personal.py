"""Personal data in running text, found by form, check digits and the words around: rather one too few than many wrong.

A number of eighteen digits is no identity number unless region, day of birth and check character are right; one of
sixteen is no bank card unless Luhn's sum is. The text is expected folded (:func:`gongkai.scan.passage.folded`).
"""

import datetime as dt
import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.law import identity_card

_PROVINCES = frozenset(
    map(
        str,
        [
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            71,
            81,
            82,
            83,
        ],
    )
)


class Kind(enum.StrEnum):
    """Sorts of personal data; the value opens the identifier of its rule."""

    IDENTITY = "identity"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"
    PASSPORT = "passport"
    ADDRESS = "address"
    PLATE = "plate"
    EMAIL = "email"

    @property
    def label(self) -> str:
        """The sort in Chinese."""
        return _LABELS[self]


_LABELS = {
    Kind.IDENTITY: "公民身份号码",
    Kind.BANK_CARD: "银行卡号",
    Kind.MOBILE: "手机号码",
    Kind.PASSPORT: "护照号码",
    Kind.ADDRESS: "家庭住址",
    Kind.PLATE: "车牌号码",
    Kind.EMAIL: "个人电子邮箱",
}


class Personal(NamedTuple):
    """Personal data from ``start`` up to ``end`` of a text; ``masked`` is how they may be shown."""

    start: int
    end: int
    kind: Kind
    masked: str


_NUMBER = re.compile(r"(?<![0-9A-Za-z.])\+?[0-9](?:[ -]?[0-9]){9,22}(?:[ -]?[Xx])?(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?:\+?86)?(1(?:3[0-9]|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])[0-9]{8})")
_UNION_PAY = "62"
_AMOUNT = re.compile(r"\.[0-9]|\s*[万亿]?元")
_CARD_SAID = re.compile(r"(?:银行|卡|账|帐)[^。；\n]{0,12}$")
_IDENTITY_SAID = re.compile(r"身份证[^。；\n]{0,16}$")
_CODE_SAID = re.compile(r"(?:信用代码|文号|编号|单号|流水号|订单|项目代码|合同)[^。；\n\t]{0,6}$")
_PASSPORT = re.compile(r"护照[^。；\n]{0,12}?([EGDSPHK][A-Z]?[0-9]{7,8})(?![0-9A-Za-z])")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·\- ]?"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学]|[DF][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DF])(?![0-9A-Za-z])"
)
_HOME = re.compile(
    r"(?:家庭住址|家庭地址|现住址|户籍地址|户籍所在地|居住地址|住址)\s*[:：为是]?\s*((?=[^，。；\n\t]{0,59}[0-9])[^，。；\n\t]{6,60})"
)
_HOUSE = re.compile(
    r"[0-9]{1,4}(?:号楼|栋|幢|号院?)\s*[0-9一二三四五六七八九十]{1,3}单元\s*[0-9]{1,4}(?:室|号|户)?"
    r"|村[\u4e00-\u9fff]{0,4}[0-9一二三四五六七八九十]{1,3}(?:组|队|社)[0-9]{1,4}号"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,40}@(?:qq|vip\.qq|foxmail|163|126|yeah|sina|sohu|139|189|wo|gmail|hotmail|outlook|live|icloud)"
    r"\.(?:com|net|cn)(?![\w-])",
    re.ASCII | re.IGNORECASE,
)
_BIRTHS = 1880


def personal_in(text: str, on: dt.date) -> Iterator[Personal]:
    """The personal data in a text, in order, none within another.

    >>> today = dt.date(2026, 1, 5)
    >>> [found.masked for found in personal_in("身份证11010519491231002X，手机138 1234 5678", today)]
    ['110105********002X', '138****5678']
    >>> list(personal_in("信用代码12640000MB1234567X，编号110105194912310021，金额13812345678.90元", today))
    []
    """
    end = 0
    for found in sorted(_all(text, on)):
        if found.start >= end:
            yield found
            end = found.end


class _Form(NamedTuple):
    """Data known by their form: words of which one must be there, the pattern, the characters a mask leaves."""

    kind: Kind
    said: tuple[str, ...]
    pattern: re.Pattern[str]
    first: int
    last: int = 0


_FORMS = (
    _Form(Kind.PASSPORT, ("护照",), _PASSPORT, 2, 2),
    _Form(Kind.PLATE, ("",), _PLATE, 2, 1),
    _Form(Kind.ADDRESS, ("址", "户籍"), _HOME, 6),
    _Form(Kind.ADDRESS, ("单元", "村"), _HOUSE, 1),
    _Form(Kind.EMAIL, ("@",), _EMAIL, 1, 8),
)


def _all(text: str, on: dt.date) -> Iterator[Personal]:
    for match in _NUMBER.finditer(text):
        found = _number(text, match, on)
        if found:
            yield found
    for form in _FORMS:
        if any(said in text for said in form.said):
            for match in form.pattern.finditer(text):
                group = match.re.groups
                yield Personal(*match.span(group), form.kind, _mask(match[group], form.first, form.last))


def _number(text: str, match: re.Match[str], on: dt.date) -> Personal | None:
    """What a long number is, if it is personal."""
    digits = match[0].replace(" ", "").replace("-", "").upper()
    before = text[max(0, match.start() - 24) : match.start()]
    if _is_identity(digits, on) and not _CODE_SAID.search(before):
        return Personal(*match.span(), Kind.IDENTITY, _mask(digits, 6, 4))
    if len(digits) == 15 and _IDENTITY_SAID.search(before) and _is_old_identity(digits):
        return Personal(*match.span(), Kind.IDENTITY, _mask(digits, 6, 3))
    mobile = _MOBILE.fullmatch(digits)
    if mobile and not _AMOUNT.match(text, match.end()) and not _CODE_SAID.search(before):
        return Personal(*match.span(), Kind.MOBILE, _mask(mobile[1], 3, 4))
    if _is_card(digits, before):
        return Personal(*match.span(), Kind.BANK_CARD, _mask(digits, 4, 4))
    return None


def _is_identity(digits: str, on: dt.date) -> bool:
    if len(digits) != 18 or digits[:2] not in _PROVINCES or not identity_card.is_valid(digits):
        return False
    return int(digits[6:10]) >= _BIRTHS and digits[6:14] <= on.strftime("%Y%m%d")


def _is_old_identity(digits: str) -> bool:
    try:
        dt.date(1900 + int(digits[6:8]), int(digits[8:10]), int(digits[10:12]))
    except ValueError:
        return False
    return digits[:2] in _PROVINCES


def _is_card(digits: str, before: str) -> bool:
    """UnionPay's own cards by themselves, all others where the text says that it is one."""
    if not digits.isdecimal() or not 16 <= len(digits) <= 19 or not luhn(digits) or _CODE_SAID.search(before):
        return False
    return digits.startswith(_UNION_PAY) or (digits[0] in "3456" and bool(_CARD_SAID.search(before)))


def luhn(digits: str) -> bool:
    """Whether Luhn's sum of the digits is right (ISO/IEC 7812).

    >>> luhn("6222021234567893"), luhn("6222021234567894")
    (False, True)
    """
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


def _mask(words: str, first: int, last: int) -> str:
    hidden = max(len(words) - first - last, 1)
    return words[:first] + "*" * hidden + (words[-last:] if last else "")
