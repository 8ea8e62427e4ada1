"""What can be claimed, and which sums of cells a number may legitimately mean.

A metric has readings, the first being the plain one. A number that equals any of them contradicts nothing: officers
count applications carried in from last year under 受理 or leave them out, and both are right. Readings are written as
rows of the form joined by ``+`` and ``-``; ``*`` stands for the rest of a row's key. A reading behind ``~`` is one that the
words do not bear but that officers may have meant: a number that equals it is doubtful rather than wrong.
"""

import functools
import re

import msgspec

from gongkai.findings import CellRef
from gongkai.report.form import FORMS


class Metric(msgspec.Struct, frozen=True):
    """A quantity: its name in words, the rule that compares it, its readings, whether its wording is the form's own."""

    key: str
    name: str
    rule: str = ""
    readings: str = ""
    table: int = 0
    strict: bool = True


class Reading(msgspec.Struct, frozen=True):
    """A signed sum of cells; ``doubtful`` where the words do not quite bear it."""

    plus: tuple[CellRef, ...]
    minus: tuple[CellRef, ...]
    doubtful: bool = False


_DONE = (
    "total | total-carried_in | total-closed* | total-closed.correction_lapsed | total-closed.fee_lapsed "
    "| total-closed.other | total-closed.correction_lapsed-closed.fee_lapsed | total-not_handled* "
    "| total-closed*-not_handled* | total-closed.correction_lapsed-closed.other "
    "| granted+partial+withheld*+unavailable*+not_handled*+closed*"
)
_WITHHELD = (
    "withheld* | withheld*+unavailable* | withheld*+unavailable*+not_handled* | withheld*+not_handled* "
    "| withheld*+unavailable*+not_handled*+closed*"
)
_INTAKE = "received | received+carried_in"
_RESULTS = {
    "granted": ("予以公开", "granted | granted+partial", True),
    "opened": ("公开", "granted | granted+partial | partial", False),
    "partial": ("部分公开", "partial", True),
    "withheld": (
        "不予公开",
        _WITHHELD,
        True,
    ),
    "unavailable": ("无法提供", "unavailable* | unavailable*+not_handled* | unavailable.not_held", True),
    "not_held": ("本机关不掌握或者信息不存在", "unavailable.not_held | unavailable*", False),
    "not_handled": ("不予处理", "not_handled* | not_handled*+closed*", True),
    "closed_rows": ("其他处理", "closed* | closed.other", True),
    "withdrawn": ("撤回申请", "closed.other | closed*", False),
    "pending": ("尚未办结", "carried_out", False),
    "carried_in": ("上年结转", "carried_in", True),
    "carried_out": ("结转下年度", "carried_out", True),
    "carried": ("结转", "carried_out | carried_in", False),
}
_LEAVES = (
    "withheld.state_secret",
    "withheld.law_banned",
    "withheld.security_stability",
    "withheld.third_party_rights",
    "withheld.internal_affairs",
    "withheld.process_info",
    "withheld.enforcement_file",
    "withheld.registry_lookup",
    "unavailable.needs_creation",
    "unavailable.unclear_after_correction",
    "not_handled.petition",
    "not_handled.repeat",
    "not_handled.publication",
    "not_handled.excessive",
    "not_handled.reconfirm",
    "closed.correction_lapsed",
    "closed.fee_lapsed",
)
_ROWS = {row.key: row for row in FORMS["2021"].table(3).rows}
_COURTS = {
    "review": ("行政复议", ("review",)),
    "suit": ("行政诉讼", ("suit_direct", "suit_after_review")),
    "suit_direct": ("未经复议直接起诉", ("suit_direct",)),
    "suit_after_review": ("复议后起诉", ("suit_after_review",)),
    "courts": ("行政复议和行政诉讼", ("review", "suit_direct", "suit_after_review")),
}
_VERDICTS = {
    "upheld": ("结果维持", ("upheld",)),
    "corrected": ("结果纠正", ("corrected",)),
    "other": ("其他结果", ("other",)),
    "pending": ("尚未审结", ("pending",)),
    "rejected": ("驳回", ("upheld",)),
}


def _court_metrics() -> list[Metric]:
    found = []
    for key, (name, rows) in _COURTS.items():
        totals = "+".join(f"{row}:total" for row in rows)
        each = "+".join(f"{row}:{column}" for row in rows for column in ("upheld", "corrected", "other", "pending"))
        # 行政诉讼 is often counted by its first instance or by the direct suits alone
        narrower = " | ".join(f"{row}:total" for row in rows) if key == "suit" else ""
        found.append(Metric(key, name, "D3", f"{totals} | {each} | {narrower}".rstrip(" |"), 4))
        for verdict, (label, columns) in _VERDICTS.items():
            plain = "+".join(f"{row}:{column}" for row in rows for column in columns)
            others = [plain]
            if key == "courts":  # 维持 said after both reviews and suits may mean either or both
                others.append(f"review:{columns[0]}")
                others.append(f"suit_direct:{columns[0]}+suit_after_review:{columns[0]}")
            if verdict == "rejected":
                others.append("+".join(f"{row}:other" for row in rows))
                others.append("+".join(f"{row}:{column}" for row in rows for column in ("upheld", "other")))
            found.append(
                Metric(f"{key}.{verdict}", f"{name}{label}", "D3", " | ".join(others), 4, verdict != "rejected")
            )
    return found


