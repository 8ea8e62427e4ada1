"""The workbook to begin with: the headings, what may stand below each, lists to choose from."""

import io

from gongkai.applications.imports.columns import FIELDS, REQUIRED
from gongkai.law.outcomes import outcomes
from gongkai.law.receipt import channels
from gongkai.law.requesters import requesters

NAME = "依申请公开台账模板.xlsx"
_ROWS = 2_000
_DAYS = {key for key in FIELDS if key.endswith("_on")}
_WIDE = {"content": 46, "name": 18, "outcome": 30, "address": 26, "own": 24, "letter": 24}


def workbook() -> bytes:
    """The workbook: a sheet to fill in, and one that explains the columns."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EEF5", "bottom": 1, "text_wrap": True})
        day, text = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("台账")
        for column, (key, field) in enumerate(FIELDS.items()):
            sheet.set_column(column, column, _WIDE.get(key, 14), day if key in _DAYS else text)
            sheet.write_string(0, column, field.name, head)
            if key in _choices():
                lists = list(_choices())
                letter = chr(ord("A") + lists.index(key))
                source = f"=可选的值!${letter}$2:${letter}${len(_choices()[key]) + 1}"
                sheet.data_validation(
                    1, column, _ROWS, column, {"validate": "list", "source": source, "error_type": "warning"}
                )
        sheet.freeze_panes(1, 0)
        _explain(book.add_worksheet("填写说明"), head)
        _lists(book.add_worksheet("可选的值"), head)
    return file.getvalue()


def _choices() -> dict[str, list[str]]:
    return {
        "channel": [channel.name for channel in channels().values()],
        "kind": list(requesters().columns.values()),
        "extended": ["是", "否"],
        "outcome": [outcome.name for outcome in outcomes().values()],
    }


def _explain(sheet, head) -> None:  # type: ignore[no-untyped-def]  # xlsxwriter's own types
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 70)
    sheet.write_row(0, 0, ("列", "怎么填"), head)
    for row, (key, field) in enumerate(FIELDS.items(), 1):
        must = "必须填写。" if key in REQUIRED else ""
        said = field.hint or ("日期，例如 2026-03-02。" if key in _DAYS else "可以不填。")
        sheet.write_row(row, 0, (field.name, said if must and must[:2] in said else must + said))


def _lists(sheet, head) -> None:  # type: ignore[no-untyped-def]
    for column, (key, values) in enumerate(_choices().items()):
        sheet.set_column(column, column, 30)
        sheet.write_string(0, column, FIELDS[key].name, head)
        sheet.write_column(1, column, values)
