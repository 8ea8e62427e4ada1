"""The desk of the documents' life over HTTP: stages, clean-up rounds; what is refused is told beside its field."""

from typing import Any

from django.test import Client
from django.utils import timezone

from disclosure.test_documents import FIELDS
from disclosure.test_life import ago
from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.disclosure.models import CleanupRound, Document, LifeEvent
from gongkai.organs.models import Organ, Person


def entered(person: Person) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def form_of(client: Client, address: str, **typed: Any) -> dict[str, Any]:
    """What the page's form would send."""
    shown = client.get(address)
    assert shown.status_code == 200, address
    return {"seen": shown.context["form"]["seen"].value(), **typed}


def test_stages_are_entered_and_struck_out(officer: Person, signer: Person, bureau: Organ) -> None:
    document = publish_document(signer, draft_document(officer, bureau, FIELDS))
    address = f"/desk/documents/{document.pk}/life/"
    drafting, signing = entered(officer), entered(signer)
    wrong = drafting.post(address, form_of(drafting, address, stage="reviewed", on="2026-03-09"))
    assert wrong.status_code == 422
    assert "早于“合法性审核”" in wrong.content.decode()
    assert drafting.post(address, form_of(drafting, address, stage="abolished", on="2026-05-01")).status_code == 422
    assert drafting.post(address, form_of(drafting, address, stage="reviewed", on="2026-02-09")).status_code == 302
    for typed, sentence in (
        ({"stage": "abolished", "on": "2026-05-01"}, "请写明废止或者失效的依据"),
        ({"stage": "amended", "on": "2026-05-01", "by": "没有这个号"}, "没有找到已发布的这份文件"),
    ):
        assert sentence in signing.post(address, form_of(signing, address, **typed)).content.decode()
    typed = form_of(signing, address, stage="abolished", on="2026-05-01", reference="平政发〔2026〕9号")
    assert signing.post(address, typed).status_code == 302
    assert Document.objects.get().validity(timezone.localdate()) == "已废止"
    event = LifeEvent.objects.get(stage="abolished")
    assert drafting.post(f"{address}{event.pk}/strike/", {"reason": "登记错了"}).status_code == 403
    assert signing.post(f"{address}{event.pk}/strike/", {"reason": "登记错了"}).status_code == 302
    assert Document.objects.get().validity(timezone.localdate()) == "有效"


def test_a_round_is_gone_over_looked_at_and_decided(officer: Person, signer: Person, bureau: Organ) -> None:
    first, second = (
        publish_document(signer, draft_document(officer, bureau, FIELDS | {"doc_no": f"平财规发〔2026〕{n}号"}))
        for n in (1, 2)
    )
    drafting, signing = entered(officer), entered(signer)
    assert drafting.post("/desk/rounds/new/", {"organ": bureau.pk, "title": "2026年清理"}).status_code == 302
    address = f"/desk/rounds/{CleanupRound.objects.get().pk}/"
    said = {f"verdict-{first.pk}": "abolish", f"note-{first.pk}": "=不适应", f"verdict-{second.pk}": ""}
    assert drafting.post(address, said | {"rest": "1"}).status_code == 302
    shown = signing.get(f"{address}decide/").content.decode()
    assert "继续有效 1 件，拟修改 0 件，废止 1 件" in shown
    typed = form_of(signing, f"{address}decide/", decided_on=ago(1).isoformat(), reference="平政发〔2026〕9号")
    assert drafting.post(f"{address}decide/", typed).status_code == 403
    assert signing.post(f"{address}decide/", typed).status_code == 302
    assert [Document.objects.get(pk=d.pk).validity(ago(0)) for d in (first, second)] == ["已废止", "有效"]
    assert "已公布结果" in signing.get("/desk/rounds/").content.decode()
