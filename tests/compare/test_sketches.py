"""Samples of texts pick out the pairs that are alike, whatever the number of texts."""

from random import Random

import msgspec

from generator.draft import random_report
from gongkai.report.model import AnnualReport, Section
from gongkai.report.reuse import reused_share
from gongkai.report.sketches import nearest, sketch_of


def made_of(words: str) -> AnnualReport:
    return msgspec.structs.replace(random_report(1), sections=(Section(1, "总体情况", words),))


def prose(chance: Random, length: int = 4000) -> str:
    return "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(length))


def test_a_copy_and_a_half_copy_are_found_among_strangers() -> None:
    chance = Random(7)
    texts = [prose(chance) for _ in range(60)]
    texts += [texts[3], texts[5][:2000] + prose(chance, 2000)]
    reports = [made_of(text) for text in texts]
    near = nearest({at: sketch_of(report) for at, report in enumerate(reports)}, 10)
    assert near.pairs == [(3, 60), (5, 61)]
    assert near.found == 2
    assert 0.45 < reused_share(reports[5], reports[61]) < 0.55


def test_one_text_of_many_bodies_is_many_pairs_of_which_some_are_named() -> None:
    sketch = sketch_of(made_of(prose(Random(1))))
    near = nearest(dict.fromkeys(range(500), sketch), 10)
    assert near.found == 500 * 499 // 2
    assert near.pairs[:2] == [(0, 1), (0, 2)]
    assert len(near.pairs) == 10


def test_a_text_that_says_nothing_is_like_none() -> None:
    assert nearest({1: b"", 2: b""}, 10) == (0, [])
