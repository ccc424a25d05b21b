"""The national code lists hold exactly the permitted codes, in words of our own, and nothing invented."""

from datetime import date

import pytest

from alongside.core.nhs import codes

# Typed here a second time on purpose: MHSDS v6 validation, January 2024, and the four job roles we use.
PERMITTED = {
    "attendance": "2 3 4 5 6 7",
    "mechanism": "01 02 04 05 09 10 11 12 13 98",
    "location": (
        "A01 A02 A03 A04 B01 B02 C01 C02 C03 D01 D02 D03 E01 E02 E03 E04 E99 F01 G01 G02 G03 G04 H01 J01 K01 "
        "K02 L01 L02 L03 L04 L05 L06 L99 M01 M02 M03 M04 M05 M06 M07 N01 N02 N03 N04 N05 X01"
    ),
    "contact_subject": "01 02",
    "other_present": "01 02 03 04 05 10 11 12",
    "interpreter": "1 2 3 4 5 X",
    "planned": "N Y",
    "therapy_mode": "1 2 3",
    "cancellation": "01 02",
    "source_of_referral": (
        "A1 A2 A3 A4 B1 B2 C1 C2 C3 D1 D2 E1 E2 E3 E4 E5 E6 F1 F2 F3 G1 G2 G3 G4 H1 H2 I1 I2 M1 M2 M3 M4 M5 "
        "M6 M7 M9 N3 P1 Q1 Q2"
    ),
    "priority": "1 2 3 4",
    "rejection": "01 02 03",
    "closure": "01 02 03 04 05 06 07 08 09",
    "group_session": "01 02 03",
    "staff_group": "01 02 03 04 05 06 07 08 09 10 11 12 13 97 98",
    "team_type": (
        "A01 A02 A05 A06 A07 A08 A09 A10 A11 A12 A13 A14 A15 A16 A17 A18 A19 A20 A21 A22 A23 A24 A25 B01 B02 "
        "C01 C02 C04 C05 C06 C07 C08 C10 D01 D02 D03 D04 D05 D06 D07 D08 E01 E02 E03 E04 F01 F02 F03 F05 F06 "
        "F07 Z01 Z02"
    ),
    "age_group": "01 02 03 04",
    "person_consulted": "01 02 03 04 05",
    "ethnicity": "99 A B C D E F G H J K L M N P R S Z",
    "job_role": "07001 07027 07050 07051",
}

UNVERIFIED = {
    ("source_of_referral", "M9"),
    ("source_of_referral", "Q1"),
    ("source_of_referral", "Q2"),
    ("team_type", "F07"),
    ("priority", "4"),
    ("interpreter", "X"),
    *(("age_group", code) for code in ("01", "02", "03", "04")),
    *(("person_consulted", code) for code in ("01", "02", "03", "04", "05")),
}
RETIRED_SOURCES = ["J1", "J2", "J3", "J4", "K1", "K2", "K3", "K4", "K5", "L1", "L2"]
EVERY_CODE = [(codes_.name, code) for codes_ in codes.LISTS.values() for code in codes_.values()]


@pytest.mark.parametrize("name", PERMITTED)
def test_codes_in_use_are_exactly_those_permitted(name):
    assert sorted(code for code, _ in codes.LISTS[name].choices()) == sorted(PERMITTED[name].split())


def test_every_list_is_checked_here():
    assert codes.LISTS.keys() == PERMITTED.keys() | {"language"}


def test_unverified_codes_are_these_and_have_no_invented_label():
    assert {(name, code.code) for name, code in EVERY_CODE if not code.verified} == UNVERIFIED
    for name, code in EVERY_CODE:
        unverified = (name, code.code) in UNVERIFIED
        assert (code.label == "") == unverified
        assert (code.plain == f"Code {code.code} (label not verified)") == unverified


def test_plain_words_are_different_within_a_list_and_are_the_services_words():
    for codes_ in codes.LISTS.values():
        plain = [words for _, words in codes_.choices()]
        assert len(set(plain)) == len(plain)
        assert not [words for words in plain if {"patient", "client", "user"} & set(words.lower().split())]


def test_codes_have_plain_words_and_a_national_label():
    assert codes.ATTENDANCE["5"].plain == "We met, on time"
    assert codes.ATTENDANCE["4"].label == "Appointment cancelled or postponed by the Health Care Provider"
    assert codes.JOB_ROLE["07050"].plain == "Peer support worker"
    assert codes.SOURCE_OF_REFERRAL["P1"].label == "Internal Referral"
    assert ("P1", "A team in this trust") in codes.SOURCE_OF_REFERRAL.choices()
    assert "0" not in codes.ATTENDANCE
    assert len(codes.CLOSURE) == 9


def test_retired_codes_can_be_read_but_are_not_offered():
    retired = {(name, code.code): code.valid_to for name, code in EVERY_CODE if code.valid_to}
    assert retired == {
        **{("source_of_referral", c): date(2020, 3, 31) for c in RETIRED_SOURCES},
        ("team_type", "A03"): date(2021, 9, 30),
        ("team_type", "A04"): date(2021, 9, 30),
        ("team_type", "C03"): date(2020, 3, 31),
        ("team_type", "C09"): date(2020, 3, 31),
        ("team_type", "F04"): date(2024, 3, 31),
    }
    assert codes.TEAM_TYPE["A03"].plain == "Crisis resolution team"


def test_valid_on_follows_the_first_and_last_day():
    def valid(day: date) -> set[str]:
        return {code.code for code in codes.TEAM_TYPE.valid_on(day)}

    assert "F04" in valid(date(2024, 3, 31))
    assert "F07" not in valid(date(2024, 3, 31))
    assert "F04" not in valid(date(2024, 4, 1))
    assert "F07" in valid(date(2024, 4, 1))


def test_languages_are_two_letters_except_those_that_have_none():
    longer = {code: words for code, words in codes.LANGUAGE.choices() if len(code) != 2}
    assert longer == {
        "bfi": "British Sign Language",
        "syl": "Sylheti",
        "yue": "Cantonese",
        "rom": "Romani",
    }
    assert codes.LANGUAGE.choices()[0] == ("en", "English")
    assert codes.national_language("pa") == "pa"
    assert codes.national_language("bfi") == ""
