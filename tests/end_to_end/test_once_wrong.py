"""Files that were once misread: each stands for a way in which figures move, blanks vanish or heads are cut."""

import pytest

from generator.trial import Trial, expect_none

ONCE_WRONG = (
    Trial("ofd-scaled", "packed-blanks", 224, faulty=True),  # a total filled in by adding what stood before it
    Trial("pipe-packed", "lost-column", 700, faulty=True),  # six figures in every row, pushed to the left
    Trial("tab-bom", "packed-blanks", 700, faulty=True),  # zeros add up wherever they are put
    Trial("tab-gb18030", "packed-blanks", 900, faulty=True),
    Trial("pipe-packed", "packed-blanks", 900, faulty=True),
    Trial("xlsx", "packed-blanks", 30),  # table 4 moved, and table 3 all zeros
    Trial("tab-bom", "lost-column", 906, faulty=True),  # no 总计 column at all
    Trial("pdftotext-layout-pages", "lost-column", 902, faulty=True),
    Trial("pdftotext-layout", "breaks-in-labels", 30),  # the number of a label alone on its line
    Trial("tab-pages", "blank-zeros", 902, faulty=True),  # a page ends inside the head of the table
    Trial("tab-utf16", "blank-zeros", 906, faulty=True),  # a row in its place that does not add up
    Trial("tab-bom", "blank-zeros", 1001, faulty=True),  # one that begins with a blank, and table 4 that is faulty
    Trial("pipe-cut-sentences", "packed-blanks", 1000, faulty=True),
    Trial("pipe", "blank-zeros", 1005, faulty=True),
    Trial("ofd-cut", "blank-zeros", 1002, faulty=True),  # one column more below the break of a page than above
    Trial("html-word", "blank-zeros", 1002, faulty=True),  # table 4 all blank, and a row to hold the widths
    Trial("xlsx-side-by-side", "serial-column", 1000),
    Trial("spaces", "remark-column", 1000),  # a remark behind the figures of a line
    Trial("spaces", "remarks-in-cells", 1107),
    Trial("spaces", "zero-signs", 1100, faulty=True),
    Trial("ofd", "packed-blanks", 1308, faulty=True),  # one figure in the whole table
    Trial("xlsx-sheets", "packed-blanks", 1308),
    Trial("xlsx-sheets", "blank-zeros", 1003, faulty=True),  # table 4 of which only the head is stored
    Trial("xlsx-side-by-side", "blank-zeros", 1300),
    Trial("html-unspanned", "lost-zero", 2400, faulty=True),  # blanks that stand for spans are no blank figures
    Trial("tab-pages", "blank-zeros", 2400, faulty=True),
    Trial("pipe-markdown", "dashes", 905, faulty=True),  # a row of dashes is no ruler
    Trial("pdftotext-raw", "dashes", 900, faulty=True),  # nor «- 0 -» the number of a page
    Trial(
        "cell-lines", "packed-blanks", 907, faulty=True
    ),  # a row's label that speaks of a fee is no statement on fees
    Trial("spaces", "blank-zeros", 2401, faulty=True),
)


@pytest.mark.parametrize("trial", ONCE_WRONG, ids=lambda trial: f"{trial.layout}-{trial.noise}-{trial.seed}")
def test_what_was_once_misread(trial: Trial) -> None:
    expect_none([trial])
