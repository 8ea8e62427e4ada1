"""The laws, regulations, notices and standards that the project cites: title, number, day of coming into force.

Plain Python and not YAML, because every rule of the auditor imports it and the auditor must start at once.
``in_force`` is the day of the version whose article numbers are used here; ``None`` where it was not verified.
"""

import enum
from datetime import date
from typing import NamedTuple


class Kind(enum.Enum):
    """How an instrument is cited: a law by its title, a notice or standard with its number, practice in plain words."""

    LAW = "law"
    NUMBERED = "numbered"
    PLAIN = "plain"


class Record(NamedTuple):
    """What is known of an instrument; ``short`` is the name by which the data files cite it."""

    short: str
    title: str
    number: str = ""
    in_force: date | None = None
    kind: Kind = Kind.LAW

    @property
    def name(self) -> str:
        """The title as a citation gives it.

        >>> Record("收费办法", "信息处理费管理办法", "国办函〔2020〕109号", kind=Kind.NUMBERED).name
        '《信息处理费管理办法》（国办函〔2020〕109号）'
        """
        if self.kind is Kind.PLAIN:
            return self.title
        return f"《{self.title}》" + (f"（{self.number}）" if self.kind is Kind.NUMBERED else "")


class Instrument(enum.Enum):
    """A law, regulation, notice or standard that the project cites; the value is its short identifier."""

    REGULATION = "foi_regulation"
    REGULATION_2007 = "foi_regulation_2007"
    FORM_2021 = "form_2021"
    FORM_2019 = "form_2019"
    FEES = "fee_measures"
    TERMS_2015 = "terms_reply_2015"
    SERVICE_2016 = "service_reply_2016"
    FIELDS_2019 = "standard_fields_2019"
    RECONSIDERATION = "reconsideration_law"
    LITIGATION = "litigation_law"
    COURT_2025 = "court_interpretation_2025"
    CIVIL_PROCEDURE = "civil_procedure_law"
    CIVIL_CODE = "civil_code"
    HOLIDAYS = "holiday_measures"
    LEGISLATION = "legislation_law"
    RULE_MAKING = "rule_making_regulation"
    DECISIONS = "decision_regulation"
    DEPUTIES = "deputies_law"
    BUDGET = "budget_law"
    BUDGET_RULES = "budget_rules"
    PENALTY = "penalty_law"
    SECRECY = "secrecy_law"
    PERSONAL_INFORMATION = "personal_information_law"
    UNITS = "metrology_law"
    SITES_2017 = "site_guideline_2017"
    SITE_RETURN = "site_return_2018"
    NORMATIVE_2018 = "normative_documents_2018"
    GAZETTE_2018 = "gazette_2018"
    CREDIT_CODE = "credit_code_standard"
    PUNCTUATION = "punctuation_standard"
    NUMERALS = "numerals_standard"
    ARITHMETIC = "arithmetic"
    LOCAL = "local_practice"

    @property
    def record(self) -> Record:
        """Title, number and day of coming into force."""
        return RECORDS[self]


_NUMBERED, _PLAIN = Kind.NUMBERED, Kind.PLAIN

