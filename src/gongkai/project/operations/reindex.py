"""The work of ``gongkai reindex``."""

import click

from gongkai.project.operations.refusals import refuse_unless_migrated
from gongkai.search.actions import rebuild


def reindex() -> None:
    """Build the index anew, and say how far it is."""
    refuse_unless_migrated()
    number = rebuild(lambda done: click.echo(f"\r{done:,} 项", nl=False, err=True))
    click.echo(err=True)
    click.echo(f"搜索索引已重建：{number:,} 项。")
