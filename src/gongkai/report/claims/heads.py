"""What has been read of a sentence so far: the words a number hangs on, the clause, and the thread of the text."""

from typing import NamedTuple

from gongkai.report.claims.model import Period, Scope


class Meaning(NamedTuple):
    """A metric with its restriction; ``strict`` is false for paraphrases, ``partial`` for a part of the whole."""

    metric: str
    requester: str = ""
    channel: str = ""
    strict: bool = True
    partial: bool = False


class Heads:
    """The understood words since the last number or comma, on which the next number hangs.

    ``gap`` is true once words that are not in the lexicon followed the first of them; ``loose`` where such words
    stand right before the result or requester; ``joined`` where a 、 links them to the number before; ``total`` where
    共计, 合计 stands among them.
    """

    __slots__ = (
        "channels", "deeds", "gap", "joined", "loose", "objects", "outcomes", "requesters", "total", "verbs",
        "verdicts",
    )  # fmt: skip

    def __init__(self) -> None:
        self.verbs: list[str] = []
        self.objects: list[str] = []
        self.outcomes: list[str] = []
        self.verdicts: list[str] = []
        self.requesters: list[str] = []
        self.channels: list[str] = []
        self.deeds: list[str] = []
        self.gap = self.loose = self.joined = self.total = False

    def __bool__(self) -> bool:
        return bool(
            self.objects
            or self.verbs
            or self.outcomes
            or self.requesters
            or self.deeds
            or self.verdicts
            or self.channels
        )


class Clause:
    """What holds up to the next comma or bracket."""

    __slots__ = (
        "assist", "before", "change", "continues", "coordinated", "count", "court_at", "denied_at", "each", "every", "names", "odd", "pure", "rate",
        "scope", "shared", "special", "start", "trail",
    )  # fmt: skip

    def __init__(self, start: int = 0, scope: Scope | None = None, *, assist: bool = False) -> None:
        self.start = start
        self.scope = scope
        self.assist = assist
        self.change = self.every = self.special = self.odd = self.trail = False
        self.continues = self.coordinated = False
        self.pure = True
        self.each = self.rate = ""
        self.count = 0
        self.denied_at = self.court_at = -1
        self.before = Heads()
        self.shared: Heads | None = None
        self.names: list[Meaning] = []


class Thread:
    """What later sentences may refer to: the object last spoken of, the last deed, the courts, time and scope.

    ``fresh`` is true while the object was named in the same full sentence; ``foi`` once disclosure was spoken of,
    ``foi_here`` where this clause does; ``cleaning`` once a review of documents was spoken of; ``worked_on`` where the cases counted are ones that the body dealt with.
    """

    __slots__ = (
        "cleaning",
        "courts",
        "deed",
        "foi",
        "foi_here",
        "fresh",
        "object",
        "part",
        "period",
        "scope",
        "worked_on",
    )

    def __init__(self, object: str = "", *, foi: bool = False) -> None:
        self.object = object
        self.foi = foi
        self.foi_here = False
        self.fresh = False
        self.courts: list[str] = []
        self.deed = ""
        self.part = self.worked_on = self.cleaning = False
        self.period = Period.YEAR
        self.scope = Scope.OWN

    def full_stop(self) -> None:
        """A full sentence ended: its time, scope and parts end with it, its object may still be referred to."""
        self.fresh = self.part = self.worked_on = self.cleaning = False
        self.courts = []
        self.deed = ""
        self.period = Period.YEAR
        self.scope = Scope.OWN
