"""``gongkai due``: the day on which a period of working days ends, and every day on the way."""

from collections.abc import Iterator
from datetime import date

import click
import msgspec

from gongkai.cli.values import Refused, day, number
from gongkai.law.calendar import Calendar
from gongkai.law.calendar.days import weekday
from gongkai.law.counting import count
from gongkai.law.loading import Checked
from gongkai.law.periods import Period, Unit, periods
from gongkai.law.provisions import Instrument
from gongkai.law.terms import Exclusion, Term


@click.command("due")
@click.option("--received", metavar="日期", help="收到申请之日，如 2026-09-14；当日不计入期限。")
@click.option("--days", metavar="天数", help="期限的工作日数，如 20（答复）、7（补正）、15（征求意见）。")
@click.option("--region", metavar="代码", default="", help="行政区划代码，计入当地规定的放假日，如 640000（宁夏）。")
@click.option("--exclude", metavar="起:止", multiple=True, help="不计入期限的时段，如征求意见期间；可以多次给出。")
@click.option("--extend", metavar="天数", default="0", help="延长答复的工作日数，最多 20。")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
def command(
    received: str | None, days: str | None, region: str, exclude: tuple[str, ...], extend: str, format_: str
) -> None:
    """计算依申请公开的期限：哪一天届满，逐日说明计入与否和原因。

    例：gongkai due --received 2026-09-14 --days 20 --exclude 2026-09-21:2026-10-09
    """
    if received is None or days is None:
        raise Refused("请用 --received 给出收到之日，用 --days 给出工作日数。")
    start, length = day(received, "--received"), number(days, "--days")
    spans = [_span(text) for text in exclude]
    try:
        exclusions = [Exclusion(first, last) for first, last in spans]
        period = Period(key="", name="期限", length=length, unit=Unit.WORKING_DAYS, basis=())
        extension = number(extend, "--extend")
        term = count(period, start, Calendar(region), exclusions=exclusions, extension=extension)
    except ValueError as error:
        raise Refused(f"{error}。") from error
    click.echo(_json(term) if format_ == "json" else "\n".join(_text(term)))


def _span(text: str) -> tuple[date, date]:
    first, colon, last = text.replace("：", ":").partition(":")
    if not colon:
        raise Refused(f"--exclude 应写成 起日:止日，收到“{' '.join(text.split())[:40]}”。")
    return day(first, "--exclude"), day(last, "--exclude")


def _sources(term: Term) -> tuple[str, ...]:
    """The articles that set a period of this length, and all else that the count stands on."""
    same = (p for p in periods(term.received).values() if _statutory(p) and p.length == term.period.length)
    return (*(f"{p.provisions[0]}：{p.name}，{p.words}" for p in same), *term.sources)


def _statutory(period: Period) -> bool:
    """Whether a period of working days is set by a text that was read; the cap of an extension is none of its own."""
    local = any(provision.instrument is Instrument.LOCAL for provision in period.provisions)
    own = period.unit is Unit.WORKING_DAYS and period.key != "extension"
    return own and not local and period.checked is Checked.VERIFIED


def _json(term: Term) -> str:
    value = {"due": term.due, "provisional": term.provisional, "days": term.days, "sources": _sources(term)}
    return msgspec.json.encode(value).decode()


def _text(term: Term) -> Iterator[str]:
    yield f"收到之日  {_long(term.start)}"
    yield f"期    限  {term.period.words}" + (f"，延长{term.extension}个工作日" if term.extension else "")
    if term.extension:
        yield f"原届满日  {_long(term.regular)}，应在此前告知申请人延长"
    yield f"届 满 日  {_long(term.due)}" + ("（暂定，放假安排确定后须重新计算）" if term.provisional else "")
    left_out = len(term.excluded)
    if left_out:
        yield f"扣    除  {left_out}个工作日"
    yield "\n逐日计算："
    counted = 0
    width = len(str(sum(on.counted for on in term.days)))
    for on in term.days:
        counted += on.counted
        place = f"第{counted:>{width}}日" if on.counted else "不计".ljust(width + 2)
        yield f"  {on.date}  {weekday(on.date)}  {place}  {on.why}"
    yield "\n依据："
    yield from (f"  {number}. {source}" for number, source in enumerate(_sources(term), start=1))


def _long(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日（{weekday(on)}）"
