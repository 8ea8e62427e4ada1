"""Many files: order, limits, crashes. Everything here happens in real processes."""

import ctypes
import faulthandler
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongkai.report.batch import Limits, Lost, each
from gongkai.report.batch.pool import AHEAD
from gongkai.report.load import PATIENCE
from gongkai.report.readers import Unreadable, office, pdf, pdfplumbed, scans, xls

QUICK = Limits(seconds=0.5, memory=600_000_000)


def misbehave(what: str) -> str:
    """Do what the item says, as a reader gone wrong would."""
    match what:
        case "loop":
            while True:
                pass
        case "stuck in C":
            sum(range(10**12))  # looks at no signal
        case "eat":
            return str(len(bytearray(10**9)))
        case "crash":
            faulthandler.disable()  # pytest's, inherited
            ctypes.string_at(0)
        case "bug":
            return {}["missing"]
        case "refuse":
            raise Unreadable("这不是年度报告", "请检查")
        case "exit":
            os._exit(3)
    return what.upper()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("loop", "用时超过 0.5 秒"),
        ("stuck in C", "用时超过 0.5 秒"),
        ("eat", "内存超过 0.6 GB"),
        ("crash", "SIGSEGV"),
        ("bug", "KeyError: 'missing'"),
        ("refuse", "这不是年度报告。请检查。"),
        ("exit", "没有说明"),
    ],
)
def test_a_file_that_goes_wrong_costs_only_itself(fault: str, reason: str) -> None:
    first, lost, *others = each(misbehave, ["a", fault, "b", "c"], jobs=2, limits=QUICK)
    assert (first, others) == ("A", ["B", "C"])
    assert isinstance(lost, Lost)
    assert reason in lost.reason
    assert "\n" not in lost.reason


def test_a_worker_survives_a_refusal_and_is_replaced_after_its_death() -> None:
    pids = list(each(lambda item: os.getpid() if item else misbehave("bug"), [1, 1, 0, 1, 1], jobs=1, limits=QUICK))
    assert pids[0] == pids[1] != pids[3] == pids[4]


def test_the_log_of_a_lost_file_is_that_of_this_file_only(capfd: pytest.CaptureFixture[str]) -> None:
    def noisy(item: str) -> str:
        os.write(2, f"library noise about {item}\n".encode())
        return misbehave(item)

    _, lost = each(noisy, ["a", "bug"], jobs=1, limits=QUICK)
    assert isinstance(lost, Lost)
    assert "noise about bug" in lost.log
    assert "noise about a" not in lost.log
    assert capfd.readouterr().err == ""


def test_results_come_in_the_order_of_the_items() -> None:
    def slow_when_even(number: int) -> int:
        time.sleep(0.02 if number % 2 == 0 else 0)
        return number

    assert list(each(slow_when_even, range(20), jobs=4)) == list(range(20))


def test_items_are_taken_only_as_fast_as_results_are_given() -> None:
    taken = 0

    def items() -> object:
        nonlocal taken
        while True:
            yield taken
            taken += 1

    results = each(str, items(), jobs=2)
    assert next(results) == "0"
    assert taken <= AHEAD + 1
    results.close()


@pytest.mark.parametrize("end", ["out of time", "closed"])
def test_programs_that_a_task_started_end_with_it(tmp_path: Path, end: str) -> None:
    pid = tmp_path / "pid"

    def start(item: str) -> str:
        if item == "start":
            with subprocess.Popen(["sleep", "60"], start_new_session=True) as program:
                pid.write_text(str(program.pid))
                try:
                    program.wait()
                finally:
                    program.kill()
        return item

    limits = QUICK if end == "out of time" else Limits(seconds=30)
    results = each(start, ["quick", "start"] if end == "closed" else ["start"], jobs=2, limits=limits)
    first = next(results)
    if end == "closed":
        while not pid.exists():
            time.sleep(0.01)
        results.close()
    else:
        assert isinstance(first, Lost)
    assert not Path(f"/proc/{pid.read_text()}").exists()


def test_closing_early_leaves_no_process() -> None:
    results = each(lambda _: os.getpid(), range(100), jobs=2)
    pid = next(results)
    results.close()
    assert not Path(f"/proc/{pid}").exists()


def test_workers_end_with_their_parent() -> None:
    program = (
        "import os, signal\n"
        "from gongkai.report.batch import each\n"
        "results = each(lambda _: os.getpid(), range(9), jobs=2)\n"
        "print(next(results), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=30)
    worker = Path(f"/proc/{int(done.stdout)}")
    deadline = time.monotonic() + 5
    while worker.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not worker.exists()


def test_memory_stays_flat_over_many_items() -> None:
    def peak() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for _ in each(str, range(500), jobs=2):
        pass
    before = peak()
    for _ in each(str, range(10_000), jobs=2):
        pass
    assert peak() - before < 8_000  # kilobytes


def test_readers_give_up_before_their_worker_is_stopped() -> None:
    """So that the user is told what took so long, and keeps what was read until then."""
    for seconds in (office.SECONDS, xls.SECONDS, scans.SECONDS, pdf.SECONDS, PATIENCE + pdfplumbed.SECONDS):
        assert seconds + 2 < Limits().seconds
