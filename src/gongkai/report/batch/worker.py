"""A worker: a forked process that does one task at a time and may die without harm to anyone else.

Time is watched twice: an alarm interrupts the task, so that it ends what it has started, and a thread of the C level
kills the process a moment later should it be stuck in a library. Memory is bounded by the kernel. All the parent has
to do is to notice the death.
"""

import contextlib
import faulthandler
import gc
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import FrameType
from typing import Generic, NoReturn, TypeVar, cast

import msgspec

from gongkai.report.readers.errors import Unreadable

Item = TypeVar("Item")
Result = TypeVar("Result")

GRACE = 1.0
"""Seconds for a task to clean up after its time is over."""
_FORK = multiprocessing.get_context("fork")  # starts in milliseconds, and the task need not be picklable
_OUT_OF_MEMORY = 64
_LOG_BYTES = 8192


class Limits(msgspec.Struct, frozen=True):
    """What one file may cost: seconds on the clock, bytes of memory."""

    seconds: float = 16.0
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
        self._begun = 0.0
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
        self._begun = time.monotonic()
        with contextlib.suppress(BrokenPipeError):  # it died while idle: receive() will say so
            self.connection.send(item)

    def receive(self) -> Result | Lost:
        """The result of the task given last; :class:`Lost` where the worker died over it."""
        try:
            result: Result | Lost = self.connection.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            self.dead = True
            return self._obituary()
        return result

    def stop(self) -> None:
        """Ask the worker to end what it is doing, and to go."""
        self._process.terminate()

    def discard(self) -> None:
        """End the worker, by force if it does not go, and every process of its group."""
        self._process.join(GRACE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._group, signal.SIGKILL)
        self._process.join()
        self.connection.close()
        self._log.close()

    def _obituary(self) -> Lost:
        size = os.fstat(self._log.fileno()).st_size
        log = os.pread(self._log.fileno(), _LOG_BYTES, max(0, size - _LOG_BYTES)).decode("utf-8", "replace")
        overdue = time.monotonic() - self._begun >= self._limits.seconds
        return Lost(_cause_of_death(self._process.exitcode or 0, log, self._limits, overdue=overdue), log)


class _OutOfTime(BaseException):
    """Not an ``Exception``, so that no library takes it for a fault of the file."""


def _serve(
    task: Callable[[Item], Result], connection: Connection, parents_end: Connection, log: int, limits: Limits
) -> None:
    parents_end.close()  # else the end of the parent would go unnoticed
    _redirect_output(log)
    signal.signal(signal.SIGALRM, _interrupt)
    signal.signal(signal.SIGTERM, _leave)
    _limit(resource.RLIMIT_DATA, limits.memory)
    _limit(resource.RLIMIT_CORE, 0)
    _collect_rarely()
    while True:
        try:
            item = connection.recv()
        except EOFError:
            return
        os.ftruncate(2, 0)
        os.lseek(2, 0, os.SEEK_SET)
        connection.send(_attempt(task, item, limits.seconds))


def _attempt(task: Callable[[Item], Result], item: Item, seconds: float) -> Result | Lost:
    """The task's result; whatever else happens ends the process, and what the task holds goes with it."""
    faulthandler.dump_traceback_later(seconds + GRACE, exit=True)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return task(item)
    except Unreadable as error:
        return Lost(str(error))
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()


def _interrupt(_: int, __: FrameType | None) -> NoReturn:
    raise _OutOfTime


def _leave(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(0)


def _redirect_output(log: int) -> None:
    """Whatever a library prints goes to the log: standard output and error belong to the parent."""
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdout = sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)


def _collect_rarely() -> None:
    """A report is some ten thousand small objects, dropped at once and hardly ever in circles: a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _limit(which: int, value: int) -> None:
    """Lower the soft limit only: a program that a task starts may need, and set, one of its own."""
    hard = resource.getrlimit(which)[1]
    resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _cause_of_death(status: int, log: str, limits: Limits, *, overdue: bool) -> str:
    if overdue:
        return f"用时超过 {limits.seconds:g} 秒，已停止读取。请检查文件是否异常，或只留年度报告部分。"
    if status == _OUT_OF_MEMORY:
        return f"读取所需内存超过 {limits.memory / 1e9:g} GB，已停止读取。请检查文件是否异常，或只留年度报告部分。"
    if status < 0:
        name = signal.Signals(-status).name
        return f"读取时意外中止（{name}），文件可能已损坏。请用办公软件打开并另存后再试。"
    said = log.strip().splitlines()[-1:] or ["没有说明"]
    return f"程序处理这个文件时出错（{said[0]}）。这是程序的缺陷，请连同文件报告给本项目。"
