"""Bodies merged or split: who takes over."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.frame import DayInput, DeskForm, person_of, screen
from gongkai.desk.organs import organ_of, way_to
from gongkai.organs.access import Act, organs_for
from gongkai.organs.actions import succeed
from gongkai.organs.models import Organ

MOST = 6
"""Bodies into which one is split at most."""

_HINT = "只选一个为并入，选几个为分立。新设的机关请先在“设立下级机关”中设立。"


class SuccessionForm(DeskForm):
    """Those who take over: one for a merger, several for a split."""

    on = forms.DateField(
        label="日期", widget=DayInput, help_text="原机关自这一天起撤销；如果它也在承继机关之中，则保留。"
    )
    basis = forms.CharField(label="依据", max_length=120, help_text="例如机构改革方案的文号。")

    def __init__(self, organs: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.successors = [f"successor_{number}" for number in range(1, MOST + 1)]
        for name, label in zip(self.successors, _labels(), strict=True):
            self.fields[name] = OrganField(Act.MANAGE_ORGANS, label=label, required=name == self.successors[0])
            offer(self, organs, name)
        self.fields[self.successors[0]].help_text = _HINT
        self.order_fields([*self.successors, "on", "basis"])

    @property
    def chosen(self) -> list[Organ]:
        """Those who take over, each once."""
        return list(dict.fromkeys(filter(None, (self.cleaned_data.get(name) for name in self.successors))))


def _labels() -> Iterator[str]:
    yield "承继机关"
    for number in "二三四五六"[: MOST - 1]:
        yield f"第{number}个承继机关"


def organ_succession(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and what it does."""
    organ = organ_of(request, pk)
    organs = organs_for(person_of(request), Act.MANAGE_ORGANS, timezone.localdate()).filter(abolished_on=None)
    form = SuccessionForm(organs.order_by("path"), request.POST or None, of=organ, initial={"on": timezone.localdate()})

    def take_over() -> None:
        typed = form.typed
        succeed(person_of(request), [organ], form.chosen, typed["on"], typed["basis"])

    if request.method == "POST" and form.done(take_over):
        names = "、".join(f"“{new}”" for new in form.chosen)
        messages.success(request, f"已记录“{organ}”由{names}承继。门户上它的页面会指向承继机关。")
        return redirect("desk_organ", pk=pk)
    context = {"form": form, "button": "记录合并（分立）", "back": reverse("desk_organ", args=[pk]), "grave": True}
    return screen(request, "desk/form.html", f"合并、分立：{organ}", context, above=way_to(organ))
