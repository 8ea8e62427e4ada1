"""The unified social credit code (统一社会信用代码, GB 32100—2015) of a body, with a sentence for what is wrong in it."""

from django.core.exceptions import ValidationError

from gongkai.law.credit_code import ALPHABET, is_valid


def validate_credit_code(code: str) -> None:
    """Refuse a code of the wrong length, with a character that codes do not have, or with a wrong check character."""
    if len(code) != 18:
        raise ValidationError("统一社会信用代码应为 18 位，收到 %(length)d 位", params={"length": len(code)})
    strange = [character for character in code if character not in ALPHABET]
    if strange:
        raise ValidationError("统一社会信用代码不含字符“%(character)s”", params={"character": strange[0]})
    if not code[2:8].isdecimal():
        raise ValidationError("统一社会信用代码的第 3 至 8 位是行政区划代码，应为数字")
    if not is_valid(code):
        raise ValidationError("统一社会信用代码的校验码不对，请核对是否抄错")
