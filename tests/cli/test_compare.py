"""``gongkai compare``."""

import json
from pathlib import Path

import pytest

from cli.program import Call


def test_every_figure_comes_with_its_change(gongkai: Call, samples: list[Path]) -> None:
    done = gongkai("compare", samples[1], samples[0], "--format", "json")
    assert done.returncode == 0
    compared = json.loads(done.stdout)
    assert (compared["before"]["year"], compared["after"]["year"]) == (2022, 2025)
    assert "−14" in gongkai("compare", samples[1], samples[0]).stdout  # 24 requests, then 10


@pytest.mark.parametrize("ending", ["md", "html", "xlsx"])
def test_a_comparison_is_written_in_the_format_of_its_name(
    gongkai: Call, samples: list[Path], tmp_path: Path, ending: str
) -> None:
    done = gongkai("compare", *samples[:2], "-o", tmp_path / f"对照.{ending}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / f"对照.{ending}").stat().st_size > 2_000


def test_a_file_that_cannot_be_read_is_named(gongkai: Call, clean: Path, tmp_path: Path) -> None:
    done = gongkai("compare", clean, tmp_path / "没有.docx")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "没有.docx：找不到文件" in done.stderr
