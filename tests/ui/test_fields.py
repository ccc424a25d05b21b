"""Each question: what people type, what the command is given, and what is said when it does not fit."""

import datetime
import enum

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.ui import fields

NOW = datetime.datetime(2026, 11, 17, 12, 40, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def refused(field, typed):
    with pytest.raises(ValidationError) as found:
        field.clean(typed)
    return found.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["24", "11", "2026"], datetime.date(2026, 11, 24)),
        (["24", "November", "2026"], datetime.date(2026, 11, 24)),
        (["1", "sept", "26"], datetime.date(2026, 9, 1)),
        (["4", "9", "84"], datetime.date(1984, 9, 4)),
        ("24/11/2026", datetime.date(2026, 11, 24)),
        ("2026-11-24", datetime.date(2026, 11, 24)),
        ("24 November 2026", datetime.date(2026, 11, 24)),
        (datetime.date(2026, 11, 24), datetime.date(2026, 11, 24)),
        (datetime.datetime(2026, 11, 24, 9, 0), datetime.date(2026, 11, 24)),  # noqa: DTZ001 (a spreadsheet's)
    ],
)
def test_date_reads_what_people_write(typed, meant):
    assert fields.date("Date of the meeting").clean(typed) == meant


def test_date_of_birth_in_two_digits_is_never_in_the_future():
    assert fields.date("Date of birth", past=True).clean(["1", "12", "26"]) == datetime.date(1926, 12, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["24", "11", ""], "Date of birth must include a year"),
        (["", "", "1984"], "Date of birth must include a day and month"),
        (["31", "2", "1984"], "Date of birth must be a real date"),
        (["4", "Septober", "x"], "Date of birth must be a real date"),
        (["4", "zzz", "1984"], "Date of birth must be a real date"),
        ("yesterday", "Date of birth must include a month and year"),
        (["1", "1", "2027"], "Date of birth must be in the past"),
        (["", "", ""], "Enter date of birth"),
    ],
)
def test_date_says_what_is_wrong(typed, said):
    assert refused(fields.date("Date of birth", past=True), typed) == said


def test_date_asked_as_a_question_has_a_name_in_its_errors():
    assert refused(fields.date("When will you meet?", future=True), ["1", "1", "2026"]) == (
        "The date must be today or later"
    )
    assert refused(fields.date("When?", called="The last meeting"), ["1", "", "2026"]) == (
        "The last meeting must include a month"
    )


def test_date_left_empty_when_optional_is_none():
    field = fields.date("Date of birth", optional=True)
    assert field.clean(["", "", ""]) is None
    assert field.clean(None) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:30", (10, 30)),
        ("10.30am", (10, 30)),
        ("1030", (10, 30)),
        ("2pm", (14, 0)),
        ("2:30 p.m.", (14, 30)),
        ("12am", (0, 0)),
        ("12pm", (12, 0)),
        ("midday", (12, 0)),
        ("midnight", (0, 0)),
        ("2:30", (14, 30)),
        ("02:30", (2, 30)),
        ("7", (7, 0)),
        ("19:30", (19, 30)),
        (datetime.time(9, 15), (9, 15)),
    ],
)
def test_time_reads_what_people_write(typed, meant):
    assert fields.time("What time?").clean(typed) == datetime.time(*meant)


@pytest.mark.parametrize("typed", ["25:00", "13pm", "0am", "half past two", "10:75"])
def test_time_that_is_none_is_refused_with_an_example(typed):
    assert refused(fields.time("What time?"), typed) == "Enter a time, like 10:30am or 2pm"


def test_time_comes_back_as_we_write_times():
    assert fields.time("What time?").prepare_value(datetime.time(14, 5)) == "2:05pm"
    assert fields.time("What time?").prepare_value("2pm") == "2pm"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("45", 45),
        ("45 minutes", 45),
        ("1h", 60),
        ("1h 30", 90),
        ("1:30", 90),
        ("1 hour 30 minutes", 90),
        ("2 hours", 120),
    ],
)
def test_minutes_reads_what_people_write(typed, meant):
    assert fields.minutes("How many minutes?").clean(typed) == meant


