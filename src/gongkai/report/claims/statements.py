"""Statements without a number: 未发生…行政复议, 均为自然人申请, 办结率100%."""

from decimal import Decimal

from gongkai.report.claims.heads import Clause, Heads, Thread
from gongkai.report.claims.meaning import COURTS, DECISIONS, DOCUMENTS, REQUESTS, meanings, requester_of
from gongkai.report.claims.model import Claim
from gongkai.report.claims.numbers import Quantity, Token

_INTAKE = frozenset(("new", "received", "accepted"))
_DENIABLE = frozenset(("withheld", "not_handled", "unavailable", "partial", "carried_in", "carried_out", "closed_rows"))
_DENIED_DEEDS = frozenset(("issued", "abolished", "in_force"))
_NOTHING_MORE = frozenset(("", "发生", "出现", "产生", "有", "收到", "接到", "收到申请", "发生案件", "件"))
"""What may follow a denial that stands behind its object: 行政复议、行政诉讼均未发生."""
_VERBS_OF_BEING = ("发生", "出现", "产生", "形成")
_COUNT = Quantity(0, "=", "case", "件")


def denials(text: str, clause: Clause, heads: Heads, thread: Thread, end: int) -> list[Claim]:
    """What the clause that ends at ``end`` says not to have happened; each court of an enumeration is denied."""
    if clause.assist or clause.change:
        return []
    if clause.denied_at < 0:
        return _denied_on(text, clause, heads, thread, end)
    if not heads:
        if text[clause.denied_at : end] not in _NOTHING_MORE or clause.before.gap:
            return []
        heads = clause.before
    courts = [o for o in dict.fromkeys(heads.objects) if o in COURTS]
    if courts:
        metrics = [f"{court}.{verdict}" for court in courts for verdict in heads.verdicts] or courts
        return [_denied(m, text, clause, thread, end, _qualifier(text, clause, heads, end)) for m in metrics]
    if heads.gap or clause.odd or clause.special or heads.verdicts:
        return []
    metrics = _denied_metrics(heads, thread)
    requester, certain = requester_of(heads.requesters)
    return [_denied(m, text, clause, thread, end, "", requester, strict=certain) for m in metrics]


def _denied_on(text: str, clause: Clause, heads: Heads, thread: Thread, end: int) -> list[Claim]:
    """未发生行政复议，提起行政诉讼的情况: a denial that a comma cuts."""
    courts = [o for o in dict.fromkeys(heads.objects) if o in COURTS]
    alone = len(courts) == len(heads.objects) and not (heads.gap or heads.verbs or heads.verdicts or heads.outcomes)
    if not clause.continues or clause.count or not courts or not alone:
        return []
    return [_denied(court, text, clause, thread, end, "") for court in courts]


def _denied_metrics(heads: Heads, thread: Thread) -> list[str]:
    last = heads.objects[-1] if heads.objects else ""
    if heads.outcomes:
        plain = not (heads.verbs or heads.deeds or heads.channels or heads.loose)
        about = thread.object == "request" and all(o in REQUESTS for o in heads.objects)
        return heads.outcomes if plain and about and set(heads.outcomes) <= _DENIABLE else []
    if last in REQUESTS and not heads.deeds:
        known = "request" in heads.objects or thread.object == "request"
        only = all(o in REQUESTS or o == "information" for o in heads.objects)
        return ["received"] if known and only and set(heads.verbs) <= _INTAKE and not heads.channels else []
    if last in DOCUMENTS and not heads.verbs:
        kinds = list(dict.fromkeys(o for o in heads.objects if o in DOCUMENTS))
        return [f"{kind}.{deed}" for kind in kinds for deed in heads.deeds if deed in _DENIED_DEEDS]
    if heads.objects and all(o in DECISIONS for o in heads.objects) and set(heads.deeds) <= {"decided"}:
        return [f"{kind}.decided" if heads.deeds else kind for kind in dict.fromkeys(heads.objects)]
    if last in ("fee", "fee_notice") and not heads.verbs:
        return [last]
    return []


def _qualifier(text: str, clause: Clause, heads: Heads, end: int) -> str:
    """The words that narrow a denial to special cases; 因政府信息公开引发的 does not, it is the table's own scope."""
    start = clause.denied_at
    while text.startswith(_VERBS_OF_BEING, start):
        start += 2
    if clause.odd or any(outcome != "opened" for outcome in heads.outcomes) or heads.channels:
        return text[start : max(clause.court_at, start)] or text[start:end]
    return text[start:end] if clause.trail else ""


def _denied(
    metric: str,
    text: str,
    clause: Clause,
    thread: Thread,
    end: int,
    qualifier: str,
    requester: str = "",
    *,
    strict: bool = True,
) -> Claim:
    return Claim(
        metric=metric,
        value=0,
        denied=True,
        requester=requester,
        qualifier=qualifier,
        scope=clause.scope or thread.scope,
        period=thread.period,
        strict=strict,
        said=text[clause.start : end],
    )


def universals(text: str, clause: Clause, heads: Heads, thread: Thread, end: int) -> list[Claim]:
    """Statements on all applications: 均为自然人申请, 全部按要求办结."""
    if not clause.every or clause.count or clause.denied_at >= 0 or clause.assist or clause.change or heads.gap:
        return []
    if thread.object != "request" or any(o not in REQUESTS for o in heads.objects) or heads.deeds:
        return []
    requester, _ = requester_of(heads.requesters)
    metric = ""
    if requester:
        metric = "kinds"
    elif heads.verbs and set(heads.verbs) <= {"closed", "handled"} and "closed" in heads.verbs:
        metric = "closed"
    if not metric or heads.outcomes or heads.channels:
        return []
    said = text[clause.start : end]
    return [
        Claim(
            metric=metric,
            every=True,
            requester=requester,
            qualifier=_timely(said),
            scope=clause.scope or thread.scope,
            period=thread.period,
            partial=thread.part or clause.special,
            said=said,
        )
    ]


def rate(text: str, token: Token, clause: Clause, heads: Heads, thread: Thread) -> Claim | None:
    """办结率100%, 予以公开的占20.5%: a percentage with what it is a percentage of."""
    said = text[clause.start : token.end]
    metric = requester = channel = ""
    if clause.rate == "closed" and thread.object == "request" and all(o in REQUESTS for o in heads.objects):
        metric = "closed"
    elif clause.shared and not clause.shared.gap and not clause.rate:
        found = meanings(clause.shared, _COUNT, thread)
        if len(found) == 1 and not found[0].partial:
            metric, requester, channel, *_ = found[0]
    if not metric or clause.change or clause.assist:
        return None
    return Claim(
        metric=metric,
        requester=requester,
        channel=channel,
        share=Decimal(token.value),
        every=bool(clause.rate) and token.value == "100",
        qualifier=_timely(said) if clause.rate else "",
        scope=clause.scope or thread.scope,
        period=thread.period,
        said=said,
    )


def _timely(said: str) -> str:
    return "按期" if any(c in said for c in "期时") else ""
