"""The strict reader of data files: it refuses what a careless edit would leave, and names file and key."""

import pytest

from gongkai.law.letters import Letter
from gongkai.law.loading import DataError, entries, parse
from gongkai.law.periods import PeriodHistory

GOOD = "receipt: {name: 回执, sign_off: clerk, basis: [条例第三十一条]}\n"


def test_good_file_is_read() -> None:
    assert entries(GOOD, "letters.yaml", Letter)["receipt"].provisions[0].article == 31


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD + GOOD, "letters.yaml：第2行：键“receipt”重复"),
        (GOOD.replace("sign_off", "signoff"), "letters.yaml，receipt："),
        (GOOD.replace("name: 回执", "name: 回执, name: 回单"), "键“name”重复"),
        (GOOD.replace("第三十一条", "第三一十"), "letters.yaml，receipt：认不出引用"),
        (GOOD.replace("clerk", "boss"), "letters.yaml，receipt："),
        (GOOD.replace("}", ", checked: 也许}"), "letters.yaml，receipt："),
        (GOOD.replace("name: 回执, ", ""), "letters.yaml，receipt："),
        ("receipt: 回执\n", "letters.yaml，receipt"),
        ("- a\n- b\n", "letters.yaml"),
        ("receipt: {name: [\n", "letters.yaml：不是合法的 YAML"),
        ("receipt: !!python/object:os.system {}\n", "letters.yaml：不是合法的 YAML"),
    ],
)
def test_bad_file_is_refused_with_file_and_key(text: str, named: str) -> None:
    with pytest.raises(DataError, match=named):
        entries(text, "letters.yaml", Letter)


def test_unknown_key_inside_a_version_is_refused() -> None:
    version = "{in_force: 2019-05-15, lenght: 20, length: 20, unit: working_days, basis: [条例第三十三条第二款]}"
    text = f"answer:\n  name: 答复\n  counts_from: 收到\n  on_lapse: 无\n  versions: [{version}]\n"
    with pytest.raises(DataError, match=r"periods.yaml，answer：.*lenght"):
        entries(text, "periods.yaml", PeriodHistory)


def test_words_that_yaml_takes_for_booleans_stay_words() -> None:
    assert parse("{on: 1, off: 2, yes: 3, true: 4}", "x") == {"on": 1, "off": 2, "yes": 3, True: 4}
