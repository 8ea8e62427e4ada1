"""What a person typed → the words looked for, each with what else it may be called."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import yaml

from gongkai.fulltext.tokens import folded, is_han, runs
from gongkai.text.widths import simplify

if TYPE_CHECKING:
    from rjieba import Jieba

LIMIT = 60
"""Characters of a query that are looked at."""

MOST_WORDS = 10
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]+)[”\"」』]")
_IDLE = frozenset(
    (
        *("的", "了", "和", "与", "及", "或", "等", "在", "是", "有", "吗", "呢", "吧", "对", "于", "我", "你", "我们"),
        *("请问", "怎么", "怎样", "怎么办", "如何", "什么", "哪里", "哪些", "哪个", "多少", "为什么", "关于", "有关"),
    )
)
"""Words of a question that say nothing of what is looked for."""


class Term(NamedTuple):
    """A word looked for, and what else it may be called."""

    word: str
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """The word and what else it may be called."""
        return (self.word, *self.others)


def terms_of(query: str) -> tuple[Term, ...]:
    """The words of a query in the order typed; what stands between quotation marks is one word, to be found as it is.

    >>> [term.word for term in terms_of("平罗县医保怎么报销")]
    ['平罗县', '医保', '报销']
    >>> terms_of("“医保”")
    (Term(word='医保', others=()),)
    """
    text = simplify(folded(query[:LIMIT]))
    quoted = [Term(words.strip()) for words in _QUOTED.findall(text) if any(runs(words))]
    loose = [Term(word, synonyms().get(word, ())) for word in _words(_QUOTED.sub(" ", text))]
    return tuple({term.word: term for term in (*loose, *quoted)}.values())[:MOST_WORDS]


def _words(text: str) -> list[str]:
    """The words of the text that say something, or all of them where none does."""
    words: list[str] = []
    for run in runs(text):
        words += _joined(segmenter().cut(run, False)) if is_han(run) else [run]
    telling = [word for word in words if word not in _IDLE and (len(word) > 1 or not is_han(word))]
    return telling or words


def _joined(pieces: Iterable[str]) -> Iterator[str]:
    """Single characters between words are taken together (a name that no dictionary has), one alone with its neighbour.

    >>> list(_joined(["张", "三", "的", "低保"])), list(_joined(["用", "水权"]))
    (['张三', '低保'], ['用水权'])
    """
    alone, before = "", ""
    for piece in pieces:
        if len(piece) == 1 and piece not in _IDLE:
            alone += piece
            continue
        if len(alone) == 1 and piece not in _IDLE:
            piece, alone = alone + piece, ""  # noqa: PLW2901  (the piece grows by the character before it)
        yield from filter(None, (before, alone))
        before, alone = ("" if piece in _IDLE else piece), ""
    yield from [before + alone] if len(alone) == 1 else filter(None, (before, alone))


@functools.cache
def segmenter() -> "Jieba":
    """The dictionary with the words of the synonyms; loaded with the first search."""
    from rjieba import Jieba

    jieba = Jieba()
    for word in synonyms():
        jieba.add_word(word, None, None)
    return jieba


@functools.cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """A word → what else it may be called. ``ValueError`` for a file that cannot be used as it stands."""
    groups = yaml.safe_load(files("gongkai.search").joinpath("synonyms.yaml").read_text("utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            if word in found:
                raise ValueError(f"同义词表里“{word}”在两组")
            found[word] = tuple(other for other in group if other != word)
    return found
