"""A disk that is full while files are uploaded: people are told, nothing half is kept, and the next try works."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import ops
from database_templates import PostgreSQL, SQLite
from gongkai.disclosure.actions.documents import draft_document
from gongkai.organs.actions import appoint, change_password, create_organ, create_person
from gongkai.organs.models import Role

PROGRAM = Path(ops.__path__[0]) / "full_disk.py"
ALONE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]


def test_nothing_half_is_kept_and_the_next_try_works(each_database: SQLite | PostgreSQL, tmp_path: Path) -> None:
    try:
        subprocess.run([*ALONE, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("这台机器不许建立单独的挂载空间，无法填满一个真的磁盘")
    organ = create_organ(None, None, name="某局", slug="x", level="county", kind="office", region="640221")
    person = create_person(None, "officer", "某人", "Quiet-Lake-2026")
    appoint(None, person, organ, Role.OFFICER, dt.date(2026, 1, 1))
    change_password(person, "Clear-River-2027")
    draft_document(person, organ, {"kind": "general", "heading": "rules", "title": "会议安排", "body": ""})
    folder = Path(each_database.environment["DATA_DIR"], "files")
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [*ALONE, sys.executable, str(PROGRAM), str(folder)],
        env={**os.environ, **each_database.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    for door, told in seen["full"].items():
        assert told["status"] == 507, (door, told["page"])
        assert "存储空间不足" in told["page"]
        assert (told["kept"], told["jobs"], told["traces"]) == ([0, 0, 0], 0, 0), door
    assert [told["status"] for told in seen["after"].values()] == [302, 302, 302]
    last = seen["after"]["applicant"]
    assert (last["kept"], last["jobs"], last["traces"]) == ([1, 1, 1], 1, 2)
