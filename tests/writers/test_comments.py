"""A Word file comes back as it was, with a comment on what is wrong."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import msgspec
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from tests.writers.cases import DENIAL, FINDINGS, SAMPLES, SPLIT, TOTAL, audited, finding, report

from gongkai.findings import CellRef, Finding, Sentence
from gongkai.report.model import BLANK
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.open import read_bytes
from gongkai.report.recognise import Reading, recognise
from gongkai.report.writers.docx import write_comments, write_report
from gongkai.report.writers.results import Audited

BOLD = "<w:rPr><w:b/></w:rPr>"


def reading(data: bytes) -> Reading:
    """The one reading of the file."""
    (found,) = recognise(read_bytes(data))
    return found


def commented(data: bytes, *findings: Finding) -> Document:
    """The file with the findings as comments, opened again."""
    read = reading(data)
    return docx.Document(io.BytesIO(write_comments(data, read, Audited("a.docx", read.report, findings))))


def ranges(document: Document) -> dict[int, str]:
    """The text that each comment stands on."""
    texts: dict[int, str] = {}
    open_now: set[int] = set()
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_now.add(int(element.get(qn("w:id"))))
            texts[int(element.get(qn("w:id")))] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            open_now.remove(int(element.get(qn("w:id"))))
        elif element.tag == qn("w:t"):
            for number in open_now:
                texts[number] += element.text or ""
    assert not open_now
    references = [int(r.get(qn("w:id"))) for r in document.element.body.iter(qn("w:commentReference"))]
    assert sorted(references) == sorted(texts)
    return texts


def characters(document: Document) -> Iterator[tuple[str, bytes, list[str]]]:
    """Every character of the body with its formatting and what it stands in."""
    for text in document.element.body.iter(qn("w:t"), qn("w:delText")):
        run = text.getparent()
        properties = run.find(qn("w:rPr"))
        style = b"" if properties is None else etree.tostring(properties, method="c14n")
        for character in text.text or "":
            yield character, style, [ancestor.tag for ancestor in run.iterancestors()]


def worn() -> bytes:
    """The report as offices send it: words cut into runs, a link, revisions, a comment of someone else."""
    document = docx.Document(io.BytesIO(write_report(report())))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("受理"))
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    pieces = (
        "<w:r><w:t>受</w:t></w:r>",
        '<w:ins w:id="900" w:author="某人"><w:r><w:t xml:space="preserve">理 8 件，</w:t></w:r></w:ins>',
        '<w:del w:id="901" w:author="某人"><w:r><w:delText>曾</w:delText></w:r></w:del>',
        f"<w:r>{BOLD}<w:t>未发生行政</w:t><w:tab/><w:t>复议、</w:t></w:r>",
        '<w:hyperlink w:anchor="x"><w:r><w:t>行政诉讼案件。详见</w:t></w:r></w:hyperlink>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
    )
    for piece in pieces:
        end = piece.index(">") if not piece.startswith("<w:r>") else 4
        paragraph._p.append(parse_xml(f"{piece[:end]} {nsdecls('w')}{piece[end:]}"))
    document.add_comment(document.paragraphs[0].runs, "请领导阅", author="某人", initials="某")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_each_comment_stands_on_its_cell_or_its_words() -> None:
    document = commented(write_report(report()), *FINDINGS)
    total = str(report().value(TOTAL.table, TOTAL.row, TOTAL.column))
    assert [text for _, text in sorted(ranges(document).items())] == [
        DENIAL,
        total,
        total,
        SPLIT.replace("\n", ""),
        report().title,
        "其中区本级受理 8 件，未发生行政复议",
        str(report().value(2, "fees", "amount")),
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
    ]
    assert {(c.author, c.initials) for c in document.comments} == {("公开审核", "审")}
    (second,) = [c.text for c in document.comments if c.comment_id == 1]
    assert second.split("\n") == [
        "✕2 错误 B2 表三“（七）总计”行“自然人”列",
        "自然人列合计 36，填 38",
        "应为 36  填报 38  相差 +2",
        "建议：请核对台账",
        "依据：数据自洽",
    ]


def test_runs_links_and_revisions_keep_what_they_were() -> None:
    data = worn()
    words = finding(Sentence(1, "理 8 件，未发生行政复议、行政诉讼案件"))
    document = commented(data, words, finding(Sentence(1, "行政\t复议")))
    assert list(characters(document)) == list(characters(docx.Document(io.BytesIO(data))))
    assert list(ranges(document).values()) == [
        "红寺堡区2025年政府信息公开工作年度报告",
        "理 8 件，未发生行政复议、行政诉讼案件",
        "行政复议",
    ]


def test_comments_of_others_stay_and_numbers_do_not_clash() -> None:
    document = commented(worn(), *FINDINGS)
    assert [(c.comment_id, c.author) for c in document.comments][:2] == [(0, "某人"), (1, "公开审核")]
    assert len({c.comment_id for c in document.comments}) == len(FINDINGS) + 1


@pytest.mark.parametrize("data", [write_report(report()), worn()], ids=["new", "worn"])
def test_every_other_part_is_the_same_to_the_byte(data: bytes) -> None:
    read = reading(data)
    again = write_comments(data, read, audited())
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(again)) as new:
        changed = {name for name in new.namelist() if name not in old.namelist() or old.read(name) != new.read(name)}
        kept = {"word/document.xml", "word/comments.xml"}
        assert changed <= kept | {"[Content_Types].xml", "word/_rels/document.xml.rels"}
        assert new.namelist()[: len(old.namelist())] == old.namelist()
    assert reading(again).report == read.report
    assert again == write_comments(data, read, audited())


def with_comments(xml: bytes) -> bytes:
    """The worn file with another comments part."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(worn())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/comments.xml" else old.read(name))
    return file.getvalue()


