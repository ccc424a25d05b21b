"""Messages: rows written inside the command, delivered afterwards, tried again, never with clinical words."""

from datetime import timedelta
from email.utils import format_datetime

from django.conf import settings
from django.core import mail
from django.db.models import F

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.commands import Act
from alongside.core.jobs import every
from alongside.core.models import Notice

TRIES = 8
HOLD = timedelta(minutes=2)  # long enough to send one message; a worker lost in the middle loses only this long


def write(act: Act, *, to: str, subject: str, text: str, channel: str = Notice.Channel.EMAIL) -> Notice | None:
    """Write a message to be sent when the act is done. Nobody to send it to is not an error: returns None."""
    if not to:
        return None
    return Notice.objects.create(
        act_id=act.id, written_at=act.at, next_try_at=act.at, channel=channel, to=to, subject=subject, text=text
    )


@every(seconds=2)
def deliver_notices(actor: Actor) -> None:
    deliver_due()


def deliver_due(limit: int = 50) -> int:
    """Send what is due; returns how many went. Two workers never send the same message twice at once."""
    sent = 0
    now = clock.now()
    for notice in Notice.objects.filter(sent_at=None, next_try_at__lte=now, attempts__lt=TRIES)[:limit]:
        mine = Notice.objects.filter(pk=notice.pk, next_try_at=notice.next_try_at, sent_at=None)
        if not mine.update(next_try_at=now + HOLD, attempts=F("attempts") + 1):
            continue
        try:
            _send(notice)
        except Exception as problem:
            wait = timedelta(minutes=2 ** (notice.attempts + 1))
            Notice.objects.filter(pk=notice.pk).update(next_try_at=now + wait, problem=repr(problem)[:200])
        else:
            Notice.objects.filter(pk=notice.pk).update(sent_at=clock.now(), problem="")
            sent += 1
    return sent


def _send(notice: Notice) -> None:
    if notice.channel == Notice.Channel.TEXT:
        _send_text(notice)
    else:
        _email(notice, notice.subject)


def _send_text(notice: Notice) -> None:
    """Through GOV.UK Notify when its key is set; otherwise beside the emails, so that nothing is lost unseen."""
    if not settings.NOTIFY_API_KEY:
        _email(notice, "(text message)")
        return
    from notifications_python_client.notifications import NotificationsAPIClient

    NotificationsAPIClient(settings.NOTIFY_API_KEY).send_sms_notification(
        phone_number=notice.to,
        template_id=settings.NOTIFY_TEXT_TEMPLATE,
        personalisation={"text": notice.text},
        reference=notice.pk,
    )


def _email(notice: Notice, subject: str) -> None:
    """Dated by our own clock, so that a message of a story told later says when it was sent in the story."""
    dated = {"Date": format_datetime(clock.now())}
    mail.EmailMessage(subject, notice.text, None, [notice.to], headers=dated).send()
