"""Questions people ask us, by whichever way: each in somebody's hands, answered by a day that was said."""

from datetime import date

from alongside.accounts.models import User
from alongside.accounts.queries import current_service
from alongside.candidates.models import Enquiry
from alongside.candidates.notices.enquiries import send_answer, tell_asked, tell_enquiry_late, tell_in_your_hands
from alongside.candidates.policies.enquiries import (
    may_answer_enquiry,
    may_ask_question,
    may_raise_enquiry,
    may_write_enquiry,
)
from alongside.candidates.queries.days import working_days_after
from alongside.candidates.queries.enquiries import next_to_answer
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

Status, How = Enquiry.Status, Enquiry.How


@command("enquiry.asked", "asked us a question", allow=may_ask_question)
def ask_question(
    act: Act,
    *,
    once: str,
    about: str,
    words: str,
    name: str,
    email: str = "",
    phone: str = "",
    heard_from: str = "",
) -> Enquiry:
    """From the public form: with a way to answer, in somebody's hands at once. `once`: sent twice, kept once."""
    _must_reach(email, phone)
    enquiry, is_new = Enquiry.objects.get_or_create(
        once=once,
        defaults={
            "about": about,
            "words": words,
            "name": name,
            "email": email,
            "phone": phone,
            "heard_from": heard_from,
            "received_at": act.at,
            "reply_by": answer_by(clock.today()),
            "owner": next_to_answer(about),
        },
    )
    if is_new:
        tell_asked(act, enquiry)
        tell_in_your_hands(act, enquiry)
    return enquiry


@command("enquiry.written", "wrote down a question somebody asked", allow=may_write_enquiry)
def write_enquiry(
    act: Act,
    *,
    once: str,
    how: str,
    about: str,
    words: str,
    name: str,
    email: str = "",
    phone: str = "",
    heard_from: str = "",
    reply_by: date | None = None,
    answer: str = "",
) -> Enquiry:
    """By phone, by email or in person, in the hands of whoever wrote it. With an `answer`, it is answered already."""
    if not answer:
        _must_reach(email, phone)
    if reply_by and reply_by < clock.today():
        raise Refused("Choose today or a day to come for calling back.")
    enquiry, is_new = Enquiry.objects.get_or_create(
        once=once,
        defaults={
            "how": how,
            "about": about,
            "words": words,
            "name": name,
            "email": email,
            "phone": phone,
            "heard_from": heard_from,
            "received_at": act.at,
            "reply_by": reply_by or answer_by(clock.today()),
            "owner_id": act.actor.user_id or None,
        },
    )
    if is_new and answer:
        _end(act, enquiry, Status.ANSWERED, answer, how)
    return enquiry


@command("enquiry.taken", "took a question into their hands", allow=may_answer_enquiry)
def take_enquiry(act: Act, enquiry: Enquiry) -> Enquiry:
    _must_be_open(enquiry)
    enquiry.owner_id = act.actor.user_id
    enquiry.save()
    return enquiry


@command("enquiry.passed", "passed a question on", allow=may_answer_enquiry)
def pass_enquiry(act: Act, enquiry: Enquiry, *, to: User) -> Enquiry:
    """Into somebody else's hands. The day by which it is answered stays."""
    _must_be_open(enquiry)
    if enquiry.owner_id == to.pk:
        raise Refused(f"{to.name} has this question already.")
    enquiry.owner = to
    enquiry.save()
    tell_in_your_hands(act, enquiry)
    return enquiry


@command("enquiry.answered", "answered a question", allow=may_answer_enquiry)
def answer_enquiry(act: Act, enquiry: Enquiry, *, words: str, how: str) -> Enquiry:
    """By email it is sent from here; by phone or in person this is what was said."""
    if how == How.EMAIL and not enquiry.email:
        raise Refused("They gave no email address. Ring them, and write down what you said.")
    _end(act, enquiry, Status.ANSWERED, words, how)
    if how == How.EMAIL:
        send_answer(act, enquiry, words)
    return enquiry


@command("enquiry.closed", "closed a question without an answer", allow=may_answer_enquiry)
def close_enquiry(act: Act, enquiry: Enquiry, *, because: str) -> Enquiry:
    """There was nothing to answer, or no way to."""
    _end(act, enquiry, Status.CLOSED, because, "")
    return enquiry


@command("enquiry.reopened", "opened a question again", allow=may_answer_enquiry)
def reopen_enquiry(act: Act, enquiry: Enquiry) -> Enquiry:
    """They asked again, or it was a mistake: a new day by when. What was answered before stays."""
    enquiry.move_to(Status.OPEN)
    enquiry.answered_at, enquiry.answered_by, enquiry.answered_how = None, "", ""
    enquiry.reply_by, enquiry.raised_at = answer_by(clock.today()), None
    enquiry.save()
    return enquiry


@command("enquiry.raised", "told the lead that a question is answered late", allow=may_raise_enquiry)
def raise_enquiry(act: Act, enquiry: Enquiry) -> Enquiry:
    """The day has passed. Once, unless it is opened again."""
    _must_be_open(enquiry)
    if enquiry.raised_at or enquiry.reply_by >= clock.today():
        raise Refused("This question is not late, or the lead has been told.")
    enquiry.raised_at = act.at
    enquiry.save()
    tell_enquiry_late(act, enquiry)
    return enquiry


def answer_by(day: date) -> date:
    """By when a question that comes on this day is answered: the service's own number of working days."""
    service = current_service()
    return working_days_after(day, service.enquiry_days if service else 3)


def _end(act: Act, enquiry: Enquiry, status: Enquiry.Status, words: str, how: str) -> None:
    enquiry.move_to(status)
    enquiry.answer = "\n\n".join(said for said in (enquiry.answer, words) if said)
    enquiry.answered_at, enquiry.answered_by, enquiry.answered_how = act.at, act.actor.name, how
    enquiry.save()


def _must_reach(email: str, phone: str) -> None:
    if not email and not phone:
        raise Refused("Give an email address or a phone number, so that we can answer.")


def _must_be_open(enquiry: Enquiry) -> None:
    if enquiry.status != Status.OPEN:
        raise Refused("This question has been dealt with. Open it again first.")
