"""Work about a person with others: there or told, agreed first what was said, corrected, copied, and read by them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.core.models import AuditEvent, Opening
from alongside.support import commands
from alongside.support import queries as support
from alongside.support.models import AboutPerson
from alongside.support.queries import about_person as queries
from alongside.support.queries.copying import to_copy
from tests.support.moments import in_days, make_contact
from tests.world import World, make_relationship

pytestmark = pytest.mark.django_db
OTHERS = ["other_peer_worker", "lead", "coordinator", "person", "governance"]


def said(**changes: Any) -> dict[str, Any]:
    facts = {"at": in_days(-1, 10), "minutes": 20, "with_whom": "the team’s meeting", "knew": "told_before"}
    return {"once": new_id(), **facts, **changes}


def make_about(relationship: Any, **fields: Any) -> AboutPerson:
    with unguarded():
        return AboutPerson.objects.create(
            **{
                **said(),
                "relationship": relationship,
                "referral": relationship.referral,
                "worker": relationship.worker,
                "written_by": "Imani Calder",
                "written_at": clock.now(),
                **fields,
            }
        )


def sent(**changes: Any) -> dict[str, Any]:
    day = timezone.localdate() - timedelta(days=1)
    on = {"on_day": day.day, "on_month": day.month, "on_year": day.year, "time": "10:00am"}
    return {"once": new_id(), "with_whom": "the team’s meeting", **on, "minutes": "15", "knew": "there", **changes}


def events(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_it_is_written_down_with_what_was_agreed(world: World) -> None:
    relationship = make_relationship(world)
    facts = said(said_for_them=" She would like a later time. ", agreed_first=True, consulted="02", words="It moved.")
    made = commands.record_about_person(world.peer_worker, relationship, **facts)
    assert (made.referral, made.worker) == (relationship.referral, relationship.worker)
    assert (made.said_for_them, made.agreed_first) == ("She would like a later time.", True)
    event = AuditEvent.objects.get(action="about_person.recorded")
    assert event.changes["said_for_them"] == event.changes["words"] == "changed"


@pytest.mark.parametrize("who", OTHERS)
def test_only_whoever_walks_with_them_writes(world: World, who: str) -> None:
    relationship = make_relationship(world)
    about, actor = make_about(relationship, knew="not_yet"), world.actor(who)
    for do, to, facts in (
        (commands.record_about_person, relationship, said()),
        (commands.correct_about_person, about, said()),
        (commands.undo_about_person, about, {}),
        (commands.say_told, about, {"told_on": clock.today()}),
    ):
        with pytest.raises(NotAllowed):
            do(actor, to, **facts)


def test_the_same_minutes_count_once(world: World, sign_in: Any) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    met = make_contact(relationship, in_days(-1, 10))  # 45 minutes
    for at, minutes in ((met.starts_at, 20), (met.starts_at + timedelta(minutes=44), 5), (in_days(-1, 9), 61)):
        with pytest.raises(Refused, match="the same minutes count once"):
            commands.record_about_person(me, relationship, **said(at=at, minutes=minutes))
    commands.record_about_person(me, relationship, **said(at=met.starts_at + timedelta(minutes=45)))
    commands.record_about_person(me, relationship, **said(at=in_days(-1, 9), minutes=60))
    there = commands.record_about_person(me, relationship, **said(at=met.starts_at, knew="there"))
    assert queries.number_about_to_copy(me) == 2
    total = queries.about_total(world.lead)
    assert (total.times, total.minutes) == (2, 80)
    assert queries.about_total(world.lead, since=clock.today()).times == 0
    assert queries.about_total(world.other_coordinator).times == 0
    assert [row.id for row in to_copy(me)] == [met.pk]
    page = sign_in("peer_worker").get(reverse("support:about_person_one", args=[there.pk])).content.decode()
    assert "As the contact with Leona" in page
    assert len(queries.own_about_rows(queries.own_about(world.person))) == 3
    mine = sign_in("person").get(reverse("support:about_me")).content.decode()
    assert mine.count("Imani spoke about you with the team’s meeting") == 3


def test_it_is_no_contact_and_is_counted_as_none(world: World) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    make_contact(relationship)
    make_about(relationship)
    assert support.relationship_page(me, relationship.pk).contacts_in_all == 1
    assert len(to_copy(me)) == len(queries.about_to_copy(me)) == 1


def test_what_was_not_agreed_first_is_not_said(world: World) -> None:
    relationship = make_relationship(world)
    with pytest.raises(Refused, match="Only what Leona agreed to first"):
        commands.record_about_person(world.peer_worker, relationship, **said(said_for_them="She is fine."))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_about(relationship, said_for_them="She is fine.")


def test_what_makes_no_sense_is_refused(world: World) -> None:
    relationship, day = make_relationship(world), clock.today()
    for changes, words in (
        ({"at": in_days(1)}, "still to come"),
        ({"minutes": 0}, "between 1 and 720"),
        ({"knew": "there", "told_on": day}, "Take out the day"),
        ({"told_on": day + timedelta(days=2)}, "today or in the past"),
        ({"told_on": day}, "that day or earlier"),
        ({"knew": "told_after", "told_on": day - timedelta(days=3)}, "that day or later"),
    ):
        with pytest.raises(Refused, match=words):
            commands.record_about_person(world.peer_worker, relationship, **said(**changes))


def test_it_is_kept_once_and_only_while_they_walk_together_with_a_yes(world: World) -> None:
    relationship, once, me = make_relationship(world), new_id(), world.peer_worker
    commands.record_about_person(me, relationship, **said(once=once))
    with pytest.raises(Refused, match="already saved"):
        commands.record_about_person(me, relationship, **said(once=once))
    with unguarded():
        relationship.referral.choices.all().delete()
    with pytest.raises(Refused, match="has not said yes yet"):
        commands.record_about_person(me, relationship, **said())
    with unguarded():
        relationship.status, relationship.ended_at, relationship.ended_by = "ended", clock.now(), "person"
        relationship.save()
    with pytest.raises(Refused, match="has ended"):
        commands.record_about_person(me, relationship, **said())


def test_a_correction_keeps_what_it_corrects_and_their_side(world: World) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    about = make_about(relationship, their_words="I was glad.", their_words_at=clock.now(), copied_at=clock.now())
    new = commands.correct_about_person(me, about, **said(minutes=35), reason="It was longer")
    assert (new.replaces, new.minutes, new.their_words, new.copied_at) == (about, 35, "I was glad.", None)
    assert [row.pk for row in queries.about_of(relationship)] == [new.pk]
    assert AuditEvent.objects.get(action="about_person.corrected").reason == "It was longer"
    (line,) = queries.about_to_copy(me)
    assert (line.again, line.about) == (True, True)
    for do, facts in (
        (commands.correct_about_person, said()),
        (commands.undo_about_person, {}),
        (commands.say_told, {"told_on": clock.today()}),
        (commands.tick_about_copied, {}),
    ):
        with pytest.raises(Refused, match="corrected or taken back already"):
            do(me, about, **facts)
    with pytest.raises(Refused, match="correction cannot be taken back"):
        commands.undo_about_person(me, new)


def test_it_is_taken_back_within_minutes(world: World) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    commands.undo_about_person(me, make_about(relationship))
    assert not queries.about_of(relationship).exists()
    assert events("about_person.undone") == 1
    with pytest.raises(Refused, match="More than 10 minutes"):
        commands.undo_about_person(me, make_about(relationship, written_at=clock.now() - timedelta(minutes=11)))
    with pytest.raises(Refused, match="trust's own record"):
        commands.undo_about_person(me, make_about(relationship, copied_at=clock.now()))


def test_whoever_was_not_told_stands_on_today_until_they_are(world: World, sign_in: Any) -> None:
    about = make_about(make_relationship(world), knew="not_yet")
    imani, today = sign_in("peer_worker"), reverse("pages:today")
    assert not queries.to_tell(world.other_peer_worker)
    assert "You spoke about them with the team’s meeting" in imani.get(today).content.decode()
    here, now = reverse("support:say_told", args=[about.pk]), clock.today()
    assert imani.get(here).status_code == 200
    assert imani.post(here, {"told_on_day": 1, "told_on_month": 1, "told_on_year": 2020}).status_code == 422
    imani.post(here, {"told_on_day": now.day, "told_on_month": now.month, "told_on_year": now.year})
    about.refresh_from_db()
    assert (about.knew, about.told_on) == ("told_after", now)
    assert events("about_person.told") == 1
    assert "You spoke about them" not in imani.get(today).content.decode()
    with pytest.raises(Refused, match="Leona knows already"):
        commands.say_told(world.peer_worker, about, told_on=now)


def test_the_person_adds_and_takes_away_their_side(world: World) -> None:
    about = make_about(make_relationship(world))
    commands.add_side(world.person, about, words=" I wanted that said. ")
    assert about.their_words == "I wanted that said."
    assert AuditEvent.objects.get(action="about_person.side_added").changes["their_words"] == "changed"
    commands.add_side(world.person, about, words="")
    assert (about.their_words, about.their_words_at) == ("", None)
    for who in ("peer_worker", "lead", "other_person"):
        with pytest.raises(NotAllowed):
            commands.add_side(world.actor(who), about, words="No")
    commands.correct_about_person(world.peer_worker, about, **said())
    with pytest.raises(Refused, match="corrected or taken back"):
        commands.add_side(world.person, about, words="Late")


def test_it_is_copied_and_put_back(world: World) -> None:
    about = make_about(make_relationship(world))
    for who in ("other_peer_worker", "other_coordinator", "person", "governance"):
        for do in (commands.tick_about_copied, commands.untick_about_copied):
            with pytest.raises(NotAllowed):
                do(world.actor(who), about)
    with pytest.raises(Refused, match="not ticked"):
        commands.untick_about_copied(world.peer_worker, about)
    commands.tick_about_copied(world.coordinator, about)
    with pytest.raises(Refused, match="Ines Okafor ticked this already"):
        commands.tick_about_copied(world.peer_worker, about)
    assert queries.number_about_to_copy(world.peer_worker) == 0
    assert [row.id for row in queries.about_to_copy(world.coordinator, whole_team=True, copied=True)] == [about.pk]
    assert not queries.about_to_copy(world.other_coordinator, whole_team=True, copied=True)
    commands.untick_about_copied(world.peer_worker, about)
    assert queries.number_about_to_copy(world.peer_worker) == 1
    assert (events("about_person.copied"), events("about_person.not_copied")) == (1, 1)


def test_the_list_to_copy_holds_both_and_ticks_both(world: World, sign_in: Any) -> None:
    relationship = make_relationship(world)
    about, contact = make_about(relationship, consulted="02"), make_contact(relationship)
    for who in ("peer_worker", "lead"):
        page = sign_in(who).get(reverse("support:to_copy")).content.decode()
        assert f'name="about" value="{about.pk}"' in page
        assert f'name="contact" value="{contact.pk}"' in page
        assert "Indirect activity" in page
        assert "Consulted 02 Code 02 (label not verified)" in page
    imani, tick = sign_in("peer_worker"), reverse("support:tick_copied")
    answer = imani.post(tick, {"contact": contact.pk, "about": about.pk}, follow=True).content.decode()
    assert "1 contact and 1 line about a person ticked as copied." in answer
    assert "Imani Calder ticked this already." in imani.post(tick, {"about": about.pk}, follow=True).content.decode()
    answer = imani.post(reverse("support:untick_copied"), {"about": about.pk}, follow=True).content.decode()
    assert "1 line about a person back on the list." in answer
    assert sign_in("other_peer_worker").post(tick, {"about": about.pk}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_as_often_for_three_as_for_one(world: World, rows: int, django_assert_num_queries: Any) -> None:
    relationship = make_relationship(world)
    me, leona = world.peer_worker, world.person
    for n in range(rows):
        make_about(relationship, knew="not_yet", at=in_days(-n - 1))
    with django_assert_num_queries(1):
        assert len(queries.about_rows(queries.about_of(relationship))) == rows
    with django_assert_num_queries(1):
        assert len(queries.own_about_rows(queries.own_about(leona))) == rows
    with django_assert_num_queries(1):
        assert len(queries.to_tell(me)) == rows
    with django_assert_num_queries(2):
        assert len(queries.about_to_copy(me)) == rows
    with django_assert_num_queries(1):
        assert queries.number_about_to_copy(me) == rows


def test_the_person_reads_it_on_their_own_pages_and_adds_their_side(world: World, sign_in: Any) -> None:
    relationship = make_relationship(world)
    about = make_about(relationship, said_for_them="A later time, please.", agreed_first=True, words="At two now.")
    make_about(relationship, knew="not_yet", with_whom="her care coordinator")
    leona, here = sign_in("person"), reverse("support:about_me")
    record = leona.get(reverse("pages:my_record")).content.decode()
    assert "Imani spoke about you with the team’s meeting" in record
    page = leona.get(here).content.decode()
    for words in ("You were told before.", "A later time, please.", "At two now.", "Nobody has talked with you"):
        assert words in page
    side = reverse("support:my_side_of_it", args=[about.pk])
    assert "A later time, please." in leona.get(side).content.decode()
    assert leona.post(side, {"words": "x" * 1001}).status_code == 422
    assert "I am glad" in leona.post(side, {"words": "I am glad"}, follow=True).content.decode()
    assert "I am glad" in sign_in("lead").get(reverse("support:about_person_one", args=[about.pk])).content.decode()
    other = sign_in("other_person")
    assert other.get(side).status_code == 404
    assert "Nothing is written here" in other.get(here).content.decode()
    assert sign_in("peer_worker").get(here).status_code == 404


def test_pages_are_read_by_those_in_reach_and_written_by_the_worker(world: World, sign_in: Any) -> None:
    relationship = make_relationship(world)
    about = make_about(relationship, knew="not_yet")
    one = [about.pk]
    reading = [reverse("support:about_person", args=[relationship.pk]), reverse("support:about_person_one", args=one)]
    writing = [
        reverse("support:record_about_person", args=[relationship.pk]),
        reverse("support:correct_about_person", args=one),
        reverse("support:say_told", args=one),
    ]
    for who, reads, writes in (("peer_worker", 200, 200), ("lead", 200, 404), ("other_coordinator", 404, 404)):
        browser = sign_in(who)
        assert {browser.get(page).status_code for page in reading} == {reads}, who
        assert {browser.get(page).status_code for page in writing} == {writes}, who
    page = sign_in("peer_worker").get(reverse("support:relationship", args=[relationship.pk])).content.decode()
    assert reading[0] in page


def test_it_is_written_on_a_page_and_undone(world: World, sign_in: Any) -> None:
    relationship, imani = make_relationship(world), sign_in("peer_worker")
    here = reverse("support:record_about_person", args=[relationship.pk])
    wrong = imani.post(here, sent(said_for_them="She is fine", minutes="other"))
    assert wrong.status_code == 422
    for words in ("Only what was agreed first", "Enter the minutes", "She is fine"):
        assert words in wrong.content.decode()
    assert imani.post(here, sent(time="")).status_code == 422
    answer = imani.post(here, sent(minutes="other", minutes_other="25", words="It moved."), follow=True)
    about = AboutPerson.objects.get()
    assert (about.minutes, about.knew, about.consulted) == (25, "there", "")
    undo = reverse("support:undo_about_person", args=[about.pk])
    assert undo in answer.content.decode()
    one = reverse("support:about_person_one", args=[about.pk])
    assert "so you can still take it back" in imani.get(one).content.decode()
    imani.post(undo)
    assert "Taken back" in imani.get(one).content.decode()


def test_a_correction_shows_what_it_said_before(world: World, sign_in: Any) -> None:
    about = make_about(make_relationship(world), words="It was noon.", minutes=25, consulted="01")
    imani, here = sign_in("peer_worker"), reverse("support:correct_about_person", args=[about.pk])
    assert "It was noon." in imani.get(here).content.decode()
    assert imani.post(here, sent(knew="")).status_code == 422
    page = imani.post(here, sent(words="It was one.", reason="The clock", consulted="03"), follow=True).content.decode()
    for words in ("It was one.", "What it said before", "It was noon.", "Code 03 (label not verified)"):
        assert words in page
    assert "It was one." in imani.get(reverse("support:about_person_one", args=[about.pk])).content.decode()


def test_the_list_is_taken_out_and_the_person_sees_that(world: World, sign_in: Any) -> None:
    relationship = make_relationship(world)
    make_about(relationship)
    sign_in("lead").get(reverse("support:about_person", args=[relationship.pk]), {"as": "xlsx"})
    assert Opening.objects.get(how="exported").subject_id == relationship.referral.person_id
