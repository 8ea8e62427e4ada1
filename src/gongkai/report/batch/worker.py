"""A worker: a forked process that does one task at a time and may die without harm to anyone else.

The kernel does the supervising: an interval timer kills the worker that takes too long, even inside a C library, and
an address space limit stops the one that takes too much. All the parent has to do is to notice the death.
"""

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar, cast

import msgspec

from gongkai.report.readers.errors import Unreadable

Item = TypeVar("Item")
Result = TypeVar("Result")

_FORK = multiprocessing.get_context("fork")  # starts in milliseconds, and the task need not be picklable
_OUT_OF_MEMORY = 64
_LOG_BYTES = 8192


class Limits(msgspec.Struct, frozen=True):
    """What one file may cost: seconds on the clock, bytes of address space."""

    seconds: float = 18.0
    memory: int = 2_000_000_000


class Lost(msgspec.Struct, frozen=True):
    """A file that gave no result.

    ``reason`` is one line of Chinese: what is wrong, why, what to do. ``log`` is the end of what the worker wrote to
    its standard error, for those who mend the program.
    """

    reason: str
    log: str = ""


class Worker(Generic[Item, Result]):
    """The parent's handle of a worker."""

    def __init__(self, task: Callable[[Item], Result], limits: Limits) -> None:
        self.dead = False
        self._limits = limits
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (closed by discard)
        self.connection, theirs = _FORK.Pipe()
        self._process = _FORK.Process(
            target=_serve, args=(task, theirs, self.connection, self._log.fileno(), limits), daemon=True
        )
        self._process.start()
        theirs.close()
        self._group = cast("int", self._process.pid)
        os.setpgid(self._group, self._group)  # a group of its own: Ctrl-C is ours, and children die with the worker

    def send(self, item: Item) -> None:
        """Give the worker its next task."""
        with contextlib.suppress(BrokenPipeError):  # it died while idle: receive() will say so
            self.connection.send(item)

    def receive(self) -> Result | Lost:
        """The result of the task given last; :class:`Lost` where the worker died over it."""
        try:
            result: Result | Lost = self.connection.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            self.dead = True
            log = self._last_words()
            return Lost(_cause_of_death(self._process.exitcode, self._limits, log), log)
        return result

    def discard(self) -> None:
        """End the worker and every process it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._group, signal.SIGKILL)
        self._process.join()
        self.connection.close()
        self._log.close()

    def _last_words(self) -> str:
        size = os.fstat(self._log.fileno()).st_size
        return os.pread(self._log.fileno(), _LOG_BYTES, max(0, size - _LOG_BYTES)).decode("utf-8", "replace")


def _serve(
    task: Callable[[Item], Result], connection: Connection, parents_end: Connection, log: int, limits: Limits
) -> None:
    parents_end.close()  # else the end of the parent would go unnoticed
    _redirect_output(log)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_CORE, 0)
    while True:
        try:
            item = connection.recv()
        except EOFError:
            return
        os.ftruncate(2, 0)
        os.lseek(2, 0, os.SEEK_SET)
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        result = _attempt(task, item)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(result)


def _attempt(task: Callable[[Item], Result], item: Item) -> Result | Lost:
    try:
        return task(item)
    except Unreadable as error:
        return Lost(str(error))
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)  # what the task still holds goes with the process


def _redirect_output(log: int) -> None:
    """Whatever a library prints goes to the log: standard output and error belong to the parent."""
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdout = sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)


def _limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (allowed, allowed))


def _cause_of_death(status: int | None, limits: Limits, log: str) -> str:
    if status == -signal.SIGALRM:
        return f"用时超过 {limits.seconds:g} 秒，已停止读取。请检查文件是否异常，或只留年度报告部分。"
    if status == _OUT_OF_MEMORY:
        return f"读取所需内存超过 {limits.memory / 1e9:g} GB，已停止读取。请检查文件是否异常，或只留年度报告部分。"
    if status is not None and status < 0:
        name = signal.Signals(-status).name
        return f"读取时意外中止（{name}），文件可能已损坏。请用办公软件打开并另存后再试。"
    said = log.strip().splitlines()[-1:] or ["没有说明"]
    return f"程序处理这个文件时出错（{said[0]}）。这是程序的缺陷，请连同文件报告给本项目。"
