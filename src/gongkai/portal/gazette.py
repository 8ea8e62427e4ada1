"""The gazette on the portal: the issues of a body, the contents of one, its texts, its PDF."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from gongkai.gazette.models import Issue
from gongkai.gazette.paper import sections
from gongkai.gazette.queries import public_issues, with_counts
from gongkai.portal.columns import ColumnPart, part_page
from gongkai.portal.tree import body

_MOST = 400


def gazettes(request: HttpRequest, slug: str) -> HttpResponse:
    """The published issues of the body, the newest first."""
    organ = body(request, slug)
    context = {"issues": with_counts(public_issues(organ))[:_MOST]}
    return part_page(request, organ, ColumnPart.CONTENT, "portal/gazettes.html", context)


def _issue(slug: str, year: int, number: int) -> Issue:
    return get_object_or_404(public_issues(), organ__slug=slug, year=year, number=number)


def gazette_issue(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """The contents of an issue."""
    issue = _issue(slug, year, number)
    items = list(issue.items.select_related("document__organ").defer("body", "document__body"))
    context = {"issue": issue, "sections": sections(items)}
    return part_page(request, body(request, slug), ColumnPart.CONTENT, "portal/gazette.html", context)


def gazette_item(request: HttpRequest, slug: str, year: int, number: int, place: int) -> HttpResponse:
    """A text of an issue, as it was printed."""
    issue = _issue(slug, year, number)
    item = get_object_or_404(issue.items.select_related("document__organ").defer("document__body"), place=place)
    beside = issue.items.filter(place__in=(place - 1, place + 1)).values_list("place", "title")
    context = {"issue": issue, "item": item, "beside": dict(beside), "before": place - 1, "after": place + 1}
    return part_page(request, body(request, slug), ColumnPart.CONTENT, "portal/gazette_item.html", context)


def gazette_pdf(_request: HttpRequest, slug: str, year: int, number: int) -> HttpResponseBase:
    """The issue as it was printed."""
    issue = get_object_or_404(public_issues().exclude(pdf=""), organ__slug=slug, year=year, number=number)
    disposition = str(content_disposition_header(False, f"{issue}.pdf"))
    headers = {"Content-Disposition": disposition}
    return FileResponse(issue.pdf.open("rb"), content_type="application/pdf", headers=headers)
