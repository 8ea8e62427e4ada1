"""Ctrl-C: says so, exits with 130, leaves no worker behind."""

import signal
import subprocess
import time
from pathlib import Path

from cli.program import PROGRAM


def test_ctrl_c_ends_the_run_and_its_workers(tmp_path: Path) -> None:
    pipe = tmp_path / "报告.txt"
    pipe.write_text("政府信息公开\n", encoding="utf-8")
    program = subprocess.Popen([*PROGRAM, "read", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    time.sleep(1)
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=30)
    assert program.returncode == 130
    assert said.strip() == "已中断。"
    assert not _children(program.pid)


def _children(pid: int) -> list[Path]:
    processes = [stat for stat in Path("/proc").glob("[0-9]*/stat") if stat.exists()]
    return [stat for stat in processes if stat.read_text().rsplit(")", 1)[1].split()[1] == str(pid)]
