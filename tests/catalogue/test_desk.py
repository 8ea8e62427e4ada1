"""The screens of catalogues over HTTP: from the first draft to the matrix; what others may not see or do."""

import datetime as dt
import io
import re
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from catalogue.conftest import Publish, body, holder
from gongkai.catalogue.actions.owing import make_out
from gongkai.catalogue.exchange.workbook import workbook
from gongkai.catalogue.models import Adoption, Catalogue, Edition, Item, Obligation
from gongkai.organs.models import Organ, Person, Role

Enter = Callable[[Person], Client]


def test_a_catalogue_from_its_first_draft_to_the_matrix(
    county: Organ, bureau: Organ, supervisor: Person, enter: Enter
) -> None:
    client, this = enter(supervisor), timezone.localdate().year
    given = {"organ": county.pk, "title": "全县基本目录", "fields_of": ["财政预决算"]}
    made = client.post("/desk/catalogue/new/", given)
    edition = Edition.objects.get()
    assert made["Location"].endswith(f"/desk/catalogue/editions/{edition.pk}/")
    assert "部门预算" in client.get(made["Location"]).content.decode()
    at = f"/desk/catalogue/editions/{edition.pk}"
    assert client.post(f"{at}/standard/", {"fields_of": ["社会救助"]}).status_code == 302
    assert "待核" not in client.get(f"{at}/?field=社会救助").content.decode()
    item = {"field": "本级", "level_1": "公告", "name": "年度要点", "content": "要点", "basis": "《条例》第十九条"}
    item |= {"time_limit": "每年2月底前", "body": "县政府", "channels": ["site"], "rhythm": "yearly", "month": "2"}
    item |= {"day": "28", "within": "15", "mode": "proactive", "audience": "all"}
    refused = client.post(f"{at}/items/new/", item | {"audience": "group"}).content.decode()
    assert "请写明是哪些人" in refused
    assert 'value="年度要点"' in refused, "nothing typed is lost"
    client.post(f"{at}/items/new/", item)
    assert Item.objects.get(name="年度要点").edition == edition
    assert client.post(f"{at}/enact/", {"on": f"{this}-01-01"}).status_code == 302
    client.post(f"/desk/catalogue/{edition.catalogue_id}/bodies/", {"organs": [bureau.pk], "since": f"{this}-01-01"})
    assert Adoption.objects.get().organ == bureau
    page = client.get("/desk/coverage/").content.decode()
    assert "平罗县财政局，年度要点" in page
    assert client.get(f"{at}/items/new/").status_code == 200
    assert "不能改动" in client.post(f"{at}/items/new/", item).content.decode()


