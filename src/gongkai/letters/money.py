"""Sums in capital numerals (大写), as receipts and notices of payment give them."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "拾", "佰", "仟")
_LARGE = ("", "万", "亿")


def capitals(amount: int) -> str:
    """A sum of whole 元 in capital numerals. Raises ``ValueError`` for one below zero or of 亿亿.

    >>> capitals(54700), capitals(0), capitals(100003), capitals(20)
    ('伍万肆仟柒佰元整', '零元整', '壹拾万零叁元整', '贰拾元整')
    """
    if not 0 <= amount < 10**12:
        raise ValueError(f"金额{amount}写不成大写")
    words, gap = "", False
    for place in range(len(str(amount)) - 1, -1, -1):
        digit = amount // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + _SMALL[place % 4]
        gap = not digit
        if place % 4 == 0 and amount // 10**place % 10**4:
            words += _LARGE[place // 4]
    return f"{words or _DIGITS[0]}元整"
