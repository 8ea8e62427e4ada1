"""From the words a number hangs on to the quantity it states: one small function for each field."""

from gongkai.report.claims.heads import Heads, Meaning, Thread
from gongkai.report.claims.numbers import Quantity

COURTS = frozenset(("review", "suit", "courts", "suit_direct", "suit_after_review"))
DOCUMENTS = frozenset(("normative", "rules"))
DECISIONS = frozenset(("licences", "penalties", "coercions"))
REQUESTS = frozenset(("request", "application"))
INTAKE = frozenset(("new", "received", "accepted"))
_LEGAL = frozenset(("legal", "business", "research", "public_welfare", "legal_service"))
_NATURAL = frozenset(("natural_person", "citizen"))
_CARRIED = frozenset(("carried_in", "carried_out", "carried", "pending"))
_BESIDES = frozenset(("posted", "published", "cleaned"))
"""Deeds that count nothing beside another: 清理废止, 公布现行有效."""
_NOT_COUNTED = frozenset(("examined", "decided", "collected", "returned", "notified", "printed"))
_MADE_KNOWN = frozenset(("issued", "posted", "published"))
_HOTLINE = {"received": "accepted", "accepted": "accepted", "closed": "closed"}
_POSTED_UNITS = "条份篇"
"""What is counted in these are entries of a web page, not decisions."""
_NOTHING: tuple[Meaning, ...] = ()


def meanings(heads: Heads, quantity: Quantity, thread: Thread) -> tuple[Meaning, ...]:
    """What a number with these words claims; empty where it is not understood or no quantity of ours."""
    family = _family(heads, thread)
    if quantity.unit == "money":
        return _money(heads, thread)
    if quantity.unit == "issue":
        return (Meaning(family),) if family == "gazette" else _NOTHING
    if family in REQUESTS:
        return _request(heads, thread)
    if family in COURTS:
        return _court(heads, thread, quantity)
    if family in DOCUMENTS:
        return _document(heads, thread, family)
    if family in DECISIONS:
        return _decision(heads, thread, family, quantity)
    if family == "hotline":
        return _hotline(heads)
    if family == "fee_notice" and "notified" in heads.deeds:
        return (Meaning("fee_notice"),)
    if family == "documents" and (_MADE_KNOWN.intersection(heads.deeds) or heads.outcomes == ("opened",)):
        return (Meaning("documents"),)
    return _NOTHING


def _family(heads: Heads, thread: Thread) -> str:
    """The field that the words belong to: the object nearest to the number, else the one last spoken of."""
    if heads.objects:
        last = heads.objects[-1]
        if last == "information" and "request" in heads.objects:
            return "request"
        if last != "application":
            return last
        known = "request" in heads.objects or thread.object == "request" or heads.requesters or heads.channels
        return "request" if known and REQUESTS.issuperset(heads.objects) else "other"
    if heads.verdicts:
        return thread.courts[-1] if thread.courts else "other"
    about = (thread.applied or thread.topic == "request") and not thread.fresh
    return "application" if heads.outcomes and about else thread.object


def _request(heads: Heads, thread: Thread) -> tuple[Meaning, ...]:
    if heads.deeds and not (heads.verbs or heads.outcomes):
        return _NOTHING
    requester, certain = requester_of(heads.requesters)
    certain = certain and not heads.channels
    if heads.outcomes:
        return _result(heads, thread, requester, certain=certain)
    if len(set(heads.channels)) == 1:
        return (Meaning("channel", requester, heads.channels[0], strict=False),)
    if heads.verbs:
        metric = _verb(heads.verbs)
        partial = thread.part and metric != "closed" and not requester
        return (Meaning(metric, requester, strict=certain and not thread.part, partial=partial),)
    if heads.requesters:
        metric = "kinds.received" if "request" in heads.objects and not thread.part else "kinds"
        return (Meaning(metric, requester, strict=certain, partial=heads.loose),) if requester else _NOTHING
    if heads.objects or heads.total:
        return (Meaning("mentioned", requester, strict=False, partial=thread.part),)
    return _NOTHING


def _result(heads: Heads, thread: Thread, requester: str, *, certain: bool) -> tuple[Meaning, ...]:
    last, alone = heads.outcomes[-1], len(heads.outcomes) == 1
    if last in _CARRIED:
        return (Meaning(last, requester, strict=certain),) if alone and not heads.verbs else _NOTHING
    outcome = _outcome(heads.outcomes)
    if not outcome or (outcome == "opened" and not (thread.fresh or thread.part)):
        return _NOTHING
    return (Meaning(outcome, requester, strict=certain and alone and not heads.loose and thread.object == "request"),)


