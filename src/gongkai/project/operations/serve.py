"""The work of ``gongkai serve``."""

import os

import click

from gongkai.project.operations.refusals import (
    refuse_taken_port,
    refuse_unless_migrated,
    refuse_without_static_files,
)
from gongkai.project.operations.supervise import Program, supervise
from gongkai.project.operations.worker import worker_programs

THREADS = 2
"""Per process: one more than a slow request needs, for Wagtail gains nothing from many."""


def serve(host: str, port: int, workers: int | None, *, with_worker: bool) -> int:
    """Serve the site, and do its background work beside it, until told to stop."""
    refuse_unless_migrated()
    refuse_without_static_files()
    refuse_taken_port(host, port)
    programs = [_web(host, port, workers or min(4, os.cpu_count() or 1))]
    if with_worker:
        programs += worker_programs(1)
    return supervise(programs, lambda: click.echo(f"在 http://{host}:{port}/ 提供服务；按 Ctrl-C 停止。"))


def _web(host: str, port: int, workers: int) -> Program:
    options = {
        "interface": "wsgi",
        "host": host,
        "port": port,
        "workers": workers,
        "blocking-threads": THREADS,
        "backpressure": 64,
        "workers-kill-timeout": 20,
        "log-level": "warning",
        "respawn-interval": 1,
    }
    pairs = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    arguments = ["-m", "granian", *pairs, "--respawn-failed-workers", "--no-ws", "gongkai.project.wsgi:application"]
    return Program(arguments, essential=True)
