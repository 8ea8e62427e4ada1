"""``gongkai restore``: everything back from one file."""

import click

from gongkai.cli.platform import operation


@click.command("restore")
@click.argument("file", metavar="文件")
@click.option("--force", is_flag=True, help="已有数据也恢复；现有数据先自动备份，再被替换。")
def command(file: str, force: bool) -> None:
    """从 gongkai backup 的文件恢复数据库和上传的文件；先核对校验清单，不对则什么也不改。

    恢复前请停止 gongkai serve 和 gongkai worker。

    例：gongkai restore gongkai-20261121-020000.tar.gz
    """
    operation("restore").restore(file, force=force)
