"""Who may open which screen, asked from the outside: ten roles, a person without a post, a visitor."""

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.annual.actions.writing import begin
from gongkai.annual.models import Report
from gongkai.catalogue.actions.editing import begin_catalogue
from gongkai.disclosure.actions.documents import draft_document
from gongkai.disclosure.actions.explaining import draft as explain
from gongkai.disclosure.actions.texts import draft_guide
from gongkai.disclosure.models import CleanupRound, Interpretation
from gongkai.engagement.actions.publishing import draft
from gongkai.engagement.models import Consultation, Leader, Meeting, Motion, Survey
from gongkai.gazette.models import Issue
from gongkai.organs.actions import create_person
from gongkai.organs.models import Organ, Person, Post, Role

pytestmark = pytest.mark.django_db
Enter = Callable[[Role], Client]

EVERYONE = set(Role)
READERS = EVERYONE - {Role.ADMINISTRATOR}
OVERSEERS = {Role.SUPERVISOR, Role.AUDITOR}
TRAIL = {*OVERSEERS, Role.ADMINISTRATOR}
KEEPERS = {Role.ADMINISTRATOR}


class Screen(NamedTuple):
    """An address (``own``, ``other``: organ, report or file there) and the roles to which it opens."""

    address: str
    roles: set[Role]
    refused: int = 403


SCREENS = [
    Screen("", EVERYONE),
    *(Screen(f"matters/{kind}/", EVERYONE) for kind in ("due", "late", "wrong")),
    Screen("units/", EVERYONE),
    Screen("reports/", READERS),
    Screen("reports/?export=csv", READERS),
    Screen("reports/upload/", {Role.OFFICER, Role.SUPERVISOR}),
    *(
        Screen(f"reports/{{report}}/{part}", READERS, 404)
        for part in ("", "marked/", "audit.json", "compare/{report}/", "compared/{report}/")
    ),
    *(Screen(f"reports/files/{{file}}/{part}", READERS, 404) for part in ("", "original/")),
    *(Screen(f"reports/{{foreign}}/{part}", OVERSEERS, 404) for part in ("", "marked/", "audit.json")),
    *(Screen(f"reports/files/{{foreign_file}}/{part}", OVERSEERS, 404) for part in ("", "original/")),
    *(
        Screen(f"annual/{{organ}}/2025/{part}", READERS, 404)
        for part in ("", "preview/", "changes/", "write/", "versions/1/")
    ),
    *(Screen(f"annual/{{county}}/2025/{part}", OVERSEERS, 404) for part in ("", "rollup/", "rollup/4/review/total/")),
    Screen("annual/{foreign_organ}/2025/", OVERSEERS, 404),
    Screen("annual/board.csv", READERS),
    *(Screen(f"reports/{board}/", READERS) for board in ("errors", "reuse")),
    *(
        Screen(f"organ-choice/{part}?act={act}", roles)
        for part in ("", "results/", "chosen/{organ}/")
        for act, roles in (("see_reports", READERS), ("manage_people", KEEPERS))
    ),
    Screen("organ-choice/?act=no-such-act", set(), 404),
    Screen("figures/", READERS),
    Screen("figures/dictionary/", READERS),
    Screen("figures/table3.received.total/?year=2026", READERS, 403),
    Screen("figures/no-such-figure/", set(), 404),
    Screen("texts/", EVERYONE),
    Screen("texts/new/", {Role.OFFICER, Role.ADMINISTRATOR}),
    *(Screen(f"texts/{{text}}/{part}", EVERYONE, 404) for part in ("", "preview/")),
    *(Screen(f"texts/{{foreign_text}}/{part}", OVERSEERS | KEEPERS, 404) for part in ("", "preview/")),
    Screen("documents/", READERS),
    Screen("documents/?export=xlsx", READERS),
    Screen("documents/new/", {Role.OFFICER}),
    *(Screen(f"documents/{{document}}/{part}", READERS, 404) for part in ("", "preview/", "life/")),
    *(Screen(f"documents/{{foreign_document}}/{part}", OVERSEERS, 404) for part in ("", "preview/")),
    Screen("catalogue/", EVERYONE),
    Screen("catalogue/new/", {Role.OFFICER, Role.SUPERVISOR}),
    *(Screen(f"catalogue/editions/{{edition}}/{part}", EVERYONE, 404) for part in ("", "catalogue.xlsx", "enact/")),
    Screen("coverage/", EVERYONE),
    Screen("coverage/records/", EVERYONE),
    Screen("village/", READERS),
    Screen("documents/{document}/items/", READERS, 404),
    *(Screen(f"{kind}/", READERS) for kind in ("surveys", "meetings", "motions", "leaders", "profiles")),
    *(Screen(f"{kind}/new/", {Role.OFFICER}) for kind in ("surveys", "meetings", "motions", "leaders", "profiles")),
    Screen("tables/motions/", {Role.OFFICER}),
    Screen("tables/counters/", {Role.OFFICER, Role.SUPERVISOR}),
    Screen("tables/counters/template/", {Role.OFFICER, Role.SUPERVISOR}),
    Screen("motions/{motion}/", READERS, 404),
    Screen("leaders/{leader}/", READERS, 404),
    *(Screen(f"surveys/{{survey}}/{part}", READERS, 404) for part in ("", "preview/", "numbers/", "respond/")),
    *(Screen(f"meetings/{{meeting}}/{part}", READERS, 404) for part in ("", "preview/", "refer/")),
    Screen("consultations/", READERS),
    Screen("consultations/?export=xlsx", READERS),
    Screen("consultations/new/", {Role.OFFICER}),
    *(
        Screen(f"consultations/{{consultation}}/{part}", READERS, 404)
        for part in ("", "preview/", "opinions/", "link/")
    ),
    Screen("consultations/{consultation}/opinions/enter/", READERS, 404),
    *(Screen(f"consultations/{{foreign_consultation}}/{part}", OVERSEERS, 404) for part in ("", "opinions/")),
    *(Screen(f"{kind}s/", READERS) for kind in ("interpretation", "pack", "talk")),
    *(Screen(f"{kind}s/new/", {Role.OFFICER}) for kind in ("interpretation", "pack", "talk")),
    *(Screen(f"interpretations/{{interpretation}}/{part}", READERS, 404) for part in ("", "preview/")),
    Screen("gazette/", READERS),
    Screen("gazette/new/", {Role.OFFICER}),
    *(Screen(f"gazette/{{issue}}/{part}", READERS, 404) for part in ("", "copies/")),
    Screen("rounds/", READERS),
    Screen("rounds/new/", {Role.OFFICER}),
    *(Screen(f"rounds/{{round}}/{part}", READERS, 404) for part in ("", "decide/")),
    Screen("trail/", TRAIL),
    Screen("trail/?export=csv", TRAIL),
    Screen("trail/check/", TRAIL),
    Screen("organs/", KEEPERS),
    Screen("organs/?export=xlsx", KEEPERS),
    *(Screen(f"organs/{{organ}}/{part}", KEEPERS) for part in ("", "rename/", "below/", "succession/")),
    Screen("people/", KEEPERS),
    Screen("people/new/", KEEPERS),
    Screen("people/{person}/", KEEPERS),
    Screen("people/posts/{post}/dismiss/", KEEPERS),
]


