"""A worker that is killed in mid-task: its work is taken up where it stood, and nothing is done twice."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

import jobs.kinds
from database_templates import PostgreSQL, SQLite
from gongkai.jobs import actions, queue, workers
from gongkai.jobs.models import Job, Worker
from gongkai.jobs.queries import alive, jobs_of
from gongkai.organs.actions import create_organ
from gongkai.organs.models import Organ

Database = SQLite | PostgreSQL
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def organ(each_database: Database) -> Organ:
    return create_organ(
        None, None, name="某县人民政府", slug="county", level="county", kind="government", region="640221"
    )


@pytest.fixture
def start(each_database: Database) -> Iterator[Start]:
    """Start a real worker under a name."""
    started: list[subprocess.Popen[bytes]] = []

    def run(name: str, stale: int = 600) -> subprocess.Popen[bytes]:
        variables = {**os.environ, **each_database.environment, "WORKER_STALE_SECONDS": str(stale)}
        started.append(subprocess.Popen([sys.executable, str(jobs.kinds.__file__), name], env=variables))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "没有等到"
        time.sleep(0.05)


def test_a_killed_worker_is_replaced_and_nothing_is_done_twice(
    organ: Organ, start: Start, each_database: Database
) -> None:
    job = actions.start("count_names", actor=None, on=organ, names=12, pause=0.1)
    mark = Path(each_database.environment["DATA_DIR"], "step")
    mark.unlink(missing_ok=True)
    worker = start("one")
    wait_until(lambda: mark.exists() and int(mark.read_text() or 0) >= 3)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    done = jobs_of(organ).get().done
    assert 4 <= done < 12
    assert organ.names.count() == done
    successor = start("one")
    wait_until(lambda: not jobs_of(organ).get().open)
    assert alive().filter(pk="one", pid=successor.pid).exists()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done) == (Job.State.DONE, 2, 12)
    assert sorted(int(name.name) for name in organ.names.all()) == list(range(12))
    successor.terminate()
    assert successor.wait(timeout=30) == 0
    assert not Worker.objects.exists()


def test_another_worker_takes_over_from_one_that_beats_no_more(organ: Organ, start: Start) -> None:
    actions.start("count_names", actor=None, on=organ, names=30, pause=0.1)
    first = start("one", stale=2)
    wait_until(lambda: jobs_of(organ).get().done >= 2)
    first.send_signal(signal.SIGSTOP)  # not dead, but as good as: and it comes back
    start("two", stale=2)
    wait_until(lambda: jobs_of(organ).get().worker == "two")
    first.send_signal(signal.SIGCONT)
    wait_until(lambda: not jobs_of(organ).get().open)
    assert jobs_of(organ).get().state == Job.State.DONE
    assert sorted(int(name.name) for name in organ.names.all()) == list(range(30))


@pytest.mark.parametrize("each_database", ["postgresql"], indirect=True)  # SQLite is where the worker is
def test_a_worker_outlives_a_database_that_was_away(organ: Organ, start: Start, each_database: PostgreSQL) -> None:
    actions.start("count_names", actor=None, on=organ, names=12, pause=0.1)
    worker = start("one")
    wait_until(lambda: jobs_of(organ).get().done >= 3)
    connection.close()
    each_database.pause()
    assert worker.wait(timeout=60) != 0  # whoever keeps it running starts it again
    each_database.resume()
    start("one")
    wait_until(lambda: not jobs_of(organ).get().open)
    assert jobs_of(organ).get().state == Job.State.DONE
    assert sorted(int(name.name) for name in organ.names.all()) == list(range(12))


def test_work_that_kills_its_worker_is_given_up(organ: Organ, start: Start) -> None:
    job = actions.start("kill_itself", actor=None, on=organ)
    DBTaskResult.objects.update(worker_ids=["killed before"] * 2)
    Job.objects.update(attempts=2)
    assert start("one").wait(timeout=60) == -signal.SIGKILL
    assert workers.take_up() == 0, "its beat is still young"
    Worker.objects.update(beat_at=timezone.now() - dt.timedelta(hours=1))
    assert workers.take_up() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, 3)
    assert "3 次意外中断" in job.error
    assert queue.waiting() == 0
