"""``gongkai compare``: two reports side by side."""

import click

from gongkai.cli.formats import chosen_format
from gongkai.cli.options import format_option, output_option, timeout_option

DEFAULT, CHOICES = "text", ("text", "json", "md", "html", "xlsx")


@click.command("compare")
@click.argument("before", metavar="前一份")
@click.argument("after", metavar="后一份")
@format_option(DEFAULT, CHOICES)
@output_option
@timeout_option
def command(before: str, after: str, format: str | None, output: str | None, timeout: float) -> None:
    """比较两份年报（同一机关的两年，或两个机关）：逐项列出增减，逐段对照文字，给出文字重合度。

    文字重合度去掉了格式自带的词句和法定套话；5% 以下与互不相干的报告没有差别。

    \b
    例：gongkai compare 上年.docx 今年.docx
        gongkai compare 甲县.pdf 乙县.html -o 对照.html
    """
    from gongkai.cli.comparing import compare_files

    compare_files(before, after, chosen_format(format, output, DEFAULT, CHOICES), output, timeout)