@pytest.fixture
def names(report: Report, foreign: Report) -> dict[str, int]:
    post = Post.objects.get(person__username="officer-office")
    stranger = Person.objects.get(username="officer-bureau")
    fields = {"kind": "general", "heading": "budget", "title": "预算说明", "body": "甲"}
    begin(post.person, post.organ, 2025)
    today = timezone.localdate()
    surveyed = {"title": "问卷", "opens_on": today, "closes_on": today, "questions": "打分（评分）"}
    moved = {"title": "建议", "kind": "deputy", "session": "一次", "no": "1", "received_on": today}
    met = {"title": "会议", "kind": "standing", "held_on": today, "agenda": "议题"}
    asked = {"title": "草案", "kind": "other", "opens_on": today, "closes_on": today, "ways": "来信", "body": "甲"}
    document = draft_document(post.person, post.organ, fields)
    return {
        "foreign_organ": foreign.organ_id,
        "county": Organ.objects.get(slug="pingluo").pk,
        "text": draft_guide(post.person, post.organ).pk,
        "foreign_text": draft_guide(stranger, foreign.organ).pk,
        "document": document.pk,
        "interpretation": explain(
            post.person, Interpretation, post.organ, {"title": "解读", "documents": [document]}
        ).pk,
        "issue": Issue.objects.create(organ=post.organ, year=2026, number=1, first=today, last=today).pk,
        "round": CleanupRound.objects.create(organ=post.organ, title="清理").pk,
        "foreign_document": draft_document(stranger, foreign.organ, fields).pk,
        "edition": begin_catalogue(post.person, post.organ, "公开事项目录").pk,
        "motion": draft(post.person, Motion(organ=post.organ), moved).pk,
        "leader": draft(
            post.person, Leader(organ=post.organ), {"title": "甲", "post": "主任", "place": 1, "since": today}
        ).pk,
        "survey": draft(post.person, Survey(organ=post.organ), {**surveyed}).pk,
        "meeting": draft(post.person, Meeting(organ=post.organ), {**met}).pk,
        "consultation": draft(post.person, Consultation(organ=post.organ), asked).pk,
        "foreign_consultation": draft(stranger, Consultation(organ=foreign.organ), asked).pk,
        "report": report.pk,
        "file": report.file_id,
        "foreign": foreign.pk,
        "foreign_file": foreign.file_id,
        "organ": report.organ_id,
        "person": post.person_id,
        "post": post.pk,
    }


