"""The life of a government rule or a normative document: its stages in the order of procedure, with their articles."""

import functools

from gongkai.law.loading import Entry, parameters


class Stage(Entry, frozen=True, kw_only=True):
    """A stage of a document's life.

    ``owed`` are the kinds of documents that must go through it (``gov_rule``, ``normative_doc``), ``many`` says that it
    may come more than once, ``recorded`` that people enter it: others follow from the document's own dates.
    """

    owed: tuple[str, ...] = ()
    many: bool = False
    recorded: bool = True


@functools.cache
def stages() -> dict[str, Stage]:
    """The stages by key, in order.

    >>> list(stages())[:4], stages()["filed"].owed
    (['drafted', 'consulted', 'reviewed', 'deliberated'], ('gov_rule',))
    """
    return parameters("lifecycle.yaml", Stage)
