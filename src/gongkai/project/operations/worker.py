"""The work of ``gongkai worker``."""

import os
import socket

import click

from gongkai.project.operations.refusals import refuse_unless_migrated
from gongkai.project.operations.supervise import Program, supervise


def worker_programs(processes: int) -> list[Program]:
    """Worker processes, each under a name that is its own as long as its supervisor lives."""
    name = f"{socket.gethostname()[:40]}-{os.getpid()}"
    return [Program(["-m", "gongkai.project.operations.work", f"{name}-{n}"]) for n in range(1, processes + 1)]


def run_workers(processes: int) -> int:
    """Do background work until told to stop."""
    refuse_unless_migrated()
    return supervise(
        worker_programs(processes), lambda: click.echo(f"后台工作进程已启动（{processes} 个）；按 Ctrl-C 停止。")
    )
