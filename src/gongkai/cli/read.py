"""``gongkai read``: any report → data, or a clean report in the official form."""

from typing import Any

import click

from gongkai.cli.formats import FORMATS, failure, report_writer
from gongkai.cli.inputs import Input, inputs
from gongkai.cli.options import chosen_format, files_argument, format_option, output_option, run_options
from gongkai.cli.outputs import destination
from gongkai.cli.reports import readings
from gongkai.cli.run import Run
from gongkai.cli.status import Status
from gongkai.report.batch import Lost
from gongkai.report.writers.results import Failed

DEFAULT = "json"


@click.command("read")
@files_argument
@format_option(list(FORMATS), DEFAULT)
@output_option
@run_options
def command(files: tuple[str, ...], format: str | None, output: str | None, **options: Any) -> Status:
    """读取年度报告（文本、网页、Word、Excel、PDF、OFD、扫描件均可），得到数据，或写成规定格式的报告。

    json 每份报告一行；读不准的单元格为 null，从不猜测或移位。

    \b
    例：gongkai read 年报.pdf
        gongkai read 年报.html -o 年报.docx
        gongkai read 各单位/*.docx > 数据.jsonl
    """
    run = Run(inputs(files, recursive=options.pop("recursive")), **options)
    name = chosen_format(format, output, list(FORMATS), DEFAULT)
    writer = report_writer(name)

    def written(file: Input) -> list[bytes]:
        return [writer(reading, file) for reading in readings(file)]

    with destination(output, FORMATS[name], run.files) as write:
        for file, result in run.results(written):
            if not isinstance(result, Lost):
                for content in result:
                    write(file, content)
            elif place := failure(name, Failed(file.name, result.reason)):
                write(file, place)
    return run.status
