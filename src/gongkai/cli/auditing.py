"""The work of ``gongkai audit``, apart from its options so that the help comes at once."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.cli.formats import FORMATS
from gongkai.cli.inputs import Input, inputs
from gongkai.cli.outputs import destination
from gongkai.cli.reports import Neighbours, gather, readings
from gongkai.cli.run import Run
from gongkai.cli.status import Status
from gongkai.cli.writing import WriteAudit, audit_writer, failure, screen
from gongkai.findings import Severity
from gongkai.report.batch import Lost
from gongkai.report.recognise import Reading
from gongkai.report.rules import audit
from gongkai.report.writers.results import Audited, Failed, Result
from gongkai.report.writers.terminal import write_summary


def audit_files(
    files: Sequence[str],
    format: str,
    output: str | None,
    previous: Sequence[str],
    parts: Sequence[str],
    *,
    recursive: bool,
    **options: Any,
) -> Status:
    """Audit the files, held against last year's reports and those of subordinate bodies, and write the results."""
    run = Run(inputs(files, recursive=recursive), **options)
    beside = Neighbours(gather(previous, run.limits), gather(parts, run.limits))
    with destination(output, FORMATS[format], run.files) as write:
        if format == "xlsx":
            write(run.files[0], _workbook(run, beside))
        else:
            for file, content in _contents(run, beside, format, audit_writer(format, screen(output))):
                write(file, content)
            if format == "text" and output is None and len(run.files) > 1:
                write(run.files[-1], f"{write_summary(run.reports, run.wrong, run.unread)}\n".encode())
    return run.status


def _contents(run: Run, beside: Neighbours, name: str, writer: WriteAudit) -> Iterator[tuple[Input, bytes]]:
    def written(file: Input) -> list[tuple[bytes, bool]]:
        return [(writer(audited, reading, file), _wrong(audited)) for reading, audited in _audited(file, beside)]

    for file, result in run.results(written):
        if not isinstance(result, Lost):
            for content, wrong in result:
                run.count(wrong=wrong)
                yield file, content
        elif place := failure(name, Failed(file.name, result.reason)):
            yield file, place


def _workbook(run: Run, beside: Neighbours) -> bytes:
    """All results in one workbook: the only format that gathers what the others write side by side."""
    from gongkai.report.writers import xlsx

    def results() -> Iterator[Result]:
        for file, result in run.results(lambda file: [audited for _, audited in _audited(file, beside)]):
            if isinstance(result, Lost):
                yield Failed(file.name, result.reason)
            else:
                for audited in result:
                    run.count(wrong=_wrong(audited))
                    yield audited

    book = io.BytesIO()
    xlsx.write_audits(results(), book)
    return book.getvalue()


def _audited(file: Input, beside: Neighbours) -> Iterator[tuple[Reading, Audited]]:
    for reading in readings(file):
        report = reading.report
        findings = audit(reading, beside.year_before(report), beside.parts)
        yield reading, Audited(file.name, report, tuple(findings), reading.part, reading.document.notes)


def _wrong(audited: Audited) -> bool:
    return any(finding.severity is Severity.ERROR for finding in audited.findings)
