"""What a report must have: six sections (S1), five topics (S2), problems and measures (S8), a contact (S10)."""

import itertools
import re
from collections.abc import Iterator

from gongkai.findings import Fault, Sentence, Severity
from gongkai.law.provisions import form_2021, regulation
from gongkai.report.model import Section
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.numerals import chinese_numeral
from gongkai.text.widths import simplify, skeleton

_TOPICS = {
    "主动公开": ("主动公开",),
    "依申请公开": ("依申请公开", "申请公开", "信息公开申请"),
    "政府信息管理": ("信息管理", "信息资源管理", "信息公开管理", "信息发布管理", "管理情况"),
    "政府信息公开平台建设": ("平台建设", "公开平台", "平台", "门户网站", "政务新媒体"),
    "监督保障": ("监督", "保障", "考核", "评议"),
}
_PROBLEMS = ("问题", "不足", "短板", "差距", "薄弱", "欠缺", "有待", "不够", "困难", "不高", "不强", "不到位", "仍需")
_MEASURES = ("改进", "下一步", "将", "措施", "整改", "今后", "加强", "提升", "完善", "强化")
_SHORTEST_TEXT = 15
_CONTACTS = ("电话", "联系方式", "联系人", "邮箱", "邮编", "地址：", "地址:")
_WHERE_TO_READ = ("查阅", "下载", "http", "www.", "查看", "查询")
_PHONE = re.compile(r"0\d{2,3}\s*[-—－–]\s*\d{7,8}")


@RULES.rule("S1", "章节缺失或标题不符", Severity.ERROR, form_2021("各部分标题"))
def six_sections(subject: Subject) -> Iterator[Fault]:
    """六个部分缺少一个、次序不对，或者标题与格式不一致。

    ### 为什么
    格式规定了六个部分及其次序，各机关不得增减。读者和上级机关按部分查找、比较，少一部分就是报告不完整。

    ### 例
    没有“五、存在的主要问题及改进情况”，是错误；标题印作“存在主要问题及改进情况”，少一个“的”，只作提示。

    ### 怎么办
    补上缺的部分，没有内容也要保留标题并说明；标题照格式原文改正。

    ### 局限
    标题印在图片里时读不到；文件中有没读的图片或页面时，缺部分合成一条，只作存疑。标题措辞不同而仍认得出的，不作错误。
    """
    printed = [section.number for section in subject.report.sections]
    source = str(subject.report.edition.source)
    missing = [heading for heading in subject.report.edition.sections if heading.number not in printed]
    if missing and (unread := subject.reading.document.images):
        ordinals, titles = zip(*((chinese_numeral(h.number), h.title) for h in missing), strict=True)
        yield Fault(
            where=Sentence(missing[0].number, ""),
            message=f"没有找到第{'、'.join(ordinals)}部分；文件里有 {unread} 处图片或页面没有读，可能就在其中",
            expected="、".join(titles),
            hint="请换用可复制文字的原文件，或只留年度报告部分再读",
            severity=Severity.WARNING,
            source=source,
        )
    for heading in subject.report.edition.sections:
        ordinal = chinese_numeral(heading.number)
        section = subject.report.section(heading.number)
        if section is None and not subject.reading.document.images:
            yield Fault(
                where=Sentence(heading.number, ""),
                message=f"没有找到第{ordinal}部分“{heading.title}”",
                expected=heading.title,
                hint="请按格式补上这一部分，没有内容的也要写明",
                source=source,
            )
        elif section and section.title != heading.title and skeleton(section.title) != skeleton(heading.title):
            yield Fault(
                where=Sentence(heading.number, section.title),
                message=f"第{ordinal}部分标题印作“{section.title}”，格式规定为“{heading.title}”",
                expected=heading.title,
                found=section.title,
                hint="请照格式原文改正标题",
                severity=Severity.INFO,
                source=source,
            )
    if printed != sorted(printed):
        late = next(after for before, after in itertools.pairwise(printed) if after < before)
        yield Fault(
            where=Sentence(late, ""),
            message=f"各部分次序不对：文件中依次是第{'、'.join(map(chinese_numeral, printed))}部分",
            expected="、".join(map(chinese_numeral, sorted(printed))),
            found="、".join(map(chinese_numeral, printed)),
            hint="请按格式调整次序",
            source=source,
        )


