"""A stored report with its findings as the rules made them, for the writers; and the body's own file with comments."""

import shutil
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from gongkai.annual.models import Report
from gongkai.findings import CellRef, Finding, Sentence, Severity
from gongkai.report.batch import Lost, each
from gongkai.report.writers.results import Audited


def audited_of(report: Report) -> Audited:
    """The report and its findings, in the order and with the numbers in which they are stored."""
    findings = (finding_from_data(found.data) for found in report.findings.all())
    return Audited(report.file.name, report.content, tuple(findings), notes=tuple(report.file.notes))


def finding_from_data(data: Mapping[str, Any]) -> Finding:
    """The finding that :func:`gongkai.report.writers.data.finding_data` wrote; money in its values stays text."""
    where: CellRef | Sentence = CellRef(**data["where"]) if "table" in data["where"] else Sentence(**data["where"])
    difference = data["difference"]
    return Finding(
        rule=data["rule"],
        severity=Severity(data["severity"]),
        message=data["message"],
        where=where,
        expected=data["expected"],
        found=data["found"],
        difference=Decimal(difference) if isinstance(difference, str) else difference,
        cells=tuple(msgspec.convert(cell, CellRef) for cell in data["cells"]),
        hint=data["hint"],
        source=data["source"],
        fingerprint=data["fingerprint"],
    )


def commented(report: Report) -> bytes | Lost:
    """The file as a Word document with a comment on every finding.

    One that came as a Word file is the body's own, otherwise nothing but the comments changed; it comes from outside
    and is read in a process of its own. Any other is written anew in the official form.
    """
    audited = audited_of(report)
    with tempfile.NamedTemporaryFile(prefix="gongkai-") as copy:
        with report.file.content.open("rb") as stored:
            shutil.copyfileobj(stored, copy)
        copy.flush()
        (result,) = each(lambda path: _commented(path, report.part, audited), [Path(copy.name)], jobs=1)
    return result


def _commented(path: Path, part: int, audited: Audited) -> bytes:
    from gongkai.report.load import reports_in
    from gongkai.report.readers.sniff import kind_of
    from gongkai.report.recognise import Reading
    from gongkai.report.writers.docx import write_comments

    data = path.read_bytes()
    own = kind_of(data) == "docx"
    reading = reports_in(data)[part - 1] if own else Reading.of(audited.report)
    return write_comments(data, reading, audited)
