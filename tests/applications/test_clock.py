"""The due day through actions: the worked dates, what moves them and why, and what the law does not allow."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from applications.conftest import Receive, noon, wanted
from gongkai.applications import clock
from gongkai.applications.actions import amendment, consultation, correction, fee, intake, period, step
from gongkai.applications.actions.consultation import Answer
from gongkai.applications.actions.step import case_of
from gongkai.applications.models import Application
from gongkai.applications.people import Particulars
from gongkai.applications.queries import open_in
from gongkai.demo.cases import Office, bring_about
from gongkai.law.calendar import Calendar, Override
from gongkai.law.fees import TariffKey
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ

FIRM = Particulars(name="示例商贸公司", phone="000-00000000")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("received", "due"),
    [("09-14", "10-16"), ("02-09", "03-13"), ("04-27", "05-27"), ("09-20", "10-23"), ("06-01", "06-30")],
)
def test_twenty_working_days_from_receipt(received: str, due: str, receive: Receive) -> None:
    assert receive(day(received)).due_on == day(due)


def test_an_extension_counts_on_from_the_first_period(office: Office, receive: Receive) -> None:
    application = receive(day("04-27"))
    extended = period.extend(office.signer, application, day("05-27"), "需要查找多年档案")
    assert (extended.due_on, extended.extended) == (day("06-25"), True)


def test_the_time_of_asking_a_third_party_does_not_count(office: Office, receive: Receive) -> None:
    application = receive(day("06-01"))
    asked = consultation.consult_third_party(office.officer, application, day("06-09"), FIRM, "合同附件")
    assert asked.provisional
    heard = consultation.hear(office.officer, asked, 2, day("06-24"), Answer.AGREES)
    assert heard.due_on == day("07-15")
    (move,) = clock.moves(case_of(heard), calendar_of(office.organ))
    assert (move.before, move.after) == (day("06-30"), day("07-15"))
    assert "第三十三条第三款" in move.source


def test_silence_is_noted_only_when_the_fifteen_days_are_over(office: Office, receive: Receive) -> None:
    application = receive(day("09-14"))
    asked = consultation.consult_third_party(
        office.officer, application, day("09-18"), FIRM, "合同附件", reached_on=day("09-21")
    )
    with pytest.raises(ValidationError, match="2026-10-19之前"):
        consultation.hear(office.officer, asked, 2, day("10-19"), Answer.SILENT)
    heard = consultation.hear(office.officer, asked, 2, day("10-20"), Answer.SILENT)
    assert heard.facts[-1].data["consents"] is False
    organ = consultation.consult_organ(office.officer, heard, day("10-20"), "示例局", "联合发文")
    joint = consultation.hear(office.officer, organ, 4, day("11-11"), Answer.SILENT)
    assert joint.facts[-1].data["consents"] is True


def test_a_correction_starts_the_period_anew(office: Office, receive: Receive) -> None:
    application = receive(day("09-14"))
    asked = correction.request_correction(office.officer, application, day("09-22"), "未写明年度", day("10-16"))
    assert (asked.due_on, asked.waits_until, asked.status) == (None, day("10-16"), "correcting")
    answered = correction.receive_correction(None, asked, day("09-28"), "2025年度")
    assert (answered.due_on, answered.status) == (day("10-30"), "handling")


def test_a_correction_is_asked_for_in_seven_days_and_once(office: Office, receive: Receive) -> None:
    application = receive(day("09-14"))
    with pytest.raises(ValidationError, match="已于2026-09-22届满"):
        correction.request_correction(office.officer, application, day("09-23"), "未写明年度", day("10-16"))
    correction.request_correction(office.officer, application, day("09-22"), "未写明年度", day("10-16"))
    correction.receive_correction(office.officer, application, day("09-28"), "2025年度")
    with pytest.raises(ValidationError, match="已于"):
        correction.request_correction(office.officer, application, day("09-29"), "仍不明确", day("10-16"))
    again = correction.request_correction(
        office.officer, application, day("09-29"), "仍不明确", day("10-16"), override="申请人要求再次指导"
    )
    assert again.status == "correcting"


def test_a_correction_lapses_only_after_its_day(office: Office, receive: Receive) -> None:
    application = receive(day("09-14"))
    correction.request_correction(office.officer, application, day("09-22"), "未写明年度", day("10-16"))
    with pytest.raises(ValidationError, match="2026-10-16才届满"):
        correction.lapse_correction(office.officer, application, day("10-16"))


def test_an_extension_needs_its_notice_in_time_and_comes_once(office: Office, receive: Receive) -> None:
    application = receive(day("04-27"))
    with pytest.raises(ValidationError, match="已于2026-05-27届满"):
        period.extend(office.signer, application, day("05-28"), "需要查找多年档案")
    period.extend(office.signer, application, day("05-20"), "需要查找多年档案", days=10)
    with pytest.raises(ValidationError, match=r"只能进行一次.*第三十三条第二款"):
        period.extend(office.signer, application, day("05-21"), "需要查找多年档案", days=10)


def test_after_payment_the_period_starts_anew(office: Office, receive: Receive) -> None:
    application = receive(day("09-14"))
    charged = fee.charge(office.signer, application, day("09-16"), TariffKey.BY_PAGE, 200)
    assert (charged.status, charged.due_on, charged.waits_until) == ("paying", None, day("10-20"))
    assert charged.facts[-1].data["amount"] == 2700
    paid = fee.pay(office.officer, charged, day("09-20"), "票据0001")
    assert paid.due_on == day("10-23")


def test_only_the_last_request_of_the_month_is_charged_for(office: Office, receive: Receive) -> None:
    charged = fee.charge(office.signer, receive(day("09-14")), day("09-16"), TariffKey.BY_REQUEST, 31)
    assert charged.facts[-1].data["amount"] == 200


def test_a_day_fixed_by_letter_replaces_the_count(office: Office, receive: Receive) -> None:
    application = receive(day("09-14"))
    with pytest.raises(ValidationError, match="第三十五条"):
        period.delay(office.officer, application, day("09-16"), day("12-01"), "数量过大")
    period.request_reasons(office.officer, application, day("09-15"), "本月三十件", day("09-28"))
    period.receive_reasons(None, application, day("09-18"), "编写地方志所需")
    assert period.delay(office.officer, application, day("09-20"), day("12-01"), "数量过大").due_on == day("12-01")


@pytest.mark.parametrize(
    ("channel", "arrived", "confirmed", "received", "status"),
    [
        ("counter", "11-06", None, "11-06", "handling"),
        ("oral", "11-06", None, "11-06", "handling"),
        ("registered_mail", "11-06", None, "11-06", "handling"),
        ("plain_mail", "11-06", None, None, "submitted"),
        ("plain_mail", "11-06", "11-09", "11-09", "handling"),
        ("web", "11-06", "11-06", "11-06", "handling"),
        ("fax", "11-06", "11-09", "11-09", "handling"),
        ("other", "11-06", "11-09", "11-09", "handling"),
    ],
)
def test_the_channel_decides_the_day_of_receipt(
    channel: str, arrived: str, confirmed: str | None, received: str | None, status: str, office: Office
) -> None:
    at = noon(day(confirmed)) if confirmed else None
    application = intake.register(office.officer, office.organ, wanted(), channel, noon(day(arrived)), at)
    assert (application.received_on, application.status) == (day(received) if received else None, status)


def test_whoever_confirms_late_says_why(office: Office) -> None:
    application = intake.submit(office.organ, wanted(), "form-1", noon(day("11-02")))
    assert (application.status, application.due_on) == ("submitted", None)
    with pytest.raises(ValidationError, match="第4个工作日"):
        intake.confirm(office.officer, application, noon(day("11-06")))
    confirmed = intake.confirm(office.officer, application, noon(day("11-06")), "系统故障")
    assert (confirmed.received_on, confirmed.confirmed_at) == (day("11-06"), noon(day("11-06")))


def test_a_late_reply_shows(office: Office, receive: Receive) -> None:
    closed = bring_about(office, receive(day("03-02")), "granted")
    assert (closed.in_time, closed.days_taken) == (True, 8)
    assert Application.objects.get(pk=closed.pk).due_on == day("03-30")


def test_a_holiday_announced_later_moves_what_is_open_and_says_so(
    office: Office, receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    application, other = receive(day("11-09")), receive(day("11-09"))
    closed = bring_about(office, receive(day("03-02")), "granted")
    intake.withdraw(office.officer, other, day("11-10"))
    assert application.due_on == day("12-07")
    holiday = Override(day("11-30"), False, "示例纪念日放假", "《示例通知》")
    monkeypatch.setattr(step, "calendar_of", lambda organ: Calendar(organ.region[:6], (holiday,)))
    monkeypatch.setattr(amendment, "calendar_of", step.calendar_of)
    assert amendment.recount_all(open_in(Organ.objects.all())) == [application]
    moved = Application.objects.get(pk=application.pk)
    assert moved.due_on == day("12-08")
    assert moved.facts[-1].data == {"before": "2026-12-07", "after": "2026-12-08"}
    assert amendment.recount_all(open_in(Organ.objects.all())) == []
    assert Application.objects.get(pk=closed.pk).facts == closed.facts


def test_a_fee_is_notified_within_the_period(office: Office, receive: Receive) -> None:
    with pytest.raises(ValidationError, match="收费通知应在期限之内"):
        fee.charge(office.signer, receive(day("09-14")), day("10-19"), TariffKey.BY_PAGE, 200)


def test_several_third_parties_are_asked_the_same_on_one_day(office: Office, receive: Receive) -> None:
    application = receive(day("09-14"))
    for name in ("示例商贸公司", "示例商旅公司", "示例商旅公司"):
        consultation.consult_third_party(office.officer, application, day("09-15"), Particulars(name), "合同附件")
    assert [party.unseal()["name"] for party in application.parties.filter(role="third_party")] == [
        "示例商贸公司",
        "示例商旅公司",
    ]
    with pytest.raises(ValidationError, match="征求意见还没有结果"):
        bring_about(office, application, "granted")
