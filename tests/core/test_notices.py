"""Messages: written in the act, sent once, tried again, and never lost with the worker that was sending them."""

import smtplib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction

from alongside.core import clock, notices
from alongside.core.actors import Actor, process
from alongside.core.commands import Act
from alongside.core.guard import unguarded
from alongside.core.models import Notice
from tests import notify

START = datetime(2026, 11, 17, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def write(**changes) -> Notice | None:
    act = Act(Actor("Ines Okafor"), START)
    with unguarded():
        return notices.write(act, **{"to": "leona@example.org", "subject": "News", "text": "Please look.", **changes})


def stop(**which) -> int:
    with unguarded():
        return notices.stop(Act(Actor("Ines Okafor"), START), **which)


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


@pytest.fixture
def gov_uk(settings):
    """Texts and emails go to the stand-in."""
    with notify.stand_in() as there:
        settings.NOTIFY_API_KEY, settings.NOTIFY_ADDRESS = notify.KEY, there.address
        settings.NOTIFY_TEXT_TEMPLATE, settings.NOTIFY_EMAIL_TEMPLATE = "a-text-template", "an-email-template"
        yield there


def text(**changes) -> Notice | None:
    return write(**{"channel": "text", "to": "07700 900123", "subject": "", **changes})


def state(notice: Notice) -> tuple:
    notice.refresh_from_db()
    return bool(notice.sent_at), bool(notice.stopped_at), notice.failed_as


def test_text_and_email_when_there_is_a_key_go_through_notify(gov_uk):
    first, second = text(), write()
    assert deliver() == 2
    told, written = gov_uk.taken
    assert (told["type"], told["to"], told["body"], told["reference"]) == (
        "sms",
        "07700 900123",
        "Please look.",
        first.pk,
    )
    assert (written["type"], written["to"], written["subject"], written["reference"]) == (
        "email",
        "leona@example.org",
        "News",
        second.pk,
    )
    assert mail.outbox == []
    assert gov_uk.asked == 0  # nothing to ask at the first try


def test_email_when_there_is_no_template_or_it_brings_an_invitation_goes_by_the_mail_server(gov_uk, settings):
    write(calendar="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")
    assert deliver() == 1
    settings.NOTIFY_EMAIL_TEMPLATE = ""
    write()
    assert deliver() == 1
    assert gov_uk.taken == []
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("status", [403, 429, 500, 503, "silent"])
def test_text_when_notify_is_ill_is_tried_again_and_goes_once(gov_uk, status):
    gov_uk.answers = [status, status]
    notice = text()
    assert [deliver(), deliver(2), deliver(2 + 4), deliver(100)] == [0, 0, 1, 0]
    assert len(gov_uk.taken) == 1
    assert state(notice) == (True, False, "")


def test_text_when_the_answer_is_lost_on_the_way_is_not_sent_again(gov_uk):
    gov_uk.answers = ["lost"]
    notice = text()
    assert deliver() == 0
    assert deliver(2) == 1
    assert len(gov_uk.taken) == gov_uk.asked == 1
    assert state(notice) == (True, False, "")


def test_text_when_the_worker_is_lost_between_sending_and_marking_is_not_sent_again(gov_uk, monkeypatch):
    notice = text()
    send = notices._send

    def send_and_die(notice: Notice) -> None:
        send(notice)
        raise KeyboardInterrupt

    monkeypatch.setattr(notices, "_send", send_and_die)
    with pytest.raises(KeyboardInterrupt):
        deliver()
    monkeypatch.setattr(notices, "_send", send)
    assert state(notice) == (False, False, "")
    assert deliver(2) == 1
    assert len(gov_uk.taken) == 1


def test_email_when_sent_twice_after_a_crash_says_it_is_the_same(monkeypatch):
    notice = write()
    deliver()
    Notice.objects.update(sent_at=None)
    deliver(2)
    first, second = mail.outbox
    assert first.message()["Message-ID"] == second.message()["Message-ID"] == f"<{notice.pk}@localhost>"


@pytest.mark.parametrize(
    ("words", "why"),
    [("", "wrong"), ("Can\u2019t send to this recipient using a team-only API key", "refused")],
)
def test_text_when_notify_refuses_it_for_good_stops_at_once_and_is_shown(gov_uk, words, why):
    gov_uk.answers = [(400, words)]
    notice = text()
    assert [deliver(), deliver(100)] == [0, 0]
    assert state(notice) == (False, False, why)
    assert list(notices.failed()) == [notice]
    assert gov_uk.taken == []


@pytest.mark.parametrize(
    ("problem", "why"),
    [
        (smtplib.SMTPRecipientsRefused({"leona@example.org": (550, b"No such user here")}), "wrong"),
        (smtplib.SMTPRecipientsRefused({"leona@example.org": (450, b"Come back later")}), ""),
        (smtplib.SMTPDataError(554, b"Looks like spam"), "refused"),
        (smtplib.SMTPDataError(451, b"Try again"), ""),
        (ConnectionRefusedError(), ""),
    ],
)
def test_email_when_the_mail_server_refuses_it_for_good_stops_at_once(monkeypatch, problem, why):
    def refuse(*_) -> None:
        raise problem

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    notice = write()
    assert deliver() == 0
    assert state(notice) == (False, False, why)
    monkeypatch.undo()
    assert deliver(2) == (not why)


def test_notice_when_the_last_try_fails_is_given_up_and_shown(broken):
    notice = write()
    Notice.objects.update(attempts=notices.TRIES - 1)
    assert deliver() == 0
    assert state(notice) == (False, False, "tried")
    assert list(notices.failed()) == [notice]
    with unguarded():
        Notice.objects.update(seen_by="Ines Okafor")
    assert not notices.failed()


def test_notice_when_lost_with_its_last_try_is_given_up_and_shown(broken):
    notice = write()
    Notice.objects.update(attempts=notices.TRIES)
    assert deliver() == 0
    assert state(notice) == (False, False, "tried")


@pytest.mark.parametrize(("attempts", "dropped"), [(0, (False, True, "")), (2, (False, False, "late"))])
def test_notice_when_it_says_nothing_any_more_is_dropped_and_shown_only_if_it_was_tried(attempts, dropped):
    notice = write(send_before=START + timedelta(hours=1))
    Notice.objects.update(attempts=attempts)
    assert deliver(60) == 0
    assert state(notice) == dropped
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("written", "goes"),
    [
        ("2026-11-17T20:59", "2026-11-17T20:59"),
        ("2026-11-17T21:00", "2026-11-18T08:00"),
        ("2026-11-18T03:00", "2026-11-18T08:00"),
        ("2026-07-01T20:30", "2026-07-02T07:00"),  # half past nine in summer; eight in the morning
        ("2026-03-28T23:00", "2026-03-29T07:00"),  # the clocks go forward in between
        ("2026-10-24T22:00", "2026-10-25T08:00"),  # and back
    ],
)
def test_text_when_it_is_night_waits_for_the_morning(written, goes):
    written, goes = (datetime.fromisoformat(f"{moment}+00:00") for moment in (written, goes))
    text()
    Notice.objects.update(next_try_at=written)
    with clock.at(written):
        assert notices.deliver_due() == (written == goes)
    assert Notice.objects.get().attempts == (written == goes)
    with clock.at(goes):
        notices.deliver_due()
    assert Notice.objects.get().sent_at == goes


