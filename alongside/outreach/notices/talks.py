"""What speakers are told of a talk, with the change for their calendar, and what whoever plans it is told of them."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from alongside.accounts.queries import current_service
from alongside.core import notices
from alongside.core.commands import Act
from alongside.formats import ical
from alongside.outreach import queries
from alongside.outreach.models import Speaker, Talk
from alongside.outreach.notices.asks import when, why
from alongside.outreach.policies import COMING

SAYING_NO = "Say no as often as you like. Nobody asks why, nothing counts it, and you can step back until it begins."


def ask_to_speak(act: Act, speaker: Speaker) -> None:
    text = f"Would you speak at a talk on {when(speaker.talk)}?\n\n{SAYING_NO}\n\nAnswer here: {_answer(speaker)}\n"
    _email(act, speaker.worker.user, "Would you speak at a talk?", text, speaker.talk)


def tell_you_speak(act: Act, speaker: Speaker) -> None:
    """Their calendar holds it from now on."""
    text = f"You speak at a talk on {when(speaker.talk)}. Thank you. You can step back until it begins."
    _with_calendar(act, speaker, "A talk for your calendar", text)


def tell_you_do_not(act: Act, speaker: Speaker) -> None:
    """It leaves their calendar."""
    text = f"You do not speak at the talk on {when(speaker.talk)}. Thank you for saying so. Nothing else changes."
    _with_calendar(act, speaker, "A talk is out of your calendar", text, cancelled=True)


def tell_answered(act: Act, speaker: Speaker, *, yes: bool) -> None:
    """To whoever plans it. Why is not known to anybody."""
    talk = speaker.talk
    if talk.planned_by is None or talk.planned_by_id == act.actor.user_id:
        return
    said = "speaks at" if yes else "does not speak at"
    text = f"{speaker.worker.first_name} {said} the talk on {when(talk)}.\n\nSee it: {_page(talk)}\n"
    _email(act, talk.planned_by, "Somebody answered about a talk", text, talk)


def tell_moved(act: Act, talk: Talk) -> None:
    _all(act, talk, "A talk has changed", f"A talk has changed. It is now {when(talk)}.{why(talk)}")


def tell_cancelled(act: Act, talk: Talk) -> None:
    text = f"The talk on {when(talk)} does not go ahead.{why(talk)}"
    _all(act, talk, "A talk does not go ahead", text, cancelled=True)


def tell_on_again(act: Act, talk: Talk) -> None:
    _all(act, talk, "A talk goes ahead after all", f"The talk on {when(talk)} goes ahead after all.")


def ask_how_it_was(act: Act, talk: Talk) -> None:
    """To each who spoke: thanks, and that somebody asks how it was for them; to whoever planned it: ask them."""
    planner = talk.planned_by.name if talk.planned_by else "We"
    spoke = list(talk.speakers.filter(status=Speaker.Status.SPOKE).select_related("worker__user"))
    for speaker in spoke:
        text = (
            "Thank you for speaking. How was it for you? "
            f"{planner} would like to hear, whenever you like, or not at all.\n\n"
            "What you wrote to share is emptied a week after the talk, so that it is not kept. What is agreed as "
            f"thanks for you is here: {_page(talk)}\n"
        )
        _email(act, speaker.worker.user, "Thank you for speaking", text)
    if spoke and talk.planned_by is not None:
        text = f"Please ask each of those who spoke how it was for them, soon.\n\n{_page(talk)}\n"
        _email(act, talk.planned_by, "Ask them how it was", text)


def tell_thanks_given(act: Act, speaker: Speaker) -> None:
    what = queries.thanks_in_words(speaker)
    text = f"Your thanks for speaking on {when(speaker.talk)} were given: {what}. Tell us if they have not come.\n"
    _email(act, speaker.worker.user, "Your thanks for speaking", text)


def _all(act: Act, talk: Talk, subject: str, text: str, *, cancelled: bool = False) -> None:
    """Those who speak have the change for their calendar; those who have not answered hear it."""
    for speaker in talk.speakers.exclude(status=Speaker.Status.NO).select_related("worker__user").order_by("pk"):
        if speaker.status in COMING:
            _with_calendar(act, speaker, subject, text, cancelled=cancelled)
        else:
            _email(act, speaker.worker.user, subject, f"{text}\n\nSee it: {_page(talk)}\n", talk)


def _with_calendar(act: Act, speaker: Speaker, subject: str, text: str, *, cancelled: bool = False) -> None:
    user, talk = speaker.worker.user, speaker.talk
    if user is None or talk.ends_at <= act.at:
        return
    service = current_service()
    organiser = (service.email if service else "") or settings.SERVER_EMAIL
    event = queries.event_of(talk, cancelled=cancelled)
    calendar = ical.meeting(event, written_at=act.at, organiser=organiser, guest=user.email)
    _email(act, user, subject, f"{text}\n\nSee it: {_page(talk)}\n", talk, calendar=calendar.decode())


def _email(act: Act, user: Any, subject: str, text: str, talk: Talk | None = None, *, calendar: str = "") -> None:
    """With `talk`: of no use once it is over."""
    if user is None or not user.is_active or (talk is not None and talk.ends_at <= act.at):
        return
    before = talk.ends_at if talk is not None else None
    notices.write(act, to=user.email, subject=subject, text=text, send_before=before, calendar=calendar)


def _page(talk: Talk) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('outreach:talk', args=[talk.pk])}"


def _answer(speaker: Speaker) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('outreach:answer_talk', args=[speaker.pk])}"
