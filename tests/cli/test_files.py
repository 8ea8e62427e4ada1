"""Which files are read, under which names, and where results are written."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from cli.program import PROGRAM, Call


def test_standard_input_is_a_file_named_by_a_dash(gongkai: Call, faulty: Path) -> None:
    done = gongkai("read", "-", stdin=faulty.read_text("utf-8"))
    assert json.loads(done.stdout)["path"] == "-"


def test_empty_standard_input_is_refused(gongkai: Call) -> None:
    done = gongkai("read", "-")
    assert done.returncode == 2
    assert done.stderr.startswith("-：文件是空的")


def test_names_that_are_not_unicode_are_shown_as_they_were_meant(gongkai: Call, clean: Path, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode("年报.txt".encode("gb18030"))
    file.write_bytes(clean.read_bytes())
    done = gongkai("read", file)
    assert done.returncode == 0
    assert json.loads(done.stdout)["path"] == f"{tmp_path}/年报.txt"


def test_a_folder_is_read_only_when_asked(gongkai: Call, clean: Path, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "乡镇").mkdir()
    (tmp_path / "乡镇/b.txt").write_bytes(faulty.read_bytes())
    (tmp_path / "a.txt").write_bytes(clean.read_bytes())
    (tmp_path / ".DS_Store").write_bytes(b"\x00")
    assert "文件夹" in gongkai("read", tmp_path).stderr
    done = gongkai("read", tmp_path, "--recursive")
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [
        f"{tmp_path}/a.txt",
        f"{tmp_path}/乡镇/b.txt",
    ]


@pytest.mark.parametrize("command", ["read", "audit"])
@pytest.mark.parametrize("ending", ["json", "md", "html", "xlsx"])
def test_the_ending_of_the_output_chooses_the_format(
    gongkai: Call, faulty: Path, tmp_path: Path, command: str, ending: str
) -> None:
    output = tmp_path / f"结果.{ending}"
    done = gongkai(command, faulty, "-o", output)
    assert (done.stdout, done.stderr) == ("", "")
    start = {"json": b"{", "md": b"#", "html": b"<!doctype html", "xlsx": b"pk"}[ending]
    assert output.read_bytes().lstrip()[: len(start)].lower() == start
    assert [path.name for path in tmp_path.iterdir()] == [output.name]


def test_a_folder_receives_a_file_for_each_report(gongkai: Call, samples: list[Path], tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    twin = tmp_path / "again" / samples[0].name
    twin.write_bytes(samples[0].read_bytes())
    gongkai("read", samples[0], samples[1], twin, "-f", "md", "-o", f"{tmp_path}/out/")
    stem = samples[0].stem
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [f"{stem}.md", f"{stem}-2.md", f"{samples[1].stem}.md"]
    )


@pytest.mark.parametrize("command", ["read", "audit"])
def test_a_file_that_cannot_be_read_leaves_no_page(gongkai: Call, clean: Path, tmp_path: Path, command: str) -> None:
    done = gongkai(command, tmp_path / "没有.txt", clean, "-f", "html", "-o", f"{tmp_path}/out/")
    assert done.returncode == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{clean.stem}.html"]


def test_several_reports_do_not_fit_into_one_document(gongkai: Call, samples: list[Path], tmp_path: Path) -> None:
    done = gongkai("read", *samples, "-o", tmp_path / "all.docx")
    assert done.returncode == 2
    assert "请用 -o 文件夹/ 分别保存" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_findings_of_all_files_fit_into_one_workbook(gongkai: Call, samples: list[Path], tmp_path: Path) -> None:
    done = gongkai("audit", *samples, tmp_path / "没有.txt", "-o", tmp_path / "all.xlsx")
    assert done.returncode == 2
    assert (tmp_path / "all.xlsx").stat().st_size > 5_000


def test_the_file_that_is_read_is_never_written_over(gongkai: Call, clean: Path, tmp_path: Path) -> None:
    report = tmp_path / "a.md"
    report.write_bytes(clean.read_bytes())
    done = gongkai("read", report, "-f", "md", "-o", report)
    assert done.returncode == 2
    assert "正是要读的文件" in done.stderr
    assert report.read_bytes() == clean.read_bytes()


def test_an_older_result_is_replaced_and_keeps_ordinary_permissions(gongkai: Call, clean: Path, tmp_path: Path) -> None:
    output = tmp_path / "a.json"
    output.write_text("old")
    gongkai("read", clean, "-o", output)
    assert json.loads(output.read_text())["year"] == 2022
    assert stat.S_IMODE(output.stat().st_mode) & stat.S_IRUSR


@pytest.mark.parametrize(
    ("output", "why"), [("missing/a.json", "文件夹不存在"), ("a.txt/b.json", "上级路径不是文件夹")]
)
def test_an_output_that_cannot_be_written_is_one_line(
    gongkai: Call, clean: Path, tmp_path: Path, output: str, why: str
) -> None:
    (tmp_path / "a.txt").write_text("")
    done = gongkai("read", clean, "-o", tmp_path / output)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert why in done.stderr


def test_text_follows_the_encoding_of_the_terminal_and_json_does_not(clean: Path, faulty: Path) -> None:
    def output(*arguments: str) -> bytes:
        env = {**os.environ, "PYTHONIOENCODING": "gb18030", "PYTHONUTF8": "0"}
        return subprocess.run([*PROGRAM, *arguments], capture_output=True, env=env, check=False).stdout

    assert "行政复议".encode("gb18030") in output("audit", str(faulty))
    assert "行政复议".encode() in output("audit", str(faulty), "-f", "json")


def test_without_a_result_there_is_no_file_and_an_older_one_stays(gongkai: Call, tmp_path: Path) -> None:
    empty, result = tmp_path / "empty.txt", tmp_path / "result.docx"
    empty.touch()
    assert gongkai("read", str(empty), "-o", str(result)).returncode == 2
    assert not result.exists()
    result.write_bytes(b"older")
    assert gongkai("read", str(empty), "-o", str(result)).returncode == 2
    assert result.read_bytes() == b"older"
