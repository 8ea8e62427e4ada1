"""Keeps processes running: one that ends is started again, unless nothing works without it."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import NamedTuple

PATIENCE = 30
"""Seconds that a process is given to end its work when told to stop."""

_DEATH_OF_PARENT = 1


class Program(NamedTuple):
    """A process to keep: its arguments, and whether all others end with it."""

    arguments: list[str]
    essential: bool = False


class _Kept:
    """A program with its process, and how long to wait before it is started again."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.pause = 0.5
        self.start()

    def start(self) -> None:
        self.began = time.monotonic()
        arguments = [sys.executable, *self.program.arguments]
        self.process = subprocess.Popen(arguments, preexec_fn=_end_with_parent)  # noqa: PLW1509  (no threads here)

    def lengthen(self) -> float:
        """The pause before the next start: short for what ran well, up to 30 s for what fails at once."""
        self.pause = 0.5 if time.monotonic() - self.began > 60 else min(self.pause * 2, 30)
        return self.pause


def supervise(programs: list[Program], on_start: Callable[[], None] = lambda: None) -> int:
    """Run the programs until told to stop (SIGTERM, SIGINT) or an essential one ends; its status, or 0."""
    stop = _Stop()
    kept = [_Kept(program) for program in programs]
    on_start()
    status = _watch(kept, stop)
    _end([one.process for one in kept])
    return status


def _watch(kept: list[_Kept], stop: "_Stop") -> int:
    due: dict[int, float] = {}
    while not stop.asked:
        for number, one in enumerate(kept):
            ended = one.process.poll()
            if ended is None:
                continue
            if one.program.essential:
                return abs(ended)
            if number not in due:
                due[number] = time.monotonic() + one.lengthen()
            elif time.monotonic() >= due[number]:
                del due[number]
                one.start()
        time.sleep(0.1)
    return 0


def _end(processes: list["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    end = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class _Stop:
    """Remembers that somebody asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def _end_with_parent() -> None:
    """Let the kernel end the process when its supervisor is killed; and Ctrl-C reach it through the supervisor only."""
    ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGTERM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
