"""Fees grow with the quantity and never mix tariffs; codes of organisations carry a check character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.credit_code import ALPHABET, check_character, is_valid
from gongkai.law.fees import TariffKey, fee, tariffs
from gongkai.law.requesters import suggest

KEYS = st.sampled_from(list(TariffKey))
QUANTITIES = st.integers(0, 5000)
BODIES = st.builds(
    "{}{:06}{}".format,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.integers(0, 999_999),
    st.text(ALPHABET, min_size=9, max_size=9),
)
REAL = ["9144030071526726XG", "91330100799655058B", "91110000802100433B", "91110108551385082Q", "12100000400000624D"]


@given(KEYS, QUANTITIES)
def test_one_more_never_costs_less_than_the_one_before(key: TariffKey, quantity: int) -> None:
    amounts = [fee(key, quantity + more).amount for more in range(3)]
    assert 0 <= amounts[1] - amounts[0] <= amounts[2] - amounts[1]


@given(KEYS, QUANTITIES)
def test_lines_make_up_quantity_and_amount(key: TariffKey, quantity: int) -> None:
    result = fee(key, quantity)
    assert sum(line.quantity for line in result.lines) == quantity
    assert result.amount == sum(line.quantity * line.bracket.price for line in result.lines)
    assert {line.bracket.start for line in result.lines} <= set(range(1, quantity + 1))


@pytest.mark.parametrize("key", list(TariffKey))
def test_quantities_beyond_reason_are_refused(key: TariffKey) -> None:
    for quantity in (-1, tariffs()[key].at_most + 1):
        with pytest.raises(ValueError, match="数量应在"):
            fee(key, quantity)


@pytest.mark.parametrize("key", list(TariffKey))
def test_fee_cites_the_measures(key: TariffKey) -> None:
    text = "\n".join(fee(key, 100).sources)
    for place in ("第四十二条", "国办函〔2020〕109号）第三条", {"by_request": "第四条", "by_page": "第五条"}[key]):
        assert place in text


@pytest.mark.parametrize("code", REAL)
def test_codes_of_real_organisations_are_valid(code: str) -> None:
    assert is_valid(code)


@given(BODIES, st.data())
def test_one_wrong_character_is_noticed(body: str, data: st.DataObject) -> None:
    code = body + check_character(body)
    assert is_valid(code)
    place, step = data.draw(st.integers(0, 17)), data.draw(st.integers(1, len(ALPHABET) - 1))
    other = ALPHABET[(ALPHABET.index(code[place]) + step) % len(ALPHABET)]
    assert not is_valid(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("code", ["", "9144030071526726X", REAL[0].lower(), REAL[0] + "0", "91440300I1526726XG"])
def test_what_is_no_code_is_not_valid(code: str) -> None:
    assert not is_valid(code)
    with pytest.raises(ValueError, match="不正确"):
        suggest(code)


@pytest.mark.parametrize(
    ("prefix", "name", "column", "certain"),
    [
        ("91", "某某有限公司", "business", True),
        ("92", "某某商店", "business", False),
        ("51", "某某协会", "public_welfare", True),
        ("31", "某某律师事务所", "legal_service", True),
        ("12", "某市农业科学研究所", "research", False),
        ("12", "某市第一中学", "other", True),
        ("11", "某局", "other", True),
        ("Y1", "", "other", False),
    ],
)
def test_column_is_suggested_by_the_code(prefix: str, name: str, column: str, certain: bool) -> None:
    body = prefix + "640000" + "123456789"
    suggestion = suggest(body + check_character(body), name)
    assert (suggestion.column, suggestion.certain) == (column, certain)
    assert suggestion.why


def test_a_region_may_map_otherwise() -> None:
    body = "92640000123456789"
    assert suggest(body + check_character(body), mapping={"92": "other"}).column == "other"
