"""The opinions on a consultation: entered from paper, put together, decided, given out as a table."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.desk.engagement.consultations import ABOVE
from gongkai.desk.frame import DayInput, DeskForm, paged, person_of, screen
from gongkai.engagement.actions import opinions
from gongkai.engagement.actions.opinions import Sent
from gongkai.engagement.models import Consultation, Opinion, Point, Scan
from gongkai.engagement.models.consultation import PAPER
from gongkai.engagement.queries import hidden, records_for, tally
from gongkai.organs.access import Act, refusal
from gongkai.ui.export import FORMATS, export

_COLUMNS = (
    *(("序号", 8), ("收到日期", 12), ("渠道", 16), ("提出人", 12), ("意见（隐去个人信息）", 70)),
    *(("意见要点", 40), ("采纳情况", 12), ("理由", 40)),
)


class PaperForm(DeskForm):
    """An opinion that came otherwise than on line."""

    channel = forms.ChoiceField(label="怎样来的", choices=[("", "请选择"), *PAPER])
    received_on = forms.DateField(label="收到日期", widget=DayInput)
    author = forms.ChoiceField(label="提出人", choices=Opinion.Author.choices)
    name = forms.CharField(label="姓名或者名称", max_length=80, required=False, help_text="没有署名的不填。加密保存。")
    contact = forms.CharField(label="联系方式", max_length=120, required=False, help_text="加密保存。")
    text = forms.CharField(label="意见", widget=forms.Textarea({"rows": 7}), max_length=opinions.LONGEST)
    scan = forms.FileField(label="原件", required=False, help_text="扫描件或者照片，PDF、JPG、PNG 等，加密保存。")


def _consultation(request: HttpRequest, pk: int) -> Consultation:
    found = records_for(Consultation, person_of(request), timezone.localdate())
    return get_object_or_404(found.defer("latest_revision__content"), pk=pk)


def _above(consultation: Consultation) -> tuple[tuple[str, str], ...]:
    return (*ABOVE, (str(consultation), reverse("desk_consultation", args=[consultation.pk])))


@never_cache
def opinions_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The opinions with their words, what is personal masked; the points that they come to; grouping with POST."""
    consultation = _consultation(request, pk)
    if request.GET.get("export") in FORMATS:
        return export(request.GET["export"], "意见", _COLUMNS, _rows(consultation))
    if request.method == "POST" and _grouped(request, consultation):
        return redirect(request.get_full_path())
    return _shown(request, consultation)


def _shown(request: HttpRequest, consultation: Consultation, opened: Any = None, status: int = 200) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    listed = consultation.opinions.select_related("point").prefetch_related("scans")
    if request.GET.get("open"):
        listed = listed.filter(point=None)
    page = paged(request, listed)
    context = {
        "consultation": consultation,
        "tally": tally(consultation),
        "page": page,
        "rows": [(opinion, hidden(opinion.unseal()["text"], today)) for opinion in page],
        "open_only": bool(request.GET.get("open")),
        "decisions": Point.Decision.choices,
        "may_handle": refusal(person, Act.HANDLE_OPINIONS, consultation.organ, today) is None,
        "may_read": refusal(person, Act.SEE_OPINION_AUTHOR, consultation.organ, today) is None,
        "opened": opened,
        "query": "open=1&" if request.GET.get("open") else "",
    }
    title = "意见和处理"
    return screen(request, "desk/engagement/opinions.html", title, context, above=_above(consultation), status=status)


def _grouped(request: HttpRequest, consultation: Consultation) -> bool:
    """Put the chosen opinions together; whether that was done."""
    numbers = [int(number) for number in request.POST.getlist("opinion") if number.isdecimal()]
    key = request.POST.get("point", "")
    point = get_object_or_404(consultation.points, pk=int(key)) if key.isdecimal() else None
    try:
        made = opinions.group(person_of(request), consultation, numbers, request.POST.get("gist", ""), point)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return False
    messages.success(request, f"已归入要点“{made}”，请写明是否采纳。")
    return True


