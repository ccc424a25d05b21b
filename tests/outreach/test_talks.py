"""Talks: each command four ways, who is told, what stands in calendars, and how many were given to whom."""

from datetime import date, timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import VISITOR
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import Notice
from alongside.outreach import commands, policies, queries
from alongside.outreach.models import Speaker, Talk
from tests.outreach.setting_up import actions, make_ask, make_speaker, make_talk, make_week
from tests.world import worker_of

HOUR = timedelta(hours=1)


def said(hours: int = 48, **fields) -> dict:
    starts_at = clock.now() + hours * HOUR
    what = {"title": "Hello", "audience": "carers", "kind": "talk", "starts_at": starts_at, "ends_at": starts_at + HOUR}
    return {**what, **fields}


def told() -> dict[str, str]:
    """Who was sent what, by address."""
    return {notice.to: notice.subject for notice in Notice.objects.order_by("written_at", "pk")}


def fresh(row):
    row.refresh_from_db()
    return row


def test_plan_from_an_ask_for_a_week_or_by_itself(world):
    ask, week = make_ask("agreed"), make_week()
    talk = commands.plan_talk(world.lead, **said(), ask=ask, where="Room 2", team=world.willow)
    assert (talk.ask, talk.planned_by, talk.status) == (ask, world.users["lead"], "planned")
    assert told() == {"dana@example.net": "The day is planned"}
    assert "Room 2" in Notice.objects.get().text
    assert commands.plan_talk(world.coordinator, **said(), week=week).week == week
    assert commands.plan_talk(world.lead, **said(-48)).ask is None  # written down afterwards
    assert actions() == ["talk.planned"] * 3


def test_plan_an_ask_that_is_not_agreed_or_times_that_cannot_be_is_refused(world):
    for ask in (make_ask(), make_ask("withdrawn")):
        with pytest.raises(Refused, match="Agree to it first"):
            commands.plan_talk(world.lead, **said(), ask=ask)
    for end in (0, 13):
        with pytest.raises(Refused):
            commands.plan_talk(world.lead, **said(ends_at=said()["starts_at"] + end * HOUR))
    with pytest.raises(Refused):
        commands.change_talk(world.lead, make_talk(world), **said(ends_at=clock.now()))


@pytest.mark.parametrize("name", ["peer_worker", "team_manager", "referrer", "person"])
def test_planning_by_others_is_not_allowed(world, name):
    actor, talk = world.actor(name), make_talk(world)
    make_speaker(talk, worker_of(world))
    with pytest.raises(NotAllowed):
        commands.plan_talk(actor, **said())
    for do, more in (
        (commands.change_talk, said()),
        (commands.cancel_talk, {"because": "x"}),
        (commands.put_back_talk, {}),
        (commands.give_talk, {"head_count": 1}),
        (commands.take_back_given, {}),
        (commands.ask_speakers, {"workers": []}),
    ):
        with pytest.raises(NotAllowed):
            do(actor, talk, **more)


def test_planning_in_the_wrong_state_is_refused(world):
    off, given = make_talk(world, status="cancelled"), make_talk(world, hours=-3, status="given")
    for do, talk, more in (
        (commands.change_talk, off, said()),
        (commands.cancel_talk, off, {"because": "x"}),
        (commands.cancel_talk, given, {"because": "x"}),
        (commands.put_back_talk, given, {}),
        (commands.give_talk, off, {"head_count": 1}),
        (commands.give_talk, make_talk(world), {"head_count": 1}),
        (commands.take_back_given, off, {}),
        (commands.ask_speakers, given, {"workers": []}),
    ):
        with pytest.raises(Refused):
            do(world.lead, talk, **more)


def test_change_when_the_day_is_another_tells_everybody_with_their_calendar(world):
    talk = make_talk(world, ask=make_ask("agreed"))
    make_speaker(talk, worker_of(world), "yes")
    make_speaker(talk, worker_of(world, "other_peer_worker"))
    commands.change_talk(world.lead, talk, **said(96, because="The room flooded."))
    assert told() == {
        "imani@example.org": "A talk has changed",
        "bethan@example.org": "A talk has changed",
        "dana@example.net": "The day has changed",
    }
    yes = Notice.objects.get(to="imani@example.org")
    assert "METHOD:REQUEST" in yes.calendar
    assert "SEQUENCE:1" in yes.calendar
    assert "The room flooded." in yes.text
    assert not Notice.objects.get(to="bethan@example.org").calendar
    assert fresh(talk).title == "Hello"
    assert actions() == ["talk.changed"]