def test_odd_numbers_of_comments_do_not_matter_and_a_broken_part_is_told() -> None:
    odd = f'<w:comments {nsdecls("w")}><w:comment w:id="x"/><w:comment w:id="7"/></w:comments>'
    assert [
        c.get(qn("w:id")) for c in commented(with_comments(odd.encode()), FINDINGS[0]).part._comments_part.element
    ] == [
        "x",
        "7",
        "8",
    ]
    with pytest.raises(Unreadable, match="已损坏"):
        commented(with_comments(b"<w:comments"), FINDINGS[0])


def test_an_empty_cell_can_be_commented() -> None:
    empty = CellRef(3, "received", "research")
    data = write_report(msgspec.structs.replace(report(), cells=report().cells | {empty: BLANK}))
    document = commented(data, finding(empty))
    assert list(ranges(document).values()) == [""]
    (start,) = document.element.body.iter(qn("w:commentRangeStart"))
    assert [tag.tag for tag in start.iterancestors()][:2] == [qn("w:p"), qn("w:tc")]


def boxed(frame: str) -> bytes:
    """The report with all its text in a frame; «here» marks the place in it."""
    document = docx.Document(io.BytesIO(write_report(report())))
    body = document.element.body
    content = [child for child in body if child.tag != qn("w:sectPr")]
    outer = parse_xml(frame.replace(">", f' {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">', 1))
    body.insert(0, outer)
    (here,) = outer.iter(qn("w:sdt"))
    for child in content:
        here.addprevious(child)
    here.getparent().remove(here)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


TABLE = "<w:tbl><w:tr><w:tc><w:sdt/><w:p/></w:tc></w:tr></w:tbl>"
TEXT_BOX = "<w:p><w:r><w:t>前</w:t></w:r><w:r><w:pict><v:textbox><w:txbxContent><w:sdt/></w:txbxContent></v:textbox></w:pict></w:r></w:p>"


@pytest.mark.parametrize("frame", [TABLE, TABLE.replace("<w:sdt/>", TABLE)])
def test_cells_are_found_in_a_table_that_frames_the_report(frame: str) -> None:
    data = boxed(frame)
    found = tuple(finding(ref) for ref in report().cells if ref.table == 4)
    expected = [str(report().value(ref.table, ref.row, ref.column)) for ref in report().cells if ref.table == 4]
    assert [text for _, text in sorted(ranges(commented(data, *found)).items())] == expected


def test_comments_stand_outside_a_text_box_where_word_takes_none() -> None:
    document = commented(boxed(TEXT_BOX), finding(TOTAL), FINDINGS[0])
    assert len(ranges(document)) == 2
    for mark in document.element.body.iter(qn("w:commentRangeStart"), qn("w:commentReference")):
        assert not list(mark.iterancestors(qn("w:txbxContent")))


def test_without_findings_the_file_comes_back_to_the_byte() -> None:
    data = worn()
    assert write_comments(data, reading(data), Audited("a.docx", report(), ())) == data


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:3])
def test_a_report_that_is_no_word_file_is_first_written_as_one(path: Path) -> None:
    data = path.read_bytes()
    read = reading(data)
    where = CellRef(3, "received", "total")
    again = write_comments(data, read, Audited(path.name, read.report, (finding(where),)))
    assert reading(again).report == read.report
    assert list(ranges(docx.Document(io.BytesIO(again))).values()) == [str(read.report.value(3, "received", "total"))]
