"""Markdown shows text as it is and tells every finding."""

import re

import pytest
from tests.writers.cases import audited

from gongkai.report.writers.markdown import escape, write_audit
from gongkai.report.writers.results import Failed


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# 标题", r"\# 标题"),
        ("- 项", r"\- 项"),
        ("1. 项", r"1\. 项"),
        ("1.项", "1.项"),
        ("a*b_c|d", r"a\*b\_c\|d"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("A&B -5", "A&B -5"),
        ("两\n行", "两 行"),
        ("---", r"\---"),
    ],
)
def test_only_what_markdown_would_read_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_an_audit_lists_every_finding_with_its_values() -> None:
    text = write_audit(audited())
    assert [int(n) for n in re.findall(r"^### (\d+)\. B2", text, re.MULTILINE)] == list(range(1, 10))
    assert "- 应为：36\n- 填报：38\n- 相差：+2\n" in text
    assert "## 错误（2 处）" in text


def test_a_file_that_could_not_be_read_keeps_its_place() -> None:
    assert write_audit(Failed("a_b.pdf", "文件已加密。")) == "## a\\_b.pdf\n\n文件已加密。\n"
