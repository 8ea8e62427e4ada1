"""The work of ``gongkai restore``."""

import tempfile
from pathlib import Path

import click

from gongkai.cli.values import Refused
from gongkai.project.archive import database, files, manifest
from gongkai.project.archive.manifest import Broken, Manifest
from gongkai.project.checkup import site
from gongkai.project.environment import data_dir
from gongkai.project.operations.backup import default_path, write


def restore(file: str, *, force: bool) -> None:
    """Check the backup whole, then put it in the place of what is there."""
    path = Path(file)
    if not path.is_file():
        raise Refused(f"没有这个文件：{file}")
    if fault := site.database():
        raise Refused(f"{fault.what}。{fault.mend}。")
    data_dir().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data_dir()) as name:
        folder = Path(name)
        try:
            described = manifest.unpack(path, folder)
            database.refuse_unless_loadable(described)
        except Broken as error:
            raise Refused(f"没有恢复，现有数据未改动：{error}。") from error
        _make_way(force=force)
        database.load(folder, described)
        count = files.unpack(folder)
    _compare(described)
    click.echo(f"已恢复 {described.made_at} 的备份：{sum(described.tables.values())} 行数据，{count} 个文件。")
    if fault := site.migrations():
        click.echo(f"备份早于本程序的版本：{fault.what}。请运行 gongkai migrate。")


def _make_way(*, force: bool) -> None:
    """Refuse to replace what people recorded, or keep a backup of it."""
    if database.is_empty():
        return
    if not force:
        raise Refused("数据库里已有数据，没有恢复。确要替换的，请加 --force（现有数据会先自动备份）。")
    path = default_path()
    before = path.with_name(f"before-restore-{path.name}")
    write(before)
    click.echo(f"现有数据已备份到 {before}。")


def _compare(described: Manifest) -> None:
    different = {
        table: (number, found)
        for table, number in described.tables.items()
        if (found := database.rows().get(table)) != number
    }
    if different:
        table, (number, found) = next(iter(different.items()))
        raise Refused(f"恢复后行数与清单不符：{table} 应有 {number} 行，现有 {found} 行。请查看日志后重试。")
