"""Particulars of people and the files of a case: opened on purpose, each time with a trace."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.applications import people
from gongkai.applications.actions import redacting
from gongkai.applications.actions.casework import attach
from gongkai.applications.actions.intake import code_of
from gongkai.applications.models import Application, Instance, Party
from gongkai.applications.people import Particulars
from gongkai.desk.applications.case import case_screen
from gongkai.desk.applications.steps import above, application_of
from gongkai.desk.frame import person_of, screen

_LABELS = {
    "name": "姓名或者名称",
    "identity_kind": "证件种类",
    "identity": "证件号码",
    "phone": "电话",
    "email": "电子邮箱",
    "address": "地址",
    "postcode": "邮政编码",
    "representative": "法定代表人",
    "contact": "联系人",
}


@require_POST
@never_cache
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The requester's particulars, and the agent's; for this answer alone, with the purpose in the trail."""
    application, person = application_of(request, pk), person_of(request)
    purpose = request.POST.get("purpose", "").strip()[:200]
    if not purpose:
        return case_screen(request, application, no_purpose="请先写明查看的目的。", status=422)
    shown = [("申请人", people.requester(person, application, purpose))]
    if agent := people.agent(person, application, purpose):
        shown.append(("代理人", agent))
    third_parties = application.parties.filter(role=Party.Role.THIRD_PARTY).order_by("event")
    shown += [("第三方", people.third_party(person, application, each.event, purpose)) for each in third_parties]
    return case_screen(request, application, opened=[(who, _lines(particulars)) for who, particulars in shown])


def _lines(particulars: Particulars) -> list[tuple[str, str]]:
    return [(_LABELS[name], text) for name, text in particulars.data().items()]


@require_POST
@never_cache
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt that goes to the requester, with the number and the query code."""
    application = application_of(request, pk)
    context = {
        "application": application,
        "particulars": people.requester(person_of(request), application, "制作接收回执"),
        "code": code_of(application),
        "today": timezone.localdate(),
    }
    return screen(request, "desk/applications/receipt.html", "接收回执", context, above=above(application))


@require_POST
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of the case, as it was put in; never shown by the browser."""
    application = application_of(request, pk)
    key = request.POST.get("file", "")
    file = get_object_or_404(application.files.all(), pk=key if key.isdecimal() else 0)
    opened = people.open_file(person_of(request), file, request.POST.get("purpose", "").strip()[:200] or "办理案件")
    response = StreamingHttpResponse(file.chunks(opened), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, opened["name"]) or ""
    response["Content-Length"] = str(file.size)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def add_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Files put into the case: a scan, an identity paper, an opinion. Good ones are kept; what is wrong is said."""
    application = application_of(request, pk)
    kind, given = request.POST.get("kind", ""), request.FILES.getlist("file")[:20]
    place = request.POST.get("instance", "")
    court = get_object_or_404(Instance, pk=place, dispute__application=application) if place.isdecimal() else None
    kept, dropped = 0, list[str]()
    for file in given:
        try:
            dropped += _put(request, application, kind, file, court)
            kept += 1
        except ValidationError as error:
            messages.error(request, f"“{file.name}”没有存入：{''.join(error.messages)}")
    if kept:
        messages.success(request, f"已存入 {kept} 个文件，加密保存。")
    elif not given:
        messages.error(request, "请选择要存入的文件。")
    if dropped:
        taken = "、".join(dict.fromkeys(dropped))
        messages.warning(
            request, f"要提供的文件里有看不见的内容，已经去掉：{taken}。原文件另存为记录，只有承办人能看。"
        )
    return redirect("desk_application", pk=application.pk)


def _put(
    request: HttpRequest, application: Application, kind: str, file: UploadedFile, court: Instance | None
) -> list[str]:
    """Put a file in; from one that will be given out, what nobody sees is taken out, and told."""
    if kind != "given":
        attach(person_of(request), application, kind, file.name or "", file.chunks(), instance=court)
        return []
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise ValidationError(f"文件超过 {settings.UPLOAD_LIMIT // 2**20} MB 的上限，请压缩后重新选择。")
    return list(redacting.clean(person_of(request), application, file.name or "", file.read())[1])
