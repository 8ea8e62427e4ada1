"""What is recorded of proactive disclosure: texts of the column, documents with their lives, what explains them."""

from gongkai.disclosure.models.citing import Mention, Name
from gongkai.disclosure.models.columns import ColumnText, Part
from gongkai.disclosure.models.documents import (
    POLICIES,
    RULED,
    SUBJECTS,
    Attachment,
    DisclosureAttribute,
    Document,
    DocumentKind,
    Ending,
    IndexSeries,
    storage_name,
)
from gongkai.disclosure.models.interpreting import ELEMENTS, Form, Interpretation, Pack, PrintRun, Talk
from gongkai.disclosure.models.life import CleanupItem, CleanupRound, LifeEvent, Verdict

__all__ = [
    "ELEMENTS",
    "POLICIES",
    "RULED",
    "SUBJECTS",
    "Attachment",
    "CleanupItem",
    "CleanupRound",
    "ColumnText",
    "DisclosureAttribute",
    "Document",
    "DocumentKind",
    "Ending",
    "Form",
    "IndexSeries",
    "Interpretation",
    "LifeEvent",
    "Mention",
    "Name",
    "Pack",
    "Part",
    "PrintRun",
    "Talk",
    "Verdict",
    "storage_name",
]
