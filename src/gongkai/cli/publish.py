"""``gongkai publish``: the portal as plain files."""

from pathlib import Path

import click

from gongkai.cli.platform import operation


@click.command("publish")
@click.option("--out", metavar="文件夹", type=click.Path(path_type=Path), help="写到哪里；默认为设置 PUBLISH_DIR。")
@click.option("--all", "everything", is_flag=True, help="全部重做，并删除文件夹中多余的文件；默认只做可能变了的。")
@click.option("--watch", is_flag=True, help="不退出：内容一有变化就再发布。设置了 PUBLISH_DIR 时，serve 会自动运行。")
def command(out: Path | None, everything: bool, watch: bool) -> None:
    """把门户写成静态文件，由 nginx 等服务器直接提供：平台或数据库停了，门户照常打开。

    文件夹中的 site 是网站的根目录，每个文件写完整后才换上；撤下的页面随即删除。

    例：gongkai publish --out /var/www/gongkai
    """
    work = operation("publish")
    if watch:
        work.watch(out)
    else:
        work.publish(out, everything=everything)
