"""Vetting at the desk, over HTTP, role by role."""

from collections.abc import Callable

from django.test import Client

from gongkai.disclosure.actions.documents import publish_document
from gongkai.disclosure.models import Document
from gongkai.organs.models import Organ, Person, Role
from gongkai.vetting.actions.after import report_mistake
from gongkai.vetting.actions.review import submit
from gongkai.vetting.models import Correction, Proof, Vetting
from gongkai.vetting.queries import chain_of
from vetting.conftest import People, seat

Draft = Callable[..., Document]
Enter = Callable[[Person], Client]


def shown(client: Client, address: str, status: int = 200) -> str:
    response = client.get(f"/desk/{address}")
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def test_a_document_goes_through_the_desk(
    draft: Draft, people: People, enter: Enter, django_assert_max_num_queries: Callable[..., object]
) -> None:
    document = draft(body="<p>身份证11010519491231002X，认真布署。</p>")
    officer, signer = enter(people[Role.OFFICER]), enter(people[Role.SIGNER])
    address = f"documents/{document.pk}/"
    assert "送审" in shown(officer, address)
    assert "请先送审" in shown(signer, address)
    assert 'value="disclosure.document"' not in shown(signer, address), "only the writer hands in"
    handed = officer.post(
        "/desk/vetting/submit/", {"record_type": "disclosure.document", "record_id": document.pk}, follow=True
    )
    assert "已送审，下一步是初审" in handed.content.decode()
    vetting = Vetting.objects.get()
    first = enter(people[Role.REVIEWER_1])
    assert "等您初审" in shown(first, "")
    with django_assert_max_num_queries(30):
        page = shown(first, f"vetting/{vetting.pk}/")
    assert f'<mark class="error" id="m-{vetting.errors[0]["fingerprint"]}">11010519491231002X</mark>' in page
    assert "1 处错误没有改正" in page
    seen = first.get(f"/desk/vetting/{vetting.pk}/").context["form"]["seen"].value()
    half = {"decision": "pass", "seen": seen, "remarks": "还行", "gates": ["law"]}
    refused = first.post(f"/desk/vetting/{vetting.pk}/", half)
    assert "还没有逐项核对" in refused.content.decode()
    assert "还行" in refused.content.decode(), "nothing typed is lost"

    for role in (Role.REVIEWER_1, Role.REVIEWER_2, Role.SECRECY_REVIEWER):
        _pass(enter(people[role]), vetting)
    third = enter(people[Role.REVIEWER_3])
    assert "1 处错误没有改正" in _pass(third, vetting)
    fingerprint = vetting.errors[0]["fingerprint"]
    officer.post(f"/desk/vetting/{vetting.pk}/override/", {"fingerprint": fingerprint, "reason": "示例号码"})
    assert not vetting.overrides.exists()
    third.post(f"/desk/vetting/{vetting.pk}/override/", {"fingerprint": fingerprint, "reason": "国家标准里的示例号码"})
    assert "审核结束" in _pass(third, vetting)
    assert "已发布，公众现在可以" in signer.post(f"/desk/{address}publish/", follow=True).content.decode()


def _pass(client: Client, vetting: Vetting) -> str:
    form = client.get(f"/desk/vetting/{vetting.pk}/").context["form"]
    gates = [gate for gate, _ in form.fields["gates"].choices]
    data = {"decision": "pass", "seen": form["seen"].value(), "gates": gates}
    return client.post(f"/desk/vetting/{vetting.pk}/", data, follow=True).content.decode()


def test_a_return_reaches_the_writer_with_the_ledger(draft: Draft, people: People, enter: Enter) -> None:
    vetting = submit(people[Role.OFFICER], draft())
    first = enter(people[Role.REVIEWER_1])
    seen = first.get(f"/desk/vetting/{vetting.pk}/").context["form"]["seen"].value()
    data = {
        "decision": "return", "seen": seen, "remarks": "数字不对", "quote0": "财政资金情况", "correction0": "财政资金使用情况",

    }  # fmt: skip
    assert "已退回" in first.post(f"/desk/vetting/{vetting.pk}/", data, follow=True).content.decode()
    assert "初审退回：数字不对" in shown(enter(people[Role.OFFICER]), "")
    assert "财政资金使用情况" in shown(first, "vetting/proofs/")
    assert Proof.objects.get().step_name == "初审"


WORKERS = {Role.OFFICER, Role.REVIEWER_1, Role.SIGNER, Role.SUPERVISOR}
SCREENS = {
    "vetting/": WORKERS,
    "vetting/?export=csv": WORKERS,
    "vetting/{vetting}/": WORKERS,
    "vetting/proofs/": WORKERS,
    "corrections/": WORKERS,
    "corrections/{correction}/": WORKERS,
    "vetting/organs/{organ}/": WORKERS | {Role.ADMINISTRATOR},
}