def _outcome(outcomes: tuple[str, ...]) -> str:
    """The metric of one result, or of several that are counted together; empty where they cannot be."""
    kinds = set(outcomes)
    if len(kinds) == 1:
        return outcomes[0]
    if kinds <= {"granted", "opened", "partial"}:
        return "opened"
    return "unavailable" if all(kind.startswith(("unavailable", "not_held")) for kind in kinds) else ""


def _verb(verbs: tuple[str, ...]) -> str:
    """受理 with 答复 may count either way, so the wider metric holds."""
    kinds = set(verbs)
    if len(kinds) == 1:
        return verbs[0]
    if kinds <= INTAKE:
        return "accepted" if "accepted" in kinds else "received"
    return "handled" if kinds & INTAKE else "closed"


def requester_of(found: tuple[str, ...]) -> tuple[str, bool]:
    """The kind of requester, and whether it is certain; 公民、法人和其他组织 are all of them and restrict nothing."""
    kinds = set(found)
    if not kinds or (kinds & _NATURAL and kinds & _LEGAL):
        return "", True
    return ("", False) if len(kinds) > 1 else (found[0], True)


def _court(heads: Heads, thread: Thread, quantity: Quantity) -> tuple[Meaning, ...]:
    if "closed" in heads.verbs or heads.deeds or ((heads.verbs or heads.loose) and not thread.foi_here):
        return _NOTHING  # a government also decides reviews of others' cases
    named = tuple(dict.fromkeys(o for o in heads.objects if o in COURTS))
    again = any(court in thread.courts for court in named)
    certain = (thread.foi or quantity.value == 0) and not (heads.verbs or thread.worked_on or heads.loose)
    if heads.verdicts:
        courts = named or tuple(dict.fromkeys(thread.courts))
        court = courts[0] if len(courts) == 1 else "courts"
        strict = certain and len(courts) == 1 and len(heads.verdicts) == 1
        return (Meaning(f"{court}.{heads.verdicts[-1]}", strict=strict),)
    if heads.outcomes:
        return _NOTHING
    court = named[0] if len(named) == 1 else "courts"
    return (Meaning(court, strict=certain and not again, partial=thread.part and not named),)


def _document(heads: Heads, thread: Thread, family: str) -> tuple[Meaning, ...]:
    if heads.verbs or len(set(heads.objects)) > 1 or not DOCUMENTS.issuperset(heads.objects):
        return _NOTHING
    inherited = (thread.deed,) if thread.deed and heads.objects and (heads.joined or thread.fresh) else ()
    deed = _deed(frozenset(heads.deeds or inherited))
    if not deed or not (heads.objects or thread.fresh):
        return _NOTHING
    return (Meaning(f"{family}.{deed}", strict=not (thread.part or thread.cleaning)),)


def _deed(deeds: frozenset[str]) -> str:
    """What was done, where one thing was: 清理废止 is 废止, 发布现行有效 is 现行有效, 修改废止 cannot be told apart."""
    if deeds == {"abolished", "lapsed"}:
        return "abolished_lapsed"
    if deeds >= {"in_force", "cleaned"}:
        return "cleaned"  # 对现行有效的33件进行清理
    main = deeds - _BESIDES or deeds - {"posted"}
    return next(iter(main)) if len(main) == 1 and not main & _NOT_COUNTED else ""


def _decision(heads: Heads, thread: Thread, family: str, quantity: Quantity) -> tuple[Meaning, ...]:
    if quantity.printed_unit in _POSTED_UNITS or heads.outcomes or set(heads.objects) != {family} or thread.part:
        return _NOTHING
    if heads.loose and "decided" not in heads.deeds:
        return _NOTHING  # 查处食品类行政处罚15件 is some of them
    deeds = heads.deeds or ((thread.deed,) if heads.joined and thread.deed else ())
    if not set(deeds) <= {"decided"}:
        return _NOTHING
    return (Meaning(f"{family}.decided" if deeds else family, strict=bool(deeds)),)


def _money(heads: Heads, thread: Thread) -> tuple[Meaning, ...]:
    last = heads.objects[-1] if heads.objects else ""
    return (Meaning(last, strict=not thread.part),) if last in ("charges", "fee") and not heads.verbs else _NOTHING


def _hotline(heads: Heads) -> tuple[Meaning, ...]:
    if not {"hotline", "other"}.issuperset(heads.objects):
        return _NOTHING
    if "returned" in heads.deeds:
        return (Meaning("hotline.returned"),)
    if heads.outcomes == ("pending",):
        return (Meaning("hotline.pending"),)
    kinds = {_HOTLINE.get(verb, "") for verb in heads.verbs}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return (Meaning(f"hotline.{kind}"),) if kind else _NOTHING
