"""Programs that are run apart from us, under limits of time and memory, because they may hang, crash or grow."""

import os
import resource
import signal
import subprocess
from collections.abc import Sequence


class OutOfTime(Exception):
    """The program did not end in time and was killed, with everything it had started."""


def run(command: Sequence[str], data: bytes = b"", *, seconds: float, megabytes: int) -> tuple[int, bytes]:
    """The exit status and the output of the program given ``data`` as input; :class:`OutOfTime`.

    ``megabytes`` bounds the address space of each of its processes.
    """
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            resource.prlimit(process.pid, resource.RLIMIT_AS, (megabytes * 2**20,) * 2)
            output, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise OutOfTime from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        return process.returncode, output
