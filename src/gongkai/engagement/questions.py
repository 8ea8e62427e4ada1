"""Questions of a survey, written as a text that an officer types: one block a question, its options below it.

您对办事大厅的服务满意吗？（单选）
满意
不满意

请给总体印象打分（评分）

您还有什么建议？（填空，选答）
"""

import enum
import re
from typing import NamedTuple

from django.core.exceptions import ValidationError

MOST = 40
MOST_OPTIONS = 30
SCORES = tuple("12345")
_KIND = re.compile(r"^(.+?)[（(](单选|多选|评分|填空)(?:[，,、 ]?(选答|必答))?[）)]\s*$")
_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[.．、)）]\s*")


class Asks(enum.StrEnum):
    """How a question is answered."""

    ONE = "单选"
    SEVERAL = "多选"
    SCORE = "评分"
    TEXT = "填空"


class Question(NamedTuple):
    """A question; ``options`` are the answers to choose from, of a score from 1 to 5."""

    number: int
    text: str
    asks: Asks
    options: tuple[str, ...]
    required: bool

    @property
    def key(self) -> str:
        """By what its answers are kept."""
        return f"q{self.number}"


def questions_of(text: str) -> list[Question]:
    """The questions of a text. ``ValidationError`` says in which block what is wrong.

    >>> questions_of("1. 满意吗？（单选）\\n满意\\n不满意\\n\\n建议（填空，选答）")[1].required
    False
    """
    blocks = [block.strip().splitlines() for block in re.split(r"\n\s*\n", text.replace("\r", "")) if block.strip()]
    if not blocks:
        raise ValidationError("还没有题目。")
    if len(blocks) > MOST:
        raise ValidationError(f"有 {len(blocks)} 道题，最多 {MOST} 道。")
    return [_question(number, [line.strip() for line in block]) for number, block in enumerate(blocks, 1)]


def _question(number: int, lines: list[str]) -> Question:
    said = _KIND.match(lines[0])
    if said is None:
        raise ValidationError(f"第{number}题“{lines[0][:20]}”的末尾要写明（单选）、（多选）、（评分）或者（填空）。")
    asks, options = Asks(said[2]), tuple(dict.fromkeys(_NUMBER.sub("", line)[:100] for line in lines[1:]))
    if asks in (Asks.ONE, Asks.SEVERAL) and not 2 <= len(options) <= MOST_OPTIONS:
        raise ValidationError(f"第{number}题是{asks}，下面要有 2 至 {MOST_OPTIONS} 个不同的选项，每行一个。")
    if asks in (Asks.SCORE, Asks.TEXT) and options:
        raise ValidationError(f"第{number}题是{asks}，下面不写选项；另一道题前请空一行。")
    text = _NUMBER.sub("", said[1]).strip()[:200]
    return Question(number, text, asks, SCORES if asks is Asks.SCORE else options, said[3] != "选答")
