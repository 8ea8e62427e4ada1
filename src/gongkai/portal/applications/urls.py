"""The addresses of applying and following. None names a person, a number or a code."""

from django.urls import path

from gongkai.portal.applications.answers import answer, withdraw
from gongkai.portal.applications.apply import discard, found_page, step_page
from gongkai.portal.applications.complain import complain
from gongkai.portal.applications.days import why
from gongkai.portal.applications.entry import follow, leave
from gongkai.portal.applications.files import files_page
from gongkai.portal.applications.follow import case
from gongkai.portal.applications.reply import fee, paper, reply
from gongkai.portal.applications.review import receipt_page, review_page
from gongkai.portal.applications.suggestions import suggest

urlpatterns = [
    path("o/<slug:slug>/apply/found/", found_page, name="apply_found"),
    path("o/<slug:slug>/apply/files/", files_page, name="apply_files"),
    path("o/<slug:slug>/apply/review/", review_page, name="apply_review"),
    path("o/<slug:slug>/apply/receipt/", receipt_page, name="apply_receipt"),
    path("o/<slug:slug>/apply/discard/", discard, name="apply_discard"),
    path("o/<slug:slug>/apply/suggest/", suggest, name="apply_suggest"),
    path("o/<slug:slug>/apply/<slug:step>/", step_page, name="apply_step"),
    path("follow/", follow, name="follow"),
    path("follow/case/", case, name="case"),
    path("follow/case/why/", why, name="case_why"),
    path("follow/case/reply/", reply, name="case_reply"),
    path("follow/case/fee/", fee, name="case_fee"),
    path("follow/case/files/<int:pk>/", paper, name="case_paper"),
    path("follow/case/correction/", answer, {"kind": "correction"}, name="case_correction"),
    path("follow/case/reasons/", answer, {"kind": "reasons"}, name="case_reasons"),
    path("follow/case/complaint/", complain, name="case_complaint"),
    path("follow/case/withdraw/", withdraw, name="case_withdraw"),
    path("follow/leave/", leave, name="leave"),
]
