"""A ledger of the office's own over HTTP: handed in, looked over, taken over, undone; each by its roles alone."""

import csv
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from desk.casework import Enter, text_of
from gongkai.applications.imports.models import Import
from gongkai.applications.models import Application
from gongkai.organs.models import Organ, Role
from gongkai.report.readers.xlsx import sheets_of

pytestmark = pytest.mark.django_db
PAGE = "/desk/applications/imports/"
HEAD = "登记编号,收到日期,申请人,申请内容,处理结果,答复日期"


def book(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("2025年台账.csv", "\n".join([HEAD, *rows]).encode("gb18030"))


def hand_in(enter: Enter, office: Organ, work_off: Callable[[], None], *rows: str) -> str:
    answer = enter(Role.OFFICER).post(PAGE, {"organ": office.pk, "ledger": book(*rows)})
    work_off()
    return str(answer["Location"])


def test_a_ledger_is_looked_over_taken_over_and_undone(
    enter: Enter, office: Organ, work_off: Callable[[], None]
) -> None:
    client = enter(Role.OFFICER)
    rows = [f"青公开〔2025〕{n}号,2025-03-0{n},张某某,文件{n}13700000000,予以公开,2025-03-1{n}" for n in range(1, 6)]
    address = hand_in(enter, office, work_off, *rows)
    page = text_of(client.get(address))
    for words in (
        "导入 <b>5</b> 件",
        "2025年 5 件",
        "自然人 5",
        "予以公开 5",
        "按名称或者统一社会信用代码判断",
        "张＊＊",
    ):
        assert words in page
    assert "张某某" not in page
    assert client.post(address, {"take": "1"}).status_code == 302
    assert "正在导入" in text_of(client.get(address))
    work_off()
    assert "导入了 5 件申请" in text_of(client.get(address))
    listed = text_of(client.get("/desk/applications/?q=青公开"))
    assert "合计 <b>5</b> 件" in listed
    case = Application.objects.get(number="青公开〔2025〕3号")
    assert "原有台账第4行" in text_of(client.get(f"/desk/applications/{case.pk}/"))
    assert client.post(address, {"undo": "1", "reason": " "}).status_code == 422
    assert client.post(address, {"undo": "1", "reason": "年度传错了"}).status_code == 302
    assert "已撤销" in text_of(client.get(address))
    assert not Application.objects.exists()


def test_problems_are_listed_by_row_and_columns_can_be_chosen_again(
    enter: Enter, office: Organ, work_off: Callable[[], None]
) -> None:
    client = enter(Role.OFFICER)
    address = hand_in(
        enter, office, work_off, "1,,张某某,文件,予以公开,2025-03-11", "2,2025-03-03,张某某,文件,天晴,2025-03-11"
    )
    page = text_of(client.get(address))
    for words in ("没有写收到日期。", "不是附表三里的处理结果", "一行也没有导入"):
        assert words in page
    answer = client.get(f"{address}?export=csv")
    listed = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [line[:2] for line in listed] == [["行", "列"], ["2", "收到日期"], ["3", "处理结果"]]
    assert client.post(address, {"columns": "1"}).status_code == 422
    assert client.post(address, {"columns": "1", "received_on": "1", "name": "2"}).status_code == 302
    work_off()
    assert "没有写收到日期。" in text_of(client.get(address))
    assert client.post(address, {"aside": "1"}).status_code == 302
    assert Import.objects.get().state == Import.State.DISCARDED
    assert not Import.objects.get().content


def test_the_template_can_be_filled_in_and_imported(enter: Enter) -> None:
    answer = enter(Role.OFFICER).get(f"{PAGE}template/")
    sheets, _ = sheets_of(answer.content)
    assert [sheet.name for sheet in sheets] == ["台账", "填写说明", "可选的值"]
    assert "收到日期" in sheets[0].cells.values()


@pytest.mark.parametrize("role", list(Role))
def test_only_officers_import_and_only_their_own(
    enter: Enter, office: Organ, bureau: Organ, work_off: Callable[[], None], role: Role
) -> None:
    own = hand_in(enter, office, work_off, "1,2025-03-03,张某某,文件,,")
    client = enter(role)
    for address in (PAGE, f"{PAGE}template/", own):
        assert client.get(address).status_code == (200 if role is Role.OFFICER else 403)
    refused = client.post(PAGE, {"organ": bureau.pk, "ledger": book("1,2025-03-03,张某某,文件,,")})
    assert refused.status_code == (422 if role is Role.OFFICER else 403)
    for name in ("take", "aside", "undo", "columns"):
        if role is not Role.OFFICER:
            assert client.post(own, {name: "1", "reason": "试"}).status_code == 403
    if role is not Role.OFFICER:
        assert Import.objects.get().state == Import.State.CHECKED
