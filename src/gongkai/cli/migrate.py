"""``gongkai migrate``: the database of this version."""

import click

from gongkai.cli.platform import operation


@click.command("migrate")
def command() -> None:
    """建立或升级平台的数据库，准备页面的静态文件。升级前请先备份（gongkai backup）。"""
    operation("migrate").migrate()
