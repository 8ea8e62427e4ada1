"""The page."""

from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class StandardPage(Page):
    """Headings and paragraphs."""

    body = StreamField([("heading", CharBlock()), ("paragraph", RichTextBlock())])
