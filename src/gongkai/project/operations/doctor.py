"""The work of ``gongkai doctor``; it runs where nothing else does, so Django is set up only when asked for."""

import base64
import secrets
from collections.abc import Iterator
from importlib.metadata import version
from platform import python_version
from typing import NamedTuple

import click
import msgspec

from gongkai.cli.values import Refused
from gongkai.project.checkup.fault import Check, Fault


class Result(NamedTuple):
    """A check by its name."""

    name: str
    fault: Fault | None

    def __str__(self) -> str:
        if self.fault is None:
            return f"正常  {self.name}"
        sign = "不行" if self.fault.grave else "提示"
        return f"{sign}  {self.name}：{self.fault.what}\n      怎么办：{self.fault.mend}"


def new_keys() -> None:
    """Print new secrets, to be put into the configuration."""
    click.echo(f"SECRET_KEY={secrets.token_urlsafe(48)}")
    click.echo(f"DATA_KEYS=1:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}")
    click.echo("# 请写进配置并另行妥善保存：丢了 DATA_KEYS，已加密的个人数据无法恢复。", err=True)


def examine(form: str) -> bool:
    """Print every check with what it found; whether something is wrong."""
    results = []
    for result in _results():
        results.append(result)
        if form == "text":
            click.echo(str(result))
    wrong = sum(result.fault is not None and result.fault.grave for result in results)
    hints = sum(result.fault is not None and not result.fault.grave for result in results)
    if form == "json":
        value = [{"check": r.name, "ok": r.fault is None, **(r.fault._asdict() if r.fault else {})} for r in results]
        click.echo(msgspec.json.encode(value).decode())
    else:
        click.echo(f"\n共 {len(results)} 项：{wrong} 项不行，{hints} 项提示。")
    return wrong > 0


def _results() -> Iterator[Result]:
    from gongkai.project.operations import prepare

    yield Result(f"程序 {version('gongkai')}，Python {python_version()}", None)
    try:
        prepare()
    except Refused as error:
        for line in error.message.splitlines()[:-1]:
            yield Result("设置", Fault(line, "改正环境变量或 GONGKAI_CONFIG 所指的配置文件，再运行一次"))
        return
    for name, check in _checks():
        yield Result(name, check())


def _checks() -> list[tuple[str, Check]]:
    from gongkai.project.checkup import configuration, machine, records, site

    checks: list[tuple[str, Check]] = [
        ("设置", configuration.settings_hold),
        ("网址", configuration.address),
        ("加密密钥", configuration.data_keys),
        ("发信", configuration.mail),
        ("数据目录", configuration.data_folder),
        ("数据库", site.database),
        ("磁盘空间", site.space),
        ("上传文件的存储", site.storage),
        ("时钟", machine.clock),
        ("中文字体", machine.fonts),
        ("旧版 Office 文件的转换", machine.office),
        ("扫描件识别", machine.recognition),
        ("PDF 表格", machine.pdf),
        ("放假安排", machine.holidays),
    ]
    if site.database() is None:
        checks.append(("数据库结构", site.migrations))
        if site.migrations() is None:
            checks += [
                ("后台任务", site.worker),
                ("任务积压", records.backlog),
                ("操作留痕", records.trail),
                ("机关和管理员", records.organs),
            ]
    return checks
