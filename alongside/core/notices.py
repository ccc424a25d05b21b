"""Messages: rows written inside the command, delivered afterwards, tried again, never with clinical words."""

import smtplib
from datetime import datetime, time, timedelta
from email.utils import format_datetime
from urllib.parse import urlparse

from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from alongside.core import clock, notify
from alongside.core.actors import Actor
from alongside.core.commands import Act
from alongside.core.jobs import every
from alongside.core.models import Notice
from alongside.core.notify import NeverArrives

TRIES = 8
HOLD = timedelta(minutes=2)  # long enough to send one message; a worker lost in the middle loses only this long


def write(
    act: Act,
    *,
    to: str,
    subject: str,
    text: str,
    channel: str = Notice.Channel.EMAIL,
    about_id: str = "",
    once: str = "",
    send_before: datetime | None = None,
    not_before: datetime | None = None,
    calendar: str = "",
    urgent: bool = False,
) -> Notice | None:
    """Write a message to be sent when the act is done. Nobody to send it to is not an error: returns None.

    `about_id` is the id of the person it is written to, so that it can be stopped with them and shown to those who
    know them; empty for staff. `once` names what it says: a second with the same name is not written, and None is
    returned. `send_before`: after this it is of no use; `not_before`: it waits until then, unless stopped. `calendar`
    is an iCalendar invitation that goes with an email. `urgent`: a text that goes at night too.
    """
    if not to:
        return None
    try:
        with transaction.atomic():
            return Notice.objects.create(
                act_id=act.id,
                written_at=act.at,
                next_try_at=not_before or act.at,
                channel=channel,
                to=to,
                subject=subject,
                text=text,
                about_id=about_id,
                once=once or None,
                send_before=send_before,
                calendar=calendar,
                urgent=urgent,
            )
    except IntegrityError:
        return None


def stop(act: Act, *, about_id: str = "", once: str = "") -> int:
    """Stop what has not gone yet; returns how many. `about_id`: all that is written to this person, or with `once`
    those whose name begins so. `once` alone: the one of this name. The name is free again, to be said anew."""
    if about_id:
        found = _waiting().filter(about_id=about_id, **({"once__startswith": once} if once else {}))
    elif once:
        found = _waiting().filter(once=once)
    else:
        raise ValueError("Say whose messages to stop, or which one")
    return found.update(stopped_at=act.at, once=None)


def give_up_old_ways(act: Act, about_id: str) -> int:
    """How to reach this person has changed: what has not gone must not go the old way, and somebody sees that."""
    found = _waiting().filter(about_id=about_id)
    return found.update(failed_at=act.at, failed_as=Notice.FailedAs.CHANGED, once=None)


def failed() -> QuerySet[Notice]:
    """Those given up that nobody has seen yet. Whoever asks narrows them to what the actor may know."""
    return Notice.objects.filter(failed_at__isnull=False, seen_by="")


def take_receipt(reference: str, status: str) -> None:
    """What Notify says became of a message, by our own id of it. Said twice, or of a message we do not know, it
    changes nothing."""
    if failed_as := notify.FAILED.get(status):
        gone = Notice.objects.filter(pk=reference, failed_at=None, stopped_at=None).exclude(sent_at=None)
        gone.update(failed_at=clock.now(), failed_as=failed_as, problem=status)


@every(seconds=2)
def deliver_notices(actor: Actor) -> None:
    deliver_due()


def deliver_due(limit: int = 50) -> int:
    """Send what is due; returns how many went. Two workers never send the same message twice at once."""
    sent = 0
    now = clock.now()
    for notice in _waiting().filter(next_try_at__lte=now).order_by("next_try_at")[:limit]:
        mine = _waiting().filter(pk=notice.pk, next_try_at=notice.next_try_at)
        if notice.send_before and notice.send_before <= now:
            late = {"failed_at": now, "failed_as": Notice.FailedAs.LATE} if notice.attempts else {"stopped_at": now}
            mine.update(**late)
        elif notice.attempts >= TRIES:  # whoever tried for the last time was lost in the middle
            mine.update(failed_at=now, failed_as=Notice.FailedAs.TRIED)
        elif notice.channel == Notice.Channel.TEXT and not notice.urgent and (morning := _after_the_night(now)):
            mine.update(next_try_at=morning)
        elif mine.update(next_try_at=now + HOLD, attempts=F("attempts") + 1):
            sent += _deliver(notice, now)
    return sent


def _waiting() -> QuerySet[Notice]:
    return Notice.objects.filter(sent_at=None, stopped_at=None, failed_at=None)


def _after_the_night(now: datetime) -> datetime | None:
    """When a text may go if it may not go now; None by day."""
    local = timezone.localtime(now)
    if settings.TEXTS_FROM <= local.hour < settings.TEXTS_UNTIL:
        return None
    day = local.date() + timedelta(days=local.hour >= settings.TEXTS_UNTIL)
    return timezone.make_aware(datetime.combine(day, time(settings.TEXTS_FROM)))


def _deliver(notice: Notice, now: datetime) -> bool:
    """Try once, and write down what came of it."""
    row = Notice.objects.filter(pk=notice.pk)
    tried = notice.attempts + 1
    try:
        _send(notice)
    except NeverArrives as never:
        row.update(failed_at=now, failed_as=never.failed_as, problem=repr(never)[:200])
    except Exception as problem:
        over = {"failed_at": now, "failed_as": Notice.FailedAs.TRIED} if tried == TRIES else {}
        row.update(next_try_at=now + timedelta(minutes=2**tried), problem=repr(problem)[:200], **over)
    else:
        row.update(sent_at=clock.now(), problem="")
        return True
    return False


def _send(notice: Notice) -> None:
    """Through GOV.UK Notify where that is set up; else texts go beside the emails, so that nothing is lost unseen."""
    if notify.takes(notice):
        notify.send(notice)
    else:
        _email(notice, "(text message)" if notice.channel == Notice.Channel.TEXT else notice.subject)


def _email(notice: Notice, subject: str) -> None:
    """By the mail server. The same message sent twice after a crash has the same Message-ID, which mailboxes show once.

    It is dated by our own clock, so that a message of a story told later says when it was sent in the story.
    """
    house = urlparse(settings.PUBLIC_ADDRESS).hostname or "localhost"
    headers = {"Date": format_datetime(clock.now()), "Message-ID": f"<{notice.pk}@{house}>"}
    message = mail.EmailMultiAlternatives(subject, notice.text, None, [notice.to], headers=headers)
    if notice.calendar:
        method = "CANCEL" if "\nMETHOD:CANCEL" in notice.calendar else "REQUEST"
        message.attach_alternative(notice.calendar, f"text/calendar; method={method}")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        if all(code >= 500 for code, _ in refused.recipients.values()):
            raise NeverArrives(Notice.FailedAs.WRONG, str(refused.recipients)) from refused
        raise
    except smtplib.SMTPDataError as refused:
        if refused.smtp_code >= 500:
            raise NeverArrives(Notice.FailedAs.REFUSED, str(refused.smtp_error)) from refused
        raise
