"""What the pages ask: only rows the actor may see, in the same number of queries for one row as for three."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.referrals.models import Identifier
from alongside.support import commands, queries
from tests.support.moments import facts, in_days, make_agreement, make_contact, make_meeting, make_need
from tests.world import make_person, make_referral, make_relationship, worker_of


@pytest.fixture
def crowd(world):
    """`crowd(3)`: so many people of Imani's, each with needs, an agreement, meetings and contacts."""

    def make(number: int, booked: bool = True):
        made = []
        for n in range(number):
            person = make_person(world, user=None, first_name=f"Maeve{n}")
            relationship = make_relationship(world, make_referral(world, person, status="matched"))
            make_need(person)
            make_agreement(relationship)
            if booked:
                make_meeting(relationship, in_days(1, 9 + n))
            make_meeting(relationship, in_days(-2, 9 + n))
            make_contact(relationship, in_days(-9), words="We walked.", words_are="together")
            make_contact(relationship, in_days(-5), attendance="3", minutes=None)
            made.append(relationship)
        return made

    return make


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("ask", "count"),
    [
        (lambda actor: queries.my_people(actor), 4),
        (lambda actor: queries.meetings_between(actor, in_days(0), in_days(3)), 3),
        (lambda actor: queries.owed(actor), 4),
        (lambda actor: queries.to_copy(actor), 5),
    ],
    ids=["my_people", "meetings_between", "owed", "to_copy"],
)
def test_list_when_longer_asks_no_more_queries(world, crowd, django_assert_num_queries, number, ask, count):
    crowd(number)
    actor = world.peer_worker
    with django_assert_num_queries(count):
        ask(actor)