def test_text_when_urgent_and_email_always_go_at_night():
    midnight = START + timedelta(hours=12)
    text(urgent=True)
    write()
    with clock.at(midnight):
        assert notices.deliver_due() == 2


def test_notice_when_the_act_is_rolled_back_never_goes():
    def write_and_fail() -> None:
        with transaction.atomic():
            write()
            raise RuntimeError("something else went wrong")

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert deliver() == 0
    assert mail.outbox == []


def test_notice_when_its_name_is_taken_is_not_written_again_until_it_is_stopped():
    assert write(once="remind:1")
    assert write(once="remind:1") is None
    assert write(once="remind:2")
    assert stop(once="remind:1") == 1
    assert write(once="remind:1", text="Please look again.")
    assert deliver() == 2
    assert sorted(message.body for message in mail.outbox) == ["Please look again.", "Please look."]


@pytest.mark.django_db(transaction=True)
def test_notice_when_two_write_the_same_at_once_is_written_once():
    ready, found = threading.Barrier(2), []

    def write_one() -> None:
        ready.wait()
        found.append(write(once="remind:1"))
        connection.close()

    threads = [threading.Thread(target=write_one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(notice is None for notice in found) == [False, True]
    assert Notice.objects.count() == 1


def test_stop_when_it_is_about_a_person_stops_all_that_has_not_gone():
    gone = write(about_id="p1")
    deliver()
    waiting, other = write(about_id="p1"), write(about_id="p2")
    assert stop(about_id="p1") == 1
    assert deliver() == 1
    assert [state(notice) for notice in (gone, waiting, other)] == [
        (True, False, ""),
        (False, True, ""),
        (True, False, ""),
    ]


def test_stop_when_a_kind_is_named_stops_only_that_kind():
    reminder, other = write(about_id="p1", once="remind:m1:0"), write(about_id="p1")
    assert stop(about_id="p1", once="remind:") == 1
    assert [state(notice)[1] for notice in (reminder, other)] == [True, False]


def test_give_up_old_ways_shows_what_did_not_go():
    notice, other = write(about_id="p1", once="remind:m1:0"), write(about_id="p2")
    with unguarded():
        assert notices.give_up_old_ways(Act(Actor("Leona Marsh"), START), "p1") == 1
    assert [state(each) for each in (notice, other)] == [(False, False, "changed"), (False, False, "")]
    assert deliver() == 1
    assert write(about_id="p1", once="remind:m1:0")


def test_stop_when_it_is_not_said_what_is_refused():
    with pytest.raises(ValueError, match="whose messages"):
        stop()


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("delivered", ""),
        ("permanent-failure", "wrong"),
        ("temporary-failure", "refused"),
        ("technical-failure", "tried"),
    ],
)
def test_receipt_says_what_became_of_a_text(gov_uk, status, why):
    notice = text()
    notices.take_receipt(notice.pk, status)  # before it went: of something else
    assert state(notice) == (False, False, "")
    deliver()
    for _ in range(2):
        with clock.at(START + timedelta(hours=1)):
            notices.take_receipt(notice.pk, status)
    assert state(notice) == (True, False, why)
    notices.take_receipt("nothing of ours", status)


def test_text_when_it_failed_at_notify_and_is_sent_again_goes_again(gov_uk):
    notice = text()
    deliver()
    gov_uk.taken[0]["status"] = "temporary-failure"
    Notice.objects.update(sent_at=None, next_try_at=START)
    assert deliver() == 1
    assert len(gov_uk.taken) == 2
    assert state(notice) == (True, False, "")


def test_invitation_goes_with_its_email_as_mail_programs_read_it():
    write(calendar="BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n")
    deliver()
    words, invitation = mail.outbox[0].message().get_payload()
    assert words.get_content_type() == "text/plain"
    assert invitation.get_content_type() == "text/calendar"
    assert invitation.get_param("method") == "CANCEL"
    assert b"METHOD:CANCEL" in invitation.get_payload(decode=True)
