"""Asks for a peer's voice: each command four ways, whose turn it is, late once, and the asker's own address."""

from datetime import date, timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import VISITOR, process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.ids import new_id
from alongside.core.models import Notice
from alongside.outreach import commands, jobs, queries
from alongside.outreach.models import Ask
from tests.outreach.setting_up import ASKED, actions, change, make_ask, make_talk

JOB = process("job")
FRIDAY = clock.noon(date(2026, 3, 6))


def ask(**said) -> Ask:
    return commands.ask_for_voice(VISITOR, **{**ASKED, "once": new_id(), **said})


def texts(to: str = "dana@example.net") -> list[str]:
    return [notice.subject for notice in Notice.objects.filter(to=to).order_by("written_at", "pk")]


def test_asking_when_sent_has_a_day_and_tells_both_sides_without_what_was_said(world):
    with clock.at(FRIDAY):
        found = ask()
    assert found.reply_by == date(2026, 3, 11)  # three working days
    told = {notice.to: notice for notice in Notice.objects.all()}
    assert set(told) == {"dana@example.net", "lead@example.org", "coordinator@example.org", "other@example.org"}
    assert queries.own_address(found) in told["dana@example.net"].text
    assert not any("nurses" in notice.text or "Dana" in notice.subject for notice in told.values())
    assert actions() == ["ask.received"]


def test_asking_when_sent_twice_is_kept_once_and_an_address_hears_once_a_day(world):
    once = new_id()
    assert ask(once=once) == ask(once=once)
    ask()
    assert texts() == ["We have what you asked"]
    assert Ask.objects.count() == 2


def test_asking_when_the_lead_writes_it_for_somebody_who_rang_does_not_tell_them(world):
    commands.ask_for_voice(world.lead, **ASKED, once=new_id())
    assert texts("lead@example.org") == []


def test_each_step_is_told_to_whoever_asked(world):
    found = make_ask()
    commands.take_ask(world.coordinator, found)
    assert found.taken_by == world.users["coordinator"]
    commands.talk_it_through(world.coordinator, found, words="Which day?")
    commands.agree_ask(world.coordinator, found, words="Gladly.")
    assert (found.status, found.answer) == ("agreed", "Which day?\n\nGladly.")
    commands.finish_ask(world.coordinator, found)
    assert sorted(texts()) == ["About what you asked", "Somebody has what you asked", "Yes to what you asked"]
    assert "Which day?" in Notice.objects.get(subject="About what you asked").text
    assert actions() == ["ask.taken", "ask.talked", "ask.agreed", "ask.done"]


def test_not_this_time_goes_with_words_and_can_be_talked_about_again(world):
    found = make_ask()
    commands.say_not_this_time(world.lead, found, words="We are few until May.")
    assert found.answered_at
    assert found.taken_by == world.users["lead"]
    assert "few until May" in Notice.objects.get(to="dana@example.net").text
    commands.talk_it_through(world.lead, found, words="May is here.")
    assert found.status == "talking"
    assert actions() == ["ask.not_this_time", "ask.talked"]


@pytest.mark.parametrize("name", ["peer_worker", "team_manager", "referrer", "person", "partner"])
def test_answering_by_others_is_not_allowed(world, name):
    found, actor = make_ask(), world.actor(name)
    for do, said in (
        (commands.take_ask, {}),
        (commands.talk_it_through, {"words": "x"}),
        (commands.agree_ask, {}),
        (commands.say_not_this_time, {"words": "x"}),
        (commands.finish_ask, {}),
        (commands.raise_ask, {}),
    ):
        with pytest.raises(NotAllowed):
            do(actor, found, **said)
    with pytest.raises(NotAllowed):
        queries.asks(actor)


def test_answering_in_the_wrong_state_is_refused(world):
    done, agreed, gone = make_ask("done"), make_ask("agreed"), make_ask("withdrawn")
    make_talk(world, ask=agreed)
    change(mine := make_ask(), taken_by=world.users["lead"])
    for do, found, said in (
        (commands.take_ask, done, {}),
        (commands.take_ask, mine, {}),
        (commands.agree_ask, gone, {}),
        (commands.finish_ask, mine, {}),
        (commands.talk_it_through, done, {"words": "x"}),
        (commands.talk_it_through, agreed, {"words": "x"}),
        (commands.say_not_this_time, agreed, {"words": "x"}),
        (commands.finish_ask, agreed, {}),
        (commands.take_back_ask, done, {}),
    ):
        with pytest.raises(Refused):
            do(world.lead if do is not commands.take_back_ask else VISITOR, found, **said)
    assert not Notice.objects.exists()


