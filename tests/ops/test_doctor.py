"""The doctor names what is wrong, says how to mend it, and ends with a status that a script can use."""

import base64
import datetime as dt
import json
import re
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from gongkai.jobs.models import Job, Worker
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Role
from gongkai.project.checkup import configuration, machine, site
from gongkai.trail.models import Entry
from ops.platform_program import Call, call, program

KEY = base64.urlsafe_b64encode(bytes(32)).decode()
Gongkai = Callable[..., Call]


@pytest.fixture
def gongkai(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gongkai:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATA_KEYS", f"1:{KEY}")
    return lambda *arguments: call(capsys, *arguments)


@pytest.fixture
def healthy(db: None) -> None:
    """An installation with an administrator and a worker."""
    organ = create_organ(None, None, name="某县", slug="county", level="county", kind="government", region="640221")
    person = create_person(None, "admin", "某人", "Quiet-Lake-2026")
    appoint(None, person, organ, Role.ADMINISTRATOR, dt.date(2026, 1, 1))
    Worker.objects.create(pk="one", host="h", pid=1, beat_at=timezone.now())


def faults(gongkai: Gongkai) -> dict[str, Any]:
    answer = json.loads(gongkai("doctor", "--format", "json").out)
    return {result["check"]: result for result in answer if not result["ok"]}


@pytest.mark.usefixtures("healthy")
def test_a_healthy_installation_has_hints_at_most(gongkai: Gongkai) -> None:
    done = gongkai("doctor")
    assert done.status == 0, done.out
    assert re.search(r"共 \d+ 项：0 项不行，\d 项提示。", done.out)
    assert all(not fault["grave"] for fault in faults(gongkai).values())


@pytest.mark.usefixtures("healthy")
def test_every_fault_says_how_to_mend_it(gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    Worker.objects.update(beat_at=timezone.now() - dt.timedelta(hours=1))
    Job.objects.create(kind="x", record_type="x", record_id="1")
    Job.objects.update(created_at=timezone.now() - dt.timedelta(hours=1))
    with connection.cursor() as cursor:
        for name in ("trail_no_update", "trail_no_delete"):
            cursor.execute(f"DROP TRIGGER {name}")
    Entry.objects.filter(number=2).update(summary="改")
    usage = namedtuple("usage", "total used free")  # noqa: PYI024  (as the library's own)
    monkeypatch.setattr(site.shutil, "disk_usage", lambda _: usage(10, 9, 10**8))
    monkeypatch.setattr(machine.shutil, "which", lambda _: None)
    settings.ALLOWED_HOSTS = ["other.example"]
    monkeypatch.setenv("DATA_KEYS", "1:short")
    found = faults(gongkai)
    assert set(found) >= {
        *("网址", "加密密钥", "磁盘空间", "后台任务", "任务积压", "操作留痕", "中文字体", "旧版 Office 文件的转换")
    }
    assert all(fault["mend"] for fault in found.values())
    assert "第 2 条内容被改动" in found["操作留痕"]["what"]
    assert gongkai("doctor").status == 1


@pytest.mark.django_db
def test_an_empty_installation_is_told_what_comes_first(gongkai: Gongkai) -> None:
    assert "create-organ" in faults(gongkai)["机关和管理员"]["mend"]


def test_a_storage_that_cannot_be_written_shows(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "file"},
        },
    }
    fault = site.storage()
    assert fault
    assert "STORAGE_URL" in fault.mend


@pytest.mark.parametrize(
    ("keys", "words"),
    [("", "没有加密"), ("1:short", "不是 32 字节"), (f"1:{KEY},1:{KEY}", "编号重复"), (f"2:{KEY},1:{KEY}", None)],
)
def test_keys_for_personal_data_are_checked(keys: str, words: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_KEYS", keys)
    fault = configuration.data_keys()
    assert (fault is None) if words is None else (fault and words in fault.what)


def test_new_keys_are_what_the_settings_ask_for(gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = dict(line.split("=", 1) for line in gongkai("doctor", "--new-key").out.splitlines())
    assert len(lines["SECRET_KEY"]) >= 50
    monkeypatch.setenv("DATA_KEYS", lines["DATA_KEYS"])
    assert configuration.data_keys() is None
    assert gongkai("doctor", "--new-key").out.splitlines() != list(lines.items())


PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "gongkai.project.settings",
    "GONGKAI_ENV": "production",
    "SECRET_KEY": "k" * 64,
    "DATA_KEYS": f"1:{KEY}",
    "SITE_URL": "https://gk.example.cn",
    "ALLOWED_HOSTS": "gk.example.cn",
    "DEBUG": "",
    "HTTPS": "",
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"SECRET_KEY": ""}, "正式环境必须设置 SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY 太短"),
        ({"DATA_KEYS": ""}, "正式环境必须设置 DATA_KEYS"),
        ({"ALLOWED_HOSTS": ""}, "正式环境必须设置 ALLOWED_HOSTS"),
        ({"SITE_URL": "http://gk.example.cn"}, "必须是 https://"),
        ({"DEBUG": "true"}, "不得打开 DEBUG"),
        ({"GONGKAI_ENV": "prod"}, "只能是 production 或 development"),
        ({"UPLOAD_LIMIT_MB": "many"}, "UPLOAD_LIMIT_MB 的值无法识别"),
        ({"OIDC_ISSUER": "https://id.example.cn"}, "还须设置 OIDC_CLIENT_ID"),
        ({"STORAGE_URL": "ftp://x"}, "STORAGE_URL 应形如 s3://"),
        ({"GONGKAI_CONFIG": "/nowhere/gongkai.env"}, "配置文件不存在"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_production_refuses_what_is_unsafe_and_says_so_in_a_line(
    change: dict[str, str], words: str, tmp_path: Path
) -> None:
    process = program("doctor", **{**PRODUCTION, "DATA_DIR": str(tmp_path), **change})
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert words in out
    assert "Traceback" not in out
    assert "怎么办" in out


def test_a_configuration_file_is_read_and_the_environment_comes_first(tmp_path: Path) -> None:
    config = tmp_path / "gongkai.env"
    config.write_text(f"GONGKAI_ENV=production\nSITE_URL=http://gk.example.cn\nDATA_DIR={tmp_path}\nSECRET_KEY=short\n")
    variables = {"DJANGO_SETTINGS_MODULE": "gongkai.project.settings", "GONGKAI_CONFIG": str(config)}
    process = program("doctor", **variables, SECRET_KEY="k" * 64, DATA_DIR=str(tmp_path))
    out, _ = process.communicate(timeout=60)
    assert "必须设置 DATA_KEYS" in out
    assert "必须是 https://" in out
    assert "SECRET_KEY 太短" not in out
