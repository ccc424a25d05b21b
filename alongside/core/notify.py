"""Texts and emails through GOV.UK Notify: asked first whether it has a message already, so that none goes twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from alongside.core.models import Notice

PATIENCE = 10  # seconds for one request; asking and sending together stay well within the hold of a message
# What Notify says of a message that did not arrive, and how we say it. It has tried for days by then.
FAILED = {
    "permanent-failure": Notice.FailedAs.WRONG,
    "temporary-failure": Notice.FailedAs.REFUSED,
    "technical-failure": Notice.FailedAs.TRIED,
    "validation-failed": Notice.FailedAs.WRONG,
}


class NeverArrives(Exception):
    """It is of no use to try again: `failed_as` is one of Notice.FailedAs."""

    def __init__(self, failed_as: str, why: str) -> None:
        super().__init__(why)
        self.failed_as = failed_as


def takes(notice: Notice) -> bool:
    """Whether this message goes through Notify: texts with its key, emails with a template; never an invitation,
    because Notify carries no calendar files."""
    if not settings.NOTIFY_API_KEY:
        return False
    return notice.channel == Notice.Channel.TEXT or bool(settings.NOTIFY_EMAIL_TEMPLATE and not notice.calendar)


def send(notice: Notice) -> None:
    """Hand it over. NeverArrives for what Notify refuses for good; any other exception is worth another try.

    Whoever was sending before may have been lost after Notify took it, so every try but the first asks for it by
    its reference, which is our own id of the message.
    """
    with _client() as client:
        if notice.attempts and _has(client, notice):
            return
        if notice.channel == Notice.Channel.TEXT:
            client.send_sms_notification(
                phone_number=notice.to,
                template_id=settings.NOTIFY_TEXT_TEMPLATE,
                personalisation={"text": notice.text},
                reference=notice.pk,
            )
        else:
            client.send_email_notification(
                email_address=notice.to,
                template_id=settings.NOTIFY_EMAIL_TEMPLATE,
                personalisation={"subject": notice.subject, "text": notice.text},
                reference=notice.pk,
            )


@contextmanager
def _client() -> Iterator[Any]:
    from notifications_python_client.errors import HTTPError
    from notifications_python_client.notifications import NotificationsAPIClient

    client = NotificationsAPIClient(settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_ADDRESS, timeout=PATIENCE)
    try:
        yield client
    except HTTPError as problem:
        if problem.status_code != 400:
            raise
        said = str(problem.message)
        about_address = "phone_number" in said or "email_address" in said
        failed_as = Notice.FailedAs.WRONG if about_address else Notice.FailedAs.REFUSED
        raise NeverArrives(failed_as, said) from problem
    finally:
        client.request_session.close()


def _has(client: Any, notice: Notice) -> bool:
    """Whether it was taken before and has not failed there."""
    found = client.get_all_notifications(reference=notice.pk)["notifications"]
    return any(row["status"] not in FAILED for row in found)
