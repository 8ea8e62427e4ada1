"""What is wrong with an office's own template, told before it is used."""

import re
from collections.abc import Iterator

import msgspec
from rapidfuzz import process

from gongkai.letters import story
from gongkai.letters.fields import DOT, names
from gongkai.letters.package import Package
from gongkai.letters.wordings import wordings

_SHOWN = 24


class Problem(msgspec.Struct, frozen=True):
    """A fault of a template: the number of its paragraph from 1 (0: the whole), what is wrong, whether it may be used."""

    paragraph: int
    message: str
    grave: bool = True


def problems(kind: str, template: bytes) -> tuple[Problem, ...]:
    """The faults of a template for a letter, in the order of the text.

    Grave are placeholders that there are not, and ones that the letter needs and has lost. Raises ``KeyError`` for an
    unknown letter, :class:`Unreadable` for a file that is no Word file.
    """
    found: set[str] = set()
    faults: list[Problem] = []
    known = frozenset(names())
    number = 0
    for root in Package(template).stories():
        for paragraph in story.paragraphs(root):
            number += 1
            inside = story.placeholders(paragraph)
            found.update(inside)
            faults += (Problem(number, message) for message in _faults(story.words(paragraph), inside, known))
    lost = [name for name in wordings()[kind].needs if name not in found]
    faults += (Problem(0, f"缺少占位「{name}」，这份文书必须写明这一项") for name in lost)
    stray = sorted(found & frozenset(wordings()[kind].sensitive))
    faults += (Problem(0, f"不应有「{name}」，这份文书不发给申请人，不得透露申请人") for name in stray)
    return tuple(faults)


def _faults(words: str, inside: list[str], known: frozenset[str]) -> Iterator[str]:
    shown = words.strip()[:_SHOWN]
    for name in inside:
        if name not in known:
            best = process.extractOne(name, sorted(known), score_cutoff=50)
            yield f"“{shown}”：没有名为「{name}」的占位" + (f"，是不是「{best[0]}」？" if best else "")
    groups = {name.partition(DOT)[0] for name in inside if DOT in name and name in known}
    if len(groups) > 1:
        yield f"“{shown}”：一段里有{'、'.join(sorted(groups))}两种清单的占位，请分成两段"
    if re.search(r"[「」]", re.sub(r"「[^「」\n]{1,30}」", "", words)):
        yield f"“{shown}”：「」没有成对，或者里面的字太长"
