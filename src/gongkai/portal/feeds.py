"""Feeds and the sitemap."""

import datetime as dt

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from gongkai.annual.models import Report
from gongkai.annual.queries import public_reports
from gongkai.disclosure.models import ColumnText, Document, Part
from gongkai.disclosure.queries import public_documents
from gongkai.organs.models import Organ
from gongkai.organs.queries import existing

_NEWEST = 30
_NOTHING_YET = dt.datetime(2008, 5, 1, tzinfo=dt.UTC)  # since when the Regulation has been in force


Item = Report | Document


class Atom(Atom1Feed):
    """A feed that has its entries' date; one without entries has a date all the same, which the format demands."""

    def latest_post_date(self) -> dt.datetime:
        """When the newest entry was published: not the moment of asking, which would make every answer another one."""
        return super().latest_post_date() if self.items else _NOTHING_YET


class Newest(Feed[Item, Organ | None]):
    """The newest published documents and reports, of all bodies or of one."""

    feed_type = Atom
    title = "最新公开的政府信息"

    def get_object(self, request: HttpRequest, slug: str = "") -> Organ | None:
        """The body, where the feed is of one."""
        return get_object_or_404(Organ, slug=slug) if slug else None

    def link(self, organ: Organ | None) -> str:
        """The page that the feed belongs to."""
        return reverse("organ", args=[organ.slug]) if organ else reverse("home")

    def items(self, organ: Organ | None) -> list[Item]:
        """The entries, newest first."""
        reports = public_reports([organ] if organ else None).defer("data").order_by("-published_at")[:_NEWEST]
        documents = public_documents(organ)[:_NEWEST]
        items: list[Item] = [*reports, *documents]
        return sorted(items, key=_published, reverse=True)[:_NEWEST]

    def item_title(self, item: Item) -> str:
        """The title."""
        return str(item)

    def item_description(self, item: Item) -> str:
        """Whose it is, and what."""
        what = f"{item.year} 年政府信息公开工作年度报告" if isinstance(item, Report) else item.get_kind_display()
        return f"{item.organ.name} {what}"

    def item_link(self, item: Item) -> str:
        """Its page."""
        return address_of(item)

    def item_pubdate(self, item: Item) -> dt.datetime:
        """The day on which it was published."""
        return _published(item)

    def item_updateddate(self, item: Item) -> dt.datetime:
        """When what the public sees was last changed."""
        changed = item.published_at if isinstance(item, Report) else item.last_published_at
        return changed or _published(item)


def address_of(item: Item) -> str:
    """The item's page on the portal."""
    if isinstance(item, Report):
        return reverse("report", args=[item.organ.slug, item.year])
    return reverse("document", args=[item.organ.slug, item.pk])


def _published(item: Item) -> dt.datetime:
    if isinstance(item, Report):
        return item.published_at or timezone.now()
    return timezone.make_aware(dt.datetime.combine(item.published_on or timezone.localdate(), dt.time(12)))


class OrganSitemap(Sitemap[Organ]):
    """The page of every body that exists."""

    def items(self) -> QuerySet[Organ]:
        """The bodies."""
        return existing(timezone.localdate()).order_by("path")

    def location(self, item: Organ) -> str:
        """The body's page."""
        return reverse("organ", args=[item.slug])


class ReportSitemap(Sitemap[Report]):
    """The page of every published report."""

    def items(self) -> QuerySet[Report]:
        """The reports."""
        return public_reports().defer("data").order_by("pk")

    def location(self, item: Report) -> str:
        """The report's page."""
        return address_of(item)

    def lastmod(self, item: Report) -> dt.datetime | None:
        """When it was published."""
        return item.published_at


class DocumentSitemap(Sitemap[Document]):
    """The page of every public document."""

    limit = 10_000

    def items(self) -> QuerySet[Document]:
        """The documents."""
        return public_documents().only("pk", "last_published_at", "organ__slug").order_by("pk")

    def location(self, item: Document) -> str:
        """The document's page."""
        return address_of(item)

    def lastmod(self, item: Document) -> dt.datetime | None:
        """When it was last published."""
        return item.last_published_at


class ColumnSitemap(Sitemap[ColumnText]):
    """The guides and rules."""

    def items(self) -> QuerySet[ColumnText]:
        """The texts."""
        return ColumnText.objects.filter(live=True).select_related("organ").defer("body").order_by("pk")

    def location(self, item: ColumnText) -> str:
        """The text's page."""
        if item.part == Part.GUIDE:
            return reverse("organ_part", args=[item.organ.slug, item.part])
        return reverse("rules_page", args=[item.organ.slug, item.pk])

    def lastmod(self, item: ColumnText) -> dt.datetime | None:
        """When it was last published."""
        return item.last_published_at


SITEMAPS = {"organs": OrganSitemap, "columns": ColumnSitemap, "documents": DocumentSitemap, "reports": ReportSitemap}
