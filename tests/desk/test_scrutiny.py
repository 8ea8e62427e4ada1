"""The reports of a year together, for those who may see them; and the dictionary of figures."""

import pytest
from django.test import Client

from desk.conftest import Enter
from gongkai.annual.actions import decide
from gongkai.annual.keeping import keep_audit
from gongkai.annual.models import FindingDecision, Report
from gongkai.figures.registry import FIGURES
from gongkai.organs.models import Person, Role

pytestmark = pytest.mark.django_db


def rules(client: Client, address: str) -> dict[str, tuple[int, int]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return {row.rule: (row.errors, row.reports) for row in answer.context["rules"]}


def test_the_board_counts_what_nobody_dismissed(enter: Enter) -> None:
    client = enter(Role.SUPERVISOR)
    report = Report.objects.filter(errors__gt=0).latest("pk")
    address = f"/desk/reports/errors/?year={report.year}"
    errors = report.findings.filter(severity="error")
    rule = errors[0].rule
    before = rules(client, address)
    assert before[rule] == (errors.filter(rule=rule).count(), 1)
    person = Person.objects.get(posts__organ=report.organ, posts__role=Role.OFFICER)
    decide(person, errors.filter(rule=rule)[0], FindingDecision.Verdict.DISMISSED, "本区情况特殊")
    assert rules(client, address).get(rule, (0, 0))[0] == before[rule][0] - 1


def test_bodies_at_fault_are_listed_with_their_report(enter: Enter) -> None:
    page = enter(Role.SUPERVISOR).get("/desk/reports/errors/").content.decode()
    report = Report.objects.filter(errors__gt=0).latest("year")
    assert f"/desk/reports/{report.pk}/" in page


def test_texts_that_are_copied_show_with_their_share(enter: Enter) -> None:
    client = enter(Role.SUPERVISOR)
    one, other = Report.objects.order_by("pk")[:2]
    keep_audit(other.file, other.part, {**other.data, "sections": one.data["sections"], "year": one.year}, [])
    answer = client.get(f"/desk/reports/reuse/?year={one.year}")
    ((pair, percent),) = answer.context["pairs"]
    assert {pair.one.pk, pair.other.pk} == {one.pk, other.pk}
    assert percent == 100
    assert client.get(f"/desk/reports/{pair.one.pk}/compare/{pair.other.pk}/").status_code == 200


def test_an_officer_sees_only_the_own_body(enter: Enter) -> None:
    client = enter(Role.OFFICER)
    seen = client.get("/desk/reports/errors/").context["page"].object_list
    assert {report.organ.slug for report in seen} <= {"office", "bureau"}
    assert len({report.organ_id for report in seen}) <= 1


@pytest.mark.parametrize("query", ["year=x", "organ=x", "year=1&organ=99999"])
def test_a_choice_that_does_not_exist_says_so(enter: Enter, query: str) -> None:
    answer = enter(Role.SUPERVISOR).get(f"/desk/reports/errors/?{query}")
    assert answer.context["form"].errors


def test_the_dictionary_finds_figures_by_their_words(enter: Enter) -> None:
    client = enter(Role.OFFICER)
    answer = client.get("/desk/figures/dictionary/", {"q": "部分公开 自然人"})
    found = answer.context["page"].object_list
    assert [figure.key for figure in found] == ["table3.partial.natural_person"]
    assert client.get(f"/desk/figures/{found[0].key}/").status_code == 200
    assert answer.context["page"].paginator.count == 1
    public = Client().get("/api/v1/figures", {"q": "部分公开 自然人"}).json()["items"]
    assert [item["key"] for item in public] == ["table3.partial.natural_person"]
    assert len(Client().get("/api/v1/figures").json()["items"]) == len(FIGURES)
    assert "请换一个词" in client.get("/desk/figures/dictionary/", {"q": "火星"}).content.decode()
