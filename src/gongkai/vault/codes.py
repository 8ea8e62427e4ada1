"""Codes by which people who have no account see what became of what they sent."""

import secrets

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def query_code() -> str:
    """A code of letters that nobody mistakes, and that nobody guesses."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))
