"""Which openings of people's records are unusual: many in an hour, nothing that says what it was for, the same surname.

What explains an opening is asked of the slices that know (`core.openings.Reason`), for all openings at once, and never
of what an actor may see: a record that is sealed, or kept apart from somebody, is explained as any other.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from alongside.accounts.models import User
from alongside.accounts.queries import current_service
from alongside.accounts.roles import COORDINATOR, LEAD
from alongside.core import clock
from alongside.core.models import AuditEvent, Opening
from alongside.core.openings import Reason
from alongside.groups.queries.reasons import reasons_of_groups
from alongside.pages.models import AskedAbout, OpeningAsked
from alongside.pages.queries.opened import RECORDS
from alongside.referrals.queries import reasons as referrals
from alongside.support.queries import reasons as support

Why = OpeningAsked.Why
HOW = (Opening.How.OPENED, Opening.How.PRINTED, Opening.How.EXPORTED)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LOOKED_BACK = timedelta(days=4)  # so that a service whose worker was down over a weekend asks all the same
AGAIN = {Why.MANY: timedelta(0), Why.UNEXPLAINED: timedelta(days=7), Why.SAME_NAME: timedelta(days=365)}


@dataclass(frozen=True)
class Unusual:
    """One question to be asked: of whom, why, and about which openings, the first first."""

    user: User
    why: str
    openings: tuple[Opening, ...]


def unusual_openings() -> list[Unusual]:
    """Those of the last days that nobody was asked about yet, in the order they were made. At most 18 SQL queries.

    Many in an hour is asked about when the hour is over. The others wait for a day, in which what somebody did for the
    person may still come to explain it.
    """
    service, now = current_service(), clock.now()
    rows = list(_not_asked(now))
    users = {user.pk: user for user in _staff({row.actor_id for row in rows})}
    rows = [row for row in rows if row.actor_id in users]
    by_user: dict[str, list[Opening]] = {}
    for row in rows:
        by_user.setdefault(row.actor_id, []).append(row)
    found: list[Unusual] = []
    for user in sorted(users.values(), key=lambda user: (user.name, user.pk)):
        found += _many(user, by_user[user.pk], service.many_openings if service else 0)
    taken = {row.pk for one in found for row in one.openings}
    single = [row for row in rows if row.pk not in taken and row.at < now - DAY]
    return found + _one_by_one(users, single, service)


def _not_asked(now: datetime) -> Iterable[Opening]:
    rows = Opening.objects.filter(at__gte=now - LOOKED_BACK, at__lt=now - HOUR, subject_type=RECORDS, how__in=HOW)
    return rows.exclude(pk__in=AskedAbout.objects.values("opening")).order_by("at", "pk")


def _staff(users: Collection[str]) -> Iterable[User]:
    """Those of these who can still answer: staff with an account that is open."""
    on = Q(last_day=None) | Q(last_day__gte=clock.today())
    return User.objects.filter(on, pk__in=users, kind=User.Kind.STAFF, is_active=True)


def _many(user: User, rows: list[Opening], many: int) -> Iterator[Unusual]:
    """Each hour, from an opening on, in which so many people's records were opened."""
    at = end = 0
    while many and at < len(rows):
        while end < len(rows) and rows[end].at < rows[at].at + HOUR:
            end += 1
        hour = rows[at:end]
        if len({row.subject_id for row in hour}) >= many:
            yield Unusual(user, Why.MANY, tuple(hour))
            at = end
        else:
            at += 1


def _one_by_one(users: dict[str, User], rows: list[Opening], service: Any) -> list[Unusual]:
    """Those that nothing explains, and those of the same surname, gathered by the hour."""
    who, people = {row.actor_id for row in rows}, {row.subject_id for row in rows}
    names = referrals.names_of_opened(people)
    walking = _Known(support.reasons_of_walking(who, people))
    known = _Known(
        [
            *referrals.reasons_to_open(who, people),
            *support.reasons_of_worries(who, people),
            *reasons_of_groups(who, people),
            *_on_their_list(who, people),
            *_what_they_did(who, people, rows),
        ]
    )
    before = _asked_before(who, people)
    found: dict[tuple[str, str], list[Opening]] = {}
    for row in rows:
        if not service or walking.explains(row):
            continue
        same = _same_surname(users[row.actor_id].name, names.get(row.subject_id, ("", ""))[1])
        why = Why.SAME_NAME if same and service.ask_same_name else Why.UNEXPLAINED
        if why == Why.UNEXPLAINED and (known.explains(row) or not service.ask_unexplained):
            continue
        if not before.asked(row, why):
            found.setdefault((row.actor_id, why), []).append(row)
            before.add(row, why)
    asked = [Unusual(users[user], why, hour) for (user, why), some in found.items() for hour in _hours(some)]
    return sorted(asked, key=lambda one: (one.openings[0].at, one.user.name, one.openings[0].pk))


