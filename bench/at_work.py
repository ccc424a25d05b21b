"""Three years of supervision, time and what workers keep for themselves, made straight in the tables."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from alongside.accounts.models import RoleHolding, User
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.supervision.models import (
    Adjustment,
    CheckIn,
    Here,
    PlanSection,
    PlanShare,
    Portfolio,
    Preparation,
    Raised,
    Rhythm,
    Session,
    StarterStep,
    StarterStepKind,
    Supervisee,
    Supervision,
    TimeSpent,
    ToDo,
    WorkKind,
)
from alongside.support.models import TeamWork
from alongside.workforce.models import Worker

YEARS, EACH = 3, 12  # how far back; how many workers a supervisor has in each strand
STRANDS = {"line": 4, "clinical": 8, "peer": 4}  # weeks between sessions
BATCH = 2000
WORDS = "We looked at the week, and at what is too much just now. " * 4
HEADINGS = ("What I am like when I am well", "What I notice first", "What helps", "Please do not", "After a hard day")


def fill(scale: float) -> str:
    """For every worker there is. `supervisor@example.org` supervises the first dozen. Says how many sessions."""
    random, now = Random(6), timezone.now().replace(microsecond=0)
    workers = list(Worker.objects.filter(user__email__startswith="worker-").order_by("user__email"))
    with unguarded():
        supervisor = _supervisor()
        for strand, weeks in STRANDS.items():
            Rhythm.objects.update_or_create(strand=strand, defaults={"weeks": weeks, "needed": strand != "clinical"})
        places = _supervisions(workers, supervisor, now.date())
        sessions = _sessions(random, places, now)
        _time(random, workers, now.date())
        _own(random, workers, supervisor, now)
        _first_months(random, workers, now.date())
        _raised(random, places, supervisor, now)
    return f"{sessions:,} sessions of supervision, and what workers write down of their time"


def _supervisor() -> Worker:
    user = User.objects.create(email="supervisor@example.org", name="Sefa Lindqvist", kind=User.Kind.STAFF)
    RoleHolding.objects.create(user=user, role="supervisor", starts_on="2024-01-01")
    return Worker.objects.create(user=user, first_name="Sefa", last_name="Lindqvist", kind="clinician")


def _supervisions(workers: list[Worker], supervisor: Worker, today: date) -> list[Supervisee]:
    """Each worker has all three strands; the supervisor gives the peer and the clinical one of the first dozen."""
    began, made, places = today - timedelta(days=365 * YEARS), [], []
    for strand in STRANDS:
        for number, worker in enumerate(workers):
            first = number // EACH == 0 and strand != "line"
            leads = supervisor if first else workers[(number // EACH * EACH + EACH) % len(workers)]
            made.append(Supervision(strand=strand, supervisor=leads, began_on=began, agreement=WORDS))
            places.append(Supervisee(supervision=made[-1], worker=worker, since=began))
    Supervision.objects.bulk_create(made, BATCH)
    Supervisee.objects.bulk_create(places, BATCH)
    return places


def _sessions(random: Random, places: list[Supervisee], now: datetime) -> int:
    """Held up to some weeks ago; most have one to come, and one in twenty is overdue."""
    sessions, here, brought, to_do = [], [], [], []
    for place in places:
        weeks = STRANDS[place.supervision.strand]
        late = random.random() < 0.05
        last = now - timedelta(days=weeks * 7 + 30 if late else random.randint(1, weeks * 7))
        for back in range(YEARS * 52 // weeks):
            starts_at = _at(last - timedelta(weeks=weeks * back))
            held = back == 0 or random.random() < 0.9
            sessions.append(_session(place, starts_at, "held" if held else "cancelled"))
            if held:
                here.append(Here(session=sessions[-1], worker=place.worker))
                to_do.append(ToDo(session=sessions[-1], words="Ring the team", who=place.worker, done_at=starts_at))
            if back < 2:
                to_do[-1].done_at = None
        if not late and random.random() < 0.8:
            sessions.append(_session(place, _at(now + timedelta(days=random.randint(1, 25))), "planned"))
            brought.append(Preparation(session=sessions[-1], worker=place.worker, words="The rota"))
    for rows in (sessions, here, brought, to_do):
        type(rows[0]).objects.bulk_create(rows, BATCH)
    return len(sessions)


def _session(place: Supervisee, starts_at: datetime, status: str) -> Session:
    return Session(
        supervision=place.supervision,
        status=status,
        starts_at=starts_at,
        led_by=place.supervision.supervisor,
        held_at=starts_at if status == "held" else None,
        note=WORDS if status == "held" else "",
        cancelled_at=starts_at if status == "cancelled" else None,
        cancelled_by="worker" if status == "cancelled" else "",
    )


def _at(moment: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(moment.date(), time(10)))


def _time(random: Random, workers: list[Worker], today: date) -> None:
    """Two entries on every other day, for three years; and work with the team once a week."""
    kinds = list(WorkKind.objects.order_by("position")) or [
        WorkKind.objects.create(slug=counts, name=name, counts=counts) for counts, name in WorkKind.Counts.choices
    ]
    written, teams = timezone.now(), list(TeamWork.Kind.values)
    for worker in workers:
        days = [today - timedelta(days=back) for back in range(0, 365 * YEARS, 2)]
        TimeSpent.objects.bulk_create(
            [
                TimeSpent(
                    worker=worker, kind=random.choice(kinds), on=on, minutes=random.choice((30, 60, 90)),
                    written_at=written,
                )
                for on in days
                for _ in range(2)
            ],
            BATCH,
        )  # fmt: skip
        assigned = worker.assignments.first()
        TeamWork.objects.bulk_create(
            TeamWork(
                worker=worker, team_id=assigned.team_id if assigned else None, kind=random.choice(teams), on=on,
                minutes=random.choice((15, 30, 60)), once=new_id(), written_at=written,
            )
            for on in days[::4]
        )  # fmt: skip


def _own(random: Random, workers: list[Worker], supervisor: Worker, now: datetime) -> None:
    """What is a worker's own: check-ins, a plan, a portfolio, what helps them."""
    today = now.date()
    check_ins, plan, shares, portfolio, adjustments = [], [], [], [], []
    for worker in workers:
        check_ins += [
            CheckIn(worker=worker, on=today - timedelta(days=back), feeling=random.randint(1, 5), written_at=now)
            for back in range(0, 365 * YEARS, 7)
        ]
        plan += [
            PlanSection(worker=worker, heading=heading, words=WORDS, position=n, changed_at=now)
            for n, heading in enumerate(HEADINGS)
        ]
        shares.append(PlanShare(section=plan[-1], user=supervisor.user, since=now))
        portfolio += [
            Portfolio(
                worker=worker, title="What I learned", words=WORDS, happened_on=today - timedelta(days=back),
                minutes=60, changed_at=now,
            )
            for back in range(0, 365 * YEARS, 30)
        ]  # fmt: skip
        agreed: dict[str, Any] = {"agreed_at": now, "agreed_by": "Lena Marsh"}
        adjustments += [
            Adjustment(
                worker=worker, status="in_place", kind="pattern", words="To start at ten", asked_at=now, **agreed,
                in_place_by=today, in_place_at=now, review_on=today + timedelta(days=random.randint(-20, 300)),
            ),
            Adjustment(
                worker=worker, status="agreed", kind="place", words="A quiet room", asked_at=now, **agreed,
                in_place_by=today + timedelta(days=random.randint(-20, 20)),
            ),
        ]  # fmt: skip
    for rows in (check_ins, plan, shares, portfolio, adjustments):
        type(rows[0]).objects.bulk_create(rows, BATCH)


