"""How a review or a suit ended, and the cell of table 4 that counts it."""

import enum
import functools

from gongkai.law.loading import Entry, parameters


class Court(enum.StrEnum):
    """Where the dispute was: administrative review (行政复议) or a court (行政诉讼)."""

    REVIEW = "review"
    SUIT = "suit"


class Result(Entry, frozen=True, kw_only=True):
    """A way in which a review or a suit ends; ``column`` is the key of table 4's column."""

    court: Court
    column: str

    def row(self, *, after_review: bool = False) -> str:
        """The row of table 4; for a suit it depends on whether a review decision came before.

        >>> results()["suit_annulled"].row(after_review=True), results()["review_upheld"].row()
        ('suit_after_review', 'review')
        """
        if self.court is Court.REVIEW:
            return "review"
        return "suit_after_review" if after_review else "suit_direct"


@functools.cache
def results() -> dict[str, Result]:
    """The results by key."""
    return parameters("results.yaml", Result)
