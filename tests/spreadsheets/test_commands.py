"""Sending a workbook, saying how it is read, bringing it in: who may, when, and what is left in the audit."""

import pytest

from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.spreadsheets import commands
from alongside.spreadsheets.models import Content, KnownSheet, Workbook
from tests.spreadsheets import books
from tests.spreadsheets.books import TIMER

OTHERS = ["coordinator", "peer_worker", "team_manager", "referrer", "governance", "administrator", "person", "nobody"]


def actions(workbook: Workbook) -> list[str]:
    return list(AuditEvent.objects.filter(subject_id=workbook.pk).order_by("id").values_list("action", flat=True))


def test_workbook_when_sent_waits_to_be_read_and_its_bytes_are_kept_apart(world):
    content = books.file()
    workbook = commands.send_workbook(world.lead, name="tracker.xlsx", content=content)
    assert (workbook.status, workbook.name, workbook.sent_by) == ("waiting", "tracker.xlsx", world.users["lead"])
    assert (bytes(Content.objects.get().data), workbook.size) == (content, len(content))
    assert actions(workbook) == ["workbook.sent"]
    assert "tracker" not in str(AuditEvent.objects.get().changes)


@pytest.mark.parametrize("who", OTHERS)
def test_workbook_when_not_the_lead_is_nobody_elses(world, who):
    workbook = books.read(world)
    actor = world.actor(who)
    for do, subject, details in (
        (commands.send_workbook, None, {"name": "a.xlsx", "content": b""}),
        (commands.check_again, workbook, {}),
        (commands.explain_sheet, workbook, {"sheet": "Caseload", "kind": None, "columns": {}}),
        (commands.explain_value, workbook, {"sheet": "Caseload", "header": "Team", "value": "a", "instead": "b"}),
        (commands.choose_rows, workbook, {"taken": []}),
        (commands.bring_in, workbook, {}),
        (commands.leave_out, workbook, {}),
    ):
        with pytest.raises(NotAllowed):
            do(actor, subject, **details) if subject else do(actor, **details)


def test_what_the_timer_writes_when_a_lead_writes_it_is_refused(world):
    workbook = books.read(world)
    for do, details in (
        (commands.say_checked, {"report": books.report()}),
        (commands.say_changed_since, {"report": books.report()}),
        (commands.say_not_readable, {"words": "No"}),
        (commands.say_brought_in, {"counts": {}, "stayed_out": b""}),
        (commands.say_failed, {"words": "No"}),
        (commands.throw_away, {}),
    ):
        with pytest.raises(NotAllowed):
            do(world.lead, workbook, **details)


def test_workbook_when_checked_can_be_explained_and_is_read_again(world):
    workbook, team = books.read(world), {"sheet": "Caseload", "header": "Team"}
    commands.explain_value(world.lead, workbook, **team, value="Ashfld", instead="Ashford CMHT")
    assert workbook.status == "waiting"
    assert workbook.overrides["values"] == {"Caseload": {"Team": {"Ashfld": "Ashford CMHT"}}}
    commands.say_checked(TIMER, workbook, report=books.report())
    commands.explain_value(world.lead, workbook, **team, value="Thnt", instead="Thanet CMHT")
    assert workbook.overrides["values"]["Caseload"]["Team"] == {"Ashfld": "Ashford CMHT", "Thnt": "Thanet CMHT"}
    commands.say_checked(TIMER, workbook, report=books.report())
    commands.explain_sheet(world.lead, workbook, sheet="Lists", kind="workers", columns={"Teams": "name"})
    assert workbook.overrides["kinds"] == {"Lists": "workers"}
    assert workbook.overrides["columns"] == {"Lists": {"Teams": "name"}}
    commands.say_checked(TIMER, workbook, report=books.report())
    commands.explain_sheet(world.lead, workbook, sheet="Lists", kind=None, columns={})
    assert (workbook.overrides["kinds"], workbook.overrides["columns"]) == ({"Lists": None}, {})
    assert actions(workbook)[-3:] == ["workbook.sheet_explained", "workbook.checked", "workbook.sheet_explained"]


def test_workbook_when_a_sheet_was_explained_is_remembered_by_its_headers(world):
    workbook = books.read(world)
    assert not KnownSheet.objects.exists()
    commands.explain_sheet(world.lead, workbook, sheet="Caseload", kind="people", columns={"Name": "name"})
    commands.say_checked(TIMER, workbook, report=books.report())
    known = KnownSheet.objects.get()
    assert known.kind == "people"
    assert known.columns == {"Name": "name", "Team": "team", "Referred on": "asked", "Comments": None}


def test_sheet_when_remembered_again_is_as_it_was_said_last(world):
    for who, kind in ((world.lead, "people"), (TIMER, None)):
        commands.remember_sheet(who, headers=["Name", "Team"], kind=kind, columns={"Name": "name"})
    known = KnownSheet.objects.get()
    assert known.kind is None
    assert AuditEvent.objects.filter(action="sheet.remembered", subject_id=known.pk).count() == 2
    with pytest.raises(NotAllowed):
        commands.remember_sheet(world.coordinator, headers=["Name"], kind=None, columns={})