def test_who_may_look(draft: Draft, people: People, enter: Enter, bureau: Organ, county: Organ) -> None:
    document = draft()
    names = {
        "vetting": submit(people[Role.OFFICER], document).pk,
        "correction": report_mistake(None, document, "日期写错").pk,
        "organ": bureau.pk,
    }
    people = {**people, Role.SUPERVISOR: seat(county, Role.SUPERVISOR)}
    asked = (Role.OFFICER, Role.REVIEWER_1, Role.SIGNER, Role.SUPERVISOR, Role.ADMINISTRATOR)
    clients = {role: enter(people[role]) for role in asked}
    stranger = enter(seat(county, Role.OFFICER, "stranger"))
    for address, open_to in SCREENS.items():
        path = f"/desk/{address.format(**names)}"
        assert {role for role, client in clients.items() if client.get(path).status_code == 200} == open_to, address
        found = stranger.get(path)
        assert found.status_code == (404 if "{" in address else 200)
        assert document.title not in found.getvalue().decode()
        assert Client().get(path).status_code == 302


def test_an_administrator_arranges_and_others_do_not(people: People, enter: Enter, bureau: Organ) -> None:
    address = f"/desk/vetting/organs/{bureau.pk}/"
    form = {"form": "chain", "preset": "combined", "repeat_allowed": "on"}
    assert enter(people[Role.OFFICER]).post(address, form).status_code == 403
    assert "已保存" in enter(people[Role.ADMINISTRATOR]).post(address, form, follow=True).content.decode()
    chain = chain_of(bureau)
    assert chain is not None
    assert str(chain) == "初审、复审 → 保密审查、终审"
    word = {"form": "word", "word-word": "县政务大厅", "word-right": "县政务服务中心", "word-severity": "warning"}
    assert "已加入" in enter(people[Role.REVIEWER_3]).post(address, word, follow=True).content.decode()
    away = {
        "form": "absence", "absence-person": people[Role.REVIEWER_1].pk, "absence-deputy": people[Role.REVIEWER_2].pk,
        "absence-since": "2026-11-20", "absence-until": "2026-11-30", "absence-reason": "出差",
    }  # fmt: skip
    assert "已登记代审" in enter(people[Role.REVIEWER_1]).post(address, away, follow=True).content.decode()
    assert enter(people[Role.REVIEWER_2]).post(address, away).status_code == 403


def test_a_mistake_is_entered_and_answered_at_the_desk(draft: Draft, people: People, enter: Enter) -> None:
    document = publish_document(None, draft())
    officer = enter(people[Role.OFFICER])
    address = f"/desk/corrections/new/disclosure.document/{document.pk}/"
    assert f'href="{address}"' in shown(officer, f"documents/{document.pk}/")
    officer.post(address, {"wrong": "日期写错", "quote": "2026年4月1日"})
    made = Correction.objects.get()
    assert (made.source, made.reported_by) == ("staff", people[Role.OFFICER])
    assert "日期写错" in shown(officer, "")
    page = officer.get(f"/desk/corrections/{made.pk}/")
    data = {"seen": page.context["form"]["seen"].value(), "state": "corrected", "answer": "已改为5月1日"}
    assert "已答复" in officer.post(f"/desk/corrections/{made.pk}/", data, follow=True).content.decode()
    assert Correction.objects.get().state == "corrected"


def test_who_may_not_enter_a_mistake_does_not_see_the_title(
    draft: Draft, people: People, enter: Enter, county: Organ
) -> None:
    document = draft(title="还没有公布的事项")
    address = f"/desk/corrections/new/disclosure.document/{document.pk}/"
    for person in (seat(county, Role.OFFICER, "stranger"), people[Role.ADMINISTRATOR]):
        refused = enter(person).get(address)
        assert refused.status_code == 403
        assert document.title not in refused.content.decode()


def test_the_ledgers_go_out_as_files_and_no_link_leads_an_administrator_astray(
    draft: Draft, people: People, enter: Enter, bureau: Organ
) -> None:
    vetting = submit(people[Role.OFFICER], draft())
    Proof.objects.create(
        vetting=vetting, steps=["first"], gate="law", quote="布署", correction="部署", found_by=people[Role.REVIEWER_1]
    )
    officer = enter(people[Role.OFFICER])
    for address, words in (("vetting/", "财政资金情况"), ("vetting/proofs/", "布署")):
        for suffix in ("csv", "xlsx"):
            answer = officer.get(f"/desk/{address}?export={suffix}")
            content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            assert suffix == "xlsx" or words in content.decode()
    administrator = enter(people[Role.ADMINISTRATOR])
    for address in ("vetting/organs/", f"vetting/organs/{bureau.pk}/"):
        assert 'href="/desk/vetting/"' not in shown(administrator, address)
