"""What is due and who has gone quiet: one definition each, for Today, the overview, every list and every count.

A definition is a condition on a relationship that is open (`OPEN`), so that the same words filter a list, count it and
mark a row of another list. `DUE` names them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.referrals import queries as referrals
from alongside.support.models import RHYTHMS, Break, Contact, Ending, Handover, Meeting, Relationship
from alongside.ui.dates import ago, day, short_day
from alongside.ui.words import plural

Status = Relationship.Status
OPEN = (Status.INTRODUCED, Status.MEETING, Status.ON_BREAK)
LOOK_AGAIN = timedelta(weeks=13)  # after so long the two look at their agreement again
LATE = 7  # days more than the agreed rhythm before it is quiet
USUAL_RHYTHM = 14  # a rhythm up to this many days goes by the service's setting

# How far an ending is: (a tag's meaning, its words).
ENDINGS = {
    "not_yet": ("your_turn", "Not talked about yet"),
    "prepared": ("ending", "Being prepared"),
    "booked": ("done", "Last meeting booked"),
}


@dataclass(frozen=True)
class Due:
    """One thing that is due. `name` follows a number ("3 quiet people"); `holds` is the condition; `says` puts a row
    that `beside` annotated into words; `private` is not for the peer worker to know."""

    key: str
    name: str
    sentence: str
    holds: Callable[[], Q]
    says: Callable[[Any], str]
    private: bool = False

    def definition(self, service: Any) -> str:
        return self.sentence.format(
            quiet=service.quiet_after_days, weeks=plural(service.ending_notice_weeks, "week"), again="3 months"
        )


def open_ones(found: QuerySet[Relationship]) -> QuerySet[Relationship]:
    return found.filter(status__in=OPEN)


def due(found: QuerySet[Relationship], key: str) -> QuerySet[Relationship]:
    """Those of `found` of whom it holds."""
    return open_ones(found).filter(DUE[key].holds())


def beside(found: QuerySet[Relationship]) -> QuerySet[Relationship]:
    """What a row of a list says of a relationship: people, the next meeting, the agreement that counts, the ending."""
    return found.select_related("referral__person", "referral__pathway", "worker").annotate(
        next_at=next_meeting_at(),
        talked_on=Subquery(Ending.objects.filter(relationship=OuterRef("pk")).values("told_on")[:1]),
        last_meeting_on=Subquery(Ending.objects.filter(relationship=OuterRef("pk")).values("last_meeting_on")[:1]),
        break_until=Subquery(_breaks().values("until")[:1]),
        said=referrals.newest_answer("referral"),
    )


def next_meeting_at() -> Subquery:
    return Subquery(_coming().order_by("starts_at").values("starts_at")[:1])


def days_since(row: Relationship) -> int:
    """Days since they met, or since they were introduced."""
    since = row.last_met_at or row.first_met_at or row.introduced_at
    return (clock.today() - timezone.localdate(since)).days


def how_far(row: Any) -> tuple[str, str]:
    """How far an ending is, of a row from `beside`: a tag's meaning and its words."""
    return ENDINGS["booked" if row.last_meeting_on else "prepared" if row.talked_on else "not_yet"]


def quiet() -> Q:
    """Meeting, and not met for the service's days, or a week longer than a slow rhythm they agreed; nothing booked.
    Whoever came back from a break is given those days afresh."""
    service = current_service()
    usual = service.quiet_after_days if service else 21
    back = Break.objects.filter(relationship=OuterRef("pk"), ended_on__gt=clock.today() - timedelta(days=usual))
    holds = Q(status=Status.MEETING) & _not_met_for(usual) & ~Q(Exists(_coming())) & ~Q(Exists(back))
    for days in (days for days in RHYTHMS.values() if days and days > USUAL_RHYTHM and days + LATE > usual):
        holds &= _not_met_for(days + LATE) | ~Q(rhythm_days=days)
    return holds


def to_plan() -> Q:
    return Q(status=Status.INTRODUCED) & ~Q(Exists(_planned()))


def agreement() -> Q:
    before = clock.today() - LOOK_AGAIN
    return Q(status=Status.MEETING) & (Q(agreed_on=None) | Q(agreed_on__lte=before))


def ending() -> Q:
    service = current_service()
    notice = timedelta(weeks=service.ending_notice_weeks if service else 4)
    return Q(planned_end_on__lte=clock.today() + notice)


