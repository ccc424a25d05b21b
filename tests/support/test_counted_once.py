"""Minutes with a person and about them: whichever is written down second is refused, so that they count once."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.core.errors import Refused
from alongside.support import commands
from alongside.support.models import Contact
from alongside.support.queries import about_person as queries
from alongside.support.queries.copying import to_copy
from alongside.support.queries.counted_once import contacts_then, work_about_then
from tests.support.moments import facts, in_days, make_contact
from tests.support.test_about_person import make_about, said
from tests.support.test_pages import recorded
from tests.world import World, make_relationship, worker_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("start", "minutes"), [(0, 45), (19, 45), (-44, 45), (-10, 60), (5, 5)])
def test_a_contact_is_refused_for_minutes_of_work_about_them(world: World, start: int, minutes: int) -> None:
    relationship = make_relationship(world)
    about = make_about(relationship)  # twenty minutes
    with pytest.raises(Refused, match=r"You have written down work about Leona with the team’s meeting on .* 10:00am"):
        commands.record_contact(
            world.peer_worker,
            relationship,
            **facts(starts_at=about.at + timedelta(minutes=start), minutes=minutes),
        )
    assert not Contact.objects.exists()


@pytest.mark.parametrize(("knew", "start"), [("there", 0), ("told_before", 20), ("told_before", -45)])
def test_a_contact_is_kept_when_they_were_there_or_it_was_another_time(world: World, knew: str, start: int) -> None:
    relationship = make_relationship(world)
    about = make_about(relationship, knew=knew)
    starts_at = about.at + timedelta(minutes=start)
    commands.record_contact(world.peer_worker, relationship, **facts(starts_at=starts_at))
    assert len(to_copy(world.peer_worker)) == 1


def test_a_meeting_that_did_not_happen_and_a_text_took_no_minutes(world: World) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    about = make_about(relationship)
    commands.record_contact(me, relationship, **facts(starts_at=about.at, attendance="3"))
    then = about.at + timedelta(minutes=5)
    commands.record_contact(me, relationship, **facts(starts_at=then, mechanism="09", minutes=None))
    assert Contact.objects.count() == 2
    new = commands.correct_about_person(me, about, **said(minutes=30))
    assert new.minutes == 30


def test_once_it_says_that_they_were_there_the_contact_is_kept_and_counts_once(world: World) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    about = make_about(relationship)
    answers = facts(starts_at=about.at)
    with pytest.raises(Refused, match="If Leona was there"):
        commands.record_contact(me, relationship, **answers)
    commands.correct_about_person(me, about, **said(knew="there"))
    commands.record_contact(me, relationship, **answers)
    assert (len(to_copy(me)), len(queries.about_to_copy(me))) == (1, 0)


def test_what_was_taken_back_or_corrected_away_stands_in_nobodys_way(world: World) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    commands.undo_about_person(me, make_about(relationship))
    commands.correct_about_person(me, make_about(relationship), **said(at=in_days(-2, 10)))
    assert commands.record_contact(me, relationship, **facts(starts_at=in_days(-1, 10))).is_current


def test_a_correction_of_a_contact_is_refused_for_such_minutes_and_the_first_stands(world: World) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    contact, about = make_contact(relationship), make_about(relationship)
    with pytest.raises(Refused, match="the same minutes count once"):
        commands.correct_contact(me, contact, **facts(starts_at=about.at))
    contact.refresh_from_db()
    assert contact.is_current
    assert commands.correct_contact(me, contact, **facts(starts_at=about.at + timedelta(hours=1))).is_current


def test_what_another_worker_did_at_that_time_is_theirs_unless_they_were_there_too(world: World) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    bethan = worker_of(world, "other_peer_worker")
    about = make_about(relationship, worker=bethan)
    with pytest.raises(Refused, match=f"{bethan.full_name} has written down work about Leona"):
        commands.record_contact(me, relationship, **facts(starts_at=about.at, workers=[bethan.pk]))
    commands.record_contact(me, relationship, **facts(starts_at=about.at))
    with pytest.raises(Refused, match="You have written down a contact with Leona"):
        commands.record_about_person(me, relationship, **said(at=about.at))


def test_a_lead_who_records_it_reads_whose_work_it_was(world: World) -> None:
    relationship = make_relationship(world)
    about = make_about(relationship)
    with pytest.raises(Refused, match="Imani Calder has written down work about Leona"):
        commands.record_contact(world.lead, relationship, **facts(starts_at=about.at))


def test_what_was_brought_in_with_its_day_alone_is_in_nobodys_way(world: World) -> None:
    relationship, me = make_relationship(world), world.peer_worker
    noon = in_days(-1, 12)
    make_contact(relationship, noon, time_known=False)
    make_about(relationship, at=noon + timedelta(days=-1))
    commands.record_about_person(me, relationship, **said(at=noon))
    assert queries.number_about_to_copy(me) == 2


def test_the_page_keeps_what_was_typed_and_says_what_stands(world: World, sign_in: Any) -> None:
    relationship = make_relationship(world)
    about = make_about(relationship)
    day = timezone.localdate(about.at)
    on = {"met_on_day": day.day, "met_on_month": day.month, "met_on_year": day.year, "met_at": "10:05am"}
    here = reverse("support:record_contact", args=[relationship.pk])
    answer = sign_in("peer_worker").post(here, recorded(place="The bandstand", **on))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "You have written down work about Leona" in page
    assert "The bandstand" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_often_whatever_was_written_down(world: World, rows: int, django_assert_num_queries: Any) -> None:
    relationship, imani = make_relationship(world), worker_of(world)
    for hour in range(rows):
        make_about(relationship, at=in_days(-1, 10 + hour))
        make_contact(relationship, in_days(-1, 10 + hour))
    since, long = in_days(-1, 9), 300
    with django_assert_num_queries(1):
        told = work_about_then([relationship.referral_id], [imani.pk], since, long)
        assert [about.worker.full_name for about in told] == ["Imani Calder"] * rows
    with django_assert_num_queries(1):
        assert len(contacts_then(relationship.referral_id, imani.pk, since, long)) == rows
