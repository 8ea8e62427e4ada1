"""Reading one sentence: words are collected until a number or a comma tells what they were for."""

import re
from collections.abc import Callable
from decimal import Decimal

import msgspec

from gongkai.report.claims.collect import Collector
from gongkai.report.claims.heads import Clause, Heads, Meaning
from gongkai.report.claims.lexicon import Kind
from gongkai.report.claims.meaning import COURTS, DECISIONS, meanings
from gongkai.report.claims.metrics import METRICS
from gongkai.report.claims.model import Claim, Scope
from gongkai.report.claims.numbers import Quantity, Token
from gongkai.report.claims.statements import denials, rate, universals

_STOPS = frozenset(
    (Kind.COMMA, Kind.OPEN, Kind.CLOSE, Kind.COLON, Kind.NOT, Kind.PART, Kind.SHARE, Kind.CHANGE, Kind.END)
)
_CARRIED_IN = frozenset(("carried_in", "carried"))
_REQUESTS, _COURTS = 3, 4
_UNRELATED = re.compile("[与和同][^,。]{0,10}公开[^,。]{0,6}无关|非(?:政府)?信息公开类|不涉及(?:政府)?信息公开")
"""What says that the cases of a sentence are not about disclosure."""
_FIELDS = {
    Kind.VERB: "verbs",
    Kind.OBJECT: "objects",
    Kind.OUTCOME: "outcomes",
    Kind.VERDICT: "verdicts",
    Kind.REQUESTER: "requesters",
    Kind.CHANNEL: "channels",
    Kind.DEED: "deeds",
}


