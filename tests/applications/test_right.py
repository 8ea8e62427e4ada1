"""Who may do what with applications, and who may read whose particulars."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from applications.conftest import Receive, open_office, person, wanted
from gongkai.applications import people
from gongkai.applications.actions import casework, correction, intake, period
from gongkai.applications.models import Application, Party
from gongkai.demo.cases import Office
from gongkai.organs.access import Refused
from gongkai.organs.models import Role
from gongkai.trail.models import Entry

DAY = dt.date(2026, 9, 14)


def test_the_requester_may_do_what_the_law_gives_the_requester(office: Office, receive: Receive) -> None:
    application = receive(DAY)
    with pytest.raises(Refused, match="工作人员"):
        correction.request_correction(None, application, DAY, "?", DAY + dt.timedelta(9))  # type: ignore[arg-type]
    assert intake.withdraw(None, application, DAY, "不再需要").status == "closed"


def test_only_the_head_extends(office: Office, receive: Receive) -> None:
    with pytest.raises(Refused, match="批准延长答复期限"):
        period.extend(office.officer, receive(DAY), DAY, "需要查找多年档案")


def test_a_neighbour_neither_handles_nor_reads(office: Office, receive: Receive) -> None:
    neighbour = open_office("neighbour")
    with pytest.raises(Refused):
        casework.note(neighbour.officer, receive(DAY), DAY, "不该能写")
    with pytest.raises(Refused):
        people.requester(neighbour.officer, Application.objects.get(), "查看")


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OFFICER, Role.SIGNER}])
def test_particulars_are_for_those_who_need_them(role: Role, office: Office, receive: Receive) -> None:
    reader = person(office.organ, role, "reader")
    application = receive(DAY)
    with pytest.raises(Refused):
        people.requester(reader, application, "查看")
    if role is Role.HANDLER:
        assigned = intake.assign(office.officer, application, reader)
        assert people.requester(reader, assigned, "电话核实").name == "张某某"


def test_every_reading_leaves_a_trace_that_says_nothing_of_the_person(office: Office, receive: Receive) -> None:
    assert people.requester(office.officer, receive(DAY), "寄送答复").phone == "13800000000"
    entry = Entry.objects.first()
    assert entry
    assert (entry.act, entry.reason, entry.actor) == ("read_particulars", "寄送答复", office.officer)
    assert not Entry.objects.filter(summary__contains="张某某").exists()


def test_the_database_holds_no_particulars_in_clear(office: Office, receive: Receive) -> None:
    application = receive(DAY)
    party = Party.objects.get()
    assert (application.requester_label, "张某某".encode() in bytes(party.sealed)) == ("张＊＊", False)
    for row in (*Party.objects.values(), *Application.objects.values(), *Entry.objects.values()):
        assert "110105194912310021" not in str(row)
        assert "13800000000" not in str(row)


def test_what_the_law_asks_for_is_asked_for_and_nothing_more(office: Office) -> None:
    with pytest.raises(ValidationError) as caught:
        intake.submit(office.organ, wanted("somebody", name=" ", phone=""), "form")
    assert set(caught.value.message_dict) == {"requester_kind", "name", "contact"}
    assert intake.submit(office.organ, wanted(identity=""), "form").status == "submitted"


def test_the_trail_tells_the_requester_from_the_office_and_from_the_system(office: Office) -> None:
    application = intake.submit(office.organ, wanted(), "form")
    intake.withdraw(None, application, application.next_on)
    acts = Entry.objects.filter(record_type="applications.application").order_by("number")
    assert list(acts.values_list("act", "actor_label")) == [("submit", "申请人"), ("withdraw", "申请人")]
