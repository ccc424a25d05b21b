"""A worker's own page of supervision, and a supervisor's page of their people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.supervision import policies
from alongside.supervision.models import Cover, Session, Supervisee, SupportAsk
from alongside.supervision.queries.asking import asked_of
from alongside.supervision.queries.raising import RaisedRow, open_raised, raised_rows
from alongside.supervision.queries.standing import Standing, own_standing, standing
from alongside.supervision.queries.strands import SessionRow, ToDoRow, open_to_do, session_row
from alongside.support.queries import workloads

OF_A_ROW = ("supervision", "status", "starts_at", "minutes", "where", "cancelled_by")  # what `session_row` reads
SHOWN = 3  # sessions of each worker on the page of whoever supervises them
LOOKED_BACK = timedelta(days=400)  # for those; what nobody wrote down is looked for further back too


@dataclass(frozen=True)
class ComingRow:
    """A session to come, or one that nobody has written down yet. `prepared`: the actor wrote something to bring;
    `with_whom`: who leads it, or for whoever leads it those who are supervised."""

    row: SessionRow
    title: str
    group: str
    prepared: bool
    with_whom: str


@dataclass(frozen=True)
class OwnSupervision:
    """What a worker sees of their own supervision: each strand, the dates, what they said they would do."""

    strands: tuple[Standing, ...]
    coming: tuple[ComingRow, ...]
    to_do: tuple[ToDoRow, ...]
    others_do: tuple[ToDoRow, ...]
    asks: tuple[SupportAsk, ...]
    asked_of_me: tuple[SupportAsk, ...]
    raised: tuple[RaisedRow, ...]
    gives: bool


@dataclass(frozen=True)
class SupervisedRow:
    """One worker of a supervisor. `weeks` are contacts of each of the last eight whole weeks, the oldest first."""

    standing: Standing
    covering: Cover | None
    sessions: tuple[SessionRow, ...]
    owed: tuple[SessionRow, ...]
    asked_words: str
    taken: int
    agreed: int
    quiet_people: int
    weeks: tuple[int, ...]

    @property
    def quiet_weeks(self) -> int:
        """How many of those weeks had no contact at all."""
        return sum(n == 0 for n in self.weeks)


@dataclass(frozen=True)
class SupervisionDay:
    """What of supervision is for today: sessions of today, those to write down, who asked, what was raised, and whom
    of those they supervise the actor is due to meet, with no day named."""

    today: tuple[ComingRow, ...]
    owed: tuple[ComingRow, ...]
    asked_of_me: tuple[SupportAsk, ...]
    raised: int
    due: tuple[Standing, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.today or self.owed or self.asked_of_me or self.raised or self.due)


def supervision_day(actor: Actor) -> SupervisionDay:
    """For Today, whoever it is. Eight queries."""
    tomorrow = clock.today() + timedelta(days=1)
    rows = [
        row for row in _coming(actor, given=True) if row.row.is_owed or timezone.localdate(row.row.starts_at) < tomorrow
    ]
    return SupervisionDay(
        today=tuple(row for row in rows if not row.row.is_owed),
        owed=tuple(row for row in rows if row.row.is_owed),
        asked_of_me=tuple(asked_of(actor)),
        raised=open_raised(actor),
        due=tuple(one for one in standing(policies.given_places(actor)) if one.days_over and one.next_at is None),
    )


def my_supervision(actor: Actor) -> OwnSupervision:
    """A peer worker's own. NotAllowed for anybody else. Thirteen queries, however much there is."""
    if not policies.may_see_own(actor):
        raise NotAllowed("see their own supervision")
    strands = own_standing(actor)
    theirs = Supervisee.objects.filter(worker__user_id=actor.user_id).values("supervision")
    mine = policies.read_to_do(actor).filter(session__supervision__in=theirs)
    todo = open_to_do(actor, mine)
    asks = list(policies.asks_of(actor).select_related("worker", "to"))
    waiting = [ask for ask in asks if ask.status in (SupportAsk.Status.WAITING, SupportAsk.Status.SEEN)]
    return OwnSupervision(
        strands=tuple(strands),
        coming=_coming(actor),
        to_do=tuple(row for row in todo if row.mine),
        others_do=tuple(row for row in todo if not row.mine),
        asks=tuple(ask for ask in waiting if ask.worker.user_id == actor.user_id),
        asked_of_me=tuple(ask for ask in waiting if ask.to_id == actor.user_id),
        raised=tuple(raised_rows(policies.raised_about(actor))),
        gives=policies.given_places(actor).exists() or policies.covers_now(actor).exists(),
    )