def _hours(rows: list[Opening]) -> Iterator[tuple[Opening, ...]]:
    """These openings, those of one hour together."""
    while rows:
        hour = [row for row in rows if row.at < rows[0].at + HOUR]
        yield tuple(hour)
        rows = rows[len(hour) :]


def _same_surname(name: str, surname: str) -> bool:
    """Whether somebody called `name` has this surname: their last word, or all but the first, without case."""
    parts = name.casefold().split()
    return len(parts) > 1 and " ".join(surname.casefold().split()) in (parts[-1], " ".join(parts[1:]))


class _Known:
    """Reasons to be asked of one opening after another."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.by_pair: dict[tuple[str, str], list[Reason]] = {}
        for reason in reasons:
            self.by_pair.setdefault((reason.user_id, reason.person_id), []).append(reason)

    def explains(self, row: Opening) -> bool:
        """Whether one of them held within a day of the opening."""
        return any(
            (reason.starts is None or reason.starts - DAY <= row.at)
            and (reason.ends is None or row.at <= reason.ends + DAY)
            for reason in self.by_pair.get((row.actor_id, row.subject_id), ())
        )


def _on_their_list(users: Collection[str], people: Collection[str]) -> Iterator[Reason]:
    """Those who read and place requests, and the people whose request was with them then."""
    held = User.objects.filter(pk__in=users, holdings__role__in=(LEAD, COORDINATOR))
    days = list(held.values_list("pk", "holdings__starts_on", "holdings__ends_on"))
    for reason in referrals.on_the_list(people):
        for user, since, until in days:
            starts, ends = _midnight(since), _midnight(until + DAY) if until else None
            yield Reason(
                user,
                reason.person_id,
                max(starts, reason.starts) if reason.starts else starts,
                min((day for day in (ends, reason.ends) if day), default=None),
            )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _what_they_did(users: Collection[str], people: Collection[str], rows: list[Opening]) -> Iterator[Reason]:
    """What these users changed within a day of the openings, in the record, the requests or the walks of these people,
    or in what belongs to one. The audit is read here, for governance: see ADR 0025."""
    first = rows[0].at if rows else clock.now()
    whose = {person: person for person in people} | referrals.requests_of(people) | support.walks_of(people)
    events = AuditEvent.objects.filter(actor_id__in=users, at__gte=first - DAY)
    for user, at, subject, changes in events.values_list("actor_id", "at", "subject_id", "changes"):
        ids = {subject, *(value[1] for value in changes.values() if isinstance(value, list))}
        for person in {whose[id] for id in ids if isinstance(id, str) and id in whose}:  # noqa: A001
            yield Reason(user, person, at, at)


class _Before:
    """What these users were asked about already: when they opened whose record, by why it was asked."""

    def __init__(self, rows: Iterable[tuple[str, str, str, datetime]]) -> None:
        self.at: dict[tuple[str, str, str], list[datetime]] = {}
        for user, person, why, at in rows:
            self.at.setdefault((user, person, why), []).append(at)

    def add(self, row: Opening, why: str) -> None:
        self.at.setdefault((row.actor_id, row.subject_id, why), []).append(row.at)

    def asked(self, row: Opening, why: str) -> bool:
        """Whether they were asked about this record not long before or after."""
        known = self.at.get((row.actor_id, row.subject_id, why), ())
        return any(abs(row.at - at) <= AGAIN[Why(why)] for at in known)


def _asked_before(users: Collection[str], people: Collection[str]) -> _Before:
    since = clock.now() - max(AGAIN.values()) - LOOKED_BACK
    rows = AskedAbout.objects.filter(
        opening__actor_id__in=users, opening__subject_id__in=people, opening__at__gte=since
    )
    return _Before(rows.values_list("opening__actor_id", "opening__subject_id", "question__why", "opening__at"))
