"""Reading one sentence: words are collected until a number or a comma tells what they were for."""

from collections.abc import Callable
from decimal import Decimal

import msgspec

from gongkai.report.claims.heads import Clause, Heads, Meaning, Thread
from gongkai.report.claims.lexicon import Kind
from gongkai.report.claims.meaning import COURTS, meanings
from gongkai.report.claims.model import Claim, Period, Scope
from gongkai.report.claims.numbers import Quantity, Token
from gongkai.report.claims.scopes import named, scope_of
from gongkai.report.claims.statements import denials, rate, universals

_HEADS = frozenset((Kind.VERB, Kind.OBJECT, Kind.OUTCOME, Kind.VERDICT, Kind.REQUESTER, Kind.CHANNEL, Kind.DEED))
_STOPS = frozenset((Kind.COMMA, Kind.OPEN, Kind.CLOSE, Kind.COLON, Kind.NOT, Kind.PART, Kind.SHARE, Kind.CHANGE))


class SentenceReader:
    """The claims of one sentence; ``thread`` carries what it may refer to, and is changed by it."""

    def __init__(self, text: str, words: list[Token], thread: Thread, organ: str | None, year: int | None) -> None:
        self.text, self.words, self.thread, self.organ, self.year = text, words, thread, organ, year
        self.claims: list[Claim] = []
        self.between = ""
        thread.foi = thread.foi or "公开" in text
        self.clause = Clause()
        self.heads = Heads()
        self.previous = Heads()
        self.outer: list[tuple[Clause, Heads, Period, bool]] = []

    def read(self) -> list[Claim]:
        """All claims, in the order of the words."""
        edge = 0
        for index, token in enumerate(self.words):
            self.between = self.text[edge : token.start]
            if self.between or token.kind in (Kind.GAP, Kind.CITED):
                self._gap()
            edge = token.end
            handler = _HANDLERS.get(token.kind)
            if handler is not None:
                handler(self, index, token)
        if edge < len(self.text) and self.heads:
            self.heads.gap = True
        self._finish(len(self.text))
        return self.claims

    def _gap(self) -> None:
        self.clause.pure = False
        if self.heads:
            self.heads.gap = True
        if self.clause.denied_at >= 0:
            if self.clause.court_at < 0:
                self.clause.odd = True
            elif self.clause.coordinated:
                self.clause.coordinated = False  # words on something else that did not happen either
            else:
                self.clause.trail = True

    def _head(self, index: int, token: Token) -> None:
        heads = self.heads
        kind = token.kind
        self.clause.pure = False
        if heads.gap and self.clause.denied_at < 0:
            restarts = kind in (Kind.VERB, Kind.DEED, Kind.OUTCOME, Kind.VERDICT, Kind.REQUESTER)
            if restarts or not (heads.verbs or heads.deeds):
                self.heads = heads = Heads()
        if self.between and kind in (Kind.OUTCOME, Kind.REQUESTER):
            heads.loose = True
        if kind is Kind.VERB:
            if not heads and self.between:
                self.clause.scope = named(self.between, self.organ) or self.clause.scope
            heads.verbs.append(token.value)
        elif kind is Kind.OBJECT:
            heads.objects.append(token.value)
            if token.value == "request":
                self.thread.object, self.thread.fresh = "request", True
            elif token.value in COURTS:
                heads.loose = heads.loose or bool(self.between)
                if self.clause.denied_at >= 0 and self.clause.court_at < 0:
                    self.clause.court_at = token.start
                elif self.between:
                    self.clause.trail = True
        else:
            _LISTS[kind](heads).append(token.value)
            self.thread.cleaning = self.thread.cleaning or token.value == "cleaned"

    def _quantity(self, index: int, token: Token) -> None:
        quantity, clause = token.quantity, self.clause
        self.thread.foi_here = "公开" in self.text[clause.start : token.end]
        if quantity is None or quantity.unit == "none":
            self._gap()
            return
        if clause.denied_at >= 0:
            if quantity.value != 1:
                clause.denied_at = -1
                self.heads = Heads()
            return
        if not clause.change and not clause.assist:
            heads = self._hanging(index)
            found = [] if heads.gap else self._meanings(heads, quantity)
            for meaning in found:
                self._claim(meaning, quantity, token)
            self._remember(heads, found)
        self.heads = Heads()
        self.previous = Heads()

    def _hanging(self, index: int) -> Heads:
        """The words that the number hangs on: those before it, those after it, or those before the comma."""
        left, clause = self.heads, self.clause
        if left.verdicts or (left.outcomes and left.outcomes[-1] != "opened") or (left.verbs and left.objects):
            return left
        right = self._right(index)
        if not left:
            left.total = left.total or (clause.scope is not None and self.thread.part)
            if right:
                right.joined = left.joined
                return right
            if left.total and not self.previous.gap and (self.previous or self.thread.object == "request"):
                self.previous.total = True
                return self.previous
            return left
        if right is not None and not right.gap:
            if right.outcomes or right.verdicts:
                left.outcomes, left.verdicts = right.outcomes, right.verdicts
            if not left.objects:
                left.objects = right.objects
            if left.objects and not left.verbs:
                left.verbs = right.verbs
            left.deeds = left.deeds + right.deeds
        return left

    def _right(self, index: int) -> Heads | None:
        """The understood words right after the number; ``None`` where another number claims them."""
        heads = Heads()
        edge = self.words[index].end
        for token in self.words[index + 1 :]:
            if token.kind in _STOPS or (token.kind is Kind.JOIN and token.value == "list"):
                break
            if token.kind in (Kind.QUANTITY, Kind.PERCENT):
                return None
            if token.start > edge or token.kind in (Kind.GAP, Kind.CITED):
                heads.gap = bool(heads)
                break
            if token.kind is Kind.VERB:
                heads.verbs.append(token.value)
            elif token.kind is Kind.OBJECT:
                heads.objects.append(token.value)
            elif token.kind in _LISTS:
                _LISTS[token.kind](heads).append(token.value)
            edge = token.end
        return heads

    def _meanings(self, heads: Heads, quantity: Quantity) -> list[Meaning]:
        clause = self.clause
        if clause.each == "turn" and clause.names:
            return [clause.names.pop(0)]
        if not heads and not heads.total:
            return []
        if clause.each == "same" or (clause.every and len(set(heads.objects)) > 1):
            courts = [o for o in heads.objects if o in COURTS]
            if len(courts) > 1 and not heads.gap:
                certain = self.thread.foi or quantity.value == 0
                return [Meaning(court, strict=certain) for court in courts]
        return meanings(heads, quantity, self.thread)

    def _claim(self, meaning: Meaning, quantity: Quantity, token: Token) -> None:
        thread, clause = self.thread, self.clause
        clause.count += 1
        if meaning.metric == "carried_in" and thread.part:
            self.claims = [_including_carried(claim) for claim in self.claims]
        self.claims.append(
            Claim(
                metric=meaning.metric,
                value=quantity.value,
                bound=quantity.bound,
                requester=meaning.requester,
                channel=meaning.channel,
                unit=quantity.printed_unit,
                scope=clause.scope or thread.scope,
                period=thread.period,
                strict=meaning.strict,
                partial=meaning.partial or clause.special,
                said=self.text[clause.start : token.end],
            )
        )

    def _remember(self, heads: Heads, found: list[Meaning]) -> None:
        thread = self.thread
        if heads.deeds:
            thread.deed = (
                heads.deeds[-1] if len(heads.deeds) == 1 else next(iter({*heads.deeds} & {"in_force"}), heads.deeds[-1])
            )
        if heads.objects:
            last = heads.objects[-1]
            thread.object = "request" if last == "application" and found else last
            thread.fresh = True
            courts = [o for o in heads.objects if o in COURTS]
            thread.courts += courts
            thread.worked_on = thread.worked_on or bool(courts and heads.verbs)
        elif not found and not self.clause.pure:
            thread.object = ""

    def _comma(self, index: int, token: Token) -> None:
        self._finish(token.start)
        denied = self.clause.court_at >= 0 or self.clause.continues
        self.clause = Clause(token.end)
        self.clause.continues = denied
        self.previous, self.heads = self.heads, Heads()
        self.previous.gap = self.previous.gap or self.previous.loose

    def _finish(self, end: int) -> None:
        clause = self.clause
        found = denials(self.text, clause, self.heads, self.thread, end)
        found += universals(self.text, clause, self.heads, self.thread, end)
        for claim in found:
            clause.count += 1
            self.claims.append(claim)
        if clause.scope is not None and (clause.count or clause.pure) and not self.thread.part:
            self.thread.scope = clause.scope

    def _colon(self, index: int, token: Token) -> None:
        if self.heads.gap:
            self._comma(index, token)
        else:
            self.heads.total = True

    def _open(self, index: int, token: Token) -> None:
        self.outer.append((self.clause, self.heads, self.thread.period, self.thread.part))
        self.clause = Clause(token.end, self.clause.scope, assist=self.clause.assist)
        self.heads, self.previous = Heads(), Heads()

    def _close(self, index: int, token: Token) -> None:
        self._finish(token.start)
        if self.outer:
            self.clause, self.heads, self.thread.period, self.thread.part = self.outer.pop()
        else:
            self.heads = Heads()

    def _not(self, index: int, token: Token) -> None:
        clause = self.clause
        if clause.denied_at >= 0:
            clause.odd = clause.odd or self.words[index - 1].kind is not Kind.JOIN
            return
        clause.denied_at = token.end
        clause.before, self.heads = self.heads, Heads()

    def _join(self, index: int, token: Token) -> None:
        if index and self.words[index - 1].kind in (Kind.QUANTITY, Kind.CLOSE):
            self.heads.joined = True
        elif self.clause.denied_at < 0:
            self.clause.names += self._name()
        else:
            self.clause.coordinated = True

    def _name(self) -> list[Meaning]:
        """What an enumeration names last, for numbers that follow in turn (分别为)."""
        heads = self.heads
        if heads.requesters:
            meaning = Meaning("kinds", heads.requesters[-1])
        elif heads.outcomes:
            meaning = Meaning(heads.outcomes[-1])
        elif heads.objects and heads.objects[-1] in COURTS:
            meaning = Meaning(heads.objects[-1], strict=self.thread.foi)
        else:
            return []
        return [] if meaning in self.clause.names else [meaning]

    def _each(self, index: int, token: Token) -> None:
        self.clause.each = token.value
        self.clause.names += self._name()

    def _part(self, index: int, token: Token) -> None:
        self.thread.part = True
        self.heads = Heads()

    def _percent(self, index: int, token: Token) -> None:
        claim = rate(self.text, token, self.clause, self.heads, self.thread)
        if claim is not None:
            self.clause.count += 1
            self.claims.append(claim)
        elif (
            self.clause.shared is not None and not self.clause.shared and self.claims and self.claims[-1].share is None
        ):
            last = self.claims.pop()
            self.claims.append(msgspec.structs.replace(last, share=Decimal(token.value)))
        self.heads = Heads()
        self.clause.rate = ""
        self.clause.shared = None

    def _year(self, index: int, token: Token) -> None:
        if not self.clause.change:
            own = self.year is None or int(token.value) == self.year
            self.thread.period = Period.YEAR if own else Period.OTHER

    def _other_time(self, index: int, token: Token) -> None:
        if not self.clause.change:
            self.thread.period = Period.OTHER

    def _own_time(self, index: int, token: Token) -> None:
        if not self.clause.change:
            self.thread.period = Period.YEAR

    def _scope(self, index: int, token: Token) -> None:
        if self.clause.denied_at < 0 or not self.heads:
            self.clause.scope = scope_of(token.value, self.text[token.start : token.end], self.organ)

    def _flag(self, index: int, token: Token) -> None:
        clause = self.clause
        if token.kind is Kind.ALL:
            clause.every = True
        elif token.kind is Kind.CHANGE:
            clause.change = True
        elif token.kind is Kind.ASSIST:
            clause.assist = True
        elif token.kind is Kind.SPECIAL:
            clause.special = clause.odd = True
        elif token.kind is Kind.RATE:
            clause.rate = token.value
        elif token.kind is Kind.SHARE:
            clause.shared, self.heads = self.heads, Heads()
        else:
            self.heads.total = True


