"""What a person fills in of an interpretation, a pack, a talk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.desk.editor import RichTextField
from gongkai.desk.frame import DayInput, DeskForm
from gongkai.disclosure.models import ELEMENTS, Document, Form, Interpretation, Pack, Talk
from gongkai.disclosure.queries import own_or_public
from gongkai.organs.models import Organ


class NumbersField(forms.CharField):
    """Documents by their numbers, one a line; what it yields are the documents in that order."""

    def __init__(self, organ: Organ, label: str, help_text: str) -> None:
        super().__init__(label=label, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text)
        self.organ = organ

    def clean(self, value: Any) -> Any:
        """The documents. ``ValidationError`` for a line that names none."""
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()][:200]
        found = [(line, own_or_public(self.organ, line)) for line in lines]
        unknown = [line for line, document in found if document is None]
        if unknown:
            raise ValidationError(
                f"没有找到这些文件：{'、'.join(unknown[:5])}。请填发文字号、索引号，或者文件页面上的编号（#12）。"
            )
        return list(dict.fromkeys(document for _, document in found if document is not None))


def number_of(document: Document) -> str:
    """The line by which a form names a document."""
    return document.index_no or f"#{document.pk}"


class InterpretationForm(DeskForm):
    """An interpretation: its documents, its form, its elements."""

    def __init__(self, organ: Organ, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "title": forms.CharField(label="标题", max_length=200),
            "documents": NumbersField(
                organ, "解读的文件", "一行一份：发文字号、索引号，或者文件页面上的编号（#12）。没有文件的解读不收。"
            ),
            "form": forms.ChoiceField(label="形式", choices=Form.choices),
            **{
                f"element_{key}": forms.CharField(label=name, required=False, widget=forms.Textarea(attrs={"rows": 4}))
                for key, name in ELEMENTS.items()
            },
            "video": forms.CharField(
                label="视频网址", required=False, max_length=300, help_text="视频解读填写，以 https:// 开头。"
            ),
            "words": forms.CharField(
                label="图片、视频的文字内容",
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
                help_text="图解、视频必填：看不见、听不到的人靠它了解。",
            ),
        }

    @property
    def typed(self) -> dict[str, Any]:
        """With the elements gathered."""
        said = super().typed
        return {key: value for key, value in said.items() if not key.startswith("element_")} | {
            "elements": {key: said[f"element_{key}"] for key in ELEMENTS}
        }


def initial_of_interpretation(draft: Interpretation, record: Interpretation) -> dict[str, Any]:
    """What the form of an interpretation begins with."""
    elements = {f"element_{key}": draft.elements.get(key, "") for key in ELEMENTS}
    named = "\n".join(number_of(document) for document in record.documents.order_by("pk"))
    return {
        "title": draft.title,
        "form": draft.form,
        "video": draft.video,
        "words": draft.words,
        "documents": named,
        **elements,
    }


class PackForm(DeskForm):
    """A leaflet or collection: its documents in order."""

    def __init__(self, organ: Organ, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "title": forms.CharField(label="标题", max_length=120),
            "kind": forms.ChoiceField(
                label="种类", choices=Pack.Kind.choices, help_text="明白卡收解读的要点，汇编收文件全文和解读。"
            ),
            "contents": NumbersField(
                organ, "篇目", "一行一份，按排列的先后：发文字号、索引号，或者文件页面上的编号（#12）。"
            ),
            "body": RichTextField("导读", required=False),
        }

    @property
    def typed(self) -> dict[str, Any]:
        """With the documents as their keys."""
        said = super().typed
        return said | {"contents": [document.pk for document in said["contents"]]}


def initial_of_pack(draft: Pack, _record: Pack) -> dict[str, Any]:
    """What the form of a pack begins with."""
    there = Document.objects.in_bulk(draft.contents)
    named = "\n".join(number_of(there[key]) for key in draft.contents if key in there)
    return {"title": draft.title, "kind": draft.kind, "body": draft.body, "contents": named}


class TalkForm(DeskForm):
    """A talk: who, when, on what, where it can be seen."""

    def __init__(self, organ: Organ, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            **forms.fields_for_model(Talk, fields=["title", "speaker", "position", "held_on", "video", "words"]),
            "document": NumbersField(organ, "讲的文件", "发文字号、索引号或者编号；没有对应文件的可以不填。"),
        }
        self.fields["held_on"].widget = DayInput()
        self.fields["words"].help_text = "视频的文字内容：看不见、听不到的人靠它了解。"
        self.fields["document"].required = False

    @property
    def typed(self) -> dict[str, Any]:
        """With the one document, or none."""
        said = super().typed
        return said | {"document": next(iter(said["document"]), None)}


def initial_of_talk(draft: Talk, _record: Talk) -> dict[str, Any]:
    """What the form of a talk begins with."""
    names = ("title", "speaker", "position", "held_on", "video", "words")
    named = number_of(draft.document) if draft.document else ""
    return {**{name: getattr(draft, name) for name in names}, "document": named}


class RunForm(DeskForm):
    """Copies that were printed."""

    printed_on = forms.DateField(label="印制日期", widget=DayInput)
    copies = forms.IntegerField(label="份数", min_value=1)
    recipients = forms.CharField(label="发放对象", max_length=300)


class RepostsForm(DeskForm):
    """How often a talk was passed on."""

    reposts = forms.IntegerField(label="转发次数", min_value=0)
