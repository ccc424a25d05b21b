"""Answers to messages: taken once, understood in any spelling, seen by a person, and answered with where help is."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from alongside.core import clock, notices
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.support import commands, queries
from alongside.support.commands.replies import says_change, says_stop
from alongside.support.models import Reply
from alongside.support.queries.messages import same_number
from tests import notify
from tests.support.moments import in_days, make_meeting
from tests.world import make_person, make_referral, make_relationship, worker_of

DOOR = process("GOV.UK Notify")
LEONA = "447700900123"


@pytest.fixture
def leona(world):
    """Leona walks with Imani, chose texts, and meets her tomorrow."""
    person = make_person(world, contact_by="text", contact_safely="After 4pm. Do not leave a message.")
    relationship = make_relationship(world, make_referral(world, person, status="matched"))
    make_meeting(relationship)
    return person


def answer(words: str, number: str = LEONA, **changes) -> Reply:
    said = {"received": f"text {Reply.objects.count()}", "number": number, "words": words, "received_at": clock.now()}
    return commands.receive_reply(DOOR, **said | changes)


def answers() -> list[str]:
    return list(Notice.objects.filter(channel="text").order_by("written_at", "pk").values_list("text", flat=True))


@pytest.mark.parametrize(
    "words", ["CHANGE", "change", "Change please", "chnage", "Chang", "CHANGE.", "can we change it"]
)
def test_says_change_when_spelt_somehow(words):
    assert says_change(words)


@pytest.mark.parametrize("words", ["", "yes", "thanks", "see you there", "👍", "strange", "what time?"])
def test_says_change_when_it_is_something_else_does_not(words):
    assert not says_change(words)


@pytest.mark.parametrize(
    ("words", "stops"),
    [("STOP", True), (" Stop. ", True), ("stop please", True), ("I want it to stop", False), ("bus stop?", False)],
)
def test_says_stop_when_it_is_the_word_by_itself(words, stops):
    assert says_stop(words) == stops


@pytest.mark.parametrize(
    "written", ["07700 900123", "07700900123", "+44 7700 900123", "447700900123", "(07700) 900-123"]
)
def test_same_number_when_written_somehow(written):
    assert same_number(written) == "+447700900123"


@pytest.mark.parametrize("written", ["", "Alongside", "none"])
def test_same_number_when_it_is_none(written):
    assert same_number(written) == ""


def test_change_when_received_is_shown_told_and_answered_once(world, leona):
    reply = answer("chnage")
    assert (reply.person, reply.wants_change, reply.meeting.starts_at) == (leona, True, in_days(1, 10))
    (thanks,) = answers()
    assert (
        thanks == "Thank you. Imani will be in touch. If you need help now, ring 111. If a life is at risk, ring 999."
    )
    told = Notice.objects.get(channel="email")
    assert told.to == "imani@example.org"
    assert "would like to change a meeting" in told.text
    assert "Leona" not in told.subject + told.text
    answer("CHANGE!!")
    assert len(answers()) == 1
    assert AuditEvent.objects.filter(action="reply.received").count() == 2


def test_stop_when_received_ends_reminders_and_says_so(world, leona):
    reply = answer("Stop")
    leona.refresh_from_db()
    assert (reply.wants_stop, leona.reminders) == (True, False)
    assert answers()[0].startswith("We will not remind you of meetings any more.")
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {"reply.received", "person.reminders_stopped"}
    assert "wants no more reminders" in Notice.objects.get(channel="email").text


def test_other_words_when_received_are_for_a_person_to_read(world, leona):
    reply = answer("I do not know how to go on. " * 40)
    assert (reply.wants_change, reply.wants_stop, len(reply.words)) == (False, False, 500)
    assert "ring 999" in answers()[0]
    (row,) = queries.messages_to_see(world.peer_worker).replies
    assert row.words.startswith("I do not know how to go on.")
    assert row.about.safely == "After 4pm. Do not leave a message."


def test_answer_when_another_way_is_chosen_now_is_not_sent(world, leona):
    with unguarded():
        type(leona).objects.update(contact_by="phone")
    answer("CHANGE")
    assert answers() == []


def test_change_when_nothing_is_booked_is_words_like_any_other(world):
    make_relationship(world, make_referral(world, make_person(world, contact_by="text"), status="matched"))
    assert answer("CHANGE").wants_change is False


def test_reply_when_the_number_is_unknown_is_for_the_lead_and_coordinators(world, leona):
    reply = answer("Who is this?", number="447700900999")
    assert reply.person is None
    assert Notice.objects.get().to == "peer@example.org"
    assert "number we do not know" in Notice.objects.get().text
    for name, seen in (
        ("lead", 1),
        ("coordinator", 1),
        ("other_coordinator", 1),
        ("peer_worker", 0),
        ("governance", 0),
    ):
        assert len(queries.messages_to_see(world.actor(name)).replies) == seen
    answer("Me again", number="no number")
    with pytest.raises(NotAllowed):
        commands.see_reply(world.peer_worker, reply)


def test_reply_when_two_share_a_number_is_of_whom_we_wrote_to_last(world, leona):
    sister = make_person(world, user="other_person", phone="07700900123", contact_by="text")
    assert answer("CHANGE").person is None
    for person, minute in ((leona, 1), (sister, 2), (leona, 3)):
        with unguarded():
            Notice.objects.create(
                act_id="a", channel="text", to=person.phone, text="Hello", about_id=person.pk, written_at=clock.now(),
                next_try_at=clock.now(), sent_at=clock.now() + timedelta(minutes=minute),
            )  # fmt: skip
    assert answer("CHANGE").person == leona
    with unguarded():
        Notice.objects.filter(about_id=leona.pk).delete()
    reply = answer("CHANGE")
    assert (reply.person, reply.meeting) == (sister, None)  # nobody walks with her yet
    assert answers()[-1].startswith("Thank you. Someone will be in touch.")


def test_receive_reply_when_taken_before_or_by_somebody_else_is_refused(world, leona):
    answer("CHANGE", received="the same")
    with pytest.raises(Refused, match="taken already"):
        answer("CHANGE", received="the same")
    assert Reply.objects.count() == 1
    with pytest.raises(NotAllowed):
        commands.receive_reply(world.lead, received="x", number=LEONA, words="x", received_at=clock.now())


def test_see_reply_when_waiting_is_seen_once_by_those_who_may(world, leona):
    reply = answer("CHANGE")
    for name in ("other_peer_worker", "other_coordinator", "referrer", "person", "governance"):
        with pytest.raises(NotAllowed):
            commands.see_reply(world.actor(name), reply)
    commands.see_reply(world.peer_worker, reply)
    assert reply.seen_by == "Imani Calder"
    assert AuditEvent.objects.latest("pk").action == "reply.seen"
    with pytest.raises(Refused, match="Imani Calder has seen to this"):
        commands.see_reply(world.coordinator, reply)


@pytest.mark.parametrize("what", ["moved", "cancelled"])
def test_change_when_the_meeting_is_changed_needs_nobody_any_more(world, leona, what):
    reply = answer("CHANGE")
    if what == "moved":
        commands.move_meeting(world.peer_worker, reply.meeting, starts_at=in_days(3, 11))
    else:
        commands.cancel_meeting(world.peer_worker, reply.meeting, by="person")
    reply.refresh_from_db()
    assert reply.seen_by == "Imani Calder"
    assert queries.messages_to_see(world.lead).how_many == 0


def test_replies_about_a_relationship_are_for_its_page(world, leona, sign_in, django_assert_num_queries):
    relationship = leona.referrals.get().relationships.select_related("worker", "referral__person").get()
    answer("CHANGE")
    answer("And another thing")
    with django_assert_num_queries(1):
        assert [row.wants_change for row in queries.replies_about(relationship)] == [True, False]
    page = sign_in("peer_worker").get(f"/support/{relationship.pk}/").content.decode()
    assert "would like to change" in page
    assert "And another thing" in page
    with unguarded():
        type(relationship).objects.update(status="ended", ended_at=clock.now(), ended_by="person")
    relationship.refresh_from_db()
    assert queries.replies_about(relationship) == []
    relationship.status = "meeting"
    assert worker_of(world).first_name == queries.replies_about(relationship)[0].about.worker


# The doors ------------------------------------------------------------------------------------------------------------


def post(said, token=notify.TOKEN, path="/messages/received/", **headers):
    given = {"Authorization": f"Bearer {token}"} if token else {}
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return Client(enforce_csrf_checks=True).post(path, body, "application/json", headers=given | headers)


@pytest.fixture
def _door(settings):
    settings.NOTIFY_CALLBACK_TOKEN = notify.TOKEN


@pytest.mark.usefixtures("_door")
def test_door_when_a_text_comes_takes_it_once(world, leona):
    said = notify.received(LEONA, "CHANGE")
    assert [post(said).status_code for _ in range(2)] == [204, 204]
    reply = Reply.objects.get()
    assert (reply.words, reply.received) == ("CHANGE", said["id"])
    assert reply.received_at == datetime(2026, 11, 17, 12, 40, tzinfo=UTC)
    assert AuditEvent.objects.get().actor_name == "GOV.UK Notify"


@pytest.mark.usefixtures("_door")
def test_door_when_two_calls_come_at_once_takes_one(world, leona, monkeypatch):
    monkeypatch.setattr(queries, "was_received", lambda _: False)
    said = notify.received(LEONA, "CHANGE")
    assert [post(said).status_code for _ in range(2)] == [204, 204]
    assert Reply.objects.count() == 1


@pytest.mark.usefixtures("_door")
@pytest.mark.parametrize("token", ["", "wrong", "tokén"])
@pytest.mark.parametrize("path", ["/messages/received/", "/messages/receipts/"])
def test_door_when_the_token_is_wrong_is_not_there(world, leona, token, path):
    assert post(notify.received(LEONA, "CHANGE"), token=token, path=path).status_code == 404
    assert not Reply.objects.exists()


def test_door_when_no_token_is_set_is_not_there(world, leona):
    assert post(notify.received(LEONA, "CHANGE"), token="").status_code == 404


@pytest.mark.usefixtures("_door")
def test_door_when_only_looked_at_is_not_there(world):
    assert Client().get("/messages/received/", headers={"Authorization": f"Bearer {notify.TOKEN}"}).status_code == 404


@pytest.mark.usefixtures("_door")
@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"not json", 400),
        (b"\xff\xfe", 400),
        ([1], 400),
        ({}, 400),
        ({**notify.received(LEONA, "x"), "id": ""}, 400),
        ({**notify.received(LEONA, "x"), "date_received": "soon"}, 400),
        ({**notify.received(LEONA, "x"), "source_number": {"a": 1}}, 204),
        (notify.received(LEONA, "x" * 21_000), 413),
        (notify.received(LEONA, ""), 204),
    ],
)
def test_door_when_it_is_not_what_it_should_be_says_so(world, leona, said, status):
    assert post(said).status_code == status
    assert Reply.objects.count() == (status == 204)


@pytest.mark.usefixtures("_door")
def test_receipt_when_a_text_did_not_arrive_shows_it(world, leona):
    with unguarded():
        notice = Notice.objects.create(
            act_id="a", channel="text", to=leona.phone, text="Hello", about_id=leona.pk, written_at=clock.now(),
            next_try_at=clock.now(), sent_at=clock.now(),
        )  # fmt: skip
    path = "/messages/receipts/"
    assert post(notify.receipt(notice.pk, "delivered"), path=path).status_code == 204
    assert not notices.failed()
    assert post(notify.receipt(notice.pk, "permanent-failure"), path=path).status_code == 204
    assert notices.failed().get() == notice
    assert post({"reference": None}, path=path).status_code == 400
