"""Covering parts of a case's file: the new one is there only when it was proven, and the order tells nobody what."""

import datetime as dt
import io

import docx
import pytest
from django.core.exceptions import ValidationError

from applications.conftest import Receive
from gongkai.applications.actions import casework, redacting
from gongkai.applications.models import CaseFile, Redaction
from gongkai.demo.cases import Office
from gongkai.jobs.models import Job
from gongkai.jobs.queue import work_off
from gongkai.organs.access import Refused
from gongkai.redaction import Box, Cover, Kind
from gongkai.trail.models import Entry

DAY = dt.date(2026, 9, 14)
COVER = Cover(("测试人丙",), frozenset({Kind.PHONE}))


def paper(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def stored(office: Office, receive: Receive, content: bytes, name: str = "测试人丙的材料.docx") -> CaseFile:
    return casework.attach(office.officer, receive(DAY), "record", name, [content])


def content(file: CaseFile) -> tuple[str, str]:
    particulars = file.unseal()
    text = docx.Document(io.BytesIO(b"".join(file.chunks(particulars))))
    return particulars["name"], "\n".join(p.text for p in text.paragraphs)


def test_the_new_file_is_in_the_case_once_it_is_proven(office: Office, receive: Receive) -> None:
    made = redacting.order(office.officer, stored(office, receive, paper("联系人测试人丙，电话13800000000。")), COVER)
    assert made.result is None
    work_off("test")
    made.refresh_from_db()
    assert (made.covered, made.problem, made.result.kind) == (2, "", "given")
    assert content(made.result) == ("某的材料.docx", "联系人■■■，电话■■■。")
    assert "去掉了文件属性" in made.notes


def test_what_cannot_be_proven_is_not_kept(office: Office, receive: Receive) -> None:
    cut = redacting.order(office.officer, stored(office, receive, paper("联系人测试", "人丙")), COVER)
    broken = redacting.order(office.officer, stored(office, receive, b"%PDF-1.7 broken", "a.pdf"), COVER)
    work_off("test")
    for made, words in ((cut, "遮盖没有除尽，不能发出"), (broken, "已损坏")):
        made.refresh_from_db()
        assert made.result is None
        assert words in made.problem
        assert "测试人丙" not in made.problem
    assert not CaseFile.objects.filter(kind="given").exists()


def test_what_is_covered_stands_nowhere_in_clear(office: Office, receive: Receive) -> None:
    redacting.order(office.officer, stored(office, receive, paper("测试人丙")), COVER, [])
    work_off("test")
    rows = [*Redaction.objects.values(), *Job.objects.values(), *Entry.objects.values(), *CaseFile.objects.values()]
    assert not any("测试人丙" in str(row) for row in rows)
    entry = Entry.objects.get(act="order_redaction")
    assert (entry.data["words"], entry.data["kinds"], entry.data["boxes"]) == (1, ["phone"], 0)


def test_only_the_office_covers_and_something_must_be_named(office: Office, receive: Receive) -> None:
    file = stored(office, receive, paper("测试人丙"))
    with pytest.raises(Refused):
        redacting.order(office.checker, file, COVER)
    with pytest.raises(ValidationError, match="请写明"):
        redacting.order(office.officer, file, Cover())
    with pytest.raises(ValidationError, match="一次最多"):
        redacting.order(office.officer, file, Cover(), [Box(n, 0, 0, 1, 1) for n in range(1, 300)])
