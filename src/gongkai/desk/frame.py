"""What every page of the desk is made with: Wagtail's frame, the way back, forms whose texts are never lost."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.organs.access import Act, require_anywhere
from gongkai.organs.models import Person
from gongkai.trail.actions import Changed, require_unchanged
from gongkai.trail.queries import version_of

A_PAGE = 50
Crumb = tuple[str, str]
"""A page above this one: its name and its address."""


def person_of(request: HttpRequest) -> Person:
    """The person who is logged in: Wagtail lets nobody else in."""
    return cast("Person", request.user)


def crumbs(above: Sequence[Crumb], title: str) -> list[dict[str, str]]:
    """The way from the home page to this one, as Wagtail draws it."""
    way = [("工作台", reverse("wagtailadmin_home")), *above, (title, "")]
    return [{"url": url, "label": label} for label, url in way]


def screen(
    request: HttpRequest,
    template: str,
    title: str,
    context: Mapping[str, object],
    *,
    above: Sequence[Crumb] = (),
    status: int = 200,
) -> HttpResponse:
    """A page of the desk."""
    frame = {"header_title": title, "page_title": title, "breadcrumbs_items": crumbs(above, title)}
    return render(request, template, {**frame, **context}, status=status)


def paged(request: HttpRequest, records: "QuerySet[Any] | Sequence[Any]") -> "Page[Any]":
    """The page of the list that was asked for."""
    return Paginator(records, A_PAGE).get_page(request.GET.get("p"))


def require_somewhere(request: HttpRequest, act: Act) -> None:
    """Refuse a page to a person who has no post at all that allows the act."""
    require_anywhere(person_of(request), act, timezone.localdate())


class DeskForm(forms.Form):
    """A form of the desk. Give the record that it changes as ``of``: the form then keeps the version that it showed."""

    def __init__(self, *args: Any, of: Model | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        self.label_suffix = ""
        if of is not None:
            self.fields["seen"] = forms.IntegerField(initial=version_of(of), widget=forms.HiddenInput)

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def done(self, act: Callable[[], object]) -> bool:
        """Do the act where all is well; else say what is wrong beside the field or on top, with everything still there.

        Where somebody else has changed the record meanwhile, the form says so and what is stored now; saved once more,
        it prevails.
        """
        if not self.is_valid():
            return False
        try:
            with transaction.atomic():
                if self.of is not None:
                    require_unchanged(self.of, self.cleaned_data["seen"])
                act()
        except Changed as changed:
            self._show_stored(f"{changed}您填写的内容还在下面，请核对后再保存一次。")
        except ValidationError as error:
            self._tell(error)
        return not self.errors

    def _tell(self, error: ValidationError) -> None:
        """Say a refusal of the ledger beside the field that it is about, or on top of the form."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for field, errors in error.error_dict.items():
            self.add_error(field if field in self.fields else None, errors)

    def _show_stored(self, sentence: str) -> None:
        self.add_error(None, sentence)
        stored = type(self.of)._default_manager.get(pk=self.of.pk) if self.of else None
        for name, typed in self.typed.items():
            now = getattr(stored, name, typed)
            if now != typed:
                self[name].help_text = f"现在保存的是：{now or '（空）'}"
        if self.of is not None and isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["seen"] = str(version_of(self.of))


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
