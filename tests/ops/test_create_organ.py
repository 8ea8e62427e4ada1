"""The first body and its administrator."""

import pytest
from django.test import Client

from gongkai.organs.models import Organ, Person
from gongkai.trail.queries import entries_of
from ops.platform_program import call

pytestmark = pytest.mark.django_db
COUNTY = ("某县人民政府", "--slug", "county", "--level", "县级", "--region", "640221")


def test_a_body_and_an_administrator_who_can_log_in(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    done = call(capsys, "create-organ", *COUNTY, "--administrator", "admin")
    assert done.status == 0, done.err
    password = done.out.strip().rpartition("：")[2]
    client.post("/desk/login/", {"username": "admin", "password": password})
    assert client.get("/desk/").headers["Location"] == "/desk/password/"
    assert entries_of(Organ.objects.get()).get().actor_label == "系统"


def test_a_body_below_another(capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "create-organ", *COUNTY)
    below = ("某县水务局", "--slug", "water", "--level", "县级", "--kind", "政府部门", "--region", "640221")
    assert call(capsys, "create-organ", *below, "--parent", "county").status == 0
    assert Organ.objects.get(slug="water").get_parent().slug == "county"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--parent", "nothing"), "没有标识为“nothing”的上级机关"),
        (("--region", "64"), "行政区划代码："),
        (("--credit-code", "123"), "统一社会信用代码应为 18 位"),
        (("--administrator", "有 空格"), "管理员用户名："),
        (("--level", "国家级"), "国家级"),
    ],
)
def test_what_cannot_be_registered_leaves_nothing(
    capsys: pytest.CaptureFixture[str], options: tuple[str, str], words: str
) -> None:
    done = call(capsys, "create-organ", *COUNTY, *options)
    assert done.status == 2
    assert words in done.err
    assert not Organ.objects.exists()
    assert not Person.objects.exists()
