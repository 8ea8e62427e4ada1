"""The dictionary of figures: every statistic with its unit, definition and source, and the way to its value."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.desk.figures import ABOVE
from gongkai.desk.frame import paged, require_somewhere, screen
from gongkai.figures.registry import FIGURES
from gongkai.organs.access import Act


def dictionary(request: HttpRequest) -> HttpResponse:
    """The figures in which the words occur."""
    require_somewhere(request, Act.SEE_REPORTS)
    words = request.GET.get("q", "").strip()[:60]
    context = {"words": words, "page": paged(request, FIGURES.search(words)), "year": timezone.localdate().year}
    return screen(request, "desk/dictionary.html", "指标字典", context, above=ABOVE)
