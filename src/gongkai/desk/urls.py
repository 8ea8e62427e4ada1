"""The desk's addresses below ``/desk/``."""

from django.urls import URLPattern, path

from gongkai.desk import (
    accounts,
    cleanup_rounds,
    dictionary,
    digest,
    documents,
    figures,
    holidays,
    home,
    life,
    organs,
    people,
    report_files,
    report_page,
    report_upload,
    scrutiny,
    succession,
    texts,
    tokens,
)
from gongkai.desk.annual.urls import urlpatterns as annual
from gongkai.desk.applications.urls import urlpatterns as applications
from gongkai.desk.catalogue.urls import urlpatterns as catalogue
from gongkai.desk.documents import DocumentDesk, DocumentList
from gongkai.desk.engagement.urls import urlpatterns as engagement
from gongkai.desk.explaining.screens import addresses as explaining
from gongkai.desk.gazette import addresses as gazette
from gongkai.desk.reports import ReportList
from gongkai.desk.texts import TextDesk, TextList
from gongkai.desk.trail import Trail
from gongkai.desk.trail_check import trail_check
from gongkai.desk.vetting.urls import urlpatterns as vetting
from gongkai.desk.village.urls import urlpatterns as village

REPORTS: list[URLPattern] = [
    *ReportList.addresses("reports/"),
    path("reports/upload/", report_upload.upload, name="desk_upload"),
    path("reports/progress/", report_upload.progress, name="desk_progress"),
    path("reports/files/<int:pk>/", report_upload.report_file, name="desk_report_file"),
    path("reports/files/<int:pk>/original/", report_files.report_original, name="desk_report_original"),
    path("reports/errors/", scrutiny.error_board, name="desk_error_board"),
    path("reports/reuse/", scrutiny.reuse_board, name="desk_reuse_board"),
    path("reports/<int:pk>/", report_page.report_page, name="desk_report"),
    path("reports/<int:pk>/decide/", report_page.report_decide, name="desk_report_decide"),
    path("reports/<int:pk>/publish/", report_page.report_publish, name="desk_report_publish"),
    path("reports/<int:pk>/withdraw/", report_page.report_withdraw, name="desk_report_withdraw"),
    path("reports/<int:pk>/marked/", report_files.report_marked, name="desk_report_marked"),
    path("reports/<int:pk>/compare/<int:other>/", report_files.report_compare, name="desk_compare"),
    path("reports/<int:pk>/compared/<int:other>/", report_files.report_compared, name="desk_compared"),
    path("reports/<int:pk>/audit.<str:format>", report_files.report_download, name="desk_report_download"),
]

ORGANS: list[URLPattern] = [
    *organs.OrganList.addresses("organs/"),
    path("organs/<int:pk>/", organs.organ_page, name="desk_organ"),
    path("organs/<int:pk>/rename/", organs.organ_rename, name="desk_organ_rename"),
    path("organs/<int:pk>/below/", organs.organ_create, name="desk_organ_create"),
    path("organs/<int:pk>/succession/", succession.organ_succession, name="desk_organ_succession"),
    *people.PersonList.addresses("people/"),
    path("people/new/", people.person_create, name="desk_person_create"),
    path("people/<int:pk>/", people.person_page, name="desk_person"),
    path("people/<int:pk>/password/", accounts.person_password, name="desk_person_password"),
    path("people/<int:pk>/resume/", accounts.person_resume, name="desk_person_resume"),
    path("people/<int:pk>/close/", accounts.person_close, name="desk_person_close"),
    path("people/<int:pk>/reopen/", accounts.person_reopen, name="desk_person_reopen"),
    path("people/posts/<int:pk>/dismiss/", people.post_dismiss, name="desk_dismiss"),
]

DISCLOSURE: list[URLPattern] = [
    *TextList.addresses("texts/"),
    path("texts/new/", texts.text_create, name="desk_text_create"),
    *TextDesk.addresses("texts/"),
    *DocumentList.addresses("documents/"),
    path("documents/new/", documents.document_create, name="desk_document_create"),
    *DocumentDesk.addresses("documents/"),
    *explaining(),
    *gazette(),
    *cleanup_rounds.RoundList.addresses("rounds/"),
    path("rounds/new/", cleanup_rounds.new_page, name="desk_round_new"),
    path("rounds/<int:pk>/", cleanup_rounds.round_page, name="desk_round"),
    path("rounds/<int:pk>/decide/", cleanup_rounds.decide_page, name="desk_round_decide"),
    path("documents/<int:pk>/life/", life.life, name="desk_life"),
    path("documents/<int:pk>/life/<int:number>/strike/", life.strike_page, name="desk_life_strike"),
]

urlpatterns: list[URLPattern] = [
    path("matters/<slug:kind>/", home.matters_list, name="desk_matters"),
    path("units/", home.units_list, name="desk_units"),
    *applications,
    *annual,
    *REPORTS,
    *DISCLOSURE,
    *engagement,
    *vetting,
    *catalogue,
    *village,
    *ORGANS,
    path("figures/", figures.figures, name="desk_figures"),
    path("figures/dictionary/", dictionary.dictionary, name="desk_dictionary"),
    path("figures/compile/", figures.compile_year, name="desk_compile"),
    path("figures/<str:key>/", figures.figure, name="desk_figure"),
    path("holidays/", holidays.holidays, name="desk_holidays"),
    path("holidays/<int:pk>/withdraw/", holidays.withdraw, name="desk_holiday_withdraw"),
    path("digest/", digest.choose, name="desk_digest"),
    path("tokens/", tokens.tokens, name="desk_tokens"),
    path("tokens/<int:pk>/revoke/", tokens.token_revoke, name="desk_token_revoke"),
    *Trail.addresses("trail/"),
    path("trail/check/", trail_check, name="desk_trail_check"),
]
