"""The form in force since the report for 2021 (国办公开办函〔2021〕30号)."""

from gongkai.findings import CellRef
from gongkai.law.provisions import form_2021
from gongkai.report.form.schema import Column, Form, Identity, Row, SectionHeading, Table

SECTIONS = (
    SectionHeading(1, "总体情况", ("总体情况概述", "概述", "概况", "基本情况", "总体工作情况")),
    SectionHeading(2, "主动公开政府信息情况", ("主动公开信息情况", "主动公开情况")),
    SectionHeading(
        3,
        "收到和处理政府信息公开申请情况",
        ("依申请公开情况", "依申请公开政府信息情况", "收到和处理信息公开申请情况"),
    ),
    SectionHeading(
        4,
        "政府信息公开行政复议、行政诉讼情况",
        ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", "行政复议、行政诉讼情况", "行政复议和行政诉讼情况"),
    ),
    SectionHeading(
        5,
        "存在的主要问题及改进情况",
        (
            "存在主要问题及改进情况",
            "存在的主要问题和改进情况",
            "存在的主要问题及改进措施",
            "存在的问题及改进情况",
            "存在的问题及改进措施",
            "存在问题及改进情况",
            "存在问题及改进措施",
            "政府信息公开工作存在的主要问题及改进情况",
        ),
    ),
    SectionHeading(6, "其他需要报告的事项", ("需要报告的其他事项", "其他需要报告事项", "其他需要报告的情况")),
)

REQUESTERS = (
    Column("natural_person", "自然人", variants=("公民", "个人")),
    Column("business", "商业企业", "法人或其他组织", ("企业",)),
    Column("research", "科研机构", "法人或其他组织"),
    Column("public_welfare", "社会公益组织", "法人或其他组织", ("公益组织",)),
    Column("legal_service", "法律服务机构", "法人或其他组织"),
    Column("other", "其他", "法人或其他组织"),
    Column("total", "总计", variants=("合计",)),
)

_RESULTS = "三、本年度办理结果"
_WITHHELD = (_RESULTS, "（三）不予公开")
_UNAVAILABLE = (_RESULTS, "（四）无法提供")
_NOT_HANDLED = (_RESULTS, "（五）不予处理")
_CLOSED = (_RESULTS, "（六）其他处理")

RECEIVED = Row("received", "一、本年新收政府信息公开申请数量", variants=("一、本年新收政府信息公开申请",))
CARRIED_IN = Row("carried_in", "二、上年结转政府信息公开申请数量", variants=("二、上年结转政府信息公开申请",))
SHARED_LEAVES = (
    Row("granted", "（一）予以公开", (_RESULTS,)),
    Row(
        "partial",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        (_RESULTS,),
        variants=("（二）部分公开",),
    ),
    Row("withheld.state_secret", "1.属于国家秘密", _WITHHELD),
    Row("withheld.law_banned", "2.其他法律行政法规禁止公开", _WITHHELD),
    Row("withheld.security_stability", "3.危及“三安全一稳定”", _WITHHELD),
    Row("withheld.third_party_rights", "4.保护第三方合法权益", _WITHHELD),
    Row("withheld.internal_affairs", "5.属于三类内部事务信息", _WITHHELD),
    Row("withheld.process_info", "6.属于四类过程性信息", _WITHHELD),
    Row("withheld.enforcement_file", "7.属于行政执法案卷", _WITHHELD),
    Row("withheld.registry_lookup", "8.属于行政查询事项", _WITHHELD),
    Row("unavailable.not_held", "1.本机关不掌握相关政府信息", _UNAVAILABLE),
    Row("unavailable.needs_creation", "2.没有现成信息需要另行制作", _UNAVAILABLE),
    Row("unavailable.unclear_after_correction", "3.补正后申请内容仍不明确", _UNAVAILABLE),
    Row("not_handled.petition", "1.信访举报投诉类申请", _NOT_HANDLED),
    Row("not_handled.repeat", "2.重复申请", _NOT_HANDLED),
    Row("not_handled.publication", "3.要求提供公开出版物", _NOT_HANDLED),
    Row("not_handled.excessive", "4.无正当理由大量反复申请", _NOT_HANDLED),
    Row("not_handled.reconfirm", "5.要求行政机关确认或重新出具已获取信息", _NOT_HANDLED),
)
CLOSED_LEAVES = (
    Row(
        "closed.correction_lapsed",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        _CLOSED,
        variants=("1.申请人无正当理由逾期不补正",),
    ),
    Row(
        "closed.fee_lapsed",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        _CLOSED,
        variants=("2.申请人逾期未按收费通知要求缴纳费用",),
    ),
    Row("closed.other", "3.其他", _CLOSED, variants=("3.其它", "3.其他处理")),
)
TOTAL = Row("total", "（七）总计", (_RESULTS,), variants=("（七）合计", "总计"))
CARRIED_OUT = Row("carried_out", "四、结转下年度继续办理", variants=("四、结转下年度继续办理政府信息公开申请",))

