"""The portal's addresses."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from gongkai.portal.applications.urls import urlpatterns as applications
from gongkai.portal.cache import for_everybody
from gongkai.portal.catalogue import catalogue_item, catalogue_page
from gongkai.portal.columns import organ_column, organ_part, rules_page
from gongkai.portal.comparing import amendment_page
from gongkai.portal.corrections import correct, correction
from gongkai.portal.documents import document_file, document_page, heading_page
from gongkai.portal.engagement.urls import urlpatterns as engagement
from gongkai.portal.explaining import (
    explanations_page,
    interpretation_page,
    interpretation_picture,
    pack_page,
    talk_page,
)
from gongkai.portal.feeds import SITEMAPS, Newest
from gongkai.portal.frame import preferences
from gongkai.portal.gazette import gazette_issue, gazette_item, gazette_pdf, gazettes
from gongkai.portal.home import home
from gongkai.portal.observatory import comparison, measures_download, observatory, ranking, trend
from gongkai.portal.organs import organs
from gongkai.portal.policies import cleanup_page, policy_library
from gongkai.portal.reports import report_download, report_page, reports
from gongkai.portal.search import search_page, suggest
from gongkai.portal.village import village_page

urlpatterns = [
    path("", for_everybody(home), name="home"),
    path("search/", search_page, name="search"),
    path("search/suggest/", suggest, name="search_suggest"),
    path("organs/", for_everybody(organs), name="organs"),
    path("reports/", for_everybody(reports), name="reports"),
    path("policies/", policy_library, name="policies"),
    path("data/", for_everybody(observatory), name="observatory"),
    path("data/ranking/", ranking, name="ranking"),
    path("data/compare/", comparison, name="comparison"),
    path("data/measures.<str:format>", measures_download, name="measures_download"),
    path("o/<slug:slug>/data/", for_everybody(trend), name="trend"),
    path("o/<slug:slug>/", for_everybody(organ_column), name="organ"),
    path("o/<slug:slug>/feed/", for_everybody(Newest()), name="organ_feed"),
    path("o/<slug:slug>/reports/<int:year>/", for_everybody(report_page), name="report"),
    path("o/<slug:slug>/reports/<int:year>.<str:format>", for_everybody(report_download), name="report_download"),
    path("o/<slug:slug>/d/<int:pk>/", for_everybody(document_page), name="document"),
    path("o/<slug:slug>/d/<int:pk>/amended/<int:number>/", for_everybody(amendment_page), name="amendment"),
    path("o/<slug:slug>/d/<int:pk>/correct/", correct, name="correct"),
    path("corrections/<slug:code>/", correction, name="correction"),
    path("o/<slug:slug>/d/<int:pk>/files/<int:number>/", for_everybody(document_file), name="document_file"),
    path("o/<slug:slug>/interpretations/", for_everybody(explanations_page), name="explanations"),
    path("o/<slug:slug>/interpretations/<int:pk>/", for_everybody(interpretation_page), name="interpretation"),
    path(
        "o/<slug:slug>/interpretations/<int:pk>/picture/",
        for_everybody(interpretation_picture),
        name="interpretation_picture",
    ),
    path("o/<slug:slug>/packs/<int:pk>/", for_everybody(pack_page), name="pack"),
    path("o/<slug:slug>/talks/<int:pk>/", for_everybody(talk_page), name="talk"),
    path("o/<slug:slug>/gazette/", for_everybody(gazettes), name="gazettes"),
    path("o/<slug:slug>/gazette/<int:year>/<int:number>/", for_everybody(gazette_issue), name="gazette_issue"),
    path("o/<slug:slug>/gazette/<int:year>/<int:number>.pdf", for_everybody(gazette_pdf), name="gazette_pdf"),
    path(
        "o/<slug:slug>/gazette/<int:year>/<int:number>/<int:place>/", for_everybody(gazette_item), name="gazette_item"
    ),
    path("o/<slug:slug>/cleanups/<int:pk>/", for_everybody(cleanup_page), name="cleanup"),
    path("o/<slug:slug>/rules/<int:pk>/", for_everybody(rules_page), name="rules_page"),
    path("o/<slug:slug>/content/<slug:heading>/", for_everybody(heading_page), name="heading"),
    path("o/<slug:slug>/catalogue/", for_everybody(catalogue_page), name="catalogue"),
    path("o/<slug:slug>/catalogue/<slug:key>/", for_everybody(catalogue_item), name="catalogue_item"),
    path("o/<slug:slug>/village/", for_everybody(village_page), name="village"),
    *applications,
    *engagement,
    path("o/<slug:slug>/<slug:part>/", for_everybody(organ_part), name="organ_part"),
    path("feed/", for_everybody(Newest()), name="feed"),
    path("sitemap.xml", for_everybody(index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_of"}, name="sitemap"),
    path("sitemap-<slug:section>.xml", for_everybody(sitemap), {"sitemaps": SITEMAPS}, name="sitemap_of"),
    path("preferences/", preferences, name="preferences"),
]
