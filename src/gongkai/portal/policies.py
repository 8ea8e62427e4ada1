"""The library of policies with its filters, and the results of clean-up rounds: three lists and what was left out."""

import datetime as dt
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gongkai.disclosure.models import POLICIES, SUBJECTS, Document, DocumentKind, Verdict
from gongkai.disclosure.policies import Validity, Wanted, policies
from gongkai.disclosure.queries import decided_rounds, sliced
from gongkai.organs.models import Organ
from gongkai.portal import lines
from gongkai.portal.columns import ColumnPart, part_page
from gongkai.portal.frame import page
from gongkai.portal.tree import body
from gongkai.ui.export import FORMATS, export

_A_PAGE = 30
_YEARS = 12
_FIRST = 2008
MOST = 20_000
"""Rows of a file: more is asked for with filters."""
_COLUMNS = (
    ("索引号", 28), ("标题", 50), ("发文字号", 24), ("种类", 16), ("主题分类", 20), ("发布机构", 28),
    ("成文日期", 12), ("发布日期", 12), ("施行日期", 12), ("有效期至", 12), ("有效性", 12), ("终止日期", 12), ("终止依据", 30),
)  # fmt: skip


class Link(NamedTuple):
    """A choice of a filter."""

    label: str
    href: str
    taken: bool


def policy_library(request: HttpRequest) -> HttpResponseBase:
    """Rules, normative and other documents, by kind, year, validity, subject and body; as a file with ``?export=``."""
    wanted, today = _wanted(request), timezone.localdate()
    found = policies(wanted, today)
    if (form := request.GET.get("export", "")) in FORMATS:
        rows = (_row(document, today) for document in found[:MOST].iterator(chunk_size=2000))
        return export(form, "政策文件库", _COLUMNS, rows)
    shown = sliced(found.defer(None).only(*_SHOWN), _A_PAGE, request.GET.get("older", ""), request.GET.get("newer", ""))
    context = {
        "here": "policies",
        "wanted": wanted,
        "slice": shown,
        "lines": lines.of_policies(shown.rows, today),
        "filters": _filters(wanted, today.year),
        "formats": [(f"?{_query(wanted, export=suffix)}", label) for suffix, label in FORMATS.items()],
        "organ": wanted.organ,
        "without_organ": f"?{_query(wanted, organ='')}",
    }
    return page(request, "portal/policies.html", context)


_SHOWN = (
    "pk", "title", "doc_no", "kind", "published_on", "effective_on", "ended", "ended_on", "amended_on", "unlisted_on",
    "organ__slug", "organ__name",
)  # fmt: skip


def _wanted(request: HttpRequest) -> Wanted:
    """What the address asks for; what cannot be is as if it were not there."""
    said = {
        key: request.GET.get(key, "")[:60].replace("\x00", "")
        for key in ("kind", "year", "validity", "subject", "organ")
    }
    year = int(said["year"]) if said["year"].isascii() and said["year"].isdecimal() and len(said["year"]) == 4 else None
    return Wanted(
        kind=said["kind"] if said["kind"] in POLICIES else "",
        year=year if year and 1949 <= year <= 2200 else None,
        validity=Validity(said["validity"]) if said["validity"] in list(Validity) else None,
        subject=said["subject"] if said["subject"] in SUBJECTS else "",
        organ=Organ.objects.filter(slug=said["organ"]).first() if said["organ"] else None,
    )


def _query(wanted: Wanted, **other: object) -> str:
    said = {
        "kind": wanted.kind,
        "year": wanted.year or "",
        "validity": wanted.validity or "",
        "subject": wanted.subject,
        "organ": wanted.organ.slug if wanted.organ else "",
        **other,
    }
    return urlencode({key: value for key, value in said.items() if value})


def _filters(wanted: Wanted, this_year: int) -> list[tuple[str, list[Link]]]:
    choices: tuple[tuple[str, str, object, list[tuple[object, str]]], ...] = (
        ("种类", "kind", wanted.kind, [(kind.value, kind.label) for kind in POLICIES]),
        ("有效性", "validity", wanted.validity or "", [(choice.value, choice.label) for choice in Validity]),
        (
            "年份",
            "year",
            wanted.year or "",
            [(y, f"{y}年") for y in range(this_year, max(_FIRST, this_year - _YEARS), -1)],
        ),
        ("主题", "subject", wanted.subject, [(subject, subject) for subject in SUBJECTS]),
    )
    return [
        (
            label,
            [
                Link(said, f"?{_query(wanted, **{name: value})}", value == taken)
                for value, said in [("", "全部"), *given]
            ],
        )
        for label, name, taken, given in choices
    ]


def _row(document: Document, today: dt.date) -> list[object]:
    return [
        document.index_no, document.title, document.doc_no, DocumentKind(document.kind).label, document.subject,
        document.organ.name, document.signed_on, document.published_on, document.effective_on, document.valid_until,
        document.validity(today), document.ended_on, document.ended_because,
    ]  # fmt: skip


def cleanup_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The result of a clean-up round: its lists."""
    organ = body(request, slug)
    round_ = get_object_or_404(decided_rounds(organ), pk=pk)
    items = list(round_.items.filter(document__live=True).select_related("document__organ").defer("document__body"))
    lists = [(verdict, [item for item in items if item.verdict == verdict]) for verdict in Verdict]
    context = {"round": round_, "lists": [(verdict.label, found) for verdict, found in lists if found]}
    return part_page(request, organ, ColumnPart.CONTENT, "portal/cleanup.html", context)
