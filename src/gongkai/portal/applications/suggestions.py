"""What may be public already: published documents and reports whose titles speak of what is wanted."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.annual.models import Report
from gongkai.annual.queries import public_reports
from gongkai.disclosure.models import Document
from gongkai.disclosure.queries import public_documents
from gongkai.organs.models import Organ
from gongkai.portal.applications import guard
from gongkai.portal.applications.private import private
from gongkai.ui.rate import address_of

MOST = 5
_CANDIDATES = 200
_NUMBER = re.compile(r"[\w]{0,12}[〔\[【(（［]\s*(?:19|20)\d\d\s*[〕\]】)）］]\s*第?\d{1,5}号")
_NO_WORDS = re.compile(r"[^\w]+")
_HACKNEYED = (
    "申请公开政府信息",
    "关于",
    "情况",
    "有关",
    "相关",
    "年度",
    "我县",
    "本县",
    "我市",
    "本市",
    "的通知",
    "文件",
    "材料",
    "内容",
)
_SAYING_NOTHING = frozenset(word[place : place + 2] for word in _HACKNEYED for place in range(len(word) - 1))
"""Pairs of characters that say nothing of what is wanted."""


class Suggestion(NamedTuple):
    """A published thing: its title, whose it is, where it stands, and what is told beside it."""

    title: str
    organ: str
    address: str
    note: str


@private
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as a piece of a page, for what is being typed; sent by POST, since no address may tell what it is."""
    text = request.POST.get("content", "")[:2_000]
    allowed = request.method == "POST" and guard.SUGGEST.take(address_of(request))
    found = find(text, Organ.objects.filter(slug=slug).first()) if allowed else []
    return render(request, "portal/applications/suggestions.html", {"suggestions": found})


def find(text: str, organ: Organ | None) -> list[Suggestion]:
    """Public documents with a number that the text names; then titles that share most with it, the organ's own first."""
    pairs = pairs_of(text)
    if not pairs:
        return []
    numbered = _documents(Q(doc_no__in=[_written(number) for number in _NUMBER.findall(text)]))
    titled = Q()
    for pair in pairs[:8]:
        titled |= Q(title__icontains=pair)
    documents = _documents(titled)
    reports = public_reports().defer("data").filter(titled)[:_CANDIDATES] if "年报" in text or "报告" in text else ()
    ranked = sorted(
        [
            (_score(item.title, pairs) + (item.organ_id == getattr(organ, "pk", 0)) / 2, item)
            for item in (*documents, *reports)
        ],
        key=lambda pair: -pair[0],
    )
    least = max(2, min(4, len(pairs) / 3))
    chosen: Iterable[Document | Report] = (*numbered, *(item for score, item in ranked if score >= least))
    return [_suggestion(item) for item in dict.fromkeys(chosen)][:MOST]


def pairs_of(text: str) -> list[str]:
    """The pairs of neighbouring characters that tell what is wanted, the most frequent first.

    >>> pairs_of("关于2025年度水利工程的信息")
    ['5年', '度水', '水利', '利工', '工程', '程的']
    """
    words = _NO_WORDS.split(text[:2_000])
    found = Counter(word[place : place + 2] for word in words for place in range(len(word) - 1))
    told = (pair for pair, _ in found.most_common(80) if pair not in _SAYING_NOTHING and not pair.isdecimal())
    return [pair for pair in told if not pair.startswith(("于", "的"))]


def _score(title: str, pairs: list[str]) -> float:
    return float(sum(pair in title for pair in pairs))


def _documents(condition: Q) -> "QuerySet[Document]":
    return public_documents().filter(condition)[:_CANDIDATES]


def _written(number: str) -> str:
    """A document number as it is printed: with 〔〕 and without blanks."""
    plain = "".join(number.split()).replace("第", "")
    return re.sub(r"[\[【(（［](\d{4})[\]】)）］]", r"〔\1〕", plain)


def _suggestion(item: Document | Report) -> Suggestion:
    if isinstance(item, Report):
        return Suggestion(
            str(item), item.organ.name, reverse("report", args=[item.organ.slug, item.year]), "政府信息公开工作年度报告"
        )
    note = "，".join(filter(None, (item.doc_no, f"{item.published_on}发布" if item.published_on else "")))
    return Suggestion(item.title, item.organ.name, reverse("document", args=[item.organ.slug, item.pk]), note)
