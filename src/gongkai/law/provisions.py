"""Where a rule of law stands: instruments, and citations of their articles as an officer writes them."""

import enum

import msgspec

from gongkai.text.numerals import chinese_numeral


class Instrument(enum.Enum):
    """A law, regulation, notice or standard that the project cites; the value is its short identifier."""

    REGULATION = "foi_regulation"
    FORM_2021 = "form_2021"
    FORM_2019 = "form_2019"
    FEES = "fee_measures"
    RECONSIDERATION = "reconsideration_law"
    LITIGATION = "litigation_law"
    LEGISLATION = "legislation_law"
    PUNCTUATION = "punctuation_standard"
    NUMERALS = "numerals_standard"
    COURT_2025 = "court_interpretation_2025"
    ARITHMETIC = "arithmetic"


TITLES: dict[Instrument, str] = {
    Instrument.REGULATION: "《中华人民共和国政府信息公开条例》",
    Instrument.FORM_2021: "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
    Instrument.FORM_2019: "《政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）",
    Instrument.FEES: "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    Instrument.RECONSIDERATION: "《中华人民共和国行政复议法》",
    Instrument.LITIGATION: "《中华人民共和国行政诉讼法》",
    Instrument.LEGISLATION: "《中华人民共和国立法法》",
    Instrument.PUNCTUATION: "《标点符号用法》（GB/T 15834—2011）",
    Instrument.NUMERALS: "《出版物上数字用法》（GB/T 15835—2011）",
    Instrument.COURT_2025: "《最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释》（法释〔2025〕8号）",
    Instrument.ARITHMETIC: "数据自洽",
}


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
