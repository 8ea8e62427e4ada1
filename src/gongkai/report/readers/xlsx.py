"""Spreadsheets of all ages: XLSX and XLSM, XLS and WPS's ET, ODS; XLSB and XML tables through LibreOffice."""

from gongkai.report.document import Block, Document
from gongkai.report.readers.archive import Archive
from gongkai.report.readers.sheets import Sheet, items_of
from gongkai.report.readers.tables import blocks_of

_BLANK_FORMULAS = "有 {} 个公式没有保存计算结果，读作空白；请用 Excel 或 WPS 打开、保存后再试"


def read(data: bytes) -> Document:
    """The document in a workbook: its visible sheets, one after the other."""
    sheets, pending = sheets_of(data)
    blocks: list[Block] = []
    for sheet in sheets:
        blocks += blocks_of(items_of(sheet), sheet=sheet.name)
    return Document("xlsx", tuple(blocks), notes=(_BLANK_FORMULAS.format(pending),) if pending else ())


def sheets_of(data: bytes) -> tuple[list[Sheet], int]:
    """The visible sheets of a workbook of any age, and the number of formulas whose results the file lacks."""
    from gongkai.report.readers import ods, xls, xlsxparts  # each needs libraries that the others do not

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return xls.sheets(data), 0
    if data.startswith(b"PK"):
        archive = Archive(data)
        if "mimetype" in archive:
            return ods.sheets(archive), 0
        if "xl/workbook.bin" not in archive:
            return xlsxparts.sheets(archive)
    from gongkai.report.readers.office import convert

    return xlsxparts.sheets(Archive(convert(data, "xlsx")))
