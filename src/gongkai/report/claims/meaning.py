"""From the words a number hangs on to the quantity it states: one small table and function for each field."""

from gongkai.report.claims.heads import Heads, Meaning, Thread
from gongkai.report.claims.numbers import Quantity

COURTS = frozenset(("review", "suit", "courts", "suit_direct", "suit_after_review"))
DOCUMENTS = frozenset(("normative", "rules"))
DECISIONS = frozenset(("licences", "penalties", "coercions"))
REQUESTS = frozenset(("request", "application"))
_INTAKE = frozenset(("new", "received", "accepted"))
_LEGAL = frozenset(("legal", "business", "research", "public_welfare", "legal_service"))
_NATURAL = frozenset(("natural_person", "citizen"))
_CARRIED = frozenset(("carried_in", "carried_out", "carried", "pending"))
_DEEDS = ("abolished_lapsed", "lapsed", "abolished", "revised", "kept", "cleaned", "in_force", "issued", "published")
"""Deeds in the order in which they decide: 清理废止 is 废止, 发布现行有效 is 现行有效."""
_HOTLINE = {"received": "accepted", "accepted": "accepted", "closed": "closed"}


def meanings(heads: Heads, quantity: Quantity, thread: Thread) -> list[Meaning]:
    """What a number with these words claims; empty where it is not understood or no quantity of ours."""
    family = _family(heads, thread)
    if quantity.unit == "money":
        return _money(heads, thread)
    if quantity.unit == "issue":
        return [Meaning(family)] if family in ("gazette", "talks") else []
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
        return [Meaning("fee_notice")]
    if family == "documents" and ({"issued", "posted", "published"} & {*heads.deeds} or heads.outcomes == ["opened"]):
        return [Meaning("documents")]
    return []


def _family(heads: Heads, thread: Thread) -> str:
    """The field that the words belong to: the object nearest to the number, else the one last spoken of."""
    if heads.objects:
        last = heads.objects[-1]
        if last == "information" and "request" in heads.objects:
            return "request"
        if last != "application":
            return last
        others = [o for o in heads.objects if o not in REQUESTS]
        known = "request" in heads.objects or thread.object == "request" or heads.requesters or heads.channels
        return "request" if known and not others else "other"
    if heads.verdicts:
        return thread.courts[-1] if thread.courts else "other"
    return thread.object


def _request(heads: Heads, thread: Thread) -> list[Meaning]:
    if heads.deeds and not (heads.verbs or heads.outcomes):
        return []
    requester, certain = requester_of(heads.requesters)
    if len(set(heads.channels)) == 1 and not heads.outcomes:
        return [Meaning("channel", requester, heads.channels[0], strict=False)]
    certain = certain and not heads.channels
    outcomes = heads.outcomes
    if outcomes and outcomes[-1] in _CARRIED:
        if heads.verbs or len(outcomes) > 1:
            return []
        return [Meaning(outcomes[-1], requester, strict=certain)]
    if outcomes:
        outcome = _outcome(outcomes)
        if not outcome or (outcome == "opened" and not (thread.fresh or thread.part)):
            return []
        return [Meaning(outcome, requester, strict=certain and len(outcomes) == 1 and not heads.loose)]
    if heads.verbs:
        metric = _verb(heads.verbs)
        partial = thread.part and metric != "closed" and not requester
        return [Meaning(metric, requester, strict=certain and not thread.part, partial=partial)]
    if heads.requesters:
        return [Meaning("kinds", requester, strict=certain, partial=heads.loose)] if requester else []
    if heads.objects or heads.total:
        return [Meaning("mentioned", requester, strict=False, partial=thread.part)]
    return []


def _outcome(outcomes: list[str]) -> str:
    """The metric of one result, or of several that are counted together; empty where they cannot be."""
    kinds = set(outcomes)
    if len(kinds) == 1:
        return outcomes[0]
    if kinds <= {"granted", "opened", "partial"}:
        return "opened"
    return "unavailable" if all(kind.startswith(("unavailable", "not_held")) for kind in kinds) else ""


