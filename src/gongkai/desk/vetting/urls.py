"""The addresses of vetting below ``/desk/``."""

from django.urls import URLPattern, path

from gongkai.desk.vetting import arranging, cleaning, corrections, listing, review, side

urlpatterns: list[URLPattern] = [
    *listing.VettingList.addresses("vetting/"),
    path("vetting/submit/", side.submit_page, name="desk_vetting_submit"),
    path("vetting/<int:pk>/", review.review_page, name="desk_vetting"),
    path("vetting/<int:pk>/override/", review.override_page, name="desk_vetting_override"),
    path("vetting/<int:pk>/take-back/", review.take_back_page, name="desk_vetting_take_back"),
    *listing.ProofList.addresses("vetting/proofs/"),
    *arranging.OrganList.addresses("vetting/organs/"),
    path("vetting/organs/<int:pk>/", arranging.organ_page, name="desk_vetting_organ"),
    path("vetting/organs/<int:pk>/absences/<int:number>/end/", arranging.absence_end, name="desk_absence_end"),
    path("vetting/organs/<int:pk>/words/<int:number>/drop/", arranging.word_drop, name="desk_word_drop"),
    *corrections.CorrectionList.addresses("corrections/"),
    path("corrections/<int:pk>/", corrections.correction_page, name="desk_correction"),
    path("corrections/new/<str:record_type>/<int:pk>/", corrections.mistake_page, name="desk_mistake"),
    *cleaning.CleanUpList.addresses("clean-ups/"),
    path("clean-ups/new/", cleaning.new_page, name="desk_clean_up_new"),
    path("clean-ups/<int:pk>/", cleaning.round_page, name="desk_clean_up"),
]
