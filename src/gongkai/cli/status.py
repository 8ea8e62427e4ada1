"""The exit statuses of all commands."""

import enum


class Status(enum.IntEnum):
    """What the command line tells the program that called it."""

    CLEAN = 0
    """Nothing is wrong."""
    ERRORS = 1
    """A report has findings of severity ``error``."""
    UNREADABLE = 2
    """An input could not be read, or the command was called wrongly; weighs more than ``ERRORS``."""
    INTERRUPTED = 130
    """Ctrl-C."""
    PIPE_CLOSED = 141
    """Whoever read the output has gone."""
