"""Names of people and of organisations, as they may stand in lists and logs."""

import re


def masked(name: str) -> str:
    """A name for lists and logs.

    >>> masked("张某某"), masked("吴忠市某某商贸有限公司")
    ('张＊＊', '吴忠＊＊公司')
    """
    name = re.sub(r"\s", "", name)
    return f"{name[:1]}＊＊" if len(name) <= 4 else f"{name[:2]}＊＊{name[-2:]}"
