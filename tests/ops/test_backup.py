"""A backup is good when everything comes back from it: every row of every table, and every file."""

import datetime as dt
import io
import json
import stat
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

import jobs.kinds  # noqa: F401  (declares the work)
from database_templates import PostgreSQL, SQLite
from gongkai.jobs import actions
from gongkai.organs.actions import appoint, create_organ, create_person, rename_organ
from gongkai.organs.models import Organ, Role
from gongkai.project.archive import files
from gongkai.trail.queries import broken
from ops.platform_program import Call, call

Database = SQLite | PostgreSQL
Gongkai = Callable[..., Call]


@pytest.fixture
def gongkai(capsys: pytest.CaptureFixture[str]) -> Gongkai:
    return lambda *arguments: call(capsys, *arguments)


@pytest.fixture
def installation(each_database: Database) -> Database:
    """Bodies with a history, people, a trail, work that waits, and files of several shapes."""
    delete_files()
    for module in [name for name in sys.modules if name.startswith("wagtail") and ".migrations." in name]:
        del sys.modules[module]  # Wagtail's ask on import which database it is: elsewhere a process has but one
    county = organ("county", None)
    administrator = create_person(None, "admin", "某人", "Quiet-Lake-2026")
    appoint(None, administrator, county, Role.ADMINISTRATOR, dt.date(2026, 1, 1))
    rename_organ(administrator, county, "新名称\t制表\\N", dt.date(2026, 5, 1), "换行\n与 'quote'")
    actions.start("count_names", actor=administrator, on=county, names=2)
    storages["default"].save("reports/1/年报.docx", ContentFile(bytes(range(256)) * 3000))
    storages["default"].save("reports/1/empty", ContentFile(b""))
    storages["public"].save("images/a.png", ContentFile(b"png"))
    return each_database


def organ(slug: str, parent: Organ | None) -> Organ:
    return create_organ(None, parent, name=f"机关{slug}", slug=slug, level="county", kind="government", region="640221")


def content() -> dict[str, Any]:
    """Every row of every table, and every file."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    for alias in files.STORAGES.values():
        for name in files.walk(storages[alias]):
            with storages[alias].open(name) as file:
                found[f"{alias}:{name}"] = file.read()
    return found


def lose_everything(database: Database) -> None:
    connection.close()
    database.fresh()
    delete_files()


def delete_files() -> None:
    for alias in files.STORAGES.values():
        for name in list(files.walk(storages[alias])):
            storages[alias].delete(name)


def test_everything_comes_back(installation: Database, gongkai: Gongkai, tmp_path: Path) -> None:
    path = tmp_path / "backup.tar.gz"
    before = content()
    made = gongkai("backup", path)
    assert made.status == 0, made.err
    assert "3 个文件" in made.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lose_everything(installation)
    assert Organ.objects.count() == 0
    restored = gongkai("restore", path)
    assert restored.status == 0, restored.err
    assert content() == before
    assert broken() == []
    organ("later", Organ.objects.get())  # numbers go on where they were
    assert gongkai("backup", tmp_path / "again.tar.gz").status == 0


def test_a_backup_is_restored_into_a_database_that_has_not_even_tables(
    installation: Database, gongkai: Gongkai, tmp_path: Path
) -> None:
    gongkai("backup", tmp_path / "b.tar.gz")
    before = content()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    if connection.vendor == "sqlite":
        connection.close()
        Path(str(connection.settings_dict["NAME"])).unlink()
    restored = gongkai("restore", tmp_path / "b.tar.gz")
    assert restored.status == 0, restored.err
    assert content() == before


def test_what_people_recorded_is_not_replaced_unless_told_to(
    installation: Database, gongkai: Gongkai, tmp_path: Path
) -> None:
    gongkai("backup", tmp_path / "b.tar.gz")
    organ("since", Organ.objects.get())
    refused = gongkai("restore", tmp_path / "b.tar.gz")
    assert refused.status == 2
    assert "--force" in refused.err
    assert Organ.objects.count() == 2
    forced = gongkai("restore", "--force", tmp_path / "b.tar.gz")
    assert forced.status == 0
    assert Organ.objects.count() == 1
    kept = Path(forced.out.split("现有数据已备份到 ")[1].splitlines()[0].rstrip("。"))
    assert gongkai("restore", "--force", kept).status == 0
    assert Organ.objects.count() == 2


@pytest.fixture
def backup(transactional_db: None, gongkai: Gongkai, tmp_path: Path) -> Path:
    organ("county", None)
    storages["default"].save("a.txt", ContentFile(b"a"))
    gongkai("backup", tmp_path / "b.tar.gz")
    return tmp_path / "b.tar.gz"


def repacked(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    target = path.with_name("changed.tar.gz")
    with tarfile.open(path) as old, tarfile.open(target, "w:gz") as new:
        for entry in old.getmembers():
            file = old.extractfile(entry)
            assert file
            if (data := change(entry.name, file.read())) is not None:
                entry.size = len(data)
                new.addfile(entry, io.BytesIO(data))
    return target


def later_version(name: str, data: bytes) -> bytes:
    if name != "manifest.json":
        return data
    return json.dumps(json.loads(data) | {"migrations": [["organs", "0999_future"]]}).encode()


def other_vendor(name: str, data: bytes) -> bytes:
    return data.replace(b'"sqlite"', b'"postgresql"') if name == "manifest.json" else data


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda name, data: b"b" if name == "files/a.txt" else data, "不符"),
        (lambda name, data: None if name == "files/a.txt" else data, "不符"),
        (lambda name, data: None if name == "manifest.json" else data, "不是 gongkai backup"),
        (lambda name, data: b"{" if name == "manifest.json" else data, "已损坏"),
        (later_version, "更新"),
        (other_vendor, "PostgreSQL"),
    ],
    ids=["altered", "missing", "no manifest", "broken manifest", "later version", "other database"],
)
def test_a_backup_that_is_not_whole_changes_nothing(
    backup: Path, gongkai: Gongkai, change: Callable[[str, bytes], bytes | None], words: str
) -> None:
    Organ.objects.update(name="此后改名")
    refused = gongkai("restore", "--force", repacked(backup, change))
    assert refused.status == 2
    assert words in refused.err
    assert "现有数据未改动" in refused.err
    assert Organ.objects.get().name == "此后改名"


def test_a_file_cut_short_and_a_file_of_another_kind(backup: Path, gongkai: Gongkai, tmp_path: Path) -> None:
    cut, other = tmp_path / "cut.tar.gz", tmp_path / "other"
    cut.write_bytes(backup.read_bytes()[:-200])
    other.write_text("PK")
    assert [gongkai("restore", path).status for path in (cut, other, tmp_path / "none")] == [2, 2, 2]


def test_only_the_newest_are_kept(
    transactional_db: None, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"gongkai-2026010{day}-000000.tar.gz").touch()
    (folder / "notes.txt").touch()
    assert gongkai("backup", "--keep", "2").status == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "gongkai-20260103-000000.tar.gz"
    assert len(names) == 3
    assert "notes.txt" in names


def test_a_backup_that_cannot_be_written_says_why_and_leaves_nothing(
    transactional_db: None, gongkai: Gongkai, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    refused = gongkai("backup", tmp_path / "file" / "b.tar.gz")
    assert refused.status == 2
    assert "备份没有写成" in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
