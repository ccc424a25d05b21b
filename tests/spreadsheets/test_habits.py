"""Workbooks of other services: other headers, other orders, other ways of writing the same things."""

from datetime import date
from typing import Any

import pytest

from alongside.accounts.profiles import load_profile
from alongside.core.actors import process
from alongside.core.imports.report import Overrides, SheetReport
from alongside.spreadsheets.imports import check
from tests.spreadsheets.habits import TODAY, make_workbook, nhs_number, workbook

IMPORT = process("The import")
NUMBERS = [nhs_number(11 * at + 5) for at in range(8)]
STAFF = [
    ["Name", "Email", "Team", "Hours", "Start date"],
    ["Priya Jones", "p@example.nhs.uk", "Thanet CMHT", 22.5, "1/2/24"],
    ["Sam O’Neill", "s@example.nhs.uk", "Ashford CMHT", "0.6 WTE", "1/2/24"],
    ["Sam Reid", "r@example.nhs.uk", "Willow Ward", "full time", "1/2/24"],
]
PEOPLE = [
    ["NHS No", "Name", "DoB", "Team", "PSW", "Ref date", "Status", "End date", "Reason"],
    [NUMBERS[0], "Ada Stone", "1/2/80", "Thanet CMHT", "Priya", "1/3/25", "Open"],
    [NUMBERS[1], "Bea Marsh", "5/6/90", "Ashford CMHT", "Sam O", "1/4/25", "Open"],
    [NUMBERS[2], "Cal Penn", "5/6/91", "Ashford CMHT", "", "1/5/25", "Waiting"],
]


@pytest.fixture(autouse=True)
def _kmpt(db):
    load_profile("kmpt")


def read(sheets: dict[str, list[list[Any]]], *, said: Overrides | None = None, **how: Any) -> dict[str, SheetReport]:
    checked = check(IMPORT, workbook(sheets, **how), name="tracker.xlsx", today=TODAY, overrides=said)
    return {sheet.name: sheet for sheet in checked.sheets}


def log(*rows: list[Any], people: list[list[Any]] = PEOPLE, staff: list[list[Any]] = STAFF, **how: Any) -> SheetReport:
    """A sheet of contacts read beside the workers and the people."""
    return read({"Staff": staff, "People": people, "Log": list(rows)}, **how)["Log"]


def fields(sheet: SheetReport) -> dict[str, str | None]:
    return {column.header: column.field for column in sheet.columns}


def wrong(sheet: SheetReport) -> dict[tuple[int, str], str]:
    return {(problem.place.row, problem.place.header): problem.message for problem in sheet.problems}


@pytest.mark.parametrize("seed", range(16))
def test_workbook_when_made_by_another_service_is_read_as_meant(seed):
    data, expected = make_workbook(seed)
    checked = check(IMPORT, data, name="theirs.xlsx", today=TODAY)
    for sheet in checked.sheets:
        says = expected[sheet.name]
        assert sheet.kind == says.kind, sheet.name
        if sheet.kind is None:
            assert sheet.why
            continue
        assert sheet.header_row == says.header_row, sheet.name
        assert says.fields.items() <= fields(sheet).items(), sheet.name
        assert set(wrong(sheet)) == says.wrong, sheet.name
        assert (list(sheet.ready), list(sheet.repeated), list(sheet.ignored)) == (
            says.ready,
            says.repeated,
            says.ignored,
        ), sheet.name


HEADERS = ["Date", "NHS No", "PSW", "Mins", "Attended"]


def test_headers_when_they_stand_in_two_lines_are_read_together():
    sheet = log(
        ["", "", "", "Contact", "", ""],
        ["Date", "NHS", "Client", "Type", "How", "How"],
        ["of contact", "number", "", "", "met", "long"],
        ["1/6/25", NUMBERS[0], "Ada", "1:1", "F2F", "45"],
        ["2/6/25", NUMBERS[1], "Bea", "1:1", "Tel", "1hr"],
    )
    assert (sheet.kind, sheet.header_row, sheet.ready) == ("contacts", 3, (4, 5))
    assert fields(sheet)["How met"] == "mechanism"
    assert fields(sheet)["How long"] == "minutes"


