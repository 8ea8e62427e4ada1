"""What a noise is, and how it reaches the boxes of a script."""

from collections.abc import Callable
from random import Random

import msgspec

from generator.board import Board, Box
from generator.script import Script
from gongkai.findings import CellRef

Change = Callable[[Script, Random], Script]


class Noise(msgspec.Struct, frozen=True):
    """``allowed`` are rules of severity error that the noise may set off: it makes the report itself faulty in form."""

    name: str
    change: Change
    allowed: frozenset[str] = frozenset({"S6"})

    def apply(self, script: Script, rng: Random) -> Script:
        """The script with the noise in it."""
        return self.change(script, rng)


def labels(change: Callable[[str, Random], str]) -> Change:
    """Noise on the labels of tables."""

    def apply(script: Script, rng: Random) -> Script:
        return boxes(script, lambda box: box if box.cell else msgspec.structs.replace(box, text=change(box.text, rng)))

    return apply


def figures(change: Callable[[Box, Random], Box]) -> Change:
    """Noise on the printed figures that leaves their value as it is."""

    def apply(script: Script, rng: Random) -> Script:
        return boxes(script, lambda box: change(box, rng) if box.cell and box.text else box)

    return apply


def boxes(script: Script, change: Callable[[Box], Box]) -> Script:
    """The script with every box of its tables changed."""
    return script.with_boards({board.number: board.map(change) for board in script.boards()})


def retext(box: Box, text: str) -> Box:
    """The box with another text."""
    return msgspec.structs.replace(box, text=text)


def some(share: float, change: Callable[[str, Random], str]) -> Callable[[str, Random], str]:
    """The change, but only on a share of the texts."""
    return lambda text, rng: change(text, rng) if text and rng.random() < share else text


def losing(script: Script, doubtful: frozenset[CellRef], in_flow: frozenset[CellRef] = frozenset()) -> Script:
    """The script, with more cells that may come back as ``None``: everywhere, or where columns are not kept apart."""
    return msgspec.structs.replace(
        script, losable=script.losable | doubtful, doubtful_in_flow=script.doubtful_in_flow | in_flow
    )


def table_3(script: Script) -> Board | None:
    """The table on applications, where the script still has one."""
    return next((board for board in script.boards() if board.number == 3), None)


def unchanged(script: Script, rng: Random) -> Script:
    """No noise."""
    return script
