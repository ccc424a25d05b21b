"""A person's record: details, needs, numbers, other contacts, sharing, choices, their own account."""

from datetime import date, timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.names import searchable
from alongside.referrals import commands, queries
from tests.referrals.people import actions, need, number, other, sharing, somebody
from tests.world import make_person, make_referral, make_relationship

DETAILS = {
    "first_name": "Leona",
    "last_name": "Marsh",
    "known_as": "Lee",
    "birth_date": date(1990, 4, 3),
    "nhs_number": "9990123454",
    "phone": "07700 900123",
    "email": "",
    "address": "",
    "area": "Thanet",
    "contact_by": "text",
    "contact_safely": "Afternoons",
    "language": "",
    "interpreter": False,
}
KEEPERS = ["person", "lead", "coordinator", "peer_worker"]
STRANGERS = ["other_person", "other_coordinator", "other_peer_worker", "referrer", "team_manager", "governance"]


@pytest.fixture
def person(world):
    """Leona, whom Imani walks with."""
    return make_relationship(world).referral.person


@pytest.mark.parametrize("who", KEEPERS)
def test_change_person_when_they_may_changes_it_and_how_it_is_found(world, person, who):
    commands.change_person(world.actor(who), person, **DETAILS)
    person.refresh_from_db()
    assert (person.called, person.language, person.search_name) == ("Lee", "en", "leona marsh lee")
    assert actions() == ["person.changed"]


@pytest.mark.parametrize("who", STRANGERS)
def test_record_commands_when_a_stranger_are_refused(world, person, who):
    actor = world.actor(who)
    for do, to, details in (
        (commands.change_person, person, DETAILS),
        (commands.add_need, person, {"kind": "adjustment", "words": "Quiet"}),
        (commands.review_need, need(person), {"words": "Quiet"}),
        (commands.end_need, need(person), {}),
        (commands.say_no_needs, person, {}),
        (commands.add_identifier, person, {"issuer": "Trust", "number": "1"}),
        (commands.end_identifier, number(person, digits=who), {}),
        (commands.add_other_contact, person, {"name": "Ruth"}),
        (commands.remove_other_contact, other(person), {}),
        (commands.add_sharing, person, {"shared_with": "gp", "what": "steps", "said_by": "Leona"}),
        (commands.withdraw_sharing, sharing(person), {}),
        (commands.open_person_account, person, {"email": "x@example.org"}),
    ):
        with pytest.raises(NotAllowed):
            do(actor, to, **details)
    assert actions() == []


def test_peer_worker_when_the_relationship_ended_may_not_change_the_record(world):
    ended = make_relationship(world, status="ended").referral.person
    with pytest.raises(NotAllowed):
        commands.change_person(world.peer_worker, ended, **DETAILS)


def test_needs_when_added_reviewed_and_ended_are_shown_while_they_stand(world, person):
    added = commands.add_need(world.peer_worker, person, kind="adjustment", words="A quiet place")
    year = clock.today().replace(day=1).year + 1
    assert added.review_on.year == year
    day = clock.today() + timedelta(days=3)
    commands.review_need(world.person, added, words="A very quiet place", review_on=day)
    (row,) = queries.needs_of([person.pk])[person.pk]
    assert (row.words, row.review_on, row.overdue) == ("A very quiet place", day, False)
    commands.end_need(world.lead, added)
    assert queries.needs_of([person.pk]) == {}
    assert actions() == ["need.added", "need.reviewed", "need.ended"]
    for do, details in ((commands.review_need, {"words": "x"}), (commands.end_need, {})):
        with pytest.raises(Refused, match="has ended"):
            do(world.lead, added, **details)


def test_say_no_needs_when_there_are_some_is_refused_else_kept(world, person):
    standing = need(person)
    with pytest.raises(Refused, match="There are needs written down"):
        commands.say_no_needs(world.lead, person)
    commands.end_need(world.lead, standing)
    commands.say_no_needs(world.lead, person)
    assert person.needs_asked_on == clock.today()
    assert actions() == ["need.ended", "needs.none"]


