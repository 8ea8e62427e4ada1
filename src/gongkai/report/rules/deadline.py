"""S7: published in time, as far as the file prints a date."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator

import msgspec

from gongkai.findings import Fault, Sentence, Severity
from gongkai.law.provisions import regulation
from gongkai.report.document import Paragraph
from gongkai.report.rules.subject import RULES, Subject

_SIGNED = re.compile(r"^[^，。；：]{0,30}?(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$")
_PUBLISHED = re.compile(r"(?:发布|公开)(?:日期|时间)\s*[:：]?\s*(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_NEAR_EDGE = 40
_DEPARTMENT = re.compile(r"(?:局|厅|委员会|委|部|署|办公室)$")
_OFFICE = re.compile(r"政府办公[室厅]$")
_GOVERNMENT = re.compile(r"(?:政府|[省市州盟县旗区])$")
_TOWNSHIP = re.compile(r"(?:乡|镇|街道|苏木|办事处)(?:人民政府|政府|办事处)?$")


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
