"""The five real reports: handed in, read, audited, in part decided on and published."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.annual.actions import decide, publish_report, upload_report
from gongkai.annual.models import FindingDecision, Report
from gongkai.annual.queries import open_errors
from gongkai.jobs.queue import work_off
from gongkai.organs.models import Organ, Person

SOURCES = {
    "000-pingluo-office-2025.txt": "pingluo-office",
    "001-pingluo-office-2022.txt": "pingluo-office",
    "002-hongsibao-district-2025.txt": "hongsibao",
    "003-wuzhong-office-2025.txt": "wuzhong-office",
    "004-yanchi-office-2024.txt": "yanchi-office",
}
"""The files, and the bodies whose reports they are."""

_CONFIRMED, _DISMISSED = FindingDecision.Verdict.CONFIRMED, FindingDecision.Verdict.DISMISSED
_WITH_ERRORS = "原件已在政府网站公布，按原件登载；表三勾稽错误已通知填报单位更正（演示数据）"
_NO_FAULT = "已核对原件，表述属本机关习惯用法（演示数据）"


def make_reports(folder: Path, people: dict[str, Person]) -> None:
    """Load the files of the folder as their officers would; two are published, the others wait."""
    for name, slug in SOURCES.items():
        upload = SimpleUploadedFile(name, (folder / name).read_bytes())
        upload_report(people[f"{slug}-officer"], Organ.objects.get(slug=slug), upload)
    work_off("demo")
    _publish("001", people)
    _decide_some("003", people, "error", _CONFIRMED, 2)
    _publish("003", people)
    _decide_some("002", people, "error", _CONFIRMED, 1)
    _decide_some("004", people, "warning", _DISMISSED, 1)


def missing(folder: Path) -> list[str]:
    """The names of the files that are not in the folder."""
    return [name for name in SOURCES if not (folder / name).is_file()]


def _publish(number: str, people: dict[str, Person]) -> None:
    report = _report(number)
    reason = _WITH_ERRORS if open_errors(report) else ""
    publish_report(people[f"{report.organ.slug}-signer"], report, reason)


def _decide_some(
    number: str, people: dict[str, Person], severity: str, verdict: FindingDecision.Verdict, most: int
) -> None:
    report = _report(number)
    for finding in report.findings.filter(severity=severity)[:most]:
        decide(people[f"{report.organ.slug}-officer"], finding, verdict, _NO_FAULT if verdict == _DISMISSED else "")


def _report(number: str) -> Report:
    return Report.objects.select_related("organ").get(file__name__startswith=number)
