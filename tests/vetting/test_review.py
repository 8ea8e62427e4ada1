"""From a draft over the steps to publication; what may not happen on the way."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.disclosure.actions.attachments import attach
from gongkai.disclosure.actions.documents import edit_document, publish_document, withdraw_document
from gongkai.disclosure.models import Document
from gongkai.jobs import queue
from gongkai.organs.access import Act, Refused, refusal
from gongkai.organs.models import Organ, Role
from gongkai.trail.queries import entries_of
from gongkai.vetting.actions.after import answer, report_mistake
from gongkai.vetting.actions.arranging import drop_chain, keep_word, set_chain, stand_in
from gongkai.vetting.actions.review import override, pass_on, send_back, submit, take_back
from gongkai.vetting.models import Correction, Proof, Tomb, Vetting
from gongkai.vetting.queries import unanswered, waiting_for
from gongkai.vetting.steps import COMBINED, USUAL, Step
from vetting.conftest import ALL, FIELDS, People, seat

Draft = Callable[..., Document]
ORDER = (Role.REVIEWER_1, Role.REVIEWER_2, Role.SECRECY_REVIEWER, Role.REVIEWER_3)
IDENTITY = "11010519491231002X"


def through(vetting: Vetting, people: People, *roles: Role) -> Vetting:
    for role in roles or ORDER:
        vetting = pass_on(people[role], vetting, ALL)
    return vetting


def test_nothing_is_published_that_has_not_gone_through_every_step(draft: Draft, people: People) -> None:
    document, signer = draft(), people[Role.SIGNER]
    with pytest.raises(ValidationError, match="请先送审"):
        publish_document(signer, document)
    vetting = submit(people[Role.OFFICER], document)
    for role, name in zip(ORDER, ("初审", "复审", "保密审查", "终审"), strict=True):
        with pytest.raises(ValidationError, match=f"正在{name}"):
            publish_document(signer, document)
        vetting = pass_on(people[role], vetting, ALL)
    assert vetting.state == Vetting.State.PASSED
    assert publish_document(signer, document).live
    assert [entry.act for entry in entries_of(vetting)][::-1] == ["submit_vetting", *["pass_vetting"] * 4]


def test_a_change_after_the_review_has_to_be_reviewed(draft: Draft, people: People) -> None:
    document = draft()
    vetting = through(submit(people[Role.OFFICER], document), people)
    attach(people[Role.OFFICER], document, SimpleUploadedFile("附件.pdf", b"%PDF-1.4 new"))
    with pytest.raises(ValidationError, match="内容又有改动"):
        publish_document(people[Role.SIGNER], document)
    edit_document(people[Role.OFFICER], document, FIELDS | {"title": "改过的标题"})
    vetting = submit(people[Role.OFFICER], document)
    edit_document(people[Role.OFFICER], document, FIELDS | {"title": "又改"})
    with pytest.raises(ValidationError, match="内容又有改动"):
        pass_on(people[Role.REVIEWER_1], vetting, ALL)


def test_who_may_do_which_step(draft: Draft, people: People, bureau: Organ, county: Organ) -> None:
    vetting = submit(people[Role.OFFICER], draft())
    for role in (
        Role.REVIEWER_2,
        Role.REVIEWER_3,
        Role.SECRECY_REVIEWER,
        Role.SIGNER,
        Role.OFFICER,
        Role.ADMINISTRATOR,
    ):
        with pytest.raises(Refused):
            pass_on(people[role], vetting, ALL)
    with pytest.raises(Refused):
        pass_on(seat(county, Role.REVIEWER_1), vetting, ALL)
    with pytest.raises(ValidationError, match="保密关"):
        pass_on(people[Role.REVIEWER_1], vetting, ["politics", "law", "policy", "wording"])
    assert pass_on(people[Role.REVIEWER_1], vetting, ALL).awaits == "second"


def test_a_return_tells_the_writer_and_fills_the_ledger(draft: Draft, people: People) -> None:
    vetting = submit(people[Role.OFFICER], document := draft())
    with pytest.raises(ValidationError, match="改什么"):
        send_back(people[Role.REVIEWER_1], vetting, " ")
    proofs = [{"quote": "按步就班", "correction": "按部就班", "gate": "wording"}]
    returned = send_back(people[Role.REVIEWER_1], vetting, "数字与附表不一致", proofs)
    assert (returned.state, returned.awaits) == ("returned", "")
    assert [(proof.quote, proof.step_name) for proof in Proof.objects.all()] == [("按步就班", "初审")]
    with pytest.raises(ValidationError, match="退回修改"):
        publish_document(people[Role.SIGNER], document)
    assert submit(people[Role.OFFICER], document).state == "open"


def test_an_identity_number_blocks_until_somebody_answers_for_it(draft: Draft, people: People) -> None:
    document = draft(body=f"<p>身份证{IDENTITY}，认真布署。</p>")
    vetting = through(submit(people[Role.OFFICER], document), people, *ORDER[:3])
    assert {finding["rule"] for finding in vetting.findings} == {"P1", "W4"}
    assert "19491231" not in str(vetting.findings), "masked where it is stored"
    with pytest.raises(ValidationError, match="1 处错误"):
        pass_on(people[Role.REVIEWER_3], vetting, ALL)
    (error,) = unanswered(vetting)
    with pytest.raises(Refused):
        override(people[Role.OFFICER], vetting, error["fingerprint"], "示例号码，不是真人的")
    with pytest.raises(ValidationError, match="理由"):
        override(people[Role.SIGNER], vetting, error["fingerprint"], "行")
    override(people[Role.SIGNER], vetting, error["fingerprint"], "国家标准里的示例号码")
    assert pass_on(people[Role.REVIEWER_3], vetting, ALL).state == "passed"
    assert publish_document(people[Role.SIGNER], document).live


def test_files_are_checked_by_the_worker_and_hold_up_the_last_step_until_then(draft: Draft, people: People) -> None:
    from scan.test_files import workbook

    document = draft()
    attach(people[Role.OFFICER], document, SimpleUploadedFile("名单.xlsx", workbook()))
    vetting = through(submit(people[Role.OFFICER], document), people, *ORDER[:3])
    with pytest.raises(ValidationError, match="还没有完成"):
        pass_on(people[Role.REVIEWER_3], vetting, ALL)
    queue.work_off("test")
    vetting.refresh_from_db()
    assert "附件“名单.xlsx”工作表“名单”隐藏的行、列，第3行" in [finding["place"] for finding in vetting.errors]
    with pytest.raises(ValidationError, match="处错误没有改正"):
        pass_on(people[Role.REVIEWER_3], vetting, ALL)


def test_nobody_reviews_their_own_nor_twice_in_a_row(draft: Draft, people: People, bureau: Organ) -> None:
    both = seat(bureau, Role.REVIEWER_1, "one-who-does-both")
    for role in (Role.REVIEWER_2, Role.OFFICER):
        from gongkai.organs.actions import appoint

        appoint(None, both, bureau, role, dt.date(2026, 1, 1))
    own = submit(both, draft())
    with pytest.raises(Refused, match="自己送审"):
        pass_on(both, own, ALL)
    vetting = pass_on(both, submit(people[Role.OFFICER], draft()), ALL)
    with pytest.raises(Refused, match="上一步就是您审的"):
        pass_on(both, vetting, ALL)
    set_chain(None, bureau, USUAL, repeat_allowed=True)
    with pytest.raises(ValidationError, match="写明理由"):
        pass_on(both, vetting, ALL)
    vetting = pass_on(both, vetting, ALL, again_because="复审人出差，没有代审人")
    assert vetting.decisions.last().again_because.startswith("复审人出差")


def test_a_township_combines_steps_but_never_drops_the_secrecy_review(
    draft: Draft, people: People, bureau: Organ
) -> None:
    with pytest.raises(ValidationError, match="保密审查"):
        set_chain(people[Role.ADMINISTRATOR], bureau, ((Step.FIRST,), (Step.FINAL,)))
    with pytest.raises(ValidationError, match="最后一步"):
        set_chain(people[Role.ADMINISTRATOR], bureau, ((Step.FINAL,), (Step.SECRECY,)))
    set_chain(people[Role.ADMINISTRATOR], bureau, COMBINED)
    vetting = submit(people[Role.OFFICER], draft())
    with pytest.raises(Refused, match="复审"):
        pass_on(people[Role.REVIEWER_1], vetting, ALL)
    drop_chain(people[Role.ADMINISTRATOR], bureau, "机构撤并，暂停发布")
    assert publish_document(people[Role.SIGNER], draft(title="另一份")).live


def test_a_deputy_reviews_while_somebody_is_away_and_no_longer(draft: Draft, people: People, bureau: Organ) -> None:
    today = timezone.localdate()
    away, deputy = people[Role.REVIEWER_1], seat(bureau, Role.HANDLER)
    absence = stand_in(away, away, bureau, deputy, today, today + dt.timedelta(days=3), "出差")
    vetting = pass_on(fresh(deputy), submit(people[Role.OFFICER], draft()), ALL)
    decision = vetting.decisions.get()
    assert (decision.person, decision.stood_in_for) == (deputy, away)
    assert refusal(fresh(deputy), Act.REVIEW_REPLY, bureau, today) is not None, "nothing else is lent"
    absence.until = absence.since = today - dt.timedelta(days=1)
    absence.save()
    with pytest.raises(Refused):
        pass_on(fresh(deputy), submit(people[Role.OFFICER], draft(title="第二份")), ALL)


def fresh(person):  # type: ignore[no-untyped-def]
    return type(person).objects.get(pk=person.pk)


def test_an_urgent_text_leaves_a_trace_and_owes_the_other_steps(draft: Draft, people: People, bureau: Organ) -> None:
    document = draft()
    vetting = submit(people[Role.OFFICER], document, urgent_because="暴雨红色预警")
    vetting = through(vetting, people, Role.SECRECY_REVIEWER, Role.REVIEWER_3)
    document = publish_document(people[Role.SIGNER], document)
    waiting = waiting_for(people[Role.REVIEWER_1], timezone.localdate()).get()
    assert waiting.stage_name == "初审（事后补审）"
    vetting = send_back(people[Role.REVIEWER_1], waiting, "时间写错")
    assert (vetting.state, vetting.awaits) == ("passed", "")
    assert Correction.objects.get().get_source_display() == "事后补审发现"


def test_what_was_taken_back_or_taken_down_is_vetted_anew(draft: Draft, people: People) -> None:
    document, officer = draft(), people[Role.OFFICER]
    take_back(officer, submit(officer, document), "还要补充附件")
    through(submit(officer, document), people)
    document = publish_document(people[Role.SIGNER], document)
    with pytest.raises(ValidationError, match="不能直接改动"):
        attach(people[Role.SIGNER], document, SimpleUploadedFile("后加.pdf", b"%PDF-1.4 late"))
    withdraw_document(people[Role.SIGNER], document, "附件第3页有住址", Tomb.Ground.PRIVACY)
    with pytest.raises(ValidationError, match="已经失效"):
        publish_document(people[Role.SIGNER], document)
    through(submit(officer, document), people)
    assert publish_document(people[Role.SIGNER], document).live
    assert Tomb.objects.get().lifted_at is not None


def test_a_body_keeps_its_own_words(draft: Draft, people: People, bureau: Organ) -> None:
    third = people[Role.REVIEWER_3]
    keep_word(third, bureau, {"word": "县政务大厅", "right": "县政务服务中心", "severity": "error"})
    keep_word(third, bureau, {"word": "布署", "allowed": True})
    vetting = submit(people[Role.OFFICER], draft(body="<p>请到县政务大厅，布署。</p>"))
    assert [(finding["rule"], finding["expected"]) for finding in vetting.findings] == [("W6", "县政务服务中心")]
    assert "本单位词表" in vetting.lists
    with pytest.raises(Refused):
        keep_word(people[Role.OFFICER], bureau, {"word": "大厅"})


def test_a_mistake_is_reported_and_answered_in_working_days(draft: Draft, people: People) -> None:
    document = draft()
    through(submit(people[Role.OFFICER], document), people)
    document = publish_document(people[Role.SIGNER], document)
    made = report_mistake(None, document, "第二条的日期应为5月1日", "2026年4月1日")
    assert made.due_on > timezone.localdate()
    with pytest.raises(Refused):
        answer(people[Role.SIGNER], made, Correction.State.CORRECTED, "已改")
    done = answer(people[Role.OFFICER], made, Correction.State.CORRECTED, "已改为5月1日")
    assert not done.late(timezone.localdate())
    with pytest.raises(ValidationError, match="已经答复"):
        answer(people[Role.OFFICER], done, Correction.State.DECLINED, "没有错")