OUTCOMES = (
    Column("upheld", "结果维持"),
    Column("corrected", "结果纠正"),
    Column("other", "其他结果"),
    Column("pending", "尚未审结"),
    Column("total", "总计", variants=("合计",)),
)
COURTS = (
    Row("review", "行政复议"),
    Row("suit_direct", "未经复议直接起诉", ("行政诉讼",)),
    Row("suit_after_review", "复议后起诉", ("行政诉讼",)),
)


def row_sums(rule: str, table: int, rows: tuple[Row, ...], columns: tuple[Column, ...]) -> tuple[Identity, ...]:
    """In each row the columns before 总计 add up to it."""
    return tuple(
        Identity(
            rule,
            tuple(CellRef(table, row.key, column.key) for column in columns if column.key != "total"),
            (CellRef(table, row.key, "total"),),
            CellRef(table, row.key, "total"),
            f"“{row.label}”行：各列之和＝总计",
        )
        for row in rows
    )


def column_sums(leaves: tuple[Row, ...]) -> tuple[Identity, ...]:
    """In each column of table 3 the outcomes add up to （七）总计."""
    return tuple(
        Identity(
            "B2",
            tuple(CellRef(3, row.key, column.key) for row in leaves),
            (CellRef(3, "total", column.key),),
            CellRef(3, "total", column.key),
            f"“{column.label}”列：各项办理结果之和＝（七）总计",
        )
        for column in REQUESTERS
    )


def balances() -> tuple[Identity, ...]:
    """In each column of table 3, as its corner note says, 一 + 二 = 三（七） + 四."""
    return tuple(
        Identity(
            "B3",
            (CellRef(3, "received", column.key), CellRef(3, "carried_in", column.key)),
            (CellRef(3, "total", column.key), CellRef(3, "carried_out", column.key)),
            CellRef(3, "carried_out", column.key),
            f"“{column.label}”列：第一项＋第二项＝第三项＋第四项",
        )
        for column in REQUESTERS
    )


_TABLE_3_ROWS = (RECEIVED, CARRIED_IN, *SHARED_LEAVES, *CLOSED_LEAVES, TOTAL, CARRIED_OUT)

FORM_2021 = Form(
    edition="2021",
    sections=SECTIONS,
    tables=(
        Table(
            2,
            "主动公开政府信息情况",
            (
                Row("gov_rules", "规章", ("第二十条第（一）项",), ("issued", "abolished", "in_force")),
                Row(
                    "normative_docs",
                    "行政规范性文件",
                    ("第二十条第（一）项",),
                    ("issued", "abolished", "in_force"),
                    ("规范性文件",),
                ),
                Row("licences", "行政许可", ("第二十条第（五）项",), ("decisions",)),
                Row("penalties", "行政处罚", ("第二十条第（六）项",), ("decisions",)),
                Row("coercions", "行政强制", ("第二十条第（六）项",), ("decisions",)),
                Row("fees", "行政事业性收费", ("第二十条第（八）项",), ("amount",), amount=True),
            ),
            (
                Column("issued", "本年制发件数", variants=("制发数量", "本年制发数量")),
                Column("abolished", "本年废止件数", variants=("废止数量", "本年废止数量")),
                Column("in_force", "现行有效件数", variants=("现行有效数量",)),
                Column("decisions", "本年处理决定数量", variants=("处理决定数量",)),
                Column(
                    "amount", "本年收费金额（单位：万元）", variants=("本年收费金额", "本年收费总金额（单位：万元）")
                ),
            ),
            (),
            form_2021("“二、主动公开政府信息情况”表"),
        ),
        Table(
            3,
            "收到和处理政府信息公开申请情况",
            _TABLE_3_ROWS,
            REQUESTERS,
            (
                *row_sums("B1", 3, _TABLE_3_ROWS, REQUESTERS),
                *column_sums((*SHARED_LEAVES, *CLOSED_LEAVES)),
                *balances(),
            ),
            form_2021("“三、收到和处理政府信息公开申请情况”表"),
        ),
        Table(
            4,
            "政府信息公开行政复议、行政诉讼情况",
            COURTS,
            OUTCOMES,
            row_sums("C1", 4, COURTS, OUTCOMES),
            form_2021("“四、政府信息公开行政复议、行政诉讼情况”表"),
        ),
    ),
    source=form_2021(),
)