def test_columns_when_their_headers_say_nothing_are_known_by_what_they_hold():
    sheet = log(
        ["A", "B", "C", "D", "E", "F"],
        ["1/6/25", NUMBERS[0], "F2F", "45 mins", "Attended", "Priya Jones"],
        ["2/6/25", NUMBERS[1], "Tel", "1hr", "DNA", "Priya Jones"],
        ["3/6/25", NUMBERS[1], "Teams", "1hr", "Attended", "Sam Reid"],
    )
    assert list(fields(sheet).values()) == ["date", "nhs_number", "mechanism", "minutes", "attendance", "worker"]
    assert sheet.ready == (2, 3, 4)


def test_rows_when_they_are_months_totals_and_headers_again_are_left_out():
    sheet = log(
        ["Date", "Client", "PSW", "Mins", "Outcome"],
        ["June 2025"],
        ["1/6/25", "Ada Stone", "Priya", 45, "Attended"],
        ["Total", "", "", 45],
        ["July 2025"],
        ["Date", "Client", "PSW", "Mins", "Outcome"],
        ["1/7/25", "Stone, A", "Priya", 45, "DNA"],
        ["", "", "", "Total:", 90],
        ["", "", "", "", 135],
    )
    assert sheet.header_row == 1
    assert (sheet.ready, sheet.ignored) == ((3, 7), (2, 4, 5, 6, 8, 9))


def test_sheets_when_two_are_of_a_kind_share_what_they_repeat():
    sheets = read(
        {
            "May": [["NHS No", "Date", "PSW", "Mins", "Attended"], [NUMBERS[0], "1/6/25", "Priya", 45, "Y"]],
            "People": PEOPLE,
            "Staff": STAFF,
            "April": [HEADERS, ["1/6/25", NUMBERS[0], "Priya", 45, "Y"], ["7/6/25", NUMBERS[0], "Priya", 45, "Y"]],
        }
    )
    assert (sheets["May"].ready, sheets["April"].ready, sheets["April"].repeated) == ((2,), (3,), (2,))


def test_sheet_when_it_counts_or_lists_something_else_is_left_out():
    sheets = read(
        {
            "Staff": STAFF,
            "PSW totals": [["PSW", "Team", "Hours", "Contacts"], ["Priya Jones", "Thanet CMHT", 12, 30]],
            "Supervision": [["PSW", "Date", "Supervisor", "Type"], ["Priya Jones", "1/1/25", "Ann", "1:1"]],
            "Leave": [["Name", "Start date", "End date", "Type"], ["Priya Jones", "1/1/25", "2/1/25", "AL"]],
            "Archive": PEOPLE,
        },
        hidden=["Archive"],
    )
    assert [name for name, sheet in sheets.items() if sheet.kind] == ["Staff"]
    assert "hidden" in sheets["Archive"].why
    assert sheets["Leave"].first_rows[0] == ("Name", "Start date", "End date", "Type")


def test_names_when_they_fit_more_than_one_ask_for_the_whole_name():
    sheet = log(
        HEADERS,
        ["1/6/25", NUMBERS[0], "PJ", 45, "Y"],
        ["2/6/25", NUMBERS[0], "Sam", 45, "Y"],
        ["3/6/25", NUMBERS[0], "Priya / Sam Reid", 45, "Y"],
        ["4/6/25", NUMBERS[0], "Pria Jones", 45, "Y"],
        ["5/6/25", NUMBERS[0], "Priya / Nobody", 45, "Y"],
        ["6/6/25", NUMBERS[0], "p@example.nhs.uk", 45, "Y"],
    )
    assert sheet.ready == (2, 4, 7)
    assert "Sam O’Neill or Sam Reid" in wrong(sheet)[3, "PSW"]
    assert sheet.problems[1].suggestion == "Priya Jones"
    assert (6, "PSW") in wrong(sheet)


def test_row_when_it_names_one_that_needs_a_look_needs_a_look_too():
    staff = [*STAFF, ["Nia Moss", "nia@example.nhs.uk", "Thanet CMHT", "lots", "1/1/24"]]
    people = [*PEOPLE, [NUMBERS[5], "Eli Wilde", "1/1/70", "Thanet CMHT", "Nia Moss", "1/2/25", "Open"]]
    sheets = read(
        {
            "Log": [HEADERS, ["1/6/25", NUMBERS[5], "Priya", 45, "Y"], ["1/6/25", NUMBERS[0], "Nia", 45, "Y"]],
            "People": people,
            "Staff": staff,
        }
    )
    assert set(wrong(sheets["Staff"])) == {(5, "Hours")}
    assert wrong(sheets["People"]) == {(5, "PSW"): "Nia Moss is in row 5 of Staff, which needs a look first."}
    assert set(wrong(sheets["Log"])) == {(2, "NHS No"), (3, "PSW")}


