"""Every command about workers: it does it, refuses the wrong person, refuses the wrong state, leaves its audit row."""

from datetime import timedelta
from decimal import Decimal

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.workforce import commands
from alongside.workforce.models import KeptAway, Offering, Worker
from tests.world import make_user, worker_of

DETAILS = {"first_name": "Bethan", "last_name": "Osei", "kind": "peer", "job_role": "07050"}


@pytest.fixture
def imani(world):
    return worker_of(world)


def last_action() -> str:
    return AuditEvent.objects.latest("pk").action


def offer(world, imani, **details) -> Offering:
    pk = commands.add_offering(
        world.peer_worker, imani, **{"theme": "Gardening", "shown_to": "people", "words": "Beans", **details}
    )
    return Offering.objects.get(pk=pk)


# The lead, coordinators and team managers


def test_add_worker_does_it(world):
    user = make_user("new@example.org", "Noor Halden", "peer_worker", team=world.thanet)
    made = commands.add_worker(world.coordinator, **DETAILS, user=user, work_phone="01632 960001")
    assert (made.full_name, made.user, made.profile_shown_at, made.agreed_caseload) == ("Bethan Osei", user, None, 0)
    assert last_action() == "worker.added"


@pytest.mark.parametrize("who", ["team_manager", "peer_worker", "administrator", "person"])
def test_add_worker_when_wrong_person(world, who):
    with pytest.raises(NotAllowed):
        commands.add_worker(world.actor(who), **DETAILS)


def test_add_worker_when_the_account_is_taken_is_refused(world):
    with pytest.raises(Refused, match="already belongs to another worker"):
        commands.add_worker(world.lead, **DETAILS, user=world.users["peer_worker"])


def test_change_worker_does_it_and_keeps_their_account(world, imani):
    leaves = clock.today() + timedelta(days=30)
    commands.change_worker(world.coordinator, imani, **DETAILS, user=imani.user, leaves_on=leaves)
    imani.refresh_from_db()
    assert (imani.full_name, imani.user, imani.leaves_on) == ("Bethan Osei", world.users["peer_worker"], leaves)
    assert last_action() == "worker.changed"


def test_change_worker_when_the_account_is_anothers_is_refused(world, imani):
    with pytest.raises(Refused, match="already belongs"):
        commands.change_worker(world.lead, imani, **DETAILS, user=world.users["other_peer_worker"])


@pytest.mark.parametrize("who", ["other_coordinator", "team_manager", "peer_worker", "administrator"])
def test_change_worker_when_wrong_person(world, imani, who):
    with pytest.raises(NotAllowed):
        commands.change_worker(world.actor(who), imani, **DETAILS)


def test_assign_worker_does_it(world, imani):
    made = commands.assign_worker(
        world.coordinator,
        imani,
        team=world.ashford,
        hours=Decimal("7.5"),
        kind="bank",
        manager=world.users["team_manager"],
        starts_on=clock.today(),
    )
    assert (made.worker, made.team.name, made.hours, made.kind) == (imani, "Ashford CMHT", Decimal("7.5"), "bank")
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.changes["hours"]) == ("worker.assigned", [None, "7.5"])


@pytest.mark.parametrize(
    ("who", "team"),
    [
        ("other_coordinator", "willow"),
        ("coordinator", "willow"),
        ("team_manager", "ashford"),
        ("peer_worker", "thanet"),
    ],
)
def test_assign_worker_when_the_worker_or_the_team_is_out_of_reach(world, imani, who, team):
    with pytest.raises(NotAllowed):
        commands.assign_worker(
            world.actor(who), imani, team=getattr(world, team), hours=Decimal(5), kind="bank", starts_on=clock.today()
        )
    assert imani.assignments.count() == 1


def test_assign_worker_when_never_assigned_then_any_manager_may_take_them(world):
    made = commands.add_worker(world.lead, **DETAILS)
    commands.assign_worker(world.team_manager, made, team=world.thanet, hours=Decimal(15), starts_on=clock.today())
    assert made.assignments.get().team == world.thanet


