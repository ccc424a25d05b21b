"""The whole demonstration of each service, told once: believable in number, and nothing in it impossible.

It stands where the browser's stories begin, so it is read as they left it: as a file.
"""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from tests import browser as kit

pytestmark = pytest.mark.journey
WAITING = {"kmpt": range(33, 48), "lpt": range(20, 32)}
NAME = "first_name || ' ' || last_name"


@pytest.fixture(scope="module", params=["kmpt", "lpt"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """`ask(sql)` answers with rows; `one(sql)` with a number."""
    home = kit.told_story(tmp_path_factory.getbasetemp(), request.param)
    with contextlib.closing(sqlite3.connect(f"file:{home / 'alongside.sqlite3'}?mode=ro", uri=True)) as database:

        def ask(sql: str) -> list[tuple[Any, ...]]:
            return database.execute(sql).fetchall()

        one: Callable[[str], Any] = lambda sql: ask(sql)[0][0]  # noqa: E731
        yield SimpleNamespace(profile=request.param, ask=ask, one=one, home=home)


def test_size_when_told_then_two_years_of_a_believable_service(told):
    assert 55 <= told.one("select count(*) from workforce_worker") <= 68  # 13 or more of them only on the bank
    assert 470 <= told.one("select count(*) from referrals_person where same_as_id is null") <= 560
    assert 3600 <= told.one("select count(*) from support_contact where is_current") <= 4800
    first, last = told.ask("select min(starts_at), max(starts_at) from support_contact")[0]
    assert (datetime.fromisoformat(last) - datetime.fromisoformat(first)).days > 600
    months = told.ask("select substr(starts_at, 1, 7), count(*) from support_contact group by 1 order by 1")
    assert len(months) >= 22
    counts = dict(months)
    for month, number in counts.items():
        if month[5:] == "12" and (before := counts.get(f"{month[:5]}11")):
            assert number < before * 1.05, "fewer meet at Christmas"


def test_waiting_when_told_then_as_many_as_the_service_would_say(told):
    waiting = "select count(*) from referrals_referral where status = 'accepted'"
    assert told.one(waiting) in WAITING[told.profile]
    assert told.one(f"{waiting} and urgent_by is not null") >= 1
    assert told.one("select count(*) from referrals_referral where status in ('received', 'asked')") >= 8
    hopes = [hope for (hope,) in told.ask("select hopes from referrals_referral where status = 'accepted'")]
    assert len(set(hopes)) == len(hopes)


def test_states_when_told_then_every_one_is_there(told):
    states = Counter(dict(told.ask("select status, count(*) from support_relationship group by 1")))
    assert states["meeting"] >= 90
    assert states["introduced"] >= 3
    assert states["on_break"] >= 4
    assert states["ended"] >= 150
    ended = Counter(dict(told.ask("select ended_as, count(*) from support_relationship group by 1")))
    assert all(ended[how] for how in ("well", "stopped", "changed", "handed_over", "closed", "died"))
    assert ended["well"] > ended["stopped"] + ended["closed"]
    assert told.one("select count(*) from referrals_person where same_as_id is not null") >= 5, "some came back"
    assert told.one("select count(*) from support_relationship where follows_id is not null") >= 8
    assert told.one("select count(*) from support_handover where status = 'asked'") == 1
    assert told.one("select count(*) from support_ending") >= 40
    assert {status for (status,) in told.ask("select distinct status from support_goal")} == {
        "working",
        "reached",
        "dropped",
    }
    assert told.one("select count(*) from support_step where done_on is not null") >= 50
    assert told.one("select count(*) from support_ownnumber") >= 50


def test_worries_when_told_then_one_was_answered_late_by_the_next_in_line(told):
    told_to = dict(told.ask("select concern_id, count(*) from support_told group by 1"))
    late = [
        concern
        for concern, at, answered in told.ask("select id, told_at, answered_at from support_concern")
        if told_to[concern] > 1 and datetime.fromisoformat(answered) > datetime.fromisoformat(at)
    ]
    assert len(late) == 1
    assert set(told.ask("select distinct status from support_concern")) == {("answered",), ("closed",)}
    assert told.one("select count(*) from support_visit where status = 'safe'") >= 1
    assert told.one("select count(*) from accounts_duty") >= 5


def test_places_when_told_then_nobody_has_more_people_than_agreed(told):
    rows = told.ask(
        "select w.agreed_caseload, count(r.id) from workforce_worker w "
        "left join support_relationship r on r.worker_id = w.id and r.status <> 'ended' "
        "where w.kind = 'peer' and w.leaves_on is null group by w.id"
    )
    assert all(people <= agreed for agreed, people in rows)
    assert sum(people == agreed for agreed, people in rows) >= 5, "some are full"
    assert 5 <= sum(agreed - people for agreed, people in rows) <= 70, "and some places are free"
    gone = "select count(*) from support_relationship r join workforce_worker w on w.id = r.worker_id "
    assert told.one(f"{gone} where w.leaves_on < date('now') and r.status <> 'ended'") == 0


def test_names_when_told_then_nobody_has_another_ones(told):
    people = Counter(name for (name,) in told.ask(f"select {NAME} from referrals_person where same_as_id is null"))
    assert [name for name, number in people.items() if number > 1] == []
    workers = {name for (name,) in told.ask(f"select {NAME} from workforce_worker")}
    assert not workers & set(people)


def test_moments_when_told_then_none_lies_ahead(told):
    now = told.one("select max(at) from core_auditevent")
    for table, *columns in (
        ("support_contact", "starts_at", "recorded_at", "copied_at"),
        ("support_relationship", "introduced_at", "first_met_at", "last_met_at", "ended_at"),
        ("referrals_referral", "received_at", "accepted_at", "matched_at", "closed_at"),
        ("core_notice", "written_at", "sent_at"),
    ):
        for column in columns:
            assert told.one(f"select count(*) from {table} where {column} > '{now}'") == 0, f"{table}.{column}"
    story = "select at from core_auditevent where actor_name <> 'The first start' order by id"
    order = [at for (at,) in told.ask(story)]
    assert order == sorted(order), "told in the order in which it happened"


def test_meetings_when_told_then_nobody_is_in_two_at_once(told):
    twice = told.one(
        "select count(*) from support_meeting a join support_relationship ra on ra.id = a.relationship_id "
        "join support_relationship rb on rb.worker_id = ra.worker_id "
        "join support_meeting b on b.relationship_id = rb.id and b.id > a.id "
        "where a.status = 'planned' and b.status = 'planned' and abs(julianday(a.starts_at) - julianday(b.starts_at)) "
        "< case when a.starts_at < b.starts_at then a.minutes else b.minutes end / 1440.0"
    )
    assert twice == 0


def test_words_when_told_then_a_person_reads_nothing_twice(told):
    rows = told.ask("select relationship_id, words from support_contact where is_current and words <> ''")
    assert len(rows) > 1000
    assert len(set(rows)) == len(rows)
    newest = told.ask("select words from support_contact where words <> '' order by starts_at desc limit 50")
    assert len(set(newest)) >= 45


def test_messages_when_told_then_all_have_gone_and_the_newest_are_in_the_outbox(told):
    waiting = "select count(*) from core_notice where sent_at is null and stopped_at is null"
    assert told.one(f"{waiting} and next_try_at <= (select max(at) from core_auditevent)") == 0
    assert told.one(f"{waiting} and channel = 'email'") <= 2, "reminders; texts wait for the day"
    assert told.one("select count(*) from core_notice") > 1500
    assert 100 < len(list((told.home / "outbox").iterdir())) <= 300


def test_services_when_both_are_told_then_they_have_nobody_in_common(tmp_path_factory):
    found = []
    for profile in ("kmpt", "lpt"):
        home = kit.told_story(tmp_path_factory.getbasetemp(), profile)
        with contextlib.closing(sqlite3.connect(home / "alongside.sqlite3")) as database:
            found.append(
                {
                    row
                    for table in ("referrals_person", "workforce_worker")
                    for row in database.execute(f"select {NAME} from {table}").fetchall()
                }
            )
    assert not found[0] & found[1]
