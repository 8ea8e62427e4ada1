"""Names of public bodies of many kinds. The places do not exist; the kinds do."""

from random import Random
from typing import NamedTuple

KINDS = ("office", "department", "government", "township")

_PREFECTURES = ("云岭市", "白河市", "东岭市", "临川河市", "安宁湖市", "青禾自治州", "北屏市", "石门关市")
_COUNTIES = (
    "清源河县",
    "长乐原县",
    "安平岭县",
    "市中区",
    "城北新区",
    "双柳区",
    "红旗沟区",
    "白音河旗",
    "东胜川旗",
    "松岭苗族自治县",
    "三江口侗族自治县",
    "龙泉山市",
    "年丰县",
    "公开湖县",
)
_DEPARTMENTS = (
    "教育局",
    "自然资源局",
    "卫生健康委员会",
    "发展和改革委员会",
    "住房和城乡建设局",
    "农业农村局",
    "人力资源和社会保障局",
    "市场监督管理局",
    "审计局",
    "机关事务服务中心",
    "政务服务管理办公室",
    "档案馆",
    "公安局",
    "综合行政执法局",
)
_PROVINCES = ("青禾省", "云川自治区")
_TOWNS = ("柳林镇", "双河口镇", "东关街道办事处", "新华路街道办事处", "白杨树乡", "月亮湖回族乡", "三岔镇人民政府")


class Body(NamedTuple):
    """``name`` as titles print it, ``region`` it governs or serves, what it calls itself and the region in text.

    ``makes_rules`` tells whether the body may report government rules (规章): provinces and cities with districts.
    """

    name: str
    region: str
    own: str
    area: str
    kind: str
    makes_rules: bool = False
    large: bool = False


def random_body(rng: Random, kind: str) -> Body:
    """A body of the kind: ``office``, ``department``, ``government`` or ``township``."""
    return {"office": _office, "department": _department, "government": _government, "township": _township}[kind](rng)


def _office(rng: Random) -> Body:
    if rng.random() < 0.4:
        city = rng.choice(_PREFECTURES)
        level = city[-1] if city.endswith("市") else "州"
        return Body(f"{city}人民政府办公室", city, f"{level}政府办公室", f"全{level}", "office", True)
    county = rng.choice(_COUNTIES)
    level = county[-1]
    return Body(f"{county}人民政府办公室", county, rng.choice((f"{level}政府办公室", "我办")), f"全{level}", "office")


def _department(rng: Random) -> Body:
    draw = rng.random()
    if draw < 0.12:
        return Body(f"{rng.choice(_PREFECTURES)[:2]}师范大学", "", "学校", "全校", "department")
    if draw < 0.3:
        province = rng.choice(_PROVINCES)
        name = rng.choice(("教育厅", "财政厅", "水利厅", "交通运输厅", "卫生健康委员会", "统计局"))
        return Body(f"{province}{name}", province, f"我{name[-1]}", "全系统", "department")
    place = rng.choice(_PREFECTURES + _COUNTIES)
    name = rng.choice(_DEPARTMENTS)
    return Body(f"{place}{name}", place, rng.choice((f"我{name[-1]}", "本机关")), "全系统", "department")


def _government(rng: Random) -> Body:
    draw = rng.random()
    if draw < 0.2:
        province = rng.choice(_PROVINCES)
        area = "全省" if province.endswith("省") else "全区"
        return Body(
            rng.choice((f"{province}人民政府", province)), province, f"我{area[-1]}", area, "government", True, True
        )
    if draw < 0.5:
        city = rng.choice(_PREFECTURES)
        area = "全市" if city.endswith("市") else "全州"
        return Body(rng.choice((f"{city}人民政府", city)), city, f"我{area[-1]}", area, "government", True, draw < 0.35)
    county = rng.choice(_COUNTIES)
    return Body(rng.choice((f"{county}人民政府", county)), county, f"我{county[-1]}", f"全{county[-1]}", "government")


def _township(rng: Random) -> Body:
    county, town = rng.choice(_COUNTIES), rng.choice(_TOWNS)
    name = town if town.endswith(("处", "府")) or rng.random() < 0.4 else f"{town}人民政府"
    own = "我街道" if "街道" in town else "我乡" if "乡" in town[-6:] and "镇" not in town else "我镇"
    return Body(f"{county}{name}", town, own, f"全{own[1:]}", "township")
