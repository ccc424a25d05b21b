"""A worker asks one person for support: the two of them know, and nothing else anywhere says so."""

from datetime import timedelta

import pytest

from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.supervision import commands, queries
from alongside.supervision.models import SupportAsk
from tests.supervision.setting_up import make_session, make_supervision, subjects

IMANI, SEFA = "imani@example.org", "supervisor@example.org"


def ask(world, to="supervisor", **said):
    user = world.users["peer_worker"]
    made = commands.ask_for_support(world.peer_worker, user, to=world.users[to], **said)
    return SupportAsk.objects.get(pk=made)


def test_ask_for_support_tells_the_one_asked_and_says_nothing(world):
    made = ask(world, words="I cannot sleep", soon=True)
    assert subjects(SEFA) == ["Something for you alone"] * 2
    assert set(Notice.objects.values_list("to", flat=True)) == {SEFA}
    first, second = Notice.objects.order_by("next_try_at")
    assert second.next_try_at == made.asked_at + timedelta(hours=2)
    assert "sleep" not in first.text
    assert "Imani" not in first.text + first.subject


def test_ask_for_support_leaves_the_same_trace_as_preparing_a_session(world):
    session = make_session(make_supervision(world))
    ask(world, words="I cannot sleep")
    commands.save_preparation(world.peer_worker, world.users["peer_worker"], session=session, words="x")
    rows = AuditEvent.objects.values_list("action", "actor_name", "subject_id", "subject_type", "changes", "reason")
    assert len(set(map(str, rows))) == 1


@pytest.mark.parametrize("name", ["lead", "coordinator", "team_manager", "other_supervisor", "other_peer_worker"])
def test_ask_for_support_is_read_by_nobody_else(world, name):
    made = ask(world)
    for find in (queries.get_ask, queries.asked_me, queries.asked_by_me):
        with pytest.raises(SupportAsk.DoesNotExist):
            find(world.actor(name), made.pk)
    assert queries.asked_of(world.actor(name)) == []
    for do in (commands.see_ask, commands.answer_ask, commands.take_back_ask):
        with pytest.raises(NotAllowed):
            do(world.actor(name), world.users[name], ask=made)


def test_ask_for_support_in_anothers_name_or_without_a_record_is_not_possible(world):
    with pytest.raises(NotAllowed):
        commands.ask_for_support(world.lead, world.users["peer_worker"], to=world.users["supervisor"])
    with pytest.raises(NotAllowed):
        commands.ask_for_support(world.governance, world.users["governance"], to=world.users["supervisor"])
    with pytest.raises(Refused, match="record as a worker"):
        commands.ask_for_support(world.lead, world.users["lead"], to=world.users["supervisor"])
    with pytest.raises(Refused, match="cannot be asked"):
        ask(world, to="person")
    ask(world)
    with pytest.raises(Refused, match="already"):
        ask(world)


def test_see_ask_and_answer_ask_tell_the_worker_and_stop_the_reminder(world):
    made = ask(world)
    user = world.users["supervisor"]
    commands.see_ask(world.supervisor, user, ask=made)
    assert (made.status, subjects(IMANI)) == ("seen", ["Something for you alone"])
    assert Notice.objects.filter(to=SEFA, stopped_at=None).count() == 1
    with pytest.raises(Refused):
        commands.see_ask(world.supervisor, user, ask=made)
    commands.answer_ask(world.supervisor, user, ask=made, answer="Tomorrow at two?")
    assert (made.status, made.answer) == ("talked", "Tomorrow at two?")
    with pytest.raises(Refused):
        commands.answer_ask(world.supervisor, user, ask=made)
    assert queries.get_ask(world.peer_worker, made.pk).answer == "Tomorrow at two?"


def test_take_back_ask_leaves_nothing_for_the_one_asked(world):
    made = ask(world)
    with pytest.raises(NotAllowed):
        commands.take_back_ask(world.supervisor, world.users["supervisor"], ask=made)
    commands.take_back_ask(world.peer_worker, world.users["peer_worker"], ask=made)
    with pytest.raises(SupportAsk.DoesNotExist):
        queries.get_ask(world.supervisor, made.pk)
    assert queries.get_ask(world.peer_worker, made.pk).status == "withdrawn"
    with pytest.raises(Refused):
        commands.take_back_ask(world.peer_worker, world.users["peer_worker"], ask=made)


def test_ask_another_takes_the_first_back_and_asks_with_the_same_words(world):
    made = ask(world, words="I cannot sleep")
    user = world.users["peer_worker"]
    second = commands.ask_another(world.peer_worker, user, ask=made, to=world.users["other_peer_worker"])
    made.refresh_from_db()
    assert made.status == "withdrawn"
    assert queries.get_ask(world.other_peer_worker, second).words == "I cannot sleep"
    with pytest.raises(NotAllowed):
        commands.ask_another(world.lead, world.users["lead"], ask=made, to=user)


def test_whom_to_ask_begins_with_those_who_supervise_them(world):
    make_supervision(world)
    rows = queries.whom_to_ask(world.peer_worker)
    assert rows[0][1] == "Sefa Lindqvist, your peer supervisor"
    assert world.users["peer_worker"] not in [user for user, _ in rows]
    assert not {"Grace Lund", "Leona Marsh"} & {user.name for user, _ in rows}


@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_my_supervision_asks_the_same_number_of_queries_asked_or_not(world, django_assert_num_queries, how_many):
    together = make_supervision(world)
    make_session(together, days=1)
    for n in range(how_many):
        make_session(together, days=n + 2)
        ask(world, to=("supervisor", "lead", "coordinator")[n])
    with django_assert_num_queries(13):
        mine = queries.my_supervision(world.peer_worker)
    assert (len(mine.asks), len(mine.coming)) == (how_many, how_many + 1)
