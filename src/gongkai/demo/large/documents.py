"""Documents like those of the small demonstration, of every body of the same kind, with versions and index numbers."""

import copy
import datetime as dt
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from wagtail.models.revisions import Revision

from gongkai.demo.large.batches import SIZE, Progress, keys_kept, next_key
from gongkai.disclosure.models import Document, IndexSeries
from gongkai.organs.models import Organ
from gongkai.trail.actions import Trace, record_all

DAYS = 2_000
"""How far back the copies reach."""
_IN_FORCE = Q(ended="") | Q(ended="lapsed", valid_until__isnull=False)


def make_documents(target: int, chance: Random, progress: Progress) -> None:
    """As many documents on the portal as it takes to have ``target``."""
    patterns = list(Document.objects.filter(_IN_FORCE, live=True).select_related("organ").order_by("pk")[:1_000])
    alike: dict[tuple[str, str], list[Organ]] = {}
    for organ in Organ.objects.filter(abolished_on=None):
        alike.setdefault((organ.kind, organ.level), []).append(organ)
    series = {(one.organ_id, one.year): one for one in IndexSeries.objects.all()}
    for there in range(Document.objects.filter(live=True).count(), target, SIZE):
        with keys_kept(Document, Revision):
            _write(min(SIZE, target - there), patterns, alike, series, chance)
        progress("公开文件", min(there + SIZE, target), target)


def _write(
    count: int,
    patterns: list[Document],
    alike: dict[tuple[str, str], list[Organ]],
    series: dict[tuple[int, int], IndexSeries],
    chance: Random,
) -> None:
    kind = ContentType.objects.get_for_model(Document)
    first, revision = next_key(Document), next_key(Revision)
    documents, revisions, traces = [], [], []
    touched: dict[int, IndexSeries] = {}
    for place in range(count):
        pattern = chance.choice(patterns)
        organ = chance.choice(alike[pattern.organ.kind, pattern.organ.level])
        document = _like(pattern, organ, first + place, dt.timedelta(days=chance.randrange(DAYS)))
        numbers = _series(series, organ, document.published_year or 0)
        touched[numbers.pk] = numbers
        numbers.last += 1
        code = organ.credit_code or f"{organ.region[:6]}{organ.pk:06d}"
        document.index_no = f"{code}/{numbers.year}-{numbers.last:05d}"
        document.doc_no = f"演示〔{numbers.year}〕{numbers.last}号" if pattern.doc_no else ""
        document.latest_revision_id = document.live_revision_id = revision + place
        documents.append(document)
        revisions.append(_version(document, kind))
        traces += _traces(document)
    Revision.objects.bulk_create(revisions)
    Document.objects.bulk_create(documents)
    IndexSeries.objects.bulk_update(touched.values(), ["last"])
    record_all(None, traces)


def _like(pattern: Document, organ: Organ, key: int, back: dt.timedelta) -> Document:
    document = copy.copy(pattern)
    document._state = copy.copy(pattern._state)
    document.pk, document._state.adding = key, True
    document.organ = organ
    for name in ("title", "body"):
        setattr(document, name, getattr(pattern, name).replace(pattern.organ.name, organ.name))
    for name in ("signed_on", "effective_on", "published_on", "publish_by", "valid_until", "ended_on", "interpret_by"):
        day = getattr(pattern, name)
        setattr(document, name, day - back if day else None)
    document.interpreted_on = document.amended_on = document.unlisted_on = None
    document.published_year = document.published_on.year if document.published_on else None
    return document


def _series(series: dict[tuple[int, int], IndexSeries], organ: Organ, year: int) -> IndexSeries:
    if (organ.pk, year) not in series:
        series[organ.pk, year] = IndexSeries.objects.create(organ=organ, year=year)
    return series[organ.pk, year]


def _version(document: Document, kind: ContentType) -> Revision:
    return Revision(
        pk=document.live_revision_id,
        content_type=kind,
        base_content_type=kind,
        object_id=str(document.pk),
        object_str=str(document)[:255],
        created_at=timezone.now(),
        content=document.serializable_data(),  # type: ignore[no-untyped-call]
    )


def _traces(document: Document) -> list[Trace]:
    data = {"index_no": document.index_no, "version": document.live_revision_id}
    return [
        Trace("draft_document", document, f"起草“{document}”", document.organ),
        Trace("publish_document", document, f"发布“{document}”", document.organ, data=data),
    ]
