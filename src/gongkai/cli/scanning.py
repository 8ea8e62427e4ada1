"""The work of ``gongkai scan``, apart from its options so that the help comes at once."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from gongkai.cli.formats import FORMATS
from gongkai.cli.inputs import Input, inputs
from gongkai.cli.outputs import destination
from gongkai.cli.run import Run
from gongkai.cli.status import Status
from gongkai.cli.writing import json_line
from gongkai.findings import Finding, Severity
from gongkai.law.loading import DataError
from gongkai.report.batch import Lost
from gongkai.report.readers.open import contents_of
from gongkai.report.writers.characters import printable
from gongkai.scan import Scanned, Spot, check
from gongkai.scan.files import passages_of_file
from gongkai.scan.wording import Lexicon, lexicon, read_list


def scan_files(
    files: Sequence[str], format: str, output: str | None, words: str | None, *, recursive: bool, **options: Any
) -> Status:
    """Check the files and write what was found."""
    run = Run(inputs(files, recursive=recursive), **options)
    lists = _lists(words)
    today = dt.date.today()  # noqa: DTZ011  (the day where the user sits)

    def scanned(file: Input) -> tuple[bytes, bool]:
        passages, notes = passages_of_file(contents_of(Path(file.path)))
        found = check(passages, today, file.name, lists, notes)
        return (_json if format == "json" else _text)(file.name, found), bool(found.errors)

    with destination(output, FORMATS[format], run.files) as write:
        for file, result in run.results(scanned):
            if not isinstance(result, Lost):
                content, wrong = result
                run.count(wrong=wrong)
                write(file, content)
            elif format == "json":
                write(file, json_line({"path": file.name, "error": result.reason}))
    return run.status


def _lists(words: str | None) -> Lexicon:
    if words is None:
        return lexicon()
    try:
        return lexicon(read_list(Path(words).read_text("utf-8"), words))
    except (DataError, OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"词表“{words}”不能用：{error}") from error


def _json(path: str, scanned: Scanned) -> bytes:
    findings = [
        {
            "rule": f.rule,
            "severity": f.severity.value,
            "message": f.message,
            "where": {"place": _place(f), "quote": f.where.quote if isinstance(f.where, Spot) else ""},
            "expected": f.expected,
            "found": f.found,
            "source": f.source,
        }
        for f in scanned.findings
    ]
    return json_line({"path": path, "findings": findings, "notes": scanned.notes, "lists": scanned.lists})


def _text(path: str, scanned: Scanned) -> bytes:
    return ("\n".join(printable(line) for line in _shown(path, scanned)) + "\n\n").encode()


def _shown(path: str, scanned: Scanned) -> Iterator[str]:
    counts = [(s, sum(f.severity is s for f in scanned.findings)) for s in Severity]
    said = "，".join(f"{severity.label} {count} 处" for severity, count in counts if count) or "没有发现问题"
    yield f"{path}：{said}"
    yield from (f"  注：{note}" for note in scanned.notes)
    for finding in scanned.findings:
        yield f"  {finding.severity.label} {finding.rule} {_place(finding)}　{finding.message}"
        quote = finding.where.quote if isinstance(finding.where, Spot) else ""
        if quote and quote not in finding.message:
            yield f"    “{quote}”"
        if finding.hint:
            yield f"    {finding.hint}"


def _place(finding: Finding) -> str:
    return finding.where.place if isinstance(finding.where, Spot) else ""
