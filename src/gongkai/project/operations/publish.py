"""The work of ``gongkai publish``."""

import logging
import time
from pathlib import Path

import click
from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.test import RequestFactory
from django.utils import timezone

from gongkai.cli.values import Refused
from gongkai.portal.publication.folder import Change
from gongkai.portal.publication.pages import Away
from gongkai.portal.publication.publish import publish as bring_up_to_date
from gongkai.project.environment import data_dir, get
from gongkai.project.faults import AWAY, MISSING, Fault, answer
from gongkai.project.operations.refusals import refuse_unless_migrated, refuse_without_static_files
from gongkai.trail.queries import public_version

SECONDS = 2
"""How often a watching run looks whether something was done."""


def publish(out: Path | None, *, everything: bool) -> None:
    """Write the portal as files and say what changed."""
    refuse_unless_migrated()
    refuse_without_static_files()
    _quiet()
    path = out or default_folder()
    began = time.monotonic()
    try:
        change = bring_up_to_date(path, _extra(), everything=everything, progress=_show)
    except Away as error:
        raise Refused(f"没有发布完：网站不能答复 {error}。已发布的内容保持原样，恢复后请再运行一次。") from error
    except OSError as error:
        raise Refused(f"没有发布完：{error.strerror or error}（{path}）。已写好的文件都是完整的。") from error
    click.echo(f"{_sentence(change)}，用时 {time.monotonic() - began:.0f} 秒：{path / 'site'}")


def watch(out: Path | None) -> None:
    """Publish again whenever something public has changed, and at the beginning of each day."""
    _quiet()
    path, last = out or default_folder(), ""
    click.echo(f"内容一有变化即发布到 {path / 'site'}；按 Ctrl-C 停止。")
    while True:
        close_old_connections()
        try:
            version = f"{public_version()} {timezone.localdate()}"
            if version != last:
                change = bring_up_to_date(path, _extra())
                last = version
                click.echo(_sentence(change))
        except (Away, OSError, DatabaseError, InterfaceError) as error:
            click.echo(f"这一次没有发布完，稍后再试：{type(error).__name__} {error}", err=True)
            time.sleep(10)
        time.sleep(SECONDS)


def default_folder() -> Path:
    """The folder of the setting ``PUBLISH_DIR``, else one in the data folder."""
    return Path(get("PUBLISH_DIR")).resolve() if get("PUBLISH_DIR") else data_dir() / "published"


def _extra() -> dict[str, bytes]:
    """The pages of a server that has nothing to give out."""
    return {f"{fault.status}.html": _page(fault) for fault in (MISSING, AWAY)}


def _page(fault: Fault) -> bytes:
    request = RequestFactory(headers={"accept": "text/html"}).get("/", headers={"host": settings.ALLOWED_HOSTS[0]})
    return answer(request, fault).content


def _sentence(change: Change) -> str:
    return f"共 {change.kept} 个文件，写入 {change.written} 个，删除 {change.removed} 个"


def _quiet() -> None:
    """Let the log of requests leave out those that the run makes itself."""
    logging.getLogger("gongkai.access").setLevel("WARNING")


def _show(pages: int) -> None:
    if pages and pages % 1000 == 0:
        click.echo(f"已读 {pages} 页……", err=True)
