"""Sealing anew under the current key, so that an old one can be retired."""

from collections.abc import Iterator

from django.apps import apps
from django.db import transaction

from gongkai.vault.keyring import keyring
from gongkai.vault.models import SealedRecord

_BATCH = 500


def sealed_models() -> list[type[SealedRecord]]:
    """Every kind of record that holds sealed data."""
    return [model for model in apps.get_models() if issubclass(model, SealedRecord)]


def rotate() -> Iterator[tuple[str, int]]:
    """Seal every record under the current key; kind and number after each batch.

    A batch is one transaction: broken off, it goes on where it stood, and people can work meanwhile.
    """
    for model in sealed_models():
        while count := _batch(model):
            yield str(model._meta.verbose_name), count


@transaction.atomic
def _batch(model: type[SealedRecord]) -> int:
    current = keyring().current
    records = list(model._default_manager.select_for_update().exclude(key=current).order_by("pk")[:_BATCH])
    for record in records:
        record.seal(record.unseal())
        record.save(update_fields=["key", "sealed", *record.INDEXED.values()])
    return len(records)
