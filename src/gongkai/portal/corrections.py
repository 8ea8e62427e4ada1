"""Readers report mistakes on a page (我要纠错), and see with their number what became of it. Nothing is asked of them."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from gongkai.disclosure.models import Document
from gongkai.organs.models import Organ
from gongkai.portal.applications.private import private
from gongkai.portal.frame import page
from gongkai.portal.tree import above
from gongkai.ui.rate import Rate, address_of
from gongkai.vetting.actions.after import ANSWER_WITHIN, report_mistake
from gongkai.vetting.models import Correction

REPORT = Rate("report-mistake", burst=5, per_second=1 / 600)
REPORT_TO = Rate("report-mistake-to", burst=100, per_second=1 / 60)
"""One organ takes no more than this from all addresses together."""
_PUBLIC = (Correction.Source.READER,)


class MistakeForm(forms.Form):
    """What is wrong, and where; the third field is seen by programs only."""

    quote = forms.CharField(
        label="有错的文字", max_length=300, required=False, help_text="从页面上复制过来，工作人员好找。",
        widget=forms.TextInput({"size": 40}),
    )  # fmt: skip
    wrong = forms.CharField(
        label="错在哪里", max_length=1000, widget=forms.Textarea({"rows": 5}),
        help_text="例如：日期应为5月1日；链接打不开。请不要写自己或者别人的姓名、电话。",
        error_messages={"required": "请写明错在哪里。"},
    )  # fmt: skip
    homepage = forms.CharField(required=False)

    def clean_homepage(self) -> str:
        """Nobody sees the field: who fills it in is a program."""
        if self.cleaned_data["homepage"]:
            raise ValidationError("请把“个人主页”一栏清空后再提交：这一栏是为了识别程序。")
        return ""


@private
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form for a document's page."""
    document = get_object_or_404(Document.objects.select_related("organ"), pk=pk, organ__slug=slug, live=True)
    form = MistakeForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if request.method == "POST" and form.is_valid():
        if REPORT.take(address_of(request)) and REPORT_TO.take(document.organ_id):
            made = report_mistake(None, document, form.cleaned_data["wrong"], form.cleaned_data["quote"])
            return redirect("correction", made.code)
        form.add_error(None, "提交得太多了，请过一会儿再试，也可以打电话告诉发布机关。")
        status = 429
    return page(
        request,
        "portal/correct.html",
        {"form": form, "document": document, **_frame(request, document.organ), "days": ANSWER_WITHIN},
        status,
    )


@private
def correction(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a report of a mistake."""
    found = Correction.objects.filter(code=code.upper(), source__in=_PUBLIC).select_related("organ").first()
    if found is None:
        raise Http404
    address = reverse("document", args=[found.organ.slug, found.record_id]) if "document" in found.record_type else ""
    context = {"correction": found, "address": address, **_frame(request, found.organ)}
    return page(request, "portal/correction.html", context)


def _frame(request: HttpRequest, organ: Organ) -> dict[str, object]:
    return {"organ": organ, "ancestors": above(request, organ)}