@RULES.rule("S2", "总体情况缺少内容", Severity.WARNING, form_2021("“一、总体情况”"))
def five_topics(subject: Subject) -> Iterator[Fault]:
    """第一部分没有写到主动公开、依申请公开、政府信息管理、平台建设、监督保障中的某一项。

    ### 为什么
    格式要求总体情况从这五个方面写。漏写一项，读者就不知道这方面做了没有。

    ### 例
    第一部分通篇没有出现“监督保障”“考核”“评议”等字样，提示缺少监督保障；小标题写作“平台建设”，
    而不是“政府信息公开平台建设”，只作提示。

    ### 怎么办
    补写缺少的方面；确实没有开展的，如实写明。

    ### 局限
    只看有没有提到，不看写得好坏。用词与常见写法都不同的，可能误报。
    """
    section = subject.report.section(1)
    if section is None:
        return
    text = _plain(section)
    if len(text) < _SHORTEST_TEXT:
        yield Fault(where=Sentence(1, section.text), message="第一部分“总体情况”几乎没有内容", hint="请按五个方面补写")
        return
    for topic, wordings in _TOPICS.items():
        if not any(wording in text for wording in wordings):
            yield Fault(
                where=Sentence(1, ""),
                message=f"第一部分没有写到“{topic}”方面的情况",
                expected=topic,
                hint="请补写这一方面，没有开展的如实写明",
            )
    if "平台建设" in text and "政府信息公开平台建设" not in text:
        yield Fault(
            where=Sentence(1, "平台建设"),
            message="第一部分的“平台建设”应写全称“政府信息公开平台建设”",
            expected="政府信息公开平台建设",
            found="平台建设",
            hint="请写全称",
            severity=Severity.INFO,
        )


@RULES.rule("S8", "第五部分没有问题或措施", Severity.WARNING, regulation(50, item=4))
def problems_and_measures(subject: Subject) -> Iterator[Fault]:
    """第五部分没有写存在的问题，没有写改进措施，或者几乎是空的。

    ### 为什么
    条例要求年度报告写明工作存在的主要问题及改进情况。只写“无”，或者只有成绩没有问题，等于没有报告。

    ### 例
    第五部分只有一个“无”字；或者只写下一步打算，不写问题。

    ### 怎么办
    写出本年度实际存在的主要问题，并逐一对应写出改进情况和措施。

    ### 局限
    按常见用词判断有没有问题和措施，不判断是否属实、是否对应。
    """
    section = subject.report.section(5)
    if section is None:
        return
    text = _plain(section)
    if len(text) < _SHORTEST_TEXT:
        said = f"只写了“{section.text.strip()}”" if text else "没有内容"
        yield Fault(
            where=Sentence(5, section.text.strip()), message=f"第五部分{said}", hint="请写明存在的主要问题和改进情况"
        )
        return
    for what, words in (("存在的问题", _PROBLEMS), ("改进措施", _MEASURES)):
        if not any(word in text for word in words):
            yield Fault(where=Sentence(5, ""), message=f"第五部分没有写{what}", expected=what, hint=f"请写明{what}")


@RULES.rule("S10", "没有联系方式", Severity.INFO, form_2021())
def contact(subject: Subject) -> Iterator[Fault]:
    """报告没有写到哪里查阅、有疑问同谁联系。

    ### 为什么
    年度报告是给社会看的。写明查阅的网址和联系电话，是各地通行的做法，公众有疑问才找得到人。

    ### 例
    导语和第六部分都没有电话、邮箱、地址，也没有电子版的查阅网址。

    ### 怎么办
    在导语或第六部分写一句：本报告电子版可在某网站查阅，如有疑问请与某机关联系，附电话和地址。

    ### 局限
    只看导语、第六部分和全文中的电话号码；联系方式放在网页页脚的看不到。格式没有强制要求，只作提示。
    """
    texts = [simplify(subject.report.opening), *(simplify(section.text) for section in subject.report.sections)]
    edges = (texts[0], texts[-1])
    if any(word in text for text in edges for word in _CONTACTS) or any(map(_PHONE.search, texts)):
        return
    readable = any(word in text for text in edges for word in _WHERE_TO_READ)
    yield Fault(
        where=Sentence(subject.report.sections[-1].number if subject.report.sections else 0, ""),
        message="报告没有写联系方式" if readable else "报告没有写联系方式，也没有写到哪里查阅",
        hint="可在第六部分末尾写明查阅网址、联系机关和电话",
    )


def _plain(section: Section) -> str:
    return simplify("".join(section.text.split()))
