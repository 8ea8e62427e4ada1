"""Background work of the room: the text of attachments, taken out in a process of its own with limits."""

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from gongkai.disclosure.models import Attachment, Document
from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work
from gongkai.report.batch import Limits, Lost, each
from gongkai.report.document import Block, Grid
from gongkai.report.readers import read
from gongkai.search.actions import READ_FILES, READABLE, keep_file_text, refresh
from gongkai.search.models import FileText
from gongkai.search.sources import LONGEST_ATTACHED, SOURCES
from gongkai.text.widths import normalise

LIMITS = Limits(seconds=60)


@work(READ_FILES, title="取出附件的文字供搜索", limit=dt.timedelta(minutes=20))
def read_files(job: Progress) -> dict[str, int]:
    """Take the text out of the document's files as far as that was not done, and let it be found."""
    document = Document.objects.get(pk=job.job.record_id)
    files = [file for file in document.attachments.all() if file.name.lower().endswith(READABLE)]
    known = set(FileText.objects.filter(pk__in=[file.sha256 for file in files]).values_list("pk", flat=True))
    new = [file for file in files if file.sha256 not in known]
    for done, file in enumerate(new):
        job.advance(done, len(new), f"正在读取“{file}”"[:200])
        found = _text_of(file)
        keep_file_text(file, *(("", found.reason) if isinstance(found, Lost) else (found,)))
    refresh(next(source for source in SOURCES if source.records is Document), [document.pk])
    return {"files": len(new)}


def _text_of(file: Attachment) -> str | Lost:
    with tempfile.NamedTemporaryFile(prefix="gongkai-") as copy:
        with file.content.open("rb") as stored:
            shutil.copyfileobj(stored, copy)
        copy.flush()
        (result,) = each(_words, [Path(copy.name)], jobs=1, limits=LIMITS)
    return result


def _words(path: Path) -> str:
    """What a reader of the file sees, a paragraph or a row on each line."""
    return normalise("\n".join(line for block in read(path).blocks for line in _lines(block)))[:LONGEST_ATTACHED]


def _lines(block: Block) -> list[str]:
    if not isinstance(block, Grid):
        return [" ".join(block.text.split())]
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
    return [" ".join(filter(None, row)) for row in rows.values()]
