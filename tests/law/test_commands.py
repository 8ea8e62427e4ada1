"""``gongkai due`` and ``gongkai fee`` as a user meets them."""

import json
from datetime import date, timedelta
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from gongkai.cli import due, fee

DUE = ["--received", "2026-09-14", "--days", "20"]


def run(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def answer(command: click.Command, *arguments: str) -> Any:
    result = run(command, *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_due_as_json() -> None:
    value = answer(due.command, *DUE)
    assert list(value) == ["due", "provisional", "days", "sources"]
    assert (value["due"], value["provisional"]) == ("2026-10-16", False)
    assert sum(day["counted"] for day in value["days"]) == 20
    days = {day["date"]: day for day in value["days"]}
    assert days["2026-09-20"] == {"date": "2026-09-20", "counted": True, "why": "调休上班（国庆节）"}
    assert days["2026-09-25"] == {"date": "2026-09-25", "counted": False, "why": "中秋节放假"}
    text = "\n".join(value["sources"])
    for place in ("条例》第三十三条第二款：答复期限，20个工作日", "国办发明电〔2025〕7号", "第八十五条"):
        assert place in text


def test_due_with_exclusions_extension_and_region() -> None:
    spans = ["--exclude", "2026-06-09:2026-06-18", "--exclude", "2026/6/22：2026年6月24日"]
    value = answer(due.command, "--received", "2026-06-01", "--days", "20", *spans, "--extend", "20")
    assert value["due"] == "2026-08-12"
    assert sum("征求意见" in day["why"] for day in value["days"]) == 11
    ningxia = answer(due.command, "--received", "2021-05-10", "--days", "7", "--region", "640122")
    assert ningxia["due"] == "2021-05-21"


def test_due_over_the_new_year_is_provisional() -> None:
    value = answer(due.command, "--received", "2026-12-14", "--days", "20")
    assert (value["due"], value["provisional"]) == ("2027-01-12", True)
    assert any("2027年放假安排尚未公布" in source for source in value["sources"])
    assert "暂定" in run(due.command, "--received", "2026-12-14", "--days", "20").stdout


def test_due_as_text_goes_day_by_day() -> None:
    lines = run(due.command, *DUE, "--extend", "5").stdout.splitlines()
    assert "届 满 日  2026年10月23日（星期五）" in lines
    assert "原届满日  2026年10月16日（星期五），应在此前告知申请人延长" in lines
    assert "  2026-09-20  星期日  第 5日  调休上班（国庆节）" in lines
    days = [line for line in lines if line.startswith("  2026-")]
    assert len(days) == (date(2026, 10, 23) - date(2026, 9, 14)) // timedelta(1) + 1


def test_fee_as_json() -> None:
    value = answer(fee.command, "--requests", "31")
    assert list(value) == ["amount", "brackets", "sources"]
    assert value["amount"] == 2200
    assert value["brackets"][-1] == {"from": 31, "to": 40, "price": 200, "quantity": 1, "amount": 200}
    assert answer(fee.command, "--pages", "1500")["amount"] == 54700
    assert answer(fee.command, "--pages", "1500")["brackets"][-1]["to"] is None


def test_fee_as_text() -> None:
    text = run(fee.command, "--pages", "120").stdout
    for part in ("第1至30页：不收费", "第31至100页：每页10元，70页，计700元", "应收信息处理费 1100 元", "第五条"):
        assert part in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--received"),
        (["--received", "2026-09-14"], "--days"),
        (["--received", "2026-02-30", "--days", "20"], "不存在"),
        (["--received", "14.9.2026", "--days", "20"], "认不出"),
        (["--received", "明天\n后天", "--days", "20"], "认不出"),
        (["--received", "九" * 9999, "--days", "20"], "认不出"),
        (["--received", "2026-09-14", "--days", "-3"], "期限应在1至"),
        (["--received", "2026-09-14", "--days", "0"], "期限应在1至"),
        (["--received", "2026-09-14", "--days", "1e3"], "应为整数"),
        (["--received", "2026-09-14", "--days", "9" * 40], "应为整数"),
        (["--received", "2026-09-14", "--days", "999999999"], "期限应在1至"),
        (["--received", "2026-09-14", "--days", "3000"], "请检查日期和天数"),
        (["--received", "1999-09-14", "--days", "20"], "超出可以计算的范围"),
        (["--received", "9999-12-31", "--days", "20"], "超出可以计算的范围"),
        (["--received", "2099-12-20", "--days", "20"], "超出可以计算的范围"),
        ([*DUE, "--extend", "21"], "延长最多20个工作日"),
        ([*DUE, "--extend", "-1"], "不能是负数"),
        ([*DUE, "--extend", "x"], "应为整数"),
        ([*DUE, "--exclude", "2026-09-20:2026-09-15"], "起日晚于止日"),
        ([*DUE, "--exclude", "2026-09-20"], "起日:止日"),
        ([*DUE, "--exclude", "2026-09-20:"], "认不出"),
        ([*DUE, "--exclude", "2026-09-15:2090-01-01"], "请检查日期和天数"),
        ([*DUE, "--region", "64"], "行政区划代码"),
        ([*DUE, "--region", "宁夏"], "行政区划代码"),
    ],
)
def test_due_refuses_in_one_line(arguments: list[str], message: str) -> None:
    refused(run(due.command, *arguments), message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "只能选用一种"),
        (["--pages", "3", "--requests", "4"], "只能选用一种"),
        (["--pages", "-1"], "数量应在0至"),
        (["--pages", "1000001"], "数量应在0至"),
        (["--requests", "10001"], "数量应在0至"),
        (["--requests", "9" * 30], "应为整数"),
        (["--requests", "三十"], "应为整数"),
        (["--pages", "1.5"], "应为整数"),
    ],
)
def test_fee_refuses_in_one_line(arguments: list[str], message: str) -> None:
    refused(run(fee.command, *arguments), message)


def refused(result: Result, message: str) -> None:
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert not result.stdout
    (line,) = result.stderr.splitlines()
    assert message in line
    assert len(line) < 150
