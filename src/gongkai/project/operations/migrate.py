"""The work of ``gongkai migrate``."""

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.applications.actions import index
from gongkai.applications.actions.amendment import recount_all
from gongkai.applications.queries import open_in
from gongkai.cli.values import Refused
from gongkai.organs.models import Organ
from gongkai.project.checkup import site
from gongkai.project.structure import migrate_to
from gongkai.search.actions import rebuild
from gongkai.search.queries import is_outdated


def migrate() -> None:
    """Bring the database to this version, and lay out the static files."""
    if fault := site.database():
        raise Refused(f"{fault.what}。{fault.mend}。")
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    steps = len(executor.migration_plan(newest))
    if steps:
        click.echo(f"数据库：需要 {steps} 步……")
        migrate_to(newest)
        call_command("migrate", verbosity=0, interactive=False)  # what libraries do after it: permissions and the like
    click.echo(f"数据库：{'已升级到' if steps else '已是'}本版本的结构。")
    moved = recount_all(open_in(Organ.objects.all()))
    if moved:
        click.echo(f"放假安排有变动：{len(moved)} 件公开申请的届满日已重新计算，案卷中各有记录。")
    if is_outdated() and (found := rebuild()):
        click.echo(f"搜索索引：已建立，{found:,} 项。")
    if index.is_outdated():
        click.echo(f"公开申请的全文索引：已建立，{index.rebuild():,} 件。")
    call_command("collectstatic", verbosity=0, interactive=False)
    click.echo(f"静态文件：已放在 {settings.STATIC_ROOT}。")
