"""Why a file could not be read, for its user."""


class Unreadable(Exception):
    """The file cannot be read. The message is one line of Chinese: what is wrong, why, what to do."""

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(f"{what}。{advice}。" if advice else f"{what}。")


class NotInstalled(Unreadable):
    """The file could be read if a part that is not installed on this machine were there; the message names it."""
