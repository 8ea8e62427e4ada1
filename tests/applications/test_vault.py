"""Sealed at rest: unreadable without the key, noticed when altered or moved, under a new key after a rotation."""

import base64
import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError

from applications.conftest import Receive
from gongkai.applications import people
from gongkai.applications.actions import casework, intake
from gongkai.applications.models import Application, Party
from gongkai.applications.people import Particulars
from gongkai.applications.queries import by_code, of_requester, volume_in_month
from gongkai.demo.cases import Office
from gongkai.vault import files, rotation
from gongkai.vault.files import PIECE
from gongkai.vault.keyring import Keyring, Sealed, Unsealable
from gongkai.vault.rotation import rotate

DAY = dt.date(2026, 3, 2)
KEYS = [f"{name}:{base64.urlsafe_b64encode(bytes([place]) * 32).decode()}" for place, name in enumerate(("a", "b"), 1)]
WHO = Particulars("张某某", identity="110105194912310021")


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_a_file_comes_back_as_it_was(size: int) -> None:
    key, content = files.new_key(), bytes(range(256)) * (size // 256 + 1)
    stored = b"".join(files.sealed([content[: size // 2], content[size // 2 : size]], key))
    assert size < 100 or content[:100] not in stored
    assert b"".join(files.unsealed(io.BytesIO(stored), key)) == content[:size]


def test_a_file_altered_cut_short_or_reordered_is_noticed() -> None:
    key = files.new_key()
    pieces = list(files.sealed([b"x" * (3 * PIECE)], key))
    altered = pieces[0][:-1] + bytes([pieces[0][-1] ^ 1])
    for wrong in ([altered, *pieces[1:]], pieces[:-1], [pieces[1], pieces[0], pieces[2]], [*pieces, pieces[0]]):
        with pytest.raises(Unsealable):
            b"".join(files.unsealed(io.BytesIO(b"".join(wrong)), key))


def test_sealed_data_is_read_in_its_place_and_with_its_key_only() -> None:
    ring = Keyring({"a": b"1" * 32})
    sealed = ring.seal("张某某".encode(), "party 1")
    assert ring.unseal(sealed, "party 1").decode() == "张某某"
    assert ring.seal(b"same", "x") != ring.seal(b"same", "x")
    wrong = [(ring, "party 2"), (Keyring({"b": b"1" * 32}), "party 1"), (Keyring({"a": b"2" * 32}), "party 1")]
    for other, place in wrong:
        with pytest.raises(Unsealable):
            other.unseal(sealed, place)
    with pytest.raises(Unsealable):
        ring.unseal(Sealed("a", sealed.data[:-1] + b"\0"), "party 1")


@pytest.mark.django_db
def test_after_a_rotation_the_old_key_can_go(
    office: Office, receive: Receive, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_KEYS = KEYS[:1]  # type: ignore[attr-defined]
    applications = [receive(DAY) for _ in range(3)]
    file = casework.attach(office.officer, applications[0], "identity", "身份证.txt", ["身份证正面".encode()])
    code = intake.code_of(applications[0])
    settings.DATA_KEYS = [KEYS[1], KEYS[0]]  # type: ignore[attr-defined]
    assert of_requester(Application.objects.all(), WHO).count() == 3, "found under either key"
    monkeypatch.setattr(rotation, "_BATCH", 2)
    assert sum(count for _, count in rotate()) == 4
    assert list(rotate()) == []
    settings.DATA_KEYS = KEYS[1:]  # type: ignore[attr-defined]
    assert people.requester(office.officer, applications[0], "核对").name == "张某某"
    opened = people.open_file(office.officer, type(file).objects.get(), "核对")
    assert opened["name"] == "身份证.txt"
    assert b"".join(file.chunks(opened)).decode() == "身份证正面"
    assert by_code(None, applications[0].number, code) == applications[0]
    assert volume_in_month(applications[1]) == 3


@pytest.mark.django_db
def test_a_file_lies_encrypted_in_the_storage(office: Office, receive: Receive) -> None:
    application = receive(DAY)
    file = casework.attach(office.officer, application, "attachment", "申请表.pdf", [b"%PDF-1.7 ", "张某某".encode()])
    with file.content.open("rb") as stored:
        assert b"PDF" not in stored.read()
    assert "申请表" not in file.content.name
    assert (
        casework.attach(
            office.officer, application, "attachment", "又一份.pdf", [b"%PDF-1.7 \xe5\xbc\xa0\xe6\x9f\x90\xe6\x9f\x90"]
        )
        == file
    )
    with pytest.raises(ValidationError, match="空的"):
        casework.attach(office.officer, application, "attachment", "空.pdf", [])


@pytest.mark.django_db
def test_number_and_code_open_one_application_and_no_other(receive: Receive) -> None:
    first, second = receive(DAY), receive(DAY)
    code = intake.code_of(first)
    assert by_code(None, f" {first.number} ", code.lower()) == first
    assert by_code(None, second.number, code) is None
    assert by_code(None, first.number, "") is None


@pytest.mark.django_db
def test_a_name_alone_finds_requesters_without_papers(office: Office, receive: Receive) -> None:
    receive(DAY, identity="")
    assert of_requester(Application.objects.all(), Particulars("张 某某")).count() == 1
    assert not of_requester(Application.objects.all(), Particulars("张某")).exists()
    assert Party.objects.get().identity_index == ""
