"""The addresses of the room on the portal; those of a body before the parts of its column."""

from django.urls import path

from gongkai.portal.cache import for_everybody
from gongkai.portal.engagement.consultations import consultation_file, consultation_page, consultations
from gongkai.portal.engagement.opinions import opinion_page, send_page

urlpatterns = [
    path("consultations/", for_everybody(consultations), name="consultations"),
    path("opinions/<slug:code>/", opinion_page, name="opinion"),
    path("o/<slug:slug>/consultations/", for_everybody(consultations), name="organ_consultations"),
    path("o/<slug:slug>/consultations/<int:pk>/", for_everybody(consultation_page), name="consultation"),
    path(
        "o/<slug:slug>/consultations/<int:pk>/files/<int:number>/",
        for_everybody(consultation_file),
        name="consultation_file",
    ),
    path("o/<slug:slug>/consultations/<int:pk>/opinion/", send_page, name="send_opinion"),
]
