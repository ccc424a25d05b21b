"""What happens to the chorus: months of walking together, holidays and bad weeks included, and how it ends."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from alongside.core import clock
from alongside.core.ids import new_id
from alongside.demo.story.asking import accepted, asks, offers
from alongside.demo.story.chorus import Path
from alongside.demo.story.days import at, workdays
from alongside.demo.story.people import HOW, WHERE, Someone
from alongside.demo.story.telling import Life, Telling
from alongside.demo.story.turns import ends, gets_ready, hands_over, takes_break
from alongside.demo.story.walking import BOUNDARIES, CANCELLED, LATE, MET, MISSED, RHYTHM, WE_CANCELLED
from alongside.matching import commands as matching
from alongside.referrals import commands as referrals
from alongside.support import commands as support

PROFILES_OFFERED = 180  # days ago the service began to show profiles; before, the coordinator introduced people
BOOKED = 45  # days ago the chorus began to book its meetings here; before, they were written down afterwards
ENDED = ("well", "stopped", "closed", "changed", "died")
FULL_WORDS = ("together", "read_back", "not_seen")
ATTENDANCE = (MET, LATE, CANCELLED, MISSED, WE_CANCELLED), (79, 5, 7, 6, 3)


@dataclass
class Song:
    """Two of the chorus walking together, their chances, and what they have not yet said."""

    telling: Telling
    who: Someone
    path: Path
    relationship: Any
    chance: random.Random
    goals: list[Any] = field(default_factory=list)
    to_copy: Any = None

    def __post_init__(self) -> None:
        self.peer = self.path.peer
        self.called = self.who.name.split(" ", 1)[0]
        contacts = self.telling.words["contacts"]
        first, second = (self.chance.sample(contacts[part], len(contacts[part])) for part in ("first", "second"))
        self.said: Iterator[tuple[str, str]] = zip(cycle(first), cycle(second), strict=False)

    @property
    def worker(self) -> Any:
        return self.telling.actor(self.peer)

    def words(self) -> str:
        one, other = next(self.said)
        said = f"{one} {other}" if self.chance.random() < 0.6 else one
        return said.format(name=self.called, peer=self.peer.split(" ", 1)[0])


def sings(telling: Telling, who: Someone, path: Path) -> Life:
    """From the question to the end, or to where the two are today."""
    chance = random.Random(f"{who.name} {path.peer} {path.length}")
    referral = yield from asks(telling, who, at(path.came, f"{chance.randint(8, 19):02}:{chance.randrange(60):02}"))
    yield from accepted(telling, who, referral)
    if path.again:
        _known(telling, path.again, referral)
    telling.people[who.name] = referral.person
    relationship = yield from _introduced(telling, who, path, referral)
    song = Song(telling, who, path, relationship, chance)
    yield from _walks(song, _starts(song))


def _known(telling: Telling, name: str, referral: Any) -> None:
    """The coordinator sees that they were here before, and says so."""
    referrals.same_person(telling.actor("coordinator"), referral, existing=telling.people[name])


def _introduced(telling: Telling, who: Someone, path: Path, referral: Any) -> Life:
    """Asked whether they would like it; shown a profile; and their yes. Returns the relationship."""
    coordinator, called = telling.actor("coordinator"), who.name.split(" ", 1)[0]
    how: dict[str, Any] = {"how": "message" if who.reach in ("text", "email") else "phone", "said_by": called}
    yield at(workdays(path.first, -9), "11:20")
    if who.by not in ("me", "carer") or path.again:
        said = {"answer": "yes", "said_on": clock.today(), **how}
        referrals.write_choice(coordinator, referral, about="peer_support", **said)
    if (telling.days.today - path.first).days > PROFILES_OFFERED:
        yield at(workdays(path.first, -7), "15:10")
        referrals.write_choice(coordinator, referral, about="first_meeting", answer="yes", said_on=clock.today(), **how)
        support.introduce(coordinator, referral, worker=telling.workers[path.peer])
    else:
        offer = offers(telling, who, referral, path.peer)
        yield at(workdays(path.first, -8), "12:50")
        matching.worker_says_yes(telling.actor(path.peer), offer)
        yield at(workdays(path.first, -6), "16:20")
        matching.person_says_yes(coordinator, offer, **how)
    return referral.relationships.exclude(status="ended").select_related("worker__user", "referral__person").get()


def _starts(song: Song) -> list[datetime]:
    """When they meet: by their rhythm, with holidays left out and a week missed now and then; the last may be ahead."""
    path, today = song.path, song.telling.days.today
    until = path.last
    if path.ends == "quiet":
        until = today - timedelta(days=song.telling.service.quiet_after_days + song.chance.randint(4, 25))
    days, day = [path.first], path.first + timedelta(days=path.every)
    while day <= until and (not days or days[-1] <= today + timedelta(days=7)):
        if song.chance.random() > _thin(day):
            days.append(day)
        day += timedelta(days=path.every)
    if path.then:
        days = [_with_the_next(path, day) for day in days]
    return [at(day, path.then[2] if path.then and day >= path.then[1] else path.meet) for day in dict.fromkeys(days)]


def _with_the_next(path: Path, day: date) -> date:
    """After a hand-over they meet on a day of the new worker's."""
    assert path.then is not None
    start = path.then[1]
    return day if day < start else start + timedelta(days=(day - start).days // 7 * 7)


def _thin(day: date) -> float:
    """How likely it is that nobody meets in such a week."""
    if (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 2):
        return 0.93
    if day.month == 8 or (day.month == 4 and day.day < 15):
        return 0.3
    return 0.07


def _walks(song: Song, starts: list[datetime]) -> Life:
    """Each meeting in its turn; breaks, hand-overs and the end where they belong."""
    path, today = song.path, song.telling.days.today
    meeting: Any = None
    if _is_booked(song, starts[0]):
        yield at(workdays(path.first, -4), "15:40")
        meeting = _book(song, starts[0])
    for number, start in enumerate(starts):
        if _is_the_next_ones(song, start):
            _copied(song)
            yield from hands_over(song)
        after = next((later for later in starts[number + 1 : number + 2] if _is_booked(song, later)), None)
        yield start + timedelta(minutes=path.minutes + song.chance.randint(6, 70))
        if path.ends == "owed" and number and start.date() >= today - timedelta(days=9):
            return
        meeting = _met(song, number, start, meeting, after, len(starts))
        if path.ends == "break" and start.date() >= today - timedelta(days=path.every + 4):
            yield from takes_break(song)
            return
    yield from gets_ready(song)
    if path.ends in ENDED:
        yield at(workdays(starts[-1].date(), 2), "16:10")
        _copied(song)
        yield from ends(song)


def _is_booked(song: Song, start: datetime) -> bool:
    """Lately they book here; but not for somebody else, before a hand-over."""
    lately = song.telling.days.today - timedelta(days=BOOKED)
    return start.date() >= lately and not _is_the_next_ones(song, start)


def _is_the_next_ones(song: Song, start: datetime) -> bool:
    """Whether this meeting belongs to whoever takes up the walk, and they have not yet."""
    then = song.path.then
    return then is not None and song.peer != then[0] and start.date() >= then[1]


def _met(song: Song, number: int, start: datetime, meeting: Any, after: datetime | None, meetings: int) -> Any:
    """Written down, with what follows from it. Returns the next meeting, if it was booked with it."""
    contact = _record(song, number, start, meeting, after)
    _copied(song)
    song.to_copy = contact
    if number == 0:
        _agree(song)
    _goals(song, number, meetings)
    return contact.booked_next.first() if after else None


def _copied(song: Song) -> None:
    """The contact before this one is in the trust's own record by now."""
    if song.to_copy:
        support.tick_copied(song.worker, song.to_copy)
        song.to_copy = None


def _book(song: Song, start: datetime) -> Any:
    path = song.path
    place = {"location": WHERE[path.where], "place": path.place} if path.how == "in person" else {}
    return support.book_meeting(
        song.worker, song.relationship, starts_at=start, minutes=path.minutes, mechanism=HOW[path.how], **place
    )


def _record(song: Song, number: int, start: datetime, meeting: Any, after: datetime | None) -> Any:
    """One contact as it happened; most are only counted."""
    path, chance = song.path, song.chance
    attendance = chance.choices(*ATTENDANCE)[0] if number else MET
    met = attendance in (MET, LATE)
    how = "phone" if number and chance.random() < 0.08 else path.how
    worded = met and chance.random() < 0.42
    return support.record_contact(
        song.worker,
        song.relationship,
        once=new_id(),
        meeting=meeting,
        starts_at=start,
        attendance=attendance,
        mechanism=HOW[how],
        minutes=max(15, path.minutes + chance.choice((-15, -10, 0, 0, 0, 5, 15))) if met else None,
        location=WHERE[path.where] if how == "in person" else "",
        place=path.place if how == "in person" else "",
        interpreter="1" if met and song.who.interpreter and how == "in person" else "",
        planned="Y",
        social=met and chance.random() < 0.6,
        emotional=met and chance.random() < 0.5,
        practical=met and chance.random() < 0.3,
        words=song.words() if worded else "",
        words_are=chance.choices(FULL_WORDS, (6, 3, 1))[0] if worded else "none",
        same_again_at=after,
    )


def _agree(song: Song) -> None:
    path = song.path
    support.agree(
        song.worker,
        song.relationship,
        agreed_on=clock.today(),
        purpose=song.who.hopes,
        boundaries=BOUNDARIES,
        limits_told=True,
        may_share=f"That {song.called} and I meet, with the care team. Nothing of what we say.",
        how_often=RHYTHM[path.every],
        where=path.place or ("By video" if path.how == "video" else "By phone"),
        length_name=path.length,
    )


def _goals(song: Song, number: int, meetings: int) -> None:
    """Named at the second meeting, by most; a step now and then; some reached, some let go."""
    chance, person = song.chance, song.relationship.referral.person
    if number == 1:
        people = song.telling.words["people"]
        wholes, smalls = chance.choices(((1, 0), (1, 1), (0, 1), (0, 0)), (40, 20, 20, 20))[0]
        for words, *steps in chance.sample(people["goals"], wholes):
            goal = support.add_goal(song.worker, person, words=words)
            song.goals.append((goal, [support.add_step(song.worker, goal, words=step) for step in steps]))
        for words in chance.sample(people["small_goals"], smalls):
            song.goals.append((support.add_goal(song.worker, person, words=words), []))
    elif song.goals and number % 4 == 2:
        goal, steps = song.goals[0]
        if steps:
            support.take_step(song.worker, steps.pop(0))
        if number in (2, 10):
            support.say_number(song.worker, goal, number=min(10, chance.randint(1, 4) + number // 3))
    elif song.goals and number == max(6, meetings - 2):
        goal, _ = song.goals.pop()
        (support.reach_goal if chance.random() < 0.7 else support.drop_goal)(song.worker, goal)
