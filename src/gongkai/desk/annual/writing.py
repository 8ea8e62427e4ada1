"""The editor: running text with figures bound into it; what a figure is, where it comes from, what it was last year."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.annual.actions.writing import LONGEST, locked, save, state_otherwise
from gongkai.annual.binding import key_of
from gongkai.annual.content import WRITTEN, Content, needed, printed, rendered, stated
from gongkai.annual.context import examined
from gongkai.annual.draft import said
from gongkai.annual.manuscripts import Basis, Manuscript, Version
from gongkai.annual.standing import standing
from gongkai.desk.annual.frame import FORM, Asked, asked, told
from gongkai.desk.frame import DeskForm, person_of, screen
from gongkai.figures.measures import Value
from gongkai.figures.registry import FIGURES
from gongkai.organs.access import Act, refusal
from gongkai.report.model import AnnualReport

_TITLES = {heading.number: heading for heading in FORM.sections}
_NUMERALS = {1: "一", 5: "五", 6: "六"}


def _text(number: int) -> forms.CharField:
    return forms.CharField(
        label=f"{_NUMERALS[number]}、{_TITLES[number].title}",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14 if number == 1 else 6, "data-bound": ""}),
    )


class WritingForm(DeskForm):
    """The three sections that are running text."""

    section_1 = _text(1)
    section_5 = _text(5)
    section_6 = _text(6)
    reason = forms.CharField(
        label="手工改写统计数的理由",
        max_length=500,
        required=False,
        help_text="只有把由台账给出的数改成手写的数时才要填；理由会显示在审核结果中。",
    )

    def __init__(self, content: Content, *args: Any, **kwargs: Any) -> None:
        initial = {f"section_{number}": content.sections.get(number, "") for number in WRITTEN}
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def sections(self) -> dict[int, str]:
        """The texts that were typed, by section."""
        return {number: self.cleaned_data[f"section_{number}"] for number in WRITTEN}

    def _show_stored(self, sentence: str) -> None:
        super()._show_stored(sentence)
        stored = Content.of(Manuscript.objects.get(pk=self.of.pk).newest.content) if self.of else None
        for number in WRITTEN if stored else ():
            if stored and stored.sections[number] != self.sections[number]:
                self[f"section_{number}"].help_text = f"现在保存的是：{stored.sections[number] or '（空）'}"


class OverrideForm(DeskForm):
    """A figure that the report states otherwise than the ledger."""

    figure = forms.CharField(
        label="统计数", widget=forms.TextInput(attrs={"list": "figures-named", "autocomplete": "off"})
    )
    number = forms.CharField(label="报告中填", max_length=30, required=False, help_text="留空为恢复台账的数。")
    why = forms.CharField(label="理由", max_length=500, required=False)


def write(request: HttpRequest, organ: int, year: int) -> HttpResponse:
    """The editor; what was saved last has its findings beside it."""
    given = asked(request, organ, year)
    if given.manuscript is None:
        return redirect("desk_annual_year", organ, year)
    manuscript, person = given.manuscript, person_of(request)
    content = Content.of(manuscript.newest.content)
    posted = request.method == "POST"
    overriding = posted and "figure" in request.POST
    form = WritingForm(content, request.POST if posted and not overriding else None, of=manuscript)
    other = OverrideForm(request.POST, of=manuscript, auto_id=_IDS) if overriding else OverrideForm(auto_id=_IDS)
    if posted and not overriding and form.done(lambda: save(person, manuscript, form.sections, form.typed["reason"])):
        return _saved(request, given, "已保存为新版本，问题列在正文旁边。")
    if overriding and other.done(lambda: _override(request, manuscript, other)):
        return _saved(request, given, "已改填。表格和正文中的这个数一起变了，理由已留存。")
    status = 422 if posted else 200
    title = f"编写 {given.organ.name} {year} 年度报告"
    context = _context(request, given, manuscript, content) | {"form": form, "other": other}
    return screen(request, "desk/annual/write.html", title, context, above=given.above, status=status)


def _saved(request: HttpRequest, given: Asked, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("desk_annual_write", given.organ.pk, given.year)


def _override(request: HttpRequest, manuscript: Manuscript, form: OverrideForm) -> None:
    named = form.typed["figure"].strip()
    key = next((key for key, figure in FIGURES.items() if named in (key, figure.name)), named)
    try:
        state_otherwise(person_of(request), manuscript, key, form.typed["number"], form.typed["why"])
    except forms.ValidationError as error:
        if not hasattr(error, "error_dict"):
            raise
        raise forms.ValidationError({_FIELDS[name]: text for name, text in error.error_dict.items()}) from None


_IDS = "id_other_%s"
_FIELDS = {"key": "figure", "reason": "why", "number": "number"}
"""Where the form has what the ledger refuses."""


def _context(request: HttpRequest, given: Asked, manuscript: Manuscript, content: Content) -> dict[str, Any]:
    stands = standing(given.organ, given.year, manuscript.basis, needed(content))
    made = examined(given.organ, given.year, content, stands.values, manuscript.basis)
    overrides = [
        (FIGURES[key], override, said(stands.values.get(key)))
        for key, override in content.overrides.items()
        if key in FIGURES
    ]
    return {
        "organ": given.organ,
        "year": given.year,
        "manuscript": manuscript,
        "made": made,
        "findings": told(made.findings),
        "figures": figures_shown(given, stated(content, stands.values), made.previous),
        "overrides": overrides,
        "freeze": stands.freeze,
        "refusal": refusal(person_of(request), Act.WRITE_REPORT, given.organ, timezone.localdate())
        or locked(manuscript),
        "versions": manuscript.versions.select_related("by")[:20],
    }


def figures_shown(given: Asked, values: dict[str, Value], previous: AnnualReport | None) -> dict[str, dict[str, str]]:
    """Every figure with what the editor shows of it: name, value, unit, definition, last year, the way to its records.

    The report's own have their values; any other is counted when it is put into a text (:func:`value`).
    """
    before: dict[str, Value] = {key_of(ref): cell.value for ref, cell in previous.cells.items()} if previous else {}
    region = "&region=on" if given.organ.kind == "government" else ""
    query = f"organ={given.organ.pk}&year={given.year}{region}"
    return {
        key: {
            "name": figure.name,
            "value": said(values[key]) if key in values else "",
            "unit": figure.unit,
            "definition": figure.definition,
            "last": said(before[key]) if before.get(key) is not None else "",
            "address": f"{reverse('desk_figure', args=[key])}?{query}",
        }
        for key, figure in FIGURES.items()
    }


def value(request: HttpRequest, organ: int, year: int, key: str) -> JsonResponse:
    """The value of a figure that the report does not have yet, as it would be printed."""
    given = asked(request, organ, year)
    if key not in FIGURES:
        raise Http404
    basis = given.manuscript.basis if given.manuscript else Basis.LEDGER
    return JsonResponse({"value": said(standing(given.organ, year, basis, [key]).values[key])})


def version(request: HttpRequest, organ: int, year: int, number: int) -> HttpResponse:
    """An earlier version as it reads with the figures of today."""
    given = asked(request, organ, year)
    if given.manuscript is None:
        raise Http404
    found: Version = get_object_or_404(given.manuscript.versions.select_related("by"), number=number)
    content = Content.of(found.content)
    values = standing(given.organ, year, given.manuscript.basis, needed(content)).values
    report = rendered(content, given.organ, year, values)
    context = {
        "organ": given.organ,
        "year": year,
        "manuscript": given.manuscript,
        "version": found,
        "sections": [
            (_NUMERALS[n], _TITLES[n].title, printed(content.sections[n], stated(content, values))) for n in WRITTEN
        ],
        "refusal": refusal(person_of(request), Act.WRITE_REPORT, given.organ, timezone.localdate())
        or locked(given.manuscript),
    }
    title = f"{report.title} 第 {number} 版"
    return screen(request, "desk/annual/version.html", title, context, above=given.above)
