"""The work of ``gongkai serve``."""

import os

import click

from gongkai.project.environment import get
from gongkai.project.operations.refusals import (
    refuse_taken_port,
    refuse_unless_migrated,
    refuse_without_static_files,
)
from gongkai.project.operations.server import arguments
from gongkai.project.operations.supervise import Program, supervise
from gongkai.project.operations.worker import worker_programs


def serve(host: str, port: int, workers: int | None, *, with_worker: bool) -> int:
    """Serve the site, and do its background work beside it, until told to stop."""
    refuse_unless_migrated()
    refuse_without_static_files()
    refuse_taken_port(host, port)
    programs = [Program(arguments(host, port, workers or min(4, os.cpu_count() or 1)), essential=True)]
    if with_worker:
        programs += worker_programs(1)
    if get("PUBLISH_DIR"):
        programs.append(Program(["-m", "gongkai.cli.main", "publish", "--watch"]))
    return supervise(programs, lambda: click.echo(f"在 http://{host}:{port}/ 提供服务；按 Ctrl-C 停止。"))
