"""A county with an office whose report is published, and a department that has published none."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.annual.actions import publish_report, upload_report
from gongkai.annual.models import Report
from gongkai.organs.actions import appoint, create_organ, create_person, rename_organ
from gongkai.organs.models import Organ, Role

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
PHONE = "0952-0001234"


@pytest.fixture
def county() -> Organ:
    fields = {"level": "county", "region": "640221"}
    county = create_organ(None, None, name="平罗县人民政府", slug="pingluo", kind="government", **fields)
    office = {"name": "平罗县人民政府办公室", "slug": "pingluo-office", "kind": "office", "phone": PHONE}
    create_organ(None, county, **office, **fields)
    keeper = create_person(None, "keeper", "某人", "Quiet-Lake-2026")
    appoint(None, keeper, county, Role.ADMINISTRATOR, dt.date(2020, 1, 1))
    land = create_organ(None, county, name="平罗县国土资源局", slug="land", kind="department", **fields)
    rename_organ(keeper, land, "平罗县自然资源局", dt.date(2019, 3, 1), "机构改革")
    return Organ.objects.get(pk=county.pk)


@pytest.fixture
def reports(county: Organ, work_off: Callable[[], None]) -> list[Report]:
    """The report of 2022, published; that of 2025, not."""
    office = Organ.objects.get(slug="pingluo-office")
    signer = create_person(None, "signer", "某人", "Quiet-Lake-2026")
    for role in (Role.OFFICER, Role.SIGNER):
        appoint(None, signer, office, role, dt.date(2026, 1, 1))
    paths = [next(SAMPLES.glob(f"{number}*")) for number in ("001", "000")]
    files = [upload_report(signer, office, SimpleUploadedFile(p.name, p.read_bytes())) for p in paths]
    work_off()
    made = [file.reports.get() for file in files]
    publish_report(signer, made[0])
    return made
