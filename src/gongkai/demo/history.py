"""Changes of the past years: bodies renamed, merged and split. Of the demonstration only, not of the real places."""

import datetime as dt

from gongkai.organs.actions import create_organ, rename_organ, succeed
from gongkai.organs.models import Organ, Person

BASIS = "演示数据：机构改革"
REFORM = dt.date(2019, 3, 1)
LATER = dt.date(2024, 6, 1)


def make_history(actor: Person, slug: str, place: str) -> None:
    """Let the departments of the government ``slug`` become what they are today."""
    rename_organ(actor, _organ(f"{slug}-land"), f"{place}自然资源局", REFORM, BASIS)
    rename_organ(actor, _organ(f"{slug}-culture"), f"{place}文化旅游广电局", REFORM, BASIS)
    culture = _organ(f"{slug}-culture")
    succeed(actor, [culture, _organ(f"{slug}-tourism")], [culture], REFORM, BASIS)


def make_split(actor: Person, slug: str, place: str) -> None:
    """Let the building department of the government ``slug`` hand its enforcement over to a new body."""
    housing = _organ(f"{slug}-housing")
    enforcement = create_organ(
        actor,
        _organ(slug),
        name=f"{place}综合执法局",
        slug=f"{slug}-enforcement",
        level=housing.level,
        kind=housing.kind,
        region=housing.region,
        established_on=LATER,
        foi_unit=housing.foi_unit,
        phone=housing.phone,
    )
    succeed(actor, [housing], [_organ(f"{slug}-housing"), enforcement], LATER, BASIS)


def _organ(slug: str) -> Organ:
    organ: Organ = Organ.objects.get(slug=slug)
    return organ
