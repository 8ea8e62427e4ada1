"""An opinion sent on line, without an account; with its code one sees later what became of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from gongkai.engagement.actions.opinions import LONGEST, Sent, send
from gongkai.engagement.models import Consultation, Opinion
from gongkai.engagement.queries import by_code
from gongkai.portal.applications.guard import WRONG_CODE
from gongkai.portal.applications.private import private
from gongkai.portal.engagement.consultations import CONSULTATIONS, frame
from gongkai.portal.engagement.once import Shown, once, person_form
from gongkai.portal.frame import page
from gongkai.portal.guard import TooMuch, take
from gongkai.ui.rate import Rate, address_of

SEND = Rate("send-opinion", burst=5, per_second=1 / 600)
SEND_TO = Rate("send-opinion-to", burst=300, per_second=1 / 20)
"""One consultation takes no more than this from all addresses together."""


class OpinionForm(forms.Form):
    """What somebody thinks, and who they are, if they want to say so."""

    text = forms.CharField(
        label="您的意见",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 9}),
        help_text="最好写明对哪一条、怎样改、为什么。请不要写证件号码、银行账号。",
        error_messages={"required": "请写明您的意见。"},
    )
    author = forms.ChoiceField(
        label="您以什么身份提意见",
        choices=[
            (Opinion.Author.UNNAMED, "不署名"),
            (Opinion.Author.PERSON, "个人"),
            (Opinion.Author.ORGANISATION, "单位"),
        ],
        widget=forms.RadioSelect,
        initial=Opinion.Author.UNNAMED,
    )
    name = forms.CharField(label="姓名或者单位名称", max_length=80, required=False)
    contact = forms.CharField(
        label="联系方式", max_length=120, required=False,
        help_text="想让机关就意见与您联系的才填。姓名和联系方式加密保存，不公布。",
    )  # fmt: skip


@private
def send_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form for a consultation."""
    consultation = get_object_or_404(Consultation.objects.select_related("organ"), pk=pk, organ__slug=slug, live=True)
    if not consultation.is_open(timezone.localdate()):
        return redirect("consultation", slug, pk)
    shown = Shown.of(request)
    form = OpinionForm(request.POST if request.method == "POST" else None, label_suffix="")
    person, status = person_form(shown, request), 200
    if request.method == "POST" and shown.stale:
        form.add_error(None, shown.stale)
    elif request.method == "POST" and form.is_valid() and person.is_valid():
        try:
            return redirect("opinion", once(shown, lambda: _sent(request, consultation, form)))
        except TooMuch as error:
            form.add_error(None, str(error))
            status = 429
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "form": form,
        "person": person,
        "shown": shown,
        "consultation": consultation,
        **frame(request, consultation.organ, CONSULTATIONS),
    }
    return page(request, "portal/engagement/send.html", context, status)


def _sent(request: HttpRequest, consultation: Consultation, form: OpinionForm) -> str:
    """Hand it in; the code to follow it with."""
    wait = "您写的内容都还在，请过几分钟再提交；也可以打电话、写信。"
    take(SEND, address_of(request), f"从您的网络提交的意见太多。{wait}")
    take(SEND_TO, consultation.pk, f"现在提意见的人太多。{wait}")
    typed = form.cleaned_data
    return send(consultation, Sent(typed["text"], typed["name"], typed["contact"], typed["author"]))[1]


@private
def opinion_page(request: HttpRequest, code: str) -> HttpResponse:
    """What became of an opinion, for whoever has its code."""
    address = address_of(request)
    if WRONG_CODE.left(address) < 1:
        raise Http404
    opinion = by_code(code)
    if opinion is None:
        WRONG_CODE.take(address)
        raise Http404
    consultation = opinion.consultation
    feedback = getattr(consultation, "feedback", None)
    told = feedback is not None and feedback.live
    context = {"opinion": opinion, "consultation": consultation, "code": code.upper(), "told": told}
    return page(
        request, "portal/engagement/opinion.html", {**context, **frame(request, consultation.organ, CONSULTATIONS)}
    )
