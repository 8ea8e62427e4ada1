"""Background work: queued with its transaction, shown while it goes on, told plainly when it fails."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, transaction

import jobs.kinds  # noqa: F401  (declares the work)
from gongkai.jobs import actions, progress
from gongkai.jobs.models import Job
from gongkai.jobs.progress import Failed, Progress, Superseded
from gongkai.jobs.queries import jobs_of, latest
from gongkai.jobs.work import WORKS, Work
from gongkai.organs.actions import create_organ
from gongkai.organs.models import Organ

pytestmark = pytest.mark.django_db
WorkOff = Callable[[], None]


@pytest.fixture
def organ() -> Organ:
    return create_organ(
        None, None, name="某县人民政府", slug="county", level="county", kind="government", region="640221"
    )


def test_work_is_done_and_says_what_came_of_it(organ: Organ, work_off: WorkOff) -> None:
    job = actions.start("count_names", actor=None, on=organ, names=3)
    assert (str(job), job.open, job.percent) == ("逐项登记（排队中）", True, None)
    work_off()
    job = latest(organ, "count_names")  # type: ignore[assignment]
    assert (job.state, job.result, job.percent, job.done, job.total) == (Job.State.DONE, {"names": 3}, 100, 3, 3)
    assert [name.name for name in organ.names.order_by("pk")] == ["0", "1", "2"]


def test_the_same_work_is_not_queued_twice_while_it_waits(organ: Organ, work_off: WorkOff) -> None:
    first = actions.start("count_names", actor=None, on=organ, names=1)
    assert actions.start("count_names", actor=None, on=organ, names=1) == first
    assert actions.start("count_names", actor=None, on=organ, names=2) != first
    work_off()
    assert actions.start("count_names", actor=None, on=organ, names=1) != first
    assert jobs_of(organ).count() == 3


def test_work_of_an_act_that_failed_is_not_queued(organ: Organ, work_off: WorkOff) -> None:
    with transaction.atomic():
        actions.start("count_names", actor=None, on=organ, names=1)
        transaction.set_rollback(True)
    work_off()
    assert not jobs_of(organ).exists()
    assert not organ.names.exists()


def test_a_kind_that_nobody_declared_is_refused_at_once(organ: Organ) -> None:
    with pytest.raises(KeyError):
        actions.start("nothing", actor=None, on=organ)


@pytest.mark.parametrize(
    ("how", "sentence"),
    [("sentence", "文件第 3 页无法识别。"), ("disk", "存储空间不足"), ("bug", "内部错误")],
)
def test_a_failure_is_a_sentence_without_internals(organ: Organ, work_off: WorkOff, how: str, sentence: str) -> None:
    actions.start("fail", actor=None, on=organ, how=how)
    work_off()
    job = jobs_of(organ).get()
    assert job.state == Job.State.FAILED
    assert sentence in job.error
    assert "secret" not in job.error


def test_a_failed_job_can_be_tried_again_and_no_other(organ: Organ, work_off: WorkOff) -> None:
    actions.start("fail", actor=None, on=organ, how="sentence")
    work_off()
    job = jobs_of(organ).get()
    again = actions.restart(job, actor=None)
    assert (again.kind, again.arguments, again.state) == (job.kind, job.arguments, Job.State.QUEUED)
    with pytest.raises(Failed):
        actions.restart(again, actor=None)


def test_a_database_that_was_away_is_no_failure(
    organ: Organ, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def flaky(job: Progress, **_: object) -> None:
        tries.append(job.job.attempts)
        if len(tries) < 3:
            raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setitem(WORKS, "fail", Work("时断时续", flaky, WORKS["fail"].limit))
    actions.start("fail", actor=None, on=organ, how="")
    work_off()
    assert (tries, jobs_of(organ).get().state) == ([1, 2, 3], Job.State.DONE)


def test_progress_is_written_no_oftener_than_people_look(organ: Organ, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([10.0, 10.1, 10.6, 10.7])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    job = Job.objects.create(kind="fail", record_type="x", record_id="1", state=Job.State.RUNNING, attempts=1)
    attempt, seen = Progress(job), []
    for done in (1, 2, 3, 4):
        attempt.advance(done, 4, f"第 {done} 页")
        seen.append(Job.objects.get().message)
    assert seen == ["第 1 页", "第 1 页", "第 3 页", "第 4 页"]


def test_an_attempt_that_was_replaced_writes_no_more(organ: Organ) -> None:
    job = Job.objects.create(kind="fail", record_type="x", record_id="1", state=Job.State.RUNNING, attempts=1)
    attempt = Progress(job)
    Job.objects.update(attempts=2)
    with pytest.raises(Superseded), attempt.step(1, 2):
        raise AssertionError("must not be reached")
    with pytest.raises(Superseded):
        attempt.advance(2, 2)
