"""Background work of the room."""

import datetime as dt

from gongkai.catalogue.actions.owing import owe_year
from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work


@work("owe_year", title="列出本年应公开的事项", daily=dt.time(1, 40))
def owe(_: Progress, day: str) -> dict[str, int]:
    """Make out the year for catalogues that were not; most days there are none."""
    return {"catalogues": owe_year(dt.date.fromisoformat(day).year)}
