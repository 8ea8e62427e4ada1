"""``gongkai rules``: the catalogue of the rules, and the page of one."""

import inspect

import click

from gongkai.findings import Rule
from gongkai.report.rules import RULES, Subject


@click.command("rules")
@click.argument("rule_id", required=False, metavar="[编号]")
def command(rule_id: str | None) -> None:
    """列出全部审核规则；给出编号则显示这条规则查什么、为什么、怎么办、有什么局限。

    例：gongkai rules B2
    """
    if rule_id is None:
        for rule in RULES:
            click.echo(f"{rule.id:<4} {rule.severity.label}  {rule.title}")
        return
    known = {rule.id.upper(): rule for rule in RULES}
    if rule_id.upper() not in known:
        raise click.BadParameter(f"没有编号为 {rule_id} 的规则，全部编号见 gongkai rules。", param_hint="编号")
    click.echo(page(known[rule_id.upper()]))


def page(rule: Rule[Subject]) -> str:
    """The rule's page in the catalogue, Markdown."""
    editions = "、".join(sorted(rule.editions))
    facts = f"程度：{rule.severity.label}；适用 {editions} 年格式；依据：{rule.source}"
    return f"## {rule.id} {rule.title}\n\n{facts}\n\n{inspect.cleandoc(rule.page)}"
