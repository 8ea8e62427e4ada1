"""Reports where several are at work at once or a process dies in between, on both databases, with real commits.

The tests of the module follow one county through: what one leaves is what the next one finds.
"""

import datetime as dt
import os
import signal
import threading
from collections.abc import Callable, Iterator
from unittest import mock

import pytest
from django.db import connection, connections
from django.test import Client

from annual.test_manuscript import MANAGED, TEXTS, YEAR
from applications.conftest import noon, open_office, person, wanted
from database_templates import PostgreSQL, SQLite
from gongkai.annual.actions import freezing, publish_report
from gongkai.annual.actions.handing import hand_up, publish_together, return_report
from gongkai.annual.actions.handing import receive as take
from gongkai.annual.actions.passing import pass_on, send, sign
from gongkai.annual.actions.writing import begin, restore, save
from gongkai.annual.content import Content
from gongkai.annual.manuscripts import Manuscript, Submission
from gongkai.annual.models import Report
from gongkai.annual.queries import public_reports
from gongkai.applications.actions.intake import register
from gongkai.figures.actions import state
from gongkai.figures.outside import OUTSIDE
from gongkai.jobs import queue, workers
from gongkai.jobs.models import Job, Worker
from gongkai.organs.actions import create_organ
from gongkai.organs.models import Role
from gongkai.trail.models import Entry
from gongkai.trail.queries import broken, version_of

Database = SQLite | PostgreSQL


class County:
    """A county, whoever collects there, and two offices with a report each, signed and received."""

    def __init__(self) -> None:
        fields = {"level": "county", "region": "110101"}
        self.organ = create_organ(None, None, name="示例县人民政府", slug="county", kind="government", **fields)
        self.superior = person(self.organ, Role.SUPERVISOR)
        self.offices = [open_office(slug, self.organ) for slug in ("first", "second")]
        for office in self.offices:
            for key in OUTSIDE:
                state(None, office.organ, key, YEAR, None, "没有此项职能")
            manuscript = begin(office.officer, office.organ, YEAR)
            text = Content.of(manuscript.newest.content).sections[1]
            sent = send(office.officer, save(office.officer, manuscript, {1: text + MANAGED, **TEXTS}))
            done = sign(office.signer, pass_on(office.checker, sent))
            take(self.superior, hand_up(office.officer, done.report))

    def manuscript(self, at: int) -> Manuscript:
        return Manuscript.objects.get(organ=self.offices[at].organ, year=YEAR)


@pytest.fixture(scope="module")
def county(each_database_once: Database) -> County:
    return County()


@pytest.fixture
def nothing_half(county: County) -> Iterator[None]:
    """After every test the trail is whole, and one report at most speaks for a body's year."""
    yield
    assert broken() == []
    shown = list(public_reports().values_list("organ", "year"))
    assert len(shown) == len(set(shown))
    told = Entry.objects.filter(act="publish_report").values_list("record_id", flat=True)
    assert {str(report.pk) for report in Report.objects.exclude(published_at=None)} == set(told)


