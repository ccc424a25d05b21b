"""What follows an answer to a message: a short one to whoever texted, and word to whoever walks with them."""

from django.conf import settings
from django.urls import reverse

from alongside.accounts.queries import current_service
from alongside.core import clock, notices
from alongside.core.commands import Act
from alongside.support.models import Relationship, Reply
from alongside.support.notices.people import tell_person

HELP_NOW = "If you need help now, ring 111. If a life is at risk, ring 999."


def answer_reply(act: Act, reply: Reply, relationship: Relationship | None) -> None:
    """To whoever chose texts. It says where help is now, because nobody watches the texts; and goes once a day, so that
    two machines do not talk to each other for ever."""
    who = relationship.worker.first_name if relationship else "Someone"
    if reply.wants_stop:
        text, kind = "We will not remind you of meetings any more.", "stop"
    else:
        text = f"Thank you. {who} will be in touch."
        kind = f"change:{reply.meeting_id}" if reply.wants_change else "words"
    if reply.person and reply.person.contact_by == "text":
        once = f"answer:{reply.person_id}:{kind}:{clock.today():%Y%m%d}"
        tell_person(act, reply.person, f"{text} {HELP_NOW}", once=once)


def tell_of_reply(act: Act, reply: Reply, relationship: Relationship | None) -> None:
    """To the worker, else to the service's shared address: that somebody answered, and not who."""
    service = current_service()
    user = relationship.worker.user if relationship else None
    says = "Someone answered a message."
    if reply.wants_change:
        says = "Someone would like to change a meeting. Please ring or text them."
    elif reply.wants_stop:
        says = "Someone wants no more reminders, and gets none from now on."
    elif reply.person is None:
        says = "A text came from a number we do not know."
    notices.write(
        act,
        to=user.email if user else service.email if service else "",
        subject="Someone has answered a message",
        text=f"{says}\n\nSee it here: {settings.PUBLIC_ADDRESS}{reverse('support:messages')}\n",
    )