def test_the_matrix_opens_its_records_whatever_its_size(
    county: Organ,
    bureau: Organ,
    edition: Edition,
    supervisor: Person,
    enter: Enter,
    year: int,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    fields = {
        name: getattr(edition.items.get(key="department-budget"), name) for name in ("field", "level_1", "content")
    }
    Item.objects.bulk_create(
        Item(edition=edition, key=f"many-{n}", serial=100 + n, name=f"事项{n}", basis="甲", time_limit="每年", body="局",
             channels=["site"], rhythm="yearly", **fields) for n in range(60)
    )  # fmt: skip
    many = [body(county, f"平罗县第{n}局", f"bureau-{n}") for n in range(24)]
    catalogue = Catalogue.objects.get()
    Adoption.objects.bulk_create(
        Adoption(catalogue=catalogue, organ=organ, since=dt.date(year, 1, 1)) for organ in (bureau, *many)
    )
    make_out(catalogue, [year])
    client = enter(supervisor)
    with django_assert_max_num_queries(30):
        page = client.get(f"/desk/coverage/?period={year}").content.decode()
    assert "25 个单位" in page
    assert "第 1 页，共 2 页" in page
    with django_assert_max_num_queries(30):
        assert "第20局" in client.get(f"/desk/coverage/?period={year}&b=2&p=2&state=missing").content.decode()
    query = f"organ={bureau.pk}&key=budget-execution&period={year}"
    with django_assert_max_num_queries(30):
        assert page.count("budget-execution") > 10
        assert "共 11 项" in client.get(f"/desk/coverage/records/?{query}").content.decode(), "December's is due later"
    assert b"PK" in b"".join(client.get(f"/desk/coverage/?period={year}&export=xlsx").streaming_content)
    assert client.get("/desk/coverage/?period=zzz&organ=x&state=y&b=-1&field=甲").status_code == 200


def test_one_obligation_is_dealt_with_on_its_page(
    bureau: Organ, edition: Edition, officer: Person, enter: Enter, year: int, publish: Publish
) -> None:
    document = publish(f"平罗县财政局{year}年部门预算", dt.date(year, 3, 20))
    owed = Obligation.objects.get(key="department-budget", label=f"{year}年")
    client, at = enter(officer), f"/desk/coverage/{owed.pk}/"
    assert document.title in client.get(at).content.decode(), "it is suggested"
    client.post(at, {"act": "tie", "document": document.pk})
    assert "按期公开" in client.get(at).content.decode()
    client.post(at, {"act": "count", "day": f"{year}-02-01"})
    assert "逾期公开" in client.get(at).content.decode()
    assert client.post(at, {"act": "waive", "reason": "无"}).status_code == 422
    assert client.post(at, {"act": "link", "url": "javascript:x", "on": "", "evidence": ""}).status_code == 422
    beside = client.get(f"/desk/documents/{document.pk}/items/").content.decode()
    assert f"部门预算（{year}年）" in beside
    client.post(f"/desk/documents/{document.pk}/items/", {"item": edition.items.get(key="budget-adjustment").pk})
    assert Obligation.objects.filter(key="budget-adjustment").count() == 1
    assert "应公开未公开" in client.get("/desk/").content.decode()
    (formed,) = re.findall(r'href="(/desk/coverage/formed/[^"]+)"', client.get("/desk/coverage/").content.decode())
    item = edition.items.get(key="government-procurement")
    told = {"item": item.pk, "title": "电脑采购合同", "formed_on": "2026-09-14"}
    assert client.post(formed, told | {"formed_on": "2126-01-01"}).status_code == 200
    client.post(formed, told)
    assert Obligation.objects.get(label="电脑采购合同").due_on == dt.date(2026, 10, 16)


def test_another_bureau_sees_and_does_nothing(edition: Edition, other: Organ, enter: Enter) -> None:
    client = enter(holder(other, Role.OFFICER, Role.SIGNER))
    owed = Obligation.objects.first()
    item = edition.items.first()
    for address in (
        *(
            f"catalogue/editions/{edition.pk}/{part}"
            for part in ("", "enact/", "standard/", "import/", "catalogue.xlsx")
        ),
        *(f"catalogue/{edition.catalogue_id}/{part}" for part in ("", "bodies/")),
        f"catalogue/items/{item.pk}/",
        f"coverage/{owed.pk}/",
    ):
        assert client.get(f"/desk/{address}").status_code == 404, address
    assert client.post(f"/desk/coverage/{owed.pk}/", {"act": "waive", "reason": "不属于我们"}).status_code == 404
    assert client.post(f"/desk/catalogue/{edition.catalogue_id}/revise/").status_code == 404
    assert client.post(f"/desk/catalogue/items/{item.pk}/drop/").status_code == 404


def test_a_workbook_is_looked_over_before_it_is_taken_over(
    edition: Edition, officer: Person, signer: Person, enter: Enter
) -> None:
    client = enter(officer)
    client.post(f"/desk/catalogue/{edition.catalogue_id}/revise/")
    draft = Edition.objects.get(number=2)
    at = f"/desk/catalogue/editions/{draft.pk}/import/"
    bad = client.post(at, {"table": SimpleUploadedFile("目录.xlsx", b"PK\x03\x04")})
    assert bad.status_code == 422
    data = client.get(f"/desk/catalogue/editions/{edition.pk}/catalogue.xlsx").content
    page = client.post(at, {"table": SimpleUploadedFile("目录.xlsx", data)})
    (sealed,) = re.findall(r'name="rows" value="([^"]+)"', page.content.decode())
    assert client.post(at, {"rows": sealed[:-4]}, follow=True).status_code == 200
    draft.items.all().delete()
    client.post(at, {"rows": sealed})
    assert draft.items.count() == edition.items.count()
    assert io.BytesIO(workbook(draft)).getbuffer().nbytes > 5000
    assert enter(signer).post(at, {"rows": sealed}).status_code == 403
