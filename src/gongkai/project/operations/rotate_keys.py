"""The work of ``gongkai rotate-keys``."""

from collections import Counter

import click

from gongkai.cli.values import Refused
from gongkai.project.operations.refusals import refuse_unless_migrated
from gongkai.vault.keyring import Unsealable, keyring
from gongkai.vault.rotation import rotate


def rotate_keys() -> None:
    """Seal everything under the first key, and say how much there was."""
    refuse_unless_migrated()
    done: Counter[str] = Counter()
    try:
        current = keyring().current
        for kind, count in rotate():
            done[kind] += count
    except Unsealable as error:
        raise Refused(f"{error}。已经重新加密的 {done.total()} 项不受影响；改正后再运行一次。") from error
    for kind, count in done.items():
        click.echo(f"{kind}：{count} 项")
    click.echo(f"全部个人数据都在编号为“{current}”的密钥之下；DATA_KEYS 中的其他密钥可以去掉。")
