"""``gongkai demo``: a region to try everything out on."""

from pathlib import Path

import click

from gongkai.cli.platform import operation


@click.command("demo")
@click.option("--seed", metavar="数", type=click.IntRange(0, 2**31), default=2026, show_default=True, help="随机种子。")
@click.option(
    "--reports",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    default=Path("samples/reports"),
    show_default=True,
    help="五份年报样本所在的文件夹。",
)
@click.option(
    "--size",
    metavar="规模",
    type=click.Choice(["small", "large"]),
    default="small",
    show_default=True,
    help="small 供试用；large 另加到 10 万份公开文件、100 万件申请，供测速，中断后再运行即接着装。",
)
def command(seed: int, reports: Path, size: str) -> None:
    """在空数据库中装入演示地区：机关、人员和五份年报。先运行 gongkai migrate。

    例：gongkai demo --seed 7
    """
    operation("demo").demo(seed, reports, large=size == "large")