@pytest.mark.parametrize("role", list(Role))
def test_a_screen_opens_to_its_roles_alone(enter: Enter, names: dict[str, int], role: Role) -> None:
    client = enter(role)
    expected, answered = {}, {}
    for screen in SCREENS:
        expected[screen.address] = 200 if role in screen.roles else screen.refused
        response = client.get(f"/desk/{screen.address.format(**names)}")
        answered[screen.address] = response.status_code
        if response.streaming:  # read to its end, it closes what it holds
            assert b"".join(response.streaming_content)
    assert {at: got for at, got in answered.items() if got != expected[at]} == {}


def test_nobody_without_a_post_of_today_comes_in(office: Organ, client: Client) -> None:
    person = create_person(None, "nobody", "某人", "Quiet-Lake-2026")
    Post.objects.create(
        person=person, organ=office, role=Role.OFFICER, since=dt.date(2020, 1, 1), until=dt.date(2021, 1, 1)
    )
    for visitor in (Client(), client):
        if visitor is client:
            person.must_change_password = False
            person.save()
            client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        for address in ("", "reports/", "trail/", "organs/"):
            response = visitor.get(f"/desk/{address}")
            assert response.status_code == 302
            assert response["Location"].startswith("/desk/login/")


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_shows_what_opens_and_nothing_of_wagtail(enter: Enter, role: Role) -> None:
    client = enter(role)
    (page,) = re.findall(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', client.get("/desk/").content.decode())
    for address, roles in (("trail", TRAIL), ("organs", KEEPERS), ("people", KEEPERS), ("reports", READERS)):
        assert (f'"/desk/{address}/"' in page) == (role in roles), address
    for address in ("/desk/pages/", "/desk/images/", "/desk/snippets/", "/desk/users/"):
        assert f'"{address}"' not in page


@pytest.mark.parametrize(
    "address", ["pages/", "images/", "documents/", "users/", "groups/", "sites/", "collections/", "workflows/list/"]
)
def test_what_wagtail_offers_beside_is_closed(enter: Enter, address: str) -> None:
    response = enter(Role.ADMINISTRATOR).get(f"/desk/{address}")
    assert response.status_code in {302, 403, 404}


@pytest.mark.parametrize("role", list(Role))
def test_acts_are_refused_with_the_sentence_that_the_page_shows(
    enter: Enter, names: dict[str, int], role: Role
) -> None:
    client = enter(role)
    may = {"publish": {Role.SIGNER}, "decide": {Role.SIGNER, Role.OFFICER, Role.SUPERVISOR}}
    sentence = {"publish": "您的岗位不能发布年度报告", "decide": "您的岗位不能对审核问题作出处理"}
    fingerprint = Report.objects.get(pk=names["report"]).findings.all()[0].fingerprint
    given = {
        "publish": {"publish_reason": "按期发布"},
        "decide": {"one": f"confirmed:{fingerprint}"},
    }
    shown = client.get(f"/desk/reports/{names['report']}/").content.decode()
    for act, roles in may.items():
        response = client.post(f"/desk/reports/{names['report']}/{act}/", given[act])
        if role in roles:
            assert response.status_code == 302
            assert sentence[act] not in shown
        elif role is Role.ADMINISTRATOR:
            assert response.status_code == 404
        else:
            assert response.status_code == 403
            assert sentence[act] in response.content.decode()
            assert sentence[act] in shown


def test_a_thousand_bodies_cost_no_more_questions(
    enter: Enter, county: Organ, names: dict[str, int], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    Organ.objects.bulk_create(
        Organ(
            path=Organ._get_path(county.path, 2, 100 + number),
            depth=2,
            name=f"第{number}局",
            slug=f"b-{number}",
            level="county",
            kind="department",
            region="640221",
        )
        for number in range(1000)
    )
    assert Person.objects.count() == 2
    for role, addresses in {
        Role.SUPERVISOR: ("", "matters/late/", "units/", "reports/", "reports/{report}/", "reports/upload/", "trail/"),
        Role.ADMINISTRATOR: ("", "organs/", "people/", "organs/{organ}/", "people/{person}/", "trail/"),
    }.items():
        client = enter(role)
        for address in addresses:
            with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
                assert client.get(f"/desk/{address.format(**names)}").status_code == 200
