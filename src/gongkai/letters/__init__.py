"""The letters of a request (文书): wording, templates in Word, filling, numbers, PDF.

Public: :class:`Facts` and its parts, :func:`template`, :func:`problems`, :func:`fill`, :func:`plain_text`,
:func:`read`, :func:`redated`, :func:`render`, :class:`Numbering`. Which letters there are is the law's (``gongkai.law.letters``).
"""

from gongkai.letters.facts import Facts, Organ, Request, Requester
from gongkai.letters.fill import fill, plain_text, read, redated
from gongkai.letters.numbering import Number, Numbering, letter_number, letter_words
from gongkai.letters.render import Rendered, render
from gongkai.letters.templates import Problem, problems
from gongkai.letters.typeset import template

__all__ = [
    "Facts",
    "Number",
    "Numbering",
    "Organ",
    "Problem",
    "Rendered",
    "Request",
    "Requester",
    "fill",
    "letter_number",
    "letter_words",
    "plain_text",
    "problems",
    "read",
    "redated",
    "render",
    "template",
]
