"""A workbook goes in whole or not at all; again changes nothing; and each record says which row it was."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from alongside.accounts.profiles import load_profile
from alongside.core import clock
from alongside.core.actors import VISITOR, process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.imports.report import Overrides
from alongside.core.models import AuditEvent
from alongside.referrals.models import Person, Referral
from alongside.spreadsheets.imports import Checked, apply, check
from alongside.support.models import Contact, ContactStaff, Relationship
from alongside.workforce.models import Assignment, Worker
from tests.spreadsheets.habits import TODAY, nhs_number, workbook
from tests.spreadsheets.test_habits import HEADERS, NUMBERS, PEOPLE, STAFF

IMPORT = process("The import")
LOG = [
    [*HEADERS, "How", "Comments"],
    ["1/6/25", NUMBERS[0], "Priya", 45, "Y", "F2F", "she said a lot"],
    ["8/6/25", NUMBERS[0], "Priya", "", "DNA", "F2F", ""],
    ["15/6/25", NUMBERS[0], "Sam Reid", "1hr 30", "Y", "Tel", ""],
    ["9/6/25", NUMBERS[1], "Sam O", 30, "Cancelled by us", "Tel", ""],
    ["10/6/25", NUMBERS[2], "Priya", 30, "Y", "Tel", ""],
]
CLOSED = [NUMBERS[3], "Dev Holt", "5/6/91", "Ashford CMHT", "Sam Reid", "1/5/25", "Closed", "1/9/25", "Asked to stop"]
DIED = [NUMBERS[4], "Eve Holt", "5/6/91", "Ashford CMHT", "Sam Reid", "1/5/25", "Closed", "1/9/25", "Died"]


@pytest.fixture(autouse=True)
def _kmpt(db):
    load_profile("kmpt")


def sheets(*log: list[Any], people: list[list[Any]] | None = None) -> dict[str, list[list[Any]]]:
    return {"Log": list(log) or LOG, "People": people or [*PEOPLE, CLOSED, DIED], "Staff": STAFF}


def read(book: dict[str, list[list[Any]]], name: str = "tracker.xlsx") -> Checked:
    return check(IMPORT, workbook(book), name=name, today=TODAY)


def counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count()
        for model in (Worker, Assignment, Person, Referral, Relationship, Contact, ContactStaff, AuditEvent)
    )


def test_workbook_when_applied_is_in_as_the_sheets_tell_it():
    done = apply(IMPORT, read(sheets()))
    assert done.counts == {"workers": 3, "people": 5, "contacts": 5}
    assert set(done.ids["contacts"]) == set(Contact.objects.values_list("pk", flat=True))

    priya = Worker.objects.get(first_name="Priya")
    place = priya.assignments.get()
    assert (place.team.name, float(place.hours), place.starts_on) == ("Thanet CMHT", 22.5, date(2024, 2, 1))
    assert (priya.user, priya.about, priya.agreed_caseload) == (None, "", 0)

    ada = Person.objects.get(nhs_number=NUMBERS[0])
    assert (ada.full_name, ada.birth_date, ada.search_name) == ("Ada Stone", date(1980, 2, 1), "ada stone")
    asked = ada.referrals.get()
    assert (asked.status, asked.host_team.name, asked.pathway.name) == ("matched", "Thanet CMHT", "Community")
    assert timezone.localdate(asked.received_at) == date(2025, 3, 1)
    assert (asked.source, asked.asked_by, asked.told_consent, asked.hopes) == ("", "", "", "")
    assert not asked.choices.exists()

    walk = asked.relationships.get()
    assert (walk.worker, walk.status) == (priya, "meeting")
    assert [timezone.localdate(moment) for moment in (walk.first_met_at, walk.last_met_at)] == [
        date(2025, 6, 1),
        date(2025, 6, 15),
    ]
    contacts = list(walk.contacts.order_by("starts_at"))
    assert [(c.attendance, c.mechanism, c.minutes, c.therapy_mode) for c in contacts] == [
        ("5", "01", 45, "1"),
        ("3", "01", None, "1"),
        ("5", "02", 90, "1"),
    ]
    assert [staff.worker.first_name for staff in contacts[2].staff.all()] == ["Sam"]


def test_contact_when_brought_in_is_history_and_holds_no_comment():
    apply(IMPORT, read(sheets()))
    contact = Contact.objects.order_by("starts_at").first()
    assert contact is not None
    assert (contact.words, contact.words_are, contact.time_known) == ("", "none", False)
    assert timezone.localtime(contact.starts_at).hour == 12
    assert contact.copied_at is not None
    assert contact.origin == "Row 2 of Log in tracker.xlsx"
    assert not any("she said" in str(event.changes) for event in AuditEvent.objects.all())


def test_person_when_waiting_waits_and_when_closed_is_closed_with_the_national_reason():
    apply(IMPORT, read(sheets()))
    waiting = Referral.objects.get(person__nhs_number=NUMBERS[2])
    assert (waiting.status, waiting.relationships.count()) == ("accepted", 0)
    assert waiting.contacts.get().relationship is None
    closed = Referral.objects.get(person__nhs_number=NUMBERS[3])
    walk = closed.relationships.get()
    assert (closed.status, closed.closure_code, timezone.localdate(closed.closed_at)) == (
        "closed",
        "07",
        date(2025, 9, 1),
    )
    assert (walk.status, walk.ended_as, walk.ended_by) == ("ended", "stopped", "person")
    assert closed.person.died_on is None
    assert Person.objects.get(nhs_number=NUMBERS[4]).died_on == date(2025, 9, 1)


def test_row_when_brought_in_leaves_a_trail_to_its_file_and_sheet():
    apply(IMPORT, read(sheets()))
    contact = Contact.objects.get(starts_at__date=date(2025, 6, 9))
    event = AuditEvent.objects.get(subject_id=contact.pk)
    assert (event.action, event.reason, event.actor_name) == (
        "contact.brought_in",
        "Row 5 of Log in tracker.xlsx",
        "The import",
    )
    assert Person.objects.get(nhs_number=NUMBERS[1]).origin == "Row 3 of People in tracker.xlsx"
    actions = AuditEvent.objects.filter(reason="Row 3 of People in tracker.xlsx").values_list("action", flat=True)
    assert set(actions) == {"person.brought_in", "relationship.brought_in"}
    assert AuditEvent.objects.filter(action="contact.brought_in").count() == 5


def test_workbook_when_applied_again_doubles_nothing():
    apply(IMPORT, read(sheets()))
    before = counts()
    again = read(sheets(), "tracker (copy).xlsx")
    for sheet in again.sheets:
        assert (sheet.ready, sheet.changed, sheet.problems) == ((), (), ()), sheet.name
        assert len(sheet.already) == sheet.rows
    assert apply(IMPORT, again).counts == {}
    assert counts() == before


def test_workbook_when_next_month_has_more_only_the_new_goes_in():
    apply(IMPORT, read(sheets()))
    more = [*LOG, ["1/7/25", NUMBERS[0], "Priya", 60, "Y", "F2F", ""]]
    checked = read(sheets(*more))
    assert checked.sheet("Log").ready == (7,)
    assert apply(IMPORT, checked).counts == {"contacts": 1}
    assert timezone.localdate(Relationship.objects.get(worker__first_name="Priya").last_met_at) == date(2025, 7, 1)


def test_rows_when_some_need_a_look_keep_everything_out_until_left_out():
    book = sheets(*LOG, ["31/2/25", NUMBERS[0], "Priya", 60, "Y", "F2F", ""])
    before = counts()
    with pytest.raises(Refused, match="1 row needs a look"):
        apply(IMPORT, read(book))
    assert counts() == before
    assert apply(IMPORT, read(book), skip_problem_rows=True).counts["contacts"] == 5


def test_workbook_when_stopped_midway_brings_in_nothing():
    before = counts()

    def stop(done: int, total: int) -> None:
        if Contact.objects.exists():
            raise KeyboardInterrupt

    many = [[f"{day}/6/25", NUMBERS[0], "Priya", 45, "Y", "F2F", ""] for day in range(1, 29)]
    more = [[f"{day}/7/25", NUMBERS[0], "Priya", 45, "Y", "F2F", ""] for day in range(1, 29)]
    with pytest.raises(KeyboardInterrupt):
        apply(IMPORT, read(sheets(LOG[0], *many, *more)), progress=stop)
    assert counts() == before


def test_workbook_when_a_row_is_refused_says_which_and_brings_in_nothing(monkeypatch):
    checked = read(sheets())
    before = counts()
    monkeypatch.setattr(clock, "now", lambda: timezone.make_aware(timezone.datetime(2025, 6, 12)))
    with pytest.raises(Refused, match=r"Row 4 of Log in tracker.xlsx: A contact cannot be in the future"):
        apply(IMPORT, checked)
    assert counts() == before


def test_workbook_when_brought_in_by_the_wrong_person_is_refused():
    with pytest.raises(NotAllowed):
        apply(VISITOR, read(sheets()))
    assert not Worker.objects.exists()


def changed_book() -> dict[str, list[list[Any]]]:
    people = [list(row) for row in [*PEOPLE, CLOSED, DIED]]
    people[1][1] = "Ada Stoney"
    people[2][6:] = ["Closed", "1/10/25", "Moved away"]
    people[3][4] = "Priya"
    people[4][8] = "Moved away"
    log = [list(row) for row in LOG]
    log[1][3], log[2][4] = 60, "Y"
    staff = [list(row) for row in STAFF]
    staff[1][3] = 30
    return {"Log": log, "People": people, "Staff": staff}


def test_row_when_it_differs_shows_both_and_is_left_alone():
    apply(IMPORT, read(sheets()))
    before = counts()
    checked = read(changed_book())
    told = {(sheet.name, d.row, d.header): (d.here, d.file) for sheet in checked.sheets for d in sheet.differences}
    assert told["Staff", 2, "Hours"] == ("22.5", "30.0")
    assert told["People", 2, "Name"] == ("Ada Stone", "Ada Stoney")
    assert told["People", 3, "Status"] == ("open", "closed")
    assert told["People", 3, "End date"] == ("nothing", "01/10/2025")
    assert told["People", 4, "PSW"] == ("nothing", "Priya Jones")
    assert told["Log", 2, "Mins"] == ("45", "60")
    assert checked.sheet("Log").changed == (2, 3)
    assert apply(IMPORT, checked).counts == {}
    assert counts() == before


def test_row_when_it_differs_and_is_chosen_is_taken_from_the_file():
    apply(IMPORT, read(sheets()))
    checked = read(changed_book())
    chosen = frozenset((sheet.name, row) for sheet in checked.sheets for row in sheet.changed)
    assert apply(IMPORT, checked, take_changed=chosen).counts == {"workers": 1, "people": 4, "contacts": 2}
    assert float(Assignment.objects.get(worker__first_name="Priya").hours) == 30
    assert Person.objects.get(nhs_number=NUMBERS[0]).search_name == "ada stoney"
    bea = Referral.objects.get(person__nhs_number=NUMBERS[1])
    assert (bea.status, bea.closure_code, bea.relationships.get().status) == ("closed", "03", "ended")
    cal = Referral.objects.get(person__nhs_number=NUMBERS[2])
    assert (cal.status, cal.relationships.get().worker.first_name) == ("matched", "Priya")
    walk = Relationship.objects.get(referral__person__nhs_number=NUMBERS[0])
    now = walk.contacts.filter(is_current=True).order_by("starts_at")
    assert [(c.minutes, c.attendance, bool(c.replaces)) for c in now] == [
        (60, "5", True),
        (None, "5", True),
        (90, "5", False),
    ]
    assert now[0].copied_at is None
    for sheet in read(changed_book()).sheets:
        assert sheet.changed == (), (sheet.name, sheet.differences)


def test_person_when_another_worker_is_chosen_is_handed_over_today():
    apply(IMPORT, read(sheets()))
    people = [list(row) for row in [*PEOPLE, CLOSED, DIED]]
    people[1][4] = "Sam Reid"
    checked = read(sheets(people=people))
    assert checked.sheet("People").changed == (2,)
    apply(IMPORT, checked, take_changed=frozenset({("People", 2)}))
    old, new = Relationship.objects.filter(referral__person__nhs_number=NUMBERS[0]).order_by("introduced_at")
    assert (old.status, old.ended_as, new.status, new.follows, new.worker.last_name) == (
        "ended",
        "handed_over",
        "introduced",
        old,
        "Reid",
    )


def test_sheets_when_only_contacts_come_names_are_those_who_are_here():
    apply(IMPORT, read(sheets()))
    log = [
        ["When", "Client", "DoB", "Staff", "Mins", "Outcome"],
        ["1/7/25", "Stone, Ada", "1/2/80", "Priya", 45, "Y"],
        ["2/7/25", "A. Stone", "", "Nobody", 45, "Y"],
        ["3/7/25", "Dev Holt", "", "", 45, "Y"],
    ]
    checked = read({"Log": log})
    assert (checked.sheet("Log").ready, checked.sheet("Log").problem_rows) == ((2, 4), (3,))
    apply(IMPORT, checked, skip_problem_rows=True)
    assert Contact.objects.filter(starts_at__date=date(2025, 7, 1)).get().relationship.worker.first_name == "Priya"
    late = Contact.objects.get(starts_at__date=date(2025, 7, 3))
    assert late.staff.get().worker.last_name == "Reid"


def test_worker_when_without_a_team_is_in_without_one():
    staff = [STAFF[0], ["Nia Moss", "nia@example.nhs.uk", "", 15, "1/1/24"]]
    checked = read({"Staff": staff})
    assert checked.sheet("Staff").warnings
    apply(IMPORT, checked)
    assert Worker.objects.get().assignments.count() == 0
    assert read({"Staff": staff}).sheet("Staff").already == (2,)


def test_worker_when_in_two_rows_has_two_teams():
    staff = [*STAFF, ["Priya Jones", "p@example.nhs.uk", "Ashford CMHT", 10, "1/3/25"]]
    apply(IMPORT, read({"Staff": staff}))
    assert Worker.objects.filter(first_name="Priya").count() == 1
    assert {a.team.name for a in Assignment.objects.filter(worker__first_name="Priya")} == {
        "Thanet CMHT",
        "Ashford CMHT",
    }
    assert read({"Staff": staff}).sheet("Staff").already == (2, 3, 4, 5)


def test_person_when_no_team_is_known_is_a_new_request():
    people = [PEOPLE[0], [nhs_number(77), "Gus Ng", "1/2/90", "", "", "1/3/25", ""]]
    apply(IMPORT, read({"People": people}))
    assert Referral.objects.get().status == "received"


def test_referral_when_declined_in_the_sheet_is_not_taken_on():
    people = [PEOPLE[0], [nhs_number(77), "Gus Ng", "1/2/90", "Thanet CMHT", "", "1/3/25", "Declined"]]
    apply(IMPORT, read({"People": people}))
    assert Referral.objects.get().status == "declined"
    assert read({"People": people}).sheet("People").already == (2,)


def test_progress_when_watched_begins_and_ends():
    told: list[tuple[int, int]] = []
    apply(IMPORT, read(sheets()), progress=lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((0, 13), (13, 13))


def test_check_when_a_person_said_how_to_read_is_kept_for_apply():
    said = Overrides(values={"Log": {"Attended": {"Y": "DNA"}}})
    apply(IMPORT, check(IMPORT, workbook(sheets()), name="t.xlsx", today=TODAY, overrides=said))
    assert not Contact.objects.filter(attendance="5").exists()


def test_person_when_they_come_back_has_a_second_request_and_when_a_day_differs_it_is_told():
    apply(IMPORT, read(sheets()))
    people = [
        PEOPLE[0],
        [NUMBERS[0], "Ada Stone", "1/2/80", "Thanet CMHT", "Priya", "8/3/25", "Open"],
        [NUMBERS[3], "Dev Holt", "5/6/91", "Ashford CMHT", "Sam Reid", "1/2/26", "Open"],
        ["", "Bea Marsh", "5/6/90", "Ashford CMHT", "Sam O", "1/4/25", "Open"],
    ]
    checked = read({"People": people})
    sheet = checked.sheet("People")
    assert (sheet.ready, sheet.changed, sheet.already) == ((3,), (2,), (4,))
    assert [(d.header, d.here, d.file) for d in sheet.differences] == [("Ref date", "01/03/2025", "08/03/2025")]
    apply(IMPORT, checked, take_changed=frozenset({("People", 2)}))
    assert Person.objects.count() == 5
    assert Referral.objects.filter(person__nhs_number=NUMBERS[3]).count() == 2
    again = {"People": people, "Log": [HEADERS, ["1/3/26", NUMBERS[3], "Sam Reid", 45, "Y"]]}
    checked = read(again)
    assert checked.sheet("People").already == (2, 3, 4)
    apply(IMPORT, checked)
    newest = Referral.objects.filter(person__nhs_number=NUMBERS[3]).latest("received_at")
    assert Contact.objects.get(starts_at__date=date(2026, 3, 1)).referral == newest


def test_worker_when_two_here_have_the_name_is_left_to_a_person():
    two = [STAFF[0], STAFF[1], ["Priya Jones", "twin@example.nhs.uk", "Thanet CMHT", 15, "1/2/25"]]
    apply(IMPORT, read({"Staff": two}))
    assert Worker.objects.count() == 2
    assert "More than one worker here" in read({"Staff": STAFF}).sheet("Staff").problems[0].message


def test_person_when_the_worker_is_known_but_no_team_is_goes_where_the_worker_is():
    people = [PEOPLE[0], [NUMBERS[0], "Ada Stone", "1/2/80", "", "Priya", "1/3/25", "Open"]]
    apply(IMPORT, read({"Staff": STAFF, "People": people}))
    asked = Referral.objects.get()
    assert (asked.pathway.name, asked.host_team) == ("Community", None)
