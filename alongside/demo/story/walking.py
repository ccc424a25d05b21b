"""The third chapter: two people are introduced, agree, meet, and write down what they both want to remember."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.ids import new_id
from alongside.core.models import Draft
from alongside.demo.story.asking import accepted, asks, offers, says_yes
from alongside.demo.story.days import at, workdays, working
from alongside.demo.story.people import HOW, WHERE, Said, Someone, Walk
from alongside.demo.story.telling import Life, Telling
from alongside.matching import commands as matching
from alongside.referrals import commands as referrals
from alongside.referrals import queries as referral_queries
from alongside.support import commands as support
from alongside.support import queries as support_queries
from alongside.ui.drafts import SIGNED_IN_KEEPS

MET, LATE, CANCELLED, MISSED, WE_CANCELLED = "5", "6", "2", "3", "4"
RHYTHM = {7: "Every week", 14: "Every two weeks", 28: "Every four weeks"}
WRITE_UP = timedelta(minutes=10)
BOUNDARIES = "If one of us cannot come, we say so by 9am.\nEither of us can say “not that today”."


@dataclass
class Pair:
    """Two people walking together, and the chances of their story: the same every time, whatever the day."""

    telling: Telling
    who: Someone
    walk: Walk
    relationship: Any
    newest: int  # the place of the newest meeting that has been; -1 before the first
    chance: random.Random
    said: set[int] = field(default_factory=set)

    @property
    def worker(self) -> Any:
        return self.telling.actor(self.walk.peer)

    @property
    def person(self) -> Any:
        return self.relationship.referral.person

    @property
    def called(self) -> str:
        return self.who.known_as or self.who.name.split(" ", 1)[0]


def walks(telling: Telling, who: Someone) -> Life:
    """From the first question to the last contact so far."""
    walk = who.walk
    assert walk is not None
    starts = meetings(telling, walk)
    first = starts[0].date()
    came = at(working(first - timedelta(days=who.asked)), "10:45")
    referral = yield from asks(telling, who, came)
    yield from accepted(telling, who, referral)
    yield from says_yes(telling, who, referral)
    yield from _introduced(telling, who, referral, first)
    pair = Pair(
        telling, who, walk, referral.relationships.get(), _newest(telling, walk, starts), random.Random(who.name)
    )
    yield at(workdays(first, -5), "15:30")
    meeting = _book(pair, starts[0])
    last: Any = None
    for number, start in enumerate(starts):
        after = starts[number + 1] if number + 1 < len(starts) else None
        changed = _changed(pair, number)
        if changed:
            yield start - timedelta(hours=20)
        if changed == "moved":
            start = starts[number] = start + timedelta(minutes=15)
            support.move_meeting(pair.worker, meeting, starts_at=start)
        elif changed == "cancelled":
            support.cancel_meeting(pair.worker, meeting, by="person")
            assert after is not None
            meeting = _book(pair, after)
            continue
        yield start + timedelta(minutes=walk.minutes) + WRITE_UP
        if walk.then == "owed" and after is None:
            _book(pair, _again(walk, start))
            return
        meeting, contact = _record(pair, number, starts, meeting)
        yield start + timedelta(minutes=walk.minutes + 15)
        if last and not last.copied_at:
            support.tick_copied(pair.worker, last)
        if number == 0:
            _agree(pair)
        last = yield from _afterwards(pair, number, contact, start)
    if walk.then == "stopped":
        yield at(workdays(starts[-1].date(), 3), "13:45")
        support.stop_support(pair.worker, pair.relationship)


def _changed(pair: Pair, number: int) -> str:
    """Now and then the day before: another time, or not this week."""
    if not 0 < number < pair.newest or _planned_words(pair, number):
        return ""
    return pair.chance.choices(("", "moved", "cancelled"), (88, 6, 6))[0]


def meetings(telling: Telling, walk: Walk) -> list[datetime]:
    """When they meet: the one that matters, those before it, and the one after it if it was written down."""
    days = telling.days
    if isinstance(walk.around, str):
        around = {"earlier": days.earlier, "next": days.next, "later": days.later}[walk.around]()
    else:
        around = days.from_today(walk.around, walk.meet)
    before = range(walk.every * (walk.weeks * 7 // walk.every), 0, -walk.every)
    starts = [at(working(around.date() - timedelta(days=ago)), walk.meet) for ago in before]
    starts.append(around)
    if not walk.then:
        starts.append(_again(walk, around))
    return starts


def _again(walk: Walk, start: datetime) -> datetime:
    return at(workdays(start.date() + timedelta(days=walk.every - 1), 1), walk.meet)


def _introduced(telling: Telling, who: Someone, referral: Any, first: date) -> Life:
    walk, coordinator = who.walk, telling.actor("coordinator")
    assert walk is not None
    yield at(workdays(first, -9), "11:10")
    offer = offers(telling, who, referral, walk.peer)
    yield at(workdays(first, -8), "12:40")
    matching.worker_says_yes(telling.actor(walk.peer), offer)
    yield at(workdays(first, -6), "16:10")
    if who.account:
        matching.person_says_yes(telling.actor(who.name), offer)
    else:
        how = "message" if who.reach in ("text", "email") else "phone"
        matching.person_says_yes(coordinator, offer, how=how, said_by=who.known_as or who.name.split(" ", 1)[0])


def _book(pair: Pair, start: datetime) -> Any:
    walk = pair.walk
    return support.book_meeting(
        pair.worker,
        pair.relationship,
        starts_at=start,
        minutes=walk.minutes,
        mechanism=HOW[walk.how],
        **_where(walk, walk.how),
    )


def _where(walk: Walk, how: str) -> dict[str, str]:
    return {"location": WHERE[walk.where], "place": walk.place} if how == "in person" else {}


def _agree(pair: Pair) -> None:
    """At the first meeting: what it is for, what stays between them, how long. And what may be shared."""
    walk = pair.walk
    support.agree(
        pair.worker,
        pair.relationship,
        agreed_on=clock.today(),
        purpose=walk.purpose or pair.who.hopes,
        boundaries=walk.boundaries
        or "If one of us cannot come, we say so by 9am. Either of us can say “not that today”.",
        limits_told=True,
        may_share=walk.may_share or f"That {pair.called} and I meet, with the care team. Nothing of what we say.",
        how_often=RHYTHM[walk.every],
        where=walk.place or "By phone",
        length_name=walk.length or pair.telling.service.lengths[0]["name"],
    )
    for shared_with, what, purpose in pair.who.shares or (("team", "steps", "So that they know someone walks along"),):
        referrals.add_sharing(
            pair.worker, pair.person, shared_with=shared_with, what=what, purpose=purpose, said_by=pair.called
        )


def _record(pair: Pair, number: int, starts: list[datetime], meeting: Any) -> tuple[Any, Any]:
    """One contact as it happened, and the next one booked with it. Returns (the next meeting, the contact)."""
    walk, chance = pair.walk, pair.chance
    start = starts[number]
    planned = _planned_words(pair, number)
    said = planned or _chance_said(pair, number)
    must_meet = planned or number in (0, pair.newest)
    attendance = MET if must_meet else chance.choices((MET, LATE, CANCELLED, MISSED, WE_CANCELLED), (80, 5, 6, 5, 4))[0]
    how = said.how or ("phone" if not must_meet and chance.random() < 0.1 else walk.how)
    met = attendance in (MET, LATE)
    after = starts[number + 1] if number + 1 < len(starts) else None
    contact = support.record_contact(
        pair.worker,
        pair.relationship,
        once=new_id(),
        meeting=meeting,
        starts_at=start,
        attendance=attendance,
        mechanism=HOW[how],
        minutes=(said.minutes or walk.minutes + chance.choice((-15, 0, 0, 0, 5, 15))) if met else None,
        **_where(walk, how),
        interpreter="1" if met and pair.who.interpreter and how == "in person" else "",
        needs_met=_needs(pair),
        social=met and chance.random() < 0.6,
        emotional=met and chance.random() < 0.5,
        practical=met and chance.random() < 0.35,
        words=said.words if met else "",
        words_are=said.kept if met else "none",
        workers=[pair.telling.workers[walk.with_worker].pk] if walk.with_worker and number == 0 else (),
        others=["10"] if met and number and chance.random() < 0.05 else (),
        same_again_at=after,
    )
    return contact.booked_next.first(), contact


def _needs(pair: Pair) -> list[str]:
    """The adjustments that were made: all that stand."""
    if not pair.who.needs:
        return []
    person = pair.person.pk
    return [need.id for need in referral_queries.needs_of([person]).get(person, ())]


def _newest(telling: Telling, walk: Walk, starts: list[datetime]) -> int:
    length = timedelta(minutes=walk.minutes) + WRITE_UP
    return sum(start + length <= telling.days.now for start in starts) - 1 - (walk.then == "owed")


def _planned_words(pair: Pair, number: int) -> Said | None:
    said = pair.walk.said
    return said[pair.newest - number] if 0 <= pair.newest - number < len(said) else None


def _chance_said(pair: Pair, number: int) -> Said:
    """Half are just counted. The others say something that both want to remember, or words of the peer worker's."""
    if pair.chance.random() < 0.5:
        return Said()
    pool = pair.telling.tale.said
    place = (pair.chance.randrange(len(pool)) + number) % len(pool)
    unsaid = [each % len(pool) for each in range(place, place + len(pool)) if each % len(pool) not in pair.said]
    if not unsaid:
        return Said()
    pair.said.add(unsaid[0])
    words = pool[unsaid[0]]
    kept = pair.chance.choices(("together", "read_back", "not_seen"), (6, 3, 1))[0]
    return Said(words.format(name=pair.called, peer=pair.walk.peer.split(" ", 1)[0], place=pair.walk.place), kept)


