"""Messages: written in the act, sent once, tried again, and never lost with the worker that was sending them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from alongside.core import clock, notices
from alongside.core.actors import Actor, process
from alongside.core.commands import Act
from alongside.core.guard import unguarded
from alongside.core.models import Notice

START = datetime(2026, 11, 17, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def write(**changes) -> Notice | None:
    act = Act(Actor("Ines Okafor"), START)
    with unguarded():
        return notices.write(act, **{"to": "leona@example.org", "subject": "News", "text": "Please look.", **changes})


def deliver(minutes: float = 0) -> int:
    with clock.at(START + timedelta(minutes=minutes)):
        return notices.deliver_due()


@pytest.fixture
def broken(monkeypatch):
    """Sending fails, as often as it is tried."""
    tried = []

    def fail(notice: Notice) -> None:
        tried.append(notice.pk)
        raise ConnectionError("no post today")

    monkeypatch.setattr(notices, "_send", fail)
    return tried


def test_notice_when_there_is_nobody_to_send_it_to_is_none():
    assert write(to="") is None
    assert not Notice.objects.exists()


def test_notice_when_delivered_goes_once():
    notice = write()
    assert deliver() == 1
    assert deliver(60) == 0
    (message,) = mail.outbox
    assert (message.to, message.subject, message.body) == (["leona@example.org"], "News", "Please look.")
    notice.refresh_from_db()
    assert (notice.sent_at, notice.attempts, notice.problem) == (START, 1, "")


def test_notice_when_it_is_not_due_waits():
    write()
    assert deliver(-1) == 0
    assert deliver() == 1


def test_notices_when_there_are_more_than_one_round_takes_wait_for_the_next():
    for _ in range(3):
        write()
    with clock.at(START):
        assert notices.deliver_due(limit=2) == 2
        assert notices.deliver_due(limit=2) == 1


def test_notice_when_two_deliver_at_once_goes_once(monkeypatch):
    write()
    send = notices._send

    def while_another_delivers(notice: Notice) -> None:
        assert notices.deliver_due() == 0
        send(notice)

    monkeypatch.setattr(notices, "_send", while_another_delivers)
    assert deliver() == 1
    assert len(mail.outbox) == 1


def test_notice_when_another_took_it_after_both_had_read_the_list_is_left_to_them(monkeypatch):
    first, second = write(), write()
    sent = []

    def send(notice: Notice) -> None:
        sent.append(notice.pk)
        other = Notice.objects.filter(sent_at=None).exclude(pk=notice.pk)
        other.update(next_try_at=clock.now() + notices.HOLD)  # another deliverer has taken the rest

    monkeypatch.setattr(notices, "_send", send)
    assert deliver() == 1
    assert len(sent) == 1
    assert {first.pk, second.pk} > set(sent)


def test_notice_when_sending_fails_is_tried_again_later_and_later(broken):
    notice = write()
    due = 0
    for attempt, wait in enumerate((2, 4, 8, 16), start=1):
        assert deliver(due) == 0
        notice.refresh_from_db()
        assert notice.attempts == len(broken) == attempt
        assert notice.next_try_at == START + timedelta(minutes=due + wait)
        assert notice.problem == "ConnectionError('no post today')"
        assert deliver(due + wait - 0.5) == 0
        assert len(broken) == attempt
        due += wait


def test_notice_when_it_works_in_the_end_the_problem_is_forgotten(broken, monkeypatch):
    notice = write()
    deliver()
    monkeypatch.undo()
    assert deliver(2) == 1
    notice.refresh_from_db()
    assert (notice.problem, notice.attempts) == ("", 2)


def test_notice_when_one_fails_the_others_still_go(monkeypatch):
    write(to="lost@example.org")
    write()
    send = notices._send

    def fail_for_one(notice: Notice) -> None:
        if notice.to == "lost@example.org":
            raise ConnectionError
        send(notice)

    monkeypatch.setattr(notices, "_send", fail_for_one)
    assert deliver() == 1
    assert [message.to for message in mail.outbox] == [["leona@example.org"]]


def test_notice_when_it_has_failed_too_often_is_given_up_but_kept(broken):
    notice = write()
    with unguarded():
        Notice.objects.update(attempts=notices.TRIES)
    assert deliver(10_000) == 0
    assert broken == []
    assert Notice.objects.get() == notice


def test_notice_when_the_worker_is_lost_in_the_middle_is_sent_after_the_hold(monkeypatch):
    write()

    def killed(notice: Notice) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(notices, "_send", killed)
    with pytest.raises(KeyboardInterrupt):
        deliver()
    monkeypatch.undo()
    hold = notices.HOLD.total_seconds() / 60
    assert deliver(hold - 0.1) == 0
    assert deliver(hold) == 1


def test_notice_job_delivers():
    write()
    with clock.at(START):
        notices.deliver_notices(process("a worker"))
    assert len(mail.outbox) == 1


def test_text_message_when_there_is_no_key_goes_beside_the_emails(settings):
    settings.NOTIFY_API_KEY = ""
    write(channel="text", to="07700900123")
    assert deliver() == 1
    assert [(m.subject, m.to) for m in mail.outbox] == [("(text message)", ["07700900123"])]


def test_text_message_when_there_is_a_key_goes_through_notify(settings, monkeypatch):
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEXT_TEMPLATE = "a-key", "a-template"
    sent = []

    class Client:
        def __init__(self, key: str) -> None:
            self.key = key

        def send_sms_notification(self, **message) -> None:
            sent.append((self.key, message))

    monkeypatch.setattr("notifications_python_client.notifications.NotificationsAPIClient", Client)
    notice = write(channel="text", to="07700900123")
    assert deliver() == 1
    told = {"phone_number": "07700900123", "template_id": "a-template", "personalisation": {"text": "Please look."}}
    assert sent == [("a-key", {**told, "reference": notice.pk})]
    assert mail.outbox == []
