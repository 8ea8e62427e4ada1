"""``gongkai worker``: background work alone."""

import click

from gongkai.cli.platform import operation
from gongkai.cli.status import Status


@click.command("worker")
@click.option(
    "--processes", metavar="个数", type=click.IntRange(1, 64), default=1, show_default=True, help="工作进程数。"
)
def command(processes: int) -> Status:
    """运行后台任务（读取和审核上传的年报等）。意外中断的任务由别的工作进程接着做，不会做两遍。

    例：gongkai worker --processes 2
    """
    ended: int = operation("worker").run_workers(processes)
    return Status.ERRORS if ended else Status.CLEAN
