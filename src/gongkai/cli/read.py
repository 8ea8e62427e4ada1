"""``gongkai read``: any report → data, or a clean report in the official form."""

from typing import Any

import click

from gongkai.cli.formats import chosen_format
from gongkai.cli.options import files_argument, format_option, output_option, run_options
from gongkai.cli.status import Status

DEFAULT = "json"


@click.command("read")
@files_argument
@format_option(DEFAULT)
@output_option
@run_options
def command(files: tuple[str, ...], format: str | None, output: str | None, **options: Any) -> Status:
    """读取年度报告（文本、网页、Word、Excel、PDF、OFD、扫描件、年报 XML 均可），得到数据，或写成规定格式的报告（docx、pdf、xlsx、html、md）。

    数据可为 json、xml、csv。json 每份报告一行；读不准的单元格为 null，从不猜测或移位。

    \b
    例：gongkai read 年报.pdf
        gongkai read 年报.html -o 年报.docx
        gongkai read 各单位/*.docx > 数据.jsonl
    """
    from gongkai.cli.reading import read_files

    return read_files(files, chosen_format(format, output, DEFAULT), output, **options)
