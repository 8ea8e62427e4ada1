"""How a file and the reports in it are kept; for the acts and tasks of the room, within their transactions."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from gongkai.annual.context import Examined
from gongkai.annual.models import Report, ReportFile, ReportFinding, ReportSketch, ReportTally
from gongkai.annual.tallies import tallied
from gongkai.organs.models import Organ, Person
from gongkai.report.sketches import sketch_of
from gongkai.report.writers.data import finding_data, report_data
from gongkai.report.writers.results import Audited


def keep_file(actor: Person, organ: Organ, upload: File[bytes]) -> tuple[ReportFile, bool]:
    """The file as it is kept for the organ, and whether it is new: the same content is stored once."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    name = PurePath(upload.name or "未命名文件").name[-200:]
    file, new = ReportFile.objects.get_or_create(
        organ=organ,
        sha256=digest.hexdigest(),
        defaults={"name": name, "size": upload.size, "uploaded_by": actor},
    )
    if new:
        file.content.save(name, upload)
    return file, new


def keep_report(file: ReportFile, found: Examined) -> Report:
    """A report made here, with its findings."""
    ordered = [f for _, f in Audited("", found.report, found.findings).numbered]
    return keep_audit(file, 1, report_data(found.report, ""), [finding_data(finding) for finding in ordered])


def keep_audit(
    file: ReportFile, part: int, content: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]
) -> Report:
    """One report of a file as plain data; its findings take the place of those of an earlier audit."""
    counts = {severity: sum(f["severity"] == severity for f in findings) for severity in ("error", "warning", "info")}
    report, _ = Report.objects.update_or_create(
        file=file,
        part=part,
        defaults={
            "organ": file.organ,
            "organ_name": (content["organ"] or "")[:120],
            "year": content["year"],
            "form": content["form"],
            "title": content["title"][:300],
            "data": content,
            "errors": counts["error"],
            "warnings": counts["warning"],
            "infos": counts["info"],
            "audited_at": timezone.now(),
        },
    )
    read = report.content
    ReportTally.objects.update_or_create(report=report, defaults=tallied(read))
    ReportSketch.objects.update_or_create(report=report, defaults={"marks": sketch_of(read)})
    report.findings.all().delete()
    ReportFinding.objects.bulk_create(
        ReportFinding(
            report=report,
            number=number,
            rule=finding["rule"],
            severity=finding["severity"],
            fingerprint=finding["fingerprint"],
            data=finding,
        )
        for number, finding in enumerate(findings, 1)
    )
    return report
