"""The workbook to begin with: the headings, and how each is filled in."""

import io

from gongkai.engagement.batches.actions import SORTS


def workbook(kind: str) -> bytes:
    """The workbook of a kind."""
    import xlsxwriter

    sort, file = SORTS[kind], io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EEF5", "bottom": 1, "text_wrap": True})
        sheet, help_ = book.add_worksheet("表格"), book.add_worksheet("填写说明")
        help_.set_column(0, 0, 24)
        help_.set_column(1, 1, 60)
        help_.write_row(0, 0, ("列", "怎么填"), head)
        for column, (key, field) in enumerate(sort.fields.items()):
            sheet.set_column(column, column, 24 if key in ("title", "organ", "evidence", "body") else 16)
            sheet.write_string(0, column, field.name, head)
            must = "必须填写。" if key in sort.required else ""
            help_.write_row(
                column + 1, 0, (field.name, must + (field.hint or "可以不填。" if not must else field.hint))
            )
        sheet.freeze_panes(1, 0)
    return file.getvalue()