class SentenceReader(Collector):
    """The claims of one sentence."""

    classified = False

    def read(self) -> list[Claim]:
        """All claims, in the order of the words."""
        for index, token in enumerate(self.words):
            if token.after_gap or token.kind is Kind.CITED or token.kind is Kind.GAP:
                self.gap()
            handler = _HANDLERS.get(token.kind)
            if handler is not None:
                handler(self, index, token)
        if self.classified:  # 主动公开120件、依申请公开15件、不予公开30件 tells kinds of documents
            return [claim for claim in self.claims if METRICS[claim.metric].table != _REQUESTS]
        if _UNRELATED.search(self.text):
            return [claim for claim in self.claims if METRICS[claim.metric].table != _COURTS]
        return self.claims

    def quantity(self, index: int, token: Token) -> None:
        """A number with a unit: what it claims follows from the words it hangs on."""
        quantity, clause = token.quantity, self.clause
        if quantity is None or quantity.unit == "none":
            self.gap()
            return
        if clause.denied_at >= 0:
            if quantity.value != 1:  # 未发生1起 still denies
                clause.denied_at = -1
                self.heads = Heads()
            return
        if not clause.change and not clause.assist:
            self.thread.foi_here = "公开" in self.text[clause.start : token.end]
            heads = self._hanging(index)
            if not (DECISIONS.isdisjoint(heads.objects) or COURTS.isdisjoint(heads.objects)):
                clause.assist = True  # 因行政处罚引发行政复议3件、行政诉讼1件: none of them about disclosure
            found = () if heads.gap or clause.assist else self._meanings(heads, quantity)
            for meaning in found:
                self._claim(meaning, quantity, token)
            self._remember(heads, understood=bool(found))
        self.heads = self.previous = Heads()

    def _hanging(self, index: int) -> Heads:
        """The words that the number hangs on: those before it, those after it, or those before the comma."""
        left, thread = self.heads, self.thread
        if left.verdicts or (left.outcomes and left.outcomes[-1] != "opened") or (left.verbs and left.objects):
            return left
        right = self._right(index)
        if left:
            return _joined(left, right) if right is not None and not right.gap else left
        if right:
            right.joined = left.joined
            return right
        left.total = left.total or (self.clause.scope is not None and thread.part)
        if left.total and not self.previous.gap and (self.previous or thread.object == "request"):
            self.previous.total = True
            return self.previous
        return left

    def _right(self, index: int) -> Heads | None:
        """The understood words right after the number; ``None`` where another number claims them."""
        heads = Heads()
        for place in range(index + 1, len(self.words)):
            token = self.words[place]
            kind = token.kind
            if token.after_gap or kind is Kind.GAP or kind is Kind.CITED:
                heads.gap = bool(heads)
                break
            if kind in _STOPS or (kind is Kind.JOIN and token.value == "list"):
                break
            if kind is Kind.QUANTITY or kind is Kind.PERCENT:
                return None
            field = _FIELDS.get(kind)
            if field is not None:
                setattr(heads, field, (*getattr(heads, field), token.value))
        return heads

    def _meanings(self, heads: Heads, quantity: Quantity) -> tuple[Meaning, ...]:
        clause = self.clause
        if clause.each == "turn" and clause.names:
            first, clause.names = clause.names[0], clause.names[1:]
            return (first,)
        if not heads and not heads.total:
            return ()
        if clause.each == "same" or (clause.every and len(set(heads.objects)) > 1):
            courts = [o for o in heads.objects if o in COURTS]
            if len(courts) > 1:
                certain = self.thread.foi or quantity.value == 0
                return tuple(Meaning(court, strict=certain) for court in courts)
        return meanings(heads, quantity, self.thread)

    def _claim(self, meaning: Meaning, quantity: Quantity, token: Token) -> None:
        thread, clause = self.thread, self.clause
        scope, told = self._scope_of_number(), clause.scope is Scope.OWN and thread.scope is Scope.REGION
        if meaning.metric in _CARRIED_IN and (thread.part or self.outer):
            self.claims = [_including_carried(claim) for claim in self.claims]
        self.classified = self.classified or (meaning.metric == "mentioned" and thread.deed == "posted")
        self._add(
            Claim(
                metric=meaning.metric,
                value=quantity.value,
                bound=quantity.bound,
                requester=meaning.requester,
                channel=meaning.channel,
                unit=quantity.printed_unit,
                scope=scope,
                period=thread.period,
                strict=meaning.strict and not clause.vague,
                partial=(meaning.partial and not told) or clause.special,
                said=self.text[clause.start : token.end],
            )
        )

    def _scope_of_number(self) -> Scope:
        """其中县政府办收到12件，办结11件: the part named holds for the numbers that follow, not for statements."""
        clause, thread = self.clause, self.thread
        if thread.part and clause.scope is not None:
            thread.part_scope = clause.scope
        return clause.scope or (thread.part_scope if thread.part else None) or thread.scope

    def _add(self, *claims: Claim) -> None:
        self.clause.count += len(claims)
        self.claims += claims

    def _remember(self, heads: Heads, *, understood: bool) -> None:
        """Note what was counted, for the numbers that follow without saying so again."""
        thread = self.thread
        if heads.deeds:
            thread.deed = "in_force" if "in_force" in heads.deeds else heads.deeds[-1]
        if heads.objects:
            last = heads.objects[-1]
            thread.object = ("request" if understood else "other") if last == "application" else last
            thread.fresh = True
            courts = tuple(o for o in heads.objects if o in COURTS) if understood else ()
            thread.courts += courts
            thread.worked_on = thread.worked_on or bool(courts and heads.verbs)
        elif not understood and not self.clause.pure and not (thread.part or self.clause.special):
            thread.object = ""

    def percent(self, index: int, token: Token) -> None:
        """A rate, the share of the words before it, or else the share of the last number."""
        clause = self.clause
        claim = rate(self.text, token, clause, self.heads, self.thread)
        if claim is not None:
            self._add(claim)
        elif clause.shared is not None and not clause.shared and self.claims and self.claims[-1].share is None:
            self.claims[-1] = msgspec.structs.replace(self.claims[-1], share=Decimal(token.value))
        self.heads = Heads()
        clause.rate, clause.shared = "", None

    def comma(self, index: int, token: Token) -> None:
        """The clause is over."""
        self.finish(index, token)
        denied = self.clause.court_at >= 0 or self.clause.continues
        self.clause = Clause(token.end)
        self.clause.continues = denied
        self.previous, self.heads = self.heads, Heads()
        self.previous.gap = self.previous.gap or self.previous.loose

    def finish(self, index: int, token: Token) -> None:
        """What the clause states without a number, and whether its scope holds for the next ones."""
        clause, thread = self.clause, self.thread
        if clause.denied_at >= 0 or clause.continues:
            self._add(*denials(self.text, clause, self.heads, thread, token.start))
        elif clause.every:
            self._add(*universals(self.text, clause, self.heads, thread, token.start))
        if clause.scope is not None and (clause.count or clause.pure) and not thread.part:
            thread.scope = clause.scope

    def colon(self, index: int, token: Token) -> None:
        """收到申请：10件 goes on, any other colon ends the clause."""
        if self.heads.gap:
            self.comma(index, token)
        else:
            self.heads.total = True

    def open(self, index: int, token: Token) -> None:
        """A bracket interrupts the clause."""
        self.outer.append((self.clause, self.heads, self.thread.period, self.thread.part))
        inner = Clause(token.end)
        inner.scope, inner.assist = self.clause.scope, self.clause.assist
        self.clause, self.heads, self.previous = inner, Heads(), Heads()

    def close(self, index: int, token: Token) -> None:
        """The interrupted clause goes on."""
        self.finish(index, token)
        if self.outer:
            self.clause, self.heads, self.thread.period, self.thread.part = self.outer.pop()
        else:
            self.heads = Heads()


