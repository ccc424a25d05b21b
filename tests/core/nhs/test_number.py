"""NHS numbers: forgiving about how they are written, strict about what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.nhs.number import LENGTH, WRONG, clean_nhs_number, format_nhs_number


def with_check_digit(nine: str) -> str | None:
    """The rule written out again: weights 10 to 2, sum modulo 11, 11 less the rest; 11 is 0, and 10 is no number."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else nine + str(check % 11)


# English ranges: a number from the Scottish range also has to begin with a real date of birth.
nine_digits = st.from_regex(r"[469][0-9]{8}", fullmatch=True)
numbers = nine_digits.map(with_check_digit).filter(lambda number: number and len(set(number)) > 1)


@given(numbers)
def test_clean_when_right_gives_it_back_and_shows_it_in_three_groups(number):
    shown = format_nhs_number(number)
    assert shown == f"{number[:3]} {number[3:6]} {number[6:]}"
    assert clean_nhs_number(number) == clean_nhs_number(shown) == number


@given(numbers, st.integers(0, 9), st.integers(1, 9))
def test_clean_when_one_digit_is_wrong_says_so(number, place, change):
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    with pytest.raises(ValueError, match=r"^Check the NHS number: one digit may be wrong\. You can leave it empty\.$"):
        clean_nhs_number(wrong)


@pytest.mark.parametrize(
    "text",
    ["999 000 1235", " 999-000-1235 ", "NHS no. 999 000 1235", "NHS number: 9990001235", "9990001235.0", "999 000–1235",
     "９９９０００１２３５"],
)  # fmt: skip
def test_clean_when_written_in_many_ways_reads_it(text):
    assert clean_nhs_number(text) == "9990001235"


@pytest.mark.parametrize("text", ["", "  ", "NHS number:"])
def test_clean_when_nothing_is_written_is_empty(text):
    assert clean_nhs_number(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("999 000 123", LENGTH),
        ("999 000 12350", LENGTH),
        ("999 000 123O", LENGTH),
        ("not known", LENGTH),
        ("0000000000", WRONG),
        ("4444444444", WRONG),
        ("999 000 1236", WRONG),
    ],
)
def test_clean_when_it_cannot_be_one_says_why(text, why):
    with pytest.raises(ValueError, match=r"^Check the NHS number") as refused:
        clean_nhs_number(text)
    assert str(refused.value) == why


def test_format_when_not_ten_digits_is_left_alone():
    assert format_nhs_number("") == ""
    assert format_nhs_number("12345") == "12345"
