"""The addresses of the room on the portal; those of a body before the parts of its column."""

from django.urls import path

from gongkai.portal.cache import for_everybody
from gongkai.portal.engagement.budgets import budgets
from gongkai.portal.engagement.consultations import consultation_page, consultations
from gongkai.portal.engagement.decisions import decisions
from gongkai.portal.engagement.enclosures import enclosure
from gongkai.portal.engagement.leaders import leaders
from gongkai.portal.engagement.meetings import meeting_page, meetings
from gongkai.portal.engagement.motions import motion_page, motions
from gongkai.portal.engagement.opinions import opinion_page, send_page
from gongkai.portal.engagement.surveys import respond_page, responded, survey_page, surveys

urlpatterns = [
    path("consultations/", for_everybody(consultations), name="consultations"),
    path("opinions/<slug:code>/", opinion_page, name="opinion"),
    path("o/<slug:slug>/consultations/", for_everybody(consultations), name="organ_consultations"),
    path("o/<slug:slug>/consultations/<int:pk>/", for_everybody(consultation_page), name="consultation"),
    path("o/<slug:slug>/consultations/<int:pk>/opinion/", send_page, name="send_opinion"),
    path("o/<slug:slug>/enclosures/<int:pk>/", for_everybody(enclosure), name="enclosure"),
    path("o/<slug:slug>/surveys/", for_everybody(surveys), name="organ_surveys"),
    path("o/<slug:slug>/surveys/<int:pk>/", for_everybody(survey_page), name="survey"),
    path("o/<slug:slug>/surveys/<int:pk>/respond/", respond_page, name="respond"),
    path("o/<slug:slug>/surveys/<int:pk>/responded/", responded, name="responded"),
    path("o/<slug:slug>/meetings/", for_everybody(meetings), name="organ_meetings"),
    path("o/<slug:slug>/meetings/<int:pk>/", for_everybody(meeting_page), name="meeting"),
    path("o/<slug:slug>/leaders/", for_everybody(leaders), name="organ_leaders"),
    path("o/<slug:slug>/motions/", for_everybody(motions), name="organ_motions"),
    path("o/<slug:slug>/motions/<int:pk>/", for_everybody(motion_page), name="motion"),
    path("o/<slug:slug>/budgets/", for_everybody(budgets), name="budgets"),
    path("o/<slug:slug>/decisions/", for_everybody(decisions), name="decisions"),
]
