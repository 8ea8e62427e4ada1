"""Files: sealed and unsealed piece by piece, so that a large one never has to be in memory whole.

Every file has a key of its own, used for nothing else; numbers of its pieces serve as nonces. The last piece is marked,
so that a file cut short is noticed.
"""

import itertools
import os
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.vault.keyring import Unsealable

PIECE = 1 << 16
_TAG = 16
_LAST, _MORE = b"last", b"more"


def new_key() -> bytes:
    """A key for one file."""
    return os.urandom(32)


def sealed(chunks: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    """The file's chunks, sealed."""
    cipher = AESGCM(key)
    for number, piece, last in _numbered(_pieces(chunks)):
        yield cipher.encrypt(number, piece, _LAST if last else _MORE)


def unsealed(file: IO[bytes], key: bytes) -> Iterator[bytes]:
    """The content of a sealed file. Raises :class:`~gongkai.vault.keyring.Unsealable`."""
    cipher = AESGCM(key)
    pieces = iter(lambda: file.read(PIECE + _TAG), b"")
    for number, piece, last in _numbered(pieces):
        try:
            yield cipher.decrypt(number, piece, _LAST if last else _MORE)
        except InvalidTag as error:
            raise Unsealable("加密的文件被改动、截断过，或者密钥不对") from error


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size; a single empty piece for an empty file."""
    rest, any_ = b"", False
    for chunk in chunks:
        rest += chunk
        while len(rest) > PIECE:
            any_ = True
            yield rest[:PIECE]
            rest = rest[PIECE:]
    if rest or not any_:
        yield rest


def _numbered(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bytes, bool]]:
    """Each piece with its number as a nonce, and whether it is the last."""
    whole = itertools.chain(pieces, [None])
    for number, (piece, after) in enumerate(itertools.pairwise(whole)):
        if piece is not None:
            yield number.to_bytes(12), piece, after is None
