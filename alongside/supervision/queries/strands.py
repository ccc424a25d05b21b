"""One supervision: its page for those in it, its dates for those who look after the worker, and whom to choose."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.supervision import policies
from alongside.supervision.models import Cover, Session, Strand, Supervisee, Supervision, ToDo
from alongside.supervision.queries.standing import Standing, standing
from alongside.workforce.policies import visible_workers
from alongside.workforce.queries import away, named, workers_at_work

STRANDS = [(str(value), str(words)) for value, words in Strand.choices]


@dataclass(frozen=True)
class SessionRow:
    """One session in a list. `tells`: a tag's meaning and words; `may_open`: the actor reads its words."""

    id: str
    starts_at: datetime
    minutes: int
    where: str
    led_by: str
    status: str
    tells: tuple[str, str]
    may_open: bool
    is_owed: bool


@dataclass(frozen=True)
class ToDoRow:
    """One thing agreed. `mine`: for the actor to do."""

    id: str
    session_id: str
    words: str
    who: str
    due_on: date | None
    done_at: datetime | None
    mine: bool

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due_on is not None and self.due_on < clock.today()


@dataclass(frozen=True)
class YesRow:
    """Whether one of them said yes to the agreement as it stands."""

    name: str
    agreed_at: datetime | None
    mine: bool


@dataclass(frozen=True)
class SupervisionPage:
    """One supervision. `part` is the actor's: "gives", "is_in", "was_in" (or covered it), "covers" or "dates"; the
    agreement and who said yes are there for the first two only, and `to_do` for whoever reads its session."""

    supervision: Supervision
    title: str
    part: str
    people: tuple[Supervisee, ...]
    coming: tuple[SessionRow, ...]
    past: tuple[SessionRow, ...]
    to_do: tuple[ToDoRow, ...]
    yeses: tuple[YesRow, ...]
    covers: tuple[Cover, ...]
    weeks: int
    standing: tuple[Standing, ...]
    may_name: bool
    may_cover: bool

    @property
    def is_running(self) -> bool:
        return self.supervision.status == Supervision.Status.RUNNING

    @property
    def reads_agreement(self) -> bool:
        return self.part in ("gives", "is_in")

    @property
    def may_plan(self) -> bool:
        return self.is_running and self.part in ("gives", "is_in", "covers")

    @property
    def may_say_yes(self) -> bool:
        mine = any(row.mine and row.agreed_at is None for row in self.yeses)
        return self.is_running and bool(self.supervision.agreement) and mine


def get_supervision(actor: Actor, supervision_id: str) -> Supervision:
    return policies.visible_supervisions(actor).select_related("supervisor").get(pk=supervision_id)


def own_supervision(actor: Actor, supervision_id: str) -> Supervision:
    """One that the actor is in, gives or covers."""
    return policies.own_supervisions(actor).select_related("supervisor").get(pk=supervision_id)


def own_place(actor: Actor, supervision_id: str) -> Supervisee:
    """The actor's own place in it."""
    return policies.own_places(actor).select_related("worker", "supervision").get(supervision=supervision_id)


def named_place(actor: Actor, place_id: str) -> Supervisee:
    """A place of a worker in the reach of whoever names supervisors."""
    return policies.named_places(actor).select_related("worker", "supervision__supervisor").get(pk=place_id)


def get_cover(actor: Actor, cover_id: str) -> Cover:
    return policies.visible_covers(actor).select_related("by", "supervision__supervisor").get(pk=cover_id)


def title_of(supervision: Supervision) -> str:
    """ "Peer supervision", or the group's own name."""
    return supervision.group_name or str(Strand(supervision.strand).label)


