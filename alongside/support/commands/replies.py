"""What came back: answers to messages, and messages that did not arrive."""

import re
from datetime import datetime
from difflib import get_close_matches

from django.db import IntegrityError, transaction

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.models import Notice
from alongside.referrals import commands as referrals
from alongside.referrals import queries as referral_queries
from alongside.support import notices, policies, queries
from alongside.support.models import Reply
from alongside.ui import dates

STOP = {"stop", "stop please", "please stop", "stop all", "stopall", "stop reminders", "unsubscribe"}
LONGEST = 500  # characters kept of a text


def says_stop(words: str) -> bool:
    """Only the word by itself: "stop" within a sentence may mean something that a person must read."""
    return " ".join(re.findall(r"[a-z]+", words.lower())) in STOP


def says_change(words: str) -> bool:
    """CHANGE in any case and however mistyped, or one of the words people use for it."""
    said = re.findall(r"[a-z]+", words.lower())
    return any(get_close_matches(word, ("change", "cancel", "rebook", "reschedule"), 1, 0.75) for word in said)


@command("reply.received", "took an answer to a message", allow=policies.may_receive)
def receive_reply(act: Act, *, received: str, number: str, words: str, received_at: datetime) -> Reply:
    """Write it down once, tell whoever walks with them, and answer. CHANGE and STOP are understood, and anything else
    is for a person to read. Refuses what was taken before."""
    number = queries.same_number(number) or number
    person, relationship = queries.whose_number(number)
    meeting = queries.next_meeting(relationship) if relationship else None
    stops = person is not None and says_stop(words)
    changes = meeting is not None and not stops and says_change(words)
    try:
        with transaction.atomic():
            reply = Reply.objects.create(
                person=person,
                meeting=meeting if changes else None,
                number=number,
                words=words[:LONGEST],
                wants_change=changes,
                wants_stop=stops,
                received=received,
                received_at=received_at,
            )
    except IntegrityError:
        raise Refused("This text has been taken already.") from None
    if stops:
        referrals.stop_reminders(act, person)
    notices.tell_of_reply(act, reply, relationship)
    if person:
        notices.answer_reply(act, reply, relationship)
    return reply


@command("reply.seen", "saw to an answer", allow=policies.may_see_reply)
def see_reply(act: Act, reply: Reply) -> Reply:
    if reply.seen_at:
        raise Refused(f"{reply.seen_by} has seen to this already.")
    reply.seen_at, reply.seen_by = act.at, act.actor.name
    reply.save()
    return reply


@command("message.seen", "saw that a message did not arrive", allow=policies.may_see_failure)
def see_failure(act: Act, notice: Notice) -> Notice:
    _needs_unseen(notice)
    notice.seen_by = act.actor.name
    notice.save()
    return notice


@command("message.sent_again", "sent a message again", allow=policies.may_see_failure)
def send_again(act: Act, notice: Notice) -> Notice:
    """To the number or address the person has now, if they still choose that way and it is not too late."""
    _needs_unseen(notice)
    if notice.send_before and notice.send_before <= act.at:
        when = f"{dates.day(notice.send_before)} at {dates.time(notice.send_before)}"
        raise Refused(f"It was of use until {when}, so it is too late to send. Ring them instead.")
    notice.to = _where_now(act, notice)
    notice.attempts, notice.next_try_at, notice.problem = 0, act.at, ""
    notice.sent_at = notice.failed_at = None
    notice.failed_as = ""
    notice.save()
    return notice


def _where_now(act: Act, notice: Notice) -> str:
    if not notice.about_id:
        return notice.to
    person = referral_queries.get_person(act.actor, notice.about_id)
    if person.died_on:
        raise Refused(f"{person.called} has died. Nothing is sent any more.")
    by_text = notice.channel == Notice.Channel.TEXT
    if by_text and person.contact_by != "text":
        raise Refused(f"{person.called} does not choose texts now. See how to reach them, and tell them that way.")
    if by_text or person.contact_by == "email":
        now = str(person.phone if by_text else person.email)
        if not now:
            raise Refused(
                f"There is no {'number' if by_text else 'address'} for {person.called}. Write one down first."
            )
        return now
    return notice.to


def _needs_unseen(notice: Notice) -> None:
    if notice.failed_at is None:
        raise Refused("This message is on its way, or has arrived.")
    if notice.seen_by:
        raise Refused(f"{notice.seen_by} has seen to this already.")
