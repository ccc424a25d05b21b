"""Quiet and due: one definition each, the same for a count, a list, and a mark on another list."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.core import clock, kept
from alongside.core.guard import unguarded
from alongside.support import queries
from alongside.support.models import RHYTHMS, Break, Ending, Handover, Relationship
from tests.pages.story import said
from tests.referrals.people import need
from tests.support.moments import in_days, make_agreement, make_contact, make_meeting
from tests.world import make_person, make_referral, make_relationship, say_yes, worker_of


@pytest.fixture
def walk(world):
    """`walk()`: another person and Imani, just agreed and met yesterday: nothing is due. Fields of the relationship."""
    names = iter(f"Maeve{n}" for n in range(1000))

    def make(status="meeting", met=1, agreed=True, **fields):
        first = next(names)
        person = make_person(world, user=None, first_name=first, search_name=f"{first} lister".lower())
        together = make_relationship(world, make_referral(world, person, status="matched"), status=status)
        with unguarded():
            for name, value in fields.items():
                setattr(together, name, value)
            together.last_met_at = in_days(-met) if met else None
            together.save()
        if agreed:
            make_agreement(together)
        return together

    return make


def held(world, together, who="lead") -> set[str]:
    (row,) = queries.people_rows(world.actor(who), [together.pk])
    return set(row.due)


def make_break(together, **fields):
    words = {"starts_on": clock.today() - timedelta(days=10), "said_by": "Maeve", "written_by": "Imani Calder"}
    with unguarded():
        return Break.objects.create(relationship=together, written_at=clock.now(), **{**words, **fields})


def test_nothing_is_due_of_two_who_agreed_and_met(world, walk):
    assert held(world, walk()) == set()


# Quiet ---------------------------------------------------------------------------------------------------------------


def test_quiet_when_nothing_is_booked_and_long_ago(world, walk):
    together = walk(met=21)
    (row,) = queries.quiet(world.coordinator)
    assert (row.name, row.worker, row.days, row.says) == ("Maeve0 Lister", "Imani Calder", 21, "21 days")
    assert queries.people_rows(world.lead, [together.pk])[0].quiet_days == 21
    assert queries.quiet(world.other_coordinator) == []
    assert queries.quiet(world.peer_worker) == []
    assert "quiet" in queries.my_people(world.peer_worker)[0].due
    make_meeting(together)
    assert queries.quiet(world.lead) == []
    assert queries.my_people(world.peer_worker)[0].due == {}


def test_quiet_when_it_was_20_days_is_not_yet(world, walk):
    walk(met=20)
    assert queries.quiet(world.lead) == []


def test_quiet_when_a_slower_rhythm_was_agreed_waits_for_it(world, walk):
    together = walk(met=34)
    make_agreement(together, how_often="Every four weeks")
    assert queries.quiet(world.lead) == []
    with clock.at(clock.now() + timedelta(days=1)):
        assert queries.quiet(world.lead)[0].days == 35
    make_agreement(together, how_often="Every two weeks")
    assert queries.quiet(world.lead)[0].days == 34


@pytest.mark.parametrize("status", ["on_break", "introduced", "ended"])
def test_quiet_is_only_of_those_who_are_meeting(world, walk, status):
    fields = {"ended_at": clock.now(), "ended_by": "person"} if status == "ended" else {}
    walk(met=60, status=status, **fields)
    assert queries.quiet(world.lead) == []


def test_quiet_when_back_from_a_break_begins_afresh(world, walk):
    taken = make_break(walk(met=60), ended_on=clock.today() - timedelta(days=20))
    assert queries.quiet(world.lead) == []
    with unguarded():
        taken.ended_on -= timedelta(days=1)
        taken.save()
    assert len(queries.quiet(world.lead)) == 1


def test_quiet_of_one_brought_in_without_contacts_counts_from_the_first_meeting(world, walk):
    walk(met=None, first_met_at=in_days(-22))
    assert queries.quiet(world.lead)[0].days == 22


def slowly_quiet(together: Relationship) -> bool:
    """The same, in plain Python, a row at a time."""
    if together.status != "meeting":
        return False
    if any(m.status == "planned" and m.starts_at >= clock.now() for m in together.meetings.all()):
        return False
    newest = max(together.agreements.all(), key=lambda a: (a.written_at, a.pk), default=None)
    rhythm = (RHYTHMS[newest.how_often] if newest else None) or 0
    allowed = max(21, rhythm + 7 if rhythm > 14 else 0)
    days = (clock.today() - timezone.localdate(together.last_met_at or together.first_met_at)).days
    back = [taken.ended_on for taken in together.breaks.all() if taken.ended_on]
    return days >= allowed and not any((clock.today() - on).days < 21 for on in back)


def slow_ending(together: Relationship) -> bool:
    newest = max(together.agreements.all(), key=lambda a: (a.written_at, a.pk), default=None)
    soon = clock.today() + timedelta(weeks=4)
    return (
        together.status != "ended"
        and newest is not None
        and bool(newest.planned_end_on)
        and newest.planned_end_on <= soon
    )


def test_quiet_and_endings_by_sql_are_what_they_are_by_hand(world, walk):
    chance = random.Random(20261122)
    for _ in range(60):
        status = chance.choice(["meeting"] * 4 + ["introduced", "on_break"])
        together = walk(status=status, met=chance.choice([None, 5, 20, 21, 22, 34, 35, 36, 80]), agreed=False)
        for n in range(chance.choice([0, 1, 1, 2])):
            make_agreement(
                together,
                how_often=chance.choice(list(RHYTHMS)),
                written_at=clock.now() - timedelta(days=chance.randrange(9), minutes=n),
                planned_end_on=chance.choice([None, clock.today() + timedelta(days=chance.randrange(-20, 60))]),
            )
        if chance.random() < 0.3:
            make_meeting(together, in_days(chance.choice([-3, 2])), status=chance.choice(["planned", "recorded"]))
        if chance.random() < 0.2:
            make_break(together, ended_on=clock.today() - timedelta(days=chance.randrange(15, 25)))
    every = list(Relationship.objects.all())
    for key, by_hand in (("quiet", slowly_quiet), ("endings", slow_ending)):
        found = {one.pk for one in every if by_hand(one)}
        assert 3 < len(found) < 57, key
        assert set(queries.due_found(world.lead, key)) == found
        assert set(queries.everyone(world.lead, key=key)) == found
        assert {row.id for row in queries.my_people(world.peer_worker) if key in row.due} == found


# The others ----------------------------------------------------------------------------------------------------------


def test_first_meeting_to_plan_until_one_is_booked(world, walk):
    together = walk(status="introduced", met=None)
    assert held(world, together) == {"to-plan"}
    make_meeting(together, in_days(-1))  # owed now, so it is no longer to be planned
    assert held(world, together) == set()


def test_agreement_is_due_when_there_is_none_or_it_is_three_months_old(world, walk):
    none, old = walk(agreed=False), walk(agreed=False)
    make_agreement(old, agreed_on=clock.today() - timedelta(weeks=13))
    assert held(world, none) == held(world, old) == {"agreements"}
    rows = queries.due_rows(world.lead, queries.due_found(world.lead, "agreements"), "agreements")
    assert [row.says.split(" ")[0] for row in sorted(rows, key=lambda row: row.name)] == ["Not", "Agreed"]
    make_agreement(old)
    assert held(world, old) == set()


def test_ending_goes_by_the_newest_agreement_and_says_how_far_it_is(world, walk):
    together = walk()
    make_agreement(together, planned_end_on=clock.today() + timedelta(weeks=4))

    def how_far() -> str:
        (row,) = queries.due_rows(world.lead, queries.due_found(world.lead, "endings"), "endings")
        return row.ending[1]

    assert held(world, together) == {"endings"}
    assert how_far() == "Not talked about yet"
    with unguarded():
        ending = Ending.objects.create(relationship=together, started_at=clock.now(), started_by="Imani Calder")
    assert how_far() == "Not talked about yet"
    with unguarded():
        Ending.objects.update(told_on=clock.today())
    assert how_far() == "Being prepared"
    with unguarded():
        Ending.objects.update(last_meeting_on=clock.today())
    assert how_far() == "Last meeting booked"
    assert ending.relationship == together
    make_agreement(together, planned_end_on=clock.today() + timedelta(weeks=5))
    assert held(world, together) == set()


@pytest.mark.parametrize(("answer", "words"), [("no", "They said no"), ("not_yet", "They said not yet")])
def test_no_yes_is_the_newest_answer(world, walk, answer, words):
    together = walk()
    with clock.at(clock.now() + timedelta(minutes=1)):
        say_yes(together.referral, answer)
    assert held(world, together) == {"no-yes"}
    (row,) = queries.due_rows(world.lead, queries.due_found(world.lead, "no-yes"), "no-yes")
    assert row.says == words


def test_no_yes_of_one_brought_in_says_that_it_was_never_written(world, walk):
    together = walk(origin="register.xlsx, People, row 4")
    with unguarded():
        together.referral.choices.all().delete()
    assert held(world, together) == {"no-yes"}
    (row,) = queries.due_rows(world.lead, queries.due_found(world.lead, "no-yes"), "no-yes")
    assert row.says == "Never written down"


def test_changes_hand_overs_and_breaks(world, walk):
    asked, offered, ending, later = walk(change_asked_at=clock.now()), walk(), walk("on_break"), walk("on_break")
    with unguarded():
        Handover.objects.create(
            relationship=offered,
            to_worker=worker_of(world, "other_peer_worker"),
            because="away",
            asked_at=clock.now(),
            asked_by="Marcia Thornby",
        )
    sunday = clock.today() + timedelta(days=6 - clock.today().weekday())
    make_break(ending, until=sunday)
    make_break(later, until=sunday + timedelta(days=1))
    assert [held(world, one) for one in (asked, offered, ending, later)] == [
        {"changes"}, {"hand-overs"}, {"breaks"}, set(),
    ]  # fmt: skip
    assert all("changes" not in row.due for row in queries.my_people(world.peer_worker))
    for key, words in (("changes", "Asked"), ("hand-overs", "Waiting"), ("breaks", "Until")):
        (row,) = queries.due_rows(world.lead, queries.due_found(world.lead, key), key)
        assert row.says.startswith(words)


def test_owed_leaves_out_what_still_goes_on(world, walk):
    together = walk()
    over = make_meeting(together, in_days(-2))
    make_meeting(together, clock.now() - timedelta(minutes=20))
    make_meeting(together, clock.now() - timedelta(hours=3), status="recorded")
    short = make_meeting(together, clock.now() - timedelta(minutes=20), minutes=15)
    assert [row.id for row in queries.owed(world.peer_worker)] == [over.pk, short.pk]


def test_unseen_words_are_current_and_of_those_who_walk_together(world, walk):
    together = walk()
    shown = make_contact(together, words="A walk.", words_are="not_seen")
    make_contact(together, words="A walk.", words_are="together")
    make_contact(together, words="A walk.", words_are="not_seen", is_current=False)
    ended = walk(status="ended", ended_at=clock.now(), ended_by="person")
    make_contact(ended, words="A walk.", words_are="not_seen")
    assert list(queries.unseen_words(world.lead)) == [shown]


@pytest.mark.parametrize("key", list(queries.DUE))
def test_each_definition_reads_as_a_sentence(world, key):
    words = queries.DUE[key].definition(world.service)
    assert words.endswith(".")
    assert "{" not in words


# Everyone ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1, 3])
def test_everyone_asks_as_much_for_three_as_for_one(world, walk, django_assert_num_queries, number):
    for _ in range(number):
        need(walk(met=30).referral.person, "Large print")
    lead = world.lead
    with kept.keeping(), django_assert_num_queries(5 if number else 3):
        found = queries.everyone(lead, key="quiet")
        rows = queries.people_rows(lead, found[:50])
        assert found.count() == len(rows) == number


def test_everyone_by_pathway_worker_status_and_what_is_due(world, walk):
    here, there, resting = walk(met=30), walk(), walk("on_break")
    with unguarded():
        there.worker = worker_of(world, "other_peer_worker")
        there.save()
        resting.referral.pathway = world.acute
        resting.referral.save()
    everyone, lead = queries.everyone, world.lead
    assert set(everyone(lead)) == {here.pk, there.pk, resting.pk}
    assert set(everyone(lead, pathway=world.acute.pk)) == {resting.pk}
    assert set(everyone(lead, worker=there.worker_id)) == {there.pk}
    assert set(everyone(lead, status="on_break")) == {resting.pk}
    assert set(everyone(lead, status="ended")) == {here.pk, there.pk, resting.pk}
    assert set(everyone(lead, key="quiet")) == {here.pk}
    assert set(everyone(world.other_coordinator)) == {resting.pk}
    assert [name for _, name in queries.worker_choices(lead)] == ["Bethan Osei", "Imani Calder"]


def test_everyone_in_each_order(world, walk):
    first, second, never = walk(met=9), walk(met=3), walk("introduced", met=None)
    make_meeting(second, in_days(4))
    make_meeting(first, in_days(2))
    lead = world.lead
    for sort, order in (
        ("last", [never, first, second]),
        ("-last", [second, first, never]),
        ("next", [first, second, never]),
        ("-next", [second, first, never]),
        ("name", [first, second, never]),
        ("-name", [never, second, first]),
        ("nonsense", [never, first, second]),
    ):
        assert list(queries.everyone(lead, sort=sort)) == [one.pk for one in order], sort
    assert set(queries.everyone(lead, sort="worker")) == set(queries.everyone(lead, sort="-worker"))


def test_everyone_page_filters_and_says_what_is_due(world, walk, sign_in):
    make_contact(walk(met=30), in_days(-30))
    walk("on_break")
    lead = sign_in("lead")
    page = said(lead.get("/people-with-a-peer-worker/"))
    assert "Maeve0 Lister Imani Calder Book a meeting with Maeve0 Lister 30 days ago" in page
    assert "It has been quiet for 30 days" in page
    assert "On a break" in page
    only = said(lead.get("/people-with-a-peer-worker/?key=quiet"))
    assert "Maeve1" not in only
    assert "Not met for 21 days" in only
    assert "Nobody is here with those choices" in said(lead.get("/people-with-a-peer-worker/?key=hand-overs"))
    assert lead.get("/people-with-a-peer-worker/?key=nonsense").status_code == 200


@pytest.mark.parametrize("who", ["peer_worker", "team_manager", "person", "governance"])
def test_everyone_page_is_for_those_who_look_after_a_team(world, sign_in, who):
    assert sign_in(who).get("/people-with-a-peer-worker/").status_code == 404


def test_my_people_of_the_lead_are_everyone(world, sign_in):
    lead = sign_in("lead")
    assert lead.get("/my-people/").url == "/people-with-a-peer-worker/"
    assert "You are not meeting anyone yet." in said(lead.get("/my-people/?whose=mine"))
