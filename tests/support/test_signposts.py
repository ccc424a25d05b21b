"""Places shown to a person: only with their yes, in their words, theirs to change and to take away."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.partners import queries as partners
from alongside.support import commands
from alongside.support.models import Signpost
from alongside.support.queries import signposts as queries
from tests.partners.setting_up import make_entry
from tests.world import World, make_person, make_referral, make_relationship, worker_of

pytestmark = pytest.mark.django_db
YES = {"kept": True}


def make_signpost(relationship: Any, entry: Any = None, **fields: Any) -> Signpost:
    with unguarded():
        return Signpost.objects.create(
            **{
                "referral": relationship.referral,
                "entry": entry or make_entry(),
                "shown_on": clock.today(),
                "shown_by": "Imani Calder",
                "said_by": "Leona",
                "written_by": "Imani Calder",
                "changed_at": clock.now(),
                **fields,
            }
        )


def was_written(action: str, subject: Any) -> bool:
    return AuditEvent.objects.filter(action=action, subject_id=subject.pk).exists()


@pytest.mark.parametrize("who", ["peer_worker", "lead", "coordinator"])
def test_a_place_is_shown_and_kept_with_a_yes(world: World, who: str) -> None:
    relationship, entry = make_relationship(world), make_entry()
    made = commands.show_signpost(world.actor(who), relationship, entry=entry, kept=True, helped=who == "lead")
    assert (made.said_by, made.shown_by) == ("Leona", world.users[who].name)
    assert (made.status, bool(made.helped_on)) == (("helped", True) if who == "lead" else ("shown", False))
    event = AuditEvent.objects.get(action="signpost.shown", subject_id=made.pk)
    assert event.changes["entry_id"] == "changed"  # which place it was is theirs to take away


@pytest.mark.parametrize("who", ["other_peer_worker", "person", "referrer", "team_manager", "partner"])
def test_others_show_nothing(world: World, who: str) -> None:
    relationship, entry = make_relationship(world), make_entry()
    with pytest.raises(NotAllowed):
        commands.show_signpost(world.actor(who), relationship, entry=entry, **YES)


def test_without_a_yes_nothing_is_kept(world: World) -> None:
    relationship, entry = make_relationship(world), make_entry()
    with pytest.raises(Refused, match="Nothing was kept"):
        commands.show_signpost(world.peer_worker, relationship, entry=entry, kept=False)
    assert not Signpost.objects.exists()


def test_what_is_shown_is_there_and_shown_once(world: World) -> None:
    relationship, entry = make_relationship(world), make_entry()
    commands.show_signpost(world.peer_worker, relationship, entry=entry, **YES, said_by="Leona’s sister")
    with pytest.raises(Refused, match="was shown already"):
        commands.show_signpost(world.peer_worker, relationship, entry=entry, **YES)
    with pytest.raises(Refused, match="not in the directory"):
        commands.show_signpost(world.peer_worker, relationship, entry=make_entry("Gone", ended_on=clock.today()), **YES)
    with pytest.raises(Refused, match="colleagues only"):
        commands.show_signpost(world.peer_worker, relationship, entry=make_entry("Ours", shown_public=False), **YES)
    with unguarded():
        relationship.status, relationship.ended_at, relationship.ended_by = "ended", clock.now(), "person"
        relationship.save()
    with pytest.raises(Refused, match="has ended"):
        commands.show_signpost(world.peer_worker, relationship, entry=make_entry("Other"), **YES)


@pytest.mark.parametrize("who", ["peer_worker", "lead", "person"])
def test_what_came_of_it_in_their_words(world: World, who: str) -> None:
    signpost = make_signpost(make_relationship(world))
    said = {"status": "went", "useful": "yes", "words": "They made me tea.", "may_tell": True}
    commands.say_signpost(world.actor(who), signpost, **said, went_on=clock.today() - timedelta(days=2))
    found = Signpost.objects.get()
    assert (found.status, found.useful, found.words, found.may_tell) == ("went", "yes", "They made me tea.", True)
    assert found.went_on == clock.today() - timedelta(days=2)
    event = AuditEvent.objects.get(action="signpost.said")
    assert (event.changes["words"], event.changes["useful"]) == ("changed", "changed")


def test_it_goes_on_and_back(world: World) -> None:
    signpost = make_signpost(make_relationship(world))
    commands.say_signpost(world.peer_worker, signpost, status="helped", may_tell=True)
    assert (signpost.helped_on, signpost.may_tell) == (clock.today(), False)  # nothing said, so nothing to count
    commands.say_signpost(world.peer_worker, signpost, status="went")
    assert signpost.went_on == clock.today()
    commands.say_signpost(world.peer_worker, signpost, status="helped", words="It was closed.")
    assert (signpost.went_on, signpost.words) == (None, "It was closed.")
    commands.say_signpost(world.peer_worker, signpost, status="not_this")
    commands.say_signpost(world.peer_worker, signpost, status="went")  # minds change
    with pytest.raises(Refused, match="cannot become"):
        commands.say_signpost(world.peer_worker, signpost, status="not_this")
    with pytest.raises(Refused, match="in the past"):
        commands.say_signpost(world.peer_worker, signpost, status="went", went_on=clock.today() + timedelta(days=1))


@pytest.mark.parametrize("who", ["other_peer_worker", "other_person", "other_coordinator", "referrer", "governance"])
def test_others_neither_say_nor_take_away(world: World, who: str) -> None:
    signpost = make_signpost(make_relationship(world))
    with pytest.raises(NotAllowed):
        commands.say_signpost(world.actor(who), signpost, status="went")
    with pytest.raises(NotAllowed):
        commands.remove_signpost(world.actor(who), signpost)


def test_a_person_takes_it_away_for_good(world: World) -> None:
    relationship = make_relationship(world)
    signpost = make_signpost(relationship)
    commands.remove_signpost(world.person, signpost)
    assert not Signpost.objects.exists()
    assert was_written("signpost.taken_away", relationship.referral.person)


def test_a_worker_changes_nothing_once_it_has_ended(world: World) -> None:
    signpost = make_signpost(make_relationship(world, status="ended"))
    with pytest.raises(NotAllowed):
        commands.say_signpost(world.peer_worker, signpost, status="went")
    commands.say_signpost(world.person, signpost, status="went")


def test_only_what_may_be_told_is_counted_and_few_are_hidden(world: World) -> None:
    entry = make_entry()

    def told(number: int, useful: str, may_tell: bool) -> None:
        for _ in range(number):
            person = make_person(world, user=None)
            referral = make_referral(world, person, status="matched")
            make_signpost(make_relationship(world, referral), entry, useful=useful, may_tell=may_tell)

    told(4, "yes", True)
    told(3, "yes", False)
    assert partners.usefulness(world.lead, entry) is None
    told(1, "yes", True)
    told(2, "no", True)
    shown = partners.usefulness(world.peer_worker, entry)
    assert shown == partners.Usefulness("5", "fewer than 5", "fewer than 5")
    with pytest.raises(NotAllowed):
        partners.usefulness(world.person, entry)


@pytest.mark.parametrize("rows", [1, 3])
def test_three_are_asked_as_one(world: World, rows: int, django_assert_num_queries) -> None:
    relationship = make_relationship(world)
    for number in range(rows):
        make_signpost(relationship, make_entry(f"Place {number}"))
    person = world.person
    with django_assert_num_queries(2):  # with the service, for its months
        assert len(queries.own_signposts(person)) == rows
    with django_assert_num_queries(2):
        assert len(queries.signposts_of(relationship)) == rows


# Pages ---------------------------------------------------------------------------------------------------------------


def test_from_a_relationship_to_a_place_and_what_came_of_it(world: World, sign_in: Any) -> None:
    relationship, entry = make_relationship(world), make_entry(days=None)
    browser, places = sign_in("peer_worker"), reverse("support:signposts", args=[relationship.pk])
    assert places in browser.get(reverse("support:relationship", args=[relationship.pk])).content.decode()
    assert "The Mending Shed" not in browser.get(places).content.decode()
    show = reverse("support:show_signpost", args=[relationship.pk, entry.pk])
    found = browser.get(f"{places}?words=bikes").content.decode()
    assert show in found
    assert "Nobody has checked this yet" in found
    assert "fits “nothing such”" in browser.get(f"{places}?words=nothing+such").content.decode()
    refused = browser.post(show, {"said_by": "Her sister"})
    assert refused.status_code == 422
    assert "Her sister" in refused.content.decode()
    assert browser.post(show, {"kept": "on"}).url == places
    signpost = Signpost.objects.get()
    say = reverse("support:say_signpost", args=[signpost.pk])
    assert say in browser.get(places).content.decode()
    assert show not in browser.get(f"{places}?words=bikes").content.decode()
    assert browser.get(say).status_code == 200
    assert browser.post(say, {"words": "Warm."}).status_code == 422
    assert browser.post(say, {"status": "went", "useful": "some", "words": "Warm."}).url == places
    assert "Warm." in browser.get(places).content.decode()
    assert browser.get(reverse("support:remove_signpost", args=[signpost.pk])).status_code == 404
    assert browser.post(reverse("support:remove_signpost", args=[signpost.pk])).url == places
    assert not Signpost.objects.exists()


def test_the_person_has_theirs_and_says_how_it_was(world: World, sign_in: Any) -> None:
    signpost = make_signpost(make_relationship(world))
    browser, mine = sign_in("person"), reverse("support:my_signposts")
    assert "The Mending Shed" in browser.get(mine).content.decode()
    say = reverse("support:say_my_signpost", args=[signpost.pk])
    assert browser.get(say).status_code == 200
    assert browser.post(say, {"words": "Lovely."}).status_code == 422
    assert browser.post(say, {"status": "went", "words": "Lovely.", "useful": "yes", "may_tell": "on"}).url == mine
    page = browser.get(mine).content.decode()
    assert "Lovely." in page
    assert "as a number without your name" in page
    with unguarded():
        signpost.entry.ended_on = clock.today()
        signpost.entry.save()
    assert "They are not there any more" in browser.get(mine).content.decode()
    assert browser.post(reverse("support:remove_my_signpost", args=[signpost.pk])).url == mine
    assert "Nothing is kept here" in browser.get(mine).content.decode()


def test_nobody_else_comes_near(world: World, sign_in: Any) -> None:
    relationship = make_relationship(world)
    signpost, entry = make_signpost(relationship), make_entry("Other")
    staff = [
        reverse("support:signposts", args=[relationship.pk]),
        reverse("support:show_signpost", args=[relationship.pk, entry.pk]),
        reverse("support:say_signpost", args=[signpost.pk]),
    ]
    for who in ("other_peer_worker", "person", "team_manager", "governance", "partner"):
        browser = sign_in(who)
        assert {browser.get(address).status_code for address in staff} == {404}
    own = reverse("support:say_my_signpost", args=[signpost.pk])
    assert {sign_in(who).get(own).status_code for who in ("other_person", "peer_worker", "lead")} == {404}
    assert sign_in("lead").get(reverse("support:my_signposts")).status_code == 404


def test_what_has_ended_is_only_read(world: World, sign_in: Any) -> None:
    relationship = make_relationship(world, worker=worker_of(world), status="ended")
    make_signpost(relationship)
    page = sign_in("peer_worker").get(reverse("support:signposts", args=[relationship.pk])).content.decode()
    assert "The Mending Shed" in page
    assert "Say what came of it" not in page
