"""What workers hold, the days they are away, and what is asked for: each command four ways, and the questions."""

from datetime import timedelta

import pytest

from alongside.accounts import profiles
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.workforce import commands, jobs, queries
from alongside.workforce.models import Away, Credential, CredentialKind, KeptAway, Worker
from tests.workforce.readiness import make_kinds, write
from tests.world import worker_of

DAY = timedelta(days=1)


@pytest.fixture
def imani(world):
    return worker_of(world)


@pytest.fixture
def kinds(world):
    return make_kinds()


def last_action() -> str:
    return AuditEvent.objects.latest("pk").action


# Kinds


def test_add_credential_kind_does_it(world, kinds):
    made = commands.add_credential_kind(world.lead, name="Fire safety", lacking="Fire safety is out of date", months=12)
    assert (made.slug, made.months, made.bank_needs, made.position) == ("fire-safety", 12, True, len(kinds))
    assert last_action() == "credential_kind.added"
    with pytest.raises(Refused, match="already"):
        commands.add_credential_kind(world.lead, name="Fire Safety", lacking="x")


@pytest.mark.parametrize("who", ["coordinator", "bank", "team_manager", "peer_worker"])
def test_kinds_when_wrong_person(world, kinds, who):
    with pytest.raises(NotAllowed):
        commands.add_credential_kind(world.actor(who), name="Fire safety", lacking="x")
    with pytest.raises(NotAllowed):
        commands.change_credential_kind(world.actor(who), kinds["trained"], name="x", lacking="x")
    assert queries.credential_kinds(world.actor(who)) == []


def test_change_credential_kind_when_no_longer_asked_for_then_nobody_lacks_it(world, kinds, imani):
    details = {"name": "Supervision", "lacking": "No supervision", "months": 2, "bank_needs": True}
    commands.change_credential_kind(world.lead, kinds["supervision"], **details, is_asked=False)
    assert last_action() == "credential_kind.changed"
    assert "No supervision" not in queries.held([imani.pk], clock.today())[imani.pk].lacking
    assert queries.credential_kinds(world.lead)[-1].slug == "supervision"
    with pytest.raises(Refused, match="no longer asked for"):
        commands.write_credential(world.lead, imani, kind=kinds["supervision"], done_on=clock.today())
    commands.change_credential_kind(world.lead, kinds["supervision"], **details, is_asked=True)
    assert "No supervision" in queries.held([imani.pk], clock.today())[imani.pk].lacking


# What a worker holds


@pytest.mark.parametrize("who", ["lead", "coordinator", "team_manager", "bank"])
def test_write_credential_does_it_and_says_until_when(world, kinds, imani, who):
    made = commands.write_credential(world.actor(who), imani, kind=kinds["supervision"], done_on=clock.today() - DAY)
    assert made.until == clock.months_after(clock.today() - DAY, 3)
    assert (made.written_by, last_action()) == (world.users[who].name, "credential.written")


def test_write_credential_when_it_is_for_a_ward_names_the_ward(world, kinds, imani):
    with pytest.raises(Refused, match="Choose the ward"):
        commands.write_credential(world.lead, imani, kind=kinds["induction"], done_on=clock.today())
    made = commands.write_credential(
        world.lead, imani, kind=kinds["induction"], done_on=clock.today(), ward=world.willow_ward
    )
    assert (made.ward, made.until) == (world.willow_ward, None)
    general = commands.write_credential(
        world.lead, imani, kind=kinds["trained"], done_on=clock.today(), ward=world.willow_ward
    )
    assert general.ward is None


def test_write_credential_when_it_cannot_be_so_is_refused(world, kinds, imani):
    with pytest.raises(Refused, match="still to come"):
        commands.write_credential(world.lead, imani, kind=kinds["trained"], done_on=clock.today() + DAY)
    commands.write_credential(world.lead, imani, kind=kinds["trained"], done_on=clock.today())
    with pytest.raises(Refused, match="already"):
        commands.write_credential(world.lead, imani, kind=kinds["trained"], done_on=clock.today())


@pytest.mark.parametrize("who", ["peer_worker", "other_coordinator", "ward", "person"])
def test_write_and_take_back_credential_when_wrong_person(world, kinds, imani, who):
    with pytest.raises(NotAllowed):
        commands.write_credential(world.actor(who), imani, kind=kinds["trained"], done_on=clock.today())
    with pytest.raises(NotAllowed):
        commands.take_back_credential(world.actor(who), write(imani, kinds["trained"]))