def test_needs_of_when_many_people_asks_once(world, person, django_assert_num_queries):
    people = [person, somebody("A", "One"), somebody("B", "Two")]
    for one in people:
        need(one, review_on=clock.today())
    with django_assert_num_queries(1):
        found = queries.needs_of(one.pk for one in people)
    assert len(found) == 3
    assert all(rows[0].overdue for rows in found.values())


def test_identifier_when_written_twice_is_refused_and_after_ending_allowed(world, person):
    first = commands.add_identifier(world.lead, person, issuer="Trust record", number="A1")
    with pytest.raises(Refused, match="written down already"):
        commands.add_identifier(world.lead, person, issuer="Trust record", number="A1")
    commands.end_identifier(world.lead, first)
    commands.add_identifier(world.peer_worker, person, issuer="Trust record", number="A1")
    assert actions() == ["identifier.added", "identifier.ended", "identifier.added"]


def test_identifier_when_the_person_asks_is_for_staff(world, person):
    with pytest.raises(NotAllowed):
        commands.add_identifier(world.person, person, issuer="Trust record", number="A1")


def test_other_contact_when_added_and_taken_away(world, person):
    added = commands.add_other_contact(world.person, person, name="Ruth", may_contact=False)
    assert added.may_contact is False
    commands.remove_other_contact(world.person, added)
    assert added.ended_on == clock.today()
    assert actions() == ["other_contact.added", "other_contact.removed"]


def test_sharing_when_said_again_takes_the_place_of_before(world, person):
    for what in ("steps", "worker"):
        commands.add_sharing(world.person, person, shared_with="gp", what=what, said_by="Leona")
    (current,) = queries.sharing_of(person.pk)
    assert current.what == "worker"
    commands.withdraw_sharing(world.person, current)
    assert queries.sharing_of(person.pk) == ()
    assert actions() == ["sharing.added", "sharing.added", "sharing.withdrawn"]
    with pytest.raises(Refused, match="already"):
        commands.withdraw_sharing(world.person, current)


@pytest.mark.parametrize("who", KEEPERS)
def test_write_choice_when_said_keeps_who_how_and_when(world, person, who):
    referral = person.referrals.get()
    choice = commands.write_choice(
        world.actor(who),
        referral,
        about="first_meeting",
        answer="no",
        how="phone",
        said_on=clock.today(),
        said_by="Leona",
    )
    assert (choice.written_by, choice.written_by_user) == (world.users[who].name, world.users[who].pk)
    assert not queries.said_yes(referral, "first_meeting")
    assert queries.said_yes(referral)
    assert actions() == ["choice.written"]


def test_write_choice_when_not_possible_is_refused(world, person):
    referral = person.referrals.get()
    said = {"about": "peer_support", "answer": "yes", "how": "phone", "said_by": "Leona"}
    with pytest.raises(Refused, match="has not come yet"):
        commands.write_choice(world.lead, referral, said_on=clock.today() + timedelta(days=1), **said)
    closed = make_referral(world, somebody(), status="closed")
    with pytest.raises(Refused, match="finished"):
        commands.write_choice(world.lead, closed, said_on=clock.today(), **said)
    with pytest.raises(NotAllowed):
        commands.write_choice(world.referrer, referral, said_on=clock.today(), **said)


def test_open_person_account_when_asked_gives_them_their_own_pages_only(world):
    person = make_person(world, user=None)
    make_referral(world, person)
    commands.open_person_account(world.coordinator, person, email="maeve@example.org")
    person.refresh_from_db()
    assert (person.user.kind, person.user.email) == ("own", "maeve@example.org")
    assert [holding.role for holding in person.user.holdings.all()] == ["person"]
    assert "person.account_opened" in actions()
    with pytest.raises(Refused, match="has an account already"):
        commands.open_person_account(world.coordinator, person, email="again@example.org")


@pytest.mark.parametrize(
    ("words", "plain"), [("Zoë  O'Brien", "zoe obrien"), ("Anne-Marie Ó Súilleabháin", "anne marie o suilleabhain")]
)
def test_searchable_when_accents_and_marks_are_plain(words, plain):
    assert searchable(words) == plain
