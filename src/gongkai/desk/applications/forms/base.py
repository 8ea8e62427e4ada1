"""What the forms of steps share."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from gongkai.applications.actions.casework import attach
from gongkai.applications.facts import name_of, step_of
from gongkai.applications.fold import Case
from gongkai.applications.models import Application, CaseFile
from gongkai.desk.frame import DayInput, DeskForm
from gongkai.law.letters import letters
from gongkai.organs.models import Person


def text(label: str, help_text: str = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    """A field for some sentences."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=5_000, widget=area)


def line(label: str, help_text: str = "", *, required: bool = True, longest: int = 200) -> forms.CharField:
    """A field for some words."""
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=longest)


def a_day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, help_text=help_text, required=required, widget=DayInput)


class StepForm(DeskForm):
    """The form of a step. ``kind`` is that of the fact, ``after`` says what follows once it is recorded.

    ``day`` labels the field of the day, which is left out where it is empty. ``letter`` asks for the letter that the
    law's table names: uploaded, or chosen from the case; whoever signs it has not put it there (``uploads``).
    """

    kind: ClassVar[str]
    button: ClassVar[str] = "记录"
    after: ClassVar[str] = ""
    day: ClassVar[str] = "日期"
    letter: ClassVar[bool] = False
    uploads: ClassVar[bool] = True
    grave: ClassVar[bool] = False

    def __init__(self, application: Application, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, of=application, **kwargs)
        self.application, self.case = application, case
        asked = dict(self.fields)
        self.fields.clear()
        if self.day:
            self.fields["on"] = forms.DateField(label=self.day, widget=DayInput, initial=timezone.localdate)
        self.fields.update(asked)
        if self.letter and (kind := self.letter_kind):
            self._ask_letter(kind)
        self.prepare()

    def _ask_letter(self, kind: str) -> None:
        name, there = letters()[kind].name, self.application.files.filter(kind=kind)
        if there or not self.uploads:
            chosen: Any = forms.ModelChoiceField(there, label=f"《{name}》", required=False, empty_label="不选")
            chosen.help_text = "选择案卷中已有的。" if there else f"案卷中还没有《{name}》，请承办人先存入。"
            chosen.label_from_instance = lambda file: f"第{file.pk}号，{file.added_at:%Y-%m-%d}存入"
            self.fields["chosen"] = chosen
        if self.uploads:
            self.fields["file"] = forms.FileField(
                label=f"《{name}》", required=False, help_text="上传 Word 或 PDF，加密存入案卷。", allow_empty_file=True
            )

    def prepare(self) -> None:
        """Fill in what follows from the case."""

    @property
    def letter_kind(self) -> str:
        """The key of the letter that goes with the step."""
        step = step_of(self.kind)
        return step.letter if step else ""

    @property
    def title(self) -> str:
        """The step's name."""
        return name_of(self.kind)

    def kept(self, actor: Person, kind: str = "", field: str = "file") -> CaseFile | None:
        """The file of the form, put into the case, or the one chosen there; ``None`` for neither."""
        given: UploadedFile | None = self.typed.get(field)
        if given is None:
            chosen: CaseFile | None = self.typed.get("chosen")
            return chosen
        return attach(actor, self.application, kind or self.letter_kind, given.name or "", given.chunks())

    def act(self, actor: Person) -> Application:
        """Record the step."""
        raise NotImplementedError
