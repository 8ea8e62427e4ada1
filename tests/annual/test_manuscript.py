"""A report from its figures to the superior: frozen, written by two, reviewed, signed, published, returned, again."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from applications.conftest import Receive, noon, open_office, person, wanted
from gongkai.annual.actions import publish_report
from gongkai.annual.actions.freezing import freeze
from gongkai.annual.actions.handing import hand_up, publish_together, return_report
from gongkai.annual.actions.handing import receive as take
from gongkai.annual.actions.passing import pass_on, send, send_back, sign, take_up_again
from gongkai.annual.actions.writing import begin, restore, save, state_otherwise
from gongkai.annual.content import Content, rendered
from gongkai.annual.context import examined
from gongkai.annual.manuscripts import Freeze, Manuscript, Submission
from gongkai.annual.models import Report
from gongkai.annual.queries import public_reports
from gongkai.annual.standing import changes, standing
from gongkai.applications.actions.intake import register
from gongkai.applications.models import Application
from gongkai.demo.cases import Office, bring_about
from gongkai.figures.actions import state
from gongkai.figures.outside import OUTSIDE
from gongkai.figures.registry import FIGURES
from gongkai.organs.access import Refused
from gongkai.organs.actions import create_organ
from gongkai.organs.models import Organ, Person, Role
from gongkai.trail.queries import entries_of

pytestmark = pytest.mark.django_db
YEAR = 2025
RECEIVED = "table3.received.total"
TEXTS = {
    5: "存在的主要问题是部分栏目更新不够及时。下一步将加强日常巡查，及时更新。",
    6: "本年度未收取信息处理费。无其他需要报告的事项。联系电话：0900-1234567。",
}
MANAGED = "\n（四）政府信息管理、平台建设、监督保障。规范政府信息管理，加强政府信息公开平台建设，做好监督保障。"


@pytest.fixture
def county(db: None) -> Organ:
    return create_organ(
        None, None, name="示例县人民政府", slug="county", level="county", kind="government", region="110101"
    )


@pytest.fixture
def superior(county: Organ) -> Person:
    return person(county, Role.SUPERVISOR)


@pytest.fixture
def office(county: Organ) -> Office:
    office = open_office("office", county)
    for key in OUTSIDE:
        state(None, office.organ, key, YEAR, None, "没有此项职能")
    return office


@pytest.fixture
def receive(office: Office) -> Receive:
    def come(day: str) -> Application:
        at = noon(dt.date.fromisoformat(day))
        return register(office.officer, office.organ, wanted(), "counter", at)

    return come


@pytest.fixture
def manuscript(office: Office, receive: Receive) -> Manuscript:
    bring_about(office, receive("2025-03-03"), "granted")
    return begin(office.officer, office.organ, YEAR)


def written(office: Office, manuscript: Manuscript) -> Manuscript:
    sections = Content.of(manuscript.newest.content).sections
    return save(office.officer, manuscript, {1: sections[1] + MANAGED, **TEXTS})


def signed(office: Office, manuscript: Manuscript) -> Manuscript:
    sent = send(office.officer, written(office, manuscript))
    return sign(office.signer, pass_on(office.checker, sent))


def text_of(manuscript: Manuscript) -> str:
    content = Content.of(manuscript.newest.content)
    values = standing(manuscript.organ, manuscript.year).values
    return rendered(content, manuscript.organ, manuscript.year, values).sections[0].text


def test_frozen_figures_stay_and_what_came_since_is_told(office: Office, receive: Receive) -> None:
    first = receive("2025-03-03")
    made = freeze(office.signer, office.organ, YEAR)
    assert changes(made) == []
    late = receive("2025-06-03")
    assert standing(office.organ, YEAR).values[RECEIVED] == 1
    told = {change.figure.key: change for change in changes(made)}
    assert told[RECEIVED][1:] == (1, 2, [late.pk], [])
    assert "table3.granted.total" not in told
    bring_about(office, first, "granted")
    assert {change.figure.key for change in changes(made)} >= {"table3.granted.total", "table3.carried_out.total"}
    with pytest.raises(ValidationError, match="写明理由"):
        freeze(office.signer, office.organ, YEAR)
    with pytest.raises(Refused):
        freeze(office.officer, office.organ, YEAR, "补登")
    again = freeze(office.signer, office.organ, YEAR, "补登一件，已核对")
    assert standing(office.organ, YEAR).values[RECEIVED] == 2
    assert changes(again) == []
    assert Freeze.objects.filter(organ=office.organ).count() == 2


def test_a_ledger_that_changes_while_it_is_frozen_is_counted_again(
    office: Office, receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive("2025-03-03")
    figure = FIGURES[RECEIVED]
    asked: list[int] = []

    def records(scope, period):  # type: ignore[no-untyped-def]
        found = figure.records(scope, period)
        if not asked:
            asked.append(found.count())
            receive("2025-04-01")
        return found

    monkeypatch.setitem(FIGURES._figures, RECEIVED, figure.__class__(**{**vars(figure), "records": records}))
    made = freeze(office.signer, office.organ, YEAR)
    assert made.values[RECEIVED] == made.values["table3.carried_out.total"] == 2
    assert len(made.records[RECEIVED]) == 2


def test_bound_figures_follow_the_ledger_until_they_are_frozen(
    office: Office, manuscript: Manuscript, receive: Receive
) -> None:
    assert "新收政府信息公开申请1件" in text_of(manuscript)
    receive("2025-06-03")
    assert "新收政府信息公开申请2件" in text_of(manuscript)
    send(office.officer, manuscript)
    receive("2025-07-03")
    assert "新收政府信息公开申请2件" in text_of(manuscript)
    assert Freeze.objects.get().by == office.officer


def test_a_figure_typed_over_is_kept_with_who_and_why_and_shows_in_the_audit(
    office: Office, manuscript: Manuscript
) -> None:
    text = Content.of(manuscript.newest.content).sections[1]
    typed = text.replace(f"{{{{ {RECEIVED} }}}}", "7")
    with pytest.raises(ValidationError, match="改成了 7"):
        save(office.officer, manuscript, {1: typed})
    kept = save(office.officer, manuscript, {1: typed}, "含口头咨询")
    content = Content.of(kept.newest.content)
    assert [(one.key, one.said, one.reason, one.by) for one in content.typed] == [
        (RECEIVED, "7", "含口头咨询", office.officer.name)
    ]
    values = standing(office.organ, YEAR).values
    found = {finding.rule: finding for finding in examined(office.organ, YEAR, content, values).findings}
    assert "含口头咨询" in found["D10"].hint
    assert found["D1"].severity == "error"
    back = save(office.officer, kept, {1: text})
    assert Content.of(back.newest.content).typed == ()


def test_a_figure_stated_otherwise_changes_table_and_text_together(office: Office, manuscript: Manuscript) -> None:
    for number, reason in (("x", "理由"), ("-1", "理由"), ("1.5", "理由"), ("8", "")):
        with pytest.raises(ValidationError):
            state_otherwise(office.officer, manuscript, RECEIVED, number, reason)
    kept = state_otherwise(office.officer, manuscript, RECEIVED, "8", "另有七件在旧系统办理")
    content, values = Content.of(kept.newest.content), standing(office.organ, YEAR).values
    made = examined(office.organ, YEAR, content, values)
    assert made.report.value(3, "received", "total") == 8
    assert "新收政府信息公开申请8件" in made.report.sections[0].text
    (finding,) = [finding for finding in made.findings if finding.rule == "B5"]
    assert (finding.severity, finding.expected, finding.found) == ("warning", 1, 8)
    assert "另有七件在旧系统办理" in finding.hint
    assert "B1" in {finding.rule for finding in made.findings}
    kept = state_otherwise(office.officer, kept, RECEIVED, "", "")
    assert Content.of(kept.newest.content).overrides == {}


def test_every_version_can_be_taken_up_again(office: Office, manuscript: Manuscript) -> None:
    first = text_of(manuscript)
    kept = save(office.officer, manuscript, {1: "（一）主动公开情况。全部删去重写。"})
    assert text_of(kept) != first
    again = restore(office.officer, kept, 1)
    assert (again.number, text_of(again)) == (3, first)
    with pytest.raises(ValidationError, match="没有这样的统计数"):
        save(office.officer, again, {5: "{{ table9.nothing }}"})


def test_last_years_text_is_bound_to_this_years_figures(office: Office, manuscript: Manuscript) -> None:
    following = begin(office.officer, office.organ, YEAR + 1, from_last_year=True)
    assert Content.of(following.newest.content).sections[1].count("{{") > 3
    assert f"{YEAR + 1}年，未收到" in text_of(following) or f"{YEAR + 1}年，新收" in text_of(following)


def test_last_years_file_is_bound_where_a_sentence_means_a_cell(office: Office, manuscript: Manuscript) -> None:
    publish_report(office.signer, signed(office, manuscript).report)
    Manuscript.objects.update(year=YEAR - 3)  # as if it had been made elsewhere
    content = Content.of(begin(office.officer, office.organ, YEAR + 1, from_last_year=True).newest.content)
    assert f"{{{{ {RECEIVED} }}}}件" in content.sections[1]
    assert "2026年" in content.sections[1]


def test_the_way_to_the_portal_and_to_the_superior(office: Office, manuscript: Manuscript, superior: Person) -> None:
    sent = send(office.officer, written(office, manuscript))
    report = sent.report
    assert report is not None
    assert report.errors == 0, [str(f) for f in report.findings.filter(severity="error")]
    with pytest.raises(ValidationError, match="内容锁定"):
        save(office.officer, sent, {5: "改"})
    with pytest.raises(ValidationError, match="没有签发"):
        publish_report(office.signer, report)
    with pytest.raises(ValidationError, match="没有签发"):
        hand_up(office.officer, report)
    with pytest.raises(ValidationError, match="写明要改什么"):
        send_back(office.checker, sent, "")


def test_a_return_after_publication_loses_nothing(office: Office, manuscript: Manuscript, superior: Person) -> None:
    sent = send(office.officer, written(office, manuscript))
    back = send_back(office.checker, sent, "补写平台建设")
    again = send(office.officer, save(office.officer, back, {5: TEXTS[5] + "并定期通报。"}))
    done = sign(office.signer, pass_on(office.checker, again))
    publish_report(office.signer, done.report)
    first = hand_up(office.officer, done.report)
    assert first.to == superior.posts.get().organ
    with pytest.raises(ValidationError, match="已经报送"):
        hand_up(office.officer, done.report)
    with pytest.raises(ValidationError, match="请上级退回"):
        take_up_again(office.officer, done, "再改")
    with pytest.raises(Refused):
        return_report(office.signer, first, "自己退回")
    return_report(superior, first, "请写明整改时限")
    assert public_reports().get() == done.report
    fresh = Manuscript.objects.get()
    better = signed_again(office, save(office.officer, fresh, {5: TEXTS[5] + "三月底前完成。"}))
    publish_report(office.signer, better.report)
    second = hand_up(office.officer, better.report)
    take(superior, second)
    assert Submission.objects.count() == 2
    assert public_reports().get() == better.report
    assert {"report_sent", "report_passed", "report_returned", "report_signed"} <= set(
        entries_of(better).values_list("act", flat=True)
    )


def signed_again(office: Office, manuscript: Manuscript) -> Manuscript:
    return sign(office.signer, send(office.officer, manuscript))


def test_reports_are_published_together_or_not_at_all(
    county: Organ, office: Office, superior: Person, receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    offices = [office, open_office("water", county)]
    for one in offices:
        for key in OUTSIDE:
            state(None, one.organ, key, YEAR, None, "没有此项职能")
        done = signed(one, begin(one.officer, one.organ, YEAR))
        take(superior, hand_up(one.officer, done.report))
    with monkeypatch.context() as broken:
        broken.setattr(Report, "save", dies_at_the_second())
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            publish_together(superior, county, YEAR)
    assert not public_reports().exists()
    assert len(publish_together(superior, county, YEAR).published) == 2
    assert public_reports().count() == 2


def dies_at_the_second() -> Callable[..., None]:
    save_, calls = Report.save, []

    def saved(self: Report, *args: object, **kwargs: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        save_(self, *args, **kwargs)  # type: ignore[arg-type]

    return saved
