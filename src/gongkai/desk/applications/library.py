"""What stays of a case: the list of contents of its file, and the library of typical cases, without people."""

import tempfile

from django.db.models import OuterRef, Subquery
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.applications.bundle import bundle as write_bundle
from gongkai.applications.models import Event
from gongkai.applications.people import may_read
from gongkai.applications.queries import applications_for
from gongkai.desk.applications.case import name_of_file
from gongkai.desk.applications.steps import ABOVE, above, application_of
from gongkai.desk.applications.timeline import told
from gongkai.desk.applications.wording import without_numbers
from gongkai.desk.frame import paged, person_of, require_somewhere, screen
from gongkai.organs.access import Act


def contents(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of contents, to be printed and put on top of the file."""
    application = application_of(request, pk)
    files = list(application.files.select_related("instance"))
    context = {
        "application": application,
        "may_take": may_read(person_of(request), application) is None,
        "events": [event for event in told(application, files) if not event.void],
        "files": [(file, name_of_file(file)) for file in files],
        "today": timezone.localdate(),
    }
    return screen(request, "desk/applications/contents.html", "归档目录", context, above=above(application))


@require_POST
def bundle(request: HttpRequest, pk: int) -> FileResponse:
    """The whole case as one file, the list of contents on top."""
    application = application_of(request, pk)
    target = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response)
    write_bundle(person_of(request), application, timezone.localdate(), target)
    target.seek(0)
    response = FileResponse(target, as_attachment=True, filename=f"{application.number}.zip")
    response["Cache-Control"] = "private, no-store"
    return response


def library(request: HttpRequest) -> HttpResponse:
    """The typical cases of the bodies that the person sees: what was asked, how it ended, what was learnt."""
    require_somewhere(request, Act.SEE_APPLICATIONS)
    debriefs = Event.objects.filter(application=OuterRef("pk"), kind="debrief").order_by("-number")
    visible = applications_for(person_of(request), timezone.localdate())
    typical = visible.annotate(
        typical=Subquery(debriefs.values("data__typical")[:1]), lesson=Subquery(debriefs.values("data__lesson")[:1])
    ).filter(typical=True)
    page = paged(request, typical.order_by("-closed_on", "-pk"))
    for application in page.object_list:
        application.shown = without_numbers(application.content)
    return screen(request, "desk/applications/library.html", "案例库", {"page": page}, above=ABOVE)