def test_taking_back_when_a_talk_is_planned_calls_it_off(world):
    found = make_ask("agreed")
    talk, before = make_talk(world, ask=found), make_talk(world, ask=found, hours=-90, status="given")
    assert commands.take_back_ask(VISITOR, found).status == "withdrawn"
    talk.refresh_from_db()
    before.refresh_from_db()
    assert (talk.status, talk.changes, before.status) == ("cancelled", 1, "given")
    assert texts("lead@example.org") == ["An ask was taken back"]
    commands.take_back_ask(VISITOR, found)  # pressed again
    assert texts("lead@example.org") == ["An ask was taken back"]
    assert actions()[0] == "ask.taken_back"


def test_agreeing_at_once_leaves_it_in_the_hands_of_whoever_has_it(world):
    found = make_ask(taken_by=world.users["coordinator"])
    commands.agree_ask(world.lead, found)
    assert (found.status, found.taken_by, found.answer) == ("agreed", world.users["coordinator"], "")


def test_taking_back_tells_whoever_has_it(world):
    commands.take_back_ask(VISITOR, make_ask(taken_by=world.users["coordinator"]))
    assert [notice.to for notice in Notice.objects.all()] == ["coordinator@example.org"]


def test_raising_when_the_day_has_passed_tells_the_lead_once(world):
    late = make_ask(reply_by=clock.today() - timedelta(days=1), taken_by=world.users["coordinator"])
    make_ask()
    make_ask("talking", reply_by=clock.today() - timedelta(days=1))
    for _ in range(2):
        jobs.raise_late_asks(JOB)
    assert sorted(notice.to for notice in Notice.objects.all()) == ["coordinator@example.org", "lead@example.org"]
    late.refresh_from_db()
    assert late.raised_at
    assert actions() == ["ask.raised"]
    with pytest.raises(Refused):
        commands.raise_ask(JOB, late)


def test_the_list_says_whose_turn_it_is(world):
    late = make_ask(reply_by=clock.today() - timedelta(days=1))
    talking, agreed, coming, over = make_ask("talking"), make_ask("agreed"), make_ask("agreed"), make_ask("agreed")
    make_talk(world, ask=coming)
    make_talk(world, ask=over, hours=-3)
    done, gone = make_ask("done"), make_ask("not_this")
    change(talking, taken_by=world.users["lead"])

    def shown(show: str, **narrow: str) -> dict:
        return {row.id: row for row in queries.ask_rows(queries.asks(world.lead, show, **narrow))}

    ours = shown("")
    assert set(ours) == {late.pk, talking.pk, agreed.pk, over.pk}
    assert ours[late.pk].late
    assert ours[late.pk].turn.startswith("Ours: answer by")
    assert ours[talking.pk].turn == "Ours: agree, or say not this time"
    assert ours[agreed.pk].turn.startswith("Ours: plan it")
    assert ours[over.pk].turn == "Ours: say how it went"
    assert shown("coming")[coming.pk].turn.startswith("Nobody’s: it is on")
    assert set(shown("late")) == {late.pk}
    assert set(shown("mine")) == {talking.pk}
    assert shown("done")[done.pk].turn == ""
    assert set(shown("closed")) == {gone.pk}
    assert len(shown("all")) == 7
    assert shown("all", kind="preparation") == {}
    assert shown("all", audience="carers") == {}
    assert queries.ask_counts(world.lead) == {"": 4, "late": 1, "mine": 1}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_three_as_for_one(world, rows, django_assert_num_queries):
    for _ in range(rows):
        make_talk(world, ask=make_ask("agreed", team=world.thanet, taken_by=world.users["lead"]), hours=-3)
    actor = world.lead
    with django_assert_num_queries(1):
        assert len(queries.ask_rows(queries.asks(actor))) == rows
    found = Ask.objects.first()
    with django_assert_num_queries(2):
        assert len(queries.ask_page(actor, found.pk).talks) == 1


def test_the_askers_address_opens_with_its_key_and_nothing_else(world):
    one, other = make_ask(), make_ask()
    assert queries.ask_by_key(one.pk, queries.key_of(one)) == one
    with pytest.raises(Ask.DoesNotExist):
        queries.ask_by_key(one.pk, queries.key_of(other))
