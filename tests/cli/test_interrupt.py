"""Ctrl-C: says so, exits with 130, leaves no worker behind."""

import signal
import subprocess
from pathlib import Path

from cli.program import PROGRAM


def test_ctrl_c_ends_the_run_and_its_workers(clean: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "read", *[str(clean)] * 3000], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as program:
        assert program.stdout
        program.stdout.readline()
        workers = _children(program.pid)
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=30)
    assert workers
    assert not any(worker.exists() for worker in workers)
    assert (program.returncode, said.strip()) == (130, "已中断。")


def _children(pid: int) -> list[Path]:
    return [stat.parent for stat in Path("/proc").glob("[0-9]*/stat") if _parent(stat) == str(pid)]


def _parent(stat: Path) -> str:
    """The parent of a process; empty where it has ended meanwhile, as others on the machine do at any time."""
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[1]
    except (FileNotFoundError, ProcessLookupError):
        return ""
