"""Background work of the room."""

from gongkai.applications.actions.casework import attach
from gongkai.applications.actions.correspondence import PRINT, content_of
from gongkai.applications.actions.redacting import REDACT, carry_out
from gongkai.applications.papers import Letter
from gongkai.applications.redactions import Redaction
from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work
from gongkai.letters import render


@work(PRINT, title="把文书排成 PDF")
def print_letter(job: Progress) -> dict[str, object]:
    """Set a released letter as PDF and keep it in the case; what was missing (faces) is told in the result."""
    letter = Letter.objects.select_related("application__organ", "file").get(pk=job.job.record_id)
    if letter.printed_id is None:
        made = render(content_of(letter))
        letter.printed = attach(None, letter.application, letter.kind, f"{letter.name}.pdf", [made.pdf], letter.number)
        letter.save(update_fields=["printed"])
        return {"notes": list(made.notes)}
    return {"notes": []}


@work(REDACT, title="遮盖文件并证明没有留下")
def redact_file(job: Progress) -> dict[str, object]:
    """Carry out an order to cover parts of a file."""
    waiting = Redaction.objects.select_related("application__organ", "source")
    made = carry_out(waiting.get(pk=job.job.record_id))
    return {"covered": made.covered, "done": made.result_id is not None}
