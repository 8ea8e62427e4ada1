"""The work of ``gongkai compare``, apart from its options so that the help comes at once."""

from collections.abc import Callable

import click

from gongkai.cli.formats import FORMATS
from gongkai.cli.inputs import Input, printable
from gongkai.cli.outputs import destination
from gongkai.cli.reports import gather
from gongkai.cli.writing import json_line, screen
from gongkai.report.batch import Limits, Lost, each
from gongkai.report.compare import Comparison, compare
from gongkai.report.model import AnnualReport


def compare_files(before: str, after: str, format: str, output: str | None, timeout: float) -> None:
    """Compare the reports of two files and write what differs."""
    limits = Limits(seconds=timeout)
    pair = _only(before, limits), _only(after, limits)
    write_comparison = _writer(format, output)
    (result,) = each(lambda reports: write_comparison(compare(*reports)), [pair], limits=limits)
    if isinstance(result, Lost):
        raise click.ClickException(result.reason)
    sources = [Input(path, printable(path)) for path in (before, after)]
    with destination(output, FORMATS[format], sources) as write:
        write(sources[0], result)


def _only(path: str, limits: Limits) -> AnnualReport:
    reports = gather([path], limits)
    if len(reports) != 1:
        raise click.ClickException(f"{printable(path)}：里面有 {len(reports)} 份报告，比较需要每个文件只有一份。")
    return reports[0]


def _writer(format: str, output: str | None) -> Callable[[Comparison], bytes]:
    match format:
        case "json":
            from gongkai.report.writers.comparison.data import comparison_data

            return lambda comparison: json_line(comparison_data(comparison))
        case "md":
            from gongkai.report.writers.comparison import markdown

            return lambda comparison: markdown.write_comparison(comparison).encode()
        case "html":
            from gongkai.report.writers.comparison import page

            return lambda comparison: page.write_comparison(comparison).encode()
        case "xlsx":
            from gongkai.report.writers.comparison import workbook

            return workbook.write_comparison
    from gongkai.report.writers.comparison import terminal

    shown = screen(output)
    return lambda comparison: f"{terminal.write_comparison(comparison, shown)}\n".encode()
