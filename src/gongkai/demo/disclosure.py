"""What every body has on its column: guide, rules, documents of the past years, all of it visibly made up."""

import datetime as dt
from collections.abc import Iterable
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.html import escape

from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.disclosure.actions.life import end_document, record_stage
from gongkai.disclosure.actions.texts import draft_guide, draft_text, publish_text
from gongkai.disclosure.headings import headings
from gongkai.disclosure.models import Ending, Part
from gongkai.law.loading import data_file, parse
from gongkai.organs.models import Kind, Level, Organ, Person

_ABOLISHED = "规范性文件清理结果公告（演示数据）"
_OFTEN = 200
"""Days over which documents without a date of their own are spread."""


def make_disclosure(chance: Random, people: dict[str, Person]) -> None:
    """Publish what the data file has for every body that exists; signed by its signer where it has one."""
    data = parse(data_file("gongkai.demo", "documents.yaml"), "documents.yaml")
    for organ in Organ.objects.filter(abolished_on=None).order_by("path"):
        _make_texts(organ, data, people)
        for entry in _entries(organ, data):
            _make_document(organ, entry, chance, people.get(f"{organ.slug}-signer"))


def _make_texts(organ: Organ, data: dict[str, Any], people: dict[str, Person]) -> None:
    officer, signer = people.get(f"{organ.slug}-officer"), people.get(f"{organ.slug}-signer")
    publish_text(signer, draft_guide(officer, organ))
    if organ.kind in (Kind.VILLAGE_COMMITTEE, Kind.PUBLIC_ENTERPRISE):
        return
    for entry in (*data["rules"], *(data["office_rules"] if organ.kind == Kind.OFFICE else ())):
        body = _marked(entry["body"].format(name=organ.name))
        publish_text(signer, draft_text(officer, organ, Part.RULES, entry["title"], body))


def _entries(organ: Organ, data: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """What a body of its kind publishes."""
    match Kind(organ.kind):
        case Kind.VILLAGE_COMMITTEE:
            return data["villages"]  # type: ignore[no-any-return]
        case Kind.PUBLIC_ENTERPRISE:
            return data["enterprises"]  # type: ignore[no-any-return]
        case Kind.INSTITUTION:
            return [*data["all"], *data["institutions"]]
        case Kind.OFFICE:
            return [*data["all"], *data["offices"]]
        case Kind.GOVERNMENT:
            return [*data["all"], *data["townships" if organ.level == Level.TOWNSHIP else "governments"]]
    own = data["by_department"].get(organ.slug.partition("-")[2])
    return [*data["departments"], *([own] if own else [])]


def _make_document(organ: Organ, entry: dict[str, Any], chance: Random, signer: Person | None) -> None:
    words = _words(organ, chance)
    if entry["heading"] not in {duty.key for duty in headings(organ)}:
        return
    fields = {
        "kind": entry["kind"],
        "heading": entry["heading"],
        "title": entry["title"].format(**words),
        "doc_no": entry.get("doc_no", "").format(**words),
        "subject": entry.get("subject", ""),
        "signed_on": entry.get("signed_on"),
        "effective_on": entry.get("effective_on"),
        "valid_until": entry.get("valid_until"),
        "body": _marked(entry["body"].format(**words)),
    }
    signed = entry.get("signed_on") or timezone.localdate() - dt.timedelta(days=chance.randrange(15, _OFTEN))
    since = signed + dt.timedelta(days=chance.randrange(2, 12))
    document = publish_document(None, draft_document(None, organ, fields), since)
    for stage, on in entry.get("life", {}).items():
        record_stage(None, document, stage, on)
    if "ended_on" in entry and signer is not None:
        end_document(signer, document, Ending.ABOLISHED, entry["ended_on"], _ABOLISHED)


def _words(organ: Organ, chance: Random) -> dict[str, Any]:
    place = organ.name.partition("人民政府")[0] if "人民政府" in organ.name else _place(organ)
    part, rest = chance.randrange(20, 90), chance.randrange(5, 20)
    return {
        "name": organ.name,
        "place": place,
        "short": place[0],
        "address": organ.address,
        "year": 2026,
        "number": chance.randrange(1, 60),
        "part": part,
        "rest": rest,
        "count": part + rest,
        "amount": part + rest,
    }


def _place(organ: Organ) -> str:
    above = organ.get_parent()  # type: ignore[no-untyped-call]
    return str(above.name).partition("人民政府")[0] if above is not None else str(organ.name)


def _marked(text: str) -> str:
    """Lines as marks: ``# `` opens a heading, ``第…章`` too, rows between bars are a table."""
    marked: list[str] = []
    rows: list[list[str]] = []
    for line in [*text.strip().split("\n"), ""]:
        if line.startswith("|"):
            rows.append([str(escape(cell.strip())) for cell in line.strip("|").split("|")])
            continue
        if rows:
            marked.append(_table(rows))
            rows = []
        if line.startswith("# ") or (line.startswith("第") and "章" in line[:5]):
            marked.append(f"<h2>{escape(line.removeprefix('# '))}</h2>")
        elif line:
            marked.append(f"<p>{escape(line)}</p>")
    return "".join(marked)


def _table(rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
