"""Which time and which bodies a figure covers: quarterly work (D7), figures of the region in one body's report (D9)."""

import re
from collections.abc import Iterator

from gongkai.findings import Fault, Sentence, Severity
from gongkai.law.provisions import Instrument, Provision, form_2021
from gongkai.report.claims import Claim
from gongkai.report.claims.metrics import METRICS
from gongkai.report.claims.model import Period, Scope
from gongkai.report.claims.scopes import Body, body_of
from gongkai.report.rules.narrative_compare import contradiction
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.sentences import full_stops_around, quote, sentence_at

_CYCLES = (("季", re.compile("季度|按季(?!度)|逐季(?!度)"), 4), ("月", re.compile("按月|逐月|月度"), 12))
_NOT_A_CYCLE = ("每", "一", "二", "三", "四", "前两个", "前三个", "当", "本", "上", "下")
"""What before 季度 makes it one quarter, or a frequency."""
_WORK = re.compile("通报|检查|巡查|监测|抽查|督查|普查|排查")
_TIMES = re.compile(
    r"(?:通报|检查|巡查|监测|抽查|督查|普查|排查)(?P<link>[^。；，,\d]{0,6}?)(?P<number>\d{1,6})\s*(?:期|次|份|轮)(?!余|多)"
)
_REACH = 12
_REGION_COUNT = re.compile(
    r"全(?:省|市|县|区|州|旗)(?!年)[^。；，、\d]{0,14}?\s*\d[\d,.]*\s*万?余?\s*(?:个|件|条|项|次|家|场)"
)
_WORK_SECTIONS = (1, 6)
_REQUESTS = 3


@RULES.rule("D7", "按季、按月的工作与次数不符", Severity.WARNING, Provision(Instrument.ARITHMETIC))
def cycles(subject: Subject) -> Iterator[Fault]:
    """说按季度、按月开展，次数却不是 4、12 的倍数。

    ### 为什么
    按季度开展的一年是 4 次，按月的是 12 次，次数不合说明制度没有落实，或者数字不对。

    ### 例
    “按季度公布督查通报 5 次”；“季度通报……全年共印发通报 3 期”。

    ### 怎么办
    核对次数；另有专项的，分开写（季度通报 4 期、专项通报 1 期）。

    ### 局限
    只看同一句或紧接着的下一句。“每季度 1 次”是频率，不算。第五部分的打算不看。
    """
    for section in subject.report.sections:
        if section.number in _WORK_SECTIONS:
            for name, cycle, times in _CYCLES:
                for found in cycle.finditer(section.text):
                    yield from _cycle(section.text, section.number, found, name, times)


def _cycle(text: str, number: int, found: re.Match[str], name: str, times: int) -> Iterator[Fault]:
    """Work said to be done each quarter or month, and how often it was done, in this sentence or the next."""
    work = _WORK.search(text, found.end(), found.end() + _REACH)
    if work is None or text[: found.start()].endswith(_NOT_A_CYCLE):
        return
    _, end = full_stops_around(text, found.start())
    _, after = full_stops_around(text, end)
    same = (match for match in _TIMES.finditer(text, found.start(), after) if match[0].startswith(work[0]))
    count = next(same, None)
    done = int(count["number"]) if count else 0
    if count is None or done < 2 or not done % times:
        return
    at = sentence_at(text, count.start())
    yield Fault(
        where=Sentence(number, quote(text, at.start, at.end)),
        message=f"说按{name}开展“{work[0]}”，一年应为 {times} 次，正文写 {done} 次",
        expected=times,
        found=done,
        difference=done - times,
        hint="核对次数；另有专项的分开写",
    )


@RULES.rule("D9", "混用全地区的数字", Severity.INFO, form_2021("“一、总体情况”"))
def region_figures(subject: Subject) -> Iterator[Fault]:
    """部门、办公室的报告里有全县（市、区）的数字，与本机关的表格放在一起。

    ### 为什么
    表格只统计本机关。正文写全县的申请件数、账号数而不说明口径，读者会拿来与表格对照，汇总时也会重复计算。

    ### 例
    县政府办公室的报告写“全县共收到政府信息公开申请 120 件”，表三是本办的 10 件，而文中没有写本办的数。

    ### 怎么办
    写明口径，或者把全县的数字放进县政府的报告。

    ### 局限
    全县的申请、文件等数与本机关表格不同、文中又没有写本机关的数的，作存疑；其他全县数字每份报告只提示一次。政府的报告本来就是全地区的，不查。
    """
    report = subject.report
    if body_of(report.organ) not in (Body.OFFICE, Body.DEPARTMENT):
        return
    flagged = set()
    told = {_field(claim) for claim in subject.claims if claim.scope is Scope.OWN and claim.value is not None}
    for claim in subject.claims:
        if claim.scope is not Scope.REGION or claim.denied or claim.period is Period.OTHER or _field(claim) in told:
            continue
        found = contradiction(report, claim, any_scope=True) if _field(claim) else None
        if found is not None and claim.quote not in flagged:
            flagged.add(claim.quote)
            yield Fault(
                where=Sentence(claim.section, claim.quote),
                message=f"正文“{claim.said}”说的是全地区或者所属各单位，本机关表格为 {found.value}",
                expected=int(found.value),
                found=claim.value,
                hint="写明口径，避免与本机关的表格混淆",
                severity=Severity.WARNING,
            )
    if not flagged:
        yield from _other_figures(subject)


def _field(claim: Claim) -> str:
    """What the claim counts, in kinds of which a text needs to tell the body's own figure once: applications, 规章."""
    metric = METRICS[claim.metric]
    return metric.rule and (str(metric.table) if metric.table == _REQUESTS else claim.metric)


def _other_figures(subject: Subject) -> Iterator[Fault]:
    found = [
        (section, match)
        for section in subject.report.sections
        if section.number in _WORK_SECTIONS
        for match in _REGION_COUNT.finditer(section.text)
    ]
    if found:
        section, match = found[0]
        at = sentence_at(section.text, match.start())
        more = f"等 {len(found)} 处" if len(found) > 1 else ""
        yield Fault(
            where=Sentence(section.number, quote(section.text, at.start, at.end)),
            message=f"“{' '.join(match[0].split())}”{more}是全地区的数字，本报告的表格只统计本机关，请写明口径",
            hint="写明口径，避免与本机关的表格混淆",
        )