def test_person_when_named_wrongly_is_not_guessed():
    sheet = log(
        ["Date", "NHS No", "Name", "DOB", "PSW", "Mins", "Attended"],
        ["1/6/25", NUMBERS[0], "Bea Marsh", "", "Priya", 45, "Y"],
        ["1/6/25", "", "Ada Stone", "1/2/81", "Priya", 45, "Y"],
        ["1/6/25", "", "Ada Stome", "", "Priya", 45, "Y"],
        ["1/6/25", "", "", "", "Priya", 45, "Y"],
        ["", NUMBERS[0], "", "", "Priya", 45, "Y"],
        ["1/6/25", NUMBERS[0], "A.S.", "", "Priya", 45, "Y"],
        ["1/6/25", "12", "Ada Stone", "", "Priya", 45, "Y"],
    )
    assert sheet.ready == (7,)
    assert set(wrong(sheet)) == {(2, "NHS No"), (3, "Name"), (4, "Name"), (5, "NHS No"), (6, "Date"), (8, "NHS No")}
    assert "Did you mean Ada Stone" in wrong(sheet)[4, "Name"]


def test_attendance_when_missing_or_unclear_is_asked():
    sheet = log(
        HEADERS,
        ["1/6/25", NUMBERS[0], "", 45, "Cancelled"],
        ["3/6/25", NUMBERS[0], "Priya", 45, ""],
        ["4/6/25", NUMBERS[0], "Priya", 0, "Y"],
    )
    assert sheet.ready == (4,)
    assert wrong(sheet)[2, "Attended"].startswith("Who cancelled?")
    assert any("minutes say 0" in warning.message for warning in sheet.warnings)


def test_people_when_their_rows_do_not_agree_need_a_look():
    rows = [
        ["NHS No", "Name", "DoB", "Team", "PSW", "Ref date", "Closed?", "End date", "Reason"],
        [NUMBERS[0], "Ada Stone", "1/2/80", "Thanet", "Priya", "1/3/25", "N"],
        [NUMBERS[1], "Bea Marsh", "1/2/80", "Thanet", "Priya", "1/3/25", "Y", "", "Moved on"],
        [NUMBERS[2], "Cal Marsh", "1/2/80", "Thanet", "Priya", "1/3/25", "Y", "1/4/25", ""],
        [NUMBERS[2], "Eli Vale", "1/2/80", "Thanet", "Priya", "1/3/25", "N"],
        [NUMBERS[0], "ADA STONE", "1/2/80", "Thanet", "Priya", "1/3/25", "no"],
        [NUMBERS[0], "Ada Stone", "1/2/80", "Ashford", "Priya", "1/3/25", "no"],
        [NUMBERS[3], "Gus Ng", "1/2/30", "CMHT", "Priya", "1/3/25", "N"],
        [NUMBERS[4], "Hal Ng", "1/4/2025", "Thanet", "Priya", "1/3/25", "N"],
        [NUMBERS[5], "", "1/4/85", "Thanet", "Priya", "1/3/25", "N"],
        [NUMBERS[6], "Ivy Ng", "1/4/85", "Thanet", "Priya", "", "N", "1/5/25"],
        [NUMBERS[7], "Kit Ng", "1/4/85", "Thanet", "Priya", "1/3/25", "Y", "1/5/27", "Completed"],
    ]
    sheet = read({"Staff": STAFF, "People": rows})["People"]
    assert (sheet.ready, sheet.repeated) == ((2,), (6,))
    assert set(wrong(sheet)) == {
        *((3, "End date"), (3, "Reason"), (4, "Reason"), (5, "NHS No"), (7, "Ref date"), (8, "Team")),
        *((9, "DoB"), (10, "Name"), (11, "Ref date"), (12, "End date")),
    }


