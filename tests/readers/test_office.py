"""Old and foreign documents through LibreOffice, really converted."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.report.readers import Unreadable, office
from gongkai.report.readers.child import OutOfTime, run
from gongkai.report.readers.errors import NotInstalled
from gongkai.report.readers.open import read_bytes
from readers.shown import shown
from readers.test_docx import p, package, tbl, tc

needs_libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="未安装 LibreOffice")
BODY = p("一、总体情况") + tbl(tc("规章") + tc("0"), tc("文件") + tc("3")) + p("二、其他")


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The option that names a profile of LibreOffice, made once: a new one takes longer than a conversion."""
    return f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"


@needs_libreoffice
@pytest.mark.parametrize("to", ["doc", "uot"])
def test_documents_of_other_programs(to: str, tmp_path: Path, profile: str) -> None:
    (tmp_path / "source.docx").write_bytes(package(BODY))
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "source.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = read_bytes((tmp_path / f"source.{to.partition(':')[0]}").read_bytes())
    assert shown(document) == ["一、总体情况", [["规章", "0"], ["文件", "3"]], "二、其他"]


@needs_libreoffice
def test_what_libreoffice_cannot_read_is_told() -> None:
    with pytest.raises(Unreadable, match="LibreOffice 读不出这个文件"):
        office.convert(bytes(1000), "xlsx")


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        NotInstalled, match="未安装 LibreOffice。请用 Word 或 WPS 另存为 DOCX 后再试，或安装 libreoffice-writer"
    ):
        read_bytes(b"{\\rtf1 a}")


def test_a_program_that_hangs_is_killed_with_its_children() -> None:
    with pytest.raises(OutOfTime):
        run(["sh", "-c", "sleep 60 & sleep 60"], seconds=0.3, megabytes=500)


def test_a_program_that_grows_is_stopped() -> None:
    status, _ = run([sys.executable, "-c", "b'x' * 10**9"], seconds=20, megabytes=300)
    assert status != 0
