"""The list of what is in a backup, by which it is checked before anything is restored."""

import hashlib
import io
import tarfile
from pathlib import Path
from typing import IO

import msgspec

NAME = "manifest.json"
FORMAT = 1
_BLOCK = 1 << 20


class Broken(Exception):
    """The backup is not whole, or none of ours. The message is a sentence."""


class Member(msgspec.Struct, frozen=True):
    """A file in the backup."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What is in the backup. ``tables`` are counts of rows, ``columns`` their columns where the rows stand apart."""

    format: int
    version: str
    made_at: str
    vendor: str
    migrations: list[tuple[str, str]]
    tables: dict[str, int]
    columns: dict[str, list[str]]
    members: dict[str, Member]


class Hashing:
    """A file being read, whose digest is known at its end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._size = 0

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        block = self._file.read(size)
        self._digest.update(block)
        self._size += len(block)
        return block

    @property
    def member(self) -> Member:
        """What was read."""
        return Member(self._size, self._digest.hexdigest())


def write(archive: tarfile.TarFile, manifest: Manifest) -> None:
    """Add the manifest to the archive."""
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    entry = tarfile.TarInfo(NAME)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack the backup into the folder, and check all of it; :class:`Broken` says what is wrong with it."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Broken(f"备份文件读不出来，可能没有写完或已损坏（{type(error).__name__}）") from error
    manifest = _read(folder / NAME)
    present = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {NAME}
    wrong = sorted(present ^ manifest.members.keys()) + [
        name for name in sorted(present & manifest.members.keys()) if _member(folder / name) != manifest.members[name]
    ]
    if wrong:
        raise Broken(f"备份文件与校验清单不符，共 {len(wrong)} 处，如 {wrong[0]}")
    return manifest


def _read(path: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.MsgspecError) as error:
        raise Broken("这不是 gongkai backup 生成的备份文件，或校验清单已损坏") from error
    if manifest.format != FORMAT:
        raise Broken(f"备份的格式版本是 {manifest.format}，本程序只认 {FORMAT}")
    return manifest


def _member(path: Path) -> Member:
    with path.open("rb") as file:
        hashing = Hashing(file)
        while hashing.read(_BLOCK):
            pass
    return hashing.member
