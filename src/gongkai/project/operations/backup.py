"""The work of ``gongkai backup``."""

import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

import click
from django.db import connection
from django.utils import timezone

from gongkai.cli.values import Refused
from gongkai.project.archive import database, files, manifest
from gongkai.project.archive.manifest import Hashing, Manifest, Member
from gongkai.project.checkup import site
from gongkai.project.environment import data_dir

PREFIX = "gongkai-"


def backup(file: str | None, *, with_files: bool, keep: int | None) -> None:
    """Write the backup and say what is in it."""
    for check in (site.database, site.migrations):
        if fault := check():
            raise Refused(f"{fault.what}。{fault.mend}。")
    path = Path(file) if file else default_path()
    made = write(path, with_files=with_files)
    number = sum(not name.startswith(f"{database.FOLDER}/") for name in made.members)
    size = path.stat().st_size / 2**20
    click.echo(f"已备份到 {path}（{size:.1f} MB）：{sum(made.tables.values())} 行数据，{number} 个文件。")
    if keep and not file:
        _forget(path.parent, keep)


def default_path() -> Path:
    """A name with the time, in the data folder."""
    return data_dir() / "backups" / f"{PREFIX}{timezone.localtime():%Y%m%d-%H%M%S}.tar.gz"


def write(path: Path, *, with_files: bool = True) -> Manifest:
    """Write the backup under its name only when it is whole; readable by its owner alone, for it has personal data."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
            part = Path(folder, "part")
            part.touch(mode=0o600)
            made = _write(part, Path(folder), with_files=with_files)
            part.rename(path)
    except OSError as error:
        raise Refused(f"备份没有写成：{error.strerror or error}（{path}）") from error
    return made


def _write(part: Path, folder: Path, *, with_files: bool) -> Manifest:
    tables, columns = database.dump(folder)
    with tarfile.open(part, "w:gz", compresslevel=3) as archive:
        members = {}
        for source in sorted((folder / database.FOLDER).iterdir()):
            members[f"{database.FOLDER}/{source.name}"] = _add(archive, source)
            source.unlink()
        if with_files:
            members |= files.pack(archive)
        made = Manifest(
            format=manifest.FORMAT,
            version=version("gongkai"),
            made_at=timezone.localtime().isoformat(timespec="seconds"),
            vendor=connection.vendor,
            migrations=database.migrations(),
            tables=tables,
            columns=columns,
            members=members,
        )
        manifest.write(archive, made)
    return made


def _add(archive: tarfile.TarFile, source: Path) -> Member:
    entry = archive.gettarinfo(source, f"{database.FOLDER}/{source.name}")
    with source.open("rb") as file:
        hashing = Hashing(file)
        archive.addfile(entry, hashing)
    return hashing.member


def _forget(folder: Path, keep: int) -> None:
    old = sorted(folder.glob(f"{PREFIX}[0-9]*.tar.gz"))[:-keep]
    for path in old:
        path.unlink()
    if old:
        click.echo(f"已删除较早的 {len(old)} 份。")
