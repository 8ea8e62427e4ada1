"""The addresses of the room below ``/desk/``."""

from django.urls import URLPattern

from gongkai.desk.engagement import opinions
from gongkai.desk.engagement.consultations import ConsultationDesk, ConsultationList, FeedbackDesk

urlpatterns: list[URLPattern] = [
    *ConsultationList.addresses("consultations/"),
    *ConsultationDesk.addresses("consultations/"),
    *opinions.addresses("consultations/"),
    *FeedbackDesk.addresses("feedback/"),
]
