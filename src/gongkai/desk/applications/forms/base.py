"""What the forms of steps share."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from gongkai.applications.actions import correspondence
from gongkai.applications.actions.casework import attach
from gongkai.applications.actions.correspondence import Preview
from gongkai.applications.facts import name_of, step_of
from gongkai.applications.fold import Case
from gongkai.applications.models import Application, CaseFile, Letter
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


WRITE, NONE = "write", "none"
"""The platform writes the letter; there is none of it."""


class StepForm(DeskForm):
    """The form of a step. ``kind`` is that of the fact, ``after`` says what follows once it is recorded.

    ``day`` labels the field of the day, which is left out where it is empty. ``letter`` offers the letter that the law's
    table names: written from what is typed (:meth:`telling`), one that waits in the case, or one made elsewhere.
    ``looks`` is whether it can be looked at before the step is taken.
    """

    kind: ClassVar[str]
    button: ClassVar[str] = "记录"
    after: ClassVar[str] = ""
    day: ClassVar[str] = "日期"
    letter: ClassVar[bool] = False
    looks: ClassVar[bool] = True
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
            self._offer_letter(kind)
        self.prepare()

    def _offer_letter(self, kind: str) -> None:
        """Written by the platform, waiting in the case, or made elsewhere; what was typed for one that waits comes back."""
        name = f"《{letters()[kind].name}》"
        waiting = self.application.letters.filter(kind=kind, released_at=None).last()
        files = self.application.files.filter(kind=kind).order_by("-pk")
        choices = [(str(file.pk), f"用案卷中的第{file.pk}号（{file.added_at:%m-%d %H:%M}存入）") for file in files]
        self.fields["paper"] = forms.ChoiceField(
            label=name,
            required=False,
            choices=[
                (WRITE, "由平台按上面填写的内容生成，随这一步发出"),
                *choices,
                (NONE, "不由平台生成（已另行制作）"),
            ],
            initial=str(waiting.file_id) if waiting else WRITE,
        )
        self.fields["file"] = forms.FileField(
            label=f"另行制作的{name}", required=False, help_text="Word 或 PDF，加密存入案卷。", allow_empty_file=True
        )
        if waiting:
            self.initial = {**waiting.answers, **self.initial}

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

    @property
    def letter_there(self) -> bool:
        """Whether the step has a letter."""
        return "paper" in self.fields

    @property
    def may_look(self) -> bool:
        """Whether the letter can be looked at before the step."""
        return self.letter_there and self.looks

    def telling(self, actor: Person) -> dict[str, Any]:
        """What the letter says besides the record: fields of :class:`~gongkai.letters.Facts`."""
        return {}

    def told(self, actor: Person) -> dict[str, Any]:
        """The same, what cannot be said refused beside the form."""
        try:
            return self.telling(actor)
        except ValueError as error:
            raise ValidationError(f"{error}。") from error

    @property
    def dated(self) -> dt.date:
        """The day that the letter bears."""
        return self.typed.get("on") or timezone.localdate()

    def look(self, actor: Person) -> Preview:
        """The letter as it would be."""
        return correspondence.preview(actor, self.application, self.letter_kind, self.dated, **self.told(actor))

    def write(self, actor: Person) -> Letter:
        """The letter kept in the case, to be changed in Word or to be signed by somebody else, with what was typed."""
        letter = correspondence.write(actor, self.application, self.letter_kind, self.dated, **self.told(actor))
        typed = {name: value for name, value in self.data.items() if name in self.fields and name not in _OWN}
        return correspondence.keep_answers(letter, typed)

    def kept(self, actor: Person, kind: str = "", field: str = "file") -> CaseFile | None:
        """The file of the form put into the case, or one that lies there; a letter of ours goes out with the step."""
        given: UploadedFile | None = self.typed.get(field)
        if given is not None:
            return attach(actor, self.application, kind or self.letter_kind, given.name or "", given.chunks())
        chosen = self.typed.get("paper", "")
        if chosen == WRITE:
            return correspondence.issue(actor, self.application, self.letter_kind, self.dated, **self.told(actor))
        if not chosen.isdecimal():
            return None
        file = self.application.files.get(pk=chosen)
        waiting = self.application.letters.filter(file=file, released_at=None).first()
        return correspondence.release(actor, waiting, self.dated).file if waiting else file

    def act(self, actor: Person) -> Application:
        """Record the step."""
        raise NotImplementedError


_OWN = frozenset({"seen", "paper", "file"})
