"""Where the desk takes its place in Wagtail's admin: menu, addresses, first page, style."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from gongkai.desk.choosing_window import OrganChoice
from gongkai.desk.frame import person_of
from gongkai.desk.home import Matters
from gongkai.organs.access import Act, may_anywhere


class DeskItem(MenuItem):
    """An entry of the menu for those whose posts allow the act."""

    def __init__(self, label: str, address: str, icon: str, order: int, act: Act) -> None:
        super().__init__(label, reverse(address), name=address, icon_name=icon, order=order)  # type: ignore[no-untyped-call]
        self.act = act

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has any such post."""
        return may_anywhere(person_of(request), self.act, timezone.localdate())


_MENU = (
    ("依申请公开", "desk_applications", "mail", Act.SEE_APPLICATIONS),
    ("年报编报", "desk_annual", "edit", Act.SEE_REPORTS),
    ("年度报告", "desk_reports", "doc-full-inverse", Act.SEE_REPORTS),
    ("统计", "desk_figures", "table", Act.SEE_REPORTS),
    ("公开文件", "desk_documents", "doc-full", Act.SEE_DOCUMENTS),
    ("目录与公开情况", "desk_coverage", "list-ul", Act.SEE_COLUMN),
    ("意见征集", "desk_consultations", "comment", Act.SEE_ENGAGEMENT),
    ("民意调查", "desk_surveys", "form", Act.SEE_ENGAGEMENT),
    ("政府会议", "desk_meetings", "calendar-alt", Act.SEE_ENGAGEMENT),
    ("村务公开", "desk_villages", "home", Act.SEE_DOCUMENTS),
    ("建议提案", "desk_motions", "openquote", Act.SEE_ENGAGEMENT),
    ("机关领导", "desk_leaders", "user", Act.SEE_ENGAGEMENT),
    ("审核把关", "desk_vettings", "check", Act.SEE_VETTINGS),
    ("公开专栏", "desk_texts", "clipboard-list", Act.SEE_COLUMN),
    ("机关", "desk_organs", "site", Act.MANAGE_ORGANS),
    ("人员", "desk_people", "group", Act.MANAGE_PEOPLE),
    ("放假安排", "desk_holidays", "calendar", Act.MANAGE_ORGANS),
    ("操作留痕", "desk_trail", "history", Act.SEE_TRAIL),
    ("令牌", "desk_tokens", "code", Act.USE_DESK),
    ("提醒邮件", "desk_digest", "mail", Act.USE_DESK),
    ("修改密码", "password", "key", Act.USE_DESK),
)


def _register(number: int, label: str, address: str, icon: str, act: Act) -> None:
    hooks.register("register_admin_menu_item", lambda: DeskItem(label, address, icon, number, act))


for _number, (_label, _address, _icon, _act) in enumerate(_MENU):
    _register(_number, _label, _address, _icon, _act)


def keep_the_desk(request: HttpRequest, items: list[Any]) -> None:
    """Leave out what Wagtail itself offers (pages, images, documents, settings): nothing of the desk lives there."""
    items[:] = [
        MenuItem("首页", reverse("wagtailadmin_home"), name="home", icon_name="home", order=-1),
        *(item for item in items if isinstance(item, DeskItem)),
    ]


def first_page(request: HttpRequest, panels: list[Any]) -> None:
    """The three numbers in the place of Wagtail's panels."""
    panels[:] = [Matters()]


def addresses() -> list[URLPattern]:
    """The desk's addresses; Wagtail lets only those in whom :mod:`gongkai.desk.entry` admits."""
    from gongkai.desk.urls import urlpatterns

    return urlpatterns


def style() -> SafeString:
    """What Wagtail's style lacks."""
    sheets = (
        "desk/desk.css",
        "desk/applications.css",
        "desk/annual.css",
        "desk/vetting.css",
        "desk/catalogue.css",
        "desk/engagement.css",
    )
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in sheets))


def script() -> SafeString:
    """Ticking all findings at once, progress without a reload, the choice of a body; every page works without."""
    return format_html(
        '<script src="{}" defer></script><script src="{}"></script>',
        static("desk/desk.js"),
        versioned_static("wagtailadmin/js/chooser-widget.js"),
    )


def organ_choice() -> OrganChoice:
    """The window in which a body is chosen."""
    return OrganChoice("desk_organ_choice", url_prefix="organ-choice")  # type: ignore[no-untyped-call]


for _hook, _function in (
    ("construct_main_menu", keep_the_desk),
    ("construct_homepage_panels", first_page),
    ("register_admin_urls", addresses),
    ("insert_global_admin_css", style),
    ("insert_global_admin_js", script),
    ("register_admin_viewset", organ_choice),
):
    hooks.register(_hook, _function)
