"""Tables that are recognised at a glance: the same cells at the same places as the search row by row comes to."""

import pytest

from generator.trial import Trial, make
from gongkai.report.form import FORMS
from gongkai.report.readers.open import read_bytes
from gongkai.report.recognise.printed import printed
from gongkai.report.recognise.sections import split, unwrap
from gongkai.report.recognise.tables import search_table

LAYOUTS = ("tab", "pipe", "cell-lines", "pdftotext-layout", "html-official", "html-word", "html-sloppy")
NOISES = ("none", "cut-row", "packed-blanks", "typos")


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_glance_and_a_search_agree(layout: str, edition: str) -> None:
    glances = 0
    for seed, noise in enumerate(NOISES * 2):
        document = read_bytes(make(Trial(layout, noise, seed, edition, faulty=seed % 3 == 0)).rendered.data)
        for part in split(list(unwrap(document.blocks)))[0]:
            found = printed(part.number, part.blocks, FORMS[edition]) if part.number in (2, 3, 4) else None
            if found is not None:
                glances += 1
                searched = search_table(part.number, part.blocks, FORMS[edition])
                lost = {cell for doubt in searched.doubts for cell in doubt.cells if not doubt.accepted}
                assert {ref: found.cells[ref] for ref in found.cells.keys() - lost} == {
                    ref: cell for ref, cell in searched.cells.items() if ref not in lost
                }
                assert {ref: found.places[ref] for ref in searched.places} == searched.places
    assert glances > len(NOISES)