def test_take_back_credential_does_it_and_what_was_before_counts_again(world, kinds, imani):
    write(imani, kinds["supervision"], days_ago=20)
    newer = write(imani, kinds["supervision"], days_ago=0, until=clock.today() - DAY + DAY)
    commands.take_back_credential(world.lead, newer)
    assert last_action() == "credential.taken_back"
    row = next(row for row in queries.readiness(world.lead, imani.pk).general if row.kind.slug == "supervision")
    assert row.credential.done_on == clock.today() - 20 * DAY
    with pytest.raises(Refused, match="already"):
        commands.take_back_credential(world.lead, newer)


# The facts


def test_held_says_what_counts_on_that_day(world, kinds, imani, django_assert_num_queries):
    other = worker_of(world, "other_peer_worker")
    write(imani, kinds["trained"])
    write(imani, kinds["checks"], days_ago=-3)  # not before that day
    write(imani, kinds["mandatory"], days_ago=100, until=clock.today() - DAY)
    write(imani, kinds["supervision"], until=clock.today())
    write(imani, kinds["induction"], ward=world.willow_ward)
    with django_assert_num_queries(2):
        found = queries.held([imani.pk, other.pk], clock.today())
    assert found[imani.pk].slugs == {"trained", "supervision"}
    assert found[imani.pk].wards == {world.willow_ward.pk}
    assert found[imani.pk].lacking == ("A check is not clear", "Mandatory training is out of date")
    assert (found[other.pk].slugs, found[other.pk].wards, len(found[other.pk].lacking)) == (set(), set(), 4)
    tomorrow = queries.held([imani.pk], clock.today() + DAY)[imani.pk]
    assert "No supervision this quarter" in tomorrow.lacking


def test_held_when_the_newest_is_over_then_an_older_one_does_not_count(world, kinds, imani):
    write(imani, kinds["checks"], days_ago=30)
    write(imani, kinds["checks"], days_ago=5, until=clock.today() - DAY)
    assert "checks" not in queries.held([imani.pk], clock.today())[imani.pk].slugs


def test_held_when_nothing_is_held_ward_by_ward_then_every_ward_will_do(world, kinds, imani):
    with unguarded():
        CredentialKind.objects.filter(for_ward=True).update(bank_needs=False)
    assert queries.held([imani.pk], clock.today())[imani.pk].wards == {world.willow_ward.pk}


def test_away_and_kept_from_wards_are_told_by_worker(world, imani, django_assert_num_queries):
    other, today = worker_of(world, "other_peer_worker"), clock.today()
    commands.say_away(world.peer_worker, imani, starts_on=today + DAY, ends_on=today + 3 * DAY)
    with unguarded():
        KeptAway.objects.create(worker=imani, ward=world.willow_ward)
        KeptAway.objects.create(worker=imani, name="Dora Finch")
        KeptAway.objects.create(worker=other, team=world.willow)
    ids = [imani.pk, other.pk]
    with django_assert_num_queries(1):
        assert queries.away(ids, today, today + DAY) == {imani.pk: [(today + DAY, today + 3 * DAY)], other.pk: []}
    assert queries.away(ids, today + 4 * DAY, today + 9 * DAY) == {imani.pk: [], other.pk: []}
    with django_assert_num_queries(1):
        assert queries.kept_from_wards(ids) == dict.fromkeys(ids, frozenset({world.willow_ward.pk}))


def test_who_lacks_what_asks_as_often_for_three_as_for_one(world, kinds, imani, django_assert_num_queries):
    write(imani, kinds["supervision"], until=clock.today() + 3 * DAY)
    write(imani, kinds["induction"], ward=world.willow_ward)
    manager, bank = world.team_manager, world.bank
    with django_assert_num_queries(4):
        one = queries.who_lacks_what(manager)
    assert [(row.name, row.teams, row.wards) for row in one] == [("Imani Calder", ("Thanet CMHT",), ("Willow Ward",))]
    assert one[0].ends == (("Supervision", clock.today() + 3 * DAY),)
    assert one[0].ends_on == clock.today() + 3 * DAY
    with unguarded():
        Worker.objects.create(first_name="Zed", last_name="Amber")
    with django_assert_num_queries(4):
        three = queries.who_lacks_what(bank)
    assert [row.name for row in three] == ["Bethan Osei", "Imani Calder", "Zed Amber"]
    assert [row.name for row in queries.who_lacks_what(world.bank, lacking="supervision")] == [
        "Bethan Osei",
        "Zed Amber",
    ]


# Days away


def test_say_away_does_it_and_joins_days_that_touch(world, imani):
    today = clock.today()
    for first, last in ((2, 3), (6, 8), (4, 5)):
        commands.say_away(world.peer_worker, imani, starts_on=today + first * DAY, ends_on=today + last * DAY)
    left = Away.objects.get(taken_back_at=None)
    assert (left.starts_on, left.ends_on) == (today + 2 * DAY, today + 8 * DAY)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.changes["starts_on"]) == ("away.said", "changed")


