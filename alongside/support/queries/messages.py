"""Questions about messages: which meetings to remind of, who answered, and what could not be sent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import phonenumbers
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from alongside.accounts.queries import current_service
from alongside.core import clock, notices
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Notice
from alongside.referrals import queries as referrals
from alongside.support import policies
from alongside.support.models import Break, Meeting, Relationship, Reply
from alongside.support.queries import names

REMINDER, NEWS = "remind:", "meeting:"
JUST_TOLD = timedelta(hours=12)  # whoever has just heard of a meeting is not reminded of it

WHAT = {REMINDER: "A reminder of a meeting", NEWS: "News of a meeting", "answer:": "An answer to their text"}
ADVICE = {
    Notice.FailedAs.WRONG: "Check the number or address, then try again, or ring them.",
    Notice.FailedAs.REFUSED: "Their phone may be off, or their mailbox full. Ring them, or try again later.",
    Notice.FailedAs.TRIED: "Ring them, or try again.",
    Notice.FailedAs.LATE: "Ring them if it still matters.",
    Notice.FailedAs.CHANGED: "See how to reach them now, and tell them that way.",
}


@dataclass(frozen=True)
class About:
    """Who a message is from or to, and how to reach them. Empty for a number that we do not know. `worker` is whoever
    walks with them, where that is somebody else than the reader."""

    person_id: str = ""
    name: str = ""
    called: str = ""
    relationship_id: str = ""
    worker: str = ""
    phone: str = ""
    safely: str = ""


@dataclass(frozen=True)
class ReplyRow:
    """What somebody answered. `meeting_at` is the meeting they would like to change."""

    id: str
    about: About
    number: str
    words: str
    received_at: datetime
    wants_change: bool
    wants_stop: bool
    meeting_at: datetime | None


@dataclass(frozen=True)
class FailureRow:
    """A message that was given up. `what` it was, `why`, and what to do about it; `by` is text or email."""

    id: str
    about: About
    what: str
    by: str
    to: str
    why: str
    advice: str
    failed_at: datetime
    may_send_again: bool


@dataclass(frozen=True)
class ToSee:
    """What needs somebody's eyes: what people answered, and what did not reach them."""

    replies: tuple[ReplyRow, ...]
    failures: tuple[FailureRow, ...]

    @property
    def how_many(self) -> int:
        return len(self.replies) + len(self.failures)


def reminder_name(meeting: Meeting) -> str:
    """What the reminder of a meeting is called, as the meeting stands now: moved, it is another one."""
    return f"{REMINDER}{meeting.pk}:{meeting.changes}"


def news_name(meeting: Meeting, whom: str, changes: int | None = None) -> str:
    """What the news of a meeting, as it stands now or stood before, is called. `whom` is person or worker."""
    return f"{NEWS}{meeting.pk}:{meeting.changes if changes is None else changes}:{whom}"


def to_remind() -> QuerySet[Meeting]:
    """Meetings to come within the service's hours, whose person wants to be reminded by text or email and has not been,
    nor has just heard of it. For the job: it sees every one. The command looks at breaks once more."""
    service, now = current_service(), clock.now()
    ahead = timedelta(hours=service.remind_hours if service else 24)
    as_it_stands = (OuterRef("pk"), Value(":"), Cast(OuterRef("changes"), CharField()))
    reminded = Notice.objects.filter(once=Concat(Value(REMINDER), *as_it_stands))
    told = Notice.objects.filter(
        once=Concat(Value(NEWS), *as_it_stands, Value(":person")), written_at__gt=now - JUST_TOLD
    )
    away = Break.objects.filter(relationship=OuterRef("relationship"), ended_on=None, until=None)
    return (
        Meeting.objects.filter(
            ~Exists(reminded),
            ~Exists(told),
            ~Exists(away),
            status=Meeting.Status.PLANNED,
            starts_at__gt=now,
            starts_at__lte=now + ahead,
            relationship__referral__person__reminders=True,
            relationship__referral__person__died_on=None,
            relationship__referral__person__contact_by__in=("text", "email"),
        )
        .exclude(relationship__status=Relationship.Status.ENDED)
        .select_related("relationship__referral__person", "relationship__worker")
        .order_by("starts_at", "pk")
    )


def was_received(received: str) -> bool:
    """Whether this text, by its sender's id, is written down already."""
    return Reply.objects.filter(received=received).exists()


def messages_to_see(actor: Actor) -> ToSee:
    """Answers and failures that nobody has seen, of people the actor walks with or looks after, the oldest first.

    What came from a number we do not know, and what did not reach staff, is for the lead and coordinators. Four
    queries at most.
    """
    if not policies.may_see_messages(actor):
        return ToSee((), ())
    replies = list(Reply.objects.filter(seen_at=None).select_related("meeting").order_by("received_at", "pk"))
    failures = list(notices.failed().order_by("failed_at", "pk"))
    people = policies.known_people(actor, {r.person_id for r in replies} | {n.about_id for n in failures})
    about = _about(actor, people)
    return ToSee(
        replies=tuple(
            _reply_row(reply, about.get(reply.person_id or "", About()))
            for reply in replies
            if reply.person_id in about or (not reply.person_id and policies.sees_strangers(actor))
        ),
        failures=tuple(
            _failure_row(notice, about.get(notice.about_id, About()))
            for notice in failures
            if notice.about_id in about or (not notice.about_id and policies.sees_staff_messages(actor))
        ),
    )


