"""The command line starts without the libraries that only some formats need."""

import subprocess
import sys

import pytest

HEAVY = {
    "lxml", "docx", "xlsxwriter", "python_calamine", "pypdfium2", "pdfplumber", "rapidocr", "onnxruntime", "numpy",
    "cv2", "opencc", "yaml", "django", "importlib.metadata",
}  # fmt: skip


@pytest.mark.parametrize("command", [[], ["audit"], ["read"]], ids=["gongkai", "audit", "read"])
def test_help_imports_no_heavy_library(command: list[str]) -> None:
    program = f"""
import sys
from gongkai.cli.main import main
try:
    main([*{command!r}, "--help"])
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert HEAVY & set(done.stderr.split()) == set()


def test_the_list_of_commands_imports_none_of_them() -> None:
    program = "import sys; from gongkai.cli import main; print(*(m for m in sys.modules if m.startswith('gongkai')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) == {
        "gongkai", "gongkai.cli", "gongkai.cli.main", "gongkai.cli.chinese", "gongkai.cli.status",
    }  # fmt: skip