def supervision_page(actor: Actor, supervision_id: str) -> SupervisionPage:
    """One supervision as this actor may see it. Nine queries at most, however much there is in it."""
    supervision = get_supervision(actor, supervision_id)
    people = list(supervision.people.select_related("worker").order_by("since", "worker__first_name", "pk"))
    part = _part(actor, supervision, people)
    readable = set(policies.read_sessions(actor).filter(supervision=supervision).values_list("pk", flat=True))
    found = supervision.sessions.select_related("led_by").order_by("starts_at", "pk")
    seen = [s for s in found if s.pk in readable or part == "dates"]
    rows = [session_row(s, s.pk in readable) for s in seen]
    ahead = [row for row in rows if row.status == "planned"]
    covers = supervision.covers.filter(taken_back_at=None, ends_on__gte=clock.today()).select_related("by")
    stands = standing(supervision.people.filter(until=None))
    in_reach = policies.may_name(actor, supervision)
    if part == "was_in":  # what it has become since is not theirs to see
        people = [p for p in people if p.worker.user_id == actor.user_id]
        covers, stands = covers.none(), []
    return SupervisionPage(
        supervision=supervision,
        title=title_of(supervision),
        part=part,
        people=tuple(p for p in people if p.until is None or part == "was_in" or supervision.status == "ended"),
        coming=tuple(ahead),
        past=tuple(reversed([row for row in rows if row.status != "planned"])),
        to_do=open_to_do(actor, policies.read_to_do(actor).filter(session__supervision=supervision)),
        yeses=_yeses(actor, supervision, people) if part in ("gives", "is_in") else (),
        covers=tuple(covers),
        weeks=stands[0].weeks if stands else 0,
        standing=tuple(stands),
        may_name=in_reach,
        may_cover=in_reach or part == "gives",
    )


def _part(actor: Actor, supervision: Supervision, people: list[Supervisee]) -> str:
    if supervision.supervisor.user_id == actor.user_id:
        return "gives"
    mine = [p for p in people if p.worker.user_id == actor.user_id]
    if any(p.until is None for p in mine):
        return "is_in"
    if policies.covers_now(actor).filter(supervision=supervision).exists():
        return "covers"
    if policies.dated_supervisions(actor).filter(pk=supervision.pk).exists():
        return "dates"
    return "was_in"


def session_row(session: Session, may_open: bool) -> SessionRow:
    over = session.status == Session.Status.PLANNED and session.starts_at <= clock.now()
    by = {"supervisor": "Cancelled by the supervisor", "worker": "Cancelled by the worker", "other": "Cancelled"}
    tells = {
        Session.Status.PLANNED: ("your_turn", "To write down") if over else ("going_on", "Planned"),
        Session.Status.HELD: ("done", "Held"),
        Session.Status.CANCELLED: ("on_hold", by.get(session.cancelled_by, "Cancelled")),
    }[Session.Status(session.status)]
    return SessionRow(
        session.pk,
        session.starts_at,
        session.minutes,
        session.where if may_open else "",
        session.led_by.full_name,
        session.status,
        tells,
        may_open,
        over,
    )


def open_to_do(actor: Actor, found: QuerySet[ToDo]) -> tuple[ToDoRow, ...]:
    """What of these is not done yet, what is due first at the top. One query."""
    rows = found.filter(done_at=None).select_related("who").order_by("due_on", "pk")
    return tuple(sorted((to_do_row(actor, row) for row in rows), key=lambda row: row.due_on or date.max))


def to_do_row(actor: Actor, row: ToDo) -> ToDoRow:
    mine = bool(actor.user_id) and row.who.user_id == actor.user_id
    return ToDoRow(row.pk, row.session_id, row.words, row.who.first_name, row.due_on, row.done_at, mine)


def _yeses(actor: Actor, supervision: Supervision, people: list[Supervisee]) -> tuple[YesRow, ...]:
    giver = supervision.supervisor
    rows = [YesRow(giver.full_name, supervision.agreed_at, giver.user_id == actor.user_id)]
    rows += [
        YesRow(p.worker.full_name, p.agreed_at, p.worker.user_id == actor.user_id) for p in people if p.until is None
    ]
    return tuple(rows)


# Whom to choose -------------------------------------------------------------------------------------------------------


