"""Workers side by side: results in the order of the items, memory flat however many there are."""

import os
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from gongkai.report.batch.worker import Limits, Lost, Worker

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 256
"""How many items may be under way or finished before the earliest unfinished one: bounds the memory."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))


def each(
    task: Callable[[Item], Result], items: Iterable[Item], jobs: int | None = None, limits: Limits | None = None
) -> Iterator[Result | Lost]:
    """The task's result for every item, in the order of the items; :class:`Lost` for an item that gave none.

    ``jobs`` is the number of processes, by default one for each core. Items and results are pickled, so send file
    names, not contents. A task reports what it cannot do by raising :class:`~gongkai.report.readers.Unreadable`; a
    task that exceeds the limits, crashes or raises anything else loses its item, and the others are still done.
    """
    crew = _Crew(task, jobs or cores(), limits or Limits())
    numbered = enumerate(items)
    finished: dict[int, Result | Lost] = {}
    emitted = 0
    try:
        while True:
            while crew.has_room and crew.started - emitted < AHEAD and (pair := next(numbered, None)):
                crew.start(*pair)
            if not crew.busy:
                return
            finished.update(crew.results())
            while emitted in finished:
                yield finished.pop(emitted)
                emitted += 1
    finally:
        crew.dismiss()


class _Crew(Generic[Item, Result]):
    """Up to ``size`` workers, hired when there is work and replaced when they die."""

    def __init__(self, task: Callable[[Item], Result], size: int, limits: Limits) -> None:
        self._task = task
        self._limits = limits
        self._size = size
        self._idle: list[Worker[Item, Result]] = []
        self.busy: dict[Any, tuple[int, Worker[Item, Result]]] = {}
        self.started = 0

    @property
    def has_room(self) -> bool:
        return len(self.busy) < self._size

    def start(self, number: int, item: Item) -> None:
        worker = self._idle.pop() if self._idle else Worker(self._task, self._limits)
        self.busy[worker.connection] = number, worker
        self.started += 1
        worker.send(item)

    def results(self) -> Iterator[tuple[int, Result | Lost]]:
        """Whatever has finished, after waiting for at least one."""
        for connection in wait(list(self.busy)):
            number, worker = self.busy[connection]
            yield number, worker.receive()
            del self.busy[connection]
            if worker.dead:
                worker.discard()
            else:
                self._idle.append(worker)

    def dismiss(self) -> None:
        workers = (*self._idle, *(worker for _, worker in self.busy.values()))
        for worker in workers:
            worker.stop()
        for worker in workers:
            worker.discard()
