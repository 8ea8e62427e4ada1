"""``gongkai fee``: the information processing fee, bracket by bracket."""

from collections.abc import Iterator

import click
import msgspec

from gongkai.cli.values import Refused, number
from gongkai.law.fees import Fee, Line, TariffKey, fee


@click.command("fee")
@click.option("--pages", metavar="页数", help="按量计收：一件申请提供的页数。")
@click.option("--requests", metavar="件数", help="按件计收：同一申请人一个自然月内累计的申请件数。")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
def command(pages: str | None, requests: str | None, format_: str) -> None:
    """计算信息处理费：两种标准只能选用一种，超额累进。

    例：gongkai fee --pages 120
    """
    if (pages is None) == (requests is None):
        raise Refused("请用 --pages 或者 --requests 给出数量，两种标准只能选用一种（收费办法第三条）。")
    try:
        if pages is not None:
            result = fee(TariffKey.BY_PAGE, number(pages, "--pages"))
        else:
            result = fee(TariffKey.BY_REQUEST, number(requests or "", "--requests"))
    except ValueError as error:
        raise Refused(f"{error}。") from error
    click.echo(_json(result) if format_ == "json" else "\n".join(_text(result)))


def _json(result: Fee) -> str:
    brackets = [_bracket(line) for line in result.lines]
    return msgspec.json.encode({"amount": result.amount, "brackets": brackets, "sources": result.sources}).decode()


def _bracket(line: Line) -> dict[str, int | None]:
    """Bounds of the bracket (``to`` is null at the top), price in 元, the quantity in it and what it costs."""
    return {
        "from": line.bracket.start,
        "to": line.bracket.end,
        "price": line.bracket.price,
        "quantity": line.quantity,
        "amount": line.amount,
    }


def _text(result: Fee) -> Iterator[str]:
    tariff = result.tariff
    yield f"{tariff.name}：{tariff.counts}，{result.quantity}{tariff.unit}"
    for line in result.lines:
        end = f"{line.bracket.start}至{line.bracket.end}" if line.bracket.end else f"{line.bracket.start}以上"
        price = f"每{tariff.unit}{line.bracket.price}元" if line.bracket.price else "不收费"
        yield f"  第{end}{tariff.unit}：{price}，{line.quantity}{tariff.unit}，计{line.amount}元"
    yield f"应收信息处理费 {result.amount} 元"
    yield f"\n{tariff.applies_to}。"
    yield "\n依据："
    yield from (f"  {number}. {source}" for number, source in enumerate(result.sources, start=1))
