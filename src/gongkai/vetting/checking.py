"""The content check of a record: its texts at once, its files in processes of their own."""

import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from msgspec.structs import replace

from gongkai.findings import Severity
from gongkai.law.provisions import Instrument, Provision
from gongkai.organs.models import Organ
from gongkai.organs.queries import ancestors
from gongkai.report.batch import Lost, each
from gongkai.report.readers.errors import Unreadable
from gongkai.scan import Passage, Scanned, Spot, check
from gongkai.scan.files import passages_of_file
from gongkai.scan.markup import Marked
from gongkai.scan.wording import Lexicon, Word, WordList, lexicon
from gongkai.vetting.links import Dead, dead_links
from gongkai.vetting.models import OwnWord
from gongkai.vetting.targets import Content, File


def words_of(organ: Organ) -> Lexicon:
    """The lists that apply to a body: its own and those of the bodies above it, before the shipped ones."""
    own = OwnWord.objects.filter(organ__in=[organ.pk, *ancestors(organ).values_list("pk", flat=True)])
    entries = list(own.order_by("organ__depth", "added_at"))  # the body's own word prevails over one from above
    if not entries:
        return lexicon()
    newest = max(entry.added_at for entry in entries)
    return lexicon(
        WordList(
            name="本单位词表",
            rule="W6",
            version=newest.strftime("%Y-%m-%d"),
            date=newest.date(),
            source=f"{organ}词表",
            severity=Severity.WARNING,
            words={e.word: Word(e.right, e.why, Severity(e.severity)) for e in entries if not e.allowed},
            right=tuple(e.word for e in entries if e.allowed),
        )
    )


def checked(content: Content, organ: Organ, name: str, on: dt.date) -> Scanned:
    """All that is found in the content; a file that cannot be read is told in the notes."""
    passages, notes = list(_of_parts(content)), []
    for file, result in _of_files(content.files):
        if isinstance(result, Lost):
            notes.append(f"附件“{file.name}”没有检查：{result.reason}")
        else:
            found, remarks = result
            passages += [replace(passage, place=f"附件“{file.name}”{passage.place}") for passage in found]
            notes += [f"附件“{file.name}”：{remark}" for remark in remarks]
    return check(passages, on, name, words_of(organ), notes)


def needs_worker(content: Content) -> bool:
    """Whether a part of the check takes too long for a request: files to read, links to ask for."""
    return bool(content.files) or (settings.CHECK_LINKS and any("href=" in part.html for part in content.parts))


def of_links(content: Content) -> list[dict[str, Any]]:
    """The links of the texts that lead nowhere, as findings; none where the platform may not ask."""
    if not settings.CHECK_LINKS:
        return []
    links = [(part.place, link) for part in content.parts for link in Marked(part.html, part.place).passage.links]
    places = {link: place for place, link in links if link.startswith("http")}
    return [_dead(dead, places[dead.address]) for dead in dead_links(places)]


def _dead(dead: Dead, place: str) -> dict[str, Any]:
    return {
        "rule": "K3",
        "severity": Severity.WARNING.value,
        "message": f"网址打不开（{dead.why}）：{dead.address[:120]}",
        "place": place,
        "quote": "",
        "passage": -1,
        "start": 0,
        "end": 0,
        "expected": None,
        "hint": "请换成现在的网址，或者删去链接",
        "source": str(Provision(Instrument.SITES_2017)),
        "fingerprint": hashlib.blake2b(f"K3 {dead.address}".encode(), digest_size=8).hexdigest(),
    }


def _of_parts(content: Content) -> Iterator[Passage]:
    yield Passage("标题", content.title)
    for part in content.parts:
        try:
            yield Marked(part.html, part.place).passage
        except Unreadable as problem:
            raise Unreadable(f"{part.place}不能检查：{problem}") from problem


Read = tuple[tuple[Passage, ...], tuple[str, ...]]


def _of_files(files: tuple[File, ...]) -> Iterator[tuple[File, Read | Lost]]:
    """What each file holds, read under limits: it comes from outside."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        paths = [Path(folder, str(number)) for number in range(len(files))]
        for path, file in zip(paths, files, strict=True):
            with path.open("wb") as copy, file.open() as stored:
                shutil.copyfileobj(stored, copy)
        yield from zip(files, each(_read, paths, jobs=1), strict=True)


def _read(path: Path) -> Read:
    return passages_of_file(path.read_bytes())


def as_data(scanned: Scanned) -> list[dict[str, Any]]:
    """The findings as they are kept with a vetting."""
    return [
        {
            "rule": f.rule,
            "severity": f.severity.value,
            "message": f.message,
            "place": _spot(f.where).place,
            "quote": _spot(f.where).quote,
            "passage": _spot(f.where).section,
            "start": _spot(f.where).start,
            "end": _spot(f.where).end,
            "expected": f.expected,
            "hint": f.hint,
            "source": f.source,
            "fingerprint": f.fingerprint,
        }
        for f in scanned.findings
    ]


def _spot(where: msgspec.Struct) -> Spot:
    if not isinstance(where, Spot):
        raise TypeError("内容检查的问题都在文字里")
    return where
