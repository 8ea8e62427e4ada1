"""What is asked of the room."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gongkai.disclosure.models import Document
from gongkai.engagement.models import (
    Channel,
    Consultation,
    Feedback,
    Meeting,
    Motion,
    Opinion,
    Point,
    Published,
    Reference,
    Survey,
)
from gongkai.engagement.questions import Asks, Question
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ, Person
from gongkai.scan.personal import personal_in
from gongkai.vault.keyring import keyring

R = TypeVar("R", bound=Published)


def records_for(model: type[R], person: Person | None, on: dt.date) -> "QuerySet[R]":
    """The records of a kind that the person may see on the day."""
    within = organs_for(person, Act.SEE_ENGAGEMENT, on)
    return model._default_manager.filter(organ__in=within).select_related("organ", "latest_revision")


def public(model: type[R], organ: Organ | None = None) -> "QuerySet[R]":
    """The records of a kind on the portal, of the body or of all."""
    found = model._default_manager.filter(live=True).select_related("organ")
    return found if organ is None else found.filter(organ=organ)


PHASES = {"open": "正在征集", "upcoming": "尚未开始", "closed": "已经结束，待反馈", "answered": "已反馈"}
"""Where a consultation stands, in the words of a filter."""


def in_phase(consultations: "QuerySet[Consultation]", phase: str, on: dt.date) -> "QuerySet[Consultation]":
    """Those that stand there on the day; all for no such phase."""
    match phase:
        case "open":
            return consultations.filter(opens_on__lte=on, closes_on__gte=on)
        case "upcoming":
            return consultations.filter(opens_on__gt=on)
        case "closed":
            return consultations.filter(closes_on__lt=on).exclude(feedback__live=True)
        case "answered":
            return consultations.filter(feedback__live=True)
    return consultations


def closing_soon(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Consultation]":
    """Those that close within a week."""
    last = on + dt.timedelta(days=7)
    return _of(organs).filter(live=True, opens_on__lte=on, closes_on__gte=on, closes_on__lte=last)


def awaiting_feedback(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Consultation]":
    """Those that are over and of which the public was not told what became of the opinions."""
    over = _of(organs).filter(published_on__isnull=False, withdrawn_at=None, closes_on__lt=on)
    return over.exclude(feedback__published_on__isnull=False)


def with_undecided(consultations: "QuerySet[Consultation]") -> "QuerySet[Consultation]":
    """Those with opinions that nobody decided, each with their number as ``waiting``."""
    undecided = Opinion.objects.filter(Q(point=None) | Q(point__decision=""), consultation=OuterRef("pk"))
    numbers = undecided.order_by().values("consultation").annotate(number=Count("pk")).values("number")
    return consultations.annotate(waiting=Subquery(numbers)).filter(waiting__gt=0)


def _of(organs: "QuerySet[Organ]") -> "QuerySet[Consultation]":
    return Consultation.objects.filter(organ__in=organs).select_related("organ").defer("body", "explanation")


class Tally(NamedTuple):
    """What a consultation came to; the points with the number of their opinions."""

    received: int
    online: int
    adopted: int
    partly: int
    declined: int
    points: Sequence[tuple[Point, int]]

    @property
    def offline(self) -> int:
        """Opinions that staff entered."""
        return self.received - self.online

    @property
    def pending(self) -> int:
        """Opinions that nobody decided yet."""
        return self.received - self.adopted - self.partly - self.declined


def tally(consultation: Consultation) -> Tally:
    """The numbers of a consultation."""
    decided = {choice: Count("pk", filter=Q(point__decision=choice)) for choice in Point.Decision.values}
    found = consultation.opinions.aggregate(
        received=Count("pk"), online=Count("pk", filter=Q(channel=Channel.WEB)), **decided
    )
    points = [(point, point.size) for point in consultation.points.annotate(size=Count("opinions")).order_by("pk")]
    return Tally(**found, points=points)


def feedback_of(consultation: Consultation) -> Feedback | None:
    """The feedback, published or not."""
    return Feedback.objects.filter(consultation=consultation).select_related("organ").first()


def by_code(code: str) -> Opinion | None:
    """The opinion with the code, for whoever sent it."""
    if not code.strip():
        return None
    digests = keyring().indexes(code, "code")
    found = Opinion.objects.filter(code_digest__in=digests).select_related("consultation__organ", "point")
    return found.first()


def hidden(text: str, on: dt.date) -> str:
    """A text with the numbers, addresses and so on of people masked.

    >>> hidden("请回电13812345678。", dt.date(2026, 1, 5))
    '请回电138****5678。'
    """
    pieces, end = [], 0
    for found in personal_in(text, on):
        pieces += [text[end : found.start], found.masked]
        end = found.end
    return "".join([*pieces, text[end:]])


class Answered(NamedTuple):
    """What a question came to: how many answered, the options with their numbers, the mean of a score."""

    question: Question
    answered: int
    options: list[tuple[str, int]]

    @property
    def shares(self) -> list[tuple[str, int, float]]:
        """The options with number and share in percent of those who answered."""
        return [
            (name, count, round(100 * count / self.answered, 1) if self.answered else 0) for name, count in self.options
        ]

    @property
    def mean(self) -> float | None:
        """The mean score; ``None`` for other questions, and where nobody answered."""
        if self.question.asks is not Asks.SCORE or not self.answered:
            return None
        return round(sum(int(name) * count for name, count in self.options) / self.answered, 2)


class Results(NamedTuple):
    """What a survey came to."""

    responses: int
    online: int
    questions: list[Answered]

    @property
    def offline(self) -> int:
        """Responses that staff entered."""
        return self.responses - self.online


def results(survey: Survey) -> Results:
    """The numbers of a survey, read from its responses; of written answers only how many there are."""
    chosen: Counter[tuple[str, int]] = Counter()
    answered: Counter[str] = Counter()
    number = online = 0
    for channel, choices in survey.responses.values_list("channel", "chosen").iterator(chunk_size=2_000):
        number += 1
        online += channel == Channel.WEB
        answered.update(choices.keys())
        chosen.update((key, place) for key, places in choices.items() for place in places)
    found = []
    for question in survey.asked:
        if question.asks is Asks.TEXT:
            continue
        options = [(name, chosen[question.key, place]) for place, name in enumerate(question.options, 1)]
        found.append(Answered(question, answered[question.key], options))
    return Results(number, online, found)


def written(survey: Survey, on: dt.date) -> Iterator[tuple[int, Question, str]]:
    """What was written: number of the response, question, the words with people's particulars masked."""
    texts = [question for question in survey.asked if question.asks is Asks.TEXT]
    for response in survey.responses.order_by("number").iterator(chunk_size=500):
        said = response.unseal()
        yield from ((response.number, each, hidden(said[each.key], on)) for each in texts if each.key in said)


def surveys_without_result(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Survey]":
    """Surveys that are over and of which the public was not told what they came to."""
    over = Survey.objects.filter(organ__in=organs, published_on__isnull=False, withdrawn_at=None, closes_on__lt=on)
    return over.exclude(result__published_on__isnull=False).select_related("organ").defer("body", "questions")


def meetings_of(document: Document) -> "QuerySet[Meeting]":
    """The public meetings that dealt with a document."""
    keys = Reference.objects.filter(document=document, record_type=Meeting._meta.label_lower).values("record_id")
    return Meeting.objects.filter(pk__in=keys, live=True).defer("body").select_related("organ")


def unanswered(organs: "QuerySet[Organ]") -> "QuerySet[Motion]":
    """Motions that are not answered yet."""
    return Motion.objects.filter(organ__in=organs, replied_on=None).select_related("organ").defer("body")
