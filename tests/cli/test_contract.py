"""Exit statuses and what stands on which stream."""

import json
import subprocess
import sys
from pathlib import Path

from cli.program import Call


def test_a_report_without_errors_exits_with_0(gongkai: Call, clean: Path) -> None:
    assert gongkai("audit", clean).returncode == 0


def test_errors_exit_with_1_and_are_told_with_both_numbers_and_the_source(gongkai: Call, faulty: Path) -> None:
    done = gongkai("audit", faulty)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "C1" in done.stdout
    assert "各列之和为 2" in done.stdout
    assert "国办公开办函〔2021〕30号" in done.stdout


def test_an_unreadable_file_exits_with_2_and_one_line(gongkai: Call, tmp_path: Path) -> None:
    done = gongkai("audit", tmp_path / "没有.docx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path}/没有.docx：找不到文件。请检查路径。\n"


def test_json_is_one_value_for_one_file(gongkai: Call, faulty: Path) -> None:
    done = gongkai("audit", faulty, "--format", "json")
    audited = json.loads(done.stdout)
    assert (audited["path"], audited["year"], done.returncode) == (str(faulty), 2025, 1)
    assert any(finding["rule"] == "C1" and finding["expected"] == 2 for finding in audited["findings"])


def test_many_files_give_json_lines_in_the_order_given_with_failures_in_their_place(
    gongkai: Call, faulty: Path, clean: Path, tmp_path: Path
) -> None:
    novel = tmp_path / "小说.txt"
    novel.write_text("话说天下大势，分久必合，合久必分。\n" * 40, encoding="utf-8")
    files = [clean, novel, faulty, tmp_path / "没有.pdf", clean]
    done = gongkai("read", *files, "--format", "json", "--jobs", "2")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["path"] for line in lines] == list(map(str, files))
    assert [sorted(line) == ["error", "path"] for line in lines] == [False, True, False, True, False]
    assert done.returncode == 2
    assert [line.partition("：")[0] for line in done.stderr.splitlines()] == [str(files[1]), str(files[3])]


def test_several_reports_in_one_file_give_a_line_each_with_its_part(
    gongkai: Call, faulty: Path, clean: Path, tmp_path: Path
) -> None:
    both = tmp_path / "两份.txt"
    both.write_text(f"{clean.read_text('utf-8')}\n\n{faulty.read_text('utf-8')}", encoding="utf-8")
    done = gongkai("audit", both, "--format", "json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["part"], second["part"]) == (1, 2)
    assert (first["year"], second["year"]) == (2022, 2025)
    assert done.returncode == 1


def test_neighbours_that_cannot_be_read_end_the_command(gongkai: Call, clean: Path, tmp_path: Path) -> None:
    done = gongkai("audit", clean, "--previous", tmp_path / "去年.docx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "去年.docx：找不到文件" in done.stderr


def test_parts_takes_all_files_up_to_the_next_option(gongkai: Call, clean: Path, samples: list[Path]) -> None:
    done = gongkai("audit", clean, "--parts", *samples[:3], "--format", "json")
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [str(clean)]


def test_a_reader_of_the_output_that_goes_away_is_no_fault(gongkai: Call, samples: list[Path]) -> None:
    call = f"import sys; from gongkai.cli.main import main; main({['read', *map(str, samples * 30)]!r})"
    with subprocess.Popen(
        [sys.executable, "-c", call], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as program:
        assert program.stdout
        assert program.stderr
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == ""
        assert program.wait(30) == 141


def test_a_fault_of_the_program_is_one_line_without_a_traceback_unless_debugging(gongkai: Call, tmp_path: Path) -> None:
    endless = tmp_path / "年报.txt"
    endless.write_text("政府信息公开工作年度报告\n" * 10, encoding="utf-8")
    done = gongkai("audit", endless, "--timeout", "0.0001")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "用时超过 0.0001 秒" in done.stderr


def test_a_run_over_many_files_ends_with_what_it_came_to(gongkai: Call, clean: Path, faulty: Path) -> None:
    done = gongkai("audit", clean, faulty, "没有.txt")
    assert done.stdout.endswith("\n共审核 2 份报告，其中 1 份有错误，1 个文件不能读取。\n")
