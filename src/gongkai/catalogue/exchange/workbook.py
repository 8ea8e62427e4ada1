"""A catalogue as a workbook: a title, a head of two rows, a mark in the column that applies."""

import io
from itertools import groupby

import xlsxwriter

from gongkai.catalogue.exchange.columns import COLUMNS, TICK
from gongkai.catalogue.models import Edition, Item
from gongkai.catalogue.vocabulary import Audience, Channel, Mode
from gongkai.law.periods import histories
from gongkai.law.rhythm import Rhythm
from gongkai.report.writers.xlsx.sheets import SAFE, put

_A3 = 8


def workbook(edition: Edition) -> bytes:
    """The edition, ready to be printed on A3 across."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, SAFE | {"in_memory": True}) as book:
        sheet = book.add_worksheet("公开事项目录")
        title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        last = len(COLUMNS) - 1
        sheet.merge_range(0, 0, 0, last, str(edition), title)
        place = 0
        for group, columns in groupby(COLUMNS, key=lambda column: column.group or column.name):
            members = list(columns)
            end = place + len(members) - 1
            if members[0].group:
                sheet.merge_range(1, place, 1, end, group, head)
                for number, column in enumerate(members, place):
                    sheet.write_string(2, number, column.caption, head)
            else:
                sheet.merge_range(1, place, 2, place, members[0].caption, head)
            place = end + 1
        for number, column in enumerate(COLUMNS):
            sheet.set_column(number, number, column.width)
        for row, item in enumerate(edition.items.all(), 3):
            texts = texts_of(item)
            for number, column in enumerate(COLUMNS):
                put(sheet, row, number, texts.get(column.name, ""), cell)
        sheet.freeze_panes(3, 4)
        sheet.repeat_rows(1, 2)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
    return file.getvalue()


def texts_of(item: Item) -> dict[str, str]:
    """What stands in the columns for an item."""
    chosen = set(item.channels)
    channels = "\n".join(f"{'■' if key in chosen else '□'}{label}" for key, label in Channel.choices)
    return {
        "serial": str(item.serial),
        **{
            name: getattr(item, name) for name in ("field", "level_1", "name", "content", "basis", "time_limit", "body")
        },
        "channels": channels,
        "all": TICK if item.audience == Audience.ALL else "",
        "group": item.audience_note,
        "proactive": TICK if item.mode == Mode.PROACTIVE else "",
        "on_request": TICK if item.mode == Mode.ON_REQUEST else "",
        **{tier: TICK if tier in item.tiers else "" for tier in ("county", "township", "village")},
        "heading": item.get_heading_display(),
        "rhythm": Rhythm(item.rhythm).label,
        "by": _by(item),
        "period": histories()[item.period].name if item.period else "",
        "key": item.key,
    }


def _by(item: Item) -> str:
    rhythm = Rhythm(item.rhythm)
    if rhythm is Rhythm.YEARLY:
        return f"{item.month}月{item.day}日"
    return f"期满后{item.within}日" if rhythm.months else ""