def test_rows_when_chosen_are_only_those_that_differ_and_stay_chosen(world):
    workbook = books.read(world)
    commands.choose_rows(world.lead, workbook, taken=[("Caseload", 8), ("Caseload", 2), ("Elsewhere", 8)])
    assert workbook.taken == [["Caseload", 8]]
    commands.check_again(world.lead, workbook)
    commands.say_checked(TIMER, workbook, report=books.report())
    assert workbook.taken == [["Caseload", 8]]
    commands.check_again(world.lead, workbook)
    commands.say_checked(TIMER, workbook, report=books.report(books.sheet(changed=(), differences=())))
    assert workbook.taken == []


def test_workbook_when_asked_for_is_brought_in_once(world):
    workbook = books.asked_for(world)
    assert (workbook.status, workbook.asked_by, workbook.tries) == ("bringing_in", world.users["lead"], 0)
    assert actions(workbook)[-1] == "workbook.asked_for"
    with pytest.raises(Refused, match="Marcia Thornby asked for this already"):
        commands.bring_in(world.lead, workbook)


def test_workbook_when_it_was_checked_yesterday_is_checked_again_first(world):
    workbook = books.read(world)
    books.ago(workbook, hours=25)
    with pytest.raises(Refused, match="more than a day ago"):
        commands.bring_in(world.lead, workbook)
    assert commands.check_again(world.lead, workbook).status == "waiting"
    assert actions(workbook)[-1] == "workbook.asked_again"


def test_workbook_when_nothing_is_ready_is_not_brought_in(world):
    workbook = books.read(world, books.sheet(ready=()))
    with pytest.raises(Refused, match="nothing in it to bring in"):
        commands.bring_in(world.lead, workbook)
    commands.choose_rows(world.lead, workbook, taken=[("Caseload", 8)])
    assert commands.bring_in(world.lead, workbook).status == "bringing_in"


@pytest.mark.parametrize("state", ["waiting", "bringing_in", "left"])
def test_workbook_when_it_is_not_checked_cannot_be_changed(world, state):
    workbook = {"waiting": books.sent, "bringing_in": books.asked_for, "left": books.read}[state](world)
    if state == "left":
        commands.leave_out(world.lead, workbook)
    for do, details in (
        (commands.explain_sheet, {"sheet": "Caseload", "kind": None, "columns": {}}),
        (commands.explain_value, {"sheet": "Caseload", "header": "Team", "value": "a", "instead": "b"}),
        (commands.choose_rows, {"taken": []}),
        (commands.check_again, {}),
    ):
        with pytest.raises(Refused):
            do(world.lead, workbook, **details)
    if state != "bringing_in":
        with pytest.raises(Refused, match="Go back and look"):
            commands.bring_in(world.lead, workbook)


def test_workbook_when_left_out_is_forgotten_but_for_who_and_when(world):
    workbook = commands.leave_out(world.lead, books.read(world))
    assert (workbook.status, workbook.report, workbook.overrides) == ("left", {}, {})
    assert not Content.objects.exists()
    assert actions(workbook)[-1] == "workbook.left"
    with pytest.raises(Refused):
        commands.leave_out(world.lead, workbook)


def test_workbook_when_brought_in_keeps_only_the_rows_that_stayed_out(world):
    workbook = books.asked_for(world)
    commands.say_brought_in(TIMER, workbook, counts={"people": 2}, stayed_out=b"rows")
    assert (workbook.status, workbook.counts, workbook.stayed_out, workbook.report) == (
        "brought_in",
        {"people": 2},
        2,
        {},
    )
    assert bytes(Content.objects.get().data) == b"rows"
    commands.throw_away(TIMER, workbook)
    assert not Content.objects.exists()
    assert actions(workbook)[-2:] == ["workbook.brought_in", "workbook.thrown_away"]
    with pytest.raises(Refused, match="not done twice"):
        commands.bring_in(world.lead, workbook)


def test_workbook_when_all_of_it_is_in_keeps_nothing(world):
    commands.say_brought_in(TIMER, books.asked_for(world), counts={"people": 2}, stayed_out=b"")
    assert not Content.objects.exists()


def test_workbook_when_it_failed_can_be_checked_again(world):
    workbook = commands.say_failed(TIMER, books.asked_for(world), words="Row 3 could not go in.")
    assert (workbook.status, workbook.words) == ("failed", "Row 3 could not go in.")
    assert Content.objects.exists()
    commands.check_again(world.lead, workbook)
    assert (workbook.status, workbook.finished_at, workbook.words) == ("waiting", None, "")


def test_workbook_when_things_changed_since_is_looked_at_again(world):
    workbook = commands.say_changed_since(TIMER, books.asked_for(world), report=books.report(books.sheet(ready=(2,))))
    assert workbook.status == "checked"
    assert "nothing was brought in" in workbook.words
    assert workbook.report["sheets"][0]["ready"] == [2]


def test_workbook_when_it_cannot_be_read_is_deleted(world):
    workbook = commands.say_not_readable(TIMER, books.sent(world), words="This file is damaged.")
    assert workbook.status == "not_readable"
    assert not Content.objects.exists()
    with pytest.raises(Refused):
        commands.say_checked(TIMER, workbook, report=books.report())
