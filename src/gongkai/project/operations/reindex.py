"""The work of ``gongkai reindex``."""

from collections.abc import Callable

import click

from gongkai.applications.actions import index
from gongkai.project.operations.refusals import refuse_unless_migrated
from gongkai.search.actions import rebuild


def reindex() -> None:
    """Build the index anew, and say how far it is."""
    refuse_unless_migrated()
    number = rebuild(_say("项"))
    cases = index.rebuild(_say("件公开申请"))
    click.echo(err=True)
    click.echo(f"搜索索引已重建：公开的内容 {number:,} 项，公开申请 {cases:,} 件。")


def _say(unit: str) -> Callable[[int], None]:
    return lambda done: click.echo(f"\r{done:,} {unit}", nl=False, err=True)
