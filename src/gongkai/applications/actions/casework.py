"""What is done while a case is handled and leaves its status as it is: contacts, searches, files, notes."""

import datetime as dt
import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from gongkai.applications.actions.step import lock, take
from gongkai.applications.actions.text import needed
from gongkai.applications.models import Application, CaseFile, Instance
from gongkai.disclosure.formats import HEAD, refuse_disguised
from gongkai.law.letters import letters
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.trail.actions import record
from gongkai.vault import files


@transaction.atomic
def log_contact(actor: Person, application: Application, on: dt.date, way: str, outcome: str) -> Application:
    """A contact with the requester before the reply (事前沟通): how, and what came of it; no particulars of people."""
    return take(actor, application, "contact", on, way=needed(way, "沟通方式"), outcome=needed(outcome, "沟通情况"))


@transaction.atomic
def record_search(
    actor: Person, application: Application, on: dt.date, places: str, words: str, found: str
) -> Application:
    """A search: where, by which words, what was found. A reply that something does not exist rests on it."""
    return take(
        actor,
        application,
        "search",
        on,
        places=needed(places, "检索范围"),
        words=needed(words, "检索词"),
        found=needed(found, "检索结果"),
    )


@transaction.atomic
def note(actor: Person, application: Application, on: dt.date, text: str) -> Application:
    """Anything else worth keeping."""
    return take(actor, application, "note", on, text=needed(text, "记事"))


@transaction.atomic
def coordinate(
    actor: Person,
    application: Application,
    on: dt.date,
    unit: str,
    question: str,
    until: dt.date,
    letter: CaseFile | None = None,
) -> Application:
    """Ask another unit for facts (协办); the answer period runs on."""
    return take(
        actor,
        application,
        "coordinate",
        on,
        unit=needed(unit, "协办机构"),
        question=needed(question, "协办事项"),
        answer_by=until,
        letter=letter,
    )


@transaction.atomic
def attach(
    actor: Person | None,
    application: Application,
    kind: str,
    name: str,
    chunks: Iterable[bytes],
    number: str = "",
    instance: Instance | None = None,
) -> CaseFile:
    """Put a file into the case, for whoever handles it, or the requester. See :func:`keep`.

    ``ValidationError`` for an officer's that is not what its name says: what requesters hand in was looked at more
    closely before.
    """
    if actor is not None:
        require(actor, Act.HANDLE_APPLICATION, application.organ, timezone.localdate())
        chunks = _undisguised(name, chunks)
    return keep(actor, application, kind, name, chunks, number, instance)


@transaction.atomic
def keep(
    actor: Person | None,
    application: Application,
    kind: str,
    name: str,
    chunks: Iterable[bytes],
    number: str = "",
    instance: Instance | None = None,
) -> CaseFile:
    """Keep a file in the case, encrypted under a key of its own. ``ValidationError`` for an empty or oversized one.

    ``kind`` is the key of a letter or one of ``CaseFile.KINDS``; ``instance`` that of the review or suit to which it
    belongs. The same content of the same kind there is kept once. Whoever calls has asked for the right.
    """
    if kind not in CaseFile.KINDS and kind not in letters():
        raise ValidationError("没有这种案卷文件。")
    if instance and (kind not in CaseFile.OF_DISPUTES or instance.dispute.application_id != application.pk):
        raise ValidationError("文件不属于这件复议、诉讼。")
    locked = lock(application)
    key, measured = files.new_key(), _Measured(chunks)
    with tempfile.TemporaryFile() as copy:
        for piece in files.sealed(measured, key):
            copy.write(piece)
        if not measured.size:
            raise ValidationError("文件是空的，请检查后重新选择。")
        sha256 = measured.digest.hexdigest()
        if there := locked.files.filter(kind=kind, sha256=sha256, instance=instance).first():
            return there
        file = CaseFile(application=locked, kind=kind, number=number, sha256=sha256, size=measured.size, added_by=actor)
        file.instance = instance
        file.seal({"name": PurePath(name or "未命名文件").name[-200:], "key": key.hex()})
        copy.seek(0)
        file.content.save("", File(copy))
    record(
        actor,
        "attach",
        locked,
        f"申请{locked}：存入文件",
        organ=locked.organ,
        data={"file": file.pk, "kind": kind},
        public=False,
    )
    return file


class _Measured:
    """Chunks on their way, measured; more than the limit is refused while they come."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.size = 0
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.size += len(chunk)
            if self.size > settings.UPLOAD_LIMIT:
                raise ValidationError(f"文件超过 {settings.UPLOAD_LIMIT // 2**20} MB 的上限，请压缩后重新选择。")
            self.digest.update(chunk)
            yield chunk


def _undisguised(name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    for place, chunk in enumerate(chunks):
        if place == 0:
            refuse_disguised(name, chunk[:HEAD])
        yield chunk
