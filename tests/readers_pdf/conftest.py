"""The five sample reports on paper, printed once for all tests."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from generator.layouts.printed import html_to_pdf, print_page
from generator.script import Script, script_of
from gongkai.report.load import load_reports

SAMPLES = sorted(Path("samples/reports").glob("*.txt"))


@pytest.fixture(scope="session")
def scripts() -> list[Script]:
    return [script_of(load_reports(path)[0].report) for path in SAMPLES]


@pytest.fixture(scope="session")
def printed(scripts: list[Script]) -> Callable[[int, str], bytes]:
    made: dict[tuple[int, str], bytes] = {}

    def make(sample: int, border: str = "0.5pt solid black") -> bytes:
        if (sample, border) not in made:
            made[sample, border] = html_to_pdf(print_page(scripts[sample], Random(sample), border=border))
        return made[sample, border]

    return make
