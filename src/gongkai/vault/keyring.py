"""The keys and what is done with them. The first key seals; every key unseals and finds."""

import base64
import binascii
import functools
import hashlib
import hmac
import os
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


class Unsealable(Exception):
    """Sealed data that cannot be read: its key is gone, or it was altered or moved. The message says which."""


class Sealed(NamedTuple):
    """Sealed bytes and the name of the key under which they are."""

    key: str
    data: bytes


class Keyring:
    """Keys by name, of 32 bytes each, the current one first."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = dict(keys)
        self.current = next(iter(self._keys))

    def seal(self, data: bytes, place: str) -> Sealed:
        """Seal the data for one place; it can be unsealed there only, so that nobody can swap two records."""
        nonce = os.urandom(_NONCE)
        return Sealed(self.current, nonce + self._cipher(self.current).encrypt(nonce, data, place.encode()))

    def unseal(self, sealed: Sealed, place: str) -> bytes:
        """The data. Raises :class:`Unsealable`."""
        if sealed.key not in self._keys:
            raise Unsealable(f"没有编号为“{sealed.key}”的密钥，请检查 DATA_KEYS")
        try:
            nonce, text = sealed.data[:_NONCE], sealed.data[_NONCE:]
            return self._cipher(sealed.key).decrypt(nonce, text, place.encode())
        except InvalidTag as error:
            raise Unsealable("加密的数据被改动、移动过，或者密钥不对") from error

    def index(self, text: str, purpose: str) -> str:
        """A digest by which the same text is found again, and from which nobody without the key can tell the text."""
        return self._index(self.current, text, purpose)

    def indexes(self, text: str, purpose: str) -> list[str]:
        """The digests under every key, for a search while records are under several."""
        return [self._index(key, text, purpose) for key in self._keys]

    def _index(self, key: str, text: str, purpose: str) -> str:
        secret = _derived(self._keys[key], f"index {purpose}")
        return hmac.new(secret, canonical(text).encode(), hashlib.sha256).hexdigest()

    def _cipher(self, key: str) -> AESGCM:
        return AESGCM(_derived(self._keys[key], "seal"))


def canonical(text: str) -> str:
    """The text as it is compared: without blanks, widths and cases made one.

    >>> canonical(" １１０１０１ 19900101 123ｘ ")
    '11010119900101123X'
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


@functools.cache
def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"gongkai {purpose}".encode()).derive(key)


def keyring() -> Keyring:
    """The installation's keys; without any (only outside production) one made from ``SECRET_KEY``."""
    return _keyring(tuple(settings.DATA_KEYS), settings.SECRET_KEY)


@functools.lru_cache(maxsize=4)
def _keyring(declared: Sequence[str], secret: str) -> Keyring:
    if not declared:
        return Keyring({"trial": hashlib.sha256(f"data {secret}".encode()).digest()})
    return Keyring(dict(map(_declared, declared)))


def _declared(words: str) -> tuple[str, bytes]:
    name, _, text = words.partition(":")
    try:
        key = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError) as error:
        raise Unsealable(f"DATA_KEYS 中编号 {name} 的密钥不是 base64") from error
    if not name or len(key) != 32:
        raise Unsealable(f"DATA_KEYS 中编号 {name or '（空）'} 的密钥不是 32 字节")
    return name, key
