"""统一社会信用代码: the 18 characters that name an organisation (GB 32100—2015), with their check character."""

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 characters; I, O, S, V and Z are left out."""

_SHAPE = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


def check_character(body: str) -> str:
    """The 18th character for the first 17: weights are the powers of 3, modulo 31.

    Raises ``ValueError`` where the body is not 17 characters of the alphabet.

    >>> check_character("9144030071526726X")
    'G'
    """
    if len(body) != 17 or any(c not in ALPHABET for c in body):
        raise ValueError(f"统一社会信用代码的前17位不合规则：“{body}”")
    total = sum(ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(body))
    return ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    """Whether the code has the right characters, a numeric region and the right check character.

    >>> is_valid("9144030071526726XG"), is_valid("9144030071526726XA"), is_valid("９１")
    (True, False, False)
    """
    return bool(_SHAPE.fullmatch(code)) and check_character(code[:17]) == code[17]