def _rows(consultation: Consultation) -> Iterator[list[Any]]:
    """A row an opinion: whoever may see the list gets it as the list shows it, people masked."""
    today = timezone.localdate()
    for opinion in consultation.opinions.select_related("point").iterator(chunk_size=500):
        point = opinion.point
        yield [
            opinion.number,
            opinion.received_on,
            opinion.get_channel_display(),
            opinion.label or opinion.get_author_display(),
            hidden(opinion.unseal()["text"], today),
            point.gist if point else "",
            point.get_decision_display() if point else "",
            point.reason if point else "",
        ]


def enter_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An opinion on paper."""
    consultation, person = _consultation(request, pk), person_of(request)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"received_on": timezone.localdate()})

    def enter() -> None:
        typed = form.typed
        sent = Sent(typed["text"], typed["name"], typed["contact"], typed["author"])
        opinion = opinions.enter(person, consultation, typed["channel"], typed["received_on"], sent)
        if typed["scan"]:
            opinions.add_scan(person, opinion, typed["scan"])

    sentence = refusal(person, Act.HANDLE_OPINIONS, consultation.organ, timezone.localdate())
    if request.method == "POST" and form.done(enter):
        messages.success(request, "已登记。可以接着登记下一条。")
        return redirect("desk_opinion_enter", pk=pk)
    context = {"form": form, "consultation": consultation, "refusal": sentence, "count": consultation.opinions.count()}
    status = 422 if form.errors else 200
    template = "desk/engagement/enter.html"
    return screen(request, template, "登记线下意见", context, above=_above(consultation), status=status)


@require_POST
def decide_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a point."""
    consultation = _consultation(request, pk)
    key = request.POST.get("point", "")
    point = get_object_or_404(
        consultation.points.select_related("consultation__organ"), pk=int(key) if key.isdecimal() else 0
    )
    said = {name: request.POST.get(name, "") for name in ("decision", "reason", "gist")}
    try:
        opinions.decide(person_of(request), point, **said)
    except ValidationError as error:
        messages.error(request, f"要点“{point}”没有保存：{''.join(error.messages)}")
    else:
        messages.success(request, f"已保存：“{point}”，{point.get_decision_display()}。")
    return redirect(reverse("desk_opinions", args=[pk]) + f"#point-{point.pk}")


@require_POST
@never_cache
def reveal_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Who sent an opinion, in this answer alone; the purpose goes into the trail."""
    consultation = _consultation(request, pk)
    opinion = get_object_or_404(consultation.opinions.select_related("consultation__organ"), number=number)
    try:
        said = opinions.read_author(person_of(request), opinion, request.POST.get("purpose", ""))
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("desk_opinions", pk=pk)
    return _shown(request, consultation, opened=(opinion, said))


@require_POST
def scan_page(request: HttpRequest, pk: int, scan: int) -> HttpResponseBase:
    """The paper on which an opinion came."""
    consultation = _consultation(request, pk)
    kept = get_object_or_404(
        Scan.objects.select_related("opinion__consultation__organ"), pk=scan, opinion__consultation=consultation
    )
    opened = opinions.open_scan(person_of(request), kept)
    response = StreamingHttpResponse(kept.chunks(opened), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, opened["name"]) or ""
    response["Content-Length"] = str(kept.size)
    response["Cache-Control"] = "private, no-store"
    return response


def addresses(route: str) -> list[URLPattern]:
    """The addresses below ``route``."""
    return [
        path(f"{route}<int:pk>/opinions/", opinions_page, name="desk_opinions"),
        path(f"{route}<int:pk>/opinions/enter/", enter_page, name="desk_opinion_enter"),
        path(f"{route}<int:pk>/opinions/decide/", decide_page, name="desk_opinion_decide"),
        path(f"{route}<int:pk>/opinions/<int:number>/reveal/", reveal_page, name="desk_opinion_reveal"),
        path(f"{route}<int:pk>/opinions/scans/<int:scan>/", scan_page, name="desk_opinion_scan"),
    ]
