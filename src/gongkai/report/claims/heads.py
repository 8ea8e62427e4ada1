"""What has been read of a sentence so far: the words a number hangs on, the clause, and the thread of the text.

Defaults stand in the classes, so that the many that stay empty cost nothing.
"""

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
    stand right before the result, requester or court; ``joined`` where a 、 links them to the number before;
    ``total`` where 共计, 合计 stands among them.
    """

    verbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    requesters: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    gap = loose = joined = total = False

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
    """What holds up to the next comma or bracket.

    ``denied_at`` is where a denial's own words begin, ``court_at`` where the first court in it stands; ``odd`` marks
    words between the two that narrow the denial, ``trail`` words behind, ``coordinated`` that a 和 came since, and
    ``continues`` that the clause before denied a court. Numbers of a ``vague`` clause may count more than the year.
    A ``pure`` clause holds nothing but times, scopes and fill.
    """

    change = assist = special = every = odd = trail = coordinated = continues = vague = False
    pure = True
    scope: Scope | None = None
    each = rate = ""
    count = 0
    denied_at = court_at = -1
    before: Heads | None = None
    shared: Heads | None = None
    names: tuple[Meaning, ...] = ()

    def __init__(self, start: int = 0) -> None:
        self.start = start


class Thread:
    """What later sentences may refer to: the object last spoken of, the heading's, the last deed, courts, time, scope.

    ``fresh`` is true while the object was named in the same full sentence; ``applied`` once it spoke of applications
    of whatever kind; ``foi`` once disclosure was spoken of,
    ``foi_here`` where this clause does; ``cleaning`` once a review of documents was spoken of; ``worked_on`` where
    the cases counted are ones that the body dealt with.
    """

    courts: tuple[str, ...] = ()
    deed = ""
    applied = foi_here = fresh = part = cleaning = worked_on = False
    period = Period.YEAR
    scope = Scope.OWN
    part_scope: Scope | None = None

    def __init__(self, object: str = "", topic: str = "", *, foi: bool = False) -> None:
        self.object = object
        self.topic = topic
        self.foi = foi

    def after_full_stop(self) -> "Thread":
        """The thread once a full sentence ended: only the object and the topic are left of it."""
        return Thread(self.object, self.topic, foi=self.foi)
