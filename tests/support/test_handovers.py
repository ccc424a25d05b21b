"""Another peer worker: asked for without a reason, put forward with a place held, and only with the person's yes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.matching import queries as matching
from alongside.referrals.models import Choice
from alongside.support import commands, queries
from alongside.support.models import Handover, Relationship
from alongside.workforce.models import KeptAway, Worker
from alongside.workforce.queries import places_free, workers
from tests.support.moments import in_days, make_agreement, make_contact, make_meeting
from tests.support.passages import change, make_handover, make_next_worker
from tests.world import make_person, make_referral, make_relationship, make_world, say_yes, worker_of

WRONG = ["other_peer_worker", "other_coordinator", "other_person", "referrer", "governance", "team_manager"]


def told(subject):
    return set(Notice.objects.filter(subject=subject).values_list("to", flat=True))


# The person asks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["person", "lead", "coordinator", "peer_worker"])
def test_asking_for_another_and_stopping_now_puts_them_back_where_they_waited(world, who):
    relationship = make_relationship(world)
    meeting = make_meeting(relationship)
    commands.ask_for_another(world.actor(who), relationship, stop_now=True)
    relationship.refresh_from_db()
    meeting.refresh_from_db()
    assert (relationship.status, relationship.ended_as, relationship.ended_by) == ("ended", "changed", "person")
    assert (relationship.ended_said_by, relationship.ended_written_by) == ("Leona", world.users[who].name)
    assert (relationship.referral.status, meeting.status, meeting.cancelled_by) == ("accepted", "cancelled", "person")
    assert told("Someone would like another peer worker") == {"peer@example.org"}
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"relationship.change_asked", "referral.returned"} <= actions


def test_the_worker_they_left_is_not_offered_again(world):
    relationship = make_relationship(world)
    commands.ask_for_another(world.person, relationship, stop_now=True)
    assert not matching.available(relationship.referral, relationship.worker)
    assert queries.not_again([relationship.referral.person_id]) == {
        relationship.referral.person_id: frozenset([relationship.worker_id])
    }


def test_keeping_on_until_there_is_someone_changes_nothing_and_tells_the_worker_nothing(world):
    relationship = make_relationship(world)
    meeting = make_meeting(relationship)
    commands.ask_for_another(world.person, relationship, stop_now=False)
    meeting.refresh_from_db()
    assert (relationship.status, meeting.status) == ("meeting", "planned")
    assert set(Notice.objects.values_list("to", flat=True)) == {"peer@example.org"}
    assert queries.passage(world.peer_worker, relationship).change_asked_at is None
    assert queries.passage(world.lead, relationship).change_asked_at == relationship.change_asked_at
    with pytest.raises(Refused, match="We are looking"):
        commands.ask_for_another(world.person, relationship, stop_now=False)


@pytest.mark.parametrize("who", WRONG)
def test_asking_when_it_is_not_theirs_is_not_allowed(world, who):
    relationship = make_relationship(world)
    for do, details in (
        (commands.ask_for_another, {"stop_now": True}),
        (commands.take_back_change, {}),
        (commands.propose_handover, {"worker": worker_of(world), "because": "away"}),
        (commands.let_read, {"may_read": "all"}),
    ):
        with pytest.raises(NotAllowed):
            do(world.actor(who), relationship, **details)


@pytest.mark.parametrize("stop_now", [True, False])
def test_thinking_again_before_anything_came_of_it_goes_back(world, stop_now):
    relationship = make_relationship(world)
    commands.ask_for_another(world.person, relationship, stop_now=stop_now)
    commands.take_back_change(world.person, relationship)
    relationship.refresh_from_db()
    assert (relationship.status, relationship.change_asked_at, relationship.ended_at) == ("meeting", None, None)
    assert relationship.referral.status == "matched"
    assert AuditEvent.objects.filter(action="relationship.change_taken_back").exists()
    with pytest.raises(Refused, match="Nobody asked"):
        commands.take_back_change(world.person, relationship)


def test_thinking_again_once_someone_else_walks_with_them_is_too_late(world):
    relationship = make_relationship(world)
    commands.ask_for_another(world.person, relationship, stop_now=True)
    commands.introduce(world.lead, relationship.referral, worker=make_next_worker(world))
    with pytest.raises(Refused, match="Someone else is being asked already"):
        commands.take_back_change(world.person, relationship)


# The service puts someone forward ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["lead", "coordinator", "peer_worker"])
def test_putting_someone_forward_holds_a_place_with_them(world, who):
    relationship, bryn = make_relationship(world), make_next_worker(world, agreed_caseload=1)
    soon = clock.today() + timedelta(days=5)
    handover = commands.propose_handover(world.actor(who), relationship, worker=bryn, because="away", introduce_on=soon)
    assert (handover.status, handover.introduce_on, handover.asked_by) == ("asked", soon, world.users[who].name)
    assert queries.open_counts([bryn.pk]) == {bryn.pk: 1}
    assert places_free([bryn.pk]) == {bryn.pk: 0}
    assert matching.room_of([bryn])[bryn.pk].free == 0
    assert {row.id: row.free for row in workers(world.lead)}[bryn.pk] == 0
    assert told("You were put forward to take up a walk") == {"bryn@example.org"}
    assert AuditEvent.objects.filter(action="handover.proposed").count() == 1


def test_putting_forward_in_the_wrong_state_is_refused_in_words(world):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    forward = {"worker": bryn, "because": "away"}
    with pytest.raises(Refused, match="must be still to come"):
        commands.propose_handover(world.lead, relationship, introduce_on=clock.today() - timedelta(days=1), **forward)
    commands.propose_handover(world.lead, relationship, **forward)
    with pytest.raises(Refused, match="put forward to Leona already"):
        commands.propose_handover(world.lead, relationship, **forward)
    commands.stop_support(world.person, relationship)
    assert Handover.objects.get().status == "withdrawn"
    with pytest.raises(Refused, match="has ended"):
        commands.propose_handover(world.lead, relationship, **forward)


def _full(world, worker):
    change(worker, agreed_caseload=0)


def _kept_away(world, worker):
    with unguarded():
        KeptAway.objects.create(worker=worker, name="Leona Marsh")


@pytest.mark.parametrize(
    "bar",
    [
        lambda world, worker: change(worker, taking_on=False),
        lambda world, worker: change(worker, profile_shown_at=None),
        lambda world, worker: change(worker, leaves_on=clock.today() - timedelta(days=1)),
        _kept_away,
    ],
)
def test_whoever_is_not_available_is_refused_in_the_same_words_whatever_the_reason(world, bar):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    bar(world, bryn)
    with pytest.raises(Refused) as refusal:
        commands.propose_handover(world.lead, relationship, worker=bryn, because="other")
    assert str(refusal.value) == "Bryn is not available for Leona."
    assert queries.choices_for(relationship) == ()


def test_a_worker_of_another_pathway_or_without_a_place_is_refused(world):
    relationship, bryn = make_relationship(world), make_next_worker(world, agreed_caseload=0)
    with pytest.raises(Refused, match="Bryn has no place free now"):
        commands.propose_handover(world.lead, relationship, worker=bryn, because="away")
    with pytest.raises(Refused, match="Bethan is not available"):
        commands.propose_handover(
            world.lead, relationship, worker=worker_of(world, "other_peer_worker"), because="away"
        )
    with pytest.raises(Refused, match="Imani is not available"):
        commands.propose_handover(world.lead, relationship, worker=relationship.worker, because="away")


def test_who_could_take_it_up_is_named_with_their_room_the_most_first(world):
    relationship = make_relationship(world)
    make_next_worker(world, agreed_caseload=1), make_next_worker(world, "Dilys Amos", agreed_caseload=4)
    assert [(p.name, p.free, p.teams) for p in queries.choices_for(relationship)] == [
        ("Dilys Amos", 4, ("Thanet CMHT",)),
        ("Bryn Talbot", 1, ("Thanet CMHT",)),
    ]


@pytest.mark.parametrize("who", ["lead", "coordinator", "peer_worker"])
def test_taking_it_back_frees_the_place(world, who):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    handover = make_handover(relationship, bryn)
    commands.withdraw_handover(world.actor(who), handover)
    assert (handover.status, queries.open_counts([bryn.pk])) == ("withdrawn", {bryn.pk: 0})
    assert told("Your place is free again") == {"bryn@example.org"}
    with pytest.raises(Refused, match="answered or taken back already"):
        commands.withdraw_handover(world.actor(who), handover)
    assert AuditEvent.objects.filter(action="handover.withdrawn").count() == 1


@pytest.mark.parametrize("who", [*WRONG, "bryn"])
def test_answering_or_taking_back_when_it_is_not_theirs_is_not_allowed(world, who):
    handover = make_handover(make_relationship(world), make_next_worker(world))
    for do in (commands.withdraw_handover, commands.accept_handover, commands.decline_handover):
        with pytest.raises(NotAllowed):
            do(world.actor(who), handover)


def test_the_person_does_not_take_back_what_the_service_suggests(world):
    handover = make_handover(make_relationship(world), make_next_worker(world))
    with pytest.raises(NotAllowed):
        commands.withdraw_handover(world.person, handover)


# The person answers --------------------------------------------------------------------------------------------------


def test_their_yes_ends_the_one_and_begins_the_next_in_one_act(world):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    meeting, handover = make_meeting(relationship, in_days(3)), make_handover(relationship, bryn)
    commands.accept_handover(world.person, handover, may_read="agreed")
    relationship.refresh_from_db()
    meeting.refresh_from_db()
    new = Relationship.objects.exclude(status="ended").get()
    assert (relationship.status, relationship.ended_as, relationship.ended_by) == ("ended", "handed_over", "service")
    assert (new.worker, new.follows, new.may_read, new.status) == (bryn, relationship, "agreed", "introduced")
    assert (new.referral.status, meeting.status, handover.status) == ("matched", "cancelled", "done")
    assert (handover.answered_by, handover.written_by) == ("Leona", "Leona Marsh")
    choice = Choice.objects.get(about="first_meeting")
    assert (choice.answer, choice.how, choice.said_by) == ("yes", "online", "Leona")
    assert told("A hand-over is done") == {"imani@example.org"}
    assert told("They said yes to walking with you") == {"bryn@example.org"}
    assert not Notice.objects.filter(text__contains="Leona").exists()
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {"handover.accepted", "choice.written"}


def test_their_yes_on_their_word_says_who_said_it_and_how(world):
    handover = make_handover(make_relationship(world), make_next_worker(world))
    yesterday = clock.today() - timedelta(days=1)
    commands.accept_handover(
        world.coordinator, handover, how="phone", said_by="Her sister, with Leona beside her", said_on=yesterday
    )
    choice = Choice.objects.get(about="first_meeting")
    assert (choice.how, choice.said_on, choice.written_by) == ("phone", yesterday, "Ines Okafor")
    assert (handover.answered_by, handover.written_by) == (choice.said_by, "Ines Okafor")


def test_their_yes_to_someone_they_asked_for_is_written_as_theirs(world):
    relationship = make_relationship(world)
    commands.ask_for_another(world.person, relationship, stop_now=False)
    commands.accept_handover(world.person, make_handover(relationship, make_next_worker(world), because="asked"))
    relationship.refresh_from_db()
    assert (relationship.ended_by, relationship.ended_as) == ("person", "handed_over")


def test_booked_times_go_over_where_the_next_worker_is_free_then(world):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    theirs = make_relationship(
        world, make_referral(world, make_person(world, user=None), status="matched"), worker=bryn
    )
    make_meeting(theirs, in_days(3, 10))
    make_meeting(relationship, in_days(3, 10)), make_meeting(relationship, in_days(5, 11), place="The pier")
    commands.accept_handover(world.person, make_handover(relationship, bryn), keep_meetings=True)
    new = Relationship.objects.get(worker=bryn, referral=relationship.referral)
    (kept,) = new.meetings.all()
    assert (kept.starts_at, kept.place, kept.status) == (in_days(5, 11), "The pier", "planned")
    assert set(relationship.meetings.values_list("status", flat=True)) == {"cancelled"}


def test_a_break_goes_on_as_it_was_with_the_next_worker(world):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    until = clock.today() + timedelta(days=9)
    commands.take_break(world.person, relationship, until=until)
    commands.accept_handover(world.person, make_handover(relationship, bryn))
    new = Relationship.objects.get(worker=bryn)
    assert (new.status, new.breaks.get().until) == ("on_break", until)
    assert relationship.breaks.get().ended_on == clock.today()


def test_their_no_changes_nothing_and_that_worker_is_not_put_forward_again(world):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    handover = make_handover(relationship, bryn)
    commands.decline_handover(world.person, handover)
    relationship.refresh_from_db()
    assert (handover.status, relationship.status) == ("declined", "meeting")
    assert Choice.objects.get(about="first_meeting").answer == "no"
    assert told("Your place is free again") == {"bryn@example.org"}
    assert queries.choices_for(relationship) == ()
    for answer in (commands.accept_handover, commands.decline_handover):
        with pytest.raises(Refused, match="nothing to answer now"):
            answer(world.person, handover)
    assert AuditEvent.objects.filter(action="handover.declined").count() == 1


def test_their_yes_when_the_next_worker_has_left_is_refused(world):
    bryn = make_next_worker(world)
    handover = make_handover(make_relationship(world), bryn)
    change(bryn, leaves_on=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="Bryn has left"):
        commands.accept_handover(world.person, handover)


# What may be read of before ------------------------------------------------------------------------------------------


@pytest.fixture
def handed(world):
    """Leona and Bryn, after Imani: an agreement, a goal and a contact with words were before."""
    relationship, bryn = make_relationship(world), make_next_worker(world)
    make_agreement(relationship, purpose="To order in a café")
    make_contact(relationship, words="We saw the heron.", words_are="together")
    goal = commands.add_goal(world.person, relationship.referral.person, words="Order in a café")
    commands.accept_handover(world.person, make_handover(relationship, bryn))
    return Relationship.objects.get(worker=bryn), goal


@pytest.mark.parametrize(
    ("may_read", "agreements", "contacts", "goals"),
    [("nothing", 0, 0, 0), ("agreed", 1, 0, 1), ("all", 1, 1, 1)],
)
def test_the_next_worker_reads_what_the_person_said_and_no_more(world, handed, may_read, agreements, contacts, goals):
    new, _ = handed
    commands.let_read(world.person, new, may_read=may_read)
    (known,) = queries.before(new)
    assert (known.worker, known.may_read) == ("Imani", may_read)
    read = queries.read_before(new)
    assert sum(bool(each.agreement) for each in read) == agreements
    assert sum(len(each.contacts) for each in read) == contacts
    assert queries.readable_goals(new).count() == goals
    with pytest.raises(Relationship.DoesNotExist):
        queries.get_relationship(world.bryn, new.follows_id)
    assert AuditEvent.objects.filter(action="relationship.may_read").count() == 1


def test_a_goal_named_since_is_there_to_read(world, handed):
    new, _ = handed
    commands.add_goal(world.bryn, new.referral.person, words="Sing")
    assert [goal.words for goal in queries.readable_goals(new)] == ["Sing"]


def test_times_further_back_are_known_only_where_everything_may_be_read(world, handed):
    first, _ = handed
    dilys = make_next_worker(world, "Dilys Amos")
    commands.accept_handover(world.person, make_handover(first, dilys), may_read="all")
    third = Relationship.objects.get(worker=dilys)
    assert [known.worker for known in queries.before(third)] == ["Bryn", "Imani"]
    assert len(queries.read_before(third)) == 1
    commands.let_read(world.person, third, may_read="agreed")
    assert [known.worker for known in queries.before(third)] == ["Bryn"]


def test_choosing_what_may_be_read_is_not_the_workers_and_needs_a_before(world, handed):
    new, _ = handed
    with pytest.raises(NotAllowed):
        commands.let_read(world.bryn, new, may_read="all")
    with pytest.raises(Refused, match="nobody before"):
        commands.let_read(world.lead, new.follows, may_read="all")


# A whole caseload ----------------------------------------------------------------------------------------------------


def make_caseload(world, count=3):
    found = [make_relationship(world)]
    for n in range(1, count):
        person = make_person(world, user=None, first_name=f"Person{n}", last_name="Walking")
        found.append(make_relationship(world, make_referral(world, person, status="matched")))
    return found


def test_a_whole_caseload_is_put_forward_at_once(world):
    found, bryn, dilys = make_caseload(world), make_next_worker(world), make_next_worker(world, "Dilys Amos")
    moves = {found[0]: bryn, found[1]: dilys}
    commands.move_caseload(world.lead, worker_of(world), moves=moves, because="away", not_just_now=True)
    assert set(Handover.objects.values_list("to_worker__first_name", "status")) == {
        ("Bryn", "asked"),
        ("Dilys", "asked"),
    }
    assert not worker_of(world).taking_on
    assert AuditEvent.objects.filter(action="worker.caseload_moved").count() == 1
    page = queries.caseload(world.lead, worker_of(world).pk)
    assert ([row.relationship for row in page.to_ask], len(page.waiting)) == ([found[2]], 2)
    commands.accept_handover(world.person, Handover.objects.get(relationship=found[0]))
    commands.decline_handover(world.lead, Handover.objects.get(relationship=found[1]))
    page = queries.caseload(world.lead, worker_of(world).pk)
    assert [(row.name, row.worker) for row in page.moved] == [("Leona Marsh", "Bryn Talbot")]
    assert {row.said_no for row in page.to_ask} == {"", "Dilys"}


def test_a_whole_caseload_goes_all_together_or_not_at_all(world):
    found, bryn = make_caseload(world), make_next_worker(world, agreed_caseload=1)
    with pytest.raises(Refused, match=r"For (Leona Marsh|Person1 Walking): Bryn has no place free now."):
        commands.move_caseload(
            world.lead, worker_of(world), moves={found[0]: bryn, found[1]: bryn}, because="away", not_just_now=True
        )
    assert not Handover.objects.exists()
    assert worker_of(world).taking_on
    with pytest.raises(Refused, match="another peer worker by now"):
        commands.move_caseload(world.lead, bryn, moves={found[0]: bryn}, because="away")


@pytest.mark.parametrize("who", ["peer_worker", "other_coordinator", "person", "team_manager", "referrer"])
def test_a_whole_caseload_when_it_is_not_theirs_to_move_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        commands.move_caseload(world.actor(who), worker_of(world), moves={}, because="away")


def test_a_suggestion_is_there_for_everyone_while_there_is_room(world):
    make_caseload(world), make_next_worker(world, agreed_caseload=2)
    page = queries.caseload(world.coordinator, worker_of(world).pk)
    assert sorted(bool(row.suggested) for row in page.rows) == [False, True, True]


@pytest.mark.parametrize("people", [1, 3])
def test_a_caseload_asks_as_often_for_three_as_for_one(world, people, django_assert_num_queries):
    for relationship in make_caseload(world, people):
        make_meeting(relationship, in_days(2 + people))
    make_next_worker(world)
    lead, worker = world.lead, worker_of(world).pk
    with django_assert_num_queries(CASELOAD):
        queries.caseload(lead, worker)


CASELOAD = 17


# The last place ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_held_for_exactly_one_of_many():
    world = make_world()
    bryn = make_next_worker(world, agreed_caseload=1)
    change(worker_of(world), agreed_caseload=20)
    lead, ready = world.lead, Barrier(8)
    found = [relationship.pk for relationship in make_caseload(world, 8)]

    def forward(pk):
        try:
            relationship, worker = Relationship.objects.get(pk=pk), Worker.objects.get(pk=bryn.pk)
            ready.wait()
            return commands.propose_handover(lead, relationship, worker=worker, because="away").pk
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(forward, found))
    assert answers.count("Bryn has no place free now.") == 7
    assert Handover.objects.count() == 1


def test_a_new_introduction_follows_the_last_and_lets_nothing_be_read(world):
    relationship = make_relationship(world)
    commands.stop_support(world.person, relationship)
    again = make_referral(world, relationship.referral.person, status="accepted")
    say_yes(again)
    new = commands.introduce(world.lead, again, worker=worker_of(world))
    assert (new.follows, new.may_read) == (relationship, "nothing")
