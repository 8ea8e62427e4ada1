"""What became of a text: nothing is lost, and a change is found as narrowly as it is."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.compare.passages import Kind, Passage, Piece, passages

PARAGRAPHS = st.lists(st.text("甲乙丙丁12 。；，", min_size=1, max_size=30), max_size=6).map("\n".join)


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    found = list(passages(before, after))
    assert "\n".join(p.before for p in found if p.kind is not Kind.INSERTED) == before
    assert "\n".join(p.after for p in found if p.kind is not Kind.DELETED) == after
    for passage in found:
        if passage.kind is Kind.CHANGED:
            assert "".join(p.text for p in passage.pieces if p.kind is not Kind.INSERTED) == passage.before
            assert "".join(p.text for p in passage.pieces if p.kind is not Kind.DELETED) == passage.after
        else:
            assert not passage.pieces


@given(PARAGRAPHS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert all(passage.kind is Kind.SAME for passage in passages(text, text))


def test_a_number_that_changed_is_the_change() -> None:
    (passage,) = passages("全年收到申请 24 件，均已答复。无诉讼。", "全年收到申请 110 件，均已答复。无诉讼。")
    assert passage.pieces == (
        Piece(Kind.SAME, "全年收到申请 "),
        Piece(Kind.DELETED, "24"),
        Piece(Kind.INSERTED, "110"),
        Piece(Kind.SAME, " 件，均已答复。无诉讼。"),
    )


def test_a_sentence_put_in_and_a_paragraph_taken_out() -> None:
    found = list(passages("一是甲乙丙丁。二是戊己庚辛。\n旧的一段话。", "一是甲乙丙丁。新添了这一句。二是戊己庚辛。"))
    assert [p.kind for p in found] == [Kind.CHANGED, Kind.DELETED]
    assert Piece(Kind.INSERTED, "新添了这一句。") in found[0].pieces
    assert found[1] == Passage(Kind.DELETED, before="旧的一段话。")


def test_paragraphs_that_have_nothing_in_common_are_not_mixed() -> None:
    assert [p.kind for p in passages("甲乙丙丁戊己。", "子丑寅卯辰巳。")] == [Kind.DELETED, Kind.INSERTED]


def test_a_novel_is_compared_in_no_time() -> None:
    before, after = "\n".join(f"第{n}回。" for n in range(3000)), "\n".join(f"第{n}章，" for n in range(3000))
    assert sum(p.kind is Kind.DELETED for p in passages(before, after)) == 3000
    long = "甲" * 200_000
    assert [p.kind for p in passages(long, long + "乙")] == [Kind.CHANGED]
