"""What is found in a text: however it is spaced, in whatever width, and not what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.redaction import Cover, Kind

ALL = Cover((), frozenset(Kind))


NUMBERS = """110101199003070003|11010119900307000X|110101900307003|13800000000|138-0000-0000|138 0000 0000|+86 13800000000
０９５１－１２３４５６７|6222020000000000000|6222 0200 0000 0000|a.b-c@example.org|1 3 8 0 0 0 0 0 0 0 0"""


@pytest.mark.parametrize("words", NUMBERS.replace("\n", "|").split("|"))
def test_numbers_of_persons_are_found_however_they_are_set(words: str) -> None:
    hidden = ALL.hide(f"号码：{words}。")
    assert hidden == "号码：■■■。"


@pytest.mark.parametrize(
    "words", ["2026年3月2日", "共 1234567 元", "第20260001号", "100.25", "青农公开〔2026〕第7号", "6401 与 2025"]
)
def test_other_numbers_stay(words: str) -> None:
    assert ALL.hide(words) == words


def test_numbers_side_by_side_in_a_table_are_still_found() -> None:
    assert "13800000000" not in ALL.hide("甲 13800000000 2026 13900000000 乙")


@given(st.text("王小明 李\n　", max_size=12), st.text("王小明 李\n　", max_size=12))
def test_nothing_of_a_word_is_left_wherever_blanks_stand(before: str, after: str) -> None:
    cover = Cover(("王小明",))
    hidden = cover.hide(f"{before}王 小\n明{after}")
    assert "王小明" not in "".join(hidden.split())
    assert cover.spans(hidden) == []


def test_a_blank_is_nothing_to_cover() -> None:
    with pytest.raises(ValueError, match="不能是空白"):
        Cover((" ",))
    assert not Cover()
