"""Kinds of work: declared once, found by name when a job of the kind is run."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


class Work(NamedTuple):
    """A kind: its name for people, the function that does it, and how long one attempt may take."""

    title: str
    function: Callable[..., Any]
    limit: dt.timedelta
    daily: dt.time | None = None


WORKS: dict[str, Work] = {}


def work(
    kind: str, *, title: str, limit: dt.timedelta = dt.timedelta(hours=1), daily: dt.time | None = None
) -> Callable[[Function], Function]:
    """Declare the function to be the work of a kind, in the ``tasks`` module of an app.

    The function is called as ``function(job, **arguments)`` with a :class:`gongkai.jobs.progress.Progress`; what it
    returns (JSON) is the job's result. It may be begun again after any point, and must then come to the same end.
    ``daily`` is the hour at which it begins by itself each day, with the day (ISO) as argument ``day``.
    """

    def declare(function: Function) -> Function:
        if kind in WORKS and WORKS[kind].function.__qualname__ != function.__qualname__:
            raise ValueError(f"后台任务种类 {kind} 已经有了")
        WORKS[kind] = Work(title, function, limit, daily)
        return function

    return declare