def _joined(left: Heads, right: Heads) -> Heads:
    """The words before a number with what those after it add: 收到10件申请, 申请中8件予以公开."""
    if right.outcomes or right.verdicts:
        left.outcomes, left.verdicts = right.outcomes, right.verdicts
    left.loose = left.loose or not COURTS.isdisjoint(right.objects)
    left.objects += right.objects
    if left.objects:
        left.verbs = left.verbs or right.verbs
    left.deeds += right.deeds
    return left


def _including_carried(claim: Claim) -> Claim:
    """收到35件（含上年结转1件）: what is said to be received counts what was carried in, as 受理 may."""
    return msgspec.structs.replace(claim, metric="accepted") if claim.metric == "received" else claim


_HANDLERS: dict[Kind, Callable[[SentenceReader, int, Token], None]] = {
    Kind.VERB: SentenceReader.verb,
    Kind.OBJECT: SentenceReader.object,
    Kind.OUTCOME: SentenceReader.outcome,
    Kind.VERDICT: SentenceReader.verdict,
    Kind.REQUESTER: SentenceReader.requester,
    Kind.CHANNEL: SentenceReader.channel,
    Kind.DEED: SentenceReader.deed,
    Kind.QUANTITY: SentenceReader.quantity,
    Kind.PERCENT: SentenceReader.percent,
    Kind.COMMA: SentenceReader.comma,
    Kind.COLON: SentenceReader.colon,
    Kind.OPEN: SentenceReader.open,
    Kind.CLOSE: SentenceReader.close,
    Kind.END: SentenceReader.finish,
    Kind.NOT: SentenceReader.denial,
    Kind.JOIN: SentenceReader.join,
    Kind.EACH: SentenceReader.each,
    Kind.PART: SentenceReader.part,
    Kind.YEAR: SentenceReader.year_of,
    Kind.OTHER_TIME: SentenceReader.other_time,
    Kind.PLAN: SentenceReader.other_time,
    Kind.OWN_TIME: SentenceReader.own_time,
    Kind.SCOPE: SentenceReader.scope,
    Kind.ALL: SentenceReader.every,
    Kind.CHANGE: SentenceReader.change,
    Kind.ASSIST: SentenceReader.assist,
    Kind.SPECIAL: SentenceReader.special,
    Kind.ABOUT: SentenceReader.about,
    Kind.RATE: SentenceReader.rate,
    Kind.SHARE: SentenceReader.share,
    Kind.SUM: SentenceReader.sum,
}