def _coming(actor: Actor, *, given: bool = False) -> tuple[ComingRow, ...]:
    """The sessions of supervisions the actor is in, and with `given` those they lead: to come, or begun and not
    written down. Three queries."""
    theirs = Q(supervision__in=policies.own_places(actor).values("supervision"))
    theirs |= Q(led_by__user_id=actor.user_id) if given else Q()
    found = policies.read_sessions(actor).filter(theirs, status=Session.Status.PLANNED)
    words = policies.own_preparations(actor).exclude(words="")
    prepared = set(words.filter(session__status=Session.Status.PLANNED).values_list("session", flat=True))
    inside = Supervisee.objects.filter(until=None).select_related("worker")
    people = Prefetch("supervision__people", inside, to_attr="now")
    return tuple(
        ComingRow(
            session_row(session, True),
            session.supervision.get_strand_display(),
            session.supervision.group_name,
            session.pk in prepared,
            _with_whom(actor, session),
        )
        for session in found.select_related("supervision", "led_by").prefetch_related(people).order_by("starts_at")[:12]
    )


def _with_whom(actor: Actor, session: Session) -> str:
    if session.led_by.user_id != actor.user_id:
        return session.led_by.full_name
    return ", ".join(place.worker.full_name for place in session.supervision.now)  # type: ignore[attr-defined]


def people_i_supervise(actor: Actor) -> list[SupervisedRow]:
    """Those the actor supervises or covers for, whoever is overdue first. Eleven queries, however many they are.

    Numbers of a worker's people, never who they are.
    """
    if not policies.may_supervise(actor):
        raise NotAllowed("supervise")
    covers = {cover.supervision_id: cover for cover in policies.covers_now(actor)}
    given = policies.given_places(actor)
    rows = [*standing(given), *standing(policies.covered_places(actor))]
    ids = {row.worker_id for row in rows}
    sessions = _sessions(actor, {row.supervision_id for row in rows})
    agreed, asked = _facts([row.place_id for row in rows])
    taken, quiet, weeks = workloads.taken(ids), workloads.quiet_people(ids), workloads.weeks_of(ids)
    made = [
        _row(row, covers.get(row.supervision_id), sessions, asked, taken, agreed, quiet, weeks)
        for row in {row.place_id: row for row in rows}.values()
    ]
    return sorted(made, key=lambda one: (not one.standing.is_overdue, one.standing.worker.lower(), one.standing.strand))


def _row(
    row: Standing,
    cover: Cover | None,
    sessions: Mapping[str, list[SessionRow]],
    asked: Mapping[str, str],
    taken: Mapping[str, int],
    agreed: Mapping[str, int],
    quiet: Mapping[str, int],
    weeks: Mapping[str, tuple[int, ...]],
) -> SupervisedRow:
    theirs = sessions.get(row.supervision_id, [])
    over = [one for one in theirs if one.status != Session.Status.PLANNED]
    return SupervisedRow(
        standing=row,
        covering=cover,
        sessions=tuple(reversed(over))[:SHOWN],
        owed=tuple(one for one in theirs if one.is_owed),
        asked_words="" if cover else asked.get(row.place_id, ""),
        taken=taken[row.worker_id],
        agreed=agreed[row.place_id],
        quiet_people=quiet[row.worker_id],
        weeks=weeks[row.worker_id],
    )


def _sessions(actor: Actor, supervisions: set[str]) -> dict[str, list[SessionRow]]:
    found: dict[str, list[SessionRow]] = {}
    recent = Q(status=Session.Status.PLANNED) | Q(starts_at__gte=clock.now() - LOOKED_BACK)
    rows = policies.read_sessions(actor).filter(recent, supervision__in=supervisions, starts_at__lte=clock.now())
    names = ("led_by__first_name", "led_by__last_name")
    for session in rows.select_related("led_by").only(*OF_A_ROW, *names).order_by("starts_at", "pk"):
        found.setdefault(session.supervision_id, []).append(session_row(session, True))
    return found


def _facts(places: list[str]) -> tuple[dict[str, int], dict[str, str]]:
    """The number of places agreed with each worker, and what they asked for a session with; by place."""
    rows = Supervisee.objects.filter(pk__in=places).values_list("pk", "worker__agreed_caseload", "asked_words")
    found = list(rows)
    return {pk: agreed for pk, agreed, _ in found}, {pk: words for pk, _, words in found}
