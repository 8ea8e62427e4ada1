"""``gongkai compile``: an organ's annual report out of the ledger."""

import click

from gongkai.cli.formats import FORMATS, chosen_format
from gongkai.cli.options import format_option, output_option
from gongkai.cli.outputs import destination
from gongkai.cli.platform import operation
from gongkai.cli.status import Status
from gongkai.cli.writing import report_writer

DEFAULT = "json"


@click.command("compile")
@click.argument("organ", metavar="机关")
@click.argument("year", type=int, metavar="年度")
@click.option("--region", is_flag=True, help="汇总本机关和全部下级机关。")
@click.option("--as-at", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="按那一天台账里已经发生的事编制。")
@format_option(DEFAULT)
@output_option
def command(organ: str, year: int, *, region: bool, as_at: object, format: str | None, output: str | None) -> Status:
    """由台账编制机关一个年度的报告；“机关”是网址标识或全称。还缺什么写在标准错误输出。

    \b
    例：gongkai compile water-bureau 2026 -o 年报.docx
        gongkai compile water-bureau 2026 | gongkai audit -
    """
    chosen = chosen_format(format, output, DEFAULT)
    made = operation("compiling").made(organ, year, region=region, as_at=as_at)
    writer = report_writer(chosen)
    with destination(output, FORMATS[chosen], [made.source]) as write:
        write(made.source, writer(made.reading, made.source))
    for sentence in made.missing:
        click.echo(f"还缺：{sentence}", err=True)
    return Status.CLEAN
