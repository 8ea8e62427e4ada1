"""What the cells of ledgers say: days, outcomes, kinds of requesters, channels. Each raises ``ValueError`` in Chinese."""

import datetime as dt
import functools
import re
from collections.abc import Mapping

from gongkai.law.outcomes import outcomes
from gongkai.law.requesters import requesters, suggest
from gongkai.report.form import FORMS
from gongkai.report.readers.headings import clean
from gongkai.text.days import NOTHING, written_day
from gongkai.text.widths import normalise

_FIGURE = re.compile(r"^[一二三四五六七八九十\d]+(?=[^一二三四五六七八九十\d类])")
FIRST = dt.date(2008, 5, 1)
"""The Regulation's first day in force: nothing was applied for before."""
YES = frozenset({"是", "已延期", "延期", "有", "√", "✓", "1", "Y", "y", "TRUE", "是的"})
NO = frozenset({*NOTHING, "否", "未延期", "不延期", "×", "0", "N", "n", "FALSE", "没有"})
PENDING = frozenset(
    {
        "办理中",
        "正在办理",
        "在办",
        "未办结",
        "尚未办结",
        "未答复",
        "待答复",
        "结转",
        "结转下年度继续办理",
        "结转下年度",
        "待办",
    }
)

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "already_public": ("已主动公开", "主动公开", "已公开"),
    "granted": ("予以公开", "同意公开", "全部公开", "公开"),
    "partial": ("部分公开", "区分处理", "公开部分", "部分予以公开"),
    "state_secret": ("国家秘密", "涉密"),
    "law_banned": ("其他法律行政法规禁止公开", "法律行政法规禁止公开", "禁止公开"),
    "security_stability": ("三安全一稳定",),
    "third_party_rights": ("第三方合法权益", "商业秘密", "个人隐私"),
    "internal_affairs": ("内部事务信息", "内部事务"),
    "process_info": ("过程性信息", "过程信息"),
    "enforcement_file": ("行政执法案卷", "执法案卷"),
    "registry_lookup": ("行政查询事项", "行政查询"),
    "not_exist": ("本机关不掌握相关政府信息", "不掌握", "信息不存在", "不存在", "未检索到"),
    "not_responsible": ("不属于本机关", "非本机关", "不属本机关", "不归本机关"),
    "needs_creation": ("没有现成信息需要另行制作", "另行制作", "需要制作", "加工分析"),
    "unclear_after_correction": ("补正后申请内容仍不明确", "仍不明确"),
    "petition": ("信访举报投诉类申请", "信访", "举报投诉", "投诉举报"),
    "repeat": ("重复申请", "不予重复处理"),
    "publication": ("要求提供公开出版物", "公开出版物"),
    "excessive": ("无正当理由大量反复申请", "大量反复"),
    "reconfirm": ("要求行政机关确认或重新出具已获取信息", "重新出具"),
    "correction_lapsed": ("逾期不补正", "逾期未补正", "未按期补正"),
    "fee_lapsed": ("逾期未按收费通知要求缴纳费用", "逾期未缴费", "逾期不缴费", "未缴纳费用"),
    "withdrawn": ("撤回申请", "撤回", "撤销申请", "主动撤销"),
    "merged": ("合并办理", "并案办理", "并入"),
    "not_government_information": ("非政府信息", "不是政府信息", "不属于政府信息", "咨询"),
    "record_corrected": ("更正信息", "更正记录"),
}
"""Words of ledgers beside the names of the outcomes and the rows of table 3; those of two characters must be all."""
KINDS: Mapping[str, tuple[str, ...]] = {
    "natural_person": ("自然人", "公民", "个人"),
    "business": ("商业企业", "企业", "公司"),
    "research": ("科研机构", "科研院所", "科研单位"),
    "public_welfare": ("社会公益组织", "公益组织", "社会组织", "社会团体", "社团"),
    "legal_service": ("法律服务机构", "律师事务所", "律所", "法律服务"),
    "other": ("其他", "其它", "机关", "事业单位", "其他组织"),
}
_NAMED: Mapping[str, str] = {
    "legal_service": r"律师|法律服务所|公证处|司法鉴定",
    "research": r"研究院|研究所|研究中心|科学院|大学|学院$",
    "public_welfare": r"协会|学会|基金会|商会|志愿|慈善",
    "business": r"公司|厂$|合作社|商行|经营部|集团|企业$|中心店$",
    "other": r"委员会|局$|政府|医院|学校|中学|小学|村民小组|业主",
}
CHANNELS: Mapping[str, tuple[str, ...]] = {
    "web": ("电子邮件", "邮件", "邮箱", "网", "平台", "在线", "线上", "系统"),
    "plain_mail": ("平信", "平常信函", "普通信函"),
    "registered_mail": ("邮寄", "邮政", "EMS", "ems", "挂号", "特快", "快递", "信函", "来信", "寄"),
    "fax": ("传真",),
    "oral": ("口头",),
    "counter": ("当面", "现场", "窗口", "来访", "上门", "线下", "直接"),
    "other": ("其他", "其它"),
}


