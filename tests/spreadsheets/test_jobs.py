"""The timer reads workbooks and brings them in: all or nothing, again when lost, and as last month's was explained."""

from dataclasses import replace

import pytest
from django.db import transaction

from alongside.accounts.models import RoleHolding
from alongside.core import progress
from alongside.core.errors import Refused
from alongside.core.guard import unguarded
from alongside.core.imports.report import ColumnReport
from alongside.spreadsheets import commands, jobs
from alongside.spreadsheets.imports import Applied, NotReadable
from alongside.spreadsheets.models import Content, Workbook
from alongside.workforce.models import Worker
from tests.spreadsheets import books
from tests.spreadsheets.books import TIMER


@pytest.fixture
def reading(monkeypatch):
    """What the check says, and with what it was asked: `reading.says(sheet, …)`, `reading.asked`."""

    class Reading:
        found = books.checked()
        asked: list = []

        def says(self, *sheets):
            self.found = books.checked(*sheets)

        def check(self, actor, content, *, name, today, overrides, progress):
            self.asked.append((actor.name, overrides))
            progress(7, 7)
            return self.found

    stand_in = Reading()
    stand_in.asked = []
    monkeypatch.setattr(jobs, "check", stand_in.check)
    return stand_in


@pytest.fixture
def applying(monkeypatch):
    """What bringing in does: writes a worker's area, says how many; or what the test puts in its place."""
    seen = []

    def apply(actor, checked, *, skip_problem_rows, take_changed, progress):
        seen.append((actor.name, skip_problem_rows, take_changed))
        with unguarded():
            Worker.objects.update(areas=["brought in"])
        progress(3, 3)
        return Applied({"people": 2 + len(take_changed)})

    monkeypatch.setattr(jobs, "apply", apply)
    return seen


def tick() -> None:
    jobs.read_workbooks(TIMER)
    jobs.bring_workbooks_in(TIMER)


def now(workbook: Workbook) -> Workbook:
    return Workbook.objects.get(pk=workbook.pk)


def test_workbook_when_it_waits_is_read_in_the_senders_name(world, reading):
    workbook = books.sent(world)
    jobs.read_workbooks(TIMER)
    assert (now(workbook).status, now(workbook).report["sheets"][0]["ready"]) == ("checked", [2, 4])
    assert [name for name, _ in reading.asked] == ["Marcia Thornby"]
    assert progress.read(workbook.pk) is None
    jobs.read_workbooks(TIMER)
    assert len(reading.asked) == 1


def test_workbook_when_it_cannot_be_read_says_why(world, monkeypatch):
    def check(*args, **options):
        raise NotReadable("This file is damaged.")

    monkeypatch.setattr(jobs, "check", check)
    workbook = books.sent(world)
    jobs.read_workbooks(TIMER)
    assert (now(workbook).status, now(workbook).words) == ("not_readable", "This file is damaged.")


def test_workbook_when_reading_stumbles_says_so_and_tells_the_operator(world, monkeypatch):
    def check(*args, **options):
        raise RuntimeError("unexpected")

    monkeypatch.setattr(jobs, "check", check)
    workbook = books.sent(world)
    with pytest.raises(RuntimeError):
        jobs.read_workbooks(TIMER)
    assert (now(workbook).status, now(workbook).words) == ("not_readable", jobs.STUMBLED)


def test_workbook_when_left_out_while_it_is_read_stays_left_out(world, monkeypatch):
    workbook = books.sent(world)

    def check(*args, **options):
        commands.leave_out(world.lead, now(workbook))
        return books.checked()

    monkeypatch.setattr(jobs, "check", check)
    jobs.read_workbooks(TIMER)
    assert now(workbook).status == "left"


def test_workbook_when_asked_for_is_in_with_the_rows_that_stayed_out_kept(world, reading, applying):
    workbook = books.read(world)
    commands.choose_rows(world.lead, workbook, taken=[("Caseload", 8)])
    commands.bring_in(world.lead, workbook)
    jobs.bring_workbooks_in(TIMER)
    assert applying == [("Marcia Thornby", True, frozenset({("Caseload", 8)}))]
    found = now(workbook)
    assert (found.status, found.counts, found.stayed_out) == ("brought_in", {"people": 3}, 2)
    assert Content.objects.get().data
    jobs.bring_workbooks_in(TIMER)
    assert len(applying) == 1


def test_workbook_when_something_changed_since_is_shown_again_and_not_brought_in(world, reading, applying):
    workbook = books.asked_for(world)
    reading.says(books.sheet(ready=(2,), already=(4, 7)))
    jobs.bring_workbooks_in(TIMER)
    assert (now(workbook).status, applying) == ("checked", [])
    assert "Something here changed" in now(workbook).words


