"""Handing in reports, and watching how they are read and audited."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.annual.actions import AUDIT, audit_again, upload_report
from gongkai.annual.models import ReportFile
from gongkai.annual.queries import files_for
from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.frame import person_of, require_somewhere, screen
from gongkai.jobs.models import Job
from gongkai.jobs.queries import alive
from gongkai.organs.access import Act, organs_for, refusal
from gongkai.organs.models import Organ

AT_ONCE = 20
"""Files that one form takes."""
ABOVE = (("年度报告", "/desk/reports/"),)


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files; each is checked as one file is."""

    widget = _Files(attrs={"accept": ".doc,.docx,.wps,.pdf,.ofd,.xls,.xlsx,.html,.htm,.mht,.txt,.png,.jpg,.jpeg"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files; empty ones are left to the ledger, which says so."""
        if not data:
            raise ValidationError("请选择要上传的文件。")
        if len(data) > AT_ONCE:
            raise ValidationError(f"一次最多上传 {AT_ONCE} 个文件，您选择了 {len(data)} 个，请分几次上传。")
        return list(data)


class UploadForm(forms.Form):
    """The body and its files."""

    organ = OrganField(
        Act.UPLOAD_REPORT,
        error_messages={
            "required": "请选择报告所属的机关。",
            "invalid_choice": "您不能为这个机关上传报告，请重新选择。",
        },
    )
    attached = _FilesField(
        label="文件",
        help_text="可以一次选多个。支持 Word、PDF、OFD、Excel、网页、纯文本和扫描图片；"
        f"每个不超过 {settings.UPLOAD_LIMIT // 2**20} MB。内容相同的文件只保存一份。",
    )

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organs)


def upload(request: HttpRequest) -> HttpResponse:
    """The form; then the progress of what was taken in."""
    require_somewhere(request, Act.UPLOAD_REPORT)
    person = person_of(request)
    organs = organs_for(person, Act.UPLOAD_REPORT, timezone.localdate()).order_by("path")
    if request.method == "POST":
        form = UploadForm(organs, request.POST, request.FILES)
        if form.is_valid() and (taken := _take_in(request, form)):
            return redirect(f"{reverse('desk_progress')}?{_query(taken)}")
    else:
        given = request.GET.get("organ", "")
        only = organs[:2]
        first = given if given.isdecimal() else (only[0].pk if len(only) == 1 else None)
        form = UploadForm(organs, initial={"organ": first})
    return screen(request, "desk/upload.html", "上传年度报告", {"form": form}, above=ABOVE)


def _take_in(request: HttpRequest, form: UploadForm) -> list[ReportFile]:
    """Every good file is kept; what is wrong with the others is said, by name."""
    taken = []
    wrong = []
    for file in form.cleaned_data["attached"]:
        try:
            taken.append(upload_report(person_of(request), form.cleaned_data["organ"], file))
        except ValidationError as error:
            wrong.append(f"“{file.name}”没有上传：{''.join(error.messages)}")
    if taken:
        for sentence in wrong:
            messages.error(request, sentence)
    else:
        form.add_error("attached", wrong)
    return taken


def _query(files: list[ReportFile]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("file", [str(file.pk) for file in files])
    return query.urlencode()


@never_cache
def progress(request: HttpRequest) -> HttpResponse:
    """How far the files are (``?file=`` several times). Reloads itself, in part where scripts run, while work is open."""
    keys = [key for key in request.GET.getlist("file") if key.isdecimal()][:AT_ONCE]
    files = files_for(person_of(request), timezone.localdate()).filter(pk__in=keys).prefetch_related("reports")
    return _progress(request, list(files), "审核进度")


@never_cache
def report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: how far it is, and what was found in it."""
    files = files_for(person_of(request), timezone.localdate()).prefetch_related("reports")
    file = get_object_or_404(files, pk=pk)
    if request.method == "POST":
        audit_again(person_of(request), file)
        messages.success(request, "已经排队重新审核。已作出的认定不受影响。")
        return redirect("desk_report_file", pk=file.pk)
    return _progress(request, [file], file.name, single=True)


def _progress(request: HttpRequest, files: list[ReportFile], title: str, *, single: bool = False) -> HttpResponse:
    jobs = _latest_jobs(files)
    rows = [(file, jobs.get(str(file.pk))) for file in files]
    busy = any(job is not None and job.open for _, job in rows)
    context: dict[str, object] = {"rows": rows, "busy": busy, "single": single}
    context["idle"] = busy and not alive().exists()
    if single:
        context["refusal"] = refusal(person_of(request), Act.UPLOAD_REPORT, files[0].organ, timezone.localdate())
    return screen(request, "desk/progress.html", title, context, above=ABOVE)


def _latest_jobs(files: list[ReportFile]) -> dict[str, Job]:
    keys = [str(file.pk) for file in files]
    jobs = Job.objects.filter(kind=AUDIT, record_type=ReportFile._meta.label_lower, record_id__in=keys)
    return {job.record_id: job for job in jobs.order_by("pk")}
