"""Workbooks: complete, filterable, and never with a formula that came from a file."""

import io
import re
import zipfile
from collections.abc import Iterator

import msgspec
import pytest
from python_calamine import CalamineWorkbook
from tests.writers.cases import FINDINGS, audited, finding, report

from gongkai.findings import Sentence
from gongkai.report.writers.results import Audited, Failed, Result
from gongkai.report.writers.xlsx import write_audits, write_report


def book(results: list[Result]) -> bytes:
    """The workbook of the results."""
    file = io.BytesIO()
    write_audits(results, file)
    return file.getvalue()


def rows(data: bytes, sheet: str) -> list[list[object]]:
    """The rows of a sheet without the head."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()[1:]


def parts(data: bytes) -> Iterator[str]:
    """The XML of the sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield archive.read(name).decode()


def test_every_file_and_every_finding_has_its_row() -> None:
    data = book([audited(), Failed("坏.pdf", "文件已加密。"), Audited("好.txt", report(), (), 2)])
    summary = rows(data, "汇总")
    assert [row[0] for row in summary] == ["年报/红寺堡区.docx", "坏.pdf", "好.txt"]
    assert summary[0][5:8] == [2, 3, 4]
    assert summary[1][-1] == "文件已加密。"
    listed = rows(data, "问题清单")
    assert [row[3] for row in listed] == list(range(1, len(FINDINGS) + 1))
    assert listed[1][4:12] == ["错误", "B2", "表三“（七）总计”行“自然人”列", "", "自然人列合计 36，填 38", 36, 38, 2]


def test_the_head_stays_in_sight_and_filters() -> None:
    for sheet in parts(book([audited()])):
        assert 'state="frozen"' in sheet
        assert "<autoFilter" in sheet


@pytest.mark.parametrize("attack", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.cn", "\t=1"])
def test_text_from_files_is_never_a_formula_or_a_link(attack: str) -> None:
    bad = msgspec.structs.replace(report(), organ=attack, title=attack, opening=attack)
    found = (finding(Sentence(1, attack), attack, expected=attack, found=attack),)
    for data in (book([Audited(attack, bad, found), Failed(attack, attack)]), write_report(bad)):
        assert not any(re.search("<f>|<hyperlink", sheet) for sheet in parts(data))
    assert rows(book([Audited("a", bad, found)]), "问题清单")[0][8].strip() == attack.strip()


def test_digits_that_excel_would_lose_are_kept_as_text() -> None:
    found = (finding(Sentence(1, ""), expected=10**17 + 1, found=12),)
    assert rows(book([Audited("a", report(), found)]), "问题清单")[0][9:11] == [str(10**17 + 1), 12]