def _including_carried(claim: Claim) -> Claim:
    """收到35件（含上年结转1件）: what is said to be received counts what was carried in, as 受理 may."""
    return msgspec.structs.replace(claim, metric="accepted") if claim.metric == "received" else claim


_LISTS: dict[Kind, Callable[[Heads], list[str]]] = {
    Kind.VERB: lambda heads: heads.verbs,
    Kind.OBJECT: lambda heads: heads.objects,
    Kind.OUTCOME: lambda heads: heads.outcomes,
    Kind.VERDICT: lambda heads: heads.verdicts,
    Kind.REQUESTER: lambda heads: heads.requesters,
    Kind.CHANNEL: lambda heads: heads.channels,
    Kind.DEED: lambda heads: heads.deeds,
}
_HANDLERS: dict[Kind, Callable[[SentenceReader, int, Token], None]] = {
    **dict.fromkeys(_HEADS, SentenceReader._head),
    **dict.fromkeys(
        (Kind.ALL, Kind.CHANGE, Kind.ASSIST, Kind.SPECIAL, Kind.RATE, Kind.SHARE, Kind.SUM), SentenceReader._flag
    ),
    Kind.QUANTITY: SentenceReader._quantity,
    Kind.COMMA: SentenceReader._comma,
    Kind.COLON: SentenceReader._colon,
    Kind.OPEN: SentenceReader._open,
    Kind.CLOSE: SentenceReader._close,
    Kind.NOT: SentenceReader._not,
    Kind.JOIN: SentenceReader._join,
    Kind.EACH: SentenceReader._each,
    Kind.PART: SentenceReader._part,
    Kind.PERCENT: SentenceReader._percent,
    Kind.YEAR: SentenceReader._year,
    Kind.OTHER_TIME: SentenceReader._other_time,
    Kind.OWN_TIME: SentenceReader._own_time,
    Kind.PLAN: SentenceReader._other_time,
    Kind.SCOPE: SentenceReader._scope,
}
