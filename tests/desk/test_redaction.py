"""Covering parts of a file at the desk: found, chosen with a ground, looked at, proven, and told in the reply."""

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desk.casework import Enter, at, person, received, text_of
from gongkai.applications.actions import casework, redacting
from gongkai.applications.models import Application, CaseFile, Redaction
from gongkai.jobs.queue import work_off
from gongkai.letters.plainpdf import pdf_of
from gongkai.organs.models import Organ, Role

pytestmark = pytest.mark.django_db
LINES = ("补助发放表", "姓名：测试人丙 电话：13800000000", "身份证号：110105194912310021", "金额：1200元")


def word(*lines: str) -> bytes:
    document, content = docx.Document(), io.BytesIO()
    document.core_properties.author = "Somebody"
    for line in lines:
        document.add_paragraph(line)
    document.save(content)
    return content.getvalue()


def put(case: Application, name: str, content: bytes) -> CaseFile:
    return casework.attach(person(Role.OFFICER), case, "record", name, [content])


def test_what_is_chosen_is_covered_on_its_ground_and_told_in_the_reply(enter: Enter, office: Organ) -> None:
    case, client = received(office), enter(Role.OFFICER)
    source = put(case, "补助发放表.pdf", pdf_of(word(*LINES)))
    screen = f"{at(case)}redact/{source.pk}/"
    assert screen in text_of(client.get(at(case)))
    page = text_of(client.get(screen))
    for words in ("测试人丙", "13800000000", "110105194912310021", "身份证号码", "第1页", "条例第十五条"):
        assert words in page
    assert client.get(f"{screen}1.png").content.startswith(b"\x89PNG")
    shown = ["测试人丙", "13800000000", "110105194912310021"]
    chosen = {"shown": shown, "cover": shown[1:], "words": "1200元\n没有的字", "ground_1200元": "internal_affairs"}
    looked = text_of(client.post(screen, {**chosen, "look": "1"}))
    assert looked.count('class="found"') == 3
    assert "“没有的字”在文件的文字里找不到" in looked
    box = {"box_1_page": "1", "box_1_left": "5", "box_1_top": "5", "box_1_right": "2", "box_1_bottom": "9"}
    assert "左边应小于右边" in text_of(client.post(screen, {**chosen, **box, "order": "1"}), 422)
    ordered = client.post(screen, {**chosen, **box, "box_1_right": "60", "order": "1"})
    made = Redaction.objects.get()
    assert ordered.url == f"{at(case)}redactions/{made.pk}/"
    assert "正在遮盖" in text_of(client.get(ordered.url))
    work_off("test")
    done = text_of(client.get(ordered.url))
    for words in (
        "已证明",
        "银行卡号" if "银行卡号" in done else "电话号码",
        "第1页框选的内容",
        "属于三类内部事务信息",
    ):
        assert words in done
    extracted = done.split("新文件里读出的全部文字")[1]
    assert "测试人丙" in extracted
    assert not any(words in extracted for words in (*shown[1:], "1200元"))

    draft = text_of(client.get(at(case, "draft")))
    assert 'name="parts" value="3"' in draft
    assert "《补助发放表》中的" in draft
    assert enter(Role.REVIEWER_1).get(screen).status_code == 403
    assert enter(Role.REVIEWER_1).get(f"{screen}1.png").status_code == 403


def test_what_nobody_sees_in_a_file_to_be_given_is_taken_out_and_told(enter: Enter, office: Organ) -> None:
    case, client = received(office), enter(Role.OFFICER)
    given = _given(client, case)
    page = text_of(client.get(at(case)))
    assert "文件属性" in page
    (file,) = redacting.given(case)
    assert b"Somebody" not in b"".join(file.chunks(file.unseal()))
    assert given.status_code == 302
    kept = case.files.get(kind="record")
    assert b"".join(kept.chunks(kept.unseal())).startswith(b"PK")


def _given(client: Client, case: Application) -> Any:
    file = SimpleUploadedFile("通知.docx", word("公开的内容"))
    return client.post(f"{at(case)}files/", {"kind": "given", "file": [file]})
