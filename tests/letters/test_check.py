"""The legality check: every letter that is right passes, and every fault is found by its own rule in the edited file."""

import io
from datetime import date

import docx
import pytest
from msgspec.structs import replace

from gongkai.findings import Severity
from gongkai.findings.registry import PAGE_HEADINGS
from gongkai.law.fees import TariffKey, fee
from gongkai.law.outcomes import outcomes
from gongkai.law.provisions import regulation
from gongkai.letters import Facts, fill
from gongkai.letters.check import RULES, Answer, Asked, Clock, Party, check
from gongkai.letters.facts import Charge, Correction, Withheld
from letters.cases import KINDS, facts

CLOCK = Clock(received_on=date(2026, 9, 14), due_on=date(2026, 10, 16))
ASKED = Asked(party=Party.THIRD_PARTY, received_on=date(2026, 9, 21))


def edited(case: Facts, kind: str, *changes: tuple[str, str]) -> bytes:
    """The letter after somebody changed words in Word; what is changed must have been there."""
    document = docx.Document(io.BytesIO(fill(kind, case)))
    for old, new in changes:
        touched = [p for p in document.paragraphs if old in p.text]
        assert touched, old
        for paragraph in touched:
            paragraph.text = paragraph.text.replace(old, new)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rules(kind: str, case: Facts, clock: Clock = CLOCK, letter: bytes | None = None) -> set[str]:
    return {finding.rule for finding in check(kind, case, clock, letter)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_that_is_right_has_no_finding(kind: str) -> None:
    assert [(f.rule, f.message, f.expected, f.found) for f in check(kind, facts(kind), CLOCK)] == []


@pytest.mark.parametrize("outcome", [o.key for o in outcomes().values()])
def test_the_letter_of_every_outcome_is_right(outcome: str) -> None:
    kind = outcomes()[outcome].letter
    clock = replace(CLOCK, asked=(replace(ASKED, answer=Answer.OBJECTS, answered_on=date(2026, 9, 28)),))
    case = facts(kind, outcome)
    found = check(kind, case, clock if outcome == "third_party_rights" else CLOCK)
    assert [(f.rule, f.message, f.found) for f in found] == []


EDITS = [
    ("L1", "refusal_reply", ("属于讨论记录", "属于「理由」___")),
    ("L2", "refusal_reply", ("青河县农业农村局", "青河县水务局")),
    ("L3", "refusal_reply", ("第7号-告", "第7号-补")),
    ("L4", "refusal_reply", ("测试人甲：", "测试人乙：")),
    ("L5", "grant_reply", ("于2026年9月14日收到", "于2026年9月16日收到")),
    ("L6", "grant_reply", ("2026年10月12日", "2026年10月14日")),
    ("L6", "grant_reply", ("2026年10月12日", "")),
    ("L8", "correction_notice", ("视为放弃申请", "后果自负")),
    ("L8", "extension_notice", ("将于2026年11月13日前", "将尽快")),
    ("L8", "third_party_inquiry", ("15个工作日", "10个工作日")),
    ("L8", "joint_organ_inquiry", ("视为同意公开", "由本机关决定")),
    ("L8", "fee_notice", ("20个工作日", "15日")),
    ("L8", "repeat_reply", ("第3号-告", "第4号-告")),
    ("L9", "not_exist_reply", ("本机关档案室和业务系统", "有关材料")),
    (
        "L10",
        "third_party_inquiry",
        ("由本机关依照条例的规定决定是否公开", "视为同意公开，由本机关依照条例的规定决定是否公开"),
    ),
    ("L12", "not_responsible_reply", ("联系方式：0999-0000002", "")),
    (
        "L13",
        "refusal_reply",
        ("依据《中华人民共和国政府信息公开条例》第十六条第二款、第三十六条第（三）项的规定", "依据有关规定"),
    ),
    ("L13", "refusal_reply", ("第十六条第二款", "第十六条")),
    ("L14", "not_exist_reply", ("第三十六条第（四）项", "第三十六条第（五）项")),
    ("L14", "refusal_reply", ("第十六条第二款", "第16条第1款")),
    ("L14", "refusal_reply", ("第十六条第二款", "第十四条")),
    ("L15", "grant_reply", ("条例》第三十六条", "条例》（国务院令第492号）第三十六条")),
    ("L16", "partial_reply", ("申请行政复议", "反映")),
    (
        "L17",
        "refusal_reply",
        (
            "；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内，向有管辖权的",
            "，或者自收到本告知书之日起六个月内，向有管辖权的",
        ),
    ),
    ("L17", "refusal_reply", ("依法应当先申请行政复议，未经行政复议不得直接提起行政诉讼。", "")),
    (
        "L17",
        "not_exist_reply",
        ("或者自收到本告知书之日起6个月内", "未经行政复议不得起诉。或者自收到本告知书之日起6个月内"),
    ),
    ("L18", "not_exist_reply", ("6个月内", "三个月内")),
    ("L18", "not_exist_reply", ("60日内", "15日内")),
    ("L18", "refusal_reply", ("15日内，向有管辖权", "6个月内，向有管辖权")),
    ("L19", "not_exist_reply", ("向青河县人民政府申请", "向青河市农业农村局申请")),
    ("L19", "not_exist_reply", ("有管辖权的人民法院", "法庭")),
    ("L27", "third_party_inquiry", ("本机关收到一件政府信息公开申请", "本机关收到测试人甲的政府信息公开申请")),
    ("L28", "fee_notice", ("应缴金额：1100元", "应缴金额：2,400元")),
    ("L28", "fee_notice", ("壹仟壹佰元整", "壹仟元整")),
    ("L28", "fee_notice", ("按量计收", "按量计收、按件计收")),
]


@pytest.mark.parametrize(("rule", "kind", "change"), EDITS, ids=lambda x: x if isinstance(x, str) else x[1][:12])
def test_what_was_made_wrong_in_word_is_found(rule: str, kind: str, change: tuple[str, str]) -> None:
    case = facts(kind)
    assert rule in rules(kind, case, letter=edited(case, kind, change))


def late(kind: str, day: date) -> Facts:
    return replace(facts(kind), on=day)


CASES: list[tuple[str, str, Facts, Clock]] = [
    ("L7", "refusal_reply", facts("refusal_reply", "not_exist"), CLOCK),
    ("L7", "refusal_reply", replace(facts("refusal_reply"), outcome=""), CLOCK),
    ("L11", "partial_reply", replace(facts("partial_reply"), given=()), CLOCK),
    (
        "L11",
        "partial_reply",
        replace(facts("partial_reply"), withheld=(Withheld(content="电话", reason="", basis=()),)),
        CLOCK,
    ),
    ("L12", "not_handled_reply", replace(facts("not_handled_reply"), way=""), CLOCK),
    ("L6", "grant_reply", late("grant_reply", date(2026, 9, 11)), CLOCK),
    ("L20", "grant_reply", facts("grant_reply"), replace(CLOCK, served_on=date(2026, 10, 19))),
    ("L20", "receipt", facts("receipt"), replace(CLOCK, due_on=date(2026, 10, 15))),
    ("L21", "correction_notice", late("correction_notice", date(2026, 9, 23)), CLOCK),
    ("L21", "correction_notice", facts("correction_notice"), replace(CLOCK, corrections=(date(2026, 9, 15),))),
    (
        "L21",
        "correction_notice",
        replace(
            facts("correction_notice"),
            correction=Correction(unclear="没有说明项目名称", add="项目名称或者所在乡镇", reply_by=date(2026, 9, 18)),
        ),
        CLOCK,
    ),
    ("L22", "extension_notice", late("extension_notice", date(2026, 10, 19)), CLOCK),
    ("L22", "extension_notice", facts("extension_notice"), replace(CLOCK, extended=True)),
    ("L22", "extension_notice", facts("extension_notice"), replace(CLOCK, due_on=date(2026, 10, 15))),
    (
        "L22",
        "extension_notice",
        replace(
            facts("extension_notice"),
            extension=replace(facts("extension_notice").extension, new_due=date(2026, 11, 16)),
        ),
        CLOCK,
    ),
    (
        "L22",
        "extension_notice",
        replace(facts("extension_notice"), extension=replace(facts("extension_notice").extension, approved_by="")),
        CLOCK,
    ),
    ("L23", "delay_notice", late("delay_notice", date(2026, 10, 19)), CLOCK),
    ("L24", "grant_reply", facts("grant_reply"), replace(CLOCK, asked=(replace(ASKED, answer=Answer.OBJECTS),))),
    (
        "L24",
        "grant_reply",
        facts("grant_reply"),
        replace(CLOCK, asked=(replace(ASKED, answer=Answer.OBJECTS, told_on=date(2026, 10, 13)),)),
    ),
    ("L25", "grant_reply", facts("grant_reply"), replace(CLOCK, asked=(ASKED,))),
    ("L26", "refusal_reply", facts("refusal_reply", "third_party_rights"), CLOCK),
    (
        "L28",
        "fee_notice",
        replace(facts("fee_notice"), charge=Charge(fee=replace(fee(TariffKey.BY_PAGE, 120), lines=()), how="缴库")),
        CLOCK,
    ),
    (
        "L28",
        "fee_notice",
        replace(facts("fee_notice"), charge=Charge(fee=fee(TariffKey.BY_PAGE, 30), how="缴库")),
        CLOCK,
    ),
]


@pytest.mark.parametrize(("rule", "kind", "case", "clock"), CASES, ids=lambda x: x if isinstance(x, str) else "")
def test_what_is_wrong_in_the_case_is_found(rule: str, kind: str, case: Facts, clock: Clock) -> None:
    assert rule in rules(kind, case, clock)


RIGHT: list[tuple[str, Facts, Clock, tuple[tuple[str, str], ...]]] = [
    ("grant_reply", facts("grant_reply"), replace(CLOCK, served_on=date(2026, 10, 16)), ()),
    (
        "grant_reply",
        facts("grant_reply"),
        replace(CLOCK, asked=(replace(ASKED, answer=Answer.OBJECTS, told_on=date(2026, 10, 9)),)),
        (),
    ),
    (
        "grant_reply",
        late("grant_reply", date(2026, 10, 20)),
        replace(CLOCK, due_on=date(2026, 10, 30), asked=(ASKED,)),
        (),
    ),
    ("correction_notice", late("correction_notice", date(2026, 9, 22)), CLOCK, ()),
    (
        "refusal_reply",
        facts("refusal_reply"),
        CLOCK,
        (("2026年10月12日", "二〇二六年十月十二日"), ("测试人甲：", "测试人甲女士：")),
    ),
    (
        "not_exist_reply",
        facts("not_exist_reply"),
        CLOCK,
        (("6个月内", "六个月内"), ("60日", "六十日"), ("第三十六条第（四）项", "第三十六条第四项")),
    ),
    (
        "partial_reply",
        replace(
            facts("partial_reply"),
            request=replace(
                facts("grant_reply").request, matter="依据《中华人民共和国政府信息公开条例》第十四条作出的决定"
            ),
        ),
        CLOCK,
        (),
    ),
]


@pytest.mark.parametrize(("kind", "case", "clock", "changes"), RIGHT)
def test_what_the_law_allows_passes(kind: str, case: Facts, clock: Clock, changes: tuple[tuple[str, str], ...]) -> None:
    assert rules(kind, case, clock, edited(case, kind, *changes)) == set()


def test_every_rule_is_tried_and_has_its_page() -> None:
    tried = {rule for rule, *_ in EDITS} | {rule for rule, *_ in CASES}
    assert [rule.id for rule in RULES if rule.id not in tried] == []
    for rule in RULES:
        lines = rule.page.splitlines()
        assert lines[0].endswith("。")
        assert [line.lstrip("# ") for line in lines if line.startswith("#")] == list(PAGE_HEADINGS)
        assert rule.source
        assert not rule.title.startswith(("应", "请", "须", "检查"))


def test_a_finding_shows_the_words_both_values_and_the_article() -> None:
    case = facts("not_exist_reply")
    letter = edited(case, "not_exist_reply", ("6个月内", "三个月内"))
    (finding,) = check("not_exist_reply", case, CLOCK, letter)
    assert (finding.expected, finding.found, finding.severity) == ("6个月或15日", "三个月", Severity.ERROR)
    assert "三个月内" in finding.where.quote
    assert finding.source == "《中华人民共和国行政复议法》第二十条第一款"


def test_an_article_without_its_paragraph_is_a_doubt_and_no_article_an_error() -> None:
    case = facts("refusal_reply")
    loose = edited(case, "refusal_reply", ("第十六条第二款", "第十六条"))
    assert [f.severity for f in check("refusal_reply", case, CLOCK, loose)] == [Severity.WARNING]


def test_the_remedy_follows_the_part_withheld_not_the_row_of_the_report() -> None:
    part = (Withheld(content="登记资料", reason="有特别规定", basis=(regulation(36, item=7),)),)
    case = replace(facts("partial_reply"), withheld=part)
    assert rules("partial_reply", case) == set()
    wrong = replace(facts("partial_reply"))
    assert "L17" in rules("partial_reply", wrong, letter=fill("partial_reply", case))
