"""Labels with typos, lost rows, packed cells, remarks: what happens to files costs no figure its place.

The key property of reading: a figure comes back right or not at all.
"""

import pytest

from generator.layouts import FAST, PLAIN
from generator.noises import NOISES
from generator.trial import Trial, expect_none


@pytest.mark.parametrize("layout", FAST)
def test_no_noise_ever_makes_a_wrong_number(layout: str) -> None:
    """The key property: whatever happened to the file, a figure comes back right or not at all.

    Each layout takes a quarter of the noises, each noise meets a quarter of the layouts.
    """
    share = FAST.index(layout) % 4
    trials = [Trial(layout, noise, 200 + seed, faulty=seed % 2 == 0) for seed, noise in enumerate(NOISES)]
    expect_none(trials[share::4], "wrong")


@pytest.mark.parametrize("noise", NOISES)
def test_noise_costs_no_cell_that_the_file_still_places(noise: str) -> None:
    expect_none(Trial(layout, noise, seed) for layout in PLAIN for seed in (30, 31))