def supervisor_choices() -> list[tuple[Any, str]]:
    """Workers who could supervise: at work, with an account that holds one of the roles it takes. One query."""
    today = clock.today()
    held = Q(user__holdings__ends_on=None) | Q(user__holdings__ends_on__gte=today)
    can = Q(user__holdings__role__in=policies.INVOLVED, user__holdings__starts_on__lte=today)
    everyone = workers_at_work("peer", today) | workers_at_work("clinician", today)
    return named(everyone.filter(held & can).distinct())


def cover_choices(supervision: Supervision, first: date, last: date) -> list[tuple[Any, str]]:
    """Those who could cover: not the supervisor, nobody who is in it, nobody away on these days. Why is not said."""
    inside = set(supervision.people.filter(until=None).values_list("worker", flat=True)) | {supervision.supervisor_id}
    rows = [row for row in supervisor_choices() if row[0].pk not in inside]
    gone = away([worker.pk for worker, _ in rows], first, last)
    return [(worker, name) for worker, name in rows if not gone[worker.pk]]


def away_ahead(supervision: Supervision) -> tuple[date, date] | None:
    """The days the supervisor is away, now or next, as they wrote them down; None when they are here."""
    today = clock.today()
    gone = sorted(away([supervision.supervisor_id], today, clock.months_after(today, 6))[supervision.supervisor_id])
    return gone[0] if gone else None


def to_supervise(actor: Actor) -> list[tuple[Any, str]]:
    """Peer workers in reach who have not left, by name."""
    today = clock.today()
    found = visible_workers(actor).filter(Q(leaves_on=None) | Q(leaves_on__gte=today), kind="peer")
    return [(worker, worker.full_name) for worker in found.order_by("first_name", "last_name", "pk")]


def to_join(actor: Actor, supervision: Supervision) -> list[tuple[Any, str]]:
    """Those in reach who are not in this group yet."""
    inside = set(supervision.people.filter(until=None).values_list("worker", flat=True)) | {supervision.supervisor_id}
    return [(worker, name) for worker, name in to_supervise(actor) if worker.pk not in inside]


def who_is_in(supervision: Supervision, on: date) -> list[Any]:
    """The workers who were, or will be, in it on that day."""
    found = supervision.people.filter(Q(until=None) | Q(until__gte=on), since__lte=on).select_related("worker")
    return [p.worker for p in found.order_by("worker__first_name", "worker__last_name", "pk")]


def leader_on(supervision: Supervision, on: date) -> Any:
    """Who leads on that day: whoever covers, else the supervisor."""
    cover = (
        supervision.covers.filter(taken_back_at=None, starts_on__lte=on, ends_on__gte=on).select_related("by").last()
    )
    return cover.by if cover else supervision.supervisor


def last_read(actor: Actor, supervision: Supervision) -> Session | None:
    """The latest session that the actor reads: what the next one may be like."""
    return policies.read_sessions(actor).filter(supervision=supervision).order_by("-starts_at").first()


def next_planned(supervision: Supervision, but: str = "") -> Session | None:
    """The next session that stands, other than `but`."""
    found = supervision.sessions.filter(status=Session.Status.PLANNED, starts_at__gt=clock.now()).exclude(pk=but)
    return found.order_by("starts_at").first()


def usual_next(supervision: Supervision, after: date) -> date:
    """The day the rhythm says, counted from `after`; never one that is past."""
    rows = standing(supervision.people.filter(until=None)[:1])
    weeks = rows[0].weeks if rows else supervision.weeks or 4
    day = after
    while day <= max(after, clock.today()):
        day = date.fromordinal(day.toordinal() + 7 * weeks)
    return day


def weeks_of(supervision: Supervision) -> int:
    """How many weeks lie between two sessions: as agreed, else as the service says."""
    rows = standing(supervision.people.filter(until=None)[:1])
    return rows[0].weeks if rows else supervision.weeks or 4


def session_day(session: Session) -> date:
    return timezone.localdate(session.starts_at)
