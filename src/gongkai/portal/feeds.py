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
from gongkai.organs.models import Organ
from gongkai.organs.queries import existing

_NEWEST = 30


class NewestReports(Feed[Report, Organ | None]):
    """The newest published reports, of all bodies or of one."""

    feed_type = Atom1Feed
    title = "最新公开的政府信息公开工作年度报告"

    def get_object(self, request: HttpRequest, slug: str = "") -> Organ | None:
        """The body, where the feed is of one."""
        return get_object_or_404(Organ, slug=slug) if slug else None

    def link(self, organ: Organ | None) -> str:
        """The page that the feed belongs to."""
        return reverse("organ", args=[organ.slug]) if organ else reverse("reports")

    def items(self, organ: Organ | None) -> QuerySet[Report]:
        """The entries, newest first."""
        return public_reports([organ] if organ else None).defer("data").order_by("-published_at")[:_NEWEST]

    def item_title(self, item: Report) -> str:
        """The report's title."""
        return str(item)

    def item_description(self, item: Report) -> str:
        """Whose report for which year."""
        return f"{item.organ.name} {item.year} 年政府信息公开工作年度报告"

    def item_link(self, item: Report) -> str:
        """The report's page."""
        return reverse("report", args=[item.organ.slug, item.year])

    def item_updateddate(self, item: Report) -> dt.datetime | None:
        """When it was published."""
        return item.published_at


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
        return reverse("report", args=[item.organ.slug, item.year])

    def lastmod(self, item: Report) -> dt.datetime | None:
        """When it was published."""
        return item.published_at


SITEMAPS = {"organs": OrganSitemap, "reports": ReportSitemap}
