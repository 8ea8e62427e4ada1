"""Whose quantity a sentence states: what 全县, 本级, 政府办 mean in a report of this kind of body."""

import enum
import functools
import re

from gongkai.report.claims.model import Scope


class Body(enum.Enum):
    """What kind of body reports."""

    GOVERNMENT = "government"
    """A government or its area: its report covers all bodies below it."""
    OFFICE = "office"
    """The office of a government."""
    DEPARTMENT = "department"
    UNKNOWN = "unknown"


_OFFICE = re.compile(r"(?:人民)?政府办(?:公室|公厅)?$")
_GOVERNMENT = re.compile(
    r"(?:人民政府|政府|省|自治区|市|县|区|旗|自治州|州|盟|镇|乡|街道|街道办事处|苏木|管委会|管理委员会)$"
)
_TABLE: dict[Body, dict[str, Scope]] = {
    Body.GOVERNMENT: {
        "region": Scope.OWN,
        "local": Scope.OWN,
        "self": Scope.OWN,
        "government": Scope.OPEN,
        "office": Scope.PART,
        "base": Scope.PART,
    },
    Body.OFFICE: {
        "region": Scope.REGION,
        "local": Scope.OPEN,
        "self": Scope.OWN,
        "government": Scope.OPEN,
        "office": Scope.OWN,
        "base": Scope.OPEN,
    },
    Body.DEPARTMENT: {
        "region": Scope.REGION,
        "local": Scope.OPEN,
        "self": Scope.OWN,
        "government": Scope.OPEN,
        "office": Scope.OPEN,
        "base": Scope.OPEN,
    },
    Body.UNKNOWN: {
        "region": Scope.OPEN,
        "local": Scope.OPEN,
        "self": Scope.OWN,
        "government": Scope.OPEN,
        "office": Scope.OPEN,
        "base": Scope.OPEN,
    },
}
_ORGANS = (
    "局",
    "委",
    "厅",
    "办",
    "院",
    "镇",
    "乡",
    "街道",
    "公司",
    "中心",
    "支队",
    "大队",
    "分局",
    "办事处",
    "委员会",
    "办公室",
    "科",
    "处",
    "股",
)
_PLACE = re.compile(r"^.{0,12}?(?:省|自治区|市|州|县|区|旗)")


@functools.lru_cache(maxsize=4096)
def body_of(organ: str | None) -> Body:
    """What kind of body the name tells.

    >>> body_of("盐池县人民政府办公室").value, body_of("红寺堡区").value, body_of("某市教育局").value
    ('office', 'government', 'department')
    """
    if not organ:
        return Body.UNKNOWN
    if _OFFICE.search(organ):
        return Body.OFFICE
    return Body.GOVERNMENT if _GOVERNMENT.search(organ) else Body.DEPARTMENT


def scope_of(value: str, word: str, organ: str | None) -> Scope:
    """What a word of scope means in the report of the organ.

    >>> scope_of("region", "全县", "盐池县人民政府"), scope_of("region", "全区", "盐池县人民政府")
    (<Scope.OWN: 'own'>, <Scope.REGION: 'region'>)
    """
    body = body_of(organ)
    if body is Body.GOVERNMENT and value == "region" and word[0] == "全" and organ:
        area = re.sub(r"(?:人民)?政府$", "", organ)
        if word[-1] not in area[-3:] and word != "全辖区":
            return Scope.REGION
    return _TABLE[body][value]


def named(words: str, organ: str | None) -> Scope | None:
    """The scope that a body named right before a verb gives (县自然资源局收到…); ``None`` where none is named.

    >>> named("2025年县自然资源局", "平罗县人民政府"), named("平罗县自然资源局", "平罗县自然资源局")
    (<Scope.PART: 'part'>, <Scope.OWN: 'own'>)
    """
    if not words.endswith(_ORGANS):
        return None
    core = _PLACE.sub("", organ or "")
    if organ and (words.endswith(organ) or (core and words.endswith(core))):
        return Scope.OWN
    return Scope.PART if body_of(organ) is Body.GOVERNMENT else Scope.OPEN
