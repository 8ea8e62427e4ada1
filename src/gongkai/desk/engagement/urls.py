"""The addresses of the room below ``/desk/``."""

from django.urls import URLPattern

from gongkai.desk.engagement import batches, opinions
from gongkai.desk.engagement.consultations import ConsultationDesk, ConsultationList, FeedbackDesk
from gongkai.desk.engagement.leaders import LeaderDesk, LeaderList, ProfileDesk, ProfileList
from gongkai.desk.engagement.meetings import MeetingDesk, MeetingList
from gongkai.desk.engagement.motions import MotionDesk, MotionList
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
    *LeaderList.addresses("leaders/"),
    *LeaderDesk.addresses("leaders/"),
    *ProfileList.addresses("profiles/"),
    *ProfileDesk.addresses("profiles/"),
    *MotionList.addresses("motions/"),
    *MotionDesk.addresses("motions/"),
    *batches.addresses("tables/"),
]
