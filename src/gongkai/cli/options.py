"""Arguments and options that several commands share."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from gongkai.cli.formats import FORMATS
from gongkai.report.batch import Limits

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

files_argument = click.argument("files", nargs=-1, required=True, metavar="文件…")

output_option = click.option(
    "-o",
    "--output",
    metavar="路径",
    help="结果写到这个文件；以 / 结尾或已有的文件夹则每份报告一个文件。默认写到标准输出。",
)


def format_option(default: str, choices: Iterable[str] = FORMATS) -> Decorator:
    """``--format``: how the results are written."""
    names = list(choices)
    return click.option(
        "-f",
        "--format",
        type=click.Choice(names),
        metavar="格式",
        help=f"输出格式：{'、'.join(names)}。不写时看 -o 的扩展名，再则为 {default}。",
    )


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the commands that read many files."""
    for option in reversed(_RUN):
        command = option(command)
    return command


timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="秒",
    default=Limits().seconds,
    show_default=True,
    help="一个文件最多用多少秒，超过即放弃这个文件。",
)

_RUN = (
    click.option("-r", "--recursive", is_flag=True, help="文件可以是文件夹，读其中全部文件，包括下级文件夹。"),
    click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="数目", help="同时读几个文件。默认用全部处理器。"),
    timeout_option,
    click.option("--debug", is_flag=True, help="文件无法读取时，另外显示读取过程中的原始记录。"),
)
