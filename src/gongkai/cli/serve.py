"""``gongkai serve``: the site, and its background work beside it."""

import click

from gongkai.cli.platform import operation
from gongkai.cli.status import Status


@click.command("serve")
@click.option("--host", metavar="地址", default="127.0.0.1", show_default=True, help="监听的地址；0.0.0.0 为全部网卡。")
@click.option(
    "--port", metavar="端口", type=click.IntRange(1, 65535), default=8000, show_default=True, help="监听的端口。"
)
@click.option(
    "--workers", metavar="个数", type=click.IntRange(1, 64), help="服务进程数；默认与处理器核数相同，最多 4。"
)
@click.option("--no-worker", is_flag=True, help="不同时运行后台任务（已在别处运行 gongkai worker）。")
def command(host: str, port: int, workers: int | None, no_worker: bool) -> Status:
    """运行平台：门户、工作台和后台任务。先运行 gongkai migrate。

    例：gongkai serve --port 8080
    """
    ended: int = operation("serve").serve(host, port, workers, with_worker=not no_worker)
    return Status.ERRORS if ended else Status.CLEAN
