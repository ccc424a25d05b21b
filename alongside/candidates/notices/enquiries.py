"""What is said about a question somebody asked. Only the answer itself says what it is about."""

import hashlib

from django.conf import settings
from django.urls import reverse

from alongside.accounts.notices import FOR_NOW
from alongside.accounts.queries import current_service, holders
from alongside.accounts.roles import LEAD
from alongside.candidates.models import Enquiry
from alongside.core import clock
from alongside.core.commands import Act
from alongside.core.notices import write
from alongside.ui.dates import day


def tell_asked(act: Act, enquiry: Enquiry) -> None:
    """To whoever asked by email: a person answers, and by when. Once a day for one address, so that nobody can be
    sent many by somebody else."""
    if not enquiry.email:
        return
    whom = hashlib.sha256(enquiry.email.lower().encode()).hexdigest()[:24]
    said = f"Thank you for asking us. A person answers you by {day(enquiry.reply_by)}."
    write(
        act,
        to=enquiry.email,
        subject="We have your question",
        text=f"{said}\n\nNobody reads questions at night or at weekends. {FOR_NOW}",
        once=f"question:{whom}:{clock.today()}",
    )


def send_answer(act: Act, enquiry: Enquiry, words: str) -> None:
    """To whoever asked: the answer, and how to ask again."""
    service = current_service()
    ours = service.service_name if service else "Peer support"
    again = f"You can ask again at any time: {_link('candidates:ask_question')}"
    ring = f" You can ring us too, on {service.phone}." if service and service.phone else ""
    text = f"Hello {enquiry.name}\n\n{words}\n\n{act.actor.name}\n{ours}\n\n{again}{ring}"
    write(act, to=enquiry.email, subject="An answer to your question", text=text)


def tell_in_your_hands(act: Act, enquiry: Enquiry) -> None:
    """To its owner, unless they put it there themself; to the leads where it has none."""
    for user in [enquiry.owner] if enquiry.owner else holders(LEAD):
        if user.pk != act.actor.user_id:
            said = f"Somebody asked us something, and it is in your hands. They hear by {day(enquiry.reply_by)}."
            text = f"{said}\n\n{_link('candidates:enquiry', enquiry.pk)}"
            write(act, to=user.email, subject="A question is in your hands", text=text)


def tell_enquiry_late(act: Act, enquiry: Enquiry) -> None:
    """To the leads, and to whoever has it: the day we said has passed."""
    told = {user.pk: user for user in [*holders(LEAD), *([enquiry.owner] if enquiry.owner else [])]}
    said = f"We said {day(enquiry.reply_by)}, and nobody has answered yet."
    for user in told.values():
        text = f"{said}\n\n{_link('candidates:enquiry', enquiry.pk)}"
        write(act, to=user.email, subject="A question is answered late", text=text)


def _link(name: str, *args: object) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=args)}"
