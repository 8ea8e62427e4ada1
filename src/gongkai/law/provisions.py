"""Where a rule of law stands: citations of articles, as an officer writes them and as the data files do."""

import functools
import re

import msgspec

from gongkai.law.instruments import RECORDS, TITLES, Instrument
from gongkai.text.numerals import chinese_integer, chinese_numeral

__all__ = ["TITLES", "Instrument", "Provision", "cite", "form_2021", "order", "regulation"]

_PLACE = re.compile(
    r"(?:第(?P<article>[一二三四五六七八九十百零]+)条"
    r"(?:第(?P<paragraph>[一二三四五六七八九十]+)款)?"
    r"(?:第（(?P<item>[一二三四五六七八九十]+)）项)?)?"
    r"(?P<part>[^第\s][^条]*)?"
)
_SHORT = {record.short: instrument for instrument, record in RECORDS.items()}


class Provision(msgspec.Struct, frozen=True):
    """One citable place of an instrument.

    ``article``, ``paragraph`` and ``item`` are numbers (第四十九条第一款第（四）项); ``part`` names a place in an
    instrument without articles, such as a table of the form.
    """

    instrument: Instrument
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    part: str = ""

    def __str__(self) -> str:
        place = self.part
        if self.article is not None:
            place = f"第{chinese_numeral(self.article)}条"
            if self.paragraph is not None:
                place += f"第{chinese_numeral(self.paragraph)}款"
            if self.item is not None:
                place += f"第（{chinese_numeral(self.item)}）项"
        return TITLES[self.instrument] + place


def regulation(article: int, paragraph: int | None = None, item: int | None = None) -> Provision:
    """An article of the Regulation on Government Information Disclosure (国令第711号).

    >>> str(regulation(50, item=4))
    '《中华人民共和国政府信息公开条例》第五十条第（四）项'
    """
    return Provision(Instrument.REGULATION, article, paragraph, item)


def form_2021(part: str = "") -> Provision:
    """A place of the form of the annual report in force since 2021, such as ``附表三``."""
    return Provision(Instrument.FORM_2021, part=part)


@functools.cache
def cite(words: str) -> Provision:
    """The place that a citation of a data file names: the instrument's short name, then article, or other words.

    Raises ``ValueError`` with a Chinese message where the instrument or the place cannot be told.

    >>> str(cite("条例第三十三条第二款")), cite("复议法第二十三条第一款第（四）项").item
    ('《中华人民共和国政府信息公开条例》第三十三条第二款', 4)
    """
    short = max((name for name in _SHORT if words.startswith(name)), key=len, default="")
    match = _PLACE.fullmatch(words.removeprefix(short))
    if not short or match is None or (match["article"] and match["part"]):
        raise ValueError(f"认不出引用“{words}”，应写成“条例第三十三条第二款”这样的形式")
    article, paragraph, item = (chinese_integer(match[name] or "") for name in ("article", "paragraph", "item"))
    return Provision(_SHORT[short], article, paragraph, item, match["part"] or "")


def order(provision: Provision) -> tuple[int, int, int, int, str]:
    """A key that sorts provisions as a lawyer lists them: by instrument, article, paragraph, item."""
    place = list(Instrument).index(provision.instrument)
    return (place, provision.article or 0, provision.paragraph or 0, provision.item or 0, provision.part)
