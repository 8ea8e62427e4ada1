"""Whether two names mean the same public body."""

from gongkai.text.widths import skeleton


def same_body(one: str, other: str) -> bool:
    """Whether one name is the other with words left out: 红寺堡区 and 红寺堡区人民政府.

    >>> same_body("平罗县人民政府办公室", "平罗县政府办公室"), same_body("平罗县人民政府", "盐池县人民政府")
    (True, False)
    """
    shorter, longer = sorted((skeleton(one), skeleton(other)), key=len)
    letters = iter(longer)
    return all(letter in letters for letter in shorter)