def no_yes() -> Q:
    return ~Q(Exact(Coalesce(referrals.newest_answer("referral"), Value("")), "yes"))


def change_asked() -> Q:
    return Q(change_asked_at__isnull=False)


def handed_over() -> Q:
    return Q(Exists(Handover.objects.filter(relationship=OuterRef("pk"), status=Handover.Status.ASKED)))


def break_ends() -> Q:
    sunday = clock.today() + timedelta(days=6 - clock.today().weekday())
    return Q(status=Status.ON_BREAK) & Q(Exists(_breaks().filter(until__lte=sunday)))


def owed_by(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Planned meetings that are over, with nothing recorded, the oldest first. Those still going on are few, and are
    asked for first."""
    now = clock.now()
    begun = found.filter(status=Meeting.Status.PLANNED, starts_at__lt=now)
    lately = begun.filter(starts_at__gt=now - timedelta(hours=12)).values_list("pk", "starts_at", "minutes")
    still = [pk for pk, start, minutes in lately if start + timedelta(minutes=minutes) > now]
    return begun.exclude(pk__in=still).order_by("starts_at", "pk")


def unseen(found: QuerySet[Contact]) -> QuerySet[Contact]:
    """Contacts with words that the person has not seen yet, of relationships that are open; the oldest first."""
    words = found.filter(is_current=True, words_are=Contact.Words.NOT_SEEN, relationship__status__in=OPEN)
    return words.order_by("starts_at", "pk")


def _midnight(days_ago: int) -> datetime:
    return timezone.make_aware(datetime.combine(clock.today() - timedelta(days=days_ago), time.min))


def _not_met_for(days: int) -> Q:
    """Their last meeting was at least so many days ago."""
    edge = _midnight(days - 1)
    return Q(last_met_at__lt=edge) | Q(last_met_at=None, first_met_at__lt=edge)


def _planned() -> QuerySet[Meeting]:
    return Meeting.objects.filter(relationship=OuterRef("pk"), status=Meeting.Status.PLANNED)


def _coming() -> QuerySet[Meeting]:
    return _planned().filter(starts_at__gte=clock.now())


def _breaks() -> QuerySet[Break]:
    return Break.objects.filter(relationship=OuterRef("pk"), ended_on=None)


def _named(*rows: Due) -> Mapping[str, Due]:
    return {row.key: row for row in rows}


def _says_agreement(row: Any) -> str:
    return f"Agreed {day(row.agreed_on)}" if row.agreed_on else "Not written down yet"


def _says_no_yes(row: Any) -> str:
    return {None: "Never written down", "no": "They said no", "not_yet": "They said not yet"}.get(row.said, "")


DUE = _named(
    Due(
        "quiet",
        "quiet people",
        "Not met for {quiet} days, or longer than a slow rhythm they agreed; nothing booked; not on a break. Often "
        "their own choice.",
        quiet,
        lambda row: plural(days_since(row), "day"),
    ),
    Due(
        "endings",
        "endings coming",
        "Planned ending in the next {weeks}, or past it.",
        ending,
        lambda row: short_day(row.planned_end_on),
    ),
    Due(
        "to-plan",
        "first meetings to plan",
        "Introduced, and no first meeting booked.",
        to_plan,
        lambda row: f"Introduced {ago(row.introduced_at)}",
    ),
    Due(
        "agreements",
        "agreements to look at",
        "Meeting, and nothing agreed in writing in the last {again}.",
        agreement,
        _says_agreement,
    ),
    Due(
        "no-yes",
        "without their own yes",
        "With a peer worker, and their newest answer to having one is not a written yes. Ask them when you next meet.",
        no_yes,
        _says_no_yes,
    ),
    Due(
        "changes",
        "asked for another peer worker",
        "They asked, and are not handed over yet. Nobody asks why.",
        change_asked,
        lambda row: f"Asked {ago(row.change_asked_at)}",
        private=True,
    ),
    Due(
        "hand-overs",
        "hand-overs to answer",
        "Another peer worker is put to them, and they have not answered yet.",
        handed_over,
        lambda row: "Waiting for their answer",
    ),
    Due(
        "breaks",
        "breaks ending",
        "A break that ends by Sunday, or should have ended.",
        break_ends,
        lambda row: f"Until {day(row.break_until)}",
    ),
)
