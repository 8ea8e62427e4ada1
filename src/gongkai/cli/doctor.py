"""``gongkai doctor``: what is missing or wrong, and how to mend it."""

import click

from gongkai.cli.platform import operation
from gongkai.cli.status import Status


@click.command("doctor")
@click.option("--new-key", is_flag=True, help="生成新的 SECRET_KEY 和 DATA_KEYS，写进配置后使用。")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
def command(new_key: bool, format_: str) -> Status:
    """逐项检查设置、数据库、存储、字体、转换程序、后台任务和留痕；有问题时退出状态为 1。

    例：gongkai doctor
    """
    doctor = operation("doctor", ready=False)
    if new_key:
        doctor.new_keys()
        return Status.CLEAN
    return Status.ERRORS if doctor.examine(format_) else Status.CLEAN