def test_person_when_back_for_a_second_time_is_one_person_with_two_requests():
    people = [
        PEOPLE[0],
        [NUMBERS[0], "Ada Stone", "1/2/80", "Thanet CMHT", "Priya", "1/3/24", "Closed", "1/9/24", "Completed"],
        ["", "Ada Stone", "1/2/80", "Thanet CMHT", "Priya", "1/3/25", "Open"],
    ]
    sheets = read({"Staff": STAFF, "People": people, "Log": [HEADERS, ["1/6/25", NUMBERS[0], "Priya", 45, "Y"]]})
    assert sheets["People"].ready == (2, 3)
    assert sheets["Log"].warnings[1:] == ()  # the first is about a column that is not there


def test_days_when_counted_from_1904_are_the_same_days():
    sheet = log(
        HEADERS,
        [date(2025, 6, 1), NUMBERS[0], "Priya", 45, "Y"],
        [44346.0, NUMBERS[0], "Priya", 45, "Y"],
        from_1904=True,
    )
    assert sheet.ready == (2, 3)


def test_reading_when_corrected_by_a_person_is_as_they_say():
    rows = [["Code", "Thing", "Outcome"], ["1/6/25", "Ada Stone", "Y"]]
    assert log(*rows).kind is None
    said = Overrides(
        kinds={"Log": "contacts", "Staff": None},
        columns={"Log": {"Code": "date", "Thing": "name"}, "People": {"PSW": None}},
        values={"Log": {"Outcome": {"Y": "DNA"}}},
    )
    sheets = read({"Log": rows, "People": PEOPLE, "Staff": STAFF}, said=said)
    assert sheets["Staff"].kind is None
    assert sheets["Staff"].why == "You said to leave this sheet out."
    assert (sheets["Log"].kind, sheets["Log"].ready) == ("contacts", (2,))
    assert fields(sheets["People"])["PSW"] is None


