"""Uploaded files in an object storage: written, read, listed and deleted; never reachable but through the site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils.module_loading import import_string

from gongkai.project.archive.files import walk
from gongkai.project.storages import storages
from project.bucket_server import bucket_server

Buckets = tuple[Storage, Storage, dict[str, bytes]]


@pytest.fixture
def buckets(tmp_path: Path) -> Iterator[Buckets]:
    with bucket_server() as (address, objects):
        url = f"s3://key:secret@bucket/office?endpoint={address}&region=cn-north-1"
        made = storages(url, tmp_path, "/media/", hashed=False)
        private, public = (
            import_string(made[name]["BACKEND"])(**made[name]["OPTIONS"]) for name in ("default", "public")
        )
        yield private, public, objects


def test_a_file_is_written_read_listed_and_deleted(buckets: Buckets) -> None:
    private, _, objects = buckets
    content = bytes(range(256)) * 5000
    assert private.save("reports/1/年报", ContentFile(content)) == "reports/1/年报"
    assert objects == {"office/files/reports/1/年报": content}
    with private.open("reports/1/年报") as file:
        assert file.read() == content
    assert list(walk(private)) == ["reports/1/年报"]
    private.delete("reports/1/年报")
    assert objects == {}


def test_what_is_there_is_never_overwritten(buckets: Buckets) -> None:
    private, _, objects = buckets
    names = {private.save("a.txt", ContentFile(b"1")), private.save("a.txt", ContentFile(b"2"))}
    assert len(names) == 2
    assert sorted(objects.values()) == [b"1", b"2"]


def test_what_pages_show_has_an_address_of_the_site(buckets: Buckets) -> None:
    _, public, objects = buckets
    public.save("images/a.png", ContentFile(b"png"))
    assert public.url("images/a.png") == "/media/images/a.png"
    assert list(objects) == ["office/media/images/a.png"]


@pytest.mark.parametrize("url", ["s3://", "http://bucket", "bucket"])
def test_an_address_that_is_none_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL 应形如"):
        storages(url, tmp_path, "/media/", hashed=False)