def _verb(verbs: list[str]) -> str:
    """受理 with 答复 may count either way, so the wider metric holds."""
    kinds = set(verbs)
    if len(kinds) == 1:
        return verbs[0]
    if kinds <= _INTAKE:
        return "accepted" if "accepted" in kinds else "received"
    return "handled" if kinds & _INTAKE or kinds != {"handled", "closed"} else "closed"


def requester_of(found: list[str]) -> tuple[str, bool]:
    """The kind of requester; 公民、法人和其他组织 together are all of them and restrict nothing."""
    kinds = set(found)
    if not kinds or (kinds & _NATURAL and kinds & _LEGAL):
        return "", True
    if len(kinds) > 1:
        return "", False
    return found[0], True


def _court(heads: Heads, thread: Thread, quantity: Quantity) -> list[Meaning]:
    if "closed" in heads.verbs or heads.deeds or heads.gap or (heads.verbs and not thread.foi_here):
        return []  # a government also decides reviews of others' cases
    named = [o for o in dict.fromkeys(heads.objects) if o in COURTS]
    worked_on = heads.verbs or thread.worked_on
    again = any(court in thread.courts for court in named)
    certain = (thread.foi or quantity.value == 0) and not worked_on and not again and not heads.loose
    if heads.verdicts:
        courts = named or list(dict.fromkeys(thread.courts))
        court = courts[0] if len(courts) == 1 else "courts"
        strict = certain and len(courts) == 1 and len(heads.verdicts) == 1
        return [Meaning(f"{court}.{heads.verdicts[-1]}", strict=strict)]
    if heads.outcomes:
        return []
    court = named[0] if len(named) == 1 else "courts"
    return [Meaning(court, strict=certain, partial=thread.part and not named)]


def _document(heads: Heads, thread: Thread, family: str) -> list[Meaning]:
    if len({o for o in heads.objects if o in DOCUMENTS}) > 1 or heads.verbs:
        return []
    if any(o not in DOCUMENTS for o in heads.objects):
        return []
    deeds = heads.deeds or ([thread.deed] if thread.deed and (heads.joined or thread.fresh) else [])
    if not deeds or "examined" in deeds:
        return []
    deed = next((deed for deed in _DEEDS if deed in deeds), None)
    if deed is None or (not heads.objects and not (heads.deeds and thread.fresh)):
        return []
    return [Meaning(f"{family}.{deed}", strict=not (thread.part or thread.cleaning))]


def _decision(heads: Heads, thread: Thread, family: str, quantity: Quantity) -> list[Meaning]:
    if quantity.printed_unit in "条份篇" or heads.outcomes or any(o not in DECISIONS for o in heads.objects):
        return []
    if len(set(heads.objects)) > 1 or thread.part:
        return []
    deeds = heads.deeds or ([thread.deed] if heads.joined and thread.deed else [])
    if not set(deeds) <= {"decided"}:
        return []
    return [Meaning(f"{family}.decided" if deeds else family, strict=bool(deeds))]


def _money(heads: Heads, thread: Thread) -> list[Meaning]:
    last = heads.objects[-1] if heads.objects else ""
    return [Meaning(last, strict=not thread.part)] if last in ("charges", "fee") and not heads.verbs else []


def _hotline(heads: Heads) -> list[Meaning]:
    if any(o not in ("hotline", "other") for o in heads.objects):
        return []
    if "returned" in heads.deeds:
        return [Meaning("hotline.returned")]
    if heads.outcomes == ["pending"]:
        return [Meaning("hotline.pending")]
    kinds = {_HOTLINE.get(verb, "") for verb in heads.verbs}
    return [Meaning(f"hotline.{kinds.pop()}")] if len(kinds) == 1 and "" not in kinds else []
