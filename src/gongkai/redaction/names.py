"""Names of files and plain text."""

from pathlib import PurePath

from gongkai.redaction.cover import Cover


def file_name(name: str, cover: Cover) -> str:
    """The name of a file without covered words, kept short and with its ending.

    >>> file_name("王小明 举报材料.pdf", Cover(("王小明",)))
    '某 举报材料.pdf'
    """
    path = PurePath(name)
    stem = path.stem
    for span in reversed(cover.spans(stem)):
        stem = stem[: span.start] + "某" + stem[span.end :]
    return f"{stem.strip() or '文件'}{path.suffix}"
