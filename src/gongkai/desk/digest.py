"""The daily mail: what waits for somebody, is due or late, as on the home page; numbers and days, nobody's name.

Sent once a working day to those who have an address and something to do; each may stop it, on the desk or by the mail's
own link, without logging in.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.mail import EmailMessage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from gongkai.desk.frame import DeskForm, person_of, screen
from gongkai.desk.matters import Kind, Matter, by_urgency, records
from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work
from gongkai.law.calendar import Calendar
from gongkai.organs.actions import choose_digest, claim_digest
from gongkai.organs.calendars import by_place
from gongkai.organs.models import Person

DIGEST = "send_digests"
HOUR = dt.time(7, 30)
MOST = 15
"""Matters of a sort that a mail lists."""
_SALT = "gongkai digest"


class Section(NamedTuple):
    """Matters of one sort: how many there are, and the first of them."""

    title: str
    size: int
    first: Sequence[Matter]


def sections(person: Person, on: dt.date) -> list[Section]:
    """What waits for the person on the day, what is late first."""
    found = []
    for source in by_urgency():
        if source.mine is None or source.kind is Kind.WRONG:
            continue
        waiting = source.mine(records(source, person, on), person)
        if count := waiting.count():
            found.append(Section(source.title, count, [source.matter(each, on) for each in waiting[:MOST]]))
    return found


def message(person: Person, found: Sequence[Section], on: dt.date) -> EmailMessage:
    """The mail; its identifier is the person's and the day's, so that a second copy is known as such."""
    stop = settings.BASE_URL + reverse("digest_stop", args=[signing.dumps(person.pk, salt=_SALT)])
    lines = [f"{person}：", f"{on.month}月{on.day}日等您办理的事项："]
    for title, count, first in found:
        listed = [f"　　{each.title}（{each.organ.name}）\n　　　　{each.note}" for each in first]
        rest = [f"　　另有 {count - len(first)} 件"] if count > len(first) else []
        lines.append("\n".join([f"{title}（{count}）", *listed, *rest]))
    lines.append(f"请登录工作台办理：{settings.BASE_URL}{reverse('wagtailadmin_home')}")
    lines.append(f"不想再收到这样的邮件，打开下面的地址，点一下即可：\n{stop}")
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2] or "localhost"
    return EmailMessage(
        subject=f"等您办理：{'，'.join(f'{title} {count} 件' for title, count, _ in found)}"[:120],
        body="\n\n".join(lines) + "\n",
        to=[person.email],
        headers={
            "Message-ID": f"<digest-{person.pk}-{on.isoformat()}@{host}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


@work(DIGEST, title="发送每日提醒邮件", limit=dt.timedelta(minutes=30), daily=HOUR)
def send_digests(job: Progress, day: str) -> dict[str, int]:
    """Send the mails of the day; begun again after an interruption, nobody is sent a second one."""
    on = dt.date.fromisoformat(day)
    if on != timezone.localdate():
        return {"sent": 0, "failed": 0}
    calendars = by_place(on, on)

    def at_work(person: Person) -> bool:
        regions = [post.organ.region for post in person.posts.all()]
        return any(_first(calendars, region).is_working(on) for region in regions)

    return send_all(on, job.advance, at_work)


def _first(calendars: Sequence[tuple[str, Calendar]], region: str) -> Calendar:
    return next(calendar for beginning, calendar in calendars if region.startswith(beginning))


def send_all(
    on: dt.date, watch: Callable[[int, int], object], at_work: Callable[[Person], bool] = lambda _: True
) -> dict[str, int]:
    """The mails of a day to all who have something to do; ``watch`` is told how many people are behind, and of how many.

    ``at_work`` says whether the day is a working day where somebody works.
    """
    asked = Person.objects.filter(is_active=True, digest=True, posts__isnull=False).exclude(email="").distinct()
    people = [person for person in asked.prefetch_related("posts__organ") if at_work(person)]
    sent = failed = 0
    for done, person in enumerate(people, 1):
        found = sections(person, on)
        if found and claim_digest(person, on):
            ok = _sent(message(person, found, on))
            sent, failed = sent + ok, failed + (not ok)
        watch(done, len(people))
    return {"sent": sent, "failed": failed}


def _sent(mail: EmailMessage) -> bool:
    """Whether the server took it; tomorrow's mail says again what this one would have said."""
    try:
        mail.send()
    except (SMTPRecipientsRefused, SMTPException, OSError):
        return False
    return True


class DigestForm(DeskForm):
    """Whether to get it."""

    digest = forms.BooleanField(label="每个工作日早上把等我办理、临近到期、已超期的事项发到我的邮箱", required=False)


@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """The person's choice."""
    person = person_of(request)
    form = DigestForm(request.POST if request.method == "POST" else None, initial={"digest": person.digest})
    if request.method == "POST" and form.done(lambda: choose_digest(person, person, wanted=form.typed["digest"])):
        messages.success(request, "已保存。有事项时才发，没有就不发。" if person.digest else "已停止，不再发送。")
        return redirect("desk_digest")
    to = f"邮件发到 {person.email}。" if person.email else "您还没有登记电子邮箱，请本机关的系统管理员登记后才能收到。"
    sentence = f"{to}邮件里只有编号和日期，没有申请人的姓名和申请的内容。"
    context = {"form": form, "button": "保存", "sentence": sentence, "back": reverse("wagtailadmin_home")}
    return screen(request, "desk/form.html", "每日提醒邮件", context)


@csrf_exempt  # the address itself is the permission, and mail programs send the form without a page
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The mail's own link: a page with one button; programs that read mails post to it at once (RFC 8058)."""
    try:
        person = Person.objects.get(pk=signing.loads(token, salt=_SALT))
    except (signing.BadSignature, Person.DoesNotExist) as error:
        raise Http404 from error
    if request.method == "POST":
        choose_digest(None, person, wanted=False)
    return render(request, "desk/digest_stop.html", {"stopped": not person.digest})
