"""The frame of a report: whose and for which year, the same everywhere (S3), and published in time (S7)."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator

import msgspec

from gongkai.findings import Fault, Sentence, Severity
from gongkai.law.provisions import form_2021, regulation
from gongkai.report.document import Paragraph
from gongkai.report.rules.bodies import same_body
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.widths import normalise, skeleton, squeeze

_QUOTED_TITLE = re.compile(r"《([^《》<>〈〉]{2,60}(?:报告|年报))》")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_WORDS_OF_TITLE = re.compile(r"(?:19|20)\d\d年(?:度)?|关于|的?(?:政府|政务)?信息公开.*$")
_PERIOD = re.compile(
    r"(?:(?P<year>20\d\d)\s*年)?\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日\s*起?\s*(?:至|到|[-—－–―~～]+)\s*"
    r"(?:(?P<to_year>20\d\d)\s*年)?\s*(?P<to_month>\d{1,2})\s*月\s*(?P<to_day>\d{1,2})\s*日"
)
_REGION = re.compile(r"^.{0,12}?[省市州盟县旗区]")
_TITLE_WORDS = "政府信息公开工作年度报告"
_SIGNED = re.compile(r"^[^，。；：]{0,30}?(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$")
_PUBLISHED = re.compile(r"(?:发布|公开)(?:日期|时间)\s*[:：]?\s*(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_NEAR_EDGE = 40
_OWN_WORDS = ("本", "我", "各")
_DEPARTMENT = re.compile(r"(?:局|厅|委员会|委|部|署|办公室)$")
_OFFICE = re.compile(r"政府办公[室厅]$")
_GOVERNMENT = re.compile(r"(?:政府|[省市州盟县旗区])$")
_TOWNSHIP = re.compile(r"(?:乡|镇|街道|苏木|办事处)(?:人民政府|政府|办事处)?$")


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
    elif not any(word in subject.report.opening for word in ("统计", "1月1日", "12月31日", "一月一日", "截至", "期限")):
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
    report, name = subject.report, squeeze(normalise(match[1]))
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
            severity=Severity.ERROR if _other_place(organ, squeeze(report.title)) else Severity.WARNING,
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


class _Dated(msgspec.Struct, frozen=True):
    """A day printed in the file, what it is called, the words; not ``sure`` where a site may have been moved."""

    name: str
    day: dt.date
    where: Sentence
    sure: bool


@RULES.rule("S7", "公布晚于期限", Severity.ERROR, regulation(49))
def published_in_time(subject: Subject) -> Iterator[Fault]:
    """报告印出的发布日期或落款日期晚于法定期限，或早于统计期末。

    ### 为什么
    县级以上人民政府部门每年 1 月 31 日前、县级以上地方人民政府每年 3 月 31 日前公布上一年度报告。

    ### 例
    某县教育局 2025 年的报告，落款是 2026 年 2 月 11 日，晚了 11 天；落款是 2025 年 1 月 20 日的，年份没有改。

    ### 怎么办
    确已逾期的，尽快公布并说明；日期写错的，改正日期。

    ### 局限
    报告没有印日期的不查。网页的发布日期可能是网站迁移的日子，只作存疑。政府办公室的报告在 1 月 31 日至 3 月 31 日
    之间公布的、乡镇街道的报告逾 3 月 31 日的，各地掌握不一，也只作存疑。
    """
    year = subject.report.year
    if year is None:
        return
    for dated in _dates(subject):
        if dated.sure and dated.day.year == year and dated.day.month < 12:
            yield Fault(
                where=dated.where,
                message=f"{dated.name} {_said(dated.day)}，早于 {year} 年的统计期末，疑似年份没有改",
                found=_said(dated.day),
                hint="请改正日期",
            )
        elif dated.day.year > year:
            yield from _late(subject, dated, year + 1)


def _late(subject: Subject, dated: _Dated, year: int) -> Iterator[Fault]:
    kind, limit, severity = _limit(subject.report.organ or "", dated.day, year)
    if dated.day > limit:
        yield Fault(
            where=dated.where,
            message=f"{dated.name} {_said(dated.day)}，{kind}应在 {_said(limit)}前公布，"
            f"晚了 {(dated.day - limit).days} 天",
            expected=_said(limit),
            found=_said(dated.day),
            hint="请核对日期是否写错；确已逾期的，尽快公布并说明",
            severity=severity if dated.sure else Severity.WARNING,
        )


def _limit(organ: str, day: dt.date, year: int) -> tuple[str, dt.date, Severity]:
    """Kind of body, last day, and how sure: beyond 31 March all but townships are late, before it departments only."""
    winter, spring = dt.date(year, 1, 31), dt.date(year, 3, 31)
    if _TOWNSHIP.search(organ):
        return "乡镇街道的报告一般", spring, Severity.WARNING
    if _GOVERNMENT.search(organ):
        return "县级以上地方人民政府的报告", spring, Severity.ERROR
    if _OFFICE.search(organ):
        return "政府办公室作为一个机关的报告", winter, Severity.ERROR if day > spring else Severity.WARNING
    if _DEPARTMENT.search(organ):
        return "政府部门的报告", winter, Severity.ERROR
    return "年度报告", spring, Severity.WARNING


def _dates(subject: Subject) -> Iterator[_Dated]:
    report = subject.report
    if report.sections:
        last = report.sections[-1]
        for line in last.text.rsplit("\n", 2)[-2:]:
            if (match := _SIGNED.match(line)) and (day := _day(match)):
                yield _Dated("落款日期是", day, Sentence(last.number, line.strip()), sure=True)
    if subject.reading.part is not None:
        return
    blocks = subject.reading.document.blocks
    edges = blocks if len(blocks) < 2 * _NEAR_EDGE else itertools.chain(blocks[:_NEAR_EDGE], blocks[-_NEAR_EDGE:])
    for block in edges:
        if isinstance(block, Paragraph) and (match := _PUBLISHED.search(block.text)) and (day := _day(match)):
            yield _Dated("网页发布日期是", day, Sentence(0, match[0]), sure=False)
            return


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _said(day: dt.date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