def killed(act: Callable[[], object], within: str, time: int = 1) -> None:
    """Do the act in a process of its own, which is killed when it comes to a function for that time."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        times = iter(range(1, 100))

        def there(*_: object, **__: object) -> None:
            if next(times) == time:
                os.write(writing, b".")
                signal.pause()

        with mock.patch(within, there):
            act()
        os._exit(1)
    os.close(writing)
    assert os.read(reading, 1) == b".", "不到那一步就结束了"
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.usefixtures("nothing_half")
def test_a_process_killed_in_mid_publication_has_published_nothing(county: County) -> None:
    """Killed when everything is written but the last: the report, the trace, what is searched."""
    office, report = county.offices[0], county.manuscript(0).report
    assert report is not None
    killed(lambda: publish_report(office.signer, report), "gongkai.annual.actions.library.start")
    report.refresh_from_db()
    assert (report.published_at, report.published_by) == (None, None)
    assert not Job.objects.filter(kind="paper_report").exists()
    killed(
        lambda: publish_together(county.superior, county.organ, YEAR), "gongkai.annual.actions.library.start", time=2
    )
    assert not public_reports().exists()
    assert Client().get(f"/o/first/reports/{YEAR}/").status_code == 404


@pytest.mark.usefixtures("nothing_half")
def test_it_is_taken_up_again_and_so_is_the_paper(county: County) -> None:
    assert len(publish_together(county.superior, county.organ, YEAR).published) == 2
    killed(lambda: workers.work("one", every=0.1), "gongkai.annual.tasks.pdf_of")
    assert public_reports().count() == 2
    assert set(public_reports().values_list("pdf", flat=True)) == {""}
    assert Client().get(f"/o/first/reports/{YEAR}/").status_code == 200
    assert Client().get(f"/o/first/reports/{YEAR}.pdf").status_code == 404
    Worker.objects.all().delete()  # as its successor of the same name does
    assert workers.take_up() == 1
    with mock.patch("gongkai.annual.tasks.pdf_of", return_value=b"%PDF-1.7"):  # setting a page is tried elsewhere
        queue.work_off("one")
    assert sorted(Job.objects.filter(kind="paper_report").values_list("state", "attempts")) == [
        (Job.State.DONE, 1),
        (Job.State.DONE, 2),
    ]
    assert Client().get(f"/o/first/reports/{YEAR}.pdf").content == b"%PDF-1.7"


@pytest.mark.usefixtures("nothing_half")
def test_a_return_after_publication_keeps_what_everybody_sees_until_it_is_replaced(county: County) -> None:
    office, shown = county.offices[0], public_reports().get(organ__slug="first")
    return_report(county.superior, Submission.objects.get(organ=office.organ), "请写明整改时限")
    assert public_reports().get(organ=office.organ) == shown
    better = save(office.officer, county.manuscript(0), {5: TEXTS[5] + "三月底前完成。"})
    done = sign(office.signer, send(office.officer, better))
    assert done.report is not None
    killed(lambda: publish_report(office.signer, done.report), "gongkai.annual.actions.library.start")  # type: ignore[arg-type]
    assert public_reports().get(organ=office.organ) == shown, "the old one was withdrawn and the new one not published"
    publish_report(office.signer, done.report)
    take(county.superior, hand_up(office.officer, done.report))
    assert public_reports().get(organ=office.organ) == done.report
    return_report(county.superior, Submission.objects.filter(organ=office.organ)[0], "恢复原文")
    again = restore(office.officer, county.manuscript(0), 2)
    texts = [Content.of(version.content).sections[5] for version in again.versions.all()]
    assert texts == [TEXTS[5], TEXTS[5] + "三月底前完成。", TEXTS[5], ""]


@pytest.mark.usefixtures("nothing_half")
def test_of_two_who_save_at_the_same_moment_one_is_told(county: County) -> None:
    office, manuscript = county.offices[0], county.manuscript(0)
    address = f"/desk/annual/{office.organ.pk}/{YEAR}/write/"
    sections = {f"section_{n}": text for n, text in Content.of(manuscript.newest.content).sections.items()}
    seen, both = str(version_of(manuscript)), threading.Barrier(2)
    answers: dict[str, tuple[int, str]] = {}

    def write(words: str) -> None:
        client = Client()
        client.force_login(office.officer, "django.contrib.auth.backends.ModelBackend")
        both.wait()
        answer = client.post(address, {**sections, "section_5": words, "seen": seen})
        answers[words] = answer.status_code, answer.content.decode()
        connection.close()

    office.officer.must_change_password = False
    office.officer.save()
    at_once(*(lambda words=words: write(words) for words in ("甲写的问题。", "乙写的问题。")))
    assert sorted(status for status, _ in answers.values()) == [302, 422]
    (told,) = [(words, page) for words, (status, page) in answers.items() if status == 422]
    (kept,) = [words for words, (status, _) in answers.items() if status == 302]
    assert told[0] in told[1], "what was typed is still there"
    assert f"现在保存的是：{kept}" in told[1]
    assert Content.of(county.manuscript(0).newest.content).sections[5] == kept


@pytest.mark.usefixtures("nothing_half")
def test_a_ledger_that_changes_during_the_freeze_is_frozen_whole(county: County) -> None:
    """Somebody else registers between the counting and the listing: both are of one moment."""
    office = county.offices[1]
    began = threading.Event()
    after: list[threading.Thread] = []

    def register_one() -> None:
        began.set()
        register(office.officer, office.organ, wanted(), "counter", noon(dt.date(YEAR, 3, 3)))
        connection.close()

    listed = freezing.records_behind

    def meanwhile(*given: object) -> dict[str, list[int]]:
        if not after:
            after.append(threading.Thread(target=register_one))
            after[0].start()
            began.wait()
            after[0].join(timeout=1)  # SQLite lets nobody write beside the act: it is registered afterwards
        return listed(*given)  # type: ignore[arg-type]

    with mock.patch.object(freezing, "records_behind", meanwhile):
        made = freezing.freeze(office.signer, office.organ, YEAR, "补登")
    after[0].join()
    received = made.values["table3.received.total"]
    assert received == len(made.records.get("table3.received.total", ()))
    assert received == made.values["table3.carried_out.total"]
    assert received == (1 if connection.vendor == "postgresql" else 0)


def at_once(*acts: Callable[[], None]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
