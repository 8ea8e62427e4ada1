"""Single sentences to put into a consistent draft: true ones that a hasty auditor takes for errors, and false ones.

Each is a function of a :class:`Pen` that knows the draft's figures; it returns ``None`` where the figures do not admit
it. A true sentence must never cause a finding of severity error; a false one must cause one of the named rules.
"""

from collections.abc import Callable
from random import Random

import msgspec

from generator.draft import Draft
from generator.pen import Pen
from gongkai.report.model import AnnualReport

Say = Callable[[Pen], str | None]


class Saying(msgspec.Struct, frozen=True):
    """A sentence by name; ``rules`` are those that may report it, none for a true one. ``weaker``: a warning will do."""

    name: str
    say: Say
    rules: frozenset[str] = frozenset()
    weaker: bool = False


def pen_for(draft: Draft, rng: Random) -> Pen:
    """A pen that knows the draft's figures."""
    report = draft.report
    figures = {ref: cell.value for ref, cell in report.cells.items() if cell.value is not None}
    return Pen(rng, draft.body, report.year or 2024, report.form, figures)


def insert(report: AnnualReport, sentence: str) -> AnnualReport:
    """The report with the sentence at the end of its paragraph on applications."""
    first = report.sections[0]
    lines = first.text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("（三）"))
    text = "\n".join([*lines[:at], sentence, *lines[at:]])
    changed = msgspec.structs.replace(first, text=text)
    return msgspec.structs.replace(report, sections=(changed, *report.sections[1:]))


def _always(sentence: str) -> Say:
    return lambda _: sentence


def _received(pen: Pen) -> int:
    return pen.peek(3, "received")


def _when(condition: bool, sentence: str) -> str | None:
    return sentence if condition else None


def in_characters(number: int) -> str:
    """A number below 10,000 as it is written out: 一千零五十、二十一."""
    names, written, gap = "零一二三四五六七八九", "", False
    for digit, unit in zip(f"{number:04}", "千百十个", strict=True):
        if digit == "0":
            gap = bool(written)
            continue
        written += ("零" if gap else "") + names[int(digit)] + unit.strip("个")
        gap = False
    return written.removeprefix("一") if written.startswith("一十") else written or "零"


def _approximate(pen: Pen) -> str | None:
    received = _received(pen)
    return _when(received > 10 and received % 10 > 0, f"共收到政府信息公开申请{received // 10 * 10}余件。")


def _in_characters(pen: Pen) -> str | None:
    received = _received(pen)
    return f"共收到政府信息公开申请{in_characters(received)}件。" if 0 < received < 10000 else None


def _no_corrections(pen: Pen) -> str | None:
    rows = ("review", "suit_direct", "suit_after_review")
    corrected = sum(pen.peek(4, row, "corrected") for row in rows)
    return _when(not corrected, "未发生行政复议被纠错、行政诉讼败诉情况。")


def _cases(pen: Pen) -> int:
    return sum(pen.peek(4, row) for row in ("review", "suit_direct", "suit_after_review"))


def _organisations(pen: Pen) -> int:
    return _received(pen) - pen.peek(3, "received", "natural_person")


def _fresh(pen: Pen) -> int:
    """A count that no sum of the report explains."""
    return _received(pen) * 3 + pen.number(37, 90)


