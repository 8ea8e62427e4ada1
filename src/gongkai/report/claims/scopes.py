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
_PLACE_LETTER = re.compile("^[省市县区州旗]")
_LONGEST_SHORT_NAME = 16


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
    if body is Body.GOVERNMENT and word[0] == "各" and not word.startswith("各级"):
        return Scope.OPEN
    return _TABLE[body][value]


def named(words: str, organ: str | None) -> Scope | None:
    """The scope that a body named right before a verb gives (县自然资源局收到…); ``None`` where none is named.

    >>> named("县自然资源局", "平罗县人民政府"), named("市发改局", "某市发展和改革局")
    (<Scope.PART: 'part'>, <Scope.OWN: 'own'>)
    """
    if not words.endswith(_ORGANS):
        return None
    if body_of(organ) is Body.GOVERNMENT:
        return Scope.PART
    letters = iter(organ or "")
    short = _PLACE_LETTER.sub("", words[-_LONGEST_SHORT_NAME:])
    return Scope.OWN if organ and all(letter in letters for letter in short) else Scope.OPEN