def messages_page(actor: Actor) -> ToSee:
    """The same for a page of its own. NotAllowed for whoever walks with nobody and looks after nobody."""
    if not policies.may_see_messages(actor):
        raise NotAllowed("see messages")
    return messages_to_see(actor)


def get_reply(actor: Actor, id: str) -> Reply:  # noqa: A002
    """An answer that nobody has seen yet, of someone the actor may see."""
    reply = Reply.objects.select_related("person").get(pk=id, seen_at=None)
    if not policies.may_see_reply(actor, reply):
        raise Reply.DoesNotExist
    return reply


def get_failure(actor: Actor, id: str) -> Notice:  # noqa: A002
    """A message that was given up, to someone the actor may see."""
    notice = notices.failed().get(pk=id)
    if not policies.may_see_failure(actor, notice):
        raise Notice.DoesNotExist
    return notice


def replies_about(relationship: Relationship) -> list[ReplyRow]:
    """What this person answered that nobody has seen yet: for their page while it is open. One query."""
    if relationship.status == Relationship.Status.ENDED:
        return []
    person = relationship.referral.person
    found = Reply.objects.filter(person=person, seen_at=None).select_related("meeting").order_by("received_at", "pk")
    about = _row_about(person, relationship, names.short_names([person]))
    return [_reply_row(reply, about) for reply in found]


def same_number(number: str) -> str:
    """A phone number as the world writes it: "07700 900123" and "447700900123" are both "+447700900123"; else ""."""
    plain = f"+{number}" if number[:1] in set("123456789") else number
    try:
        return phonenumbers.format_number(phonenumbers.parse(plain, "GB"), phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return ""


def whose_number(number: str) -> tuple[Any, Relationship | None]:
    """(person, their open relationship) of whoever texts from this number; (None, None) when we cannot tell.

    Where several people share a number, it is the one we last wrote a text to.
    """
    found = same_number(number)
    if not found:
        return None, None
    open_now = Relationship.objects.exclude(status=Relationship.Status.ENDED).order_by("-introduced_at", "-pk")
    people = [person for person in referrals.people_with_phone(found[-2:]) if same_number(person.phone) == found]
    if len(people) > 1:
        texts = Notice.objects.filter(channel=Notice.Channel.TEXT, about_id__in=[person.pk for person in people])
        last = texts.exclude(sent_at=None).order_by("-sent_at").values_list("about_id", flat=True).first()
        people = [person for person in people if person.pk == last]
    if not people:
        return None, None
    mine = open_now.filter(referral__person=people[0]).select_related("worker__user", "referral__person").first()
    return people[0], mine


def next_meeting(relationship: Relationship) -> Meeting | None:
    """The next one planned: what an answer is most likely about."""
    coming = relationship.meetings.filter(status=Meeting.Status.PLANNED, starts_at__gt=clock.now())
    return coming.order_by("starts_at").first()


def _about(actor: Actor, people: Iterable[Any]) -> dict[str, About]:
    different = {person.pk: person for person in people}
    if not different:
        return {}
    short = names.short_names(different.values())
    mine = policies.visible_relationships(actor).filter(referral__person__in=different)
    walking = {
        row.referral.person_id: row
        for row in mine.select_related("worker", "referral").order_by(
            F("ended_at").desc(nulls_last=True), "introduced_at"
        )
    }
    rows = {pk: _row_about(person, walking.get(pk), short) for pk, person in different.items()}
    own = {pk for pk, row in walking.items() if row.worker.user_id == actor.user_id}
    return {pk: replace(row, worker="") if pk in own else row for pk, row in rows.items()}


def _row_about(person: Any, relationship: Relationship | None, short: dict[str, str]) -> About:
    return About(
        person_id=person.pk,
        name=short[person.pk],
        called=person.called,
        relationship_id=relationship.pk if relationship else "",
        worker=relationship.worker.first_name if relationship else "",
        phone=person.phone,
        safely=person.contact_safely,
    )


def _reply_row(reply: Reply, about: About) -> ReplyRow:
    return ReplyRow(
        id=reply.pk,
        about=about,
        number=reply.number,
        words=reply.words,
        received_at=reply.received_at,
        wants_change=reply.wants_change,
        wants_stop=reply.wants_stop,
        meeting_at=reply.meeting.starts_at if reply.meeting else None,
    )


def _failure_row(notice: Notice, about: About) -> FailureRow:
    kind = next((words for name, words in WHAT.items() if (notice.once or "").startswith(name)), "")
    over = bool(notice.send_before and notice.send_before <= clock.now())
    return FailureRow(
        id=notice.pk,
        about=about,
        what=kind or notice.subject or "A message",
        by=notice.get_channel_display().split()[0].lower(),
        to=notice.to,
        why=Notice.FailedAs(notice.failed_as).label,
        advice=ADVICE[Notice.FailedAs(notice.failed_as)],
        failed_at=notice.failed_at or notice.written_at,
        may_send_again=not over and notice.failed_as != Notice.FailedAs.CHANGED,
    )
