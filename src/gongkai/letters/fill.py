"""Filling a template: every placeholder gets its value, lists get a paragraph or a row an item."""

import re
from datetime import date

from lxml.etree import _Element

from gongkai.letters import story
from gongkai.letters.facts import Facts, chinese_date
from gongkai.letters.fields import DOT, FIELDS, GROUPS, Values
from gongkai.letters.package import Package
from gongkai.letters.typeset import template as own
from gongkai.report.writers.characters import printable


def fill(kind: str, facts: Facts, template: bytes | None = None) -> bytes:
    """The letter as a Word file, from the office's own template or from ours.

    A paragraph whose placeholders all have no value is left out. A placeholder that the letter needs, and one that
    there is not, stays in the text for everyone to see; ``gongkai.letters.check`` refuses such a letter.
    Raises ``KeyError`` for an unknown letter, :class:`Unreadable` for a template that is no Word file.
    """
    values = Values(kind, facts)
    package = Package(own(kind) if template is None else template)
    for root in package.stories():
        for row in [r for r in root.iter(story.TR) if r.find(f".//{story.TR}") is None]:
            _repeat(row, values)
        for paragraph in story.paragraphs(root):
            _repeat(paragraph, values)
        for paragraph in story.paragraphs(root):
            _fill(paragraph, values)
    return package.to_bytes()


def read(letter: bytes) -> tuple[str, ...]:
    """The lines of a letter as it stands, whoever edited it. Raises :class:`Unreadable` where it is no Word file."""
    return story.lines(Package(letter).stories())


def plain_text(kind: str, facts: Facts, template: bytes | None = None) -> str:
    """The letter as lines of text, for a screen or a mail."""
    return "\n".join(read(fill(kind, facts, template)))


def redated(letter: bytes, before: date, after: date) -> bytes:
    """The letter under another day: the last line that ends with the former day bears the new one.

    Raises :class:`Unreadable` where it is no Word file; one without such a line stays as it is.
    """
    package, old = Package(letter), chinese_date(before)
    paragraphs = story.paragraphs(package.stories()[0])
    dated = [p for p in paragraphs if re.sub(r"\s", "", story.words(p)).endswith(old)]
    if dated:
        story.swap(dated[-1], old, chinese_date(after))
    return package.to_bytes()


def _repeat(element: _Element, values: Values) -> None:
    """A row or paragraph with placeholders of one list, once for each item."""
    found = {name for p in element.iter(story.P) for name in story.placeholders(p) if DOT in name}
    groups = {name.partition(DOT)[0] for name in found} & GROUPS.keys()
    if len(groups) != 1:
        return
    (group,) = groups
    items = values.items(group)
    if not items and found & values.needs:
        return
    for copy, item in zip(story.copies(element, len(items)), items, strict=True):
        for paragraph in copy.iter(story.P):
            story.replace(paragraph, lambda name, item=item: _of(group, name, item))  # type: ignore[misc]


def _of(group: str, name: str, item: dict[str, str]) -> str | None:
    own, _, field = name.partition(DOT)
    value = item.get(field) if own == group else None
    return None if value is None else printable(value)


def _fill(paragraph: _Element, values: Values) -> None:
    names = set(story.placeholders(paragraph)) & FIELDS.keys()
    found = {name: printable(values[name]) for name in names}
    if names and not any(found.values()) and not names & values.needs:
        story.remove(paragraph)
        return
    kept = {name: value for name, value in found.items() if value or name not in values.needs}
    story.replace(paragraph, kept.get)