def test_change_when_only_its_words_are_another_tells_nobody(world):
    talk = make_talk(world)
    make_speaker(talk, worker_of(world), "yes")
    when = {"starts_at": talk.starts_at, "ends_at": talk.ends_at, "where": talk.where}
    commands.change_talk(world.coordinator, talk, **said(**when, plan="Tea first."))
    assert (fresh(talk).plan, talk.changes) == ("Tea first.", 0)
    assert told() == {}


def test_cancel_takes_it_out_of_calendars_and_empties_what_was_shared(world):
    talk = make_talk(world, ask=make_ask("agreed"))
    yes = make_speaker(talk, worker_of(world), "yes", sharing="My first ward.", needs="Tea")
    make_speaker(talk, worker_of(world, "other_peer_worker"), "no")
    commands.cancel_talk(world.lead, talk, because="Too few can come.")
    assert told() == {"imani@example.org": "A talk does not go ahead", "dana@example.net": "It does not go ahead"}
    assert "METHOD:CANCEL" in Notice.objects.get(to="imani@example.org").calendar
    assert all("Too few can come." in notice.text for notice in Notice.objects.all())
    assert (fresh(yes).sharing, yes.needs, yes.status) == ("", "", "yes")
    commands.put_back_talk(world.lead, talk)
    assert (fresh(talk).status, talk.changes, talk.because) == ("planned", 2, "")
    assert told()["imani@example.org"] == "A talk goes ahead after all"
    assert actions() == ["talk.cancelled", "talk.put_back"]


def test_put_back_when_the_ask_was_taken_back_is_refused(world):
    talk = make_talk(world, ask=make_ask("withdrawn"), status="cancelled")
    with pytest.raises(Refused, match="not agreed any more"):
        commands.put_back_talk(world.lead, talk)


def test_give_counts_heads_thanks_everybody_and_ends_the_ask(world):
    ask = make_ask("agreed")
    talk = make_talk(world, ask=ask, hours=-2)
    spoke, quiet = (
        make_speaker(talk, worker_of(world), "yes"),
        make_speaker(talk, worker_of(world, "other_peer_worker")),
    )
    commands.give_talk(world.coordinator, talk, head_count=34, outcome="They ask us back.")
    assert (fresh(talk).head_count, fresh(ask).status) == (34, "done")
    assert (fresh(spoke).status, fresh(quiet).status) == ("spoke", "asked")
    assert told() == {
        "dana@example.net": "Thank you for having us",
        "imani@example.org": "Thank you for speaking",
        "lead@example.org": "Ask them how it was",
    }
    assert queries.feedback_address(talk) in Notice.objects.get(to="dana@example.net").text
    assert actions() == ["ask.done", "talk.given"]
    commands.take_back_given(world.lead, talk)
    assert (fresh(talk).status, fresh(spoke).status, fresh(ask).status) == ("planned", "yes", "agreed")
    assert fresh(talk).head_count is None


def test_give_when_another_talk_of_the_ask_is_to_come_leaves_it_open(world):
    ask = make_ask("agreed")
    make_talk(world, ask=ask)
    commands.give_talk(world.lead, make_talk(world, ask=ask, hours=-2), head_count=0)
    assert fresh(ask).status == "agreed"


def test_take_back_given_when_somebody_had_their_thanks_is_refused(world):
    talk = make_talk(world, hours=-2, status="given")
    make_speaker(talk, worker_of(world), "spoke", thanks="voucher", thanks_pence=1000, thanks_given_at=clock.now())
    with pytest.raises(Refused, match="had their thanks"):
        commands.take_back_given(world.lead, talk)


def test_give_by_nobody_any_more_and_without_speakers_tells_nobody(world):
    commands.give_talk(world.lead, make_talk(world, hours=-2, planned_by=None), head_count=3)
    assert told() == {}