@pytest.mark.parametrize("number", [1, 3])
def test_quiet_when_longer_asks_no_more_queries(world, crowd, django_assert_num_queries, number):
    crowd(number, booked=False)
    actor = world.lead
    with unguarded():
        type(world.service).objects.update(quiet_after_days=9)
    with django_assert_num_queries(3):
        assert len(queries.quiet(actor)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_relationship_page_when_longer_asks_no_more_queries(world, django_assert_num_queries, number):
    relationship = make_relationship(world)
    make_agreement(relationship)
    for n in range(number):
        make_need(relationship.referral.person, f"Need {n}")
        make_contact(relationship, in_days(-1 - n))
        make_meeting(relationship, in_days(1 + n))
        commands.add_goal(world.peer_worker, relationship.referral.person, words=f"Goal {n}")
    actor = world.peer_worker
    with django_assert_num_queries(18):
        page = queries.relationship_page(actor, relationship.pk)
    assert (len(page.contacts), len(page.meetings), len(page.goals), page.met) == (number,) * 4


@pytest.mark.parametrize("number", [1, 3])
def test_own_support_when_longer_asks_no_more_queries(world, django_assert_num_queries, number):
    relationship = make_relationship(world)
    for n in range(number):
        make_contact(relationship, in_days(-1 - n))
        make_meeting(relationship, in_days(1 + n))
    actor = world.person
    with django_assert_num_queries(14):
        own = queries.own_support(actor)
    assert (len(own.contacts), len(own.meetings), own.worker.first_name) == (number, number, "Imani")


@pytest.mark.parametrize("number", [1, 3])
def test_open_counts_when_more_workers_asks_once(world, crowd, django_assert_num_queries, number):
    made, workers = crowd(number), [worker_of(world).pk, worker_of(world, "other_peer_worker").pk]
    with unguarded():
        made[0].status, made[0].ended_at = "ended", clock.now()
        made[0].save()
    with django_assert_num_queries(1):
        assert queries.open_counts(workers) == {workers[0]: number - 1, workers[1]: 0}


def test_my_people_when_met_next_comes_first(world):
    leona = make_relationship(world)
    maeve = make_relationship(world, make_referral(world, make_person(world, user=None), status="matched"))
    make_meeting(maeve)
    make_agreement(maeve)
    make_contact(leona, in_days(-3))
    first, second = queries.my_people(world.peer_worker)
    assert (first.name, first.status_words, second.name, second.next_meeting_at) == (
        "Maeve L", "Meeting every week", "Leona M", None,
    )  # fmt: skip
    assert second.last_met_at == in_days(-3)
    assert queries.my_people(world.other_peer_worker) == []
    assert queries.my_people(world.lead) == []


def test_my_people_when_two_would_look_the_same_show_the_whole_name(world):
    for last in ("Marsh", "Moss"):
        person = make_person(world, user=None, first_name="Leona", last_name=last)
        make_relationship(world, make_referral(world, person, status="matched"))
    assert [row.name for row in queries.my_people(world.peer_worker)] == ["Leona Marsh", "Leona Moss"]


def test_meetings_between_shows_needs_and_what_was_recorded(world):
    relationship = make_relationship(world)
    person = relationship.referral.person
    with unguarded():
        person.interpreter, person.language = True, "bfi"
        person.save()
    make_need(person)
    meeting = make_meeting(relationship, in_days(-1))
    contact = commands.record_contact(world.peer_worker, relationship, meeting=meeting, **facts())
    make_meeting(relationship, in_days(1), status="cancelled", cancelled_at=clock.now(), cancelled_by="person")
    (row,) = queries.meetings_between(world.peer_worker, in_days(-2), in_days(3))
    assert row.needs == ("British Sign Language interpreter", "Text first, then ring")
    assert (row.contact_id, row.attended, row.how_and_where) == (contact.pk, True, "Riverside Park")
    assert queries.meetings_between(world.lead, in_days(-2), in_days(3)) == []


def test_owed_is_what_is_over_and_not_recorded(world):
    relationship = make_relationship(world)
    over = make_meeting(relationship, in_days(-1))
    make_meeting(relationship, clock.now() - timedelta(minutes=20))
    make_meeting(relationship, in_days(-2), status="recorded")
    assert [row.id for row in queries.owed(world.peer_worker)] == [over.pk]


def test_to_copy_says_the_national_codes_in_one_line(world):
    relationship = make_relationship(world)
    person, worker = relationship.referral.person, relationship.worker
    with unguarded():
        person.nhs_number, relationship.referral.host_referral_id, worker.local_id = "9990123454", "REF77", "IC01"
        person.save()
        relationship.referral.save()
        worker.save()
    starts_at = in_days(-1, 10).replace(minute=5)
    sent = facts(starts_at=starts_at, others=["10"])
    commands.record_contact(world.peer_worker, relationship, **sent)
    (row,) = queries.to_copy(world.peer_worker)
    local = timezone.localtime(starts_at)
    assert row.line == (
        f"NHS 999 012 3454 | Referral REF77 | {local:%d/%m/%Y} {local:%H:%M} | 45 min | "
        "Attendance 5 We met, on time | Mechanism 01 In person | Location N01 Outdoors: a park, a walk, the street | "
        "Subject 01 The person | Planned N | Therapy mode 1 One to one | Also there 10 A parent or relative | "
        "Interpreter 4 No interpreter needed | Staff IC01 (07050)"
    )


def test_to_copy_when_no_nhs_number_gives_the_local_one_or_the_name(world):
    relationship = make_relationship(world)
    contact = make_contact(relationship, attendance="4", minutes=None, cancellation="02", adjustment_made="Y")
    assert queries.to_copy(world.peer_worker)[0].line.startswith("Leona Marsh (no number held) | ")
    assert "Cancelled 02 Another reason" in queries.to_copy(world.peer_worker)[0].line
    assert "Adjustment made Y" in queries.to_copy(world.peer_worker)[0].line
    with unguarded():
        Identifier.objects.create(person=contact.referral.person, number="A123", issuer="Trust record")
    assert queries.to_copy(world.peer_worker)[0].line.startswith("Trust record A123 | ")


def test_to_copy_when_ticked_leaves_and_when_corrected_comes_back(world):
    contact = make_contact(make_relationship(world))
    commands.tick_copied(world.peer_worker, contact)
    assert queries.to_copy(world.peer_worker) == []
    (ticked,) = queries.to_copy(world.peer_worker, copied=True)
    assert (ticked.id, ticked.copied_by) == (contact.pk, "Imani Calder")
    new = commands.correct_contact(world.peer_worker, contact, **facts())
    (row,) = queries.to_copy(world.peer_worker)
    assert (row.id, row.again) == (new.pk, True)


def test_to_copy_shows_a_team_only_within_reach(world):
    make_contact(make_relationship(world))
    assert len(queries.to_copy(world.coordinator, whole_team=True)) == 1
    assert queries.to_copy(world.other_coordinator, whole_team=True) == []
    assert queries.to_copy(world.lead) == []


def test_own_support_when_waiting_has_goals_and_no_peer_worker(world):
    referral = make_referral(world, status="accepted")
    commands.add_goal(world.person, referral.person, words="A café")
    own = queries.own_support(world.person)
    assert (own.relationship, own.worker, own.contacts, own.goals[0].words) == (None, None, (), "A café")
    assert queries.own_support(world.peer_worker) is None


def test_own_support_when_there_was_one_before_shows_the_open_one(world):
    old = make_relationship(world, status="ended")
    new = make_relationship(world, make_referral(world, old.referral.person, status="matched"))
    assert queries.own_support(world.person).relationship == new
    assert queries.own_meeting(world.person, make_meeting(new).pk)
    assert queries.own_contact(world.person, make_contact(new).pk)
    assert queries.own_goal(world.person, commands.add_goal(world.person, old.referral.person, words="A").pk)


def test_story_draws_a_week_each_from_first_meeting_to_planned_ending(world):
    relationship = make_relationship(world)
    with unguarded():
        relationship.first_met_at = in_days(-21)
        relationship.save()
    make_agreement(relationship, planned_end_on=clock.today() + timedelta(weeks=6))
    make_contact(relationship, in_days(-21))
    make_contact(relationship, in_days(-20))
    make_contact(relationship, in_days(-14), attendance="3", minutes=None)
    make_meeting(relationship, in_days(8))
    story = queries.relationship_page(world.peer_worker, relationship.pk).story
    assert [week.state for week in story.weeks] == [
        "met", "did_not_happen", "quiet", "to_come", "booked", "ending", "ending", "ending", "ending", "ending",
    ]  # fmt: skip
    assert (story.this_week, story.weeks[0].note, story.weeks[1].note) == (3, "2 times", "Leona did not come")
    assert story.said.endswith("2 meetings so far, 1 that did not happen.")


def test_story_draws_breaks_by_whoever_chose_them(world):
    relationship = make_relationship(world)
    with unguarded():
        relationship.first_met_at = in_days(-42)
        relationship.save()
        relationship.breaks.create(
            starts_on=timezone.localdate(in_days(-28)),
            ended_on=timezone.localdate(in_days(-14)),
            said_by="Leona",
            written_by="Imani Calder",
            written_at=clock.now(),
        )
    make_contact(relationship, in_days(-42))
    make_contact(relationship, in_days(-14))
    story = queries.relationship_page(world.peer_worker, relationship.pk).story
    assert [week.state for week in story.weeks[:6]] == ["met", "quiet", "break", "break", "met", "quiet"]
    assert story.breaks_by == "Leona"
    assert story.said.endswith("A break of 2 weeks.")


def test_relationship_page_shows_the_newest_ten_contacts_and_counts_them_all(world):
    relationship = make_relationship(world)
    for n in range(13):
        make_contact(relationship, in_days(-n - 1), **({"attendance": "3", "minutes": None} if n == 11 else {}))
    page = queries.relationship_page(world.peer_worker, relationship.pk)
    assert (len(page.contacts), page.contacts_in_all, page.met) == (10, 13, 12)
    assert page.contacts[0].starts_at == in_days(-1)
    assert len(queries.contacts_of(relationship)) == 13


def test_story_when_nothing_is_planned_looks_four_weeks_ahead_and_when_ended_stops(world):
    relationship = make_relationship(world)
    page = queries.relationship_page(world.peer_worker, relationship.pk)
    assert page.story.ends_on == clock.today() + timedelta(weeks=4)
    closed = make_referral(world, make_person(world, user=None), status="closed")
    ended = make_relationship(world, closed, status="ended")
    assert queries.relationship_page(world.peer_worker, ended.pk).story.ends_on == clock.today()
    coming = make_relationship(
        world, make_referral(world, make_person(world, user="other_person"), status="matched"), status="introduced"
    )
    assert queries.relationship_page(world.peer_worker, coming.pk).story is None
