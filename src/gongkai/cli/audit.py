"""``gongkai audit``: any report → findings."""

import io
from collections.abc import Iterator
from typing import Any

import click

from gongkai.cli.formats import FORMATS, WriteAudit, audit_writer, failure, screen
from gongkai.cli.inputs import Input, inputs
from gongkai.cli.options import chosen_format, files_argument, format_option, output_option, run_options
from gongkai.cli.outputs import destination
from gongkai.cli.reports import Neighbours, gather, readings
from gongkai.cli.run import Run
from gongkai.cli.status import Status
from gongkai.findings import Severity
from gongkai.report.batch import Lost
from gongkai.report.recognise import Reading
from gongkai.report.rules import audit
from gongkai.report.writers.results import Audited, Failed, Result

DEFAULT = "text"


class AuditCommand(click.Command):
    """``--parts`` takes all files up to the next option, which is what a shell makes of a pattern."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat ``--parts`` before each of its files, as click has it."""
        return super().parse_args(ctx, list(_repeated(args, "--parts")))


@click.command("audit", cls=AuditCommand)
@files_argument
@format_option(list(FORMATS), DEFAULT)
@output_option
@click.option(
    "--previous",
    multiple=True,
    metavar="文件",
    help="同一机关上一年的年报，核对结转和现行有效件数。可以多次使用，可以是文件夹。",
)
@click.option(
    "--parts",
    multiple=True,
    metavar="文件…",
    help="所属各机关的年报，核对汇总数。其后直到下一个选项的文件都算；可以是文件夹。",
)
@run_options
def command(
    files: tuple[str, ...],
    format: str | None,
    output: str | None,
    previous: tuple[str, ...],
    parts: tuple[str, ...],
    **options: Any,
) -> Status:
    """审核年度报告（文本、网页、Word、Excel、PDF、OFD、扫描件均可），逐处指出问题、两边的数据和依据。

    docx 格式把原 Word 文档加上批注返回；xlsx 把全部文件的问题汇总为一张清单。

    \b
    例：gongkai audit 年报.docx
        gongkai audit 年报.docx -o 批注.docx
        gongkai audit 各单位/*.pdf --format xlsx -o 问题清单.xlsx
        gongkai audit 全县.docx --previous 去年.docx --parts 各单位/*.docx
    """
    run = Run(inputs(files, recursive=options.pop("recursive")), **options)
    beside = Neighbours(gather(previous, run.limits), gather(parts, run.limits))
    name = chosen_format(format, output, list(FORMATS), DEFAULT)
    with destination(output, FORMATS[name], run.files) as write:
        if name == "xlsx":
            write(run.files[0], _workbook(run, beside))
        else:
            for file, content in _contents(run, beside, name, audit_writer(name, screen(output))):
                write(file, content)
    return run.status


def _contents(run: Run, beside: Neighbours, name: str, writer: WriteAudit) -> Iterator[tuple[Input, bytes]]:
    def written(file: Input) -> list[tuple[bytes, bool]]:
        return [(writer(audited, reading, file), _wrong(audited)) for reading, audited in _audited(file, beside)]

    for file, result in run.results(written):
        if isinstance(result, Lost):
            yield file, failure(name, Failed(file.name, result.reason))
        else:
            for content, wrong in result:
                run.wrong += wrong
                yield file, content


def _workbook(run: Run, beside: Neighbours) -> bytes:
    """All results in one workbook: the only format that gathers what the others write side by side."""
    from gongkai.report.writers import xlsx

    def results() -> Iterator[Result]:
        for file, result in run.results(lambda file: [audited for _, audited in _audited(file, beside)]):
            if isinstance(result, Lost):
                yield Failed(file.name, result.reason)
            else:
                run.wrong += sum(map(_wrong, result))
                yield from result

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


def _repeated(arguments: list[str], option: str) -> Iterator[str]:
    """The arguments with the option before each of the values that follow it.

    >>> list(_repeated(["a", "--parts", "b", "c", "-o", "d"], "--parts"))
    ['a', '--parts', 'b', '--parts', 'c', '-o', 'd']
    """
    taking = first = False
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            taking = first = argument == option
        elif taking and not first:
            yield option
        else:
            first = False
        yield argument