def test_minutes_says_what_is_wrong():
    field = fields.minutes("How many minutes?", maximum=480)
    assert refused(field, "a while") == "Enter the minutes, like 45"
    assert refused(field, "") == "Enter the minutes, like 45"
    assert refused(field, "0") == "Minutes must be between 1 and 480"
    assert refused(field, "9 hours") == "Minutes must be between 1 and 480"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("07700900214", "07700 900214"),
        ("+44 7700 900214", "07700 900214"),
        ("01632 960 147", "01632 960147"),
        ("+353 1 234 5678", "+353 1 234 5678"),
    ],
)
def test_phone_is_kept_as_people_read_it(typed, kept):
    assert fields.phone("Phone number").clean(typed) == kept


@pytest.mark.parametrize("typed", ["ring the ward", "123", "0770090021477777"])
def test_phone_that_cannot_be_one_is_refused_with_an_example(typed):
    assert refused(fields.phone("Phone number"), typed).startswith("Enter a phone number, like 07700")


def test_nhs_number_is_ten_digits_that_add_up():
    field = fields.nhs_number(optional=True)
    assert field.clean("943 476 5919") == "9434765919"
    assert field.clean("") == ""
    assert "NHS number" in refused(field, "943 476 5918")


class Went(enum.Enum):
    MET = "met"
    CANCELLED = "cancelled"


def test_choices_from_an_enum_come_back_as_its_members():
    field = fields.radios("How did it go?", Went, missing="Select how it went")
    assert field.clean("met") is Went.MET
    assert field.prepare_value(Went.MET) == "met"
    assert refused(field, "") == "Select how it went"
    assert refused(field, "elsewhere") == "Select how it went"


def test_choices_set_at_run_time_keep_their_hints_and_leave_other_forms_alone():
    field = fields.radios("Who did you meet?", (("a", "Ade W", "Yesterday"),))
    field.choices = [("k", "Kofi A", "Today"), ("l", "Leona M", "")]
    assert field.hints == {"k": "Today"}
    assert field.clean("l") == "l"
    assert refused(field, "a") == "Select an answer"


def test_choices_from_a_mapping():
    assert fields.select("Pathway", {"n": "North"}).clean("n") == "n"


def test_checkboxes_give_a_list_and_an_empty_one():
    field = fields.checkboxes("What happened?", Went, optional=True)
    assert field.clean(["met", "cancelled"]) == [Went.MET, Went.CANCELLED]
    assert field.clean([]) == []
    assert field.prepare_value([Went.MET]) == ["met"]


def test_yes_no_gives_true_false_or_none():
    field = fields.yes_no("Have they said yes?", optional=True)
    assert [field.clean(typed) for typed in ("yes", "no", "")] == [True, False, None]
    assert [field.prepare_value(value) for value in (True, False, None)] == ["yes", "no", None]


def test_a_tick_is_optional_unless_it_must_be_ticked():
    assert fields.tick("Same again").clean("") is False
    assert refused(fields.tick("I agree", optional=False, missing="Tick to agree"), "") == "Tick to agree"


def test_the_label_makes_the_error_when_the_form_gives_none():
    assert refused(fields.text("First name"), "") == "Enter first name"
    assert refused(fields.nhs_number(), "") == "Enter NHS number"
    assert refused(fields.select("Pathway", ()), "") == "Select pathway"
    assert refused(fields.text("What do you hope for?"), "") == "Enter an answer"
    assert refused(fields.hidden(), "").startswith("Something is missing from this page")


def test_limits_are_said_in_words():
    assert refused(fields.text("First name", max_length=3), "Cerys") == "First name must be 3 characters or fewer"
    assert refused(fields.number("Places", minimum=1), "0") == "Places must be 1 or more"
    assert refused(fields.number("Places", maximum=9), "10") == "Places must be 9 or fewer"
    assert refused(fields.number("Places"), "ten") == "Enter a whole number, like 5"
    assert refused(fields.email("Email"), "x@") == (
        "Enter an email address in the correct format, like name@example.com"
    )


def test_a_file_comes_through():
    sheet = SimpleUploadedFile("caseload.xlsx", b"x")
    assert fields.file("Your spreadsheet", accept=".xlsx").clean(sheet) is sheet
