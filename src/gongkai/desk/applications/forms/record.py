"""Correcting what was recorded."""

from typing import Any

from django import forms

from gongkai.applications.actions import amendment
from gongkai.applications.models import Application
from gongkai.desk.applications.forms.base import StepForm, a_day, text
from gongkai.organs.models import Person


class Amend(StepForm):
    """Another day for an event, or that it did not happen."""

    kind, button, day, grave = "amend", "更正", "", True
    after = "原来的记录保留，标明更正的人、时间和理由；状态和期限按更正后的事实重新计算。"
    number = forms.TypedChoiceField(label="更正哪一事项", coerce=int)
    on = a_day("更正后的日期", "只改日期时填写。", required=False)
    void = forms.BooleanField(label="这一事项没有发生，予以撤销", required=False)
    reason = text("更正的理由")

    def prepare(self) -> None:
        """Offer what can be corrected."""
        field: Any = self.fields["number"]
        struck = {event.data["fact"] for event in self.application.events.all() if event.data.get("void")}
        events = [e for e in self.application.events.all() if e.kind != "amend" and e.number not in struck]
        field.choices = [(event.number, f"{event.number}. {event.on} {event.name}") for event in events]

    def act(self, actor: Person) -> Application:
        """Correct."""
        typed = self.typed
        return amendment.amend(
            actor, self.application, typed["number"], typed["reason"], on=typed["on"], void=typed["void"]
        )
