"""Annual reports: the list."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.annual.library import State, library
from gongkai.annual.models import ReportFile
from gongkai.annual.queries import reports_for
from gongkai.desk.choosing import OrganFilter
from gongkai.desk.frame import person_of, require_somewhere
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.organs.access import Act, may_anywhere
from gongkai.ui.templatetags.gongkai import day

LIST = "desk_reports"
_HANDLED = (State.PUBLIC, State.WITHDRAWN)


def _years(request: HttpRequest | None) -> Iterator[tuple[int, str]]:
    if request is not None:
        years = reports_for(person_of(request), timezone.localdate()).exclude(year=None)
        for year in years.order_by("-year").values_list("year", flat=True).distinct():
            yield int(year or 0), f"{year} 年"


class ReportFilters(Filters):
    """By body, year and state."""

    organ = OrganFilter(Act.SEE_REPORTS)
    state = one_of("状态", State.choices)
    year = one_of("年度", ())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self.filters["year"].extra["choices"] = list(_years(self.request))

    class Meta:
        model = ReportFile
        fields: tuple[str, ...] = ()


def title_of(row: Any) -> str:
    """The report's title, or the file's name while there is none."""
    return str(row.report_title or row.name)


def address_of(row: Any) -> str:
    """The report's page, or the file's while there is none."""
    return reverse("desk_report", args=[row.report_id]) if row.report_id else reverse("desk_report_file", args=[row.pk])


def _exported(row: Any) -> list[Any]:
    return [
        row.organ.name,
        row.year,
        title_of(row),
        State(row.state).label,
        row.error_count,
        row.warning_count,
        row.name,
        row.uploaded_at,
    ]


class ReportList(Listing):
    """The files that the person may see, each with the reports in it."""

    name = LIST
    title = "年度报告"
    hint = "按机关、标题或文件名查找"
    nothing = "这里列出上传的年度报告。还没有上传过，请点“上传报告”。"
    is_searchable = True
    default_ordering = "-uploaded_at"
    filterset_class = ReportFilters
    columns = (
        TitleColumn("title", label="报告", accessor=title_of, get_url=address_of),
        Column("organ", label="机关", accessor="organ.name", sort_key="organ__path"),
        Column("year", label="年度", accessor="year", sort_key="year"),
        StatusTagColumn(
            "state",
            label="状态",
            accessor=lambda row: State(row.state).label,
            primary=lambda row: row.state not in _HANDLED,
        ),
        Column("errors", label="错误", accessor="error_count", sort_key="error_count"),
        Column("warnings", label="存疑", accessor="warning_count", sort_key="warning_count"),
        Column(
            "uploaded_at",
            label="上传日期",
            accessor=lambda row: day(row.uploaded_at),
            sort_key="uploaded_at",
            classname="desk-nowrap",
        ),
    )
    exported = Exported(
        "年度报告",
        (
            ("机关", 28),
            ("年度", 7),
            ("报告", 44),
            ("状态", 14),
            ("错误", 7),
            ("存疑", 7),
            ("文件", 40),
            ("上传时间", 17),
        ),
        _exported,
    )

    def get_base_queryset(self) -> QuerySet[ReportFile]:
        """A row for every report."""
        require_somewhere(self.request, Act.SEE_REPORTS)
        return library(self.person, self.today)

    def search_queryset(self, queryset: QuerySet[ReportFile]) -> QuerySet[ReportFile]:
        """The words in the body's name, the title or the file's name."""
        words = self.search_query
        named = Q(organ__name__icontains=words) | Q(name__icontains=words) | Q(reports__title__icontains=words)
        return queryset.filter(named) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """All of them together; and to hand in a report, for those who may."""
        together = HeaderButton("问题汇总", url=reverse("desk_error_board"), icon_name="warning", priority=2)
        if not may_anywhere(self.person, Act.UPLOAD_REPORT, self.today):
            return [together]
        return [HeaderButton("上传报告", url=reverse("desk_upload"), icon_name="upload", priority=1), together]
