"""Leaders of bodies, and what bodies do: lists, new ones, the page of one."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.engagement.frame import PublishedDesk
from gongkai.desk.frame import require_somewhere
from gongkai.desk.listing import Filters, Listing, one_of
from gongkai.engagement.models import Leader, Profile
from gongkai.engagement.queries import records_for
from gongkai.organs.access import Act, may_anywhere
from gongkai.ui.templatetags.gongkai import day

ABOVE = (("机关领导", "/desk/leaders/"),)


class LeaderFilters(Filters):
    """Those in office, or those who left."""

    office = one_of("任职", [("now", "现任"), ("past", "已离任")])

    def filter_queryset(self, queryset: QuerySet[Leader]) -> QuerySet[Leader]:
        """Those that pass."""
        on = timezone.localdate()
        match self.form.cleaned_data["office"]:
            case "now":
                return queryset.filter(Leader.on_duty(on))
            case "past":
                return queryset.filter(until__lt=on)
        return queryset

    class Meta:
        model = Leader
        fields: tuple[str, ...] = ()


def _stands(leader: Any) -> str:
    return "已离任" if leader.until and leader.until < timezone.localdate() else str(leader.state)


class LeaderList(Listing):
    """The leaders that the person may see."""

    name = "desk_leaders"
    title = "机关领导"
    hint = "按姓名、职务或机关查找"
    nothing = "这里列出机关领导的姓名、职务、分工和简历。还没有，请点“登记”。"
    is_searchable = True
    default_ordering = "place"
    filterset_class = LeaderFilters
    columns = (
        TitleColumn("title", label="姓名", url_name="desk_leader"),
        Column("post", label="职务"),
        Column("place", label="排序", classname="number", sort_key="place"),
        Column("since", label="任职", accessor=lambda leader: day(leader.since), sort_key="since"),
        Column("until", label="离任", accessor=lambda leader: day(leader.until)),
        StatusTagColumn("state", label="状态", accessor=_stands, primary=lambda leader: leader.has_unpublished_changes),
        Column("organ", label="机关", accessor="organ.name"),
    )

    def get_base_queryset(self) -> QuerySet[Leader]:
        """Those leaders."""
        require_somewhere(self.request, Act.SEE_ENGAGEMENT)
        return records_for(Leader, self.person, self.today).defer("body", "latest_revision__content")

    def search_queryset(self, queryset: QuerySet[Leader]) -> QuerySet[Leader]:
        """The words in name, post or the body's name."""
        words = self.search_query
        found = Q(title__icontains=words) | Q(post__icontains=words) | Q(organ__name__icontains=words)
        return queryset.filter(found) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """To enter one; what the body does."""
        found = [HeaderButton("机构职能", url=reverse("desk_profiles"), icon_name="site", priority=2)]
        if may_anywhere(self.person, Act.EDIT_ENGAGEMENT, self.today):
            found += [HeaderButton("登记", url=reverse("desk_leader_create"), icon_name="plus", priority=1)]
        return found


class LeaderDesk(PublishedDesk[Leader]):
    """One leader; the first file is the portrait."""

    name = "desk_leader"
    model = Leader
    new_title = "登记机关领导"
    above = ABOVE
    preview_template = "desk/engagement/preview_leader.html"
    helps = {  # noqa: RUF012  (read only)
        "post": "例如：副县长。",
        "place": "数小的在前。",
        "until": "离任以后填写，到期自动从页面上撤下，历史保留在这里。",
        "duties": "分管、协管的工作，联系的单位。",
        "body": "按组织部门公布的简历；不写家庭成员、住址、证件号码。照片保存以后在下面作为附件添加（竖版 JPG 或者 PNG）。",
    }

    def address(self, record: Leader) -> str:
        """The page of the body's leaders."""
        return reverse("organ_leaders", args=[record.organ.slug]) + f"#leader-{record.pk}"


class ProfileList(Listing):
    """What bodies do."""

    name = "desk_profiles"
    title = "机构职能"
    above = ABOVE
    nothing = "这里列出各机关的主要职能和内设机构。还没有，请点“登记”。"
    default_ordering = "-pk"
    columns = (
        TitleColumn("title", label="标题", url_name="desk_profile"),
        Column("organ", label="机关", accessor="organ.name"),
        StatusTagColumn("state", label="状态", accessor="state", primary=lambda each: each.has_unpublished_changes),
    )

    def get_base_queryset(self) -> QuerySet[Profile]:
        """Those of the bodies that the person may see."""
        require_somewhere(self.request, Act.SEE_ENGAGEMENT)
        return records_for(Profile, self.person, self.today).defer("body", "units", "latest_revision__content")

    def buttons(self) -> list[HeaderButton]:
        """To write one, for those who may."""
        if not may_anywhere(self.person, Act.EDIT_ENGAGEMENT, self.today):
            return []
        return [HeaderButton("登记", url=reverse("desk_profile_create"), icon_name="plus", priority=1)]


class ProfileDesk(PublishedDesk[Profile]):
    """What one body does."""

    name = "desk_profile"
    model = Profile
    new_title = "登记机构职能"
    above = ABOVE
    preview_template = "desk/engagement/preview_profile.html"
    helps = {"units": "每行一个：名称｜职责｜电话。只写办公电话。", "body": "按“三定”规定。"}  # noqa: RUF012
    starts = {"title": "机构职能"}  # noqa: RUF012

    def address(self, record: Profile) -> str:
        """The page of the body's leaders, which says what it does as well."""
        return reverse("organ_leaders", args=[record.organ.slug]) + "#functions"
