"""The rules of the content check: each is shown to speak and to keep silent."""

import datetime as dt

import pytest

from gongkai.findings import Severity
from gongkai.findings.registry import PAGE_HEADINGS
from gongkai.report.readers import Unreadable
from gongkai.scan import RULES, Passage, Spot, check
from gongkai.scan.markup import Mark, Marked
from gongkai.scan.wording import Lexicon, lexicon, read_list, shipped

ON = dt.date(2026, 1, 5)
SPEAKING = {
    "P1": [
        "身份证11010519491231002X。",
        "１１０１０５ １９４９１２３１ ００２ｘ",
        "身份证号：110105491231002",
        "1101\u200b0519491231002X",
    ],
    "P2": ["6222021234567894", "开户银行账号 4111 1111 1111 1111"],
    "P3": ["电话：138-1234-5678", "+86 13812345678", "联系人甲１３８１２３４５６７８"],
    "P4": ["护照号码E12345678"],
    "P5": ["现住址：某县某镇某村3组12号", "幸福小区5号楼2单元301室", "某某村三组12号"],
    "P6": ["宁A12345", "车牌宁AD12345"],
    "P7": ["zhang.san@qq.com"],
    "P8": ["姓名\t身份证号\t金额\n甲\t*\t1", "户主\t家庭住址"],
    "W1": ["铸牢中华名族共同体意识", "香港、台湾等国家", "满洲国"],
    "W2": ["截止目前", "信息公开处理费", "村长"],
    "W3": ["人力资源与社会保障局", "国家旅游局", "国土资源部"],
    "W4": ["认真布署", "再接再励", "台帐", "通迅录"],
    "W5": ["六合彩"],
    "N1": ["2026年2月30日", "6月31日", "13月5日"],
    "N2": ["2026年11月21日（星期五）"],
    "N3": ["2026年5月8日至2026年5月1日"],
    "N4": ["本办法自2026年1月1日起施行。\n2026年3月2日\n"],
    "N5": ["面积1200平方，", "5公分"],
    "N6": ["约500人左右", "缩短了3倍", "二、三个部门"],
    "K1": ["http://192.168.1.20/a.doc", "file:///D:/a.docx", "D:\\通知\\a.docx", "http://oa/login"],
    "K2": ["http:/www.gov.cn", "http://http://www.gov.cn", "https：//www.gov.cn"],
}
SILENT = {
    "P1": ["110105194912310021", "11010519491331002X", "统一社会信用代码：11010519491231002X", "110105209912310029", "文号110105491231002"],
    "P2": ["6222021234567893", "项目代码：6222021234567894", "20260105123456789"],
    "P3": ["金额13812345678.90", "13812345678元", "0951-6012345", "12812345678", "113812345678"],
    "P4": ["E12345678", "护照办理指南"],
    "P5": ["办公地址：某县人民东路12号", "某村3组共12户", "住址变更登记"],
    "P6": ["宁A", "宁政发〔2026〕3号", "京沪"],
    "P7": ["bgs@pingluo.gov.cn"],
    "P8": ["姓名\t村组\t金额", "身份证号\t金额", "请带身份证号和姓名来"],
    "W1": ["中华民族共同体", "伪满洲国", "社会主义", "加强社会主意识"],
    "W2": ["截至目前", "农村长效机制", "收回教室"],
    "W3": ["人力资源和社会保障局", "国土资源部门", "监察部门"],
    "W4": ["发布署名文章", "部署", "恢复盖章", "交通迅速", "以经济建设为中心", "两侧量"],
    "W5": ["时代孕育英雄"],
    "N1": ["2024年2月29日", "2月29日", "6月30日"],
    "N2": ["2026年11月21日（星期六）", "11月21日（星期五）"],
    "N3": ["2026年5月1日至2026年5月8日"],
    "N4": ["自2026年4月1日起施行。\n2026年3月2日\n", "自2026年1月1日起施行。"],
    "N5": ["1200平方米", "平方根", "3立方米"],
    "N6": ["约500人", "减少30%", "二三十人", "一、二、三等奖"],
    "K1": ["https://www.gov.cn/zhengce", "http://8.8.8.8/"],
    "K2": ["https://www.gov.cn/zhengce/index.htm"],
}  # fmt: skip


