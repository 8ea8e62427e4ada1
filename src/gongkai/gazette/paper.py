"""An issue set for print: cover, contents with page numbers, the documents in two columns, in official typefaces."""

from itertools import groupby

from django.template.loader import render_to_string

from gongkai.disclosure.paper import FACES, pdf_of
from gongkai.disclosure.richtext import shown
from gongkai.gazette.models import Issue, Item


def issue_pdf(issue: Issue) -> bytes:
    """The issue as PDF. Raises ``NotInstalled`` where nothing can set it."""
    items = list(issue.items.all())
    texts = [(item, _without_addresses(shown(item.body).html)) for item in items]
    context = {"issue": issue, "sections": sections(items), "texts": texts, "faces": FACES}
    return pdf_of(render_to_string("gazette/issue.html", context))


def sections(items: list[Item]) -> list[tuple[str, list[Item]]]:
    """The items under their sections, as the contents list them."""
    return [(section, list(found)) for section, found in groupby(items, key=lambda item: item.section)]


def _without_addresses(html: str) -> str:
    """Addresses within a text would be given twice where several texts have articles."""
    return html.replace(' id="', ' data-id="')
