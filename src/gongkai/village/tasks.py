"""Background work of the room."""

import datetime as dt

from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work
from gongkai.village.actions import end_displays


@work("end_displays", title="撤下公示期满的名单", daily=dt.time(0, 10))
def end(_: Progress, day: str) -> dict[str, int]:
    """Take down the lists whose last day was yesterday or before."""
    return {"ended": end_displays(dt.date.fromisoformat(day))}
