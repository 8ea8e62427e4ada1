"""Collecting the words of a sentence: what each kind of word does to the heads, the clause and the thread."""

from gongkai.report.claims.heads import Clause, Heads, Meaning, Thread
from gongkai.report.claims.lexicon import Kind
from gongkai.report.claims.meaning import COURTS, DECISIONS
from gongkai.report.claims.model import Claim, Period
from gongkai.report.claims.numbers import Token
from gongkai.report.claims.scopes import named, scope_of

_RESTARTING = frozenset((Kind.VERB, Kind.DEED, Kind.OUTCOME, Kind.VERDICT, Kind.REQUESTER))
_LOOSE = frozenset((Kind.OUTCOME, Kind.REQUESTER))


class Collector:
    """The state of reading one sentence; ``thread`` is what it may refer to, and is changed by it.

    ``heads`` are collected for the next number, ``previous`` are those of the clause before, ``outer`` what a bracket
    interrupted.
    """

    def __init__(self, text: str, words: list[Token], thread: Thread, organ: str | None, year: int | None) -> None:
        self.text, self.words, self.thread, self.organ, self.year = text, words, thread, organ, year
        thread.foi = thread.foi or "公开" in text
        self.claims: list[Claim] = []
        self.clause = Clause()
        self.heads = self.previous = Heads()
        self.outer: list[tuple[Clause, Heads, Period, bool]] = []

    def gap(self) -> None:
        """Characters that are not understood."""
        clause = self.clause
        clause.pure = False
        if self.heads:
            self.heads.gap = True
        if clause.denied_at < 0:
            return
        if clause.court_at < 0:
            clause.odd = True
        elif clause.coordinated:
            clause.coordinated = False  # words on something else that did not happen either
        else:
            clause.trail = True

    def fresh_heads(self, token: Token) -> Heads:
        """The heads that the word belongs to: new ones where it governs what follows a gap."""
        heads, clause = self.heads, self.clause
        clause.pure = False
        governs = token.kind in _RESTARTING or not (heads.verbs or heads.deeds)
        if heads.gap and clause.denied_at < 0 and governs:
            self.heads = heads = Heads()
        if token.after_gap and token.kind in _LOOSE:
            heads.loose = True
        return heads

    def verb(self, index: int, token: Token) -> None:
        """What was done with applications; a body named right before it is whose quantity this is."""
        heads = self.fresh_heads(token)
        if token.after_gap and not heads:
            before = self.text[self.words[index - 1].end if index else 0 : token.start]
            self.clause.scope = named(before, self.organ) or self.clause.scope
        heads.verbs += (token.value,)

    def object(self, index: int, token: Token) -> None:
        """What is counted."""
        heads, clause = self.fresh_heads(token), self.clause
        heads.objects += (token.value,)
        if token.value == "request":
            self.thread.object, self.thread.fresh = "request", True
        elif token.value == "application":
            self.thread.applied = True
        elif token.value in DECISIONS:
            heads.loose = heads.loose or token.after_gap
        elif token.value in COURTS:
            heads.loose = heads.loose or token.after_gap
            if clause.denied_at >= 0 and clause.court_at < 0:
                clause.court_at = token.start
            elif token.after_gap:
                clause.trail = True

    def outcome(self, index: int, token: Token) -> None:
        """A result of an application."""
        self.fresh_heads(token).outcomes += (token.value,)

    def verdict(self, index: int, token: Token) -> None:
        """A result of a review or suit."""
        self.fresh_heads(token).verdicts += (token.value,)

    def requester(self, index: int, token: Token) -> None:
        """A kind of requester."""
        self.fresh_heads(token).requesters += (token.value,)

    def channel(self, index: int, token: Token) -> None:
        """A way in which applications come."""
        self.fresh_heads(token).channels += (token.value,)

    def deed(self, index: int, token: Token) -> None:
        """What was done with documents."""
        self.fresh_heads(token).deeds += (token.value,)
        self.thread.cleaning = self.thread.cleaning or token.value == "cleaned"

    def denial(self, index: int, token: Token) -> None:
        """未, 没有, 无: heads before it are kept apart; a second one narrows the first, unless 、 joins them."""
        clause = self.clause
        joined = index > 0 and self.words[index - 1].kind is Kind.JOIN
        if clause.denied_at >= 0 and (clause.court_at >= 0 or not joined):
            clause.odd = clause.odd or not joined
            return
        clause.before = self.heads if clause.denied_at < 0 else None
        clause.denied_at, clause.odd = token.end, False
        self.heads = Heads()

    def join(self, index: int, token: Token) -> None:
        """、 and 和: after a number they go on with a list, else they name one more thing."""
        if index and self.words[index - 1].kind in (Kind.QUANTITY, Kind.CLOSE):
            self.heads.joined = True
        elif self.clause.denied_at < 0:
            self.name()
        else:
            self.clause.coordinated = True

    def name(self) -> None:
        """Note what an enumeration names last, for numbers that follow in turn (分别为)."""
        heads = self.heads
        if heads.requesters:
            meaning = Meaning("kinds", heads.requesters[-1])
        elif heads.outcomes:
            meaning = Meaning(heads.outcomes[-1])
        elif heads.objects and heads.objects[-1] in COURTS:
            meaning = Meaning(heads.objects[-1], strict=self.thread.foi)
        else:
            return
        if meaning not in self.clause.names:
            self.clause.names += (meaning,)

    def each(self, index: int, token: Token) -> None:
        """各 and 分别."""
        self.clause.each = token.value
        self.name()

    def part(self, index: int, token: Token) -> None:
        """其中, 含: what follows is part of what went before."""
        self.thread.part = True
        self.heads = Heads()

    def year_of(self, index: int, token: Token) -> None:
        """A year; in a comparison it is not the sentence's own."""
        if not self.clause.change:
            own = (self.year is None or int(token.value) == self.year) and not self._after_year(index)
            self.thread.period = Period.YEAR if own else Period.OTHER

    def _after_year(self, index: int) -> bool:
        """2023年、2024年、2025年分别收到5件、8件、10件: which number is of which year is not told apart."""
        before = [word.kind for word in self.words[max(0, index - 2) : index]]
        return before == [Kind.YEAR, Kind.JOIN]

    def other_time(self, index: int, token: Token) -> None:
        """Another year, a part of the year, a plan."""
        if not self.clause.change:
            self.thread.period = Period.OTHER

    def own_time(self, index: int, token: Token) -> None:
        """The report's own year, said so."""
        if not self.clause.change:
            self.thread.period = Period.YEAR

    def scope(self, index: int, token: Token) -> None:
        """全县, 本级, 政府办."""
        self.clause.scope = scope_of(token.value, self.text[token.start : token.end], self.organ)

    def every(self, index: int, token: Token) -> None:
        """均, 全部."""
        self.clause.every = True

    def change(self, index: int, token: Token) -> None:
        """同比, 增加: no number before the next comma is this year's own."""
        self.clause.change = True

    def assist(self, index: int, token: Token) -> None:
        """指导, 将, 确保: nothing in the clause is the body's own and done."""
        self.clause.assist = True

    def special(self, index: int, token: Token) -> None:
        """延期, 逾期: the clause is about some of the cases only."""
        self.clause.special = self.clause.odd = True

    def about(self, index: int, token: Token) -> None:
        """涉及: what follows counts some of the cases; in a denial it means nothing."""
        if self.clause.denied_at < 0:
            self.clause.special = True

    def rate(self, index: int, token: Token) -> None:
        """答复率, 解读率."""
        self.clause.rate = token.value

    def share(self, index: int, token: Token) -> None:
        """占: the words before it are what the percentage is of."""
        self.clause.shared, self.heads = self.heads, Heads()

    def sum(self, index: int, token: Token) -> None:
        """共计, 合计; 累计 without a year may count from long ago."""
        self.heads.total = True
        if token.value == "vague" and "年" not in self.text[: token.start]:
            self.clause.vague = True
