"""What the large demonstration adds to a loaded small one: whatever the actions would have written is there."""

from django.test import Client

from gongkai.applications.actions.step import CACHED, case_of, columns
from gongkai.applications.models import Application, Event, Party, Register
from gongkai.demo.load import enlarge
from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.disclosure.models import Document
from gongkai.organs.calendars import calendar_of
from gongkai.trail.queries import broken, entries_of


def check_copies() -> None:
    """Forty documents and two hundred applications more are like those that officers made."""
    documents, applications = Document.objects.filter(live=True).count() + 40, Application.objects.count() + 200
    last, written = Document.objects.latest("pk").pk, Application.objects.latest("pk").pk
    told: list[tuple[str, int, int]] = []
    enlarge(7, documents, applications, lambda *how: told.append(how))
    assert told == [("公开文件", documents, documents), ("公开申请", applications, applications)]
    assert broken() == []
    made = Application.objects.filter(pk__gt=written).select_related("organ").prefetch_related("events")
    assert len(made) == 200
    assert len({(one.outcome, one.status) for one in made}) > 8
    for one in made:
        derived = columns(case_of(one), calendar_of(one.organ))
        assert {name: getattr(one, name) for name in CACHED} == dict(derived), one
        assert entries_of(one).count() == one.events.count()
        assert one.number == Register.objects.get(organ=one.organ, year=one.year).number(one.serial)
    assert Party.objects.filter(application__in=made).count() == 200
    assert Party.objects.latest("pk").unseal()["name"]
    _check_documents(last)
    enlarge(7, documents, applications, lambda *how: told.append(how))
    assert len(told) == 2, "nothing is missing, nothing is made"


def _check_documents(last: int) -> None:
    made = list(Document.objects.filter(pk__gt=last).select_related("organ"))
    assert len(made) == 40
    client = Client()
    for document in made[:5]:
        page = client.get(f"/o/{document.organ.slug}/d/{document.pk}/")
        assert page.status_code == 200
        assert document.index_no in page.content.decode()
        assert document.draft.title == document.title
        assert [entry.act for entry in entries_of(document)] == ["publish_document", "draft_document"]
    fields = {"kind": "general", "heading": made[0].heading, "title": "之后由人发布的", "body": "<p>正文</p>"}
    after = publish_document(None, draft_document(None, made[0].organ, fields))
    assert after.index_no not in {document.index_no for document in made}
    assert not Event.objects.filter(application=None).exists()
