"""The directory: who may keep it, how it is looked through, and how what is old is asked about."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.partners import commands, jobs, policies, queries
from alongside.partners.models import Entry
from tests.partners.setting_up import charity, make_entry
from tests.world import World

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {"name": "Café Zoë", "kind": "charity", "what": "Soup and talk.", "phone": "01632 960 399"}
JOB = process("a job")


def was_written(action: str, subject: Any) -> bool:
    return AuditEvent.objects.filter(action=action, subject_id=subject.pk).exists()


def names(found: Any) -> list[str]:
    return [entry.name for entry in found]


@pytest.mark.parametrize(("who", "may"), [("peer_worker", True), ("lead", True), ("ward", False), ("person", False)])
def test_whoever_walks_with_people_adds_a_place_that_helps(world: World, who: str, may: bool) -> None:
    if not may:
        with pytest.raises(NotAllowed):
            commands.add_entry(world.actor(who), **SAID)
        return
    entry = commands.add_entry(world.actor(who), **SAID, checked_on=clock.today())
    assert (entry.checked_by, entry.search_name) == (world.users[who].name, "cafe zoe")
    assert was_written("entry.added", entry)


def test_the_same_name_and_organisation_is_one_entry(world: World) -> None:
    commands.add_entry(world.lead, **SAID)
    with pytest.raises(Refused, match="in the directory already"):
        commands.add_entry(world.lead, **{**SAID, "name": "cafe zoe"})
    assert commands.add_entry(world.lead, **SAID, organisation=charity()).pk
    with pytest.raises(Refused, match="how to reach them"):
        commands.add_entry(world.lead, **{**SAID, "name": "Nowhere", "phone": ""})


def test_whoever_keeps_an_entry_changes_it_and_others_do_not(world: World) -> None:
    entry = make_entry(owner=world.users["peer_worker"], asked_owner_at=clock.now())
    checked = {"checked_on": entry.checked_on}
    commands.change_entry(world.peer_worker, entry, what="Bikes.", topics=["bikes"], **checked)
    found = Entry.objects.get()
    assert (found.what, found.asked_owner_at is None) == ("Bikes.", False)
    assert "|t:bikes|" in found.search_text
    assert was_written("entry.changed", entry)
    commands.change_entry(world.lead, entry, checked_on=clock.today())
    assert (entry.checked_by, entry.asked_owner_at) == ("Marcia Thornby", None)
    commands.change_entry(world.lead, entry)
    assert (entry.checked_on, entry.checked_by) == (None, "")
    for who in ("other_peer_worker", "team_manager", "person", "partner", "administrator"):
        with pytest.raises(NotAllowed):
            commands.change_entry(world.actor(who), entry, what="Mine")


def test_made_sure_of_today(world: World) -> None:
    entry = make_entry(days=400, owner=world.users["peer_worker"], asked_owner_at=clock.now())
    commands.check_entry(world.peer_worker, entry)
    assert (entry.checked_on, entry.checked_by, entry.asked_owner_at) == (clock.today(), "Imani Calder", None)
    assert was_written("entry.checked", entry)
    with pytest.raises(NotAllowed):
        commands.check_entry(world.other_peer_worker, entry)


def test_an_entry_ends_and_comes_back(world: World) -> None:
    entry = make_entry()
    commands.end_entry(world.coordinator, entry)
    assert was_written("entry.ended", entry)
    for command in (commands.end_entry, commands.check_entry, commands.change_entry):
        with pytest.raises(Refused, match="not in the directory any more"):
            command(world.coordinator, entry)
    assert names(queries.directory(world.lead)) == []
    assert not policies.visible_entries(world.peer_worker).exists()
    with pytest.raises(NotAllowed):
        commands.bring_back_entry(world.peer_worker, entry)
    commands.bring_back_entry(world.lead, entry)
    assert was_written("entry.brought_back", entry)
    with pytest.raises(Refused, match="in the directory already"):
        commands.bring_back_entry(world.lead, entry)


def test_what_was_added_anew_stands_in_the_way_of_bringing_back(world: World) -> None:
    entry = make_entry(ended_on=clock.today())
    make_entry()
    with pytest.raises(Refused, match="in the directory already"):
        commands.bring_back_entry(world.lead, entry)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "cafe soup"}, ["Café Zoë"]),
        ({"words": "soup bikes"}, []),
        ({"words": "BIKES"}, ["The Mending Shed"]),
        ({"postcode": "ct1 1aa"}, ["Everywhere Line", "The Mending Shed"]),
        ({"postcode": "TN23"}, ["Everywhere Line", "The Mending Shed"]),
        ({"postcode": "TN2 4AB"}, ["Everywhere Line"]),
        ({"postcode": "TN"}, ["Everywhere Line", "The Mending Shed"]),
        ({"postcode": "W1A 1AA"}, ["Café Zoë", "Everywhere Line"]),
        ({"postcode": "not one"}, ["Café Zoë", "Everywhere Line", "The Mending Shed"]),
        ({"topic": "loneliness"}, ["The Mending Shed"]),
        ({"joining": "self"}, ["Everywhere Line", "The Mending Shed"]),
        ({"crisis": "yes"}, ["Everywhere Line"]),
        ({"cost": "free"}, ["The Mending Shed"]),
        ({"language": "pl"}, ["The Mending Shed"]),
        ({"postcode": "CT1", "cost": "free"}, ["The Mending Shed"]),
    ],
)
def test_the_directory_is_looked_through(world: World, asked: dict[str, str], found: list[str]) -> None:
    make_entry()
    bare = {"topics": [], "postcode_areas": [], "languages": [], "cost": ""}
    make_entry("Café Zoë", **{**bare, "what": "Soup.", "joining": "referred", "postcode_areas": ["W1"]})
    make_entry("Everywhere Line", **{**bare, "what": "Ring.", "everywhere": True, "for_crisis": True})
    assert names(queries.directory(world.peer_worker, **asked)) == found


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_asks_as_much_for_three_as_for_one(world: World, rows: int, django_assert_num_queries) -> None:
    for number in range(rows):
        make_entry(f"Place {number}", owner=world.users["lead"], organisation=charity())
    lead = world.lead
    with django_assert_num_queries(5):  # the service twice, as no request keeps it; counts, topics and the rows
        counts = queries.stale_counts(lead)
        assert len(queries.topics()) == 2
        assert len(queries.entry_rows(queries.directory(lead))) == rows
    assert (counts.stale, counts.nobody, counts.ended) == (0, 0, 0)


def test_who_reads_the_directory(world: World) -> None:
    make_entry()
    reads = {name for name in world.users if policies.visible_entries(world.actor(name)).exists()}
    assert reads == {
        *("lead", "coordinator", "other_coordinator", "peer_worker", "other_peer_worker", "team_manager"),
        *("referrer", "other_referrer", "ward", "other_ward"),
    }
    with pytest.raises(NotAllowed):
        queries.needs_to_read(world.partner)
    with pytest.raises(NotAllowed):
        queries.to_check(world.peer_worker)


def test_anybody_reads_what_is_shown_to_all(world: World) -> None:
    make_entry("Shown")
    make_entry("Crisis", for_crisis=True)
    make_entry("Among us", shown_public=False)
    make_entry("Gone", ended_on=clock.today())
    assert names(queries.public_directory()) == ["Crisis", "Shown"]


def test_six_months_on_its_owner_is_asked_once(world: World) -> None:
    today = clock.today()
    half_a_year = (today - clock.months_after(today, -6)).days
    fresh = make_entry("Fresh", days=half_a_year, owner=world.users["peer_worker"])
    old = make_entry("Old", days=half_a_year + 1, owner=world.users["peer_worker"])
    make_entry("Nobody keeps", days=900)
    gone = make_entry("Left", days=900, owner=world.users["other_peer_worker"])
    with unguarded():
        world.users["other_peer_worker"].last_day = today - timedelta(days=1)
        world.users["other_peer_worker"].save()
    jobs.ask_owners(JOB)
    jobs.ask_owners(JOB)
    (notice,) = Notice.objects.all()
    assert (notice.to, "Old" in notice.subject) == ("imani@example.org", False)
    assert f"/directory/{old.pk}/" in notice.text
    assert was_written("entry.owner_asked", old)
    with pytest.raises(Refused, match="asked already"):
        commands.ask_owner(JOB, Entry.objects.get(pk=old.pk))
    assert queries.entry_row(fresh).stale == ""
    assert queries.entry_row(old).stale.startswith("Not checked since ")
    assert names(queries.to_check(world.lead)) == ["Left", "Nobody keeps", "Old"]
    assert names(queries.to_check(world.lead, "nobody")) == ["Left", "Nobody keeps"]
    assert gone.owner_id
    assert queries.mine_to_check(world.peer_worker) == 1


def test_never_checked_is_stale_at_once_and_is_asked_about(world: World) -> None:
    entry = make_entry(days=None, owner=world.users["lead"])
    assert queries.entry_row(entry).stale == "Nobody has checked this yet"
    jobs.ask_owners(JOB)
    assert "has not been checked yet" in Notice.objects.get().text


def test_the_months_are_the_services_own(world: World) -> None:
    entry = make_entry(days=40)
    with unguarded():
        world.service.directory_months = 1
        world.service.save()
    assert queries.entry_row(entry).stale
    commands.end_entry(world.lead, entry)
    assert names(queries.to_check(world.lead, "ended")) == ["The Mending Shed"]


def test_only_a_job_asks_owners(world: World) -> None:
    entry = make_entry(days=None, owner=world.users["lead"])
    with pytest.raises(NotAllowed):
        commands.ask_owner(world.lead, entry)
    with pytest.raises(NotAllowed):
        queries.to_ask_about(world.lead)


def test_nobody_to_ask_is_nobody_asked(world: World) -> None:
    commands.ask_owner(JOB, make_entry(days=None))
    assert not Notice.objects.exists()
