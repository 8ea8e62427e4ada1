"""Posting from a phone: a title, a few lines, photos; what the check says; publication."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from gongkai.catalogue.models import Fulfilment, Item, Obligation
from gongkai.catalogue.queries import items_of
from gongkai.desk.frame import DayInput, DeskForm, person_of, screen
from gongkai.desk.village.pages import ABOVE, village_of
from gongkai.disclosure.formats import FORMATS
from gongkai.disclosure.models import Document
from gongkai.law.rhythm import Rhythm
from gongkai.organs.access import Act, refusal, require
from gongkai.organs.models import Organ
from gongkai.vetting.actions.review import submit
from gongkai.vetting.queries import chain_of, obstacle_to_publication
from gongkai.village import STRANDS
from gongkai.village.actions import findings_of, post, publish_posting
from gongkai.village.models import Display


class Photos(forms.ClearableFileInput):
    """Several files, or photos taken at once."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several files."""

    widget = Photos(attrs={"accept": ",".join(["image/*", *FORMATS])})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """All of them."""
        return [super(PhotosField, self).clean(one, initial) for one in data or []]


class PostForm(DeskForm):
    """What it is, and for what."""

    matter = forms.ChoiceField(label="公开事项")
    title = forms.CharField(label="标题", max_length=200)
    body = forms.CharField(label="内容", required=False, widget=forms.Textarea(attrs={"rows": 6}))
    photos = PhotosField(label="照片、扫描件或者文件", required=False, help_text="可以直接拍照，也可以选多个文件。")
    until = forms.DateField(
        label="公示截止日期",
        required=False,
        widget=DayInput,
        help_text="受助人员名单等含个人信息的必填：证件号码、银行账号等自动遮盖，期满自动撤下。",
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["matter"]
        field.choices = [("", "请选择"), *choices]

    def clean(self) -> dict[str, Any]:
        """A list of people has an end."""
        cleaned = super().clean() or {}
        if str(cleaned.get("matter", "")).endswith("list") and not cleaned.get("until"):
            self.add_error("until", "名单公示须填截止日期，期满自动撤下。")
        return cleaned


def post_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A posting, for an obligation (``?owed=``) or for something that was formed."""
    organ, on, person = village_of(request, pk), timezone.localdate(), person_of(request)
    require(person, Act.EDIT_DOCUMENT, organ, on)
    open_, formed = _open(organ, on), _formed(organ, on)
    choices = [
        *((f"owed-{one.pk}", f"{one.item.field}：{one}") for one in open_),
        *(
            (f"item-{one.pk}{'-list' if one.key.endswith('-list') else ''}", f"{one.field}：{one.name}")
            for one in formed
        ),
    ]
    chosen = f"owed-{request.GET.get('owed', '')}"
    about = next((one for one in open_ if chosen == f"owed-{one.pk}"), None)
    title = f"{organ.short_name or organ.name}{about.label}{about.item.name}" if about else ""
    initial = {"matter": chosen, "title": title}
    form = PostForm(choices, request.POST or None, request.FILES or None, initial=initial)
    made: list[Document] = []

    def keep() -> None:
        kind, _, number = form.typed["matter"].removesuffix("-list").partition("-")
        of = open_.get(pk=number) if kind == "owed" else formed.get(pk=number)
        words = {"title": form.typed["title"], "body": form.typed["body"]}
        made.append(post(person, organ, of, words, form.typed["photos"], form.typed["until"]))

    if request.method == "POST" and form.done(keep):
        return redirect("desk_village_posted", pk=pk, number=made[0].pk)
    context = {"form": form, "village": organ, "back": reverse("desk_village", args=[pk])}
    above = (*ABOVE, (organ.name, reverse("desk_village", args=[pk])))
    return screen(request, "desk/village/post.html", "发布", context, above=above, status=422 if form.errors else 200)


def _open(organ: Organ, on: dt.date) -> QuerySet[Obligation]:
    """What may be posted for: what is not public yet, and the newest of the rest."""
    around = Q(due_on__gte=on - dt.timedelta(days=400), first__lte=on)
    mine = Obligation.objects.filter(around, organ=organ, waived_because="", item__field__in=STRANDS)
    return mine.filter(fulfilments=None).select_related("item").order_by("due_on", "item__serial")


def _formed(organ: Organ, on: dt.date) -> QuerySet[Item]:
    return items_of(organ, on).filter(rhythm=Rhythm.ON_FORMATION, field__in=STRANDS)


def posted(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What was posted: as it will be seen, what the check says, and the button that publishes it or hands it in."""
    organ, on, person = village_of(request, pk), timezone.localdate(), person_of(request)
    document = get_object_or_404(Document, pk=number, organ=organ)
    if request.method == "POST" and _acted(request, document):
        return redirect("desk_village_posted", pk=pk, number=number)
    chain = chain_of(organ)
    context = {
        "village": organ,
        "document": document.draft,
        "record": document,
        "attachments": document.attachments.all(),
        "ties": Fulfilment.objects.filter(document=document).select_related("obligation__item"),
        "display": Display.objects.filter(document=document).first(),
        "findings": [] if document.live else findings_of(document),
        "chain": chain,
        "publish_refusal": refusal(person, Act.PUBLISH_DOCUMENT, organ, on) or obstacle_to_publication(document, organ),
        "edit_refusal": refusal(person, Act.EDIT_DOCUMENT, organ, on),
    }
    above = (*ABOVE, (organ.name, reverse("desk_village", args=[pk])))
    return screen(request, "desk/village/posted.html", document.title, context, above=above)


def _acted(request: HttpRequest, document: Document) -> bool:
    person = person_of(request)
    try:
        with transaction.atomic():
            if "publish" in request.POST:
                publish_posting(person, document)
                messages.success(request, "已发布，村民现在可以看到。可以接着打印公示栏。")
            elif "submit" in request.POST:
                vetting = submit(person, document)
                messages.success(request, f"已送审，下一步是{vetting.stage_name}。")
    except ValidationError as error:
        messages.error(request, escape("".join(error.messages)))
    return True
