"""W1 to W6: words of the lists."""

from collections.abc import Iterable, Iterator

from gongkai.findings import Fault, Severity
from gongkai.law.provisions import Instrument, Provision
from gongkai.scan.passage import RULES, Subject

_SITES = Provision(Instrument.SITES_2017)


def _listed(rule: str, subject: Subject) -> Iterator[Fault]:
    for number, found in enumerate(subject.words):
        for start, end, entry in found:
            if entry.list.rule == rule:
                right = entry.word.right
                said = f"“{entry.wrong}”应为“{right}”" if right else f"出现“{entry.wrong}”"
                why = f"：{entry.word.why}" if entry.word.why else ""
                yield subject.fault(
                    number,
                    start,
                    end,
                    f"{entry.list.name}：{said}{why}",
                    expected=right or None,
                    hint=f"请改为“{right}”" if right else "请核对是不是应该出现，不应出现的删去",
                    severity=entry.severity,
                    source=f"{entry.list.source}（词表 {entry.list.version}）",
                )


@RULES.rule("W1", "严重表述错误", Severity.ERROR, _SITES)
def political(subject: Subject) -> Iterable[Fault]:
    """国家机构、领导人姓名职务、领土主权、重大提法写错。

    ### 为什么
    政府网站检查把严重表述错误列为单项否决，出现一处即不合格；影响也最难挽回。

    ### 例
    “中华名族”应为“中华民族”；“香港、台湾等国家”应为“香港、台湾等地区”。

    ### 怎么办
    照提示改正。确属引用原文、揭露错误说法的，由有权的人写明理由放行。

    ### 局限
    只查词表里的写法。领导人的姓名、职务、排序随时会变，由各单位写进本单位词表。
    """
    return _listed("W1", subject)


@RULES.rule("W2", "表述不规范", Severity.WARNING, _SITES)
def usage(subject: Subject) -> Iterable[Fault]:
    """机关公文和新闻规范不用、慎用的说法。

    ### 为什么
    称谓、提法、用语有统一规范，门户上写法不一，公众无所适从。

    ### 例
    “残废人”应为“残疾人”；“截止目前”应为“截至目前”；“信息公开处理费”应为“信息处理费”。

    ### 怎么办
    照提示改正，或者确认这里可以这样写。

    ### 局限
    引用旧文件、史料时原文照录是对的，所以只作存疑。
    """
    return _listed("W2", subject)


@RULES.rule("W3", "机构名称有误或者已经不用", Severity.WARNING, _SITES)
def bodies(subject: Subject) -> Iterable[Fault]:
    """机构全称写错，或者写的是改革以前的名称。

    ### 为什么
    机构名称是法定的，“和”与“与”不能互换；旧机构的职责已经转给别的机构，公众会找错地方。

    ### 例
    “人力资源与社会保障局”应为“人力资源和社会保障局”；“国家旅游局”2018年3月起为文化和旅游部。

    ### 怎么办
    照提示改正；叙述历史、引用旧文件标题的不改。

    ### 局限
    地方机构的名称各地不同，请写进本单位词表。
    """
    return _listed("W3", subject)


@RULES.rule("W4", "错别字", Severity.WARNING, _SITES)
def typos(subject: Subject) -> Iterable[Fault]:
    """成语和公文常用词里常见的错字。

    ### 为什么
    错别字是公众报错最多的一类，监测通报也逐个计数。

    ### 例
    “布署”应为“部署”；“再接再励”应为“再接再厉”；“帐户”应为“账户”。

    ### 怎么办
    照提示改正。

    ### 局限
    只收几乎不会是对的写法，不作语法和搭配检查；人名、地名里碰巧相同的，可在本单位词表里写明不错。
    """
    return _listed("W4", subject)


@RULES.rule("W5", "违规信息用语", Severity.WARNING, _SITES)
def banned(subject: Subject) -> Iterable[Fault]:
    """赌博、色情、假证、违禁交易等招揽用语。

    ### 为什么
    正常的政务信息里没有这些词；出现了，多半是网页被挂了暗链，或者粘贴时带进了别处的内容。

    ### 例
    附件的隐藏单元格里有“六合彩”；从网页粘贴的文字末尾带着“代开发票”。

    ### 怎么办
    不应出现的删去，并检查来源；通报案件、宣传防范时提到的不改。

    ### 局限
    词表不可能全；只看字面。
    """
    return _listed("W5", subject)


@RULES.rule("W6", "本单位词表", Severity.WARNING, _SITES)
def own(subject: Subject) -> Iterable[Fault]:
    """本单位自己规定的错误写法、旧称和禁用词。

    ### 为什么
    地名、机构名、领导姓名职务、近期提法各地不同，只有本单位知道。

    ### 例
    本单位词表写“县政务服务和公共资源交易中心”旧称为“县政务大厅”，文中出现旧称就提示。

    ### 怎么办
    照提示改正，或者修改词表。

    ### 局限
    程度由词表里写的为准。
    """
    return _listed("W6", subject)
