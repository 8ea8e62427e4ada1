"""Work for tests, and a worker of its own: ``python kinds.py NAME`` after the environment of a database."""

import os
import sys
import time
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.project.settings"
    django.setup()

from gongkai.jobs.progress import Failed, Progress
from gongkai.jobs.work import work
from gongkai.organs.models import Organ, OrganName


@work("count_names", title="逐项登记")
def count_names(job: Progress, *, names: int, pause: float = 0.0) -> dict[str, int]:
    """A record for every step, each with its count; a file tells the test that a step is under way."""
    organ = Organ.objects.get(pk=job.job.record_id)
    for number in range(job.done, names):
        with job.step(number + 1, names, f"第 {number + 1} 项"):
            OrganName.objects.create(organ=organ, name=str(number), until="2026-01-01")
        Path(os.environ["DATA_DIR"], "step").write_text(str(number))
        time.sleep(pause)
    return {"names": names}


@work("kill_itself", title="自己中断")
def kill_itself(job: Progress) -> None:
    """Ends its process as the kernel does when memory runs out."""
    os.kill(os.getpid(), 9)


@work("fail", title="失败")
def fail(job: Progress, *, how: str) -> None:
    """Fails in several ways."""
    if how == "sentence":
        raise Failed("文件第 3 页无法识别。")
    if how == "disk":
        raise OSError(28, "No space left on device", "/secret/path")
    raise RuntimeError("/secret/path SELECT * FROM secrets")


if __name__ == "__main__":
    from gongkai.jobs import workers

    workers.work(sys.argv[1], every=0.1)
