"""What the background does with a ledger: check all its rows; write them at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from gongkai.applications.actions import index
from gongkai.applications.actions.numbering import locked_register
from gongkai.applications.imports.checking import MOST_WRONG, Checked, Ready, check
from gongkai.applications.imports.columns import FIELDS, REQUIRED, guessed, known
from gongkai.applications.imports.models import Import, ImportedRow
from gongkai.applications.imports.numbers import is_bare, serials
from gongkai.applications.models import Application, Event, Party
from gongkai.law.receipt import BEIJING
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.ledger import Ledger, opened
from gongkai.trail.actions import Trace, record, record_all
from gongkai.vault.codes import query_code
from gongkai.vault.names import masked

_AT_ONCE = 500
_NOON = dt.time(12, tzinfo=BEIJING)
Watch = Callable[[int], None]


def look(ledger: Import, watch: Watch) -> Import:
    """Check the ledger by the columns chosen, else guessed, and keep what was found; it may be done again."""
    try:
        table = _opened(ledger)
        columns = _columns(ledger, table)
        missing = [key for key in REQUIRED if key not in columns]
        found = Checked() if missing else check(table, columns, ledger.organ, timezone.localdate(), watch)
    except Unreadable as error:
        ledger.state, ledger.problem = Import.State.UNREADABLE, str(error)[:500]
        ledger.save(update_fields=["state", "problem"])
        return ledger
    ledger.sheet, ledger.headings = table.sheet[:60], {str(place): text for place, text in table.headings.items()}
    ledger.mapping = {key: table.headings[column] for key, column in columns.items()}
    ledger.found = {**found.summary, "missing": missing, "wrong": len(found.wrong)}
    ledger.wrong = [list(each) for each in found.wrong[:MOST_WRONG]]
    ledger.seal({**ledger.unseal(), "shown": found.shown})
    ledger.state = Import.State.CHECKED
    ledger.save()
    return ledger


def write(ledger: Import, watch: Watch) -> int:
    """Check once more, then make every row an application in one transaction; how many. Nothing where one is wrong."""
    table = _opened(ledger)
    found = check(table, _columns(ledger, table), ledger.organ, timezone.localdate(), watch)
    with transaction.atomic():
        locked = Import.objects.select_for_update(of=("self",)).select_related("organ", "started_by").get(pk=ledger.pk)
        if locked.state != Import.State.WRITING:
            return len(found.ready)
        if found.wrong:
            _send_back(locked, found)
            return 0
        _write(locked, found.ready)
        return len(found.ready)


def _send_back(ledger: Import, found: Checked) -> None:
    """What was right when it was checked no longer is: say so, and write nothing."""
    ledger.wrong = [list(each) for each in found.wrong[:MOST_WRONG]]
    ledger.found = {**found.summary, "missing": [], "wrong": len(found.wrong)}
    ledger.state = Import.State.CHECKED
    ledger.save()


def _opened(ledger: Import) -> Ledger:
    return opened(b"".join(ledger.chunks(ledger.unseal())), known, FIELDS["received_on"].name)


def _columns(ledger: Import, table: Ledger) -> dict[str, int]:
    """Field → column: as chosen, else as in the organ's last ledger, else as the headings say."""
    if ledger.mapping:
        places = {text: column for column, text in reversed(table.headings.items())}
        return {key: places[heading] for key, heading in ledger.mapping.items() if heading in places}
    before = Import.objects.filter(organ=ledger.organ_id, pk__lt=ledger.pk).exclude(mapping={}).first()
    return guessed(table.headings, before.mapping if before else {})


def _write(ledger: Import, ready: list[Ready]) -> None:
    """Number, write and trace; the moment of the facts is that of the import, by which later ones are told apart."""
    now = timezone.now()
    actor = ledger.started_by
    for first in range(0, len(numbered := list(_numbered(ledger, ready))), _AT_ONCE):
        some = numbered[first : first + _AT_ONCE]
        made = Application.objects.bulk_create(each for each, _ in some)
        pairs = [(application, source) for application, (_, source) in zip(made, some, strict=True)]
        index.put(made)
        Event.objects.bulk_create(event for pair in pairs for event in _events(*pair, actor, now))
        Party.objects.bulk_create(_requester(*pair) for pair in pairs)
        ImportedRow.objects.bulk_create(
            ImportedRow(ledger=ledger, application=application, place=source.row.place, own=source.row.own)
            for application, source in pairs
        )
        record_all(actor, [_traced(ledger, *pair) for pair in pairs])
    ledger.state, ledger.done_at = Import.State.DONE, now
    ledger.save(update_fields=["state", "done_at"])
    record(actor, "write_ledger", ledger, f"{ledger}：导入{len(ready)}件申请", organ=ledger.organ, public=False)


def _numbered(ledger: Import, ready: Iterable[Ready]) -> Iterator[tuple[Application, Ready]]:
    """The applications, each with its place in the register of its year; the register goes on after them."""
    years: dict[int, list[Ready]] = defaultdict(list)
    for each in ready:
        years[each.row.received_on.year].append(each)
    for year, rows in sorted(years.items()):
        register = locked_register(ledger.organ, year)
        taken = set(Application.objects.filter(organ=ledger.organ, year=year).values_list("serial", flat=True))
        given = list(serials([each.row.own for each in rows], year, taken, register.last))
        for serial, each in zip(given, rows, strict=True):
            own = each.row.own
            number = own if own and not is_bare(own) else register.number(serial)
            yield _application(ledger.organ, each, year, serial, number), each
        register.last = max(register.last, *given)
        register.save(update_fields=["last"])


def _application(organ: Organ, ready: Ready, year: int, serial: int, number: str) -> Application:
    row = ready.row
    return Application(
        organ=organ,
        year=year,
        serial=serial,
        number=number[:150],
        key=ready.key,
        channel=row.channel,
        submitted_at=dt.datetime.combine(row.arrived_on or row.received_on, _NOON),
        confirmed_at=dt.datetime.combine(row.received_on, _NOON),
        requester_kind=row.kind,
        requester_label=masked(row.requester.name),
        content=row.content,
        **ready.standing,
    )


def _events(application: Application, ready: Ready, actor: Person, now: dt.datetime) -> Iterator[Event]:
    for fact in ready.facts:
        yield Event(
            application=application,
            number=fact.number,
            kind=fact.kind,
            on=fact.on,
            at=now,
            by=actor,
            data=dict(fact.data),
        )


def _requester(application: Application, ready: Ready) -> Party:
    party = Party(application=application, role=Party.Role.REQUESTER)
    party.seal({**ready.row.requester.data(), "code": query_code()})
    return party


def _traced(ledger: Import, application: Application, ready: Ready) -> Trace:
    data = {"import": ledger.pk, "row": ready.row.place, "own": ready.row.own, "events": len(ready.facts)}
    summary = f"自原有台账导入申请{application}"
    return Trace("import_application", application, summary, ledger.organ, data=data)
