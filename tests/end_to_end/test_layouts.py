"""Made-up reports through every layout: the same cells come back, and exactly the injected findings.

A failing trial names the line that repeats it; ``generator.stress`` runs as many of them as you like.
"""

import shutil

import pytest

from generator.layouts import FAST, LAYOUTS, PLAIN, SLOW
from generator.trial import Trial, expect_none


def _seeds(layout: str, cheap: int) -> range:
    """So many seeds where a file costs nothing, half where it costs some milliseconds."""
    return range(cheap if LAYOUTS[layout].cost == 0 else cheap // 2)


@pytest.mark.parametrize("layout", FAST)
def test_clean_reports_come_back_whole_and_without_errors(layout: str) -> None:
    expect_none(Trial(layout, "none", seed) for seed in _seeds(layout, 8))


@pytest.mark.parametrize("layout", FAST)
def test_injected_errors_are_found_and_no_others(layout: str) -> None:
    expect_none(Trial(layout, "none", 50 + seed, faulty=True) for seed in _seeds(layout, 6))


@pytest.mark.parametrize("layout", [*PLAIN, "docx"])
def test_trial_form_of_2019(layout: str) -> None:
    expect_none(Trial(layout, "none", seed, edition="2019", faulty=seed % 2 == 0) for seed in _seeds(layout, 6))


@pytest.mark.parametrize("layout", SLOW)
def test_printed_reports_come_back(layout: str) -> None:
    for program in LAYOUTS[layout].programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    kinds = ("wrong",) if layout.startswith("scan") else ()  # what is recognised of a picture depends on time
    expect_none([Trial(layout, "none", 3, faulty=True)], *kinds)
