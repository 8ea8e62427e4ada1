"""``gongkai create-organ``: the first body of an installation, with its administrator; others are made on the desk."""

import click

from gongkai.cli.platform import operation

LEVELS = {"省级": "province", "市级": "city", "县级": "county", "乡级": "township", "村级": "village"}
KINDS = {
    "人民政府": "government",
    "政府办公室": "office",
    "政府部门": "department",
    "法律法规授权的组织": "institution",
    "公共企事业单位": "public_enterprise",
    "村（居）民委员会": "village_committee",
}


@click.command("create-organ")
@click.argument("name", metavar="名称")
@click.option("--slug", metavar="标识", required=True, help="网址中的标识，小写字母、数字和连字符，如 water-bureau。")
@click.option("--level", type=click.Choice(list(LEVELS)), required=True, help="层级。")
@click.option("--kind", type=click.Choice(list(KINDS)), default="人民政府", show_default=True, help="性质。")
@click.option("--region", metavar="代码", required=True, help="行政区划代码，6、9 或 12 位，如 640221。")
@click.option("--parent", metavar="标识", default="", help="上级机关的标识；没有则为最上级。")
@click.option("--credit-code", metavar="代码", default="", help="统一社会信用代码。")
@click.option("--administrator", metavar="用户名", default="", help="同时登记这个机关的系统管理员，并显示其初始密码。")
@click.option("--administrator-name", metavar="姓名", default="系统管理员", show_default=True, help="管理员的姓名。")
def command(name: str, level: str, kind: str, administrator: str, administrator_name: str, **fields: str) -> None:
    """登记机关及其管理员；以后的机关和人员由管理员在工作台登记。

    例：gongkai create-organ 某县人民政府 --slug county --level 县级 --region 640221 --administrator admin
    """
    fields |= {"name": name, "level": LEVELS[level], "kind": KINDS[kind]}
    operation("create_organ").create(fields, administrator, administrator_name)
