"""Asks for a peer's voice: received, taken into hand, talked through, agreed, not this time, done; raised when late."""

from datetime import date
from typing import Any

from alongside.accounts.queries import current_service
from alongside.candidates.queries import working_days_after
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.outreach import notices, policies
from alongside.outreach.models import Ask, Talk

Status = Ask.Status


@command("ask.received", "asked for a peer worker’s voice", allow=policies.may_ask)
def ask_for_voice(
    act: Act,
    *,
    once: str,
    kind: str,
    audience: str,
    about: str,
    organisation_name: str,
    asked_by: str,
    email: str,
    phone: str = "",
    hoped_on: date | None = None,
    when_words: str = "",
    where: str = "",
    head_count: int | None = None,
    thanks_offered: str = "",
    team: Any = None,
) -> Ask:
    """From the public form, or a colleague's: with a day by which they hear from a person. `once`: sent twice, kept
    once. `team`: the team it is for, where a colleague said so."""
    ask, is_new = Ask.objects.get_or_create(
        once=once,
        defaults={
            "kind": kind,
            "audience": audience,
            "about": about,
            "organisation_name": organisation_name,
            "team": team,
            "asked_by": asked_by,
            "email": email,
            "phone": phone,
            "hoped_on": hoped_on,
            "when_words": when_words,
            "where": where,
            "head_count": head_count,
            "thanks_offered": thanks_offered,
            "asked_at": act.at,
            "reply_by": answer_by(clock.today()),
        },
    )
    if is_new:
        notices.tell_asked(act, ask)
    return ask


@command("ask.taken", "took an ask for a talk into their hands", allow=policies.may_answer_ask)
def take_ask(act: Act, ask: Ask) -> Ask:
    if ask.status not in (Status.ASKED, Status.TALKING, Status.AGREED):
        raise Refused(f"This is {ask.get_status_display().lower()}, so nothing is left to do. You can talk again.")
    if ask.taken_by_id == act.actor.user_id:
        raise Refused("It is in your hands already.")
    ask.taken_by_id = act.actor.user_id
    ask.save()
    notices.tell_taken(act, ask)
    return ask


@command("ask.talked", "talked an ask for a talk through", allow=policies.may_answer_ask)
def talk_it_through(act: Act, ask: Ask, *, words: str) -> Ask:
    """The words go to whoever asked. Also how an ask is opened again that was not this time, or was taken back."""
    if ask.status == Status.AGREED and ask.talks.filter(status=Talk.Status.PLANNED).exists():
        raise Refused("A talk is planned for it. Cancel that first, or change it.")
    if ask.status != Status.TALKING:
        ask.move_to(Status.TALKING)
    _answer(act, ask, words)
    notices.tell_talking(act, ask, words)
    return ask


@command("ask.agreed", "agreed to an ask for a talk", allow=policies.may_answer_ask)
def agree_ask(act: Act, ask: Ask, *, words: str = "") -> Ask:
    """They hear it. Planning the talk is the next thing."""
    ask.move_to(Status.AGREED)
    _answer(act, ask, words)
    notices.tell_agreed(act, ask, words)
    return ask


@command("ask.not_this_time", "said not this time to an ask for a talk", allow=policies.may_answer_ask)
def say_not_this_time(act: Act, ask: Ask, *, words: str) -> Ask:
    """With words, which they are sent."""
    if ask.talks.filter(status=Talk.Status.PLANNED).exists():
        raise Refused("A talk is planned for it. Cancel that first: they hear of it, and those who speak do too.")
    ask.move_to(Status.NOT_THIS)
    _answer(act, ask, words)
    notices.tell_not_this_time(act, ask, words)
    return ask


@command("ask.done", "said that an ask for a talk is done", allow=policies.may_answer_ask)
def finish_ask(act: Act, ask: Ask) -> Ask:
    """By itself when its last talk was given; by hand where nothing was planned here."""
    if ask.talks.filter(status=Talk.Status.PLANNED).exists():
        raise Refused("A talk is still planned for it. Say how that went first.")
    ask.move_to(Status.DONE)
    ask.save()
    return ask


@command("ask.raised", "told the lead that an ask for a talk is answered late", allow=policies.may_raise_ask)
def raise_ask(act: Act, ask: Ask) -> Ask:
    """The day we said has passed. Once."""
    if ask.status != Status.ASKED or ask.raised_at or ask.reply_by >= clock.today():
        raise Refused("This is not late, or the lead has been told.")
    ask.raised_at = act.at
    ask.save()
    notices.tell_late(act, ask)
    return ask


def answer_by(day: date) -> date:
    """By when an ask that comes on this day is answered: as many working days as the service gives a question."""
    service = current_service()
    return working_days_after(day, service.enquiry_days if service else 3)


def _answer(act: Act, ask: Ask, words: str) -> None:
    ask.answer = "\n\n".join(filter(None, (ask.answer, words)))
    ask.answered_at = ask.answered_at or act.at
    ask.taken_by_id = ask.taken_by_id or act.actor.user_id or None
    ask.save()