def test_the_list_for_planners_and_for_a_peer_worker(world):
    coming, over = make_talk(world), make_talk(world, hours=-3, planned_by="coordinator")
    given, off = make_talk(world, hours=-30, status="given"), make_talk(world, status="cancelled", audience="carers")
    make_speaker(coming, worker_of(world))
    make_speaker(given, worker_of(world), "spoke")

    def shown(actor, show: str = "", audience: str = "") -> list[str]:
        return [row.id for row in queries.talk_rows(actor, queries.talks(actor, show, audience))]

    assert shown(world.lead) == [coming.pk]
    assert shown(world.lead, "over") == [over.pk]
    assert set(shown(world.lead, "mine")) == {coming.pk, given.pk, off.pk}
    assert shown(world.coordinator, "mine") == [over.pk]
    assert shown(world.lead, "given") == [given.pk]
    assert shown(world.lead, "all", "carers") == [off.pk]
    assert queries.talk_counts(world.lead) == {"": 1, "over": 1}
    assert set(shown(world.peer_worker, "all")) == {coming.pk, given.pk}
    assert shown(world.other_peer_worker, "all") == []
    assert [row.my_words for row in queries.talk_rows(world.peer_worker, queries.talks(world.peer_worker))] == ["Asked"]
    assert "mine" not in queries.pills(world.peer_worker)
    for name in ("team_manager", "person", "referrer"):
        with pytest.raises(NotAllowed):
            queries.talks(world.actor(name))
    assert not policies.visible_talks(VISITOR).exists()
    assert queries.talk_rows(VISITOR, Talk.objects.none()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_for_three_as_for_one(world, rows, django_assert_num_queries):
    for n in range(rows):
        talk = make_talk(world, hours=10 + n, week=make_week(f"Week {n}"))
        make_speaker(talk, worker_of(world), "yes", sharing="x")
        make_speaker(talk, worker_of(world, "other_peer_worker"))
    lead, imani = world.lead, world.peer_worker
    for actor in (lead, imani):
        with django_assert_num_queries(2):
            assert len(queries.talk_rows(actor, queries.talks(actor))) == rows
    with django_assert_num_queries(3):
        assert len(queries.talk_page(lead, talk.pk).speakers) == 2
    with django_assert_num_queries(4):
        assert len(queries.talk_page(imani, talk.pk).speakers) == 1
    with django_assert_num_queries(2):
        assert [len(row.talks) for row in queries.week_rows(queries.weeks(lead))] == [1] * rows


def test_the_calendar_holds_talks_they_said_yes_to_and_that_stand(world):
    yes, off, no = make_talk(world), make_talk(world, status="cancelled"), make_talk(world)
    for talk, status in ((yes, "yes"), (off, "yes"), (no, "no"), (make_talk(world), "asked")):
        make_speaker(talk, worker_of(world), status)
    window = (clock.now() - 100 * HOUR, clock.now() + 100 * HOUR)
    events = list(queries.talks_in_calendar(world.peer_worker, *window))
    assert [(event.uid, event.summary, event.minutes) for event in events] == [(f"{yes.pk}@alongside", "Talk", 60)]
    assert list(queries.talks_in_calendar(world.lead, *window)) == []


def test_talks_given_counts_talks_and_heads_by_audience_within_the_days(world, django_assert_num_queries):
    with clock.at(clock.noon(date(2026, 3, 31))):
        make_talk(world, hours=0, status="given")
        make_talk(world, hours=11, status="given", audience="carers")
        make_talk(world, hours=13, status="given", audience="carers")  # the next day
        make_talk(world, hours=-1, status="planned")
    actor = world.lead
    with django_assert_num_queries(1):
        found = queries.talks_given(actor, date(2026, 3, 1), date(2026, 3, 31))
    assert [(row.audience, row.talks, row.people) for row in found] == [
        ("colleagues", 0, 0),
        ("carers", 1, 12),
        ("students", 1, 12),
        ("public", 0, 0),
    ]
    assert sum(row.talks for row in queries.talks_given(world.peer_worker, date(2026, 1, 1), date(2026, 12, 31))) == 0
    assert not Speaker.objects.exists()
