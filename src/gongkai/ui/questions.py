"""The questions of a survey as a form, for whoever answers on line and for staff who enter paper."""

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.engagement.questions import Asks, Question


def fields_of(questions: Iterable[Question], longest: int) -> dict[str, forms.Field]:
    """A field a question, by its key."""
    return {question.key: _field(question, longest) for question in questions}


def _field(question: Question, longest: int) -> forms.Field:
    said: dict[str, Any] = {
        "label": f"{question.number}. {question.text}",
        "required": question.required,
        "error_messages": {"required": f"请回答第 {question.number} 题。"},
    }
    choices = [(option, option) for option in question.options]
    match question.asks:
        case Asks.ONE:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)
        case Asks.SEVERAL:
            hint = "可以选几项。"
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, help_text=hint, **said
            )
        case Asks.SCORE:
            hint = "1 分最低，5 分最高。"
            choices = [(option, f"{option} 分") for option in question.options]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, help_text=hint, **said)
    return forms.CharField(max_length=longest, widget=forms.Textarea({"rows": 4}), **said)
