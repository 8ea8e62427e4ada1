"""An office's letters: what they say of remedies, and its own templates in place of ours."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from gongkai.applications.actions.stationery import (
    set_letterhead,
    set_template,
    template_of,
    templates_of,
    withdraw_template,
)
from gongkai.applications.models import Letterhead
from gongkai.desk.applications.steps import ABOVE
from gongkai.desk.frame import Crumb, DeskForm, person_of, screen
from gongkai.law.letters import letters
from gongkai.letters import template
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HERE: Crumb = ("文书模板", "/desk/applications/templates/")


class HeadForm(DeskForm):
    """What the letters of an organ say of remedies and of paying."""

    review_organ = forms.CharField(
        label="复议机关",
        max_length=80,
        required=False,
        help_text="县级部门的复议机关是本级人民政府（复议法第二十四条）。",
    )
    court = forms.CharField(label="管辖法院", max_length=80, required=False, help_text="空着写“有管辖权的人民法院”。")
    superior = forms.CharField(label="受理投诉、举报的上级机关", max_length=80, required=False)
    online_review = forms.CharField(label="网上申请复议的渠道", max_length=200, required=False)
    payment = forms.CharField(
        label="缴费方式",
        max_length=500,
        required=False,
        help_text="写进收费通知书，也给申请人在网上看：收款单位、开户银行、账号、缴款时注明什么；只能缴入财政专户。",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TemplateForm(DeskForm):
    """A template of the office's own."""

    file = forms.FileField(label="Word 模板（DOCX）", help_text="先下载现在的模板，在 Word 或 WPS 里改好再传。")


@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """The letters with the template of each that is in use, and what they say of remedies."""
    organ = _organ(request)
    head = Letterhead.objects.filter(organ=organ).first()
    initial = {name: getattr(head, name) for name in HeadForm.base_fields} if head else {}
    form = HeadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.done(lambda: set_letterhead(person_of(request), organ, **form.typed)):
        messages.success(request, "已保存，以后生成的文书照此写。")
        return redirect(f"{reverse('desk_letter_templates')}?organ={organ.pk}")
    used = templates_of(organ)
    rows = [(key, letter, used.get(key)) for key, letter in letters().items()]
    context = {"organ": organ, "organs": _organs(request), "rows": rows, "form": form}
    status = 422 if form.errors else 200
    return screen(request, "desk/applications/templates.html", _HERE[0], context, above=ABOVE, status=status)


@never_cache
def one(request: HttpRequest, kind: str) -> HttpResponse:
    """A letter's template: another one put in its place, or ours again."""
    organ, used = _organ(request), None
    if kind not in letters():
        raise Http404
    used = template_of(organ, kind)
    back = f"{reverse('desk_letter_templates')}?organ={organ.pk}"
    if "withdraw" in request.POST and used is not None:
        withdraw_template(person_of(request), used)
        messages.success(request, "已停用，改用原来的模板。")
        return redirect(back)
    form = TemplateForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.done(lambda: _set(request, organ, kind, form.typed["file"])):
        messages.success(request, f"已启用，以后生成的《{letters()[kind].name}》用这一份。")
        return redirect(back)
    context = {"organ": organ, "kind": kind, "used": used, "form": form, "back": back}
    title, status = f"《{letters()[kind].name}》的模板", 422 if form.errors else 200
    return screen(request, "desk/applications/template.html", title, context, above=(*ABOVE, _HERE), status=status)


@never_cache
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The template in use, as a Word file."""
    organ = _organ(request)
    if kind not in letters():
        raise Http404
    used = template_of(organ, kind)
    response = HttpResponse(bytes(used.content) if used else template(kind), content_type=_WORD)
    response["Content-Disposition"] = content_disposition_header(True, f"{letters()[kind].name}.docx") or ""
    return response


def _set(request: HttpRequest, organ: Organ, kind: str, given: Any) -> None:
    if given.size > 10 * 2**20:
        raise ValidationError({"file": "文件超过 10 MB，请去掉大图片后再传。"})
    try:
        set_template(person_of(request), organ, kind, given.name, given.read())
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error


def _organs(request: HttpRequest) -> list[Organ]:
    return list(organs_for(person_of(request), Act.REGISTER_APPLICATION, timezone.localdate()))


def _organ(request: HttpRequest) -> Organ:
    """The organ that is asked for, among those whose letters the person looks after."""
    organs = organs_for(person_of(request), Act.REGISTER_APPLICATION, timezone.localdate())
    wanted = request.GET.get("organ", "")
    found: Organ = get_object_or_404(organs, pk=wanted) if wanted.isdecimal() else organs.first() or _none()
    return found


def _none() -> Organ:
    raise Http404
