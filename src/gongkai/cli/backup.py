"""``gongkai backup``: everything in one file."""

import click

from gongkai.cli.platform import operation


@click.command("backup")
@click.argument("file", metavar="[文件]", required=False)
@click.option("--without-files", is_flag=True, help="只备份数据库，不含上传的文件。")
@click.option("--keep", metavar="份数", type=click.IntRange(1), help="备份后只保留备份文件夹中最新的几份。")
def command(file: str | None, without_files: bool, keep: int | None) -> None:
    """把数据库、上传的文件和校验清单备份成一个 tar.gz 文件；平台可以照常运行。

    不写文件名则放在数据目录的 backups 文件夹。备份含有个人信息和密码摘要，请妥善保管；密钥（SECRET_KEY、DATA_KEYS）
    不在其中，须另行保存。

    例：gongkai backup --keep 14
    """
    operation("backup").backup(file, with_files=not without_files, keep=keep)
