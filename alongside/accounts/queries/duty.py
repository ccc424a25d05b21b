"""Questions about the on-duty list: who answers now, in which order, and when in the week nobody does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from alongside.accounts.models import Duty, Pathway, RoleHolding, User
from alongside.accounts.policies import visible_accounts, visible_duties
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.ui import dates

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
NAMES = tuple(DAYS.values())
DAY = 24 * 60  # minutes
WEEK = 7 * DAY
WHOLE_SERVICE = "The whole service"


@dataclass(frozen=True)
class OnDuty:
    """Someone to tell now. `until` is when their turn ends; None for a lead, who is asked when nobody else is left."""

    user: User
    until: datetime | None


def on_duty(at: datetime, pathway_id: str | None = None) -> list[OnDuty]:
    """Who answers at this moment, first first: the pathway's own turns, then the whole service's, then the leads.

    Where no pathway is known, the whole service's turns come first and any pathway's after them. Nobody stands twice;
    nobody who has left, or may no longer sign in, stands at all. Two queries.
    """
    day = timezone.localdate(at)
    turns = _turns(day).filter(user__in=_at_work(day)).select_related("user")
    if pathway_id:
        turns = turns.filter(Q(pathway=None) | Q(pathway=pathway_id))
    found = [(turn, until) for turn in turns if (until := _until(turn, at))]
    found.sort(key=lambda row: ((row[0].pathway_id is None) == bool(pathway_id), row[0].position, row[0].pk))
    line = {turn.user_id: OnDuty(turn.user, until) for turn, until in reversed(found)}
    line = dict(reversed(line.items()))
    for lead in _at_work(day).filter(_leads(day, pathway_id)).distinct().order_by("name", "pk"):
        line.setdefault(lead.pk, OnDuty(lead, None))
    return list(line.values())


def can_answer(user: User) -> bool:
    """Whether they could open what they are told: staff, still here, with a role."""
    return _at_work(clock.today()).filter(pk=user.pk).exists()


def who_can_answer(ids: Iterable[str]) -> dict[str, User]:
    """Those of these users who could, by id. One query."""
    return {user.pk: user for user in _at_work(clock.today()).filter(pk__in=ids)}


def _turns(day: date) -> QuerySet[Duty]:
    return Duty.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day))


def _at_work(day: date) -> QuerySet[User]:
    """Staff who may sign in that day and hold a role: whoever does not could not open what they are told of."""
    held = RoleHolding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)
    return User.objects.filter(
        Q(last_day=None) | Q(last_day__gte=day), is_active=True, kind=User.Kind.STAFF, pk__in=held.values("user")
    )


def _leads(day: date, pathway_id: str | None) -> Q:
    held = RoleHolding.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), role=RoleHolding.Role.LEAD, starts_on__lte=day
    )
    if pathway_id:
        held = held.filter(Q(pathway=None, team=None, ward=None) | Q(pathway=pathway_id) | Q(team__pathway=pathway_id))
    return Q(pk__in=held.values("user"))


def _until(turn: Duty, at: datetime) -> datetime | None:
    """When the turn that is on at this moment ends; None while it is not on. One that began yesterday may last."""
    today = timezone.localdate(at)
    for day in (today, today - timedelta(days=1)):
        if list(DAYS)[day.weekday()] in turn.days:
            last = day if turn.ends > turn.starts else day + timedelta(days=1)
            # By the clock on the wall: a night on which the clocks change is an hour longer or shorter.
            begins, ends = (
                timezone.make_aware(datetime.combine(*when)) for when in ((day, turn.starts), (last, turn.ends))
            )
            if begins <= at < ends:
                return ends
    return None


# The list and the week, for the page on which they are kept ----------------------------------------------------------


@dataclass(frozen=True)
class DutyRow:
    """One turn in the list. `has_left` is true for somebody who can no longer be asked."""

    id: str
    name: str
    phone: str
    place: str
    days: str
    times: str
    position: int
    has_left: bool


@dataclass(frozen=True)
class DutyWeek:
    """A week as it comes round. Each of `days` is (name, stretches), a stretch being (start, length) in per cent of
    the day on which somebody answers; `gaps` says in words when nobody does, and is empty when somebody always does."""

    place: str
    days: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    gaps: tuple[str, ...]

    @property
    def nobody(self) -> bool:
        return not any(stretches for _, stretches in self.days)


def duty_list(actor: Actor) -> list[DutyRow]:
    """Every turn on the list, the whole service's first, in the order in which people are asked. Two queries."""
    today = clock.today()
    at_work = set(_at_work(today).values_list("pk", flat=True))
    return [
        DutyRow(
            id=turn.pk,
            name=turn.user.name,
            phone=turn.user.phone,
            place=turn.pathway.name if turn.pathway else WHOLE_SERVICE,
            days=days_in_words(turn.days),
            times=times_in_words(turn.starts, turn.ends),
            position=turn.position,
            has_left=turn.user_id not in at_work,
        )
        for turn in sorted(_seen(actor), key=_in_order)
    ]


