"""The choice of a body: a short list where they are few, Wagtail's searchable choice where they are many.

Offered are the bodies for which the person may do an act, and only those are taken, whatever the browser sends. Where
scripts are off, the name is typed instead.
"""

from typing import Any, cast

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser

from gongkai.desk.frame import person_of
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ
from gongkai.organs.queries import with_words

FEW = 20
"""So many bodies are listed; more are searched."""

_NAMED_AT_MOST = 6


class Written(str):
    """The name of a body, typed where scripts are off."""

    __slots__ = ()


class OrganWidget(BaseChooser):
    """Shows the choice. ``choices`` are those of the field, which knows whose bodies they are."""

    model: Any = Organ
    choices: Any = ()
    choose_another_text: Any = "另选机关"
    clear_choice_text: Any = "不限机关"
    show_edit_link = False
    icon: Any = "site"
    template_name = "desk/organ_choice.html"

    def __init__(self, act: Act, label: str) -> None:
        super().__init__(choose_one_text=f"选择{label}")  # type: ignore[no-untyped-call]
        self.act = act
        self._typed = ""

    def get_chooser_modal_url(self) -> str:
        """The list to choose from, for the act."""
        return f"{reverse('desk_organ_choice:choose')}?{urlencode({'act': self.act})}"

    def get_instance(self, value: Any) -> Organ | None:
        """The body, if it is one of those that may be chosen."""
        if not isinstance(value, Organ) and not str(value).isdecimal():
            return None
        key = value.pk if isinstance(value, Organ) else value
        return cast("Organ | None", self.choices.queryset.filter(pk=key).first())

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The key of what was chosen, or else the name that was typed."""
        written = str(data.get(f"{name}-written") or "").strip()
        return Written(written) if written else data.get(name) or None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form was sent without the choice."""
        return name not in data and f"{name}-written" not in data

    def get_context(self, name: str, value_data: Any, attrs: Any) -> dict[str, Any]:
        """What the template shows."""
        context: dict[str, Any] = super().get_context(name, value_data, attrs)  # type: ignore[no-untyped-call]
        return {**context, "written": {"name": f"{name}-written", "value": self._typed, "id": attrs["id"]}}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """A list of a few, or the searchable choice."""
        few, empty = list(self.choices.queryset[: FEW + 1]), self.choices.field.empty_label
        if len(few) <= FEW:
            choices = [*([("", empty)] if empty is not None else []), *map(self.choices.choice, few)]
            return forms.Select(choices=choices).render(name, value, {**self.attrs, **(attrs or {})})
        self._typed = value if isinstance(value, Written) else ""
        made: SafeString = super().render(name, value, attrs, renderer)  # type: ignore[no-untyped-call]
        return made


class _Organs(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Takes a key, and a name as well where only one body has it."""

    def to_python(self, value: Any) -> Any:
        """The body. ``ValidationError`` where there is none, or several."""
        return self._named(value) if isinstance(value, Written) else super().to_python(value)

    def _named(self, words: str) -> Organ:
        organs = cast("QuerySet[Organ]", self.queryset)
        exact = organs.filter(Q(name=words) | Q(short_name=words) | Q(credit_code=words))[:2]
        found = list(exact) or list(with_words(organs, words)[: _NAMED_AT_MOST + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                f"没有找到“{words}”，或者您的岗位不在那里。请写机关的全称、简称或者统一社会信用代码。"
            )
        names = "、".join(str(organ) for organ in found[:_NAMED_AT_MOST])
        more = "等" if len(found) > _NAMED_AT_MOST else ""
        raise ValidationError(f"有几个机关符合“{words}”：{names}{more}。请写全称。")


class OrganField(_Organs):
    """A body for which the person may do the act; :meth:`offer` says which those are."""

    def __init__(self, act: Act, *, label: str = "机关", empty_label: str | None = "请选择", **kwargs: Any) -> None:
        super().__init__(
            Organ.objects.none(), label=label, empty_label=empty_label, widget=OrganWidget(act, label), **kwargs
        )


def offer(form: forms.Form, organs: QuerySet[Organ], name: str = "organ") -> None:
    """Let the form's field choose among the bodies."""
    field: Any = form.fields[name]
    field.queryset = organs


class _FilterField(_Organs, django_filters.fields.ModelChoiceField):
    """The same for a filter."""


class OrganFilter(django_filters.ModelChoiceFilter):
    """A filter by one of the bodies for which the person may do the act."""

    field_class = _FilterField

    def __init__(self, act: Act, *, label: str = "机关", **kwargs: Any) -> None:
        def organs(request: HttpRequest | None) -> QuerySet[Organ]:
            if request is None:
                return Organ.objects.none()
            return organs_for(person_of(request), act, timezone.localdate()).order_by("path")

        super().__init__(label=label, queryset=organs, empty_label="全部", widget=OrganWidget(act, label), **kwargs)  # type: ignore[no-untyped-call]
