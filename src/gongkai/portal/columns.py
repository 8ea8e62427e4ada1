"""The disclosure column of a body: the parts that the law names, in one order and wording everywhere."""

import enum
from collections import Counter
from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gongkai.annual.queries import public_reports
from gongkai.catalogue.queries import editions_of
from gongkai.disclosure.guide import applying
from gongkai.disclosure.headings import headings
from gongkai.disclosure.models import ColumnText, Part
from gongkai.disclosure.queries import facets, public_documents, public_texts
from gongkai.organs.models import Level, Organ
from gongkai.portal import lines
from gongkai.portal.engagement.offers import offers
from gongkai.portal.frame import page
from gongkai.portal.tree import above, below, body
from gongkai.portal.withdrawn import withdrawn_page
from gongkai.ui.templatetags.gongkai import address


class ColumnPart(enum.Enum):
    """The parts of the column (国办公开办函〔2019〕61号): address, title, what stands there, article."""

    GUIDE = "guide", "政府信息公开指南", "怎样查阅和申请本机关的政府信息", "《条例》第十二条"
    RULES = "rules", "政府信息公开制度", "与政府信息公开有关的法规、规章和制度", "《条例》第四条"
    CONTENT = "content", "法定主动公开内容", "依法主动公开的政府信息", "《条例》第二十条、第二十一条"
    REPORTS = "reports", "政府信息公开年报", "本机关历年的政府信息公开工作年度报告", "《条例》第四十九条、第五十条"
    APPLY = "apply", "依申请公开", "没有主动公开的政府信息，可以申请", "《条例》第二十七条、第二十九条"

    def __init__(self, slug: str, title: str, about: str, source: str) -> None:
        self.slug = slug
        self.title = title
        self.about = about
        self.source = source


_NEWEST = 8
_PARTS = {part.slug: part for part in ColumnPart}


def parts(organ: Organ) -> list[tuple[str, ColumnPart]]:
    """The parts of the body's column, with their addresses."""
    return [(address("organ_part", organ.slug, part.slug), part) for part in ColumnPart]


def organ_column(request: HttpRequest, slug: str) -> HttpResponse:
    """The body's own page: who it is, its column, its latest report, what lies beneath it."""
    organ = body(request, slug)
    context = {
        "organ": organ,
        "ancestors": above(request, organ),
        "parts": parts(organ),
        "documents": lines.of_documents(public_documents(organ)[:_NEWEST]),
        "reports": lines.of_reports(public_reports([organ])[:3]),
        "offers": offers(organ),
        "children": below(request, organ),
        "successions": organ.successions.select_related("successor") if organ.abolished_on else (),
        "names": organ.names.all(),  # prefetched
    }
    return page(request, "portal/organ.html", context)


def part_page(
    request: HttpRequest, organ: Organ, part: ColumnPart, template: str, context: Mapping[str, object]
) -> HttpResponse:
    """A page within a part of the column: beside it the parts, below it the body's contacts."""
    frame = {"organ": organ, "ancestors": above(request, organ), "parts": parts(organ), "part": part}
    return page(request, template, {**frame, **context})


def organ_part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """A part of the column."""
    organ = body(request, slug)
    shown = _PARTS.get(part)
    if shown is None:
        raise Http404
    return part_page(request, organ, shown, f"portal/part_{shown.slug}.html", _CONTENTS[shown](organ))


def rules_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One of the body's rules."""
    organ = body(request, slug)
    text = get_object_or_404(ColumnText, organ=organ, part=Part.RULES, pk=pk)
    if not text.live:
        if text.withdrawn_at is None:
            raise Http404
        return withdrawn_page(request, text)
    return part_page(request, organ, ColumnPart.RULES, "portal/rules_page.html", {"text": text})


def _guide(organ: Organ) -> dict[str, object]:
    return {"text": public_texts(organ, Part.GUIDE).first()}


def _rules(organ: Organ) -> dict[str, object]:
    return {"texts": public_texts(organ, Part.RULES).defer("body")}


def _content(organ: Organ) -> dict[str, object]:
    counts = Counter[str]()
    for facet in facets(organ):
        counts[facet.heading] += facet.number
    return {
        "headings": [(duty, counts[duty.key]) for duty in headings(organ)],
        "total": counts.total(),
        "newest": lines.of_documents(public_documents(organ)[:_NEWEST]),
        "catalogue": editions_of(organ, timezone.localdate()).exists(),
        "village": organ.level == Level.VILLAGE,
    }


def _reports(organ: Organ) -> dict[str, object]:
    return {"reports": lines.of_reports(public_reports([organ]), whose=True)}


def _apply(organ: Organ) -> dict[str, object]:
    return applying(timezone.localdate())


_CONTENTS: dict[ColumnPart, Callable[[Organ], dict[str, object]]] = {
    ColumnPart.GUIDE: _guide,
    ColumnPart.RULES: _rules,
    ColumnPart.CONTENT: _content,
    ColumnPart.REPORTS: _reports,
    ColumnPart.APPLY: _apply,
}
