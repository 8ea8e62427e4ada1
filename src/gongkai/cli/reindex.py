"""``gongkai reindex``: the index of the search, built anew."""

import click

from gongkai.cli.platform import operation


@click.command("reindex")
def command() -> None:
    """重建搜索索引：门户搜索的，和工作台按字词查公开申请的。平时不需要，索引随每次操作更新。

    用在恢复出错、直接改过数据库之后。平台可以照常运行，重建期间只搜得到已经重建的部分，新的在前；
    中断后再运行一次即可。附件里的文字不重新读取，没有读过的排队补读。

    例：gongkai reindex
    """
    operation("reindex").reindex()
