"""The letters' wording, read from the files in ``wording/``: text that a lawyer can check, one entry a letter."""

import functools

import msgspec

from gongkai.law.letters import Letter, letters
from gongkai.law.loading import DataError, convert, data_file, parse

FOLDER = "gongkai.letters.wording"
FILES = ("notices.yaml", "replies.yaml", "records.yaml")


class Saying(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that a letter must say, or must not: any of the words, spaces aside, says it."""

    what: str
    any: tuple[str, ...]
    basis: str = ""


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table on a page of its own, to be filled in and sent back."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A letter's text. ``needs`` are the placeholders without which it must not go out.

    ``rows`` make a table under the body, ``head`` is its first row. ``sensitive`` are placeholders whose values must not
    stand in it, because it goes to somebody else than the requester.
    """

    title: str
    to: str = ""
    needs: tuple[str, ...] = ()
    says: tuple[Saying, ...] = ()
    never: tuple[Saying, ...] = ()
    sensitive: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    after: tuple[str, ...] = ()
    form: Form | None = None

    @property
    def short(self) -> str:
        """What the letter calls itself: 如不服本告知书."""
        return next(
            (name for name in ("告知书", "通知书", "确认书", "征询书", "征求意见书") if name in self.title), "文书"
        )


@functools.cache
def wordings() -> dict[str, Wording]:
    """The wordings by letter. Raises :class:`DataError` where the files and the law's list of letters differ."""
    found: dict[str, Wording] = {}
    for name in FILES:
        for key, raw in parse(data_file(FOLDER, name), name).items():
            found[key] = convert(raw, Wording, f"{name}，{key}")
    if odd := sorted(found.keys() ^ letters().keys()):
        raise DataError(f"文书“{'、'.join(odd)}”只有文字或者只在文书清单里")
    return found


def letter(kind: str) -> Letter:
    """The letter in the law's list. Raises ``KeyError`` with the key for an unknown one."""
    return letters()[kind]
