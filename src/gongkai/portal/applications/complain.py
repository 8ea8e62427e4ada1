"""A complaint over a case: made by its requester, and what became of earlier ones."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.applications.actions import complaints
from gongkai.applications.complaints import Complaint
from gongkai.applications.models import Application
from gongkai.law.periods import periods
from gongkai.portal.applications.entry import with_case
from gongkai.portal.applications.page import case_page
from gongkai.portal.guard import TooMuch, take
from gongkai.ui.rate import Rate, address_of

COMPLAIN = Rate("complain", burst=6, per_second=1 / 600)
OFTEN = "投诉得太频繁，请过一会儿再试；也可以打电话或者写信给上级机关。"


class ComplaintForm(forms.Form):
    """What is complained of."""

    about = forms.ChoiceField(
        label="投诉什么",
        choices=Complaint.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择投诉什么。"},
    )
    text = forms.CharField(
        label="情况和要求",
        help_text="写明什么时候、发生了什么、要求怎样处理。不用再写姓名和证件号码。",
        widget=forms.Textarea({"rows": 7}),
        max_length=complaints.LONGEST,
        error_messages={
            "required": "请写明情况和要求。",
            "max_length": f"超过{complaints.LONGEST}字的上限，请写得简短些。",
        },
    )


@with_case
def complain(request: HttpRequest, application: Application) -> HttpResponse:
    """The form, and the complaints so far with their answers."""
    form = ComplaintForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            take(COMPLAIN, address_of(request), OFTEN)
            complaints.complain(application, form.cleaned_data["about"], form.cleaned_data["text"])
            return redirect("case_complaint")
        except (ValidationError, TooMuch) as error:
            form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
    made = list(application.complaints.all())
    context = {
        "form": form,
        "made": [(complaint, complaint.words.get("answer", "")) for complaint in made],
        "waiting": any(complaint.answered_on is None for complaint in made),
        "period": periods(timezone.localdate())["complaint_answer"],
    }
    return case_page(request, application, "complain", context)
