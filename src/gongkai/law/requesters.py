"""Kinds of requesters: the columns of table 3, and a suggestion from the organisation's code."""

import functools
from collections.abc import Mapping

import msgspec

from gongkai.law import credit_code
from gongkai.law.loading import Cited, document


class Prefix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the first two characters of a code tell: kind of organisation and column.

    An organisation whose name has one of ``research_words`` goes to 科研机构 instead.
    """

    column: str
    name: str
    certain: bool = True
    why: str = ""
    research_words: tuple[str, ...] = ()


class Requesters(Cited, frozen=True, kw_only=True):
    """The columns with their labels, and what prefixes suggest."""

    columns: dict[str, str]
    prefixes: dict[str, Prefix]


class Suggestion(msgspec.Struct, frozen=True):
    """A column for an organisation; ``certain`` is false where a person has to look."""

    column: str
    why: str
    certain: bool


def suggest(code: str, name: str = "", mapping: Mapping[str, str] = {}) -> Suggestion:
    """The column for an organisation with this code; ``mapping`` (prefix → column) holds a region's own practice.

    Raises ``ValueError`` with a Chinese message where the code is not valid.

    >>> suggest("9144030071526726XG").column
    'business'
    """
    if not credit_code.is_valid(code):
        raise ValueError(f"统一社会信用代码“{code}”不正确，请核对18位字符")
    prefix = requesters().prefixes.get(code[:2])
    if code[:2] in mapping:
        return Suggestion(mapping[code[:2]], f"代码以{code[:2]}开头，按本地口径归类", True)
    if prefix is None:
        return Suggestion("other", f"代码以{code[:2]}开头，没有对应的列", False)
    word = next((word for word in prefix.research_words if word in name), "")
    if word:
        return Suggestion("research", f"{prefix.name}，名称含“{word}”", False)
    return Suggestion(prefix.column, prefix.why or f"代码以{code[:2]}开头：{prefix.name}", prefix.certain)


@functools.cache
def requesters() -> Requesters:
    """The columns and prefixes."""
    return document("requesters.yaml", Requesters)
