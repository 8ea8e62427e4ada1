"""Addresses; dates, numbers and sizes in an officer's Chinese."""

import datetime as dt
import functools

from django import template
from django.urls import reverse
from django.utils import timezone

from gongkai.disclosure import citations, richtext

register = template.Library()
_WEEKDAYS = "一二三四五六日"


@register.simple_tag
@functools.lru_cache(20_000)
def address(name: str, *arguments: str | int) -> str:
    """The address that has the name, as ``url`` has it, but made once: a page leads to many that others lead to."""
    return reverse(name, args=arguments)


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """A date with its year: 2026年10月16日. Empty where there is none."""
    if value is None:
        return ""
    date = timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    return f"{date.year}年{date.month}月{date.day}日"


@register.filter
def day_of_week(value: dt.date | None) -> str:
    """A date of this year with its weekday: 10月16日（周五）."""
    return f"{value.month}月{value.day}日（周{_WEEKDAYS[value.weekday()]}）" if value else ""


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A time to the minute: 2026年10月16日 09:30. Empty where there is none."""
    return f"{day(value)} {timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def iso(value: dt.date | dt.datetime | None) -> str:
    """The date for machines: 2026-10-16."""
    if value is None:
        return ""
    return (timezone.localtime(value).date() if isinstance(value, dt.datetime) else value).isoformat()


@register.filter
def file_size(size: int) -> str:
    """Bytes as people read them: 85 KB, 2.4 MB."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024))} KB"


@register.filter
def shown(stored: str) -> richtext.Shown:
    """Rich text as a page shows it: ``html``, cleaned once more and safe, and its ``headings``."""
    return richtext.shown(stored)


@register.filter
def with_links(shown_html: str, addresses: dict[str, str] | None) -> str:
    """A text that :func:`shown` made, with the documents that it cites as links."""
    return citations.linked(shown_html, addresses or {})