def day(text: str) -> dt.date | None:
    """A day, in the ways in which it is written; ``None`` for nothing.

    >>> day("2025年3月2日"), day("—")
    (datetime.date(2025, 3, 2), None)
    """
    found = written_day(text)
    if found is not None and found < FIRST:
        raise ValueError(f"{found}早于条例施行（2008年5月1日）")
    return found


def yes(text: str) -> bool:
    """Whether it says yes; a day says yes too."""
    said = normalise(text).strip()
    if said in NO:
        return False
    return said in YES or day(said) is not None


def outcome(text: str) -> str:
    """The key of the outcome; empty for a case that is still open."""
    said = _FIGURE.sub("", clean(text)) or clean(text)
    if normalise(text).strip() in NOTHING or said in PENDING:
        return ""
    if said in _exact():
        return _exact()[said]
    refused = bool(re.match("不予(?!重复|处理)|未予|不公开|无法", said))
    found = {key for word, key in _parts() if word in said and not (refused and outcomes()[key].gives)}
    if len(found) == 1:
        return found.pop()
    if found:
        names = "、".join(f"“{outcomes()[key].name}”" for key in outcomes() if key in found)
        raise ValueError(f"“{text[:30]}”可能是{names}，请只写一种（既有公开又有不公开的，写“部分公开”）")
    if refused or said in {"其他", "其他处理", "不予处理"}:
        raise ValueError(f"“{text[:30]}”没有写明是哪一种，请照附表三写明，例如“属于国家秘密”“撤回申请”")
    raise ValueError(f"“{text[:30]}”不是附表三里的处理结果，请写明，例如“予以公开”“信访举报投诉类申请”")


@functools.cache
def _exact() -> Mapping[str, str]:
    by_row = {entry.row: key for key, entry in reversed(outcomes().items())}
    rows = {row.label: by_row[row.key] for row in FORMS["2021"].table(3).rows if row.key in by_row}
    names = {entry.name: key for key, entry in outcomes().items()}
    words = {word: key for key, all_ in OUTCOMES.items() for word in all_}
    all_words = {_FIGURE.sub("", clean(word)): key for word, key in {**rows, **names, **words}.items()}
    return {word: key for word, key in all_words.items() if word != "其他"}  # several outcomes stand in that row


@functools.cache
def _parts() -> tuple[tuple[str, str], ...]:
    longer = [(clean(word), key) for key, words in OUTCOMES.items() for word in words if len(word) >= 3]
    return (*longer, ("涉密", "state_secret"), ("撤回", "withdrawn"), ("信访", "petition"))


def kind(text: str) -> str:
    """The column of table 3; empty where nothing is said."""
    said = clean(text)
    if normalise(text).strip() in NOTHING:
        return ""
    for exact in (True, False):
        found = {
            key
            for key, words in KINDS.items()
            for word in words
            if (said == word if exact else len(word) > 1 and word in said)
        }
        found -= {"other"} if len(found) > 1 else set()
        if len(found) == 1:
            return found.pop()
    labels = "、".join(requesters().columns.values())
    raise ValueError(f"“{text[:20]}”不是申请人类别，请写：{labels}")


def kind_by(name: str, identity: str) -> str:
    """The column that the code or the name speaks for; empty where neither does."""
    try:
        return suggest(identity, name).column
    except ValueError:
        pass
    plain = clean(name)
    for key, words in _NAMED.items():
        if re.search(words, plain):
            return key
    return "natural_person" if re.fullmatch(r"[一-鿿·×*＊某]{2,4}", plain) or len(identity) in {15, 18} else ""


def channel(text: str) -> str:
    """The key of the channel; that of any other one where nothing is said."""
    said = clean(text)
    if normalise(text).strip() in NOTHING:
        return "other"
    for key, words in CHANNELS.items():
        if any(word in said for word in words):
            return key
    raise ValueError(f"“{text[:20]}”不是申请渠道，请写：当面、邮寄、平信、网上、传真、口头、其他")
