"""The addresses of the room below ``/desk/``."""

from django.urls import URLPattern

from gongkai.desk.engagement import opinions
from gongkai.desk.engagement.consultations import ConsultationDesk, ConsultationList, FeedbackDesk
from gongkai.desk.engagement.meetings import MeetingDesk, MeetingList
from gongkai.desk.engagement.surveys import ResultDesk, SurveyDesk, SurveyList

urlpatterns: list[URLPattern] = [
    *ConsultationList.addresses("consultations/"),
    *ConsultationDesk.addresses("consultations/"),
    *opinions.addresses("consultations/"),
    *FeedbackDesk.addresses("feedback/"),
    *SurveyList.addresses("surveys/"),
    *SurveyDesk.addresses("surveys/"),
    *ResultDesk.addresses("results/"),
    *MeetingList.addresses("meetings/"),
    *MeetingDesk.addresses("meetings/"),
]