def _first_months(random: Random, workers: list[Worker], today: date) -> None:
    """One worker in five is new; the others have all of it behind them."""
    kinds = list(StarterStepKind.objects.all()) or [
        StarterStepKind.objects.create(
            slug=f"step-{n}", name=f"Step {n}", phase="induction", who="line", due_days=n * 10
        )
        for n in range(12)
    ]
    steps = []
    for number, worker in enumerate(workers):
        began = today - timedelta(days=random.randint(5, 150) if number % 5 == 0 else 900)
        for kind in kinds:
            due_on = began + timedelta(days=kind.due_days)
            done_on = due_on if due_on < today and (number % 5 or random.random() < 0.95) else None
            steps.append(StarterStep(worker=worker, kind=kind, due_on=due_on, done_on=done_on))
    StarterStep.objects.bulk_create(steps, BATCH)


def _raised(random: Random, places: list[Supervisee], supervisor: Worker, now: datetime) -> None:
    """Four of each place in three years; one place in ten has one that is open."""
    lead = User.objects.get(email="lead@example.org")
    rows = []
    for number, place in enumerate(places):
        for back in range(1, 5):
            raised_at = now - timedelta(days=250 * back)
            to = lead if number % 2 else supervisor.user
            closed = {"closed_at": raised_at + timedelta(days=9)}
            rows.append(_slip(place, to, raised_at, **closed))
        if number % 10 == 0:
            rows.append(_slip(place, lead, now - timedelta(days=random.randint(1, 9))))
    Raised.objects.bulk_create(rows, BATCH)


def _slip(place: Supervisee, to: User, raised_at: datetime, **closed: Any) -> Raised:
    strand, about = place.supervision.strand, place.supervision_id
    return Raised(worker=place.worker, what="overdue", about=about, strand=strand, to=to, raised_at=raised_at, **closed)
