"""Covering parts of a file before it is given out (区分处理), so that nothing under the cover is left in any rendition.

Public: :class:`Cover` and :class:`Kind` (what to cover), :class:`Box`, :func:`redact` and :func:`find`, :func:`prove`
(a file may be released only after it), :func:`file_name`. Text alone: :meth:`Cover.hide`.
"""

from collections.abc import Sequence

from gongkai.redaction.cover import Cover, Kind
from gongkai.redaction.names import file_name
from gongkai.redaction.redacted import Box, Covered, NotRedacted, Redacted
from gongkai.report.readers.errors import Unreadable

__all__ = [
    "Box",
    "Cover",
    "Covered",
    "Kind",
    "NotRedacted",
    "Redacted",
    "file_name",
    "find",
    "prove",
    "redact",
]


def redact(data: bytes, cover: Cover, boxes: Sequence[Box] = ()) -> Redacted:
    """The file with words and, on pages of a PDF, boxes covered.

    Raises :class:`Unreadable` (one Chinese line) for a file that is broken, locked, too large or of another kind.
    The result must pass :func:`prove` before it is released.
    """
    from gongkai.report.readers.sniff import kind_of

    kind = kind_of(data)
    if kind == "pdf":
        from gongkai.redaction.pdf import redact_pdf

        return redact_pdf(data, cover, boxes)
    if boxes:
        raise Unreadable("只有 PDF 可以框选遮盖", "请先转成 PDF，或者用文字指定要遮盖的内容")
    if kind == "docx":
        from gongkai.redaction.docx import redact_docx

        return redact_docx(data, cover)
    if kind == "xlsx":
        from gongkai.redaction.xlsx import redact_xlsx

        return redact_xlsx(data, cover)
    raise Unreadable("只能遮盖 PDF、DOCX、XLSX 文件", "请先转成 PDF 再遮盖")


def find(data: bytes, cover: Cover) -> tuple[Covered, ...]:
    """Where covered words stand on the pages of a PDF, for people to look at before anything is covered."""
    from gongkai.redaction.pdf import find as in_pdf

    return in_pdf(data, cover)


def prove(data: bytes, cover: Cover, boxes: Sequence[Box] = ()) -> None:
    """Return where nothing covered is left in a redacted file, else raise :class:`NotRedacted`; it reads all anew."""
    from gongkai.redaction.proof import prove as proof

    proof(data, cover, boxes)