TRUE_SAYINGS = tuple(
    Saying(name, say)
    for name, say in {
        "last-year": lambda p: f"{p.year - 1}年收到政府信息公开申请{_fresh(p)}件。",
        "last-year-in-words": lambda p: f"上年度共收到政府信息公开申请{_fresh(p)}件，今年申请量有所变化。",
        "since-years-ago": lambda p: f"{p.year - 3}年以来，累计受理政府信息公开申请{_fresh(p)}件。",
        "since-the-plan": lambda p: f"“十四五”以来累计收到政府信息公开申请{_fresh(p)}件。",
        "half-year": lambda p: _when(
            _received(p) > 4, f"截至{p.year}年6月底，收到政府信息公开申请{_received(p) // 2}件。"
        ),
        "first-half": lambda p: _when(_received(p) > 4, f"上半年收到政府信息公开申请{_received(p) // 2}件。"),
        "whole-region": lambda p: _when(
            p.body.kind == "office", f"{p.body.area}各级各部门共收到政府信息公开申请{_fresh(p)}件。"
        ),
        "subordinates": lambda p: _when(
            p.body.kind == "office", f"各乡镇、各部门共收到政府信息公开申请{_fresh(p)}件。"
        ),
        "in-characters": _in_characters,
        "approximate": _approximate,
        "part-by-channel": lambda p: _when(_received(p) > 4, f"其中网上申请{_received(p) - 2}件。"),
        "archive-look-ups": lambda p: f"受理不动产登记资料查询申请{_fresh(p)}件。",
        "hotline": lambda p: f"受理12345热线诉求{_fresh(p)}件，办结{_fresh(p)}件。",
        "mailbox": lambda p: f"收到领导信箱来信{_fresh(p)}件，全部办结。",
        "proposals": lambda p: f"收到人大代表建议、政协委员提案{_fresh(p)}件，均按期答复。",
        "opinions": lambda p: f"收到公众意见{_fresh(p)}条。",
        "passed-on": lambda p: f"向有关部门转送政府信息公开申请{p.number(1, 9)}件。",
        "phone": lambda p: f"答复电话咨询{_fresh(p)}次。",
        "whole-with-carry": lambda p: (
            f"上年结转{p.peek(3, 'carried_in')}件、新收{_received(p)}件，"
            f"合计{_received(p) + p.peek(3, 'carried_in')}件。"
        ),
        "handled-all": lambda p: f"全年共办理政府信息公开申请{_received(p) + p.peek(3, 'carried_in')}件。",
        "extended": lambda p: _when(p.peek(3, "total") > 6, f"经批准延期答复{p.number(1, 5)}件。"),
        "corrections": lambda p: _when(p.peek(3, "total") > 6, f"要求申请人补正{p.number(1, 5)}件。"),
        "by-letter": lambda p: _when(p.peek(3, "total") > 6, f"以信函方式答复{p.number(1, 5)}件。"),
        "no-corrections": _no_corrections,
        "qualified-denial": _always("未发生因答复超期引发的行政复议、行政诉讼。"),
        "courts-at-large": lambda p: f"出庭应诉行政诉讼案件{_fresh(p)}件，均与政府信息公开无关。",
        "reviews-at-large": lambda p: f"行政复议机构全年办结行政复议案件{_fresh(p)}件。",
        "reviews-last-year": lambda p: f"{p.year - 1}年发生政府信息公开行政复议{p.number(1, 4)}件。",
        "documents-reviewed": lambda p: f"合法性审核行政规范性文件{_fresh(p)}件。",
        "documents-filed": lambda p: f"对下级报送备案的行政规范性文件进行审查，共{_fresh(p)}件。",
        "documents-explained": lambda p: f"配套解读行政规范性文件{p.number(1, 9)}件。",
        "documents-policy": lambda p: f"公开现行有效政策性文件{_fresh(p)}件。",
        "documents-region": lambda p: f"汇集{p.body.area}各单位行政规范性文件{_fresh(p)}件。",
        "documents-history": lambda p: f"政策文件库累计收录历年文件{_fresh(p)}件。",
        "permit-items": lambda p: f"梳理公布行政许可事项{_fresh(p)}项。",
        "permit-notices": lambda p: f"公示行政许可信息{_fresh(p)}条、行政处罚信息{_fresh(p)}条。",
        "open-parts": _always("发布政策解读26篇，其中图解10篇、视频5篇。"),
        "overlapping-parts": _always("发布政策解读26篇，其中文字解读26篇，配套图解12篇。"),
        "meetings": _always("召开专题会议5次，其中主要领导主持2次。"),
        "share-of-natural": lambda p: _when(
            _received(p) > 0, f"自然人申请占比{p.peek(3, 'received', 'natural_person') / max(1, _received(p)):.1%}。"
        ),
    }.items()
)


FALSE_SAYINGS = tuple(
    Saying(name, say, frozenset(rules.split()), weaker)
    for name, (rules, weaker, say) in {
        "received": ("D1 D5", False, lambda p: f"{p.year}年，{p.body.own}共收到政府信息公开申请{_fresh(p)}件。"),
        "accepted": ("D1 D5", False, lambda p: f"全年共受理政府信息公开申请{_fresh(p)}件。"),
        "received-in-characters": (
            "D1 D5",
            False,
            lambda p: f"共收到政府信息公开申请{in_characters(_fresh(p))}件。" if _received(p) < 3000 else None,
        ),
        "none-received": ("D1 D5", False, lambda p: _when(_received(p) > 0, f"{p.year}年未收到政府信息公开申请。")),
        "only-natural": (
            "D4 D6",
            False,
            lambda p: _when(_organisations(p) > 0, f"{p.body.own}收到的政府信息公开申请均为自然人申请。"),
        ),
        "natural": (
            "D4 D6 D5",
            True,
            lambda p: f"自然人提出政府信息公开申请{p.peek(3, 'received', 'natural_person') + 2}件。",
        ),
        "carried-in": (
            "D2 D4 D5",
            True,
            lambda p: f"上年结转政府信息公开申请{p.peek(3, 'carried_in') + 3}件。",
        ),
        "carried-out": (
            "D2 D4 D5",
            True,
            lambda p: f"结转下年度继续办理政府信息公开申请{p.peek(3, 'carried_out') + 3}件。",
        ),
        "done": ("D2 D5", False, lambda p: f"全年共办结政府信息公开申请{_fresh(p) + p.peek(3, 'carried_in')}件。"),
        "granted": ("D2 D4 D5", True, lambda p: f"在办结的申请中，予以公开{p.peek(3, 'granted') + _fresh(p)}件。"),
        "denial": (
            "D3 D5",
            False,
            lambda p: _when(_cases(p) > 0, "全年未发生因政府信息公开引发的行政复议和行政诉讼。"),
        ),
        "reviews": ("D3 D5", False, lambda p: f"因政府信息公开被申请行政复议{p.peek(4, 'review') + 4}件。"),
        "in-force": (
            "A5 D5",
            False,
            lambda p: _when(
                p.edition == "2021", f"现行有效行政规范性文件{p.peek(2, 'normative_docs', 'in_force') + 5}件。"
            ),
        ),
        "issued": (
            "A5 D5",
            False,
            lambda p: _when(
                p.edition == "2021", f"全年制发行政规范性文件{p.peek(2, 'normative_docs', 'issued') + 5}件。"
            ),
        ),
        "parts": ("D6", True, _always("公开信息1000条，其中网站300条、微信300条、公告栏500条。")),
    }.items()
)
