"""The trial form of 2019 (国办公开办函〔2019〕60号), which some bodies went on using for years.

It differs in table 2, which counts what was made and published rather than what is in force, and in （六）其他处理,
which is one row.
"""

from gongkai.law.provisions import Instrument, Provision
from gongkai.report.form.edition_2021 import (
    CARRIED_IN,
    CARRIED_OUT,
    COURTS,
    OUTCOMES,
    RECEIVED,
    REQUESTERS,
    SECTIONS,
    SHARED_LEAVES,
    TOTAL,
    balances,
    column_sums,
    row_sums,
)
from gongkai.report.form.schema import Column, Form, Row, Table

_CLOSED = Row("closed", "（六）其他处理", ("三、本年度办理结果",))
_TABLE_3_ROWS = (RECEIVED, CARRIED_IN, *SHARED_LEAVES, _CLOSED, TOTAL, CARRIED_OUT)
_ITEMS = ("previous_items", "change", "decisions")


def _form_2019(part: str = "") -> Provision:
    return Provision(Instrument.FORM_2019, part=part)


FORM_2019 = Form(
    edition="2019",
    sections=SECTIONS,
    tables=(
        Table(
            2,
            "主动公开政府信息情况",
            (
                Row("gov_rules", "规章", ("第二十条第（一）项",), ("created", "published", "public_total")),
                Row(
                    "normative_docs",
                    "规范性文件",
                    ("第二十条第（一）项",),
                    ("created", "published", "public_total"),
                    ("行政规范性文件",),
                ),
                Row("licences", "行政许可", ("第二十条第（五）项",), _ITEMS),
                Row("other_services", "其他对外管理服务事项", ("第二十条第（五）项",), _ITEMS),
                Row("penalties", "行政处罚", ("第二十条第（六）项",), _ITEMS),
                Row("coercions", "行政强制", ("第二十条第（六）项",), _ITEMS),
                Row("fees", "行政事业性收费", ("第二十条第（八）项",), ("previous_items", "change")),
                Row(
                    "procurement",
                    "政府集中采购",
                    ("第二十条第（九）项",),
                    ("procured_items", "amount"),
                    amount=True,
                ),
            ),
            (
                Column("created", "本年新制作数量"),
                Column("published", "本年新公开数量"),
                Column("public_total", "对外公开总数量"),
                Column("previous_items", "上一年项目数量"),
                Column("change", "本年增/减"),
                Column("decisions", "处理决定数量"),
                Column("procured_items", "采购项目数量"),
                Column("amount", "采购总金额", variants=("采购总金额（单位：万元）",)),
            ),
            (),
            _form_2019("“二、主动公开政府信息情况”表"),
        ),
        Table(
            3,
            "收到和处理政府信息公开申请情况",
            _TABLE_3_ROWS,
            REQUESTERS,
            (
                *row_sums("B1", 3, _TABLE_3_ROWS, REQUESTERS),
                *column_sums((*SHARED_LEAVES, _CLOSED)),
                *balances(),
            ),
            _form_2019("“三、收到和处理政府信息公开申请情况”表"),
        ),
        Table(
            4,
            "政府信息公开行政复议、行政诉讼情况",
            COURTS,
            OUTCOMES,
            row_sums("C1", 4, COURTS, OUTCOMES),
            _form_2019("“四、政府信息公开行政复议、行政诉讼情况”表"),
        ),
    ),
    source=_form_2019(),
)
