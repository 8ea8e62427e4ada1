"""Attachments of an application, one by one: what is refused says why, what was taken stays."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.applications.drafts import actions, kinds
from gongkai.applications.drafts.models import Draft, DraftFile
from gongkai.organs.models import Organ
from gongkai.portal.applications import drafting, guard, steps
from gongkai.portal.applications.apply import FIRST, address_of, frame, organ_of
from gongkai.portal.applications.private import private
from gongkai.portal.guard import TooMuch, take
from gongkai.ui.rate import address_of as address_of_visitor


@private
def files_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The files so far; a form for more."""
    organ = organ_of(slug)
    draft = drafting.draft_of(request, organ)
    if draft is None or draft.application:
        return redirect("apply_step", slug, FIRST.slug)
    problems: list[str] = []
    if request.method == "POST":
        if "remove" in request.POST:
            actions.remove_file(draft, request.POST["remove"])
        problems = take_files(request, draft)
        if not problems and "onward" in request.POST:
            return redirect("apply_review", slug)
        if not problems:
            return redirect("apply_files", slug)
    return _shown(request, organ, draft, problems)


def take_files(request: HttpRequest, draft: Draft) -> list[str]:
    """Keep the files that were sent; what is wrong with others."""
    kind = request.POST.get("kind", "")
    kind = kind if kind in DraftFile.KIND_NAMES else "attachment"
    problems = []
    for file in request.FILES.getlist("files")[: actions.MOST_FILES + 1]:
        try:
            take(guard.UPLOAD, address_of_visitor(request), "上传得太频繁，请过一会儿再试；已经添加的文件都在。")
            size, name = file.size or 0, file.name or ""
            data = file.read() if size <= actions.LARGEST_FILE else bytes(size)
            actions.add_file(draft, kind, name, data)
        except ValidationError as error:
            problems += error.messages
        except TooMuch as error:
            return [*problems, str(error)]
    return problems


def _shown(request: HttpRequest, organ: Organ, draft: Draft, problems: list[str]) -> HttpResponse:
    context = {
        "files": draft.files.all(),
        "problems": problems,
        "kinds": DraftFile.KIND_NAMES,
        "accept": ",".join(f".{ending}" for ending in kinds.ENDINGS),
        "words": kinds.WORDS,
        "most": actions.MOST_FILES,
        "largest": actions.LARGEST_FILE // actions.MEGABYTE,
        "all": actions.LARGEST_ALL // actions.MEGABYTE,
        "earlier": address_of(organ, steps.before(steps.FILES) or FIRST.slug),
        "step": {"title": "附件"},
    }
    return frame(request, organ, "files", steps.FILES, context)