def test_assign_worker_when_the_same_again_is_refused(world, imani):
    with pytest.raises(Refused, match="an assignment like this with Thanet CMHT already"):
        commands.assign_worker(world.lead, imani, team=world.thanet, hours=Decimal(5), starts_on=clock.today())


def test_assign_worker_when_the_first_one_has_ended_is_done(world, imani):
    first = imani.assignments.get()
    commands.end_assignment(world.lead, first, ends_on=first.starts_on)
    next_day = first.starts_on + timedelta(days=1)
    commands.assign_worker(world.lead, imani, team=world.thanet, hours=Decimal(5), starts_on=next_day)
    assert imani.assignments.count() == 2


def test_assign_worker_when_the_team_is_closed_is_refused(world, imani):
    with unguarded():
        world.ashford.is_open = False
        world.ashford.save()
    with pytest.raises(Refused, match="Ashford CMHT is closed"):
        commands.assign_worker(world.lead, imani, team=world.ashford, hours=Decimal(5), starts_on=clock.today())


def test_assign_worker_when_the_end_is_before_the_start_is_refused(world, imani):
    day = clock.today()
    with pytest.raises(Refused, match="The last day is before the first"):
        commands.assign_worker(
            world.lead, imani, team=world.ashford, hours=Decimal(5), starts_on=day, ends_on=day - timedelta(days=1)
        )


def test_end_assignment_does_it(world, imani):
    assignment = imani.assignments.get()
    commands.end_assignment(world.team_manager, assignment, ends_on=clock.today())
    assert imani.assignments.get().ends_on == clock.today()
    assert last_action() == "worker.assignment_ended"


@pytest.mark.parametrize("who", ["other_coordinator", "peer_worker", "administrator"])
def test_end_assignment_when_wrong_person(world, imani, who):
    with pytest.raises(NotAllowed):
        commands.end_assignment(world.actor(who), imani.assignments.get(), ends_on=clock.today())


def test_end_assignment_when_before_it_began_is_refused(world, imani):
    first = imani.assignments.get()
    with pytest.raises(Refused, match="The last day is before the first"):
        commands.end_assignment(world.lead, first, ends_on=first.starts_on - timedelta(days=1))


@pytest.mark.parametrize("who", ["lead", "coordinator", "team_manager"])
def test_set_caseload_does_it(world, imani, who):
    commands.set_caseload(world.actor(who), imani, agreed_caseload=6)
    imani.refresh_from_db()
    assert imani.agreed_caseload == 6
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.changes) == ("worker.caseload_agreed", {"agreed_caseload": [3, 6]})


@pytest.mark.parametrize("who", ["other_coordinator", "peer_worker", "administrator", "governance"])
def test_set_caseload_when_wrong_person(world, imani, who):
    with pytest.raises(NotAllowed):
        commands.set_caseload(world.actor(who), imani, agreed_caseload=6)


# The worker themself

OWN = [
    (commands.show_profile, lambda w, i: {}),
    (commands.hide_profile, lambda w, i: {}),
    (commands.not_just_now, lambda w, i: {}),
    (commands.taking_on_again, lambda w, i: {}),
    (commands.change_profile, lambda w, i: {"about": "Mine"}),
    (commands.add_offering, lambda w, i: {"theme": "Hearing voices", "shown_to": "people"}),
    (commands.change_offering, lambda w, i: {"offering": offer(w, i), "shown_to": "people"}),
    (commands.withdraw_offering, lambda w, i: {"offering": offer(w, i)}),
    (commands.keep_away, lambda w, i: {"name": "Zoe Nunez"}),
    (commands.end_keep_away, lambda w, i: {"kept_away": None}),
]


@pytest.mark.parametrize("who", ["lead", "coordinator", "team_manager", "other_peer_worker", "administrator", "person"])
@pytest.mark.parametrize(("change", "details"), OWN)
def test_own_commands_when_anybody_else(world, imani, who, change, details):
    with pytest.raises(NotAllowed):
        change(world.actor(who), imani, **details(world, imani))


