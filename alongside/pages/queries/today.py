"""What today asks of whoever signs in to work: a peer worker's day, what needs the lead, a manager's places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.groups import queries as groups
from alongside.matching import queries as matching
from alongside.referrals import queries as referrals
from alongside.referrals.policies import triage_referrals
from alongside.support import queries as support
from alongside.workforce import queries as workforce

AHEAD = timedelta(days=8)  # today and the seven days after it
OWED_LONG = timedelta(days=7)
SHOWN = 5
GROUPS_AHEAD = timedelta(days=14)  # dates of groups that nobody runs yet
COMING = ("endings", "no-yes", "breaks", "hand-overs", "agreements")  # of a worker's people, most pressing first
# The list is weighed on the page while that takes no time; a longer one has its own page, and is counted there.
WEIGHED_AT_ONCE = 60


@dataclass(frozen=True)
class DueLine:
    """Something coming with one person: `key` is of `support.DUE`, `says` by when, `ending` a tag and its words."""

    key: str
    id: str
    name: str
    says: str
    has_agreement: bool
    ending: tuple[str, str] | None


@dataclass(frozen=True)
class NeedToReview:
    """Something a person needs that is to be looked at again."""

    id: str
    person_id: str
    name: str
    words: str
    review_on: date


@dataclass(frozen=True)
class UnseenWords:
    """A contact whose words the person has not seen yet."""

    id: str
    name: str
    starts_at: datetime


@dataclass(frozen=True)
class WorkersDay:
    """A peer worker's day. Each meeting stands once: to come, recorded, or owed. `coming` is (day, meetings) pairs;
    `due` what else is coming with the people they walk with; `groups` those they run, and cover they are asked."""

    to_come: tuple[support.MeetingRow, ...]
    recorded: tuple[support.MeetingRow, ...]
    owed: tuple[support.MeetingRow, ...]
    owed_long: bool
    quiet: tuple[support.PersonRow, ...]
    to_plan: tuple[support.PersonRow, ...]
    first_meetings: frozenset[str]
    coming: tuple[tuple[date, tuple[support.MeetingRow, ...]], ...]
    asked: tuple[Any, ...]
    to_copy: int
    names: dict[str, str]
    due: tuple[DueLine, ...]
    needs: tuple[NeedToReview, ...]
    unseen: tuple[UnseenWords, ...]
    groups: groups.GroupDay

    @property
    def next_meeting(self) -> support.MeetingRow | None:
        """The one to come next, on whichever day."""
        later = self.coming[0][1][0] if self.coming else None
        return self.to_come[0] if self.to_come else later

    @property
    def in_a_sentence(self) -> str:
        many = len(self.groups.today)
        return f"{self._meetings} {_counted(many)} {'group' if many == 1 else 'groups'}." if many else self._meetings

    @property
    def _meetings(self) -> str:
        people = len(self.to_come)
        if people:
            still = "still " if self.recorded else ""
            return f"{_counted(people)} {'person' if people == 1 else 'people'} {still}to meet today."
        return "Everyone you were to meet today is recorded." if self.recorded else "Nobody to meet today."


@dataclass(frozen=True)
class Unfinished:
    """Words begun and not saved: only whoever typed them sees them. `words` is how they begin."""

    id: str
    relationship_id: str
    meeting_id: str
    name: str
    words: str
    kept_at: datetime


@dataclass(frozen=True)
class NeededToday:
    """What needs a lead or coordinator. Rows are those of the slices' own lists; `nobody_fits` is None when the list
    is too long to weigh here; `due` is how many, by key of `support.DUE`; `groups` are dates that somebody is missing
    from, in the next two weeks."""

    unread: tuple[referrals.RequestRow, ...]
    answered: tuple[referrals.RequestRow, ...]
    undecided: tuple[referrals.RequestRow, ...]
    no_yes: tuple[referrals.WaitingRow, ...]
    ready: int
    nobody_fits: tuple[Any, ...] | None
    to_choose: tuple[Any, ...]
    late_offers: tuple[Any, ...]
    long_waits: tuple[referrals.WaitingRow, ...]
    long_wait_weeks: int
    reviews: tuple[NeedToReview, ...]
    reviews_in_all: int
    due: dict[str, int]
    groups: tuple[groups.DateNeeding, ...]

    @property
    def how_many(self) -> int:
        rows = (self.unread, self.answered, self.undecided, self.no_yes, self.late_offers, self.to_choose, self.groups)
        return sum(map(len, rows)) + self.ready + self.reviews_in_all


def workers_day(actor: Actor) -> WorkersDay:
    """The signed-in peer worker's own day."""
    now = clock.now()
    start = _midnight(clock.today())
    tomorrow = _midnight(clock.today() + timedelta(days=1))
    meetings = support.meetings_between(actor, start, start + AHEAD)
    owed = tuple(support.owed(actor))
    people = support.my_people(actor)
    due = {row.id for row in owed}
    today = [row for row in meetings if row.starts_at < tomorrow and row.id not in due]
    later = [row for row in meetings if row.starts_at >= tomorrow]
    days = groupby(later, key=lambda row: timezone.localdate(row.starts_at))
    return WorkersDay(
        to_come=tuple(row for row in today if row.status == "planned"),
        recorded=tuple(row for row in today if row.status == "recorded"),
        owed=owed,
        owed_long=any(row.ends_at < now - OWED_LONG for row in owed),
        quiet=tuple(sorted((p for p in people if "quiet" in p.due), key=lambda p: -p.quiet_days)),
        to_plan=tuple(p for p in people if "to-plan" in p.due),
        first_meetings=frozenset(p.id for p in people if p.status == "introduced"),
        coming=tuple((day, tuple(rows)) for day, rows in days),
        asked=matching.offers_for_worker(actor).asked,
        to_copy=not_copied(actor),
        names={person.id: person.name for person in people},
        due=tuple(
            DueLine(key, p.id, p.name, p.due[key], p.has_agreement, p.ending if key == "endings" else None)
            for key in COMING
            for p in people
            if key in p.due
        ),
        needs=_needs({p.person_id: p.name for p in people}),
        unseen=_unseen({p.id: p.name for p in people}),
        groups=groups.group_day(actor, start, tomorrow),
    )