def test_workbook_when_a_row_is_refused_changes_nothing(world, reading, monkeypatch):
    def apply(*args, **options):
        with unguarded():
            Worker.objects.update(areas=["half brought in"])
        raise Refused("Caseload row 4: this person is here twice.")

    monkeypatch.setattr(jobs, "apply", apply)
    workbook = books.asked_for(world)
    jobs.bring_workbooks_in(TIMER)
    assert (now(workbook).status, now(workbook).words) == ("failed", "Caseload row 4: this person is here twice.")
    assert not Worker.objects.filter(areas=["half brought in"]).exists()
    commands.check_again(world.lead, now(workbook))
    jobs.read_workbooks(TIMER)
    assert now(workbook).status == "checked"


def test_workbook_when_its_lead_is_a_lead_no_more_is_not_brought_in(world, reading):
    workbook = books.asked_for(world)
    with unguarded():
        RoleHolding.objects.filter(user=world.users["lead"]).delete()
    jobs.bring_workbooks_in(TIMER)
    assert now(workbook).status == "failed"
    assert "Marcia Thornby may no longer" in now(workbook).words


class Killed(BaseException):
    """As a process that is killed: nothing of ours runs afterwards."""


def test_workbook_when_the_worker_is_killed_midway_is_brought_in_by_the_next(world, reading, applying, monkeypatch):
    workbook = books.asked_for(world)
    whole = jobs.apply

    def killed(*args, **options):
        whole(*args, **options)
        raise Killed

    monkeypatch.setattr(jobs, "apply", killed)
    with pytest.raises(Killed), transaction.atomic():
        jobs.bring_workbooks_in(TIMER)
    assert now(workbook).status == "bringing_in"
    assert not Worker.objects.filter(areas=["brought in"]).exists()
    monkeypatch.setattr(jobs, "apply", whole)
    jobs.bring_workbooks_in(TIMER)
    assert now(workbook).status == "brought_in"
    assert Worker.objects.filter(areas=["brought in"]).exists()


@pytest.mark.parametrize(("began", "ends"), [(books.asked_for, "failed"), (books.sent, "not_readable")])
def test_workbook_when_lost_three_times_is_given_up_safely(world, reading, applying, began, ends):
    workbook = began(world)
    with unguarded():
        Workbook.objects.update(tries=3)
    tick()
    assert (now(workbook).status, now(workbook).words, applying) == (ends, jobs.STOPPED, [])


def test_workbook_when_another_worker_was_quicker_is_not_brought_in_twice(world, reading, applying, monkeypatch):
    workbook = books.asked_for(world)
    quick = reading.check

    def slow(*args, **options):
        if len(reading.asked) == 0:
            found = quick(*args, **options)
            jobs.bring_workbooks_in(TIMER)
            return found
        return quick(*args, **options)

    monkeypatch.setattr(jobs, "check", slow)
    jobs.bring_workbooks_in(TIMER)
    assert now(workbook).status == "brought_in"
    assert len(applying) == 1


def test_sheet_when_it_was_explained_last_month_is_read_so_again(world, reading):
    first = books.read(world)
    columns = {"Name": "name", "Team": None, "Referred on": "asked", "Comments": None}
    commands.explain_sheet(world.lead, first, sheet="Caseload", kind="people", columns=columns)
    told = books.sheet(columns=tuple(replace(c, field=columns[c.header]) for c in books.sheet().columns))
    reading.says(told)
    jobs.read_workbooks(TIMER)
    reading.asked.clear()
    reading.says(replace(books.sheet(), name="December"))
    books.sent(world)
    jobs.read_workbooks(TIMER)
    (_, plain), (_, known) = reading.asked
    assert (plain.kinds, plain.columns) == ({}, {})
    assert (known.kinds, known.columns) == ({"December": "people"}, {"December": columns})


def test_sheet_when_it_was_not_recognised_is_known_by_one_of_its_first_rows(world, reading):
    first = books.read(world)
    commands.explain_sheet(world.lead, first, sheet="Lists", kind="workers", columns={})
    teams = replace(books.LISTS, kind="workers", columns=(ColumnReport("A", "Teams", "name", "Name"),), header_row=1)
    reading.says(teams)
    jobs.read_workbooks(TIMER)
    reading.asked.clear()
    reading.says(books.LISTS)
    books.sent(world)
    jobs.read_workbooks(TIMER)
    assert reading.asked[1][1].kinds == {"Lists": "workers"}


def test_sheet_when_it_is_recognised_as_before_is_read_once(world, reading):
    first = books.read(world)
    commands.explain_sheet(world.lead, first, sheet="Caseload", kind="people", columns={})
    jobs.read_workbooks(TIMER)
    reading.asked.clear()
    books.sent(world)
    jobs.read_workbooks(TIMER)
    assert len(reading.asked) == 1


def test_files_when_a_week_old_are_deleted(world, reading, applying):
    waiting, checked, done = books.sent(world), books.read(world), books.asked_for(world)
    jobs.bring_workbooks_in(TIMER)
    jobs.throw_workbooks_away(TIMER)
    assert Content.objects.count() == 3
    for workbook in (waiting, checked, done):
        books.ago(now(workbook), days=7, hours=1)
    jobs.throw_workbooks_away(TIMER)
    assert not Content.objects.exists()
    assert [now(each).status for each in (waiting, checked, done)] == ["left", "left", "brought_in"]
