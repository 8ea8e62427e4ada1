"""The work of ``gongkai demo``."""

import time
from pathlib import Path

import click
from django.conf import settings

from gongkai.applications.actions.intake import code_of
from gongkai.applications.models import Application
from gongkai.cli.values import Refused
from gongkai.demo.load import Occupied, enlarge, load, loaded
from gongkai.demo.people import Account, accounts
from gongkai.demo.reports import missing
from gongkai.organs.models import Organ, Person
from gongkai.project.environment import production
from gongkai.project.operations.refusals import refuse_unless_migrated

DOCUMENTS, APPLICATIONS = 100_000, 1_000_000
"""What the large demonstration has."""

_TRY = (
    ("wuzhong-office-officer", "办理公开申请：各种状态的都有，有一件已超期；看每一件的届满日为什么是这一天"),
    ("wuzhong-office-officer", "看首页待办，处理吴忠市人民政府办公室 2025 年报的审核问题，再上传一份自己的年报"),
    ("wuzhong-office-reviewer-1", "三审三校：初审一份带身份证号的公示，看内容检查指出什么，登记差错，退回或者通过"),
    ("wuzhong-supervisor", "看全市各单位交了没有、错在哪里；红寺堡区的年报还有错误待处理"),
    ("yanchi-office-signer", "试着发布盐池县人民政府办公室 2024 年报：有错误没处理，要先说明理由"),
)


def demo(seed: int, reports: Path, *, large: bool = False) -> None:
    """Load the demonstration unless it is there, and say what to open and what to try."""
    if production():
        raise Refused("正式环境不能装入演示数据：演示账号的密码是公开的。")
    refuse_unless_migrated()
    try:
        there = loaded()
    except Occupied as error:
        raise Refused("数据库中已有别的机关，演示数据只能装入空数据库。请用 DATA_DIR 另指一个数据目录。") from error
    if there:
        click.echo("演示地区已经在了，不再重复装入。")
    else:
        _load(seed, reports)
    if large:
        enlarge(seed, DOCUMENTS, APPLICATIONS, Pace().show)
    _guide([account for account in accounts(seed) if not there or _works(account)])


def _load(seed: int, reports: Path) -> None:
    if names := missing(reports):
        raise Refused(f"{reports} 中缺少年报样本 {names[0]}。请在项目文件夹中运行，或用 --reports 指明位置。")
    click.echo("正在装入演示地区，并审核五份真实年报……")
    began = time.monotonic()
    load(seed, reports)
    click.echo(f"装好了：{Organ.objects.count()} 个机关、五份年报，用时 {time.monotonic() - began:.0f} 秒。")


class Pace:
    """Says every few seconds how far it is and how fast."""

    def __init__(self) -> None:
        self._what, self._count, self._at = "", 0, time.monotonic()

    def show(self, what: str, count: int, target: int) -> None:
        """Called after every batch."""
        now = time.monotonic()
        if what != self._what:
            self._what, self._count, self._at = what, count, now
        elif now - self._at >= 5 or count == target:
            rate = (count - self._count) / max(now - self._at, 0.001)
            click.echo(f"{what} {count:,} / {target:,}（每秒 {rate:,.0f}）")
            self._count, self._at = count, now


def _works(account: Account) -> bool:
    """Whether the password is still that of the seed: somebody may have changed it, or loaded another seed."""
    person = Person.objects.filter(username=account.username).first()
    return person is not None and person.check_password(account.password)


def _guide(usable: list[Account]) -> None:
    site = settings.BASE_URL
    names = dict(Organ.objects.values_list("slug", "name"))
    passwords = {account.username: account.password for account in usable}
    click.echo("\n演示账号（密码只用于演示）：")
    for account in usable:
        click.echo(f"  {account.username:42}{account.password:18}{names[account.organ]} · {account.role.label}")
    click.echo(f"\n打开\n  门户    {site}/\n  工作台  {site}/desk/\n\n先试这几样")
    click.echo(
        f"  不登录：{site}/o/wuzhong-office/ 的公开专栏和年报；平罗县的年报在 {site}/o/pingluo-office/reports/2022/"
    )
    followed = Application.objects.filter(organ__slug="wuzhong-office", status="correcting").last()
    if followed:
        click.echo(
            f"  不登录：在 {site}/follow/ 用编号“{followed.number}”、查询码 {code_of(followed)} 查看申请的进度，提交补正"
        )
    for username, what in _TRY:
        if username in passwords:
            click.echo(f"  用 {username}（{passwords[username]}）登录工作台：{what}")
    click.echo("")
