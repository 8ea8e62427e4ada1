"""The window in which a body is searched and taken: Wagtail's, with the bodies for which the person may do an act."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from gongkai.desk.frame import person_of, require_somewhere
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ
from gongkai.organs.queries import with_words


class _Search(BaseFilterForm):
    """One field."""

    q = forms.CharField(
        label="查找机关",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "全称、简称、曾用名或者统一社会信用代码"}),
    )

    def filter(self, objects: QuerySet[Organ]) -> QuerySet[Organ]:
        """The bodies with the words."""
        words = self.cleaned_data.get("q", "").strip()
        self.is_searching, self.search_query = bool(words), words
        return with_words(objects, words) if words else objects


class _Permitted:
    """Of the act that the address names."""

    request: HttpRequest

    @cached_property
    def organs(self) -> QuerySet[Organ]:
        """The bodies for which the person may do it."""
        try:
            act = Act(self.request.GET.get("act", ""))
        except ValueError as error:
            raise Http404 from error
        require_somewhere(self.request, act)
        return organs_for(person_of(self.request), act, timezone.localdate()).order_by("path")

    def get_object_list(self) -> QuerySet[Organ]:
        """What is listed."""
        return self.organs

    def get_object(self, pk: str) -> Organ:
        """The one that is taken."""
        if not pk.isdecimal():
            raise Http404
        return self.organs.get(pk=pk)


class _Listed(_Permitted):
    filter_form_class: Any = _Search
    preserve_url_parameters: Any = ("act",)

    @property
    def columns(self) -> list[Column]:
        """Name, level and kind."""
        (name,) = super().columns  # type: ignore[misc]
        name.label = "机关"
        return [name, Column("level", label="层级", accessor="get_level_display"),
                Column("kind", label="性质", accessor="get_kind_display")]  # fmt: skip


class _Choose(_Listed, ChooseView):
    pass


class _Results(_Listed, ChooseResultsView):
    pass


class _Chosen(_Permitted, ChosenView):
    pass


class OrganChoice(ChooserViewSet):
    """The window with the list."""

    model: Any = Organ
    icon = "site"
    choose_one_text = page_title = "选择机关"
    per_page = 15
    register_widget = False
    preserve_url_parameters: Any = ("act",)
    choose_view_class = _Choose
    choose_results_view_class = _Results
    chosen_view_class = _Chosen

    def get_urlpatterns(self) -> list[URLPattern]:
        """To look, to search, to take one; bodies are not created here."""
        return [
            path("", self.choose_view, name="choose"),
            path("results/", self.choose_results_view, name="choose_results"),
            path("chosen/<str:pk>/", self.chosen_view, name="chosen"),
        ]
