from pathlib import Path

import pytest

from cli.program import Call, call


@pytest.fixture(scope="session")
def gongkai() -> Call:
    """Call the command line in another process."""
    return call


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    return sorted(Path(__file__).parents[2].joinpath("samples/reports").glob("*.txt"))


@pytest.fixture
def faulty(samples: list[Path]) -> Path:
    """A report with errors: the total of its reviews says 0 where the columns say 2."""
    return samples[2]


@pytest.fixture
def clean(samples: list[Path]) -> Path:
    """A report without errors."""
    return samples[1]
