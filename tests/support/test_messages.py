"""What did not arrive is shown to those who know the person, with what to do about it; and can be sent again."""

import re
from datetime import timedelta

import pytest

from alongside.core import clock, notices
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.support import commands, queries
from alongside.support.models import Reply
from tests.support.moments import make_meeting
from tests.world import make_person, make_referral, make_relationship


@pytest.fixture
def leona(world):
    person = make_person(world, contact_by="text", contact_safely="After 4pm.", email="leona.m@example.org")
    make_relationship(world, make_referral(world, person, status="matched"))
    return person


def failed(about=None, **fields) -> Notice:
    with unguarded():
        return Notice.objects.create(
            **{
                "act_id": "a",
                "channel": "text",
                "to": "07700 900123",
                "text": "Hello from Imani.",
                "about_id": about.pk if about else "",
                "written_at": clock.now(),
                "next_try_at": clock.now(),
                "failed_at": clock.now(),
                "failed_as": "wrong",
                "attempts": 1,
                **fields,
            }
        )


def replied(person, **fields) -> Reply:
    with unguarded():
        return Reply.objects.create(
            **{
                "person": person,
                "number": "447700900123",
                "words": "Can we meet later?",
                "received": f"r{Reply.objects.count()}",
                "received_at": clock.now(),
                **fields,
            }
        )


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def change(row, **fields):
    with unguarded():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def test_failure_says_to_whom_what_why_and_what_to_do(world, leona):
    failed(leona, once="remind:m1:0")
    (row,) = queries.messages_to_see(world.peer_worker).failures
    assert (row.about.name, row.about.worker, row.what, row.by) == (
        "Leona M",
        "",
        "A reminder of a meeting",
        "text",
    )
    assert row.why == "The number or address does not work"
    assert row.advice == "Check the number or address, then try again, or ring them."
    assert row.about.safely == "After 4pm."
    assert queries.messages_to_see(world.lead).failures[0].about.worker == "Imani"


@pytest.mark.parametrize(
    ("once", "subject", "what"),
    [
        ("meeting:m:0:person", "x", "News of a meeting"),
        (None, "About your request", "About your request"),
        (None, "", "A message"),
    ],
)
def test_failure_when_of_another_kind_is_called_so(world, leona, once, subject, what):
    failed(leona, once=once, subject=subject)
    assert queries.messages_to_see(world.lead).failures[0].what == what


def test_failure_is_seen_by_those_who_know_the_person_and_to_staff_by_the_lead(world, leona):
    failed(leona)
    failed(to="imani@example.org", channel="email")
    seen = {"lead": 2, "coordinator": 1, "peer_worker": 1, "other_coordinator": 0, "other_peer_worker": 0, "person": 0}
    for name, count in seen.items():
        assert len(queries.messages_to_see(world.actor(name)).failures) == count, name


def test_failure_of_someone_without_a_peer_worker_leads_to_their_record(world, sign_in):
    person = make_person(world, user=None)
    make_referral(world, person)
    failed(person)
    assert f'href="/people/{person.pk}/"' in sign_in("coordinator").get("/messages/").content.decode()


def test_messages_to_see_asks_as_much_for_three_as_for_one(world, leona, django_assert_num_queries):
    for n in range(3):
        person = leona if not n else make_person(world, user=None, first_name=f"Maeve {n}")
        if n:
            make_relationship(world, make_referral(world, person, status="matched"))
        failed(person)
        replied(person)
        actor = world.lead
        with django_assert_num_queries(4):
            assert queries.messages_to_see(actor).how_many == 2 * (n + 1)


def test_see_failure_when_waiting_is_seen_once_by_those_who_may(world, leona):
    notice = failed(leona)
    for name in ("other_peer_worker", "other_coordinator", "referrer", "person", "governance"):
        with pytest.raises(NotAllowed):
            commands.see_failure(world.actor(name), notice)
    commands.see_failure(world.peer_worker, notice)
    assert notice.seen_by == "Imani Calder"
    event = AuditEvent.objects.get()
    assert (event.action, event.subject_type, event.subject_id) == ("message.seen", "core.notice", notice.pk)
    with pytest.raises(Refused, match="Imani Calder has seen to this"):
        commands.see_failure(world.lead, notice)
    with pytest.raises(Refused, match="on its way"):
        commands.see_failure(world.lead, failed(leona, failed_at=None))