def _afterwards(pair: Pair, number: int, contact: Any, start: datetime) -> Life:
    """What comes of a contact: goals, the person's own side, a correction the next day. Returns what counts then."""
    walk, newest = pair.walk, pair.newest
    said = _planned_words(pair, number) or Said()
    _opened(pair, number)
    if number == min(1, max(0, newest)):
        for words in walk.goals:
            support.add_goal(pair.worker, pair.person, words=words)
    if number == newest and newest > 2:
        goals = list(pair.person.goals.order_by("written_at", "words"))
        for goal in goals[: walk.reached]:
            support.reach_goal(pair.worker, goal)
        for goal in goals[walk.reached : walk.reached + walk.dropped]:
            support.drop_goal(pair.worker, goal)
    if number == newest and walk.unfinished:
        yield at(pair.telling.days.yesterday, "17:40")
        _leave_unfinished(pair)
    if said.side:
        yield start + timedelta(hours=3)
        own = pair.telling.actor(pair.who.name) if pair.who.account else pair.worker
        support.add_their_words(own, contact, words=said.side)
    if walk.corrected and number == 1 and contact.attended:
        yield at(workdays(start.date(), 1), "09:20")
        return support.correct_contact(
            pair.worker,
            contact,
            once=new_id(),
            starts_at=contact.starts_at,
            attendance=MET,
            mechanism=contact.mechanism,
            minutes=contact.minutes + 20,
            location=contact.location,
            place=contact.place,
            words=contact.words,
            words_are=contact.words_are,
            interpreter=contact.interpreter,
        )
    return contact


def _opened(pair: Pair, number: int) -> None:
    """The peer worker opens the record now and then; the lead opened once those that have an account."""
    readers = {pair.newest: pair.walk.peer}
    if pair.who.account:
        readers[pair.newest - 6] = "lead"
    if number in readers:
        support_queries.open_relationship(pair.telling.actor(readers[number]), pair.relationship.pk)


def _leave_unfinished(pair: Pair) -> None:
    """Words kept while they are typed, as the page would keep them. Kept answers are plumbing: there is no command."""
    now = clock.now()
    Draft.objects.create(
        key=f"record:{pair.relationship.pk}",
        owner=f"user:{pair.worker.user_id}",
        answers={"words": [pair.walk.unfinished], "words_are": ["not_seen"]},
        kept_at=now,
        expires_at=now + SIGNED_IN_KEEPS,
    )