def test_check_when_watched_says_how_far_it_is():
    told: list[tuple[int, int]] = []
    check(
        IMPORT,
        workbook({"Staff": STAFF}),
        name="x.xlsx",
        today=TODAY,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (4, 4)


def test_notes_when_their_words_are_few_are_still_only_notes():
    walks = [
        [f"{day}/6/25", NUMBERS[0], "Priya", 45, "Y", "went for a walk" if day % 2 else "met at café"]
        for day in range(1, 9)
    ]
    sheet = log([*HEADERS, "Notes"], *walks)
    assert (fields(sheet)["Notes"], len(sheet.ready)) == (None, 8)


def test_column_of_workers_when_two_could_be_is_the_one_that_names_them():
    people = [[*PEOPLE[0], "Keyworker"], *([*row, *[""] * (9 - len(row)), "Ann Other"] for row in PEOPLE[1:])]
    people = [[row[-1], *row[:-1]] for row in people]
    sheet = read({"People": people, "Staff": STAFF})["People"]
    assert (fields(sheet)["PSW"], fields(sheet)["Keyworker"]) == ("worker", None)
    assert sheet.ready == (2, 3, 4)


def test_workers_when_their_rows_do_not_agree_need_a_look():
    staff = [
        ["First name", "Surname", "Email", "Team", "Hours", "Start date", "End date"],
        ["Priya", "Jones", "p@example.nhs.uk", "Thanet CMHT", 22.5, "1/2/24"],
        ["PRIYA", "JONES", "p@example.nhs.uk", "Thanet CMHT", 15, "1/2/24"],
        ["Priya", "Jones", "other@example.nhs.uk", "Thanet CMHT", 15, "1/2/24"],
        ["Xi", "Iqbal", "x@example.nhs.uk", "Nowhere", 15, "1/2/24"],
        ["Hope", "Reid", "h@example.nhs.uk", "Thanet CMHTs", 15, "1/2/24", "1/1/24"],
        ["", "", "n@example.nhs.uk", "Thanet CMHT", 15, "1/2/24"],
        ["Xi", "Reid", "x2@example.nhs.uk", "Willow Ward", 15, "1/2/24", "1/3/25"],
        ["Xi", "Reid", "x2@example.nhs.uk", "Willow Ward", 15, "1/2/24", "1/3/25"],
    ]
    sheets = read({"Staff": staff, "People": [*PEOPLE[:1], [*PEOPLE[1][:4], "Priya Jones", *PEOPLE[1][5:]]]})
    sheet = sheets["Staff"]
    assert (sheet.ready, sheet.repeated) == ((2, 4, 8), (9,))
    assert set(wrong(sheet)) == {
        *((3, "First name"), (5, "Team"), (6, "Team"), (6, "End date"), (7, "First name")),
    }
    assert sheet.problems[2].suggestion == "Thanet CMHT"
    assert "more than one" in wrong(sheets["People"])[2, "PSW"]


def test_people_when_alike_are_told_apart_by_their_birth_or_not_at_all():
    people = [
        *PEOPLE,
        [NUMBERS[4], "Ada Stone", "7/7/77", "Thanet CMHT", "Priya", "1/3/25", "Open"],
        [NUMBERS[5], "Fay Vale", "7/7/2027", "Thanet CMHT", "Priya", "1/3/25", "Open"],
        [NUMBERS[6], "Gil Vale", "", "", "Priya", "1/3/25", "On hold"],
    ]
    rows = [["Date", "Client", "DoB", "PSW", "Mins", "Seen"], ["1/6/25", "Ada Stone", "7/7/77", "Priya", 45, "Y"]]
    sheets = read(
        {
            "Log": [
                *rows,
                ["1/6/25", "Ada Stone", "", "Priya", 45, "Y"],
                ["1/6/25", "Gil Vale", "1/1/70", "Priya", 45, "Y"],
            ],
            "People": people,
            "Staff": STAFF,
        }
    )
    assert set(wrong(sheets["People"])) == {(6, "DoB")}
    assert (sheets["Log"].ready, set(wrong(sheets["Log"]))) == ((2, 4), {(3, "Client")})


def test_time_when_it_is_of_the_day_is_not_a_length():
    rows = [[f"{day}/6/25", "10:30", NUMBERS[0], "Priya", "45 mins", "Y"] for day in range(1, 6)]
    sheet = log(["Date", "Time", "NHS No", "PSW", "Duration", "Attended"], *rows)
    assert (fields(sheet)["Time"], fields(sheet)["Duration"], len(sheet.ready)) == (None, "minutes", 5)


def test_workbook_when_every_word_is_another_is_still_understood():
    staff = [
        ["Our Peer Support Workers (Nov 2026)"],
        [],
        ["Surname", "Forename", "NHS Email", "Locality", "WTE", "In post since"],
        ["JONES", "Priya", "p@example.nhs.uk", "Thanet", 0.6, "01/02/2024"],
        ["Reid", "Sam", "r@example.nhs.uk", "Willow ward", "1.0", "2024-02-01"],
    ]
    people = [
        [
            "SU",
            "NHS",
            "Birth date",
            "Based with",
            "Allocated to",
            "Referral received",
            "Active?",
            "Date closed",
            "Outcome",
        ],
        ["Stone, Ada", float(NUMBERS[0]), "1.2.80", "Ashford", "P Jones", "Mon 3 Mar 25", "yes"],
        [
            "MARSH Bea",
            NUMBERS[1],
            29221.0,
            "Ashford cmht",
            "Reid, Sam",
            "3rd March 2025",
            "no",
            "1/9/25",
            "Didn’t engage",
        ],
        ["Cal Penn", NUMBERS[2], "05-06-1991", "Thanet", "PJ", "03/03/25", "No", "05/09/25", "Ended well"],
    ]
    rows = [
        ["Day", "Seen by", "SU", "Kind", "Medium", "Hours", "Result"],
        ["3/7/25", "Priya", "Ada Stone", "1-2-1", "face2face", 0.5, "seen ok"],
        ["4/7/25", "Sam", "A Stone", "group work", "tel call", 1.0, "DNA’d"],
        ["5/7/25", "Sam R", "Bea", "individual", "MS Teams", 1.5, "Pt cancelled"],
        ["6/7/25", "SR", "B. Marsh", "Individual", "WhatsApp", 0.75, "Attended late"],
        ["7/7/25", "JONES, P", "Penn, C", "121", "txt", 0.25, "staff sickness"],
    ]
    pivot = [["Row Labels", "Count of SU"], ["Priya", 3], ["Grand Total", 3]]
    sheets = read({"Q3 activity": rows, "client list": people, "workers list": staff, "Pivot": pivot})
    assert {name: (sheet.kind, sheet.header_row, len(sheet.ready)) for name, sheet in sheets.items()} == {
        "Q3 activity": ("contacts", 1, 5),
        "client list": ("people", 1, 3),
        "workers list": ("workers", 3, 2),
        "Pivot": (None, None, 0),
    }