def duty_weeks(actor: Actor) -> list[DutyWeek]:
    """The week of the whole service, then of each pathway that has turns of its own, beside the whole service's."""
    today = clock.today()
    at_work = set(_at_work(today).values_list("pk", flat=True))
    turns = [turn for turn in _seen(actor) if turn.user_id in at_work]
    whole = [turn for turn in turns if turn.pathway is None]
    own: dict[Pathway, list[Duty]] = {}
    for turn in sorted(turns, key=_in_order):
        if turn.pathway:
            own.setdefault(turn.pathway, []).append(turn)
    return [_week(WHOLE_SERVICE, whole), *(_week(pathway.name, [*whole, *rows]) for pathway, rows in own.items())]


def _seen(actor: Actor) -> list[Duty]:
    return list(visible_duties(actor).filter(pk__in=_turns(clock.today())).select_related("user", "pathway"))


def _in_order(turn: Duty) -> tuple[int, str, int, str]:
    return (turn.pathway.position if turn.pathway else -1, turn.pathway_id or "", turn.position, turn.pk)


def _week(place: str, turns: Iterable[Duty]) -> DutyWeek:
    covered = _merged(stretch for turn in turns for stretch in _stretches(turn))
    days = []
    for number, name in enumerate(NAMES):
        begins = number * DAY
        on = [(max(start, begins), min(end, begins + DAY)) for start, end in covered]
        days.append((name, tuple(_share(s - begins, e - s) for s, e in on if e > s)))
    return DutyWeek(place, tuple(days), _gaps(covered))


def _share(start: int, length: int) -> tuple[float, float]:
    return (round(100 * start / DAY, 2), round(100 * length / DAY, 2))


def _stretches(turn: Duty) -> Iterable[tuple[int, int]]:
    """Each (start, end) of a turn, in minutes of the week; what goes past the end of Sunday begins the Monday."""
    for number, name in enumerate(DAYS):
        if name in turn.days:
            start = number * DAY + _minutes(turn.starts)
            end = number * DAY + _minutes(turn.ends) + (0 if turn.ends > turn.starts else DAY)
            yield (start, min(end, WEEK))
            if end > WEEK:
                yield (0, end - WEEK)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _gaps(covered: list[tuple[int, int]]) -> tuple[str, ...]:
    """When nobody answers, in words; what lasts over the end of Sunday is one gap."""
    if not covered:
        return ("at any time",)
    edges = list(zip([end for _, end in covered], [start for start, _ in covered[1:]], strict=False))
    last, first = covered[-1][1], covered[0][0]
    if first > 0 or last < WEEK:
        edges.append((last % WEEK, first))
    alike: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, end in edges:
        one_night = (end - start) % WEEK < DAY
        alike.setdefault((start % DAY, end % DAY) if one_night else (start, end), []).append((start, end))
    return tuple(_gap(rows) for rows in alike.values())


def _gap(rows: list[tuple[int, int]]) -> str:
    """One gap with its days; one that comes on several days, once: "from 9:00pm to 9:00am the next day, …"."""
    start, end = rows[0]
    if len(rows) == 1:
        return f"from {_moment(start, 'start')} to {_moment(end, 'end')}"
    starts, ends = (time(*divmod(at % DAY, 60)) for at in (start, end))
    days = days_in_words(list(DAYS)[at % WEEK // DAY] for at, _ in rows)
    return f"from {times_in_words(starts, ends)}, {days}"


def _moment(minutes: int, edge: str) -> str:
    """Says "Saturday 6:00pm", "the start of Saturday", "the end of Sunday": a midnight is nobody's to guess at."""
    day, rest = divmod(minutes % WEEK, DAY)
    if not rest:
        return f"the {edge} of {NAMES[day if edge == 'start' else day - 1]}"
    return f"{NAMES[day]} {dates.time(time(*divmod(rest, 60)))}"


def until_in_words(until: datetime) -> str:
    """Says "5:00pm", "midnight", "8:00am tomorrow", "8:00am on Monday": when a turn that is on now ends."""
    local, today = timezone.localtime(until), clock.today()
    if local.time() == time(0) and local.date() == today + timedelta(days=1):
        return "midnight"
    days = (local.date() - today).days
    return dates.time(until) + {0: "", 1: " tomorrow"}.get(days, f" on {NAMES[local.weekday()]}")


def days_in_words(days: Iterable[str]) -> str:
    """Says "Monday to Friday", "Saturday and Sunday", "Monday, Wednesday and Friday", "every day but Sunday"."""
    named = set(days)
    chosen = [number for number, day in enumerate(DAYS) if day in named]
    names = [NAMES[number] for number in chosen]
    if len(chosen) == len(DAYS):
        return "every day"
    if len(chosen) == len(DAYS) - 1:
        return f"every day but {next(name for name in NAMES if name not in names)}"
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        return f"{names[0]} to {names[-1]}"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def times_in_words(starts: time, ends: time) -> str:
    """Says "9:00am to 5:00pm", "6:00pm to 8:00am the next day", "day and night"."""
    if starts == ends == time(0):
        return "all day"
    if starts == ends:
        return f"24 hours from {dates.time(starts)}"
    return f"{dates.time(starts)} to {dates.time(ends)}{'' if ends > starts else ' the next day'}"


def get_duty(actor: Actor, duty: str) -> Duty:
    return visible_duties(actor).filter(pk__in=_turns(clock.today())).select_related("user").get(pk=duty)


def users_for_duty(actor: Actor) -> dict[str, User]:
    """The staff who could be on the list, by id, in the order of their names."""
    found = visible_accounts(actor).filter(pk__in=_at_work(clock.today())).order_by("name", "pk")
    return {user.pk: user for user in found}
