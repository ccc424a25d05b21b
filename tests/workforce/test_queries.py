"""What the questions about workers answer, to whom, and in how many queries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.matching.models import Offer
from alongside.workforce import queries
from alongside.workforce.models import Assignment, Offering, Worker
from alongside.workforce.queries.profiles import days_in_words
from tests.world import make_person, make_referral, make_relationship, make_user, make_worker, worker_of

NOBODY = ("peer_worker", "referrer", "person", "governance", "administrator", "nobody")


def offering(world, theme: str, shown_to: str = "people", **fields) -> Offering:
    with unguarded():
        return Offering.objects.create(worker=worker_of(world), theme=theme, shown_to=shown_to, **fields)


def more_workers(world, number: int) -> None:
    for place in range(number):
        user = make_user(f"more{place}@example.org", f"More Worker{place}", "peer_worker", team=world.thanet)
        world.users[user.email] = user
        make_worker(world, user.email, world.thanet)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("lead", ["Bethan Osei", "Imani Calder"]),
        ("coordinator", ["Imani Calder"]),
        ("other_coordinator", ["Bethan Osei"]),
        ("team_manager", ["Imani Calder"]),
        *((name, []) for name in NOBODY),
    ],
)
def test_workers_are_those_in_reach(world, who, names):
    actor = world.actor(who)
    assert [row.name for row in queries.workers(actor)] == names
    assert [name for _, name in queries.worker_choices(actor)] == names
    for user in ("peer_worker", "other_peer_worker"):
        worker = worker_of(world, user)
        if worker.full_name in names:
            assert queries.get_worker(actor, worker.pk) == worker
            assert queries.get_assignment(actor, worker.assignments.get().pk).worker == worker
        else:
            for ask in (queries.get_worker, queries.worker_page):
                with pytest.raises(Worker.DoesNotExist):
                    ask(actor, worker.pk)
            with pytest.raises(Assignment.DoesNotExist):
                queries.get_assignment(actor, worker.assignments.get().pk)


def test_workers_when_their_assignment_ended_or_has_yet_to_begin(world):
    today = clock.today()
    with unguarded():
        worker_of(world).assignments.update(starts_on=today + timedelta(days=7))
    (row,) = queries.workers(world.coordinator)
    assert (row.teams, row.hours) == (("Thanet CMHT",), 0)
    with unguarded():
        worker_of(world).assignments.update(starts_on=today - timedelta(days=7), ends_on=today - timedelta(days=1))
    assert queries.workers(world.coordinator) == []


def test_workers_when_they_have_left_are_not_listed(world):
    with unguarded():
        Worker.objects.update(leaves_on=clock.today() - timedelta(days=1))
    assert queries.workers(world.lead) == []
    assert queries.worker_choices(world.lead) == []
    assert queries.peers_for_matching(world.lead) == []


def test_workers_when_places_are_taken_then_relationships_and_open_offers_count(world):
    imani, now = worker_of(world), clock.now()
    make_relationship(world)
    make_relationship(
        world, make_referral(world, make_person(world, user="other_person"), status="matched"), status="ended"
    )
    for place, status in enumerate(("asked_worker", "asked_person", "withdrawn")):
        referral = make_referral(world, make_person(world, user=None, first_name=f"P{place}"), status="accepted")
        with unguarded():
            Offer.objects.create(
                referral=referral,
                worker=imani,
                status=status,
                offered_at=now,
                offered_by="Ines Okafor",
                reply_by=clock.today(),
                worker_answered_at=now,
                closed_at=None if status.startswith("asked") else now,
            )
    (row,) = queries.workers(world.coordinator)
    assert (row.taken, row.agreed, row.free, row.room) == (3, 3, 0, "full")
    assert queries.own_profile(world.peer_worker).taken == 3


def test_workers_when_not_just_now_then_paused_even_with_places(world):
    with unguarded():
        Worker.objects.update(taking_on=False)
    (row,) = queries.workers(world.coordinator)
    assert (row.room, row.free) == ("paused", 3)


def test_workers_are_narrowed_and_sorted(world):
    with unguarded():
        Worker.objects.filter(pk=worker_of(world).pk).update(agreed_caseload=9)
        Assignment.objects.filter(worker=worker_of(world)).update(hours=Decimal(10))
    lead = world.lead

    def names(**how):
        return [row.name for row in queries.workers(lead, **how)]

    assert names(pathway=world.acute.pk) == names(team=world.willow.pk) == ["Bethan Osei"]
    assert names(name="NI cal") == names(name=" imani ") == ["Imani Calder"]
    assert names(pathway=world.acute.pk, team=world.thanet.pk) == names(name="nobody") == []
    assert (
        names(sort="-name")
        == names(sort="team")
        == names(sort="hours")
        == names(sort="-free")
        == [
            "Imani Calder",
            "Bethan Osei",
        ]
    )
    assert names(sort="free") == names(sort="nonsense") == names() == ["Bethan Osei", "Imani Calder"]


def test_workers_ask_the_same_number_of_queries_for_one_and_for_three(world, django_assert_num_queries):
    lead = world.coordinator
    with django_assert_num_queries(2):
        assert len(queries.workers(lead)) == 1
    more_workers(world, 2)
    with django_assert_num_queries(2):
        assert len(queries.workers(lead)) == 3


def test_worker_page_shows_what_is_shared_with_each_reader(world, django_assert_num_queries):
    offering(world, "Gardening")
    offering(world, "Being a parent", "coordinators")
    offering(world, "Hearing voices", "matching")
    offering(world, "Withdrawn", withdrawn_at=clock.now())
    worker, coordinator = worker_of(world), world.coordinator
    with django_assert_num_queries(5):
        page = queries.worker_page(coordinator, worker.pk)
    assert [row.theme for row in page.offerings] == ["Being a parent", "Gardening"]
    assert (page.about, page.may_change, page.email) == (worker.about, True, "imani@example.org")
    page = queries.worker_page(world.team_manager, worker.pk)
    assert (page.offerings, page.about, page.may_change) == (None, None, False)


def test_worker_page_puts_what_is_now_first(world):
    today, worker = clock.today(), worker_of(world)
    with unguarded():
        for start, end in ((-20, -10), (5, None)):
            Assignment.objects.create(
                worker=worker,
                team=world.ashford,
                hours=5,
                starts_on=today + timedelta(days=start),
                ends_on=today + timedelta(days=end) if end else None,
            )
    rows = queries.worker_page(world.lead, worker.pk).assignments
    assert [row.state for row in rows] == ["now", "coming", "past"]
    assert [row.manager for row in rows] == ["Owen Sallis", "", ""]


# Profiles


def test_profile_when_asked_then_only_what_people_may_see_today(world, django_assert_num_queries):
    today = clock.today()
    offering(world, "Gardening", words="Beans", shown_until=today)
    offering(world, "Being a parent", "coordinators")
    offering(world, "Hearing voices", "matching")
    offering(world, "Last week", shown_until=today - timedelta(days=1))
    offering(world, "Withdrawn", withdrawn_at=clock.now())
    worker = worker_of(world)
    with django_assert_num_queries(2):
        profile = queries.profile_of(worker.pk)
    assert (profile.first_name, profile.about) == ("Imani", worker.about)
    assert profile.offerings == (("Gardening", "Beans"),)
    assert (profile.languages, profile.areas) == (("English",), ("Thanet",))
    assert profile.days == ("Monday morning", "Tuesday morning")
    assert queries.own_preview(world.peer_worker) == profile


def test_profile_when_hidden_or_nobody_then_none(world):
    worker = worker_of(world)
    with unguarded():
        Worker.objects.update(profile_shown_at=None)
    assert queries.profile_of(worker.pk) is None
    assert queries.profile_of("0" * 16) is None
    assert queries.own_preview(world.peer_worker).first_name == "Imani"


def test_own_profile_is_the_workers_alone(world, django_assert_num_queries):
    offering(world, "Gardening")
    lost = offering(world, "Withdrawn", withdrawn_at=clock.now())
    actor = world.peer_worker
    with django_assert_num_queries(2):
        profile = queries.own_profile(actor)
    assert [row.theme for row in profile.shared] == ["Gardening"]
    assert [(row.theme, row.withdrawn) for row in profile.not_shared] == [("Withdrawn", True)]
    assert profile.is_shown
    assert queries.own_worker(actor) == worker_of(world)
    assert queries.get_offering(actor, lost.pk) == lost
    with pytest.raises(Offering.DoesNotExist):
        queries.get_offering(world.other_peer_worker, lost.pk)
    for name in ("lead", "team_manager", "person", "administrator"):
        assert queries.own_worker(world.actor(name)) is None
        with pytest.raises(Worker.DoesNotExist):
            queries.own_profile(world.actor(name))


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ([], ()),
        (["tue-eve", "mon-am"], ("Monday morning", "Tuesday evening")),
        (["mon-pm", "mon-am"], ("Monday all day",)),
        (["sun-am", "sun-pm", "sun-eve"], ("Sunday all day and evening",)),
        (["wed-pm", "wed-eve"], ("Wednesday afternoon and evening",)),
    ],
)
def test_days_in_words(slots, words):
    assert days_in_words(slots) == words


# For matching and for forms


def test_peers_for_matching_say_what_may_be_told_and_to_whom(world):
    offering(world, "Gardening")
    offering(world, "Being a parent", "coordinators")
    offering(world, "Hearing voices", "matching")
    offering(world, "A woman")
    offering(world, "Withdrawn", withdrawn_at=clock.now())
    (row,) = queries.peers_for_matching(world.coordinator)
    assert (row.experience, row.interests, row.themes) == (
        {"Being a parent", "Hearing voices"},
        {"Gardening"},
        {"A woman"},
    )
    assert row.for_people == {"Gardening", "A woman"}
    assert row.for_coordinators == {"Gardening", "A woman", "Being a parent"}
    assert (row.pathways, row.teams, row.areas) == ({world.community.pk}, {world.thanet.pk}, {"Thanet"})
    assert (row.languages, row.days, row.agreed_caseload, row.taking_on) == ({"en"}, {"mon-am", "tue-am"}, 3, True)


@pytest.mark.parametrize("change", [{"taking_on": False}, {"profile_shown_at": None}])
def test_peers_for_matching_when_not_just_now_or_hidden_then_not_taking_on(world, change):
    with unguarded():
        Worker.objects.update(**change)
    assert [row.taking_on for row in queries.peers_for_matching(world.lead)] == [False, False]


def test_peers_for_matching_leave_out_clinicians_and_those_without_a_team_today(world):
    with unguarded():
        Worker.objects.filter(pk=worker_of(world).pk).update(kind="clinician")
        worker_of(world, "other_peer_worker").assignments.update(starts_on=clock.today() + timedelta(days=1))
    assert queries.peers_for_matching(world.lead) == []


def test_peers_for_matching_ask_the_same_number_of_queries_for_one_and_for_three(world, django_assert_num_queries):
    lead = world.coordinator
    with django_assert_num_queries(4):
        assert len(queries.peers_for_matching(lead)) == 1
    more_workers(world, 2)
    with django_assert_num_queries(4):
        assert len(queries.peers_for_matching(lead)) == 3


def test_choices_of_accounts_managers_teams_and_places(world):
    free = make_user("noor@example.org", "Noor Halden", "peer_worker", team=world.thanet)
    gone = make_user("gone@example.org", "Gone Away", "peer_worker", team=world.thanet)
    with unguarded():
        gone.holdings.update(ends_on=clock.today() - timedelta(days=1))
    supervise = ("coordinator", "lead", "team_manager", "other_coordinator", "other_supervisor", "supervisor")
    first, second, third, *rest = (world.users[name] for name in supervise)
    assert [user for user, _ in queries.user_choices()] == [first, second, third, free, *rest]
    assert (free, "noor@example.org (Noor Halden)") in queries.user_choices()
    assert world.users["peer_worker"] in [user for user, _ in queries.user_choices(worker_of(world))]
    assert gone not in [user for user, _ in queries.user_choices()]
    assert [name for _, name in queries.manager_choices()] == ["Marcia Thornby", "Owen Sallis"]
    assert [name for _, name in queries.team_choices(world.team_manager)] == ["Thanet CMHT"]
    assert [name for _, name in queries.team_choices(world.coordinator)] == ["Ashford CMHT", "Thanet CMHT"]
    assert len(queries.team_choices(world.lead)) == 3
    assert queries.area_names() == ["Thanet"]
    assert queries.theme_choices()[0] == ("Hearing voices", "experience")


@pytest.mark.django_db
def test_theme_choices_before_the_first_start_are_none():
    assert queries.theme_choices() == []
