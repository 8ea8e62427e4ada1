"""Numbers from parts to words and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.letters import Number, Numbering, letter_number

ORGANS = st.text("青河县农业农村局", min_size=1, max_size=6)
PATTERNS = st.sampled_from(
    ["{organ}公开〔{year}〕第{serial}号", "〔{year}〕第{serial}号-公开", "{organ}依复〔{year}〕{serial}号"]
)


@given(
    PATTERNS,
    ORGANS,
    st.integers(2008, 2100),
    st.integers(1, 99999),
    st.sampled_from(["", "告", "补", "撤"]),
    st.integers(1, 9),
)
def test_a_number_that_is_written_is_read_again(
    pattern: str, organ: str, year: int, serial: int, suffix: str, repeat: int
) -> None:
    number = Number(
        organ=organ if "{organ}" in pattern else "",
        year=year,
        serial=serial,
        suffix=suffix,
        repeat=repeat if suffix else 1,
    )
    assert Numbering(pattern).read(Numbering(pattern).write(number)) == number


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{organ}〔{year}〕号", "必须各有一个"),
        ("〔{year}〕{serial}{serial}", "必须各有一个"),
        ("{year}{serial}号", "紧挨"),
        ("〔{year}〕{no}{serial}", "不认识"),
        ("〔{year}〕第{serial}号{", "没有配对"),
    ],
)
def test_a_pattern_that_could_repeat_a_number_is_refused(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Numbering(pattern)


def test_letters_share_the_serial_of_their_request_and_have_their_own_suffix() -> None:
    own = Number(organ="青农", year=2026, serial=7)
    assert Numbering().write(letter_number(own, "correction_notice")) == "青农公开〔2026〕第7号-补"
    assert Numbering().write(letter_number(own, "correction_notice", 2)) == "青农公开〔2026〕第7号-补2"
    assert Numbering().write(letter_number(own, "withdrawal_confirmation")) == "青农公开〔2026〕第7号-撤"


def test_words_that_are_no_number_are_refused_with_the_pattern() -> None:
    with pytest.raises(ValueError, match="不是“"):
        Numbering().read("青农〔2026〕7号")
