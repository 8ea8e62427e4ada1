"""A county with two bureaus, and what they published."""

import datetime as dt
from typing import Any

from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.disclosure.models import Document
from gongkai.organs.actions import create_organ
from gongkai.organs.models import Organ

GENERAL = {"kind": "general", "heading": "budget", "body": "<p>一般内容。</p>"}
NORMATIVE = {"kind": "normative_doc", "heading": "rules", "body": "<p>第一条　为了规范管理，制定本办法。</p>"}


def county_with_bureaus() -> Organ:
    fields = {"level": "county", "region": "640221"}
    county = create_organ(None, None, name="平罗县人民政府", slug="pingluo", kind="government", **fields)
    create_organ(None, county, name="平罗县财政局", slug="finance", kind="department", **fields)
    create_organ(None, county, name="平罗县医疗保障局", slug="medical", kind="department", **fields)
    return county


def publish(slug: str, on: str, title: str, **fields: Any) -> Document:
    """A document that a body published on the day."""
    organ = Organ.objects.get(slug=slug)
    draft = draft_document(None, organ, {**(NORMATIVE if "doc_no" in fields else GENERAL), "title": title, **fields})
    return publish_document(None, draft, dt.date.fromisoformat(on))