_ALL = [
    Metric("new", "新收申请", "D1", "received", 3),
    Metric("received", "收到申请", "D1", "received | ~received+carried_in", 3),
    Metric(
        "accepted",
        "受理申请",
        "D1",
        f"{_INTAKE} | received-closed* | received-not_handled* | received-closed*-not_handled* | received-closed.other",
        3,
    ),
    Metric("handled", "办理申请", "D2", f"{_DONE} | {_INTAKE} | received-closed* | received-closed.other", 3),
    Metric("closed", "办结（答复）申请", "D2", _DONE, 3),
    Metric("mentioned", "政府信息公开申请", "D1", f"{_INTAKE} | total | total-carried_in", 3, strict=False),
    *(Metric(key, name, "D4", readings, 3, strict) for key, (name, readings, strict) in _RESULTS.items()),
    *(Metric(key, _ROWS[key].label, "D4", key, 3, strict=False) for key in _LEAVES),
    Metric("kinds", "申请", "D4", f"{_INTAKE} | total", 3),
    Metric("kinds.received", "申请", "D4", "received | ~received+carried_in | ~total", 3),
    *_court_metrics(),
    Metric("normative.issued", "制发行政规范性文件", "A5", "normative_docs:issued | normative_docs:created", 2),
    Metric(
        "normative.published",
        "新公开行政规范性文件",
        "A5",
        "normative_docs:issued | normative_docs:in_force | normative_docs:published | normative_docs:public_total",
        2,
        strict=False,
    ),
    Metric("normative.abolished", "废止行政规范性文件", "A5", "normative_docs:abolished", 2),
    Metric("normative.in_force", "现行有效行政规范性文件", "A5", "normative_docs:in_force | normative_docs:public_total", 2),
    Metric("rules.issued", "制发规章", "A5", "gov_rules:issued | gov_rules:created", 2),
    Metric(
        "rules.published",
        "新公开规章",
        "A5",
        "gov_rules:issued | gov_rules:in_force | gov_rules:published | gov_rules:public_total",
        2,
        strict=False,
    ),
    Metric("rules.abolished", "废止规章", "A5", "gov_rules:abolished", 2),
    Metric("rules.in_force", "现行有效规章", "A5", "gov_rules:in_force | gov_rules:public_total", 2),
    Metric("licences", "行政许可决定", "A5", "licences:decisions", 2, strict=False),
    Metric("licences.decided", "作出行政许可决定", "A5", "licences:decisions", 2),
    Metric("penalties", "行政处罚决定", "A5", "penalties:decisions", 2, strict=False),
    Metric("penalties.decided", "作出行政处罚决定", "A5", "penalties:decisions", 2),
    Metric("coercions", "行政强制", "A5", "coercions:decisions", 2, strict=False),
    Metric("coercions.decided", "作出行政强制决定", "A5", "coercions:decisions", 2),
    Metric("charges", "行政事业性收费", "A5", "fees:amount", 2),
    # What no table holds: compared with other sentences only.
    Metric("fee", "信息处理费"),
    Metric("fee_notice", "信息处理费收费通知", "B7", "closed.fee_lapsed", 3),
    Metric("channel", "申请渠道"),
    Metric("documents", "文件"),
    *(Metric(f"{kind}.{deed}", name) for kind in ("normative", "rules") for deed, name in (
        ("cleaned", "清理的文件"), ("kept", "保留的文件"), ("revised", "修改的文件"), ("lapsed", "宣布失效的文件"),
        ("abolished_lapsed", "废止和宣布失效的文件"),
    )),
    *(Metric(f"hotline.{verb}", name) for verb, name in (
        ("accepted", "热线工单受理"), ("closed", "热线工单办结"), ("returned", "热线工单退回"), ("pending", "热线工单在办"),
    )),
    Metric("gazette", "政府公报"),
]  # fmt: skip
METRICS: dict[str, Metric] = {metric.key: metric for metric in _ALL}

LEGAL = ("business", "research", "public_welfare", "legal_service", "other")
_COLUMNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "": (("total",), ("natural_person", *LEGAL)),
    "natural_person": (("natural_person",),),
    "citizen": (("natural_person",), ("total",)),
    "legal": (LEGAL,),
    **{column: ((column,),) for column in LEGAL},
}
_TERM = re.compile(r"([+-]?)([a-z_.]+\*?)(?::([a-z_]+))?")


@functools.cache
def readings(key: str, requester: str, edition: str) -> tuple[Reading, ...]:
    """The readings of a metric for a kind of requester, in cells of the form's edition, the plain one first."""
    metric = METRICS[key]
    if not metric.readings:
        return ()
    found: dict[Reading, None] = {}
    for columns in _COLUMNS[requester]:
        for text in metric.readings.split(" | "):
            reading = _reading(text, metric.table, columns, edition)
            if reading is not None:
                found[reading] = None
    return tuple(found)


def _reading(text: str, table: int, columns: tuple[str, ...], edition: str) -> Reading | None:
    known = set(FORMS[edition].table(table).cells())
    plus: list[CellRef] = []
    minus: list[CellRef] = []
    for sign, row, column in _TERM.findall(text):
        rows = [row] if "*" not in row else _starred(row[:-1], edition)
        refs = [CellRef(table, key, c) for key in rows for c in ((column,) if column else columns)]
        if not refs or not known.issuperset(refs):
            return None
        (minus if sign == "-" else plus).extend(refs)
    return Reading(tuple(plus), tuple(minus), text.startswith("~"))


def _starred(prefix: str, edition: str) -> list[str]:
    keys = [row.key for row in FORMS[edition].table(3).rows]
    return [key for key in keys if key == prefix or key.startswith(prefix + ".")]
