"""What a redaction gives back, and what it refuses."""

import msgspec


class Box(msgspec.Struct, frozen=True, order=True):
    """A rectangle on a page (from 1), in points from the page's top left corner as it is shown."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (self.page >= 1 and self.left < self.right and self.top < self.bottom):
            raise ValueError("遮盖框的页码从1开始，左边应小于右边、上边应小于下边")

    def hides(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether more than a sliver (an eighth) of the other rectangle is under this one."""
        across = min(right, self.right) - max(left, self.left)
        down = min(bottom, self.bottom) - max(top, self.top)
        return across > 0 and down > 0 and across * down > (right - left) * (bottom - top) / 8


class Covered(msgspec.Struct, frozen=True):
    """A place that was covered: in a PDF its box, in another file the name of its part; and why."""

    why: str
    box: Box | None = None
    part: str = ""


class Redacted(msgspec.Struct, frozen=True):
    """The new file, what was covered, what else was taken out, and what a person still has to look at.

    All in Chinese, and none of it repeats what was covered.
    """

    data: bytes
    covered: tuple[Covered, ...]
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The places on pages that were covered, for the proof."""
        return tuple(item.box for item in self.covered if item.box)


class NotRedacted(Exception):
    """The proof failed: the file must not be released. ``remains`` says what is left and where, in Chinese."""

    def __init__(self, remains: tuple[str, ...]) -> None:
        super().__init__(f"遮盖没有除尽，不能发出：{'；'.join(remains)}。")
        self.remains = remains
