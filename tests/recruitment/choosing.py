"""Set-up for stories after shortlisting: somebody asked to meet us, times, notes, an offer, checks, a first day."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from alongside.candidates.models import Message
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.recruitment import commands
from alongside.recruitment.models import Application, Check, CheckKind, FirstDay, InterviewNote, Slot, Vacancy
from alongside.recruitment.queries import criteria_to_meet
from tests.recruitment.applying import make_application, make_panel, make_vacancy, qualify
from tests.world import World, make_candidate

KINDS = (
    ("identity", "Identity", "candidate", "", ["Passport"]),
    ("right_to_work", "Right to work in the UK", "candidate", "", ["Passport"]),
    ("registration", "Training and qualifications", "us", "", ["Our own certificate"]),
    ("references", "Employment history and references", "candidate", "your referees", ["References"]),
    ("criminal_record", "Criminal record (DBS)", "others", "DBS", ["Enhanced DBS certificate"]),
    ("work_health", "Work health assessment", "candidate", "a nurse", ["Cleared by occupational health"]),
)
JOB = process("a job")


def at(days: int, hour: int = 10) -> datetime:
    """Ten in the morning (or another hour), so many days from today."""
    day = clock.today() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def make_closed_vacancy(world: World, **fields: Any) -> Vacancy:
    """Closed, with a panel of Piet and Imani (a peer) and two questions for the meeting."""
    asked = ["Tell us about a time you listened.", "What would you do if somebody was quiet?"]
    vacancy = make_vacancy(
        world, **{"status": "closed", "interview_questions": asked, "places": 2, "team": world.willow, **fields}
    )
    make_panel(world, vacancy, third=False)
    return vacancy


def make_asked(
    world: World, vacancy: Vacancy | None = None, user: str | None = "candidate", **fields: Any
) -> Application:
    """Grace, or somebody else, asked to meet us."""
    vacancy = vacancy or make_closed_vacancy(world)
    candidate = make_candidate(world, user)
    qualify(candidate)
    return make_application(world, vacancy, candidate, **{"status": "to_meet", **fields})


def make_slot(
    vacancy: Vacancy, days: int = 5, hour: int = 10, application: Application | None = None, **fields: Any
) -> Slot:
    starts = at(days, hour)
    with unguarded():
        return Slot.objects.create(
            vacancy=vacancy,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=45),
            where="Fern House",
            application=application,
            taken_at=clock.now() if application else None,
            **fields,
        )


def note(application: Application, *users: Any, score: int = 2) -> None:
    """Notes on every line, by each of these members of the panel."""
    with unguarded():
        for user in users:
            member = application.vacancy.panel.get(user=user)
            for criterion in criteria_to_meet(application.vacancy):
                InterviewNote.objects.create(
                    application=application,
                    criterion=criterion,
                    member=member,
                    score=score,
                    words="Listened before speaking.",
                    written_at=clock.now(),
                )


def make_met(world: World, vacancy: Vacancy | None = None, user: str | None = "candidate") -> Application:
    """Met us, with the peer's notes and the other's."""
    application = make_asked(world, vacancy, user, status="met")
    note(application, world.users["panel"], world.users["peer_worker"])
    return application


def make_offered(world: World, vacancy: Vacancy | None = None, user: str | None = "candidate") -> Application:
    application = make_met(world, vacancy, user)
    return commands.make_offer(world.recruiter, application, by=clock.today() + timedelta(days=7))


def make_kinds() -> None:
    with unguarded():
        for position, (code, name, turn, others, evidence) in enumerate(KINDS):
            CheckKind.objects.create(
                code=code,
                name=name,
                about="What it is.",
                is_standard=True,
                first_turn=turn,
                others=others,
                candidate_does="Show us.",
                evidence=evidence,
                position=position,
            )


def make_accepted(world: World, vacancy: Vacancy | None = None, user: str = "candidate") -> Application:
    """Said yes; the six checks have begun."""
    if not CheckKind.objects.exists():
        make_kinds()
    application = make_offered(world, vacancy, user)
    return commands.accept_offer(world.actor(user), application)


def check_of(application: Application, code: str) -> Check:
    return Check.objects.select_related("kind", "application__vacancy", "application__candidate").get(
        application=application, kind__code=code
    )


def clear(world: World, application: Application, *codes: str) -> None:
    """Clear these checks, or all that are open."""
    for code, *_, evidence in KINDS:
        if not codes or code in codes:
            check = check_of(application, code)
            if check.status not in ("clear", "not_needed"):
                commands.clear_check(world.recruiter, check, evidence=evidence[0], seen_on=clock.today())


def make_ready(world: World, vacancy: Vacancy | None = None, user: str = "candidate") -> Application:
    application = make_accepted(world, vacancy, user)
    clear(world, application)
    application.refresh_from_db()
    return application


def make_planned(world: World, application: Application | None = None, days: int = 0, **fields: Any) -> FirstDay:
    """All clear, planned for today, and what helps at work agreed."""
    application = application or make_ready(world)
    first_day = commands.plan_first_day(
        world.recruiter,
        application,
        **{
            "starts_on": clock.today() + timedelta(days=days),
            "where": "Willow Ward",
            "manager": world.users["team_manager"],
            "supervisor": world.users["other_peer_worker"],
            "work_email": "grace.ashby@example.org",
            **fields,
        },
    )
    return commands.agree_adjustments(world.recruiter, first_day)


def told(application: Application) -> str:
    """What the candidate was told last; all of it, when two things were said at one moment."""
    said = Message.objects.filter(candidate=application.candidate, from_candidate=False)
    newest = said.filter(written_at=said.aggregate(at=Max("written_at"))["at"])
    return "\n".join(sorted(newest.values_list("words", flat=True)))


def was_done(action: str) -> bool:
    return AuditEvent.objects.filter(action=action).exists()
