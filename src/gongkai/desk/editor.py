"""The field for rich text: a plain text area that a script turns into an editor; what it yields is cleaned on saving.

Draftail, which Wagtail brings, has no tables, and would silently drop those of a document that is pasted from Word.
"""

from django import forms


class RichTextarea(forms.Textarea):
    """Headings, lists, tables and links; typed or pasted."""

    class Media:
        js = (forms.Script("desk/editor.js", defer=True),)

    def __init__(self, rows: int = 24) -> None:
        super().__init__(attrs={"rows": rows, "data-rich": ""})


class RichTextField(forms.CharField):
    """A text with marks."""

    def __init__(self, label: str = "正文", required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            widget=RichTextarea(),
            help_text="可以直接从 Word 或网页粘贴：文字、标题、列表和表格保留，字体、颜色和多余的代码在保存时清除。",
        )
