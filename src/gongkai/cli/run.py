"""Reading the files of one run: in supervised processes, with one line on standard error for each that fails."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Self, TypeVar

import click

from gongkai.cli.inputs import Input
from gongkai.cli.status import Status
from gongkai.report.batch import Limits, Lost, each

Result = TypeVar("Result")


class Run:
    """One call of the command line over its files; counts what it meets, for the exit status."""

    def __init__(self, files: Sequence[Input], *, jobs: int | None, timeout: float, debug: bool) -> None:
        self.files = files
        self.limits = Limits(seconds=timeout)
        self.reports = self.wrong = self.unread = 0
        self._jobs = jobs
        self._debug = debug

    @property
    def status(self) -> Status:
        """An unreadable file weighs more than findings: what was not read may hold worse."""
        if self.unread:
            return Status.UNREADABLE
        return Status.ERRORS if self.wrong else Status.CLEAN

    def count(self, *, wrong: bool) -> None:
        """Take note of a report, and of whether it has errors."""
        self.reports += 1
        self.wrong += wrong

    def results(self, task: Callable[[Input], Result]) -> Iterator[tuple[Input, Result | Lost]]:
        """Every file with the task's result, in the order given."""
        with _Progress(len(self.files)) as progress:
            for file, result in zip(self.files, each(task, self.files, self._jobs, self.limits), strict=True):
                progress.step()
                if isinstance(result, Lost):
                    self.unread += 1
                    progress.clear()
                    self._complain(file, result)
                yield file, result

    def _complain(self, file: Input, lost: Lost) -> None:
        click.echo(f"{file.name}：{lost.reason}", err=True)
        if self._debug and lost.log:
            click.echo(lost.log.rstrip(), err=True)


class _Progress:
    """A counter on standard error, while someone watches it and the results go elsewhere."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._shown = total > 1 and sys.stderr.isatty() and not sys.stdout.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def step(self) -> None:
        self._done += 1
        if self._shown:
            click.echo(f"\r已读 {self._done}/{self._total}", nl=False, err=True)

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
