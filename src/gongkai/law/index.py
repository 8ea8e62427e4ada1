"""The index of the statute: for every provision, what in the program stands on it.

Rules of the auditor are not here: they live above this room; whoever prints the index adds them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import msgspec

from gongkai.law.deadlines import deadlines
from gongkai.law.duties import duties, standard_fields
from gongkai.law.fees import tariffs
from gongkai.law.letters import letters
from gongkai.law.lifecycle import stages
from gongkai.law.loading import Cited, Entry
from gongkai.law.outcomes import outcomes
from gongkai.law.periods import histories
from gongkai.law.procedure import procedure
from gongkai.law.provisions import Provision, order
from gongkai.law.receipt import channels
from gongkai.law.remedies import clauses
from gongkai.law.requesters import requesters
from gongkai.law.results import results

KINDS = {
    "duty": "主动公开义务",
    "channel": "收到申请的渠道",
    "period": "期限",
    "deadline": "年度截止日",
    "step": "办理步骤",
    "stage": "文件环节",
    "outcome": "处理结果",
    "letter": "文书",
    "fee": "收费标准",
    "remedy": "救济告知",
    "result": "复议、诉讼结果",
    "requester": "申请人类别",
    "cell": "年报单元格",
}
"""The kinds of uses with their Chinese names, in the order of a page."""


class Use(msgspec.Struct, frozen=True, order=True):
    """Something that stands on a provision: its kind, key and Chinese name; of a cell the key is ``table:row``."""

    kind: str
    key: str
    name: str

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return KINDS[self.kind]


def index() -> dict[Provision, tuple[Use, ...]]:
    """For every provision cited in the statute's data, in the order of instruments and articles, its uses.

    >>> from gongkai.law.provisions import regulation
    >>> [use.key for use in index()[regulation(34)] if use.kind == "period"]
    ['joint_organ_reply']
    """
    uses: dict[Provision, dict[Use, None]] = defaultdict(dict)
    for entry, use in _uses():
        for provision in entry.provisions:
            uses[provision][use] = None
    kinds = list(KINDS)
    return {
        provision: tuple(sorted(uses[provision], key=lambda use: kinds.index(use.kind)))
        for provision in sorted(uses, key=order)
    }


_TABLES: dict[str, Callable[[], Mapping[str, Entry]]] = {
    "duty": duties,
    "channel": channels,
    "deadline": deadlines,
    "step": lambda: procedure().steps,
    "stage": stages,
    "outcome": outcomes,
    "letter": letters,
    "fee": tariffs,
    "remedy": clauses,
    "result": results,
}


def _uses() -> Iterator[tuple[Cited, Use]]:
    for kind, table in _TABLES.items():
        for entry in table().values():
            yield entry, Use(kind, entry.key, entry.name)
    for history in histories().values():
        for version in history.versions:
            yield version, Use("period", history.key, f"{history.name}（{version.length}{version.unit.label}）")
    yield requesters(), Use("requester", "requesters", "申请人类别")
    yield standard_fields(), Use("duty", "standard_fields", "基层政务公开标准目录领域")
    yield from _cells()


def _cells() -> Iterator[tuple[Cited, Use]]:
    for outcome in outcomes().values():
        if outcome.row:
            yield outcome, Use("cell", f"3:{outcome.row}", outcome.name)
    for duty in duties().values():
        for row in duty.rows:
            yield duty, Use("cell", f"2:{row}", duty.name)
    for result in results().values():
        yield result, Use("cell", f"4:{result.row()}.{result.column}", result.name)
