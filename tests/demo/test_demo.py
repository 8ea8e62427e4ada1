"""The demonstration: whole, repeatable, and never where real work is done."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from demo.copies import check_copies
from demo.links import check_links
from gongkai.annual.models import FindingDecision, Report
from gongkai.annual.queries import public_reports
from gongkai.applications.actions.step import CACHED, case_of, columns
from gongkai.applications.clock import Light
from gongkai.applications.figures import table_3, table_4
from gongkai.applications.models import Application, Letter
from gongkai.applications.queries import by_code, with_light
from gongkai.catalogue.models import Obligation
from gongkai.catalogue.queries import with_state
from gongkai.cli.values import Refused
from gongkai.demo.people import accounts
from gongkai.disclosure.models import ColumnText, Document
from gongkai.figures.scope import Period, Scope
from gongkai.findings import CellRef
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import procedure
from gongkai.organs.actions import create_organ
from gongkai.organs.calendars import calendar_of
from gongkai.organs.codes import validate_credit_code
from gongkai.organs.models import Level, Organ, OrganName, Person, Role, Succession
from gongkai.project.operations.demo import demo
from gongkai.trail.queries import broken
from gongkai.village.models import Display

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


def test_the_region_stands_a_second_run_changes_nothing_and_it_can_be_enlarged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    demo(7, SAMPLES)
    said = capsys.readouterr().out
    _check_tree()
    _check_people(said)
    _check_reports()
    _check_columns()
    _check_applications(said)
    _check_portal(said)
    check_links()
    assert broken() == []

    count = Organ.objects.count()
    demo(7, SAMPLES)
    said = capsys.readouterr().out
    assert "已经在了" in said
    assert "wuzhong-supervisor" in said
    assert Organ.objects.count() == count
    demo(8, SAMPLES)
    assert "wuzhong-supervisor" not in capsys.readouterr().out, "a password that does not work is not shown"
    check_copies()


def _check_tree() -> None:
    assert set(Organ.objects.values_list("level", flat=True)) == set(Level.values)
    for slug, above in (("pingluo", "shizuishan"), ("yanchi", "wuzhong"), ("hongsibao", "wuzhong")):
        assert Organ.objects.get(slug=slug).get_parent().slug == above
    for code in Organ.objects.exclude(credit_code=None).values_list("credit_code", flat=True):
        validate_credit_code(code)
    assert OrganName.objects.filter(name="吴忠市国土资源局", organ__name="吴忠市自然资源局").exists()
    assert set(Succession.objects.values_list("change", flat=True)) == {"merged", "split"}
    assert Organ.objects.get(slug="wuzhong-tourism").abolished_on is not None


def _check_people(said: str) -> None:
    made = list(accounts(7))
    assert {account.role for account in made} == set(Role)
    for account in made:
        assert re.search(rf"{account.username} +{account.password}", said)
    client = Client()
    answer = client.post("/desk/login/", {"username": made[0].username, "password": made[0].password})
    assert answer.status_code == 302
    assert not Person.objects.filter(must_change_password=True).exists(), "no detour over a new password"


def _check_reports() -> None:
    assert Report.objects.count() == 5
    published = {report.file.name[:3]: report for report in public_reports()}
    assert set(published) == {"001", "003"}
    assert published["001"].published_with == ""
    assert published["003"].published_with
    assert set(FindingDecision.objects.values_list("verdict", flat=True)) == {"confirmed", "dismissed"}


def _check_applications(said: str) -> None:
    (number, code) = re.findall("编号“(.+)”、查询码 ([A-Z0-9]{12})", said)[0]
    assert by_code(None, number, code)
    assert mail.outbox == [], "nobody gets mails of the demonstration"
    made = Application.objects.filter(organ__slug="wuzhong-office").select_related("organ")
    assert set(made.exclude(outcome="").values_list("outcome", flat=True)) == set(outcomes())
    assert {application.status for application in made} == set(procedure().states)
    sent = {(letter.application.outcome, letter.kind) for letter in _letters(made)}
    assert {(key, outcome.letter) for key, outcome in outcomes().items()} <= sent
    today = timezone.localdate()
    assert set(with_light(made, today).values_list("light", flat=True)) == {light.value for light in Light}
    for application in made:
        cached = columns(case_of(application), calendar_of(application.organ))
        assert {name: getattr(application, name) for name in CACHED} == cached
    scope, year = Scope(Organ.objects.get(slug="ningxia"), region=True), Period.year(today.year)
    compiled = table_3(scope, year)
    new, old, ended, left = (
        compiled[CellRef(3, row, "total")] for row in ("received", "carried_in", "total", "carried_out")
    )
    assert new + old == ended + left > 40
    assert table_4(scope, year)[CellRef(4, "review", "pending")] == 1


def _letters(made: "QuerySet[Application]") -> list[Letter]:
    """The letters that went out: signed, without an error."""
    letters = list(Letter.objects.filter(application__in=made).select_related("application"))
    assert all(letter.released_at and not letter.errors for letter in letters)
    return letters


def _check_columns() -> None:
    standing = Organ.objects.filter(abolished_on=None)
    for records in (ColumnText.objects.filter(part="guide", live=True), Document.objects.filter(live=True)):
        assert set(records.values_list("organ", flat=True)) == set(standing.values_list("pk", flat=True))
    assert set(Document.objects.values_list("ended", flat=True)) == {"", "abolished", "lapsed"}
    assert Document.objects.values("published_year").distinct().count() > 1
    owed = with_state(Obligation.objects.all(), timezone.localdate())
    assert set(owed.values_list("state", flat=True)) >= {"published", "late", "missing", "waived"}
    assert Display.objects.get(ended_at=None).document.live


def _check_portal(said: str) -> None:
    client = Client()
    for path in re.findall(r"http://127\.0\.0\.1:8000(/o/\S*)", said):
        assert client.get(path).status_code == 200, path


def test_a_database_with_other_bodies_is_left_alone() -> None:
    create_organ(None, None, name="某县人民政府", slug="county", level="county", kind="government", region="640221")
    with pytest.raises(Refused, match="空数据库"):
        demo(7, SAMPLES)
    assert Organ.objects.count() == 1


def test_missing_samples_are_named_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"000-pingluo-office-2025\.txt"):
        demo(7, tmp_path)
    assert not Organ.objects.exists()


def test_a_real_installation_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_ENV", "production")
    with pytest.raises(Refused, match="正式环境"):
        demo(7, SAMPLES)
