"""The folder: files under the names that their addresses have, each written whole or not at all."""

import contextlib
import fcntl
import hashlib
import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from gongkai.portal.publication.pages import Page

_QUERY = re.compile(r"[\w.=&%+-]{1,180}", re.ASCII)
"""Queries that become part of a file's name; a server is told the same."""

_ENDINGS = {"application/atom+xml": ".atom", "application/xml": ".xml"}


class State(msgspec.Struct):
    """What the folder holds: pages by address with the digests of their contents, as at an entry of the trail.

    ``whole`` is false while a run is under way, and after one that was broken off.
    """

    whole: bool = False
    number: int = 0
    day: str = ""
    pages: dict[str, tuple[str, str]] = {}


class Change(NamedTuple):
    """What a run did."""

    written: int
    removed: int
    kept: int


class Folder:
    """A folder with what is published."""

    def __init__(self, path: Path) -> None:
        self.site = path / "site"
        self._path = path
        self._part = path / "part"
        self._state = path / "published.json"

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Wait for another run, if there is one."""
        self.site.mkdir(parents=True, exist_ok=True)
        with (self._path / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def state(self) -> State:
        """What the last run noted; an empty state where there was none, or where it cannot be read."""
        try:
            return msgspec.json.decode(self._state.read_bytes(), type=State)
        except (FileNotFoundError, msgspec.DecodeError):
            return State()

    def note(self, state: State) -> None:
        """Keep the state for the next run."""
        self._put(self._state, msgspec.json.encode(state))

    def write(self, address: str, page: Page, before: tuple[str, str] | None) -> tuple[str, str]:
        """Write a page unless it stands there as it is; its file and digest."""
        name, digest = file_name(address, page.media_type), hashlib.sha256(page.content).hexdigest()
        if before != (name, digest) or not (self.site / name).is_file():
            if before is not None and before[0] != name:
                self.remove(before[0])
            self._put(self.site / name, page.content)
        return name, digest

    def remove(self, name: str) -> None:
        """Take a file away, and the folders that it leaves empty."""
        path = self.site / name
        path.unlink(missing_ok=True)
        for folder in path.relative_to(self.site).parents:
            if not folder.parts or any((self.site / folder).iterdir()):
                break
            (self.site / folder).rmdir()

    def sweep(self, known: set[str]) -> int:
        """Take away every file that is not known; how many there were."""
        strange = [
            path for path in self.site.rglob("*") if path.is_file() and str(path.relative_to(self.site)) not in known
        ]
        for path in strange:
            self.remove(str(path.relative_to(self.site)))
        return len(strange)

    def _put(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._part.write_bytes(content)
        self._part.replace(path)


def has_name(address: str) -> bool:
    """Whether a file can stand for the address."""
    path, _, query = address.partition("?")
    return ".." not in path.split("/") and len(path) < 200 and (not query or _QUERY.fullmatch(query) is not None)


def file_name(address: str, media_type: str) -> str:
    """The file that stands for an address.

    >>> file_name("/o/x/", "text/html"), file_name("/organs/?page=2", "text/html"), file_name("/feed/", "application/atom+xml")
    ('o/x/index.html', 'organs/index?page=2.html', 'feed/index.atom')
    >>> file_name("/o/x/reports/2022.json", "application/json")
    'o/x/reports/2022.json'
    """
    path, mark, query = address.partition("?")
    if not path.endswith("/"):
        return path.lstrip("/")
    ending = _ENDINGS.get(media_type) or mimetypes.guess_extension(media_type) or ".bin"
    return f"{path.lstrip('/')}index{mark}{query}{ending}"
