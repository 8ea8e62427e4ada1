"""What a record with personal data inherits."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models

from gongkai.vault.keyring import Sealed, keyring


class SealedRecord(models.Model):
    """A record whose particulars are sealed as one JSON value.

    ``INDEXED`` names, for particulars by which the record must be found, the column of their digest. Reading is for the
    queries of a room, which ask for the right and leave a trace.
    """

    key = models.CharField("密钥编号", max_length=40, editable=False, db_index=True)
    sealed = models.BinaryField("密文", editable=False)

    INDEXED: ClassVar[Mapping[str, str]] = {}

    class Meta:
        abstract = True

    @property
    def place(self) -> str:
        """Where the data belongs: what it is sealed for. Must not change."""
        raise NotImplementedError

    def seal(self, particulars: Mapping[str, Any]) -> None:
        """Put the particulars in, under the current key; the caller saves."""
        ring = keyring()
        data = json.dumps(dict(particulars), ensure_ascii=False, separators=(",", ":")).encode()
        self.key, self.sealed = ring.seal(data, self.place)
        for name, column in self.INDEXED.items():
            setattr(self, column, ring.index(str(particulars.get(name) or ""), name) if particulars.get(name) else "")

    def unseal(self) -> dict[str, Any]:
        """The particulars. Raises :class:`~gongkai.vault.keyring.Unsealable`."""
        value: dict[str, Any] = json.loads(keyring().unseal(Sealed(self.key, bytes(self.sealed)), self.place))
        return value
