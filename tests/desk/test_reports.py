"""Reports on line as an officer and a signer work with them, over HTTP."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.annual.actions import decide, publish_report, upload_report
from gongkai.annual.library import State, due_bodies, library, overdue_bodies
from gongkai.annual.models import FindingDecision, Report, ReportFile
from gongkai.annual.queries import decided, public_reports
from gongkai.desk import matters
from gongkai.jobs.models import Job
from gongkai.organs.models import Organ, Person, Role

pytestmark = pytest.mark.django_db
Enter = Callable[[Role], Client]
WorkOff = Callable[[], None]
SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def file_of(text: str, name: str = "年报.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_several_files_are_taken_in_and_watched_until_they_are_audited(
    enter: Enter, office: Organ, work_off: WorkOff, report: Report
) -> None:
    client = enter(Role.OFFICER)
    content = report.file.content.read()
    report.file.content.close()
    files = [
        SimpleUploadedFile("修改稿.txt", content + "补充".encode()),
        file_of("一首诗。", "诗.txt"),
        file_of("", "空.txt"),
    ]
    response = client.post("/desk/reports/upload/", {"organ": office.pk, "attached": files})
    watched = client.get(response["Location"])
    page = text_of(watched)
    for words in (
        "修改稿.txt",
        "诗.txt",
        "排队中",
        "“空.txt”没有上传：文件是空的",
        "后台处理进程没有运行",
        'http-equiv="refresh"',
    ):
        assert words in page
    work_off()
    page = text_of(client.get(response["Location"]))
    assert "看审核结果" in page
    assert "没有找到政府信息公开工作年度报告" in page
    assert "refresh" not in page


@pytest.mark.parametrize(
    ("files", "words"),
    [([], "请选择要上传的文件"), ([""], "文件是空的"), (["x"] * 21, "一次最多上传 20 个文件")],
)
def test_an_upload_that_cannot_be_says_why_beside_the_field(
    enter: Enter, office: Organ, files: list[str], words: str
) -> None:
    attached = [file_of(text) for text in files]
    before = ReportFile.objects.count()
    page = text_of(enter(Role.OFFICER).post("/desk/reports/upload/", {"organ": office.pk, "attached": attached}))
    assert words in page
    assert ReportFile.objects.count() == before


def test_nobody_hands_in_for_another_body(enter: Enter, bureau: Organ) -> None:
    client = enter(Role.OFFICER)
    assert "财政局" not in text_of(client.get("/desk/reports/upload/"))
    page = text_of(client.post("/desk/reports/upload/", {"organ": bureau.pk, "attached": [file_of("x")]}))
    assert "您不能为这个机关上传报告" in page


def test_findings_are_decided_one_by_one_and_several_at_once(enter: Enter, report: Report) -> None:
    client, address = enter(Role.OFFICER), f"/desk/reports/{report.pk}/"
    first, *others = [found.fingerprint for found in report.findings.all()]
    refused = client.post(
        f"{address}decide/", {"one": f"dismissed:{first}", f"reason-{first}": " ", "reason": "写了一半"}
    )
    page = text_of(refused, 422)
    assert "须写明理由" in page
    assert 'value="写了一半"' in page
    client.post(f"{address}decide/", {"one": f"dismissed:{first}", f"reason-{first}": "台账口径不同"})
    client.post(f"{address}decide/", {"verdict": "confirmed", "finding": others})
    verdicts = dict(decided(report).values_list("fingerprint", "verdict"))  # type: ignore[misc]
    assert verdicts == {first: "dismissed", **dict.fromkeys(others, "confirmed")}
    page = text_of(client.get(address))
    assert "台账口径不同" in page
    assert "都已处理" in page


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ({"verdict": "confirmed"}, "请先勾选要处理的问题"),
        ({"verdict": "maybe", "finding": "{first}"}, "请选择“属实”或“不是问题”"),
        ({"verdict": "confirmed", "finding": ["{first}", "0" * 16]}, "重新审核过"),
    ],
)
def test_a_decision_on_nothing_or_on_what_is_gone_changes_nothing(
    enter: Enter, report: Report, post: dict[str, Any], words: str
) -> None:
    first = report.findings.all()[0].fingerprint
    given = {
        name: [text.format(first=first) for text in ([value] if isinstance(value, str) else value)]
        for name, value in post.items()
    }
    assert words in text_of(enter(Role.OFFICER).post(f"/desk/reports/{report.pk}/decide/", given), 422)
    assert not FindingDecision.objects.exists()


def test_publication_asks_for_a_reason_while_errors_stand_and_can_be_undone(enter: Enter, report: Report) -> None:
    client, address = enter(Role.SIGNER), f"/desk/reports/{report.pk}/"
    assert "处错误没有处理" in text_of(client.post(f"{address}publish/", {}), 422)
    assert not public_reports().exists()
    client.post(f"{address}publish/", {"publish_reason": "上级要求按期发布"})
    assert public_reports().get().published_with == "上级要求按期发布"
    page = text_of(client.get(address))
    assert "已发布" in page
    assert f"/o/office/reports/{report.year}/" in page
    assert "须写明理由" in text_of(client.post(f"{address}withdraw/", {"withdraw_reason": ""}), 422)
    client.post(f"{address}withdraw/", {"withdraw_reason": "内容有误"})
    assert not public_reports().exists()
    assert "内容有误" in text_of(client.get(address))


def test_downloads_hold_the_findings(enter: Enter, report: Report) -> None:
    client, address = enter(Role.HANDLER), f"/desk/reports/{report.pk}/"
    data = json.loads(client.get(f"{address}audit.json").content)
    assert [finding["fingerprint"] for finding in data["findings"]] == [f.fingerprint for f in report.findings.all()]
    comments = zipfile.ZipFile(io.BytesIO(client.get(f"{address}audit.docx").content)).read("word/comments.xml")
    assert "各列之和为 2，总计填 0" in comments.decode()
    assert zipfile.is_zipfile(io.BytesIO(client.get(f"{address}audit.xlsx").content))
    assert "C1" in text_of(client.get(f"{address}audit.md"))
    assert client.get(f"{address}audit.exe").status_code == 404
    marked = client.get(f"{address}marked/")
    assert "各列之和为 2，总计填 0" in text_of(marked)
    assert marked["X-Frame-Options"] == "SAMEORIGIN"
    original = client.get(f"/desk/reports/files/{report.file_id}/original/")
    assert b"".join(original.streaming_content).startswith(report.file.content.read()[:100])  # type: ignore[attr-defined]
    report.file.content.close()
    assert original["Content-Disposition"].startswith("attachment")
    assert original["X-Content-Type-Options"] == "nosniff"


def test_two_years_are_compared_the_earlier_first(
    enter: Enter, report: Report, office: Organ, work_off: WorkOff
) -> None:
    file = upload_report(person_at("officer-office"), office, file_of(next(SAMPLES.glob("001*")).read_text("utf-8")))
    work_off()
    client, other = enter(Role.OFFICER), file.reports.get()
    assert f"/compare/{other.pk}/" in text_of(client.get(f"/desk/reports/{report.pk}/"))
    assert "2022 年与 2025 年比较" in text_of(client.get(f"/desk/reports/{report.pk}/compare/{other.pk}/"))
    assert "2022" in text_of(client.get(f"/desk/reports/{report.pk}/compared/{other.pk}/"))
    assert client.get(f"/desk/reports/{report.pk}/compared/{other.pk}/?format=xlsx").content.startswith(b"PK")


def test_the_list_says_how_far_each_report_is(enter: Enter, report: Report, foreign: Report, work_off: WorkOff) -> None:
    officer, organ = person_at("officer-office"), report.organ
    upload_report(officer, organ, file_of("一首诗。", "诗.txt"))
    work_off()
    upload_report(officer, organ, file_of("还没有读。", "新.txt"))
    states = {row.name: row.state for row in library(officer, timezone.localdate())}  # type: ignore[attr-defined]
    assert states == {report.file.name: State.UNDECIDED, "诗.txt": State.UNREADABLE, "新.txt": State.READING}
    client = enter(Role.SUPERVISOR)
    assert text_of(client.get("/desk/reports/")).count('href="/desk/reports/') > 4
    for query, shown, hidden in (
        ("state=unreadable", "诗.txt", "新.txt"),
        (f"organ={foreign.organ_id}", "财政局", "诗.txt"),
        ("year=2022", "财政局", "新.txt"),
        ("q=诗", "诗.txt", "新.txt"),
    ):
        page = text_of(client.get(f"/desk/reports/results/?{query}"))
        assert shown in page
        assert hidden not in page


def person_at(username: str) -> Person:
    return Person.objects.get(username=username)


def test_the_list_goes_out_as_a_table(enter: Enter, report: Report) -> None:
    client = enter(Role.OFFICER)
    lines = b"".join(client.get("/desk/reports/?export=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, row = csv.reader(io.StringIO(lines))
    assert dict(zip(head, row, strict=True))["状态"] == "有错误待处理"
    response = client.get("/desk/reports/?export=xlsx")
    book = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    assert "平罗县人民政府办公室" in book.read("xl/worksheets/sheet1.xml").decode() + "".join(
        book.read(name).decode() for name in book.namelist() if "sharedStrings" in name
    )


def test_what_is_late_due_and_wrong(report: Report, county: Organ, bureau: Organ) -> None:
    everybody = Organ.objects.all()
    assert set(due_bodies(everybody, dt.date(2027, 1, 20))) == set()
    assert set(due_bodies(everybody, dt.date(2027, 1, 25))) == {report.organ, bureau}
    assert set(overdue_bodies(everybody, dt.date(2027, 1, 31))) == set()
    assert set(overdue_bodies(everybody, dt.date(2027, 2, 1))) == {report.organ, bureau}
    assert set(overdue_bodies(everybody, dt.date(2027, 4, 1))) == {report.organ, bureau, county}
    officer, day = person_at("officer-office"), dt.date(2026, 11, 20)
    assert matters.numbers(matters.counts(officer, day)) == {"due": 0, "late": 1, "wrong": 1}
    for found in report.findings.filter(severity="error"):
        decide(officer, found, FindingDecision.Verdict.DISMISSED, "已核对")
    assert matters.numbers(matters.counts(officer, day)) == {"due": 0, "late": 1, "wrong": 0}


def test_publishing_ends_the_duty(enter: Enter, report: Report) -> None:
    signer = enter(Role.SIGNER)
    publish_report(person_at("signer-office"), report, "按期发布")
    assert matters.numbers(matters.counts(person_at("officer-office"), dt.date(2026, 11, 20)))["late"] == 0
    assert "没有逾期的事项" in text_of(signer.get("/desk/matters/late/"))


def test_a_file_that_failed_shows_until_it_is_done(report: Report) -> None:
    officer, day = person_at("officer-office"), dt.date(2026, 11, 20)
    Job.objects.update(state=Job.State.FAILED, error="没有完成")
    assert matters.numbers(matters.counts(officer, day))["wrong"] == 2


def test_the_first_page_leads_to_each_list_and_superiors_see_units(
    enter: Enter, foreign: Report, bureau: Organ
) -> None:
    client = enter(Role.SUPERVISOR)
    page = text_of(client.get("/desk/"))
    for kind in ("due", "late", "wrong"):
        assert f"/desk/matters/{kind}/" in page
    assert f"/desk/matters/late/?organ={bureau.pk}" in page
    only = text_of(client.get(f"/desk/matters/late/?organ={bureau.pk}"))
    assert "条例第四十九条" in only
    assert "办公室" not in only
    assert "各单位情况" not in text_of(enter(Role.OFFICER).get("/desk/"))
