"""Calls the platform's commands in this process, over the database of the test; and starts its servers in others."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from gongkai.cli.main import main


class Call(NamedTuple):
    status: int
    out: str
    err: str


class Answer(NamedTuple):
    status: int
    text: str
    headers: Mapping[str, str]


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Call:
    """Call ``gongkai`` and take its exit status and what it printed."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return Call(int(ended.value.code or 0), *capsys.readouterr())


def program(*arguments: str, **variables: str) -> "subprocess.Popen[str]":
    """Start ``gongkai`` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "gongkai.cli.main", *arguments],
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(url: str, data: bytes | None = None, timeout: float = 30, **headers: str) -> Answer:
    """Ask the server, whatever the status of its answer."""
    request = urllib.request.Request(url, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return Answer(response.status, response.read().decode(), response.headers)
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read().decode(), error.headers)


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "没有等到"
        time.sleep(0.1)


def answers(url: str) -> bool:
    try:
        return get(url, timeout=5).status == 200
    except OSError:
        return False
