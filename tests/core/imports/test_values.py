"""Cells as people write them, read as they mean them; and a kind word where that cannot be known."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.core.imports import values
from alongside.core.imports.values import Name, Puzzle, Reading, names
from alongside.core.imports.values.basics import plain, text, written
from alongside.core.nhs import codes
from tests.spreadsheets.habits import bad_number, nhs_number

TODAY = date(2026, 11, 20)


def read(reader: Any, cell: Any, header: str = "", **known: Any) -> Any:
    return reader(cell, Reading(TODAY, header, **known))


def puzzle(reader: Any, cell: Any, header: str = "") -> str:
    with pytest.raises(Puzzle) as found:
        read(reader, cell, header)
    assert str(found.value).endswith(".")
    return str(found.value)


@pytest.mark.parametrize("cell", ["", "  ", "-", "n/a", "N/A", "\xa0", "none", "TBC"])
@pytest.mark.parametrize(
    "reader",
    [
        *(values.day, values.birth_day, values.minutes, values.hours, values.attendance, values.mechanism, values.name),
        *(values.therapy_mode, values.standing, values.closure, values.email, values.nhs_number, names.part_of_name),
    ],
)
def test_cell_when_empty_is_nothing(reader, cell):
    assert read(reader, cell) is None


# Days -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        *("1/5/26", "01.05.2026", "1-May-26", "01-05-2026", "Friday 1 May 2026", "Fri 1st May 2026", "1st of May 2026"),
        *(
            "May 1st 2026",
            "May 1, 2026",
            "2026-05-01",
            "2026/5/1",
            "2026-05-01T10:30:00Z",
            "01/05/2026 14:00",
            "20260501",
        ),
        *(
            "1 May '26",
            "1/5/26 at 2pm",
            "1/5/26 (Fri)",
            "46143",
            "1\xa0May\xa02026",
            " 1 / 5 / 2026 ",
            "01,05,2026",
            "1.5.26",
        ),
        *(46143.0, 46143.6, date(2026, 5, 1), datetime(2026, 5, 1, 14, 30), 20260501.0),  # noqa: DTZ001
    ],
)
def test_day_when_written_in_any_way_is_the_day(cell):
    assert read(values.day, cell) == date(2026, 5, 1)


@settings(deadline=None)
@given(st.dates(date(2001, 1, 1), date(2036, 12, 31)), st.integers(0, 7))
def test_day_when_written_is_read_back(day, form):
    forms = [
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day:%y}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%A}, {day.day} {day:%b} {day:%y}",
        day.isoformat(),
        float((day - date(1899, 12, 30)).days),
        datetime(day.year, day.month, day.day, 9),  # noqa: DTZ001
    ]
    assert read(values.day, forms[form]) == day


def test_day_when_the_book_counts_from_1904_is_four_years_later():
    assert read(values.day, 44681.0, from_1904=True) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("31/02/1980", "There is no 31 February."),
        ("31 April 2026", "There is no 31 April."),
        ("5/13/2026", "There is no month 13."),
        ("1 May", "year is missing"),
        ("next Tuesday", "not a date we can read"),
        ("1 Floréal 2026", "not a date we can read"),
        (45.0, "not a date"),
        (True, "not a date"),
        (time(1, 30), "not a date"),
        ("1/1/1066", "cannot be"),
        (date(1066, 1, 1), "cannot be"),
    ],
)
def test_day_when_there_is_none_says_so(cell, says):
    assert says in puzzle(values.day, cell)


@pytest.mark.parametrize(("cell", "year"), [("6/4/03", 2003), ("1/4/53", 1953), ("1/4/18", 1918), ("1/4/15", 2015)])
def test_birth_day_when_its_year_is_short_is_of_somebody_at_least_ten(cell, year):
    assert read(values.birth_day, cell).year == year


# Lengths of time ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        *((60.0, 60), ("60", 60), ("45 mins", 45), ("90min", 90), ("30m", 30), ("45'", 45), ("45 minutes approx", 45)),
        *(("1hr 30", 90), ("1h30", 90), ("1h30m", 90), ("1 hour", 60), ("1.5 hours", 90), ("2 hrs 15 mins", 135)),
        *(("1 hour and 10 minutes", 70), ("0:45", 45), ("1:00", 60), ("1:30:00", 90), ("~45", 45), ("0.5 hrs", 30)),
        *(("half hour", 30), ("half an hour", 30), ("½ hour", 30), ("1/2 hour", 30), ("an hour", 60), ("one hour", 60)),
        *(("an hour and a half", 90), ("hour and a half", 90), ("1½ hours", 90), ("one and a half hours", 90)),
        *(("quarter of an hour", 15), ("three quarters of an hour", 45), ("10:00-10:45", 45), ("10.00 to 11.15", 75)),
        *((time(0, 45), 45), (timedelta(minutes=75), 75), (0.03125, 45), (1.5, 90), (0.5, 30), (0.0, 0)),
        (datetime(1899, 12, 31, 1, 30), 90),  # noqa: DTZ001
    ],
)
def test_minutes_when_written_in_any_way_are_the_minutes(cell, minutes):
    assert read(values.minutes, cell) == minutes


def test_minutes_when_the_header_says_hours_are_hours():
    assert read(values.minutes, 2.0, "Hours") == 120
    assert read(values.minutes, "1.5", "Duration (hrs)") == 90
    assert read(values.minutes, "45 mins", "Hours") == 45
    assert read(values.minutes, 45.0, "Hours") == 45


@settings(deadline=None)
@given(st.integers(1, 720))
def test_minutes_when_written_are_read_back(minutes):
    hours, rest = divmod(minutes, 60)
    for cell in (float(minutes), f"{minutes} mins", f"{hours}:{rest:02}", f"{hours}h {rest}m", time(hours, rest)):
        assert read(values.minutes, cell) == minutes


@pytest.mark.parametrize(
    "cell",
    ["-30", -30.0, "2000 mins", "ages", "30-45", date(2026, 5, 1), datetime(2026, 5, 1), True],  # noqa: DTZ001
)
def test_minutes_when_senseless_say_so(cell):
    assert "Write the minutes, like 45." in puzzle(values.minutes, cell)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        *((22.5, "22.5"), ("22.5 hrs", "22.5"), ("37.5 hours per week", "37.5"), ("30 hrs/wk", "30"), ("15hpw", "15")),
        *(
            ("0.6 WTE", "22.5"),
            ("0.6wte", "22.5"),
            ("WTE 0.6", "22.5"),
            (0.6, "22.5"),
            (1.0, "37.5"),
            ("full time", "37.5"),
        ),
        *(("22:30", "22.5"), ("22h 30m", "22.5"), (timedelta(hours=22, minutes=30), "22.5"), (time(15, 0), "15")),
        *(("22.5 (0.6 WTE)", "22.5"), ("0.6 WTE (22.5 hrs)", "22.5"), ("15 a week", "15")),
    ],
)
def test_hours_when_written_in_any_way_are_the_hours(cell, hours):
    assert read(values.hours, cell) == Decimal(hours)


def test_hours_when_the_header_says_whole_time_are_a_part_of_it():
    assert read(values.hours, 1.2, "WTE") == Decimal("45.0")
    assert read(values.hours, 30.0, "WTE") == Decimal(30)


@pytest.mark.parametrize("cell", ["lots", "three days", "part time", 0.0, -3.0, 400.0, True, date(2026, 1, 1)])
def test_hours_when_senseless_say_so(cell):
    assert "Write the hours a week, like 22.5." in puzzle(values.hours, cell)


# Who ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        *(("Priya Jones", "Priya", "Jones"), ("JONES, Priya", "Priya", "Jones"), ("JONES Priya", "Priya", "Jones")),
        *(
            ("SAM O'NEILL", "Sam", "O'Neill"),
            ("smith-jones, idris", "Idris", "Smith-Jones"),
            ("X. Iqbal", "X.", "Iqbal"),
        ),
        *(("Ms  Ada \xa0 Quill", "Ada", "Quill"), ("Zoë Ōtani", "Zoë", "Ōtani"), ("Ada Quill (bank)", "Ada", "Quill")),
        *(("Xi", "Xi", ""), ("Mary Ann Lee", "Mary", "Ann Lee"), ("DE LA CRUZ, Dr Ana", "Ana", "De La Cruz")),
    ],
)
def test_name_when_in_any_order_is_first_and_last(cell, first, last):
    assert read(values.name, cell) == Name(first, last)


@pytest.mark.parametrize("cell", [12.0, "12 people", "ada@example.org", "???", date(2026, 5, 1)])
def test_name_when_it_is_none_says_so(cell):
    assert "not a name" in puzzle(values.name, cell)


def test_part_of_a_name_when_read_is_a_name_and_no_number():
    assert read(names.part_of_name, " O’NEILL ") == "O’Neill"
    assert "not a name" in puzzle(names.part_of_name, "Ada2")
    assert "not a name" in puzzle(names.part_of_name, 2.0)


def test_tokens_when_compared_mind_no_case_accent_or_apostrophe():
    assert values.tokens("X. O’Néill-Ōta") == ("x", "oneill", "ota")


def test_email_when_read_is_in_small_letters():
    assert read(values.email, " Ada.Quill@Example.NHS.uk; ") == "ada.quill@example.nhs.uk"
    assert read(values.email, "mailto:a@b.org") == "a@b.org"
    assert "not an email address" in puzzle(values.email, "no at sign.example")


@settings(deadline=None)
@given(st.integers(0, 999_999), st.integers(0, 4))
def test_nhs_number_when_written_is_read_back(number, form):
    digits = nhs_number(number % 900_000)
    spaced = f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    forms = [digits, float(digits), spaced, f" {spaced.replace(' ', '-')} ", f"NHS: {spaced}\xa0"]
    assert read(values.nhs_number, forms[form]) == digits
    assert "last digit does not fit" in puzzle(values.nhs_number, bad_number(digits))


@pytest.mark.parametrize("cell", ["12345", "not known yet", 12.5, "ABC 123 4567"])
def test_nhs_number_when_it_has_not_ten_digits_says_so(cell):
    assert "10 digits" in puzzle(values.nhs_number, cell)


# Codes ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *((cell, "5") for cell in ("Y", "yes", "✓", "Seen", "Attended", "met", True, "Attended - 1:1", "5", 1.0)),
        *((cell, "6") for cell in ("late", "Arrived late", "Attended late")),
        *((cell, "7") for cell in ("Late - not seen", "too late")),
        *((cell, "3") for cell in ("DNA", "dna'd", "Did not attend", "No show", "N", "No", "DNA - no reason", False)),
        *(
            (cell, "2")
            for cell in ("Cancelled (SU)", "Cancelled by client", "SU cancelled", "CNA", "Service user cancelled")
        ),
        *(
            (cell, "4")
            for cell in ("Cancelled by us", "Cancelled - PSW", "Trust cancelled", "cancelled by peer support worker")
        ),
        ("Appointment cancelled or postponed by the Health Care Provider", "4"),
    ],
)
def test_attendance_when_said_in_any_way_is_the_national_code(cell, code):
    assert read(values.attendance, cell) == code


def test_attendance_when_the_header_asks_for_dna_yes_is_not_attended():
    assert read(values.attendance, "Y", "DNA?") == "3"
    assert read(values.attendance, "N", "DNA?") == "5"
    assert read(values.attendance, "Y", "DNA / Attended") == "5"


@pytest.mark.parametrize("cell", ["???", "Cancelled", "cancelled by SU and PSW", "maybe", 45.0])
def test_attendance_when_unclear_is_asked(cell):
    assert puzzle(values.attendance, cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(
            (cell, "01")
            for cell in ("F2F", "Face to face", "face-to-face", "In person", "Home visit", "F2F (café)", "01")
        ),
        *((cell, "02") for cell in ("Tel", "phone call", "Telephone", "call", "2")),
        *((cell, "11") for cell in ("Teams", "MS Teams", "Video call", "Zoom", "Virtual")),
        *(
            ("SMS", "09"),
            ("Text", "09"),
            ("WhatsApp", "10"),
            ("e-mail", "05"),
            ("Letter", "98"),
            ("Video consultation", "11"),
        ),
    ],
)
def test_mechanism_when_said_in_any_way_is_the_national_code(cell, code):
    assert read(values.mechanism, cell) == code


def test_mechanism_when_it_could_be_two_is_asked():
    assert puzzle(values.mechanism, "F2F / Tel")
    assert puzzle(values.mechanism, "pigeon")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(
            (cell, "1")
            for cell in ("1:1", "121", 121.0, "1-1", "One to one", "individual", time(1, 1), date(2026, 1, 1))
        ),
        *((cell, "1") for cell in (61 / 1440, "1:1 session (first)")),
        *((cell, "3") for cell in ("Grp", "group session", "Group", "peer group walk")),
        ("Couple", "2"),
    ],
)
def test_therapy_mode_when_said_in_any_way_is_the_national_code(cell, code):
    assert read(values.therapy_mode, cell) == code


def test_therapy_mode_when_it_says_something_else_is_asked():
    assert puzzle(values.therapy_mode, "Initial")


@pytest.mark.parametrize(
    ("cell", "standing"),
    [
        *((cell, "open") for cell in ("Open", "Active", "Y", "ongoing", "On hold")),
        *((cell, "closed") for cell in ("Closed", "Discharged", "N", "D/C", "Discharged 1/5/26")),
        *((cell, "waiting") for cell in ("Waiting list", "pending", "New")),
        ("Declined", "declined"),
    ],
)
def test_standing_when_said_in_any_way_is_one_of_four(cell, standing):
    assert read(values.standing, cell, "Open/Closed") == standing


def test_standing_when_the_header_asks_whether_closed_yes_is_closed():
    assert read(values.standing, "Y", "Discharged?") == "closed"
    assert read(values.standing, "N", "Closed?") == "open"
    assert puzzle(values.standing, "purple")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *((cell, "02") for cell in ("Completed", "Finished what we set out to do", "Planned ending", "Goals met")),
        *((cell, "07") for cell in ("SU request", "Asked to stop", "Self-discharged", "Patient requested discharge")),
        *((cell, "03") for cell in ("Moved away", "Moved out of area", "relocated", "Moved")),
        *(
            (cell, "08")
            for cell in ("Referred on", "Moved to other service", "Transferred to CMHT", "Moved to another team")
        ),
        *((cell, "05") for cell in ("DNA'd", "Disengaged - DNA", "No contact", "lost contact")),
        *(("Died", "06"), ("Admitted to hospital", "01"), ("Declined further support", "09"), ("Not suitable", "04")),
        *(("2", "02"), ("They moved away", "03")),
    ],
)
def test_closure_when_said_in_any_way_is_the_national_code(cell, code):
    assert read(values.closure, cell) == code


def test_closure_when_it_could_be_anything_is_asked():
    assert puzzle(values.closure, "Moved on")
    assert puzzle(values.closure, "Other")


def test_codes_when_known_by_any_words_are_all_national():
    from alongside.core.imports.values import codes as words

    assert set(words._WENT.values()) <= set(codes.ATTENDANCE)
    assert set(words._HOW.values()) <= set(codes.MECHANISM)
    assert set(words._MODE.values()) <= set(codes.THERAPY_MODE)
    assert {code for code, _ in words._ENDED} <= set(codes.CLOSURE)


# Words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        *((True, "Yes"), (False, "No"), (12.0, "12"), (12.5, "12.5"), (date(2026, 5, 1), "01/05/2026"), ("x", "x")),
        *((time(1, 5), "1:05"), (timedelta(minutes=65), "1:05")),
        *((datetime(2026, 5, 1), "01/05/2026"), (datetime(2026, 5, 1, 9, 30), "01/05/2026 09:30")),  # noqa: DTZ001
    ],
)
def test_cell_when_shown_is_as_in_the_sheet(cell, shown):
    assert written(cell) == shown
    assert text(cell) == shown


def test_words_when_compared_are_plain():
    assert plain("D.N.A. (late) – Été & co") == "dna late ete and co"
