"""People and their posts, for administrators."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.frame import Crumb, DayInput, DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.organs.access import Act, organs_for, refusal, refusal_over, require
from gongkai.organs.actions import appoint, create_person, dismiss, note_seen, update_person
from gongkai.organs.actions.people import PERSONAL_FIELDS
from gongkai.organs.models import Organ, Person, Post, Role
from gongkai.organs.queries import failed_logins, people_for

ABOVE: tuple[Crumb, ...] = (("人员", "/desk/people/"),)


def _organs(request: HttpRequest) -> QuerySet[Organ]:
    return organs_for(person_of(request), Act.MANAGE_PEOPLE, timezone.localdate()).order_by("path")


def people_of(request: HttpRequest) -> QuerySet[Person]:
    """The people who hold or held a post in a body whose people the person manages."""
    require_somewhere(request, Act.MANAGE_PEOPLE)
    return people_for(person_of(request), timezone.localdate())


def posts_said(person: Person) -> str:
    """The posts that the person holds today, in one line."""
    on = timezone.localdate()
    held = [post for post in person.posts.all() if post.since <= on and (post.until is None or post.until >= on)]
    return "；".join(f"{post.organ}{post.get_role_display()}" for post in held) or "现无岗位"


class PersonFilters(Filters):
    """By post."""

    role = one_of("岗位", Role.choices, "posts__role")

    def filter_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        """A person once, however many posts."""
        people: QuerySet[Person] = super().filter_queryset(queryset)
        return people.distinct()

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()


class PersonList(Listing):
    """The people whose posts the person manages."""

    name = "desk_people"
    title = "人员"
    hint = "按姓名或用户名查找"
    nothing = "还没有人员。"
    is_searchable = True
    default_ordering = "username"
    filterset_class = PersonFilters
    columns = (
        TitleColumn("name", label="姓名", accessor=str, url_name="desk_person"),
        Column("username", label="用户名", sort_key="username"),
        Column("posts", label="现任岗位", accessor=posts_said),
        Column("is_active", label="账号", accessor=lambda person: "" if person.is_active else "已停用"),
    )
    exported = Exported(
        "人员",
        (("姓名", 14), ("用户名", 20), ("现任岗位", 60)),
        lambda person: [person.name, person.username, posts_said(person)],
    )

    def get_base_queryset(self) -> QuerySet[Person]:
        """Those people."""
        return people_of(self.request)

    def search_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        """The words in the name or the user name."""
        words = self.search_query
        return queryset.filter(Q(name__icontains=words) | Q(username__icontains=words)) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """To add a person."""
        return [HeaderButton("新增人员", url=reverse("desk_person_create"), icon_name="plus", priority=1)]


class PostForm(DeskForm):
    """A post in a body from a day on."""

    organ = OrganField(Act.MANAGE_PEOPLE)
    role = forms.ChoiceField(label="岗位", choices=[("", "请选择"), *Role.choices])
    since = forms.DateField(label="任职日期", widget=DayInput)

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organs)


class PersonForm(PostForm):
    """A new person with the first post."""

    username = forms.CharField(label="用户名", max_length=150, help_text="登录用，字母和数字，例如姓名拼音。")
    name = forms.CharField(label="姓名", max_length=40)
    field_order = ("username", "name", "organ", "role", "since")


class ContactsForm(DeskForm):
    """Name and contacts of a person."""

    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.CharField(label="电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", required=False, help_text="用来发送设置密码的链接。")


class DismissForm(DeskForm):
    """The last day of a post."""

    until = forms.DateField(label="离任日期", widget=DayInput, help_text="这一天仍在岗，次日起不再有这个岗位的权限。")
    reason = forms.CharField(label="理由", max_length=500)


def person_create(request: HttpRequest) -> HttpResponse:
    """A new person; the first password is made here and shown once."""
    require_somewhere(request, Act.MANAGE_PEOPLE)
    given = {"since": timezone.localdate(), "organ": request.GET.get("organ", "")}
    form = PersonForm(_organs(request), request.POST or None, initial=given)
    password = secrets.token_urlsafe(9)
    made: list[Person] = []

    def create() -> None:
        typed, actor = form.typed, person_of(request)
        person = create_person(actor, typed["username"], typed["name"], password, typed["organ"])
        appoint(actor, person, typed["organ"], Role(typed["role"]), typed["since"])
        made.append(person)

    if request.method == "POST" and form.done(create):
        messages.success(
            request,
            f"已新增“{made[0]}”。初始密码 {password} 只显示这一次，请当面或用安全的方式告诉本人；首次登录须修改。",
        )
        return redirect("desk_person", pk=made[0].pk)
    context = {"form": form, "button": "新增", "back": reverse("desk_people")}
    return screen(request, "desk/form.html", "新增人员", context, above=ABOVE)


def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's contacts, posts and account; whoever opens it leaves a trace, for contacts are personal."""
    person = get_object_or_404(people_of(request), pk=pk)
    actor, on = person_of(request), timezone.localdate()
    posting = "organ" in request.POST
    form = PostForm(_organs(request), request.POST if posting else None, initial={"since": on})
    contacts = ContactsForm(
        request.POST if request.POST and not posting else None,
        of=person,
        initial={name: getattr(person, name) for name in PERSONAL_FIELDS},
    )

    def take_post() -> None:
        typed = form.typed
        appoint(actor, person, typed["organ"], Role(typed["role"]), typed["since"])

    if posting and form.done(take_post):
        messages.success(request, f"“{person}”已任“{form.typed['organ']}”{Role(form.typed['role']).label}。")
        return redirect("desk_person", pk=pk)
    if request.method == "POST" and not posting and contacts.done(lambda: update_person(actor, person, contacts.typed)):
        messages.success(request, f"“{person}”的联系方式已保存。")
        return redirect("desk_person", pk=pk)
    note_seen(actor, person)
    context = {
        "person": person,
        "posts": [(post, refusal(actor, Act.MANAGE_PEOPLE, post.organ, on)) for post in person.posts.all()],
        "form": form,
        "contacts": contacts,
        "failures": failed_logins(person.username, timezone.now()),
        "account_refusal": refusal_over(actor, Act.MANAGE_PEOPLE, person, on),
    }
    return screen(request, "desk/person.html", str(person), context, above=ABOVE)


def post_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a post."""
    post = get_object_or_404(Post.objects.select_related("organ", "person"), pk=pk)
    require(person_of(request), Act.MANAGE_PEOPLE, post.organ, timezone.localdate())
    form = DismissForm(request.POST or None, of=post, initial={"until": timezone.localdate()})
    if request.method == "POST" and form.done(
        lambda: dismiss(person_of(request), post, form.typed["until"], form.typed["reason"])
    ):
        messages.success(request, f"已记录“{post.person}”不再任“{post.organ}”{post.get_role_display()}。")
        return redirect("desk_person", pk=post.person_id)
    address = reverse("desk_person", args=[post.person_id])
    context = {"form": form, "button": "记录离任", "back": address, "grave": True}
    title = f"离任：{post.organ}{post.get_role_display()}"
    return screen(request, "desk/form.html", title, context, above=(*ABOVE, (str(post.person), address)))
