"""The unified social credit code (统一社会信用代码, GB 32100—2015)."""

from django.core.exceptions import ValidationError

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def check_character(code: str) -> str:
    """The 18th character that belongs to the first 17; ``ValueError`` where one of them is none of the alphabet.

    >>> check_character("11640221010000001")
    'H'
    """
    total = sum(_ALPHABET.index(character) * weight for character, weight in zip(code, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def validate_credit_code(code: str) -> None:
    """Refuse a code of the wrong length, with a character that codes do not have, or with a wrong check character."""
    if len(code) != 18:
        raise ValidationError("统一社会信用代码应为 18 位，收到 %(length)d 位", params={"length": len(code)})
    strange = [character for character in code if character not in _ALPHABET]
    if strange:
        raise ValidationError("统一社会信用代码不含字符“%(character)s”", params={"character": strange[0]})
    if check_character(code[:17]) != code[17]:
        raise ValidationError("统一社会信用代码的校验码不对，请核对是否抄错")
