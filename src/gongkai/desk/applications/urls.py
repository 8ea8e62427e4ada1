"""The addresses below ``/desk/applications/``."""

from django.urls import URLPattern, path, re_path

from gongkai.desk.applications import (
    case,
    clock,
    complaints,
    disputes,
    export,
    feed,
    imports,
    intake,
    letters,
    library,
    privacy,
    redaction,
    steps,
    templates,
)
from gongkai.desk.applications.listing import ApplicationList

urlpatterns: list[URLPattern] = [
    *ApplicationList.addresses("applications/"),
    path("applications/export/", export.export_chosen, name="desk_applications_export"),
    path("applications/new/", intake.enter, name="desk_application_new"),
    path("applications/due/", clock.overview, name="desk_applications_due"),
    path("applications/carried/<int:year>/", clock.carried, name="desk_applications_carried"),
    path("applications/calendar/", feed.subscribe, name="desk_applications_calendar"),
    path("applications/calendar/<int:pk>/revoke/", feed.revoke, name="desk_applications_calendar_revoke"),
    path("applications/imports/", imports.imports, name="desk_imports"),
    path("applications/imports/template/", imports.template, name="desk_import_template"),
    path("applications/imports/<int:pk>/", imports.one, name="desk_import"),
    path("applications/templates/", templates.overview, name="desk_letter_templates"),
    path("applications/templates/<slug:kind>/", templates.one, name="desk_letter_template"),
    path("applications/templates/<slug:kind>/file/", templates.download, name="desk_letter_template_file"),
    path("applications/complaints/", complaints.overview, name="desk_complaints"),
    path("applications/complaints/<uuid:pk>/", complaints.one, name="desk_complaint"),
    path("applications/library/", library.library, name="desk_applications_library"),
    path("applications/<int:pk>/", case.case, name="desk_application"),
    path("applications/<int:pk>/why/", clock.why, name="desk_application_why"),
    path("applications/<int:pk>/contents/", library.contents, name="desk_application_contents"),
    path("applications/<int:pk>/people/", privacy.reveal, name="desk_application_people"),
    path("applications/<int:pk>/receipt/", privacy.receipt, name="desk_application_receipt"),
    path("applications/<int:pk>/files/", privacy.add_file, name="desk_application_files"),
    path("applications/<int:pk>/files/download/", privacy.download, name="desk_application_download"),
    path("applications/<int:pk>/letters/make/", letters.make, name="desk_application_make_letter"),
    path("applications/<int:pk>/letters/<int:letter>/", letters.letter, name="desk_application_letter"),
    path("applications/<int:pk>/redact/<int:file>/", redaction.redact, name="desk_application_redact"),
    path("applications/<int:pk>/redact/<int:file>/<int:number>.png", redaction.page, name="desk_application_page"),
    path("applications/<int:pk>/redactions/<int:redaction>/", redaction.result, name="desk_application_redaction"),
    path("applications/<int:pk>/disputes/", disputes.file, name="desk_application_dispute"),
    re_path(
        r"^applications/(?P<pk>\d+)/disputes/(?P<dispute>\d+)/(?P<what>answer|conclude|appeal|reopen)/$",
        disputes.act,
        name="desk_application_dispute_act",
    ),
    path("applications/<int:pk>/steps/<slug:kind>/", steps.step, name="desk_application_step"),
]
