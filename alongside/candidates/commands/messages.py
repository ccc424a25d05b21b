"""What is said between a candidate and the service, on the candidate's own page: no words of it go by email."""

from hashlib import sha256
from typing import Any

from alongside.accounts.queries import current_service
from alongside.candidates import notices, policies
from alongside.candidates.models import Candidate, Message
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

LONGEST_NAME = 40


@command("candidate.told", "told a candidate something", allow=policies.may_tell)
def tell_candidate(
    act: Act, candidate: Candidate, *, words: str, once: str, subject: str = "", calendar: str = ""
) -> Message:
    """Say something to a candidate: the words on their page, and by email or text only that there is news.

    `once` names what it says: said again under the same name, it is not said twice. `subject` is the subject of the
    email, without names or what it is about in detail; `calendar` an iCalendar invitation that goes with it.
    """
    message, is_new = _write(
        candidate,
        _name_of(candidate, once),
        from_candidate=False,
        author=_author(act, candidate),
        author_user_id=act.actor.user_id if _is_staff(act, candidate) else None,
        words=words,
        written_at=act.at,
    )
    if is_new:
        notices.tell_there_is_news(act, candidate, once=f"news:{message.pk}", subject=subject, calendar=calendar)
    return message


@command("message.sent", "wrote to a candidate", allow=policies.may_send_message)
def send_message(act: Act, candidate: Candidate, *, words: str, once: str) -> Message:
    """Staff write to a candidate. `once` is the form's own token: sent twice, kept once."""
    return tell_candidate(act, candidate, words=words, once=once)


@command("message.written", "wrote to us", allow=policies.may_write_message, locks=())
def write_message(act: Act, candidate: Candidate, *, words: str, once: str) -> Message:
    """A candidate writes to us; whoever looks after them is told that there is a message."""
    if not words.strip():
        raise Refused("Write something first.")
    message, is_new = _write(
        candidate,
        _name_of(candidate, once),
        from_candidate=True,
        author=candidate.full_name,
        author_user_id=act.actor.user_id,
        words=words,
        written_at=act.at,
    )
    if is_new:
        notices.tell_owner(act, candidate, "A candidate has written to you", "There is a new message to read.")
    return message


@command("messages.read", "read the messages", allow=policies.may_read_messages)
def read_messages(act: Act, candidate: Candidate) -> None:
    """What the other side wrote has been seen: by the candidate, or by any one of us."""
    theirs = policies.is_own(act.actor, candidate)
    candidate.messages.filter(from_candidate=not theirs, read_at=None).update(read_at=act.at)


def _write(candidate: Candidate, name: str, **said: Any) -> tuple[Message, bool]:
    """The message of this name, and whether it is new. The candidate is locked by the command, so two cannot race."""
    return Message.objects.get_or_create(once=name, defaults={"candidate": candidate, **said})


def _name_of(candidate: Candidate, once: str) -> str:
    """The name is the candidate's own, so that the same news may be told to several; a long one is shortened."""
    name = f"{candidate.pk}:{once}"
    return name if len(name) <= LONGEST_NAME else sha256(name.encode()).hexdigest()[:LONGEST_NAME]


def _is_staff(act: Act, candidate: Candidate) -> bool:
    return bool(act.actor.user_id) and not policies.is_own(act.actor, candidate)


def _author(act: Act, candidate: Candidate) -> str:
    """Who says it: the member of staff who acts, else the service."""
    service = current_service()
    return act.actor.name if _is_staff(act, candidate) else service.name if service else "Peer support"
