"""Which obligation a document probably fulfils: by its heading, the words of its title, and the period that it names."""

import re
from collections.abc import Iterable
from typing import Any

from gongkai.catalogue.models import Item, Obligation

_SIGNS = re.compile(r"[\s，。、：；“”《》〈〉（）()〔〕\[\]]|关于|公示|公告|通知|情况|信息|及其|有关|相关")
_PERIOD = re.compile(r"(\d{4})年(?:第?([一二三四1-4])季度|(\d{1,2})月|([上下])半年)?")
ENOUGH = 40
"""Points from which an obligation is suggested."""


def likeness(item: Item, heading: str, title: str) -> int:
    """How well an item goes with a document, in points of about 100."""
    points = 25 if heading and item.heading == heading else 0
    wanted, given = _pairs(item.name), _pairs(title)
    return points + (round(75 * len(wanted & given) / len(wanted)) if wanted else 0)


def best(obligations: Iterable[Any], heading: str, title: str, most: int = 5) -> list[Any]:
    """The obligations that the document goes with best, the likeliest first; those of another period come last."""
    scored = [(likeness(owed.item, heading, title) + _same_period(owed, title), owed) for owed in obligations]
    scored.sort(key=lambda pair: (-pair[0], pair[1].due_on))
    return [owed for points, owed in scored if points >= ENOUGH][:most]


def _same_period(owed: Obligation, title: str) -> int:
    """Points for a period that the title names and that is, or is not, the obligation's."""
    match = _PERIOD.search(title)
    if match is None:
        return 0
    if match[1] not in owed.label:
        return -30
    finer = match[2] or match[3] or match[4]
    return (
        10
        if not finer or finer.translate(str.maketrans("1234", "一二三四" if match[2] else "1234")) in owed.label
        else -20
    )


def _pairs(text: str) -> set[str]:
    plain = _SIGNS.sub("", text)
    return {plain[place : place + 2] for place in range(len(plain) - 1)}
