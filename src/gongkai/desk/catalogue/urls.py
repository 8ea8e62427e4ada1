"""The addresses of catalogues below ``/desk/``."""

from django.urls import URLPattern, path

from gongkai.desk.catalogue import coverage, edition, exchange, items, listing, matters, obligation  # noqa: F401

urlpatterns: list[URLPattern] = [
    *listing.CatalogueList.addresses("catalogue/"),
    path("catalogue/new/", listing.catalogue_new, name="desk_catalogue_new"),
    path("catalogue/<int:pk>/", edition.catalogue_page, name="desk_catalogue"),
    path("catalogue/<int:pk>/revise/", edition.revise, name="desk_catalogue_revise"),
    path("catalogue/<int:pk>/bodies/", edition.bodies_page, name="desk_catalogue_bodies"),
    path("catalogue/<int:pk>/bodies/<int:number>/leave/", edition.leave_page, name="desk_catalogue_leave"),
    path("catalogue/editions/<int:pk>/", edition.edition_page, name="desk_edition"),
    path("catalogue/editions/<int:pk>/standard/", edition.standard_page, name="desk_edition_standard"),
    path("catalogue/editions/<int:pk>/enact/", edition.enact_page, name="desk_edition_enact"),
    path("catalogue/editions/<int:pk>/discard/", edition.discard, name="desk_edition_discard"),
    path("catalogue/editions/<int:pk>/compare/", edition.compare_page, name="desk_edition_compare"),
    path("catalogue/editions/<int:pk>/catalogue.xlsx", exchange.edition_file, name="desk_edition_file"),
    path("catalogue/editions/<int:pk>/import/", exchange.import_page, name="desk_edition_import"),
    path("catalogue/editions/<int:pk>/items/new/", items.item_new, name="desk_item_new"),
    path("catalogue/items/<int:pk>/", items.item_page, name="desk_item"),
    path("catalogue/items/<int:pk>/drop/", items.item_drop, name="desk_item_drop"),
    path("coverage/", coverage.coverage, name="desk_coverage"),
    path("coverage/records/", coverage.records, name="desk_coverage_records"),
    path("coverage/formed/", obligation.arisen, name="desk_arisen"),
    path("coverage/<int:pk>/", obligation.obligation_page, name="desk_obligation"),
    path("documents/<int:pk>/items/", obligation.document_items, name="desk_document_items"),
]
