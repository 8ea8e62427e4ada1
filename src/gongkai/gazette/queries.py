"""What is asked of the gazette."""

import datetime as dt

from django.db.models import Count, QuerySet

from gongkai.disclosure.models import POLICIES, Document
from gongkai.gazette.models import READINGS, Issue, Item
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ, Person


def issues_for(person: Person | None, on: dt.date) -> QuerySet[Issue]:
    """The issues that the person may see."""
    return Issue.objects.filter(organ__in=organs_for(person, Act.SEE_DOCUMENTS, on)).select_related("organ")


def public_issues(organ: Organ | None = None) -> QuerySet[Issue]:
    """The published issues, of the body or of all, the newest first."""
    published = Issue.objects.filter(state=Issue.State.PUBLISHED).select_related("organ")
    return published if organ is None else published.filter(organ=organ)


def candidates(issue: Issue) -> QuerySet[Document]:
    """What may be taken in: documents of the body and of all beneath it, published in the period, in none of its issues."""
    taken = Item.objects.filter(issue__organ=issue.organ).values("document")
    found = Document.objects.filter(
        live=True,
        kind__in=POLICIES,
        published_on__range=(issue.first, issue.last),
        organ__path__startswith=issue.organ.path,
    )
    return found.exclude(pk__in=taken).select_related("organ").defer("body").order_by("published_on", "pk")


def obstacles(issue: Issue) -> list[str]:
    """What stands in the way of the issue's publication, as sentences."""
    items = list(issue.items.select_related("document").defer("body", "document__body").prefetch_related("proofs"))
    if not items:
        return ["还没有收入文件"]
    found = [f"“{item}”已经从门户撤下，请移出" for item in items if not item.document.live]
    found += [
        f"“{item}”收入以后又有修改，请重新收入"
        for item in items
        if item.document.live and item.document.live_revision_id != item.version
    ]
    for item in items:
        proofs = list(item.proofs.all())
        if len(proofs) < READINGS:
            found.append(f"“{item}”只有 {len(proofs)} 校，须三校")
        elif proofs[-1].mended < proofs[-1].errors:
            found.append(f"“{item}”三校的差错还没有改完")
    return found


def gazetted_in(document: Document) -> QuerySet[Item]:
    """Where the document stands in published issues."""
    found = Item.objects.filter(document=document, issue__state=Issue.State.PUBLISHED)
    return found.select_related("issue__organ").defer("body").order_by("issue__published_on")


def with_counts(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """With how many items each has."""
    return issues.annotate(count=Count("items"))