def _needs(names: Mapping[str, str]) -> tuple[NeedToReview, ...]:
    """What these people (ids, with what they are called) need that is to be looked at again."""
    found = referrals.needs_due(names)
    return tuple(NeedToReview(n.pk, n.person_id, names[n.person_id], n.words, n.review_on) for n in found)


def _unseen(names: Mapping[str, str]) -> tuple[UnseenWords, ...]:
    """Contacts of these relationships with words that the person has not seen."""
    found = support.unseen_of(names)
    return tuple(UnseenWords(row.pk, names[row.relationship_id or ""], row.starts_at) for row in found)


def not_copied(actor: Actor) -> int:
    """How many of the worker's own contacts are on the list to copy: the length of `support.to_copy(actor)`."""
    return support.number_to_copy(actor)


def needed_today(actor: Actor) -> NeededToday:
    """What needs the lead and coordinators today, within their reach."""
    service = current_service()
    weeks = service.long_wait_weeks if service else 8
    asked = referrals.requests(actor, "received")
    answered = _answered(actor)
    waiting = referrals.waiting(actor)
    ready = sum(row.do == "match" for row in waiting)
    offers = matching.offered(actor)
    return NeededToday(
        unread=tuple(row for row in asked if row.unread),
        answered=tuple(row for row in asked if not row.unread and row.id in answered),
        undecided=tuple(row for row in asked if not row.unread and row.id not in answered and not row.on_hold_until),
        no_yes=tuple(row for row in waiting if row.do == "their_answer"),
        ready=ready,
        nobody_fits=matching.whole_list(actor).nobody if ready <= WEIGHED_AT_ONCE else None,
        to_choose=tuple(row for row in offers if row.with_person and not row.late),
        late_offers=tuple(row for row in offers if row.late),
        long_waits=tuple(row for row in waiting if row.days > weeks * 7),
        long_wait_weeks=weeks,
        reviews=needs_to_review(actor),
        reviews_in_all=_needs_due(actor).count(),
        due=support.due_counts(actor),
        groups=tuple(groups.dates_needing(actor, clock.now(), clock.now() + GROUPS_AHEAD)),
    )


def _answered(actor: Actor) -> set[str]:
    """Requests with us again, because every question about them was answered."""
    found = triage_referrals(actor).filter(status="received", questions__answered_at__isnull=False)
    return set(found.values_list("pk", flat=True))


def needs_to_review(actor: Actor) -> tuple[NeedToReview, ...]:
    """The first needs whose day to look again has come, of people with an open request in reach; the longest due
    first."""
    found = _needs_due(actor)[:SHOWN]
    return tuple(NeedToReview(n.pk, n.person_id, n.person.full_name, n.words, n.review_on) for n in found)


def _needs_due(actor: Actor) -> Any:
    return referrals.needs_due(referrals.people_in_reach(actor))


def managers_places(actor: Actor) -> list[workforce.WorkerRow]:
    """The workers of the teams a manager holds the role for, with their places."""
    return workforce.workers(actor)


def greeting(name: str) -> str:
    """Says "Good afternoon, Imani"."""
    hour = timezone.localtime(clock.now()).hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    return f"Good {part}, {name.split(' ')[0]}"


def unfinished_words(drafts: Iterable[Any], names: Mapping[str, str]) -> list[Unfinished]:
    """Words typed on the recording page and not saved, in the order of `drafts`. `names`: by relationship id.

    A form into which nobody has written any words yet is not shown: nothing would be lost.
    """
    rows = []
    for draft in drafts:
        relationship_id = draft.key.partition(":")[2]
        words = " ".join(draft.answers.get("words", [""])).strip()
        if words and relationship_id in names:
            meeting_id = draft.answers.get("meeting_id", [""])[0]
            start = words if len(words) <= 60 else f"{words[:60].rsplit(' ', 1)[0]}…"
            rows.append(Unfinished(draft.pk, relationship_id, meeting_id, names[relationship_id], start, draft.kept_at))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _counted(number: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[number] if number < len(words) else str(number)
