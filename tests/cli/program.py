"""The command line as users meet it: another process, its output and its exit status."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

PROGRAM = [sys.executable, "-m", "gongkai.cli.main"]
Call = Callable[..., subprocess.CompletedProcess[str]]


def call(
    *arguments: str | Path, stdin: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(os.fspath, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(env or {})},
        cwd=cwd,
        timeout=60,
        check=False,
    )
