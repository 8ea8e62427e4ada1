"""Running text: a sentence that stands twice or was kept from last year (S9), units that change (D8)."""

import re
from collections.abc import Iterator

from gongkai.findings import Fault, Sentence, Severity
from gongkai.law.provisions import Instrument, Provision, regulation
from gongkai.report.model import AnnualReport
from gongkai.report.reuse import reused_share
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.numerals import chinese_numeral

_SENTENCE = re.compile(r"[^。！？；\n]{20,}")
_MARKS = "*#＊ \u3000（）()一二三四五六七八九十是、0123456789.．"
_SHORTEST_REPEATED = 20
_WRITTEN = (1, 5, 6)
"""The sections that are written, not filled in."""
_BOILERPLATE = ("信息处理费", "勾稽关系", "中华人民共和国政府信息公开条例", "统计数据", "电子版")
_REUSED_TOO_MUCH = 0.7
_VISITORS = re.compile(r"(?:浏览|访问|点击|阅读)(?:总?量|次数)[^，。；\n]{0,12}?\d[\d.,，]*\s*[万亿]?余?\s*人次")
_REQUESTS = re.compile(
    r"(?:政府信息公开申请|依申请公开(?:事项|申请)?)(?:数量)?(?:共|计|总数)?[为是有]?\s*\d+\s*(件|项|条|份|宗|起|次|人次|个)"
)


@RULES.rule("S9", "文字重复", Severity.WARNING, regulation(50))
def repeated_text(subject: Subject) -> Iterator[Fault]:
    """同一句话在报告里出现两次，或者正文大部分照抄上一年。

    ### 为什么
    国办公开办函〔2021〕30号把雷同、敷衍的报告列为要追究的情形。同一句话用在两个部分，多半是复制后没有改写。

    ### 例
    “坚持建管并重，统筹推进政府信息公开平台优化、安全运维与新媒体矩阵建设”既写在政府信息管理，又写在平台建设。

    ### 怎么办
    留一处，另一处写那一方面自己的情况；逐段对照上一年报告，改写没有变化的段落。

    ### 局限
    只查第一、五、六部分里 20 字以上、一字不差的句子，法定套语除外。与上一年的比较要用 --previous 给出上一年报告，
    去掉法定套语后按连续 8 个字计算相同的比例，超过七成才提出；比例只说明文字相同，不说明工作没有做。
    """
    yield from _twice(subject.report)
    if subject.last_year is not None:
        share = reused_share(subject.report, subject.last_year)
        if share >= _REUSED_TOO_MUCH:
            yield Fault(
                where=Sentence(1, ""),
                message=f"正文有 {share:.0%} 与上一年报告相同",
                hint="请逐段对照上一年报告，改写没有变化的段落",
            )


def _twice(report: AnnualReport) -> Iterator[Fault]:
    seen: dict[str, Sentence] = {}
    title = "".join(report.title.split())
    for section in report.sections:
        for match in _SENTENCE.finditer(section.text) if section.number in _WRITTEN else ():
            words = "".join(match[0].split()).lstrip(_MARKS).rstrip("*")
            here = Sentence(section.number, match[0].strip())
            first = seen.setdefault(words, here)
            if first is not here and _is_own(words) and words not in title:
                sections = dict.fromkeys((first.section, here.section))
                places = "、".join(f"第{chinese_numeral(number)}部分" for number in sections)
                yield Fault(
                    where=here,
                    message=f"同一句话出现两次（{places}）：“{words}”",
                    hint="请留一处，另一处写那一方面自己的情况",
                )


def _is_own(words: str) -> bool:
    """Whether the words are long enough and none of those that stand in every report."""
    return len(words) >= _SHORTEST_REPEATED and not any(phrase in words for phrase in _BOILERPLATE)


@RULES.rule("D8", "单位前后不一", Severity.INFO, Provision(Instrument.NUMERALS))
def mixed_units(subject: Subject) -> Iterator[Fault]:
    """浏览量用“人次”，或者申请数量一处用“件”、一处用“项”。

    ### 为什么
    单位不同，数的就不是同一样东西。网站浏览数的是次数，不是人；申请统一以件计，与表三一致。

    ### 例
    “网站总浏览量达 350 万人次”应为“万次”；“政府信息公开申请 34 件，其中依申请公开事项 8 项”两处单位不同。

    ### 怎么办
    浏览、访问、点击用“次”；申请用“件”，全文一致。

    ### 局限
    只查这两种最常见的情形。
    """
    units: dict[str, Sentence] = {}
    for section in subject.report.sections:
        for match in _VISITORS.finditer(section.text):
            yield Fault(
                where=Sentence(section.number, match[0]),
                message=f"“{match[0]}”：浏览、访问数的是次数，单位应为“次”",
                expected="次",
                found="人次",
                hint="请改为“次”",
            )
        for match in _REQUESTS.finditer(section.text):
            units.setdefault(match[1], Sentence(section.number, match[0]))
    if len(units) > 1:
        (unit, first), (other, second) = list(units.items())[:2]
        yield Fault(
            where=second,
            message=f"申请数量的单位不一：“{first.quote}”用“{unit}”，“{second.quote}”用“{other}”",
            expected=unit,
            found=other,
            hint="申请统一以件计，请改为一致",
        )
