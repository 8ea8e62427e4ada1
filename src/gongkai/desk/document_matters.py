"""Documents on the home page: to be published, filed, interpreted, reviewed before their validity ends, decided about."""

import datetime as dt
from functools import partial

from django.urls import reverse

from gongkai.desk.matters import Kind, Matter, Source, register
from gongkai.disclosure import queries
from gongkai.disclosure.models import Document
from gongkai.organs.access import Act
from gongkai.ui.templatetags.gongkai import day


def _matter(document: Document, note: str, where: str = "desk_document") -> Matter:
    return Matter(str(document), document.organ, reverse(where, args=[document.pk]), note)


def _to_publish(document: Document, on: dt.date) -> Matter:
    due = document.publish_by or on
    late = f"，已过 {(on - due).days} 天" if due < on else ""
    return _matter(document, f"{day(document.signed_on)}成文，应于{day(due)}前公开{late}（20 个工作日）")


def _expiring(document: Document, on: dt.date) -> Matter:
    return _matter(
        document, f"有效期至{day(document.valid_until)}，届满前评估，决定重新公布、修改或者失效", "desk_life"
    )


def _to_file(document: Document, on: dt.date) -> Matter:
    return _matter(document, f"{day(document.published_on)}公布，应于三十日内备案", "desk_life")


def _unlisted(document: Document, on: dt.date) -> Matter:
    return _matter(document, f"{day(document.unlisted_on)}的清理结果没有列入，请作出决定", "desk_life")


def _to_interpret(document: Document, on: dt.date) -> Matter:
    due = document.interpret_by or on
    late = f"，已过 {(on - due).days} 天" if due < on else ""
    note = f"{day(document.published_on)}发布，应于{day(due)}前发布解读{late}"
    return _matter(document, note)


_EDIT, _SEE = Act.EDIT_DOCUMENT, Act.SEE_DOCUMENTS
for _key, _kind, _title, _found, _matter_of in (
    ("uninterpreted-due", Kind.DUE, "待发布的解读", partial(queries.to_be_interpreted, late=False), _to_interpret),
    (
        "uninterpreted-late",
        Kind.LATE,
        "逾期没有解读的文件",
        partial(queries.to_be_interpreted, late=True),
        _to_interpret,
    ),
    ("unpublished-due", Kind.DUE, "文件公开快到期", partial(queries.to_be_published, late=False), _to_publish),
    (
        "unpublished-late",
        Kind.LATE,
        "文件超过二十个工作日没有公开",
        partial(queries.to_be_published, late=True),
        _to_publish,
    ),
    ("unfiled-due", Kind.DUE, "规章待备案", partial(queries.to_be_filed, late=False), _to_file),
    ("unfiled-late", Kind.LATE, "规章超过三十日没有备案", partial(queries.to_be_filed, late=True), _to_file),
    ("expiring", Kind.DUE, "规范性文件有效期将满", queries.expiring, _expiring),
    ("unlisted", Kind.WRONG, "清理结果没有列入的文件", queries.unlisted, _unlisted),
):
    register(Source(f"documents-{_key}", _kind, _title, _EDIT, _SEE, _found, "organ", _matter_of))
