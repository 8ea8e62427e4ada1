"""Letters as an office meets them: templates from the box, its own templates, and what comes out."""

import io
import re
from collections.abc import Callable
from datetime import date

import docx
import msgspec
import pytest
from msgspec.structs import replace

from gongkai.law.fees import TariffKey, fee
from gongkai.letters import Facts, fill, plain_text, problems, read, template
from gongkai.letters.facts import Charge
from gongkai.letters.fields import FIELDS, GROUPS, PLACEHOLDER, Values, names
from gongkai.letters.typeset import template as typeset
from gongkai.letters.wordings import wordings
from gongkai.report.readers.errors import Unreadable
from letters.cases import FIRST, KINDS, facts

Edit = Callable[[docx.document.Document], object]


def edited(kind: str, edit: Edit) -> bytes:
    """The template as an officer saved it."""
    document = docx.Document(io.BytesIO(template(kind)))
    edit(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def paragraph(document: docx.document.Document, words: str) -> docx.text.paragraph.Paragraph:
    return next(p for p in document.paragraphs if words in p.text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_from_the_box_says_all_that_its_letter_must_say(kind: str) -> None:
    assert problems(kind, template(kind)) == ()
    text = plain_text(kind, facts(kind))
    assert not PLACEHOLDER.findall(text), text
    wording = wordings()[kind]
    assert all(any(words in text for words in saying.any) for saying in wording.says)
    assert not any(words in text for saying in wording.never for words in saying.any)
    values = Values(kind, facts(kind))
    assert all(values[name] in text for name in wording.needs if name in FIELDS)
    assert not re.search(r"None|[（：]\s*[，。）]", text), text


def test_the_same_facts_give_the_same_file() -> None:
    first = typeset.__wrapped__("refusal_reply")
    assert first == typeset.__wrapped__("refusal_reply")
    assert fill("refusal_reply", facts("refusal_reply"), first) == fill("refusal_reply", facts("refusal_reply"), first)


def test_placeholders_that_word_has_cut_into_runs_are_filled_and_keep_their_look() -> None:
    def cut(document: docx.document.Document) -> None:
        target = paragraph(document, "「收到日期」")
        text = target.text
        for run in target.runs:
            run.text = ""
        for n, piece in enumerate(re.split(r"(「收|到日)", text)):
            target.add_run(piece).bold = piece == "「收"
            if n == 1:
                target._p.append(target._p.makeelement(docx.oxml.ns.qn("w:proofErr")))

    letter = fill("grant_reply", facts("grant_reply"), edited("grant_reply", cut))
    line = next(p for p in docx.Document(io.BytesIO(letter)).paragraphs if "2026年9月14日" in p.text)
    assert next(run for run in line.runs if "2026年9月14日" in run.text).bold
    assert line.text == next(x for x in plain_text("grant_reply", facts("grant_reply")).split("\n") if x == line.text)


def test_lists_give_a_paragraph_or_a_row_an_item_and_nothing_for_none() -> None:
    text = plain_text("refusal_reply", facts("refusal_reply"))
    assert "1．该信息形成于内部研究过程，属于讨论记录。\n2．尚未形成对外发生效力的决定。" in text
    catalogue = docx.Document(io.BytesIO(fill("archive_list", facts("archive_list")))).tables[0]
    assert [cell.text for cell in catalogue.rows[2].cells] == ["2", "告知书", "", "", "2—3"]
    assert "附件" not in plain_text("grant_reply", facts("grant_reply"))
    assert "附件1：验收报告" in plain_text("grant_reply", replace(facts("grant_reply"), enclosures=("验收报告",)))


def test_a_paragraph_without_a_value_is_left_out_but_a_needed_placeholder_stays_to_be_seen() -> None:
    without = replace(facts("not_responsible_reply"), proper_organ="", proper_contact="", reasons=())
    text = plain_text("not_responsible_reply", without)
    assert "据本机关所知" not in text
    assert "「理由·内容」" in text
    silent = replace(without, organ=replace(without.organ, review_organ=""))
    assert "「救济告知」" in plain_text("not_responsible_reply", silent)


def test_the_remedy_follows_the_basis_and_an_online_letter_names_the_online_entry() -> None:
    refused = plain_text("refusal_reply", replace(facts("refusal_reply"), online=True))
    assert "未经行政复议不得直接提起行政诉讼" in refused
    assert "您也可以通过青河县人民政府网站行政复议栏目在线提交" in refused
    missing = plain_text("not_exist_reply", facts("not_exist_reply"))
    assert "或者自收到本告知书之日起6个月内" in missing
    assert "在线提交" not in missing


@pytest.mark.parametrize("outcome", ["state_secret", "third_party_rights", "excessive", "petition"])
def test_every_outcome_cites_its_own_provisions(outcome: str) -> None:
    kind = "refusal_reply" if outcome in ("state_secret", "third_party_rights") else "not_handled_reply"
    cited = {
        "state_secret": "第十四条",
        "third_party_rights": "第十五条",
        "excessive": "第三十五条",
        "petition": "第三十九条第一款",
    }
    assert f"《中华人民共和国政府信息公开条例》{cited[outcome]}" in plain_text(kind, facts(kind, outcome))
    assert outcome not in FIRST or facts(kind).outcome == FIRST[kind]


def test_a_fee_notice_shows_every_bracket_and_the_sum_in_capitals() -> None:
    text = plain_text(
        "fee_notice", replace(facts("fee_notice"), charge=Charge(fee=fee(TariffKey.BY_PAGE, 1500), how="缴库"))
    )
    assert "第201至1500，每页40元，计52000元" in text
    assert "应缴金额：54700元（大写：伍万肆仟柒佰元整）" in text
    last = Charge(fee=fee(TariffKey.BY_REQUEST, 31), how="缴库", before=30)
    text = plain_text("fee_notice", replace(facts("fee_notice"), charge=last))
    assert "按件计收，第31至31件，其中：\n第31，每件200元，计200元。\n应缴金额：200元（大写：贰佰元整）" in text


@pytest.mark.parametrize("kind", [k for k, w in wordings().items() if w.sensitive])
def test_letters_to_others_do_not_tell_who_asks(kind: str) -> None:
    assert "测试人甲" not in plain_text(kind, facts(kind))


def test_faults_of_an_own_template_are_told_with_their_place_and_what_was_meant() -> None:
    def spoil(document: docx.document.Document) -> None:
        paragraph(
            document, "申请内容为"
        ).text = "本机关收到「申请人姓名」的申请，「附件·名称」「理由·内容」，「没有关上"

    told = problems("refusal_reply", edited("refusal_reply", spoil))
    assert [(p.paragraph, p.message.partition("：")[2]) for p in told if p.paragraph] == [
        (4, "没有名为「申请人姓名」的占位，是不是「申请人」？"),
        (4, "一段里有理由、附件两种清单的占位，请分成两段"),
        (4, "「」没有成对，或者里面的字太长"),
    ]
    assert "缺少占位「申请内容」，这份文书必须写明这一项" in [p.message for p in told]
    stray = edited("third_party_inquiry", lambda d: d.add_paragraph("申请人是「申请人」"))
    assert [p.message for p in problems("third_party_inquiry", stray)] == [
        "不应有「申请人」，这份文书不发给申请人，不得透露申请人"
    ]


def test_an_own_head_and_a_text_box_are_filled_and_deleted_text_is_not_read() -> None:
    def own(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "「机关名称」文件"
        ins = "<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新「申请人」</w:t></w:r></w:ins></w:p>"
        document.element.body.insert(0, docx.oxml.parse_xml(ins))

    text = "\n".join(read(fill("receipt", facts("receipt"), edited("receipt", own))))
    assert "新测试人甲" in text
    assert "青河县农业农村局文件" in text
    assert "旧" not in text


def test_what_people_type_cannot_break_the_file() -> None:
    matter = "A<b>&\x00\x1b「申请人」\n第二行" + "长" * 3000
    case = facts("receipt")
    text = plain_text("receipt", replace(case, request=replace(case.request, matter=matter)))
    assert "A<b>&「申请人」\n第二行长长" in text


def test_a_file_that_is_no_template_is_refused_in_one_line(tmp_path: object) -> None:
    with pytest.raises(Unreadable) as told:
        problems("receipt", b"%PDF-1.7 nothing")
    assert "\n" not in str(told.value)
    macros = edited("receipt", lambda d: d)
    import zipfile

    file = io.BytesIO(macros)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(Unreadable, match="宏"):
        fill("receipt", facts("receipt"), file.getvalue())


def test_every_placeholder_leads_to_a_place_in_the_facts() -> None:
    full = replace(
        facts("partial_reply"), online=True, request=replace(facts("receipt").request, due_on=date(2026, 10, 16))
    )
    empty = {"法定代表人", "证件号码", "申请人邮箱", "办公时间", "顺延后答复期限", "征求止日"}
    empty |= {"送达地点", "交邮日期", "签收日期", "签收人", "送达人", "送达备注"}
    values = Values("partial_reply", full)
    assert {name for name in FIELDS if not values[name]} == empty
    assert all(
        values.items(group)[0].keys() >= fields.keys() for group, (_, _, fields) in GROUPS.items() if group != "附件"
    )
    assert len(list(names())) == len(set(names()))


def test_facts_are_data_that_can_be_stored_and_read_again() -> None:
    case = facts("fee_notice")
    assert msgspec.json.decode(msgspec.json.encode(case), type=Facts) == case
