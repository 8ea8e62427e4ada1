"""``gongkai audit``: any report → findings."""

from collections.abc import Iterator
from typing import Any

import click

from gongkai.cli.formats import FORMATS, chosen_format
from gongkai.cli.options import files_argument, format_option, output_option, run_options
from gongkai.cli.status import Status

DEFAULT = "text"
CHOICES = tuple(name for name in FORMATS if name not in ("pdf", "xml", "csv"))


class AuditCommand(click.Command):
    """``--parts`` takes all files up to the next option, which is what a shell makes of a pattern."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat ``--parts`` before each of its files, as click has it."""
        return super().parse_args(ctx, list(_repeated(args, "--parts")))


@click.command("audit", cls=AuditCommand)
@files_argument
@format_option(DEFAULT, CHOICES)
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
    from gongkai.cli.auditing import audit_files

    return audit_files(files, chosen_format(format, output, DEFAULT, CHOICES), output, previous, parts, **options)


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
