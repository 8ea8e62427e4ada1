"""A catalogue as a workbook: given out in the usual layout; read back, looked over, taken over as a whole."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header

from gongkai.catalogue.actions.editing import check_rows, replace_items
from gongkai.catalogue.exchange.reading import MAX_BYTES, MAX_ROWS, read
from gongkai.catalogue.exchange.workbook import workbook
from gongkai.desk.catalogue.edition import edition_of
from gongkai.desk.catalogue.listing import ABOVE
from gongkai.desk.frame import DeskForm, person_of, screen
from gongkai.law.rhythm import Rhythm
from gongkai.report.readers.errors import Unreadable

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SALT = "catalogue-import"
_AN_HOUR = 3600
_SHOWN = 100
"""Errors that are shown at most."""


def edition_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The edition as a workbook."""
    edition = edition_of(request, pk)
    headers = {"Content-Disposition": content_disposition_header(True, f"{edition}.xlsx") or ""}
    return HttpResponse(workbook(edition), content_type=_EXCEL, headers=headers)


class FileForm(DeskForm):
    """The workbook."""

    table = forms.FileField(
        label="目录表格",
        help_text=f"Excel、WPS 表格或者 CSV，不超过 {MAX_BYTES // 2**20} MB、{MAX_ROWS:,} 行。可以先导出一份照着填。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et,.ods,.csv"}),
        allow_empty_file=True,
    )


def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A workbook in the place of a draft's items: first what it says and what is wrong, then all of it or nothing."""
    edition = edition_of(request, pk)
    context: dict[str, Any] = {"edition": edition, "back": reverse("desk_edition", args=[pk])}
    if request.method == "POST" and "rows" in request.POST:
        return _taken_over(request, pk)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        try:
            table = read(form.cleaned_data["table"].read())
        except Unreadable as problem:
            form.add_error("table", str(problem))
        else:
            wrong = [*table.wrong, *check_rows(edition, table.rows)]
            context |= {
                "rows": [{**fields, "rhythm": Rhythm(fields["rhythm"]).label} for _, fields in table.rows],
                "wrong": wrong[:_SHOWN],
                "more": max(0, len(wrong) - _SHOWN),
                "sealed": "" if wrong else signing.dumps([pk, table.rows], salt=_SALT, compress=True),
            }
    status = 422 if form.errors or context.get("wrong") else 200
    context["form"] = form
    above = (*ABOVE, (str(edition), reverse("desk_edition", args=[pk])))
    return screen(request, "desk/catalogue/import.html", "导入目录", context, above=above, status=status)


def _taken_over(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        of, rows = signing.loads(request.POST["rows"], salt=_SALT, max_age=_AN_HOUR)
        if of != pk:
            raise signing.BadSignature
        count = replace_items(person_of(request), edition_of(request, pk), rows)
    except signing.BadSignature:
        messages.error(request, "预览已经超过一小时，请重新选择文件。")
        return redirect("desk_edition_import", pk=pk)
    except ValidationError as error:
        messages.error(request, "".join(error.messages[:5]))
        return redirect("desk_edition_import", pk=pk)
    messages.success(request, f"已导入 {count} 项事项，原来草稿里的由它们代替。可以与上一版比较后再启用。")
    return redirect("desk_edition", pk=pk)
