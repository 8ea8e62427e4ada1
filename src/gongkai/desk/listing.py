"""Lists of the desk: Wagtail's own, with search and filters in the database, and what is listed as CSV or Excel."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import Button, HeaderButton

from gongkai.desk.frame import A_PAGE, Crumb, crumbs, person_of
from gongkai.organs.models import Person
from gongkai.report.writers.xlsx.sheets import Columns
from gongkai.ui.export import FORMATS, export
from gongkai.ui.paging import KeysFirst


class Exported(NamedTuple):
    """What a list gives out as a file: its name, the captions with their widths, a row for a record."""

    name: str
    columns: Columns
    row: Callable[[Any], Sequence[Any]]


class Filters(WagtailFilterSet):
    """Filters of a list, with the person for whom choices are made."""

    @property
    def person(self) -> Person:
        """The person who looks at the list."""
        return person_of(self.request)


class Bounded(KeysFirst):
    """Of a list without end: counts, and turns to, no more than ``MOST`` records; of others it is said that they are."""

    MOST = 10_000

    @cached_property
    def counted(self) -> int:
        """How many there are, as far as anybody counts; a list that has counted already says so."""
        records = cast("QuerySet[Any]", self.object_list)
        return records.order_by()[: self.MOST + 1].count()

    @cached_property
    def count(self) -> int:
        """How many there are to turn to."""
        return min(self.counted, self.MOST)

    @property
    def more(self) -> bool:
        """Whether there are more than that."""
        return self.counted > self.MOST


AT_HAND = 3
"""So many buttons stand beside a list's title."""


class Listing(BaseListingView):
    """A list. ``name`` is the name of its address; results alone, for changes without a reload, are at ``…_results``."""

    name = ""
    title = ""
    hint = ""
    nothing = "没有记录。"
    above: Sequence[Crumb] = ()
    exported: Exported | None = None
    is_searchable: Any = None
    default_ordering: Any = None
    filterset_class: Any = None
    columns: Any = ()
    template_name: Any = "desk/listing.html"
    results_template_name: Any = "desk/listing_results.html"
    paginate_by = A_PAGE
    paginator_class: Any = KeysFirst
    search_backend_name: Any = None

    @property
    def person(self) -> Person:
        """The person who looks at the list."""
        return person_of(self.request)

    @property
    def today(self) -> Any:
        """The day on which rights are asked."""
        return timezone.localdate()

    def get_page_title(self) -> str:
        """The title."""
        return self.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way here."""
        return crumbs(self.above, self.get_page_title())

    def get_search_form(self) -> SearchForm | None:
        """One field, which says what is searched."""
        if not self.is_searchable:
            return None
        given = self.request.GET if self.search_kwarg in self.request.GET else None
        return SearchForm(given, placeholder=self.hint, auto_id="list_%s")  # id_q is the field of Wagtail's choosers

    def get_index_url(self) -> str:
        """The list's address."""
        return reverse(self.name)

    def get_index_results_url(self) -> str:
        """The address of the results alone."""
        return reverse(f"{self.name}_results")

    @cached_property
    def no_results_message(self) -> str:
        """What stands in the place of an empty list."""
        return "没有符合条件的记录，请放宽条件再找。" if self.is_searching or self.is_filtering else self.nothing

    def notice(self) -> str:
        """A warning above the list."""
        return ""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the warning."""
        return {**super().get_context_data(*args, **kwargs), "notice": self.notice()}  # type: ignore[no-untyped-call]

    def buttons(self) -> list[HeaderButton]:
        """What can be done from here."""
        return []

    def get_header_buttons(self) -> list[Any]:
        """The first few buttons beside the title; more would leave no room for it."""
        return [*self._all_buttons()[:AT_HAND], *super().get_header_buttons()]  # type: ignore[no-untyped-call]

    def get_header_more_buttons(self) -> list[Button]:
        """Behind the dots: the other buttons, and the list as text."""
        others = [Button(more.label, url=more.url, icon_name=more.icon_name) for more in self._all_buttons()[AT_HAND:]]
        text = [Button(FORMATS["csv"], url=self._file("csv"), icon_name="download")] if self.exported else []
        return [*others, *text]

    def _all_buttons(self) -> list[HeaderButton]:
        """What can be done from here, the most usual first, last the list as a table."""
        table = [HeaderButton(FORMATS["xlsx"], url=self._file("xlsx"), icon_name="download")] if self.exported else []
        return [*sorted(self.buttons(), key=lambda button: button.priority), *table]

    def _file(self, suffix: str) -> str:
        """The address of the list as a file, with the filters that are set."""
        query = self.request.GET.copy()
        query.pop("p", None)
        query["export"] = suffix
        return f"{self.index_url}?{query.urlencode()}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The page, or the file."""
        suffix = request.GET.get("export", "")
        if self.exported is None or suffix not in FORMATS:
            return super().get(request, *args, **kwargs)
        records: QuerySet[Any] = self.get_queryset()  # type: ignore[no-untyped-call]
        rows = map(self.exported.row, records.iterator(chunk_size=2000))
        return export(suffix, self.exported.name, self.exported.columns, rows)

    @classmethod
    def addresses(cls, route: str) -> list[URLPattern]:
        """The list's two addresses."""
        return [
            path(route, cls.as_view(), name=cls.name),
            path(f"{route}results/", cls.as_view(results_only=True), name=f"{cls.name}_results"),
        ]


def one_of(label: str, choices: Any, field: str = "") -> django_filters.ChoiceFilter:
    """A filter with the choices of which one may be set."""
    return django_filters.ChoiceFilter(field_name=field or None, label=label, choices=choices, empty_label="全部")
