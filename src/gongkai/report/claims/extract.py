"""From the sections of a report to its claims."""

import re
from collections.abc import Iterator

import msgspec

from gongkai.report.claims.heads import Thread
from gongkai.report.claims.model import Claim
from gongkai.report.claims.scopes import Body, body_of
from gongkai.report.claims.sentence import SentenceReader
from gongkai.report.claims.tokens import tokens
from gongkai.report.model import AnnualReport
from gongkai.text.sentences import Stretch, quote, sentences, squeeze_sentence
from gongkai.text.widths import normalise, simplify

_TOPIC = re.compile(
    "申请|复议|诉讼|争议|应诉|规范性文件|规章|行政许可|行政处罚|行政强制|事业性收费|处理费|收费通知|工单|热线"
    r"|公报[》”]?\s?[\d一二三四五六七八九十]|文件\s?\d"
)
_STATED = re.compile(r"[\d未无没均零]")
_IN_WORDS = re.compile("[一二两三四五六七八九十百千]+(?:余|多)?[件起宗部份例]")
_COUNTED = re.compile(r"\d\s*[件条份宗起项次个例]")
_OF_ALL = re.compile("[均率]|全部")
_REQUEST = re.compile("依申请|公开申请|申请公开")
_AHEAD = re.compile("下一步|今后|将|拟|力争")
_REQUESTS, _COURTS, _PLANS = 3, 4, 5
_LONGEST_SENTENCE = 2000
"""Officers write long sentences, but what is longer than this is no sentence; it is not read."""
_PLACE = re.compile(r"^.{0,12}?(?:省|自治区|市|州|县|区|旗)(?=.{3})")


def claims_of(report: AnnualReport) -> tuple[Claim, ...]:
    """The claims of the opening and all sections, in reading order; plans for the next year are left out.

    >>> from gongkai.report.model import Section
    >>> text = "2025年共收到政府信息公开申请10件，未发生行政复议。"
    >>> report = AnnualReport(None, 2025, "2021", "", "", (Section(1, "总体情况", text),), {})
    >>> [(claim.metric, claim.value) for claim in claims_of(report)]
    [('received', 10), ('review', 0)]
    """
    texts = ((0, report.opening), *((section.number, section.text) for section in report.sections))
    found = [claim for number, text in texts for claim in _SectionReader(number, text, report).claims()]
    return tuple(_apart(found))


def _apart(claims: list[Claim]) -> list[Claim]:
    """The claims; where 上年结转 is told apart, what was received cannot count it again."""
    if not any(claim.metric == "carried_in" and not claim.partial and claim.value for claim in claims):
        return claims
    return [msgspec.structs.replace(c, metric="new") if c.metric == "received" else c for c in claims]


class _SectionReader:
    """The claims of one section; ``thread`` is what its next sentence may refer to."""

    def __init__(self, number: int, text: str, report: AnnualReport) -> None:
        self.number, self.text, self.report = number, text, report
        self.foreign = simplify(text) is not text
        self.names = _own_names(report.organ)
        self.thread = self._new_topic()
        self.worn = False  # whether the thread is more than what a full stop leaves of it

    def claims(self) -> Iterator[Claim]:
        """All claims; of section five only those before the body says what it means to do."""
        topics = [match.start() for match in _TOPIC.finditer(self.text)]
        if not topics and not self.foreign:
            return
        topics.append(len(self.text) + 1)
        following = iter(topics)
        topic = next(following)
        for stretch in sentences(self.text):
            if self.number == _PLANS and _AHEAD.search(self.text, stretch.start, stretch.end):
                return
            spoken = self.foreign or topic < stretch.end
            while topic < stretch.end:
                topic = next(following)
            yield from self._sentence(stretch, spoken=spoken)

    def _sentence(self, stretch: Stretch, *, spoken: bool) -> Iterator[Claim]:
        long = stretch.end - stretch.start > _LONGEST_SENTENCE
        if stretch.opens or long:
            self.thread = self._new_topic()
        if not long and self._is_worth_reading(stretch, spoken=spoken):
            self.worn = True
            words, year, organ = self._words(stretch), self.report.year, self.report.organ
            found = SentenceReader(words, tokens(words, year), self.thread, organ, year).read()
            said = quote(self.text, stretch.start, stretch.end) if found else ""
            for claim in found:
                yield msgspec.structs.replace(claim, quote=said, section=self.number, place=stretch.start)
        if stretch.opens:
            self.thread.topic = self.thread.object
        if stretch.ends and self.worn:
            self.thread, self.worn = self.thread.after_full_stop(), False

    def _new_topic(self) -> Thread:
        """A new thread: section three speaks of applications, three and four of disclosure, without saying so."""
        counted = "request" if self.number == _REQUESTS else ""
        return Thread(counted, counted, foi=self.number in (_REQUESTS, _COURTS))

    def _is_worth_reading(self, stretch: Stretch, *, spoken: bool) -> bool:
        """Whether the sentence can state a quantity; one that cannot may still tell what the next ones are about."""
        text, thread, start, end = self.text, self.thread, stretch.start, stretch.end
        if text.find("属性", start, end) >= 0:
            thread.object = ""  # kinds of documents, named like results of applications
            return False
        if spoken and (
            _STATED.search(text, start, end) or text.find("全部", start, end) >= 0 or _IN_WORDS.search(text, start, end)
        ):
            return True
        if spoken and _REQUEST.search(text, start, end):
            thread.object, thread.foi = "request", True
            return False
        if "request" in (thread.object, thread.topic) or thread.courts:
            return bool(_COUNTED.search(text, start, end) or _OF_ALL.search(text, start, end))
        if thread.object and _COUNTED.search(text, start, end):
            thread.object = ""
        return False

    def _words(self, stretch: Stretch) -> str:
        """The sentence squeezed, in half width and simplified script, the body's own name as 本机关."""
        words = normalise(squeeze_sentence(self.text[stretch.start : stretch.end]))
        if self.foreign:
            words = simplify(words)
        for name in self.names:
            if name in words:
                words = words.replace(name, "本机关")
        return words


def _own_names(organ: str | None) -> tuple[str, ...]:
    """The name of a department, whole and without its place; its words must not be taken for verbs."""
    if not organ or body_of(organ) is not Body.DEPARTMENT:
        return ()
    return tuple(dict.fromkeys((organ, _PLACE.sub("", organ))))
