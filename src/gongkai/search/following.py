"""The index follows what is done: told of every trace within its transaction, it is never behind."""

from collections import defaultdict
from collections.abc import Sequence

from gongkai.search.actions import refresh
from gongkai.search.sources import SOURCES, keys_touched
from gongkai.trail.actions import Trace


def follow_acts(traces: Sequence[Trace]) -> None:
    """Bring in step what the acts may have changed of what is public."""
    touched: defaultdict[str, set[str]] = defaultdict(set)
    for trace in traces:
        touched[trace.on._meta.label_lower].add(str(trace.on.pk))
    for record_type, ids in touched.items():
        for source in SOURCES:
            if keys := keys_touched(source, record_type, ids):
                refresh(source, keys)
