"""``gongkai rotate-keys``: personal data sealed anew."""

import click

from gongkai.cli.platform import operation


@click.command("rotate-keys")
def command() -> None:
    """用 DATA_KEYS 的第一个密钥重新加密全部个人数据；平台可以照常运行，中断后再运行一次即可接着做。

    做法：生成新密钥，放在 DATA_KEYS 的最前面，旧密钥留在后面；重启平台；运行本命令；完成后去掉旧密钥，再重启。

    例：gongkai rotate-keys
    """
    operation("rotate_keys").rotate_keys()
