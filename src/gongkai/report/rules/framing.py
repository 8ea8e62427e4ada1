"""S3: whose report and for which year, the same in title, opening and period."""

import re
from collections.abc import Iterator

from gongkai.findings import Fault, Sentence, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.rules.bodies import same_body
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.widths import normalise, simplify, skeleton, squeeze

_QUOTED_TITLE = re.compile(r"《([^《》<>〈〉]{2,60}[报報]告|[^《》<>〈〉]{2,60}年[报報])》")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_WORDS_OF_TITLE = re.compile(r"(?:19|20)\d\d年(?:度)?|关于|的?(?:政府|政务)?信息公开.*$")
_PERIOD = re.compile(
    r"(?:(?P<year>20\d\d)\s*年)?\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日\s*起?\s*(?:至|到|[-—－–―~～]+)\s*"
    r"(?:(?P<to_year>20\d\d)\s*年)?\s*(?P<to_month>\d{1,2})\s*月\s*(?P<to_day>\d{1,2})\s*日"
)
_PERIOD_WORDS = ("统计", "1月1日", "12月31日", "一月一日", "截至", "期限")
_REGION = re.compile(r"^.{0,12}?[省市州盟县旗区]")
_TITLE_WORDS = "政府信息公开工作年度报告"
_OWN_WORDS = ("本", "我", "各")


@RULES.rule("S3", "标题、导语、统计期限不一致", Severity.ERROR, form_2021("标题和导语"))
def one_frame(subject: Subject) -> Iterator[Fault]:
    """标题、导语中的机关、年度，或者统计期限，互相不一致。

    ### 为什么
    年度报告写的是一个机关一个自然年度的情况，统计期限是 1 月 1 日至 12 月 31 日。年度前后不一，
    多半是沿用上年文本没有改净，读者也就无从知道数是哪一年的。

    ### 例
    标题是 2025 年，导语却写“统计数据从 2024 年 1 月 1 日至 12 月 31 日”；标题是平罗县，导语的书名号里是另一个县。

    ### 怎么办
    以标题为准，逐处改正年度和机关名称。

    ### 局限
    机关名称只是简称、全称之别的不报。名称不同但看不出是不是两个地方的，只作存疑。没有写统计期限的只作提示。
    """
    yield from _title(subject)
    for match in _QUOTED_TITLE.finditer(subject.report.opening):
        yield from _announced(subject, match)
    period = _PERIOD.search(subject.report.opening)
    if period:
        yield from _period(subject, period)
    elif not any(word in simplify(subject.report.opening) for word in _PERIOD_WORDS):
        yield Fault(
            where=Sentence(0, ""),
            message="导语没有写明统计期限",
            hint="请写明“本报告统计数据从某年 1 月 1 日至 12 月 31 日”",
            severity=Severity.INFO,
        )


def _title(subject: Subject) -> Iterator[Fault]:
    report = subject.report
    if not report.title:
        yield Fault(
            where=Sentence(0, ""),
            message="没有找到标题",
            hint="标题应由机关名称、年度和“政府信息公开工作年度报告”组成",
            severity=Severity.WARNING,
        )
        return
    lacking = [what for what, value in (("机关名称", report.organ), ("年度", report.year)) if value is None]
    if lacking:
        yield Fault(
            where=Sentence(0, report.title),
            message=f"从标题和导语看不出{'和'.join(lacking)}",
            hint="标题应由机关名称、年度和“政府信息公开工作年度报告”组成",
            severity=Severity.WARNING,
        )
    if not skeleton(report.title).endswith(_TITLE_WORDS):
        yield Fault(
            where=Sentence(0, report.title),
            message=f"标题应以“{_TITLE_WORDS}”结尾",
            expected=_TITLE_WORDS,
            found=report.title,
            hint="请照规定的名称写",
            severity=Severity.INFO,
        )


def _announced(subject: Subject, match: re.Match[str]) -> Iterator[Fault]:
    """What the opening calls the report: year and body must be those of the title."""
    report, name = subject.report, simplify(squeeze(normalise(match[1])))
    year = _YEAR.search(name)
    if not year:
        return
    where = Sentence(0, match[0])
    if report.year is not None and int(year[1]) != report.year:
        yield Fault(
            where=where,
            message=f"标题是 {report.year} 年的报告，导语中却称《{name}》",
            expected=report.year,
            found=int(year[1]),
            hint="请改正导语中的年度",
        )
    organ = _WORDS_OF_TITLE.sub("", name)
    if not organ or organ.startswith(_OWN_WORDS) or report.organ is None:
        return
    if not any(same_body(organ, printed) for printed in (report.organ, report.title)):
        yield Fault(
            where=where,
            message=f"标题的机关是“{report.organ}”，导语中却是“{organ}”",
            expected=report.organ,
            found=organ,
            hint="请核对导语中的机关名称是否沿用了别处的文本",
            severity=Severity.ERROR if _other_place(organ, simplify(squeeze(report.title))) else Severity.WARNING,
        )


def _other_place(organ: str, title: str) -> bool:
    """Whether both names begin with a place, and with another one."""
    places = [match[0] for name in (organ, title) if (match := _REGION.match(name))]
    return len(places) == 2 and not same_body(*places)


def _period(subject: Subject, period: re.Match[str]) -> Iterator[Fault]:
    title = subject.report.year
    years = sorted({int(year) for year in (period["year"], period["to_year"]) if year})
    where = Sentence(0, period[0].strip())
    if title is not None and years and years != [title]:
        yield Fault(
            where=where,
            message=f"标题是 {title} 年的报告，统计期限却是“{where.quote}”",
            expected=title,
            found=next(year for year in years if year != title),
            hint="请改正统计期限的年度",
        )
    days = tuple(int(period[key]) for key in ("month", "day", "to_month", "to_day"))
    if days != (1, 1, 12, 31):
        yield Fault(
            where=where,
            message=f"统计期限是“{where.quote}”，应为 1 月 1 日至 12 月 31 日",
            expected="1月1日至12月31日",
            found=where.quote,
            hint="年中成立或撤并的机关，请在导语中说明",
            severity=Severity.WARNING,
        )
