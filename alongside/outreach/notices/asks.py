"""What whoever asked for a peer's voice is told, at each step, and what those who answer are told."""

import hashlib

from django.conf import settings
from django.urls import reverse

from alongside.accounts.notices import FOR_NOW
from alongside.accounts.queries import current_service, holders
from alongside.accounts.roles import COORDINATOR, LEAD
from alongside.core import clock
from alongside.core.commands import Act
from alongside.core.notices import write
from alongside.outreach import queries
from alongside.outreach.models import Ask, Talk
from alongside.ui import dates


def tell_asked(act: Act, ask: Ask) -> None:
    """To whoever asked: a person answers, and by when. Once a day for one address, so that nobody can be sent many by
    somebody else. To the leads and coordinators: somebody asks."""
    whom = hashlib.sha256(ask.email.lower().encode()).hexdigest()[:24]
    text = (
        f"Thank you for asking for a peer worker’s voice. A person answers you by {dates.day(ask.reply_by)}.\n\n"
        f"See what becomes of it, or take it back:\n{queries.own_address(ask)}\n\n{FOR_NOW}"
    )
    write(act, to=ask.email, subject="We have what you asked", text=text, once=f"ask:{whom}:{clock.today()}")
    for user in holders(LEAD, COORDINATOR):
        if user.pk != act.actor.user_id:
            said = f"Somebody asks for a peer worker’s voice. They hear from us by {dates.day(ask.reply_by)}."
            write(act, to=user.email, subject="Somebody asks for a talk", text=f"{said}\n\n{_page(ask)}\n")


def tell_taken(act: Act, ask: Ask) -> None:
    _to_asker(act, ask, "Somebody has what you asked", f"{act.actor.name} has what you asked, and is in touch.")


def tell_talking(act: Act, ask: Ask, words: str) -> None:
    _to_asker(act, ask, "About what you asked", f"{words}\n\n{act.actor.name}")


def tell_agreed(act: Act, ask: Ask, words: str) -> None:
    said = "Yes, we would like to. You hear again when the day is planned."
    _to_asker(act, ask, "Yes to what you asked", "\n\n".join(filter(None, (said, words, act.actor.name))))


def tell_not_this_time(act: Act, ask: Ask, words: str) -> None:
    said = "We cannot, this time. We are sorry."
    _to_asker(act, ask, "About what you asked", f"{said}\n\n{words}\n\n{act.actor.name}")


def tell_taken_back(act: Act, ask: Ask) -> None:
    """To whoever has it, else the leads: nothing is left to do. The asker pressed the button themself."""
    for user in [ask.taken_by] if ask.taken_by else holders(LEAD):
        text = f"Whoever asked for a talk has taken it back. Nothing is left to do.\n\n{_page(ask)}\n"
        write(act, to=user.email, subject="An ask was taken back", text=text)


def tell_late(act: Act, ask: Ask) -> None:
    """To the leads, and to whoever has it: the day we said has passed."""
    told = {user.pk: user for user in [*holders(LEAD), *([ask.taken_by] if ask.taken_by else [])]}
    said = f"We said {dates.day(ask.reply_by)}, and nobody has answered yet."
    for user in told.values():
        write(act, to=user.email, subject="An ask for a talk is answered late", text=f"{said}\n\n{_page(ask)}\n")


def tell_asker_planned(act: Act, talk: Talk) -> None:
    _of_talk(act, talk, "The day is planned", f"It is planned: {when(talk)}.")


def tell_asker_moved(act: Act, talk: Talk) -> None:
    _of_talk(act, talk, "The day has changed", f"It has changed. It is now {when(talk)}.{why(talk)}")


def tell_asker_cancelled(act: Act, talk: Talk) -> None:
    _of_talk(act, talk, "It does not go ahead", f"It does not go ahead on {when(talk)}. We are sorry.{why(talk)}")


def tell_asker_on_again(act: Act, talk: Talk) -> None:
    _of_talk(act, talk, "It goes ahead after all", f"It goes ahead after all: {when(talk)}.")


def thank_asker(act: Act, talk: Talk) -> None:
    """Thanks, and where those who came say what they think."""
    until = dates.day(queries.code_until(talk))
    _of_talk(
        act,
        talk,
        "Thank you for having us",
        "Thank you for having us. Those who came can say what they think, without a name, until "
        f"{until}. Please pass this address on to them:\n{queries.feedback_address(talk)}",
        over=True,
    )


def when(talk: Talk) -> str:
    where = f", {talk.where}" if talk.where else ""
    return f"{dates.day(talk.starts_at)} at {dates.time(talk.starts_at)}{where}"


def why(talk: Talk) -> str:
    """Why it changed or is off, as whoever planned it said."""
    return f"\n\n{talk.because}" if talk.because else ""


def _of_talk(act: Act, talk: Talk, subject: str, text: str, *, over: bool = False) -> None:
    """Nothing of a day that has passed, but the thanks."""
    if talk.ask is not None and (over or talk.ends_at > act.at):
        _to_asker(act, talk.ask, subject, text)


def _to_asker(act: Act, ask: Ask, subject: str, text: str) -> None:
    service = current_service()
    ring = f" You can ring us too, on {service.phone}." if service and service.phone else ""
    again = f"What became of it, and a way to take it back: {queries.own_address(ask)}"
    write(act, to=ask.email, subject=subject, text=f"Hello {ask.asked_by}\n\n{text}\n\n{again}{ring}\n")


def _page(ask: Ask) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('outreach:ask', args=[ask.pk])}"
