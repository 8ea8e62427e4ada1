"""The tree of bodies, from the autonomous region down to its villages."""

import itertools
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from gongkai.demo.places import DEPARTMENTS, VILLAGES, Place
from gongkai.law.credit_code import check_character
from gongkai.organs.actions import create_organ
from gongkai.organs.models import Kind, Level, Organ


class Maker(NamedTuple):
    """What bodies are made from: the chance of the seed, and numbers that no two of them share."""

    chance: Random
    numbers: Iterator[int]


def make_region(root: Place, chance: Random) -> None:
    """Register every body of the place and of the places in it."""
    _make_government(Maker(chance, itertools.count(1)), root, None)


def _make_government(maker: Maker, place: Place, above: Organ | None) -> None:
    level = Level.PROVINCE if above is None else Level.CITY if above.level == Level.PROVINCE else Level.COUNTY
    government = _make(maker, place, above, f"{place.name}人民政府", place.slug, level, Kind.GOVERNMENT)
    office = "办公厅" if level == Level.PROVINCE else "办公室"
    _make(maker, place, government, f"{place.name}人民政府{office}", f"{place.slug}-office", level, Kind.OFFICE)
    if above is not None:
        for name, slug in DEPARTMENTS:
            _make(maker, place, government, f"{place.name}{name}局", f"{place.slug}-{slug}", level, Kind.DEPARTMENT)
        _make_services(maker, place, government, level)
    for number, (name, slug) in enumerate(place.towns, 100):
        town = place._replace(name=name, slug=f"{place.slug}-{slug}", region=f"{place.region}{number}")
        _make_township(maker, place, town, government)
    for part in place.parts:
        _make_government(maker, part, government)


def _make_services(maker: Maker, place: Place, government: Organ, level: Level) -> None:
    name, slug = f"{place.name}社会保险事业管理中心", f"{place.slug}-insurance"
    _make(maker, place, government, name, slug, level, Kind.INSTITUTION)
    name, slug = f"{place.name}供水公司", f"{place.slug}-waterworks"
    _make(maker, place, government, name, slug, level, Kind.PUBLIC_ENTERPRISE)


def _make_township(maker: Maker, county: Place, town: Place, above: Organ) -> None:
    name = f"{county.name}{town.name}人民政府"
    government = _make(maker, town, above, name, town.slug, Level.TOWNSHIP, Kind.GOVERNMENT)
    for number, (village, slug) in enumerate(VILLAGES, 200):
        name = f"{county.name}{town.name}{village}村民委员会"
        place = town._replace(region=f"{town.region}{number}")
        _make(maker, place, government, name, f"{town.slug}-{slug}", Level.VILLAGE, Kind.VILLAGE_COMMITTEE)


def _make(maker: Maker, place: Place, above: Organ | None, name: str, slug: str, level: Level, kind: Kind) -> Organ:
    number = next(maker.numbers)
    fields = {"name": name, "slug": slug, "level": level, "kind": kind, "region": place.region}
    return create_organ(None, above, **fields, credit_code=_credit_code(place, kind, number), **_contacts(maker, place))


def _contacts(maker: Maker, place: Place) -> dict[str, str]:
    """What stands in the contact block: numbers that nobody has."""
    line = f"{place.area}-000{maker.chance.randrange(10_000):04d}"
    return {
        "address": f"{place.name}示例路 {maker.chance.randrange(1, 200)} 号（演示数据）",
        "postcode": "000000",
        "phone": line,
        "fax": line,
        "email": f"{place.slug}@example.invalid",
        "office_hours": "周一至周五 8:30—12:00、14:30—18:00（法定节假日除外）",
        "foi_unit": "政务公开办公室（演示数据）",
        "site_code": f"{place.region[:6]}0000",
        "icp_number": "宁ICP备00000000号",
        "police_number": "宁公网安备00000000000000号",
    }


_AUTHORITY = {Kind.INSTITUTION: "12", Kind.PUBLIC_ENTERPRISE: "91", Kind.VILLAGE_COMMITTEE: "54"}


def _credit_code(place: Place, kind: Kind, number: int) -> str:
    """A code with a right check character over an organisation number that is none (99900…).

    >>> from gongkai.demo.places import WUZHONG
    >>> _credit_code(WUZHONG, Kind.OFFICE, 7)[:17]
    '11640300999000007'
    """
    code = f"{_AUTHORITY.get(kind, '11')}{place.region[:6]}{999_000_000 + number}"
    return code + check_character(code)