RECORDS: dict[Instrument, Record] = {
    Instrument.REGULATION: Record("条例", "中华人民共和国政府信息公开条例", "国务院令第711号", date(2019, 5, 15)),
    Instrument.REGULATION_2007: Record(
        "2007年条例", "中华人民共和国政府信息公开条例", "国务院令第492号", date(2008, 5, 1), _NUMBERED
    ),
    Instrument.FORM_2021: Record(
        "年报格式", "中华人民共和国政府信息公开工作年度报告格式", "国办公开办函〔2021〕30号", None, _NUMBERED
    ),
    Instrument.FORM_2019: Record(
        "2019年报格式", "政府信息公开工作年度报告格式（试行）", "国办公开办函〔2019〕60号", None, _NUMBERED
    ),
    Instrument.FEES: Record(
        "收费办法", "政府信息公开信息处理费管理办法", "国办函〔2020〕109号", date(2021, 1, 1), _NUMBERED
    ),
    Instrument.TERMS_2015: Record(
        "期限解释", "关于政府信息公开期限有关问题的解释", "国办公开办函〔2015〕207号", None, _NUMBERED
    ),
    Instrument.SERVICE_2016: Record(
        "送达解释", "关于政府信息公开处理决定送达问题的解释", "国办公开办函〔2016〕235号", None, _NUMBERED
    ),
    Instrument.FIELDS_2019: Record(
        "标准化意见",
        "国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见",
        "国办发〔2019〕54号",
        None,
        _NUMBERED,
    ),
    Instrument.RECONSIDERATION: Record("复议法", "中华人民共和国行政复议法", in_force=date(2024, 1, 1)),
    Instrument.LITIGATION: Record("行诉法", "中华人民共和国行政诉讼法", in_force=date(2017, 7, 1)),
    Instrument.COURT_2025: Record(
        "公开司法解释",
        "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释",
        "法释〔2025〕8号",
        None,
        _NUMBERED,
    ),
    Instrument.CIVIL_PROCEDURE: Record("民诉法", "中华人民共和国民事诉讼法", in_force=date(2024, 1, 1)),
    Instrument.CIVIL_CODE: Record("民法典", "中华人民共和国民法典", in_force=date(2021, 1, 1)),
    Instrument.HOLIDAYS: Record("放假办法", "全国年节及纪念日放假办法", "国务院令第795号", date(2025, 1, 1)),
    Instrument.LEGISLATION: Record("立法法", "中华人民共和国立法法", in_force=date(2023, 3, 15)),
    Instrument.RULE_MAKING: Record("规章程序条例", "规章制定程序条例", "国务院令第695号", date(2018, 5, 1)),
    Instrument.DECISIONS: Record("决策条例", "重大行政决策程序暂行条例", "国务院令第713号", date(2019, 9, 1)),
    Instrument.DEPUTIES: Record("代表法", "中华人民共和国全国人民代表大会和地方各级人民代表大会代表法"),
    Instrument.BUDGET: Record("预算法", "中华人民共和国预算法", in_force=date(2015, 1, 1)),
    Instrument.BUDGET_RULES: Record(
        "预算法实施条例", "中华人民共和国预算法实施条例", "国务院令第729号", date(2020, 10, 1)
    ),
    Instrument.PENALTY: Record("处罚法", "中华人民共和国行政处罚法", in_force=date(2021, 7, 15)),
    Instrument.SECRECY: Record("保密法", "中华人民共和国保守国家秘密法", in_force=date(2024, 5, 1)),
    Instrument.PERSONAL_INFORMATION: Record("个保法", "中华人民共和国个人信息保护法", in_force=date(2021, 11, 1)),
    Instrument.UNITS: Record("计量法", "中华人民共和国计量法", in_force=date(2018, 10, 26)),
    Instrument.SITES_2017: Record("网站指引", "政府网站发展指引", "国办发〔2017〕47号", None, _NUMBERED),
    Instrument.SITE_RETURN: Record(
        "网站报表通知",
        "国务院办公厅关于做好政府网站年度报表发布工作的通知",
        "国办函〔2018〕12号",
        None,
        _NUMBERED,
    ),
    Instrument.NORMATIVE_2018: Record(
        "规范性文件通知",
        "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知",
        "国办发〔2018〕37号",
        None,
        _NUMBERED,
    ),
    Instrument.GAZETTE_2018: Record(
        "公报通知", "国务院办公厅关于做好政府公报工作的通知", "国办发〔2018〕22号", None, _NUMBERED
    ),
    Instrument.CREDIT_CODE: Record(
        "信用代码标准", "法人和其他组织统一社会信用代码编码规则", "GB 32100—2015", None, _NUMBERED
    ),
    Instrument.PUNCTUATION: Record("标点标准", "标点符号用法", "GB/T 15834—2011", None, _NUMBERED),
    Instrument.NUMERALS: Record("数字标准", "出版物上数字用法", "GB/T 15835—2011", None, _NUMBERED),
    Instrument.ARITHMETIC: Record("算术", "数据自洽", kind=_PLAIN),
    Instrument.LOCAL: Record("地方做法", "地方做法：", kind=_PLAIN),
}

TITLES: dict[Instrument, str] = {instrument: record.name for instrument, record in RECORDS.items()}
