"""Every kind of page of the demonstration that a link leads to, for a visitor and for an officer: each answers."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from lxml import html

from gongkai.organs.models import Person, Role

MOST_QUERIES = {"portal": 12, "desk": 30}
_MENU = re.compile(r'"url": "(/desk/[^"]*)"')
"""The entries of the desk's menu, which a script shows."""
Kind = tuple[str, bool]


def check_links() -> None:
    officer = Person.objects.filter(posts__role=Role.OFFICER).order_by("pk")[0]
    found = [*_faults(None, "/", alike=4), *_faults(officer, "/desk/", alike=1)]
    assert not found, "\n".join(found)


def _faults(person: Person | None, start: str, alike: int) -> Iterator[str]:
    """The first ``alike`` addresses of each kind, in breadth: what a person meets first."""
    client = Client(headers={"Host": "127.0.0.1"})
    if person:
        client.force_login(person)
    waiting, tried, known = deque([start]), {start}, Counter[Kind]()
    while waiting:
        address = waiting.popleft()
        kind = _kind(address)
        if kind is None:
            yield f"{address} leads nowhere"
        elif known[kind] < alike:
            known[kind] += 1
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            most = MOST_QUERIES["desk" if address.startswith("/desk/") else "portal"]
            if answer.status_code >= 400 or len(queries) > most:
                yield f"{address}: {answer.status_code}, {len(queries)} queries"
            new = [link for link in dict.fromkeys(_links(address, answer)) if link not in tried]
            tried.update(new)
            waiting += new
    assert len(known) > 20, f"only {len(known)} kinds of pages"


def _kind(address: str) -> Kind | None:
    """Its view, and whether it is a list as a file: so many alike are enough."""
    parts = urlsplit(address)
    try:
        return resolve(parts.path).route, "export=" in parts.query
    except Resolver404:
        return None


def _links(address: str, answer: HttpResponseBase) -> list[str]:
    if answer.status_code in (301, 302):
        return [urljoin(address, answer["Location"])]
    content = b"".join(answer)  # a file is read whole: it is made while it is read
    if not answer.get("Content-Type", "").startswith("text/html"):
        return []
    links = [*html.fromstring(content).xpath("//a/@href"), *_MENU.findall(content.decode())]
    found = (urlsplit(urljoin(address, link)) for link in links)
    return [
        link._replace(scheme="", netloc="", fragment="").geturl()
        for link in found
        if link.scheme in ("", "http") and link.hostname in (None, "127.0.0.1") and "logout" not in link.path
    ]