def found(rule: str, text: str) -> list[str]:
    return [finding.message for finding in check([Passage("正文", text)], ON, "x").findings if finding.rule == rule]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in SPEAKING.items() for text in texts])
def test_speaks(rule: str, text: str) -> None:
    assert found(rule, text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in SILENT.items() for text in texts])
def test_keeps_silent(rule: str, text: str) -> None:
    assert found(rule, text) == []


def test_every_rule_has_cases_and_a_page() -> None:
    elsewhere = {"U1", "U2", "W6"}  # files, and an office's own list
    assert {rule.id for rule in RULES} - elsewhere == set(SPEAKING) == set(SILENT)
    for rule in RULES:
        headings = [line.strip("# ") for line in rule.page.splitlines() if line.startswith("###")]
        assert headings == list(PAGE_HEADINGS), rule.id


def test_no_finding_repeats_personal_data() -> None:
    text = "甲，身份证11010519491231002X，手机13812345678，卡6222021234567894，认真布署。"
    findings = check([Passage("正文", text)], ON, "x").findings
    said = repr(findings)
    assert {"P1", "P2", "P3", "W4"} <= {finding.rule for finding in findings}
    assert "19491231" not in said
    assert "13812345678" not in said
    assert "6222021234567894" not in said
    assert "110105********002X" in said


def test_findings_lead_to_the_words_in_marked_text() -> None:
    marked = Marked("<p>身份证<b>１１０１０５１９４９</b>１２３１００２Ｘ。</p><table><tr><td>布署</td></tr></table>")
    findings = check([marked.passage], ON, "x").findings
    spots = [(f.where, f) for f in findings if isinstance(f.where, Spot)]
    html = marked.html(Mark(at.start, at.end, f.rule, f.severity.value) for at, f in spots)
    assert (
        '<b><mark class="error" id="m-P1">１１０１０５１９４９</mark></b><mark class="error">１２３１００２Ｘ</mark>'
        in html
    )
    assert '<td><mark class="warning" id="m-W4">布署</mark></td>' in html
    assert Marked(html).passage.text == marked.passage.text


def test_deep_and_broken_marks_are_read_to_the_end_or_refused() -> None:
    marked = Marked("<b>" * 1500 + "认真布署<a href='http://10.0.0.8/'>x" + "</p>")
    assert {finding.rule for finding in check([marked.passage], ON, "x").findings} == {"W4", "K1"}
    with pytest.raises(Unreadable, match="嵌套过深"):
        Marked("<b>" * 5000 + "认真布署")


def test_an_office_adds_words_and_allows_others() -> None:
    own = read_list(
        "{name: 本单位词表, rule: W6, version: '3', date: 2026-01-05, source: 县政府办, severity: error,"
        " words: {县政务大厅: 县政务服务中心}, right: [布署]}",
        "own.yaml",
    )
    findings = check([Passage("正文", "到县政务大厅布署")], ON, "x", lexicon(own)).findings
    assert [(f.rule, f.severity, f.expected) for f in findings] == [("W6", Severity.ERROR, "县政务服务中心")]
    assert "本单位词表 3" in Lexicon([own]).version


def test_no_shipped_word_finds_fault_with_what_it_recommends() -> None:
    everything = lexicon()
    for words in shipped():
        for wrong, word in words.words.items():
            right = word if isinstance(word, str) else word.right
            again = [found.entry.wrong for found in everything.find(right)]
            assert not again, f"{words.name}：{wrong} → {right} 又被 {again} 指出"
            assert [f.entry.wrong for f in everything.find(f"，{wrong}，")] == [wrong], wrong


def test_the_real_reports_raise_no_false_alarm(samples_text: list[str]) -> None:
    rules = [f.rule for text in samples_text for f in check([Passage("正文", text)], ON, "x").findings]
    assert rules == ["W2", "W2"]  # 信息公开处理费, twice, is indeed wrong
