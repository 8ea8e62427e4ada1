"""Covering parts of a file before it is given out: what is found and chosen, places on pages, the result and its proof."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications import people
from gongkai.applications.actions import redacting
from gongkai.applications.actions.redacting import GROUNDS
from gongkai.applications.models import Application, CaseFile, Party
from gongkai.applications.redactions import Ground
from gongkai.desk.applications.steps import above, application_of
from gongkai.desk.frame import person_of, screen
from gongkai.law.outcomes import outcomes
from gongkai.organs.access import Act, require
from gongkai.redaction import Box, Cover, find
from gongkai.redaction.candidates import Candidate, candidates, unfound
from gongkai.redaction.looking import Size, picture, sizes, words_of
from gongkai.report.readers.errors import Unreadable

PURPOSE = "区分处理"
SHOWN = 40
"""Pages that are drawn on the screen; on later ones places are given by their numbers."""
ROWS = 3
"""Rows for places that are always there; a script adds others."""
_MOST_ROWS = 200
_MM = 72 / 25.4
_SIDES = ("left", "top", "right", "bottom")
PRIVATE = "third_party_rights"
"""The ground offered first: most of what is covered is private (条例 Art. 15)."""


class Row(NamedTuple):
    """A candidate with what was chosen for it."""

    number: int
    found: Candidate
    chosen: bool
    ground: str


class Place(NamedTuple):
    """A place on a page as it is typed, in millimetres from its top left corner."""

    number: int
    values: Mapping[str, str]


@never_cache
def redact(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """What is found in the file, to be chosen; looked at on its pages (``look``), then ordered (``order``)."""
    application, person = application_of(request, pk), person_of(request)
    require(person, Act.HANDLE_APPLICATION, application.organ, timezone.localdate())
    source = get_object_or_404(application.files.all(), pk=file)
    opened = people.open_file(person, source, PURPOSE)
    data = b"".join(source.chunks(opened))
    typed = request.POST if request.method == "POST" else QueryDict()
    words = [word.strip() for word in str(typed.get("words", "")).splitlines() if word.strip()]
    context: dict[str, Any] = {"application": application, "file": source, "name": opened["name"], "typed": typed}
    try:
        found = candidates(data, [*_own_words(application, words)], timezone.localdate())
        rows = [_row(number, each, typed) for number, each in enumerate(found)]
        boxes, grounds = _boxes(typed), [ground for row in rows if row.chosen for ground in [_ground(row)]]
        cover = Cover(tuple(row.found.text for row in rows if row.chosen))
        if "order" in typed:
            made = redacting.order(person, source, cover, [box for box, _ in boxes], _grouped([*grounds, *_of(boxes)]))
            messages.success(request, "已交后台遮盖，做完以后在这里看结果和证明。")
            return redirect("desk_application_redaction", pk=pk, redaction=made.pk)
        context |= _shown(data, rows, boxes, cover if "look" in typed else None)
        context["missing"] = unfound(data, words)
    except Unreadable as error:
        context["problem"] = str(error)
    except ValidationError as error:
        context |= {"errors": error.messages, **_shown(data, rows, [], None)}
    context["grounds"] = [(key, f"{outcomes()[key].name}（{outcomes()[key].basis[0]}）") for key in GROUNDS]
    context["places"] = _places(typed)
    status = 422 if "errors" in context else 200
    template = "desk/applications/redact.html"
    return screen(request, template, "遮盖文件", context, above=above(application), status=status)


def _own_words(application: Application, words: list[str]) -> list[str]:
    """What the person typed, and the names of those in the case: the file was opened, so its reader knows them."""
    parties = application.parties.exclude(role=Party.Role.REQUESTER)
    return [*words, *(name for party in parties if len(name := str(party.unseal().get("name", ""))) > 1)]


def _row(number: int, found: Candidate, typed: QueryDict) -> Row:
    """A candidate as it was chosen; one that was not shown before is."""
    chosen = found.text in typed.getlist("cover") or found.text not in typed.getlist("shown")
    ground = str(typed.get(f"ground_{_key(found.text)}", PRIVATE))
    return Row(number, found, chosen, ground if ground in GROUNDS else PRIVATE)


def _key(text: str) -> str:
    return "".join(text.split())


def _ground(row: Row) -> Ground:
    return Ground(row.found.why, row.ground, row.found.count)


def _of(boxes: list[tuple[Box, str]]) -> list[Ground]:
    return [Ground(f"第{box.page}页框选的内容", ground) for box, ground in boxes]


def _grouped(grounds: list[Ground]) -> list[Ground]:
    """One for each kind of thing and ground."""
    counts: dict[tuple[str, str], int] = {}
    for each in grounds:
        counts[each.what, each.outcome] = counts.get((each.what, each.outcome), 0) + each.count
    return [Ground(what, outcome, count) for (what, outcome), count in counts.items()]


def _places(typed: QueryDict) -> list[Place]:
    """The rows for places as they were typed, and always some that are empty."""
    used = [n for n in range(1, _MOST_ROWS + 1) if str(typed.get(f"box_{n}_page", "")).strip()]
    numbers = [*used, *[n for n in range(1, _MOST_ROWS + 1) if n not in used][:ROWS]]
    names = ("page", *_SIDES, "ground")
    return [Place(n, {name: str(typed.get(f"box_{n}_{name}", "")) for name in names}) for n in sorted(numbers)]


def _boxes(typed: QueryDict) -> list[tuple[Box, str]]:
    """The places with their grounds. ``ValidationError`` for one that is none."""
    found = []
    for place in _places(typed):
        if not place.values["page"].strip():
            continue
        try:
            sides = (float(place.values[side]) * _MM for side in _SIDES)
            box = Box(int(place.values["page"]), *sides)
        except ValueError as error:
            why = str(error) if "遮盖框" in str(error) else "页码和四边都要填数字，单位是毫米"
            raise ValidationError(f"第{place.number}个框：{why}。") from error
        found.append((box, place.values["ground"] or PRIVATE))
    return found


def _shown(data: bytes, rows: list[Row], boxes: list[tuple[Box, str]], cover: Cover | None) -> dict[str, Any]:
    """The rows and the pages; once looked at, with what would be covered drawn on them."""
    pages = sizes(data)
    looked = [item.box for item in find(data, cover) if item.box] if pages and cover else []
    return {
        "rows": rows,
        "chosen": sum(row.chosen for row in rows),
        "looked": cover is not None,
        "pages": [_page(number, size, looked, boxes) for number, size in enumerate(pages[:SHOWN], 1)],
        "beyond": max(len(pages) - SHOWN, 0),
        "is_pdf": bool(pages),
    }


def _page(number: int, size: Size, looked: list[Box], boxes: list[tuple[Box, str]]) -> dict[str, Any]:
    """A page with its boxes, in hundredths of its sides."""
    places = [*((box, "found") for box in looked), *((box, "drawn") for box, _ in boxes)]
    drawn = [
        {
            "look": look,
            "left": 100 * box.left / size.width,
            "top": 100 * box.top / size.height,
            "width": 100 * (box.right - box.left) / size.width,
            "height": 100 * (box.bottom - box.top) / size.height,
        }
        for box, look in places
        if box.page == number
    ]
    return {"number": number, "width": size.width / _MM, "height": size.height / _MM, "boxes": drawn}


@never_cache
def page(request: HttpRequest, pk: int, file: int, number: int) -> HttpResponse:
    """A page of a PDF of the case as a picture, for who has opened the file on a screen before."""
    application = application_of(request, pk)
    source = get_object_or_404(application.files.all(), pk=file)
    require(person_of(request), Act.HANDLE_APPLICATION, application.organ, timezone.localdate())
    if people.may_open(person_of(request), source) is not None:
        raise Http404
    try:
        drawn = picture(b"".join(source.chunks(source.unseal())), number)
    except Unreadable as error:
        raise Http404 from error
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@never_cache
def result(request: HttpRequest, pk: int, redaction: int) -> HttpResponse:
    """What became of an order: the pages, the text extracted again, what was covered on which ground."""
    application, person = application_of(request, pk), person_of(request)
    require(person, Act.HANDLE_APPLICATION, application.organ, timezone.localdate())
    made = get_object_or_404(application.redactions.select_related("source", "result"), pk=redaction)
    context: dict[str, Any] = {"application": application, "made": made, "grounds": made.grounds}
    if made.result:
        context |= _result(made.result, people.open_file(person, made.result, PURPOSE))
    context["busy"] = made.result is None and not made.problem
    context["waited"] = timezone.now() - made.ordered_at > dt.timedelta(minutes=2)
    return screen(request, "desk/applications/redacted.html", "遮盖结果", context, above=above(application))


def _result(file: CaseFile, opened: Mapping[str, str]) -> dict[str, Any]:
    data = b"".join(file.chunks(opened))
    pages = sizes(data)[:SHOWN]
    return {
        "name": opened["name"],
        "pages": [{"number": number} for number, _ in enumerate(pages, 1)],
        "texts": [(place, text.strip()) for place, text in words_of(data)],
    }
