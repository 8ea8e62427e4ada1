"""How a request may end: legal basis, letter, row of table 3, and what the letter says of remedies."""

import enum
import functools
from collections.abc import Iterable

from gongkai.law.loading import Entry, parameters


class RemedyRule(enum.StrEnum):
    """Whether a letter must tell of remedies: chosen by legal basis (see ``remedies``), or not at all."""

    BY_BASIS = "by_basis"
    NONE = "none"


class Outcome(Entry, frozen=True, kw_only=True):
    """A way in which a request ends.

    ``row`` is the key of a leaf row of table 3, empty where the case is kept out of it; ``alternatives`` are rows
    that other regions use. ``gives`` tells that information was given.
    """

    letter: str
    remedy: RemedyRule
    row: str = ""
    alternatives: tuple[str, ...] = ()
    gives: bool = False


@functools.cache
def outcomes() -> dict[str, Outcome]:
    """The outcomes by key, in the order of table 3's rows."""
    return parameters("outcomes.yaml", Outcome)


def together(keys: Iterable[str]) -> Outcome:
    """The one outcome of a request whose parts ended in several: it has one row of table 3.

    Something given and something not is 部分公开 and nothing else; nothing given is the first in the table's order.
    Raises ``KeyError`` for an unknown key and ``ValueError`` for none.

    >>> together(["granted", "process_info"]).key, together(["not_exist", "state_secret"]).key
    ('partial', 'state_secret')
    """
    wanted = set(keys)
    if not wanted:
        raise ValueError("至少要有一项处理结果")
    if unknown := wanted - outcomes().keys():
        raise KeyError("、".join(sorted(unknown)))
    ended = [outcome for outcome in outcomes().values() if outcome.key in wanted]
    if len({outcome.gives for outcome in ended}) == 2:
        return outcomes()["partial"]
    given = [outcome for outcome in ended if outcome.key in {"partial", "granted"}]
    return given[-1] if given else ended[0]
