"""Uploaded files, wherever the installation keeps them."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage, storages

from gongkai.project.archive.manifest import Hashing, Member

STORAGES = {"files": "default", "media": "public"}
"""Folder in the backup → storage."""


def pack(archive: tarfile.TarFile) -> dict[str, Member]:
    """Add every file to the archive; one that disappears meanwhile is left out."""
    members = {}
    for folder, alias in STORAGES.items():
        storage = storages[alias]
        for name in walk(storage):
            entry = tarfile.TarInfo(f"{folder}/{name}")
            try:
                entry.size = storage.size(name)
                with storage.open(name) as file:
                    hashing = Hashing(file)
                    archive.addfile(entry, hashing)
            except FileNotFoundError:
                continue
            members[entry.name] = hashing.member
    return members


def unpack(folder: Path) -> int:
    """Put every file of the unpacked backup where it was; the number of files."""
    count = 0
    for below, alias in STORAGES.items():
        for path in sorted((folder / below).rglob("*")):
            if path.is_file():
                _put(storages[alias], str(path.relative_to(folder / below)), path)
                count += 1
    return count


def walk(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in a storage."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in sorted(names):
        if name:
            yield f"{prefix}{name}"
    for name in sorted(folders):
        yield from walk(storage, f"{prefix}{name}")


def _put(storage: Storage, name: str, path: Path) -> None:
    storage.delete(name)
    with path.open("rb") as file:
        kept = storage.save(name, File(file))
    if kept != name:
        raise OSError(f"文件 {name} 被存成了 {kept}")
