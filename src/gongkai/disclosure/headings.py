"""The headings (栏目) under which a body lists what the law obliges it to publish (条例 Art. 19–21)."""

from gongkai.law.duties import Duty, Tier, duties, duties_of
from gongkai.organs.models import Level, Organ

_GENERAL = "general"
HEADINGS = [(key, duty.short) for key, duty in duties().items()]
"""All headings as choices."""


def headings(organ: Organ) -> tuple[Duty, ...]:
    """The headings of the body, in the order of the articles; what falls under none of them comes last.

    A village committee is no organ of administration: it has the last one only, its own strands are those of 村务公开.
    """
    if organ.level == Level.VILLAGE:
        return (duties()[_GENERAL],)
    own = duties_of(Tier(organ.level))
    return (*(duty for duty in own if duty.key != _GENERAL), duties()[_GENERAL])