def test_send_again_when_the_number_was_put_right_goes_there(world, leona):
    notice = failed(leona, attempts=8, sent_at=clock.now())
    change(leona, phone="07700 900456")
    commands.send_again(world.peer_worker, notice)
    assert (notice.to, notice.attempts, notice.failed_as, notice.sent_at) == ("07700 900456", 0, "", None)
    assert AuditEvent.objects.get().action == "message.sent_again"
    with clock.at(clock.now().replace(hour=12) + timedelta(days=1)):
        assert notices.deliver_due() == 1
    with pytest.raises(Refused, match="on its way, or has arrived"):
        commands.send_again(world.peer_worker, notice)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"contact_by": "phone"}, "does not choose texts now"),
        ({"phone": ""}, "no number for Leona"),
        ({"died_on": "2026-11-01"}, "has died"),
    ],
)
def test_send_again_when_it_may_not_go_there_is_refused(world, leona, fields, why):
    change(leona, **fields)
    with pytest.raises(Refused, match=why):
        commands.send_again(world.lead, failed(leona))


def test_send_again_when_it_is_too_late_is_refused(world, leona):
    with pytest.raises(Refused, match="too late to send"):
        commands.send_again(world.lead, failed(leona, send_before=clock.now()))
    with pytest.raises(NotAllowed):
        commands.send_again(world.other_peer_worker, failed(leona))


def test_send_again_when_an_email_goes_where_they_chose_or_where_it_was(world, leona):
    notice = failed(leona, channel="email", to="old@example.org")
    commands.send_again(world.lead, notice)
    assert notice.to == "old@example.org"  # their account's: texts are how they like to hear of meetings
    change(leona, contact_by="email")
    commands.send_again(world.lead, other := failed(leona, channel="email", to="old@example.org"))
    assert other.to == "leona.m@example.org"
    staff = failed(channel="email", to="imani@example.org")
    commands.send_again(world.lead, staff)
    assert staff.to == "imani@example.org"


def test_messages_page_says_what_waits_and_each_can_be_seen_to(world, leona, sign_in):
    meeting = make_meeting(leona.referrals.get().relationships.get())
    reply = replied(leona, wants_change=True, meeting=meeting)
    stop, stranger = replied(leona, wants_stop=True, words="STOP"), replied(None, number="447700900999", words="Hello?")
    notice = failed(leona, once="remind:m1:0", send_before=clock.now() + timedelta(hours=5))
    late = failed(leona, once="remind:m2:0", send_before=clock.now())
    imani, ines = sign_in("peer_worker"), sign_in("coordinator")
    told = words_of(imani.get("/messages/"))
    assert "Leona M would like to change" in told
    assert "Can we meet later?" in told
    assert "Safe contact: After 4pm." in told
    assert "A reminder of a meeting , by text to 07700 900123" in told
    assert "a text from a number we do not know" not in told
    told = words_of(ines.get("/messages/"))
    assert "447700900999 : a text from a number we do not know" in told
    assert "wants no more reminders" in told
    assert told.count("Try again") == 1
    assert imani.post(f"/messages/replies/{reply.pk}/seen/").url == "/messages/"
    assert ines.post(f"/messages/replies/{stranger.pk}/seen/").url == "/messages/"
    assert ines.post(f"/messages/replies/{stop.pk}/seen/").url == "/messages/"
    assert ines.post(f"/messages/{notice.pk}/again/").url == "/messages/"
    assert ines.post(f"/messages/{late.pk}/again/").status_code == 409
    assert ines.post(f"/messages/{late.pk}/seen/").url == "/messages/"
    assert "Nothing waits." in words_of(ines.get("/messages/"))
    for path in (f"replies/{reply.pk}/seen/", f"{notice.pk}/seen/", f"{late.pk}/again/"):
        assert ines.post(f"/messages/{path}").status_code == 404


@pytest.mark.parametrize("who", ["referrer", "governance", "administrator", "team_manager", "person"])
def test_messages_page_when_not_theirs_is_not_found(world, leona, sign_in, who):
    client = sign_in(who)
    assert client.get("/messages/").status_code == 404
    assert client.post(f"/messages/{failed(leona).pk}/seen/").status_code == 404
    assert client.post(f"/messages/{failed(leona).pk}/again/").status_code == 404
    assert client.post(f"/messages/replies/{replied(leona).pk}/seen/").status_code == 404


def test_messages_when_somebody_elses_are_not_found(world, leona, sign_in):
    client = sign_in("other_peer_worker")
    assert "Nothing waits." in words_of(client.get("/messages/"))
    assert client.post(f"/messages/{failed(leona).pk}/seen/").status_code == 404
    assert client.post(f"/messages/replies/{replied(leona).pk}/seen/").status_code == 404
