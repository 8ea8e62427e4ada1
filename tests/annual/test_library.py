"""A report from upload to publication: what people decide stays, what they may not do is refused with a sentence."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.annual.actions import audit_again, decide, publish_report, upload_report, withdraw_report
from gongkai.annual.models import FindingDecision, Report, ReportFile
from gongkai.annual.queries import decided, files_for, open_errors, other_years, public_reports, reports_for
from gongkai.organs.access import Refused
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role
from gongkai.trail.queries import entries_of

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
DAY = dt.date(2026, 11, 20)
DISMISSED, CONFIRMED = FindingDecision.Verdict.DISMISSED, FindingDecision.Verdict.CONFIRMED
WorkOff = Callable[[], None]


@pytest.fixture
def organ() -> Organ:
    return create_organ(
        None, None, name="红寺堡区人民政府", slug="hongsibao", level="county", kind="government", region="640303"
    )


@pytest.fixture
def officer(organ: Organ) -> Person:
    return _holder(organ, Role.OFFICER)


@pytest.fixture
def signer(organ: Organ) -> Person:
    return _holder(organ, Role.SIGNER)


def _holder(organ: Organ, role: Role) -> Person:
    person = create_person(None, f"{role}-{organ.slug}", "某人", "Quiet-Lake-2026")
    appoint(None, person, organ, role, dt.date(2026, 1, 1))
    return person


def _handed_in(officer: Person, organ: Organ, number: str, work_off: WorkOff) -> Report:
    (path,) = SAMPLES.glob(f"{number}*")
    file = upload_report(officer, organ, SimpleUploadedFile(path.name, path.read_bytes()))
    work_off()
    return file.reports.get()


def test_an_upload_is_read_and_audited_in_the_background(organ: Organ, officer: Person, work_off: WorkOff) -> None:
    report = _handed_in(officer, organ, "002", work_off)
    assert (report.organ_name, report.year, report.form) == ("红寺堡区", 2025, "2021")
    assert {"C1", "D3"} <= set(report.findings.filter(severity="error").values_list("rule", flat=True))
    assert report.errors == report.findings.filter(severity="error").count()
    assert report.content.value(4, "review", "other") == 2


def test_the_same_content_is_kept_once(organ: Organ, officer: Person, work_off: WorkOff) -> None:
    first = _handed_in(officer, organ, "002", work_off)
    assert _handed_in(officer, organ, "002", work_off).pk == first.pk
    assert ReportFile.objects.count() == 1


def test_a_decision_survives_another_audit(organ: Organ, officer: Person, work_off: WorkOff) -> None:
    report = _handed_in(officer, organ, "002", work_off)
    finding = report.findings.filter(rule="C1").get()
    decide(officer, finding, DISMISSED, "台账与表格口径不同，已核对")
    audit_again(officer, report.file)
    work_off()
    again = decided(report).get(rule="C1")
    assert (again.pk != finding.pk, again.verdict, again.verdict_reason) == (
        True,
        DISMISSED,
        "台账与表格口径不同，已核对",
    )


def test_to_dismiss_needs_a_reason_and_the_last_word_counts(organ: Organ, officer: Person, work_off: WorkOff) -> None:
    report = _handed_in(officer, organ, "002", work_off)
    finding = report.findings.filter(rule="C1").get()
    with pytest.raises(ValidationError, match="写明理由"):
        decide(officer, finding, DISMISSED, "  ")
    before = open_errors(report)
    decide(officer, finding, DISMISSED, "误报")
    assert open_errors(report) == before - 1
    decide(officer, finding, CONFIRMED)
    assert open_errors(report) == before


def test_errors_block_publication_unless_a_reason_is_given(
    organ: Organ, officer: Person, signer: Person, work_off: WorkOff
) -> None:
    report = _handed_in(officer, organ, "002", work_off)
    with pytest.raises(ValidationError, match="处错误没有处理"):
        publish_report(signer, report)
    assert not public_reports().exists()
    publish_report(signer, report, "上级要求按期发布，更正说明随后附上")
    assert public_reports().get().published_with == "上级要求按期发布，更正说明随后附上"
    assert "publish_report" in entries_of(report).values_list("act", flat=True)


def test_a_new_version_takes_the_place_of_the_old_one(
    organ: Organ, officer: Person, signer: Person, work_off: WorkOff
) -> None:
    old = _handed_in(officer, organ, "001", work_off)
    publish_report(signer, old)
    (path,) = SAMPLES.glob("001*")
    changed = path.read_bytes().replace("通报3期".encode(), "通报4期".encode())
    file = upload_report(officer, organ, SimpleUploadedFile("新版.txt", changed))
    work_off()
    publish_report(signer, file.reports.get())
    assert public_reports().get().file == file
    old.refresh_from_db()
    assert old.withdrawn_because == "由新发布的版本代替"
    withdraw_report(signer, public_reports().get(), "内容有误")
    assert not public_reports().exists()


def test_only_a_signer_publishes(organ: Organ, officer: Person, work_off: WorkOff) -> None:
    report = _handed_in(officer, organ, "001", work_off)
    with pytest.raises(Refused, match="不能发布年度报告"):
        publish_report(officer, report)


def test_nobody_sees_or_hands_in_for_another_body(organ: Organ, officer: Person, work_off: WorkOff) -> None:
    other = create_organ(None, None, name="某县", slug="other", level="county", kind="government", region="640221")
    stranger = _holder(other, Role.OFFICER)
    report = _handed_in(officer, organ, "001", work_off)
    assert not files_for(stranger, DAY).exists()
    assert not reports_for(stranger, DAY).exists()
    with pytest.raises(Refused):
        upload_report(stranger, organ, SimpleUploadedFile("a.txt", b"x"))
    with pytest.raises(Refused):
        decide(stranger, report.findings.all()[0], CONFIRMED)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\x89PNG\r\n\x1a\n broken", "。"),
        ("这是一首诗，不是报告。".encode(), "没有找到政府信息公开工作年度报告"),
        (b"%PDF-1.7 broken", "。"),
    ],
)
def test_a_file_that_is_no_report_says_so_and_stays(
    organ: Organ, officer: Person, work_off: WorkOff, content: bytes, problem: str
) -> None:
    file = upload_report(officer, organ, SimpleUploadedFile("年报.docx", content))
    work_off()
    file.refresh_from_db()
    assert problem in file.problem
    assert not file.reports.exists()


def test_empty_and_oversized_files_are_refused_before_anything_is_kept(organ: Organ, officer: Person, settings) -> None:  # type: ignore[no-untyped-def]
    settings.UPLOAD_LIMIT = 10
    for content in (b"", b"x" * 11):
        with pytest.raises(ValidationError):
            upload_report(officer, organ, SimpleUploadedFile("a.txt", content))
    assert not ReportFile.objects.exists()


def test_reports_of_other_years_are_at_hand_for_comparison(organ: Organ, officer: Person, work_off: WorkOff) -> None:
    first = _handed_in(officer, organ, "000", work_off)
    second = _handed_in(officer, organ, "001", work_off)
    assert list(other_years(first, reports_for(officer, DAY))) == [second]
