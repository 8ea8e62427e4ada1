"""Leaders of a body and what it does, dated: who left leaves the page, the history stays."""

import io
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from engagement.conftest import Enter, days
from gongkai.engagement.actions.enclosures import enclose
from gongkai.engagement.actions.publishing import draft, publish
from gongkai.engagement.models import Leader, Profile
from gongkai.organs.models import Organ, Person

pytestmark = pytest.mark.django_db


def picture(width: int, height: int, kind: str = "JPEG", name: str = "照片.jpg") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(file, kind)
    return SimpleUploadedFile(name, file.getvalue())


def test_leaders_with_portraits_and_functions_and_those_who_left(
    client: Client, bureau: Organ, officer: Person, signer: Person, enter: Enter,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:  # fmt: skip
    fields = {
        "title": "局长甲",
        "post": "局长",
        "place": 1,
        "since": days(-400),
        "duties": "主持全面工作",
        "body": "<p>简历</p>",
    }
    with pytest.raises(ValidationError) as told:
        draft(officer, Leader(organ=bureau), {**fields, "until": days(-500)})
    assert "离任日期早于" in told.value.message_dict["until"][0]
    leader = draft(officer, Leader(organ=bureau), fields)
    for wrong, said in (
        (picture(100, 120), "像素"),
        (picture(800, 600), "竖"),
        (picture(300, 400, "GIF"), "内容不是"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.4"), "照片"),
        (SimpleUploadedFile("a.jpg", b"\xff\xd8\xff nonsense"), "不是能读的照片"),
    ):
        with pytest.raises(ValidationError, match=said):
            enclose(officer, leader, wrong)
    kept = enclose(officer, leader, picture(300, 400))
    assert client.get(f"/o/finance/enclosures/{kept.pk}/").status_code == 404, "a draft's portrait is nobody's to see"
    publish(signer, leader)
    past = {**fields, "title": "局长乙", "until": days(-401), "since": days(-900)}
    publish(signer, draft(officer, Leader(organ=bureau), past))
    units = "办公室｜综合｜0952-0000000\n预算股|编制预算"
    profile = Profile(organ=bureau)
    publish(signer, draft(officer, profile, {"title": "机构职能", "body": "<p>管理财政。</p>", "units": units}))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        shown = client.get("/o/finance/leaders/").content.decode()
    for said in ("局长甲", "主持全面工作", "管理财政", "预算股", f"/enclosures/{kept.pk}/", "<img"):
        assert said in shown
    assert "局长乙" not in shown
    given = client.get(f"/o/finance/enclosures/{kept.pk}/")
    assert given["Content-Type"] == "image/jpeg"
    assert b"".join(given.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
    desk = enter(officer)
    assert "局长乙" in desk.get("/desk/leaders/?office=past").content.decode(), "the history is kept"
    assert desk.get(f"/desk/profiles/{profile.pk}/").status_code == 200
    with pytest.raises(ValidationError):
        draft(officer, Profile(organ=bureau), {"title": "又一份", "body": "甲", "units": ""})
