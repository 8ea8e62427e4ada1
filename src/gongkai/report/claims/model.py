"""A claim: what one sentence says about one quantity."""

import msgspec


class Claim(msgspec.Struct, frozen=True):
    """A quantity that a sentence states or denies."""

    quote: str
    section: int
