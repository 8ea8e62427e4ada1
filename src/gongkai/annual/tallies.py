"""What is compared between reports: tallies taken from the form's cells, and shares of them."""

from collections.abc import Iterator
from typing import NamedTuple

from gongkai.findings import CellRef
from gongkai.report.form import Form
from gongkai.report.model import AnnualReport


class Tally(NamedTuple):
    """A count taken from a report: the sum of its cells.

    ``table``, ``rows`` and ``columns`` say which: a row stands for itself and for the rows beneath it (``withheld``
    for ``withheld.state_secret`` and so on).
    """

    key: str
    name: str
    definition: str
    table: int
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ("total",)
    unit: str = "件"

    def cells(self, form: Form) -> Iterator[CellRef]:
        """The cells of an edition of the form that are added up."""
        for cell in form.table(self.table).cells():
            if cell.row.split(".")[0] in self.rows and cell.column in self.columns:
                yield cell


class Share(NamedTuple):
    """A share of two sums of tallies, in percent."""

    key: str
    name: str
    definition: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    unit: str = "%"


TALLIES = (
    Tally("received", "新收申请", "表三“一、本年新收政府信息公开申请数量”总计", 3, ("received",)),
    Tally("from_people", "自然人申请", "表三“一、本年新收”中自然人一列", 3, ("received",), ("natural_person",)),
    Tally("carried_in", "上年结转", "表三“二、上年结转政府信息公开申请数量”总计", 3, ("carried_in",)),
    Tally("concluded", "办理结果总计", "表三“（七）总计”", 3, ("total",)),
    Tally("granted", "予以公开", "表三“（一）予以公开”总计", 3, ("granted",)),
    Tally("partial", "部分公开", "表三“（二）部分公开”总计", 3, ("partial",)),
    Tally("withheld", "不予公开", "表三“（三）不予公开”八项总计之和", 3, ("withheld",)),
    Tally("unavailable", "无法提供", "表三“（四）无法提供”三项总计之和", 3, ("unavailable",)),
    Tally("not_handled", "不予处理", "表三“（五）不予处理”五项总计之和", 3, ("not_handled",)),
    Tally("closed", "其他处理", "表三“（六）其他处理”总计之和", 3, ("closed",)),
    Tally("carried_out", "结转下年", "表三“四、结转下年度继续办理”总计", 3, ("carried_out",)),
    Tally("reviews", "行政复议", "表四行政复议总计", 4, ("review",)),
    Tally("reviews_corrected", "复议纠正", "表四行政复议“结果纠正”", 4, ("review",), ("corrected",)),
    Tally("suits", "行政诉讼", "表四未经复议直接起诉、复议后起诉两项总计之和", 4, ("suit_direct", "suit_after_review")),
    Tally(
        "suits_corrected",
        "诉讼纠正",
        "表四两类行政诉讼“结果纠正”之和",
        4,
        ("suit_direct", "suit_after_review"),
        ("corrected",),
    ),
    Tally("documents_issued", "制发规范性文件", "表二行政规范性文件本年制发件数", 2, ("normative_docs",), ("issued",)),
    Tally(
        "documents_in_force", "现行规范性文件", "表二行政规范性文件现行有效件数", 2, ("normative_docs",), ("in_force",)
    ),
    Tally("licences", "行政许可", "表二行政许可本年处理决定数量", 2, ("licences",), ("decisions",)),
    Tally("penalties", "行政处罚", "表二行政处罚本年处理决定数量", 2, ("penalties",), ("decisions",)),
    Tally("coercions", "行政强制", "表二行政强制本年处理决定数量", 2, ("coercions",), ("decisions",)),
)
OUTCOMES = ("granted", "partial", "withheld", "unavailable", "not_handled", "closed")
"""The tallies that together are 办理结果总计."""
SHARES = (
    Share("granted_share", "公开率", "予以公开与部分公开之和，占办理结果总计", ("granted", "partial"), ("concluded",)),
    Share("withheld_share", "不予公开率", "不予公开占办理结果总计", ("withheld",), ("concluded",)),
    Share("unavailable_share", "无法提供率", "无法提供占办理结果总计", ("unavailable",), ("concluded",)),
    Share("carried_share", "结转率", "结转下年占新收与上年结转之和", ("carried_out",), ("received", "carried_in")),
    Share("review_share", "复议率", "行政复议占办理结果总计", ("reviews",), ("concluded",)),
    Share("review_corrected_share", "复议纠错率", "复议纠正占行政复议", ("reviews_corrected",), ("reviews",)),
    Share("suit_corrected_share", "诉讼纠错率", "诉讼纠正占行政诉讼", ("suits_corrected",), ("suits",)),
    Share("people_share", "自然人申请占比", "自然人申请占新收申请", ("from_people",), ("received",)),
)


def tallied(report: AnnualReport) -> dict[str, int | None]:
    """Every tally of the report; ``None`` where none of its cells has a number or the edition has no such cell.

    A blank among numbers counts nothing, as in the form's own sums.
    """
    return {tally.key: _sum(report, tally) for tally in TALLIES}


def _sum(report: AnnualReport, tally: Tally) -> int | None:
    found = (report.cells[cell].value for cell in tally.cells(report.edition) if cell in report.cells)
    numbers = [int(number) for number in found if number is not None]
    return sum(numbers) if numbers else None
