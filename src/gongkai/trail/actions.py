"""The one place that writes the trail."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.db import connection, models
from django.utils import timezone

from gongkai.trail.chain import START, Said
from gongkai.trail.models import Entry, Head
from gongkai.trail.queries import changes_of
from gongkai.trail.rows import Row, insert

SYSTEM = "系统"
"""The name under which acts stand that no person did: tasks, imports by an administrator's command."""


class Changed(Exception):
    """Somebody else changed the record after it was shown. The message says who, when and what."""


def require_unchanged(on: models.Model, seen: int) -> None:
    """Raise :class:`Changed` where something was done with the record after its version ``seen``.

    ``seen`` is what :func:`gongkai.trail.queries.version_of` said when the form was made. Within the transaction of the
    act: the end of the chain is locked, so of two who save at once the second one is told.
    """
    _locked_head()
    since = changes_of(on).filter(number__gt=seen).first()
    if since is not None:
        at = timezone.localtime(since.at)
        raise Changed(f"{since.actor_label}在{at.month}月{at.day}日{at:%H:%M}{since.summary}，您的修改没有保存。")


class Actor(Protocol):
    """Who acts. ``signature`` is the name, with the token where one acted in the person's place."""

    pk: Any

    @property
    def signature(self) -> str:
        """How they sign."""


def record(  # noqa: PLR0913  (what a trace consists of)
    actor: Actor | None,
    act: str,
    on: models.Model,
    summary: str,
    *,
    organ: models.Model | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    public: bool = True,
) -> Entry:
    """Append an entry to the chain, within the transaction of the act it records.

    ``act`` names the act in the code's words (``rename_organ``; ``read_…`` where a record was only looked at),
    ``summary`` says it in a sentence without personal data, ``data`` holds what changed as JSON. ``organ`` is the body
    the record belongs to. ``public=False`` says that no page which everybody sees can change by the act; others are
    made again after it. Raises ``RuntimeError`` outside a transaction: an act without its trace must not be possible.
    """
    head = _locked_head()
    trace = Trace(act, on, summary, organ, reason, data or {})
    said = _linked(head, actor, timezone.now(), trace)
    entry = Entry(**said._asdict(), digest=head.digest)
    entry.save(force_insert=True)
    head.public = entry.digest if public else head.public
    head.save(update_fields=["number", "digest", "public"])
    if public:
        _tell([trace])
    return entry


class Trace(NamedTuple):
    """What :func:`record` is told of an act."""

    act: str
    on: models.Model
    summary: str
    organ: models.Model | None = None
    reason: str = ""
    data: Mapping[str, Any] = {}


def record_all(actor: Actor | None, traces: Iterable[Trace]) -> None:
    """The same for many acts of one transaction, as when records are taken over by the thousand."""
    head = _locked_head()
    told, at = list(traces), timezone.now()
    insert(Entry, _rows(at, ((_linked(head, actor, at, trace), head.digest) for trace in told)))
    head.public = head.digest
    head.save(update_fields=["number", "digest", "public"])
    _tell(told)


def _rows(at: dt.datetime, entries: Iterable[tuple[Said, str]]) -> Iterator[Row]:
    """What was said at one moment, as the table takes it."""
    written: Any = {field.name: field.get_db_prep_save for field in Entry._meta.concrete_fields}
    moment = written["at"](at, connection)
    for said, digest in entries:
        yield (*said._replace(at=moment, data=written["data"](said.data, connection)), digest)


Follower = Callable[[Sequence[Trace]], None]
_followers: dict[str, Follower] = {}


def follow(follower: Follower) -> None:
    """Declare, when an app is ready, what is told of acts that may have changed what everybody sees.

    It is told within their transaction, so that what it keeps is never behind; an error of its undoes the act.
    """
    _followers[f"{follower.__module__}.{follower.__qualname__}"] = follower


def _tell(traces: Sequence[Trace]) -> None:
    for follower in _followers.values():
        follower(traces)


def _linked(head: Head, actor: Actor | None, at: dt.datetime, trace: Trace) -> Said:
    """What comes after the head, which moves on to it."""
    said = Said(
        number=head.number + 1,
        at=at,
        actor_id=actor.pk if actor else None,
        actor_label=actor.signature if actor else SYSTEM,
        act=trace.act,
        record_type=trace.on._meta.label_lower,
        record_id=str(trace.on.pk),
        organ_id=trace.organ.pk if trace.organ else None,
        summary=trace.summary,
        reason=trace.reason,
        data=dict(trace.data),
        previous=head.digest or START,
    )
    head.number, head.digest = said.number, said.digest
    return said


def _locked_head() -> Head:
    if not connection.in_atomic_block:
        raise RuntimeError("留痕必须与操作在同一事务中")
    return Head.objects.select_for_update().get_or_create(pk=1)[0]