def test_hide_and_show_profile(world, imani):
    commands.hide_profile(world.peer_worker, imani)
    assert (imani.profile_shown_at, last_action()) == (None, "profile.hidden")
    commands.show_profile(world.peer_worker, imani)
    assert imani.profile_shown_at
    assert last_action() == "profile.shown"


def test_show_profile_when_nothing_is_written_is_refused(world, imani):
    commands.change_profile(world.peer_worker, imani, about="")
    assert imani.profile_shown_at is None
    with pytest.raises(Refused, match="Write a few words about yourself first"):
        commands.show_profile(world.peer_worker, imani)


def test_not_just_now_and_back_in_one_tap_each(world, imani):
    commands.not_just_now(world.peer_worker, imani)
    assert (Worker.objects.get(pk=imani.pk).taking_on, last_action()) == (False, "worker.not_just_now")
    commands.taking_on_again(world.peer_worker, imani)
    assert (Worker.objects.get(pk=imani.pk).taking_on, last_action()) == (True, "worker.taking_on_again")
    assert set(AuditEvent.objects.values_list("reason", flat=True)) == {""}


def test_change_profile_when_some_is_given_then_the_rest_stays(world, imani):
    commands.change_profile(world.peer_worker, imani, days=["fri-pm"], rules_out=["home"])
    found = Worker.objects.get(pk=imani.pk)
    assert (found.days, found.rules_out, found.areas, found.about) == (["fri-pm"], ["home"], ["Thanet"], imani.about)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.changes) == ("profile.changed", {"days": "changed", "rules_out": "changed"})


def test_add_offering_does_it_and_the_audit_does_not_tell_the_story(world, imani):
    offering = offer(world, imani)
    assert (offering.theme, offering.words, offering.shown_to) == ("Gardening", "Beans", "people")
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.changes) == ("profile.changed", {})


def test_add_offering_when_on_the_list_already_is_refused(world, imani):
    offer(world, imani)
    with pytest.raises(Refused, match="“Gardening” is on your list already"):
        offer(world, imani)


def test_withdraw_offering_and_offer_it_again(world, imani):
    offering = offer(world, imani)
    commands.withdraw_offering(world.peer_worker, imani, offering=offering)
    first = Offering.objects.get().withdrawn_at
    assert first
    commands.withdraw_offering(world.peer_worker, imani, offering=Offering.objects.get())
    assert Offering.objects.get().withdrawn_at == first
    commands.change_offering(world.peer_worker, imani, offering=offering, shown_to="coordinators", words="Runner beans")
    found = Offering.objects.get()
    assert (found.withdrawn_at, found.shown_to, found.words) == (None, "coordinators", "Runner beans")
    assert last_action() == "profile.changed"


def test_offerings_when_somebody_elses_are_passed_in(world, imani):
    offering = offer(world, imani)
    bethan = worker_of(world, "other_peer_worker")
    for change, details in ((commands.withdraw_offering, {}), (commands.change_offering, {"shown_to": "people"})):
        with pytest.raises(NotAllowed):
            change(world.other_peer_worker, bethan, offering=offering, **details)
    assert Offering.objects.get().withdrawn_at is None


def test_keep_away_when_said_twice_is_kept_once(world, imani):
    for name in ("Zoe Nunez", "NÚÑEZ, Zoë"):
        commands.keep_away(world.peer_worker, imani, team=world.ashford, ward=world.willow_ward, name=name)
    assert KeptAway.objects.count() == 3
    assert last_action() == "profile.changed"


def test_keep_away_when_nothing_is_given_is_refused(world, imani):
    with pytest.raises(Refused, match="Write a name, or choose a team or a ward"):
        commands.keep_away(world.peer_worker, imani, name="  ")


def test_end_keep_away_leaves_nothing_behind(world, imani):
    commands.keep_away(world.peer_worker, imani, name="Zoe Nunez")
    row = KeptAway.objects.get()
    with pytest.raises(NotAllowed):
        commands.end_keep_away(world.other_peer_worker, worker_of(world, "other_peer_worker"), kept_away=row)
    commands.end_keep_away(world.peer_worker, imani, kept_away=row)
    assert not KeptAway.objects.exists()
