"""What the tests of the content check share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def samples_text() -> list[str]:
    """The five real reports."""
    folder = Path(__file__).parents[2] / "samples" / "reports"
    return [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