@pytest.mark.parametrize("who", ["lead", "coordinator", "team_manager", "bank"])
def test_say_away_by_those_they_told(world, imani, who):
    actor, today = world.actor(who), clock.today()
    with pytest.raises(Refused, match="past"):
        commands.say_away(actor, imani, starts_on=today - DAY, ends_on=today)
    made = commands.say_away(actor, imani, starts_on=today, ends_on=today)
    commands.take_back_away(actor, made)
    assert last_action() == "away.taken_back"


def test_say_away_of_their_own_past_is_for_them_to_say(world, imani):
    made = commands.say_away(world.peer_worker, imani, starts_on=clock.today() - DAY, ends_on=clock.today())
    commands.take_back_away(world.peer_worker, made)
    with pytest.raises(Refused, match="already"):
        commands.take_back_away(world.peer_worker, made)


@pytest.mark.parametrize(("days", "words"), [(-1, "before the first"), (400, "longer than a year")])
def test_say_away_when_the_days_cannot_be_is_refused(world, imani, days, words):
    with pytest.raises(Refused, match=words):
        commands.say_away(world.peer_worker, imani, starts_on=clock.today(), ends_on=clock.today() + days * DAY)


@pytest.mark.parametrize("who", ["other_peer_worker", "other_coordinator", "ward", "person"])
def test_away_when_wrong_person(world, imani, who):
    made = commands.say_away(world.peer_worker, imani, starts_on=clock.today(), ends_on=clock.today())
    with pytest.raises(NotAllowed):
        commands.say_away(world.actor(who), imani, starts_on=clock.today(), ends_on=clock.today())
    with pytest.raises(NotAllowed):
        commands.take_back_away(world.actor(who), made)


@pytest.mark.parametrize("who", ["lead", "bank"])
def test_days_that_a_worker_wrote_down_are_seen_and_taken_back_by_nobody_else(world, imani, who):
    made = commands.say_away(world.peer_worker, imani, starts_on=clock.today(), ends_on=clock.today())
    assert queries.readiness(world.actor(who), imani.pk).away == ()
    with pytest.raises(Away.DoesNotExist):
        queries.get_away(world.actor(who), made.pk)
    with pytest.raises(NotAllowed):
        commands.take_back_away(world.actor(who), made)


# What ends soon


def test_what_ends_soon_is_said_once_to_the_worker_and_their_manager(world, kinds, imani):
    row = write(imani, kinds["supervision"], until=clock.today() + 30 * DAY)
    write(imani, kinds["mandatory"], until=clock.today() + 31 * DAY)
    for _ in range(2):
        jobs.say_what_ends(process("test"))
    assert sorted(Notice.objects.values_list("to", flat=True)) == ["imani@example.org", "manager@example.org"]
    assert "Supervision is in date until" in Notice.objects.get(to="imani@example.org").text
    assert last_action() == "credential.ending_said"
    with pytest.raises(Refused, match="already"):
        commands.say_ending(process("test"), row)
    with pytest.raises(NotAllowed):
        commands.say_ending(world.lead, row)


def test_what_ends_soon_when_renewed_gone_or_over_is_not_said(world, kinds, imani):
    write(imani, kinds["supervision"], days_ago=60, until=clock.today() + 5 * DAY)
    write(imani, kinds["supervision"], days_ago=1, until=clock.today() + 90 * DAY)
    write(imani, kinds["mandatory"], until=clock.today() - DAY)
    assert list(queries.ending_soon()) == []
    ward = write(imani, kinds["induction"], ward=world.willow_ward, until=clock.today() + DAY)
    assert list(queries.ending_soon()) == [ward]
    with unguarded():
        Worker.objects.update(leaves_on=clock.today(), user=None)
    assert list(queries.ending_soon()) == []
    commands.say_ending(process("test"), ward)
    assert "Ward induction for Willow Ward" in Notice.objects.get().text


@pytest.mark.parametrize("name", ["kmpt", "lpt"])
def test_a_profile_says_once_what_workers_hold(db, name):
    profiles.load_profile(name)
    slugs = list(CredentialKind.objects.values_list("slug", flat=True))
    assert slugs[:2] == ["trained", "checks"]
    assert slugs[-2:] == ["supervision", "induction"]
    assert CredentialKind.objects.get(for_ward=True).slug == "induction"
    profiles.load_profile(name)
    assert CredentialKind.objects.count() == len(slugs)
    assert not Credential.objects.exists()
