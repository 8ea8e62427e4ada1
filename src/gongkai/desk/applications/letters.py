"""A letter of a case: what it says, what its check found, a revised version, its release; papers made at any time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.applications import people
from gongkai.applications.actions import correspondence
from gongkai.applications.actions.correspondence import REPLIES
from gongkai.applications.models import Letter
from gongkai.desk.applications.forms import FORMS
from gongkai.desk.applications.steps import above, application_of, as_sheet
from gongkai.desk.frame import DayInput, DeskForm, person_of, screen
from gongkai.findings import Severity
from gongkai.law.letters import letters
from gongkai.law.procedure import procedure
from gongkai.letters import read, render
from gongkai.organs.models import Person
from gongkai.report.readers.errors import Unreadable

ANY_TIME = ("application_form", "register_form", "receipt")
"""Papers that belong to no step, or can be made again."""


class Revise(DeskForm):
    """What somebody made of the letter in Word."""

    file = forms.FileField(label="修改后的 Word 文件", help_text="先在案卷中下载，改好后传回；重新检查。")

    def act(self, actor: Person, letter: Letter) -> None:
        """Put it in the letter's place."""
        given = self.typed["file"]
        if given.size > 10 * 2**20:
            raise forms.ValidationError({"file": "文件超过 10 MB，请去掉大图片后再传。"})
        correspondence.revise(actor, letter, given.read())


class Release(DeskForm):
    """The letter goes out."""

    on = forms.DateField(label="发出日期", widget=DayInput)
    override = forms.CharField(
        label="有错误仍然发出的理由",
        required=False,
        max_length=500,
        help_text="只有签发人可以；姓名和理由留痕。没有错误的不填。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def act(self, actor: Person, letter: Letter) -> None:
        """Release it."""
        correspondence.release(actor, letter, self.typed["on"], self.typed["override"])


@never_cache
def letter(request: HttpRequest, pk: int, letter: int) -> HttpResponse:
    """The letter's screen; both of its forms are sent here."""
    application, person = application_of(request, pk), person_of(request)
    shown = get_object_or_404(
        application.letters.select_related("file", "released_by", "application__organ"), pk=letter
    )
    people.open_file(person, shown.file, "核对文书")
    what = request.POST.get("what", "")
    if what == "print" and (printed := _printed(request, shown)):
        return printed
    if what and shown.released_at:
        messages.error(request, "这份文书已经发出，不能再改；需要更正的，另行制作文书。")
        return redirect("desk_application_letter", pk=pk, letter=letter)
    revise = Revise(*((request.POST, request.FILES) if what == "revise" else ()), of=application)
    release = Release(*((request.POST,) if what == "release" else ()), of=application, initial={"on": shown.on})
    chosen: Any = {"revise": revise, "release": release}.get(what)
    if chosen is not None and chosen.done(lambda: chosen.act(person, shown)):
        said = {"revise": "已换成修改后的文书，并重新检查。", "release": "文书已经签发，正在后台排成 PDF。"}
        messages.success(request, said[what])
        return redirect("desk_application_letter", pk=pk, letter=letter)
    context = {
        "application": application,
        "letter": shown,
        "sheet": as_sheet(read(correspondence.content_of(shown))),
        "findings": [{**found, "label": Severity(found["severity"]).label} for found in shown.findings],
        "revise": revise,
        "release": release,
        "step": _step(shown),
        "may_sign": correspondence.may_sign(person, shown),
        "signer": letters()[shown.kind].sign_off.label,
    }
    status = 422 if chosen is not None and chosen.errors else 200
    return screen(
        request, "desk/applications/letter.html", f"《{shown.name}》", context, above=above(application), status=status
    )


def _step(letter: Letter) -> tuple[str, str] | None:
    """The step with which the letter goes out: its name, its page."""
    steps = (step.key for step in procedure().steps.values() if step.letter == letter.kind)
    kind = "reply" if letter.kind in REPLIES else next((key for key in steps if key in FORMS), "")
    if not kind or letter.kind in ANY_TIME:
        return None
    return procedure().steps[kind].name, reverse("desk_application_step", args=[letter.application_id, kind])


def _printed(request: HttpRequest, letter: Letter) -> HttpResponse | None:
    """The letter as PDF in the browser: as it was printed, or as it would be."""
    try:
        paper = letter.printed
        pdf = b"".join(paper.chunks(paper.unseal())) if paper else render(correspondence.content_of(letter)).pdf
    except Unreadable as error:
        messages.error(request, str(error))
        return None
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return response


@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """A form or a receipt, made from the record now."""
    application, kind = application_of(request, pk), request.POST.get("kind", "")
    if kind not in ANY_TIME:
        raise Http404
    try:
        correspondence.issue(person_of(request), application, kind, timezone.localdate())
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("desk_application", pk=pk)
    made = application.letters.filter(kind=kind).latest("pk")
    return redirect("desk_application_letter", pk=pk, letter=made.pk)
