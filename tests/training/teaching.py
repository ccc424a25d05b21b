"""A course that runs: ten sessions, two trainers, three principles, and whoever is given a place."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alongside.candidates.models import Candidate
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.training import queries
from alongside.training.models import (
    Attendance,
    Cohort,
    CohortTrainer,
    Module,
    Place,
    Principle,
    Programme,
    Session,
)
from tests.world import World, make_candidate

PDF = b"%PDF-1.7 hello"


def paper(name: str = "certificate.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def make_programme(**fields: Any) -> Programme:
    with unguarded():
        programme = Programme.objects.create(
            **{
                "name": "Peer support training",
                "slug": "peer-support-training",
                "about": "What peer support is.",
                "taught_by": "Trainers from our Recovery College",
                "catch_up": "You can watch it back and talk it over with a trainer.",
                "claim_days": 20,
                **fields,
            }
        )
        principles = [
            Principle.objects.get_or_create(name=name, defaults={"words": f"What {name} means.", "position": position})[
                0
            ]
            for position, name in enumerate(("Mutual", "Safe", "Inclusive"))
        ]
        module = Module.objects.create(programme=programme, title="Foundations", hours=30)
        module.principles.set(principles)
    return programme


def make_cohort(
    world: World, programme: Programme | None = None, *, sessions: int = 10, done: int = 7, **fields: Any
) -> Cohort:
    """A course of weekly sessions, of which `done` are over, the last of them yesterday."""
    start = clock.today() - timedelta(days=7 * (done - 1) + 1)
    with unguarded():
        cohort = Cohort.objects.create(
            **{
                "programme": programme or make_programme(),
                "name": "Spring",
                "status": "running",
                "size": 15,
                "starts_on": start,
                "finishes_on": start + timedelta(days=7 * (sessions - 1)),
                **fields,
            }
        )
        CohortTrainer.objects.create(cohort=cohort, user=world.users["trainer"], leads=True)
        CohortTrainer.objects.create(cohort=cohort, user=world.users["other_trainer"])
        for number in range(sessions):
            begins = timezone.make_aware(datetime.combine(start + timedelta(days=7 * number), time(10)))
            Session.objects.create(
                cohort=cohort,
                module=cohort.programme.modules.first(),
                title=f"Session {number + 1}",
                starts_at=begins,
                ends_at=begins + timedelta(hours=5),
                trainer=world.users["trainer"],
            )
    return cohort


def sessions(cohort: Cohort) -> list[Session]:
    return list(cohort.sessions.order_by("starts_at"))


def make_place(world: World, cohort: Cohort, candidate: Candidate | None = None, **fields: Any) -> Place:
    with unguarded():
        return Place.objects.create(
            **{
                "candidate": candidate or make_candidate(world),
                "cohort": cohort,
                "status": "taken",
                "asked_at": clock.now() - timedelta(days=90),
                "taken_at": clock.now() - timedelta(days=60),
                **fields,
            }
        )


def make_trainee(world: World, cohort: Cohort, first: str, last: str = "Penny") -> Place:
    """Somebody on the course without an account of their own."""
    return make_place(world, cohort, make_candidate(world, None, first_name=first, last_name=last))


def mark(place: Place, session: Session, answer: str = "here", **fields: Any) -> Attendance:
    with unguarded():
        return Attendance.objects.create(
            **{
                "place": place,
                "session": session,
                "mark": answer,
                "marked_at": session.ends_at,
                "marked_by": "Tariq Bowen",
                **fields,
            }
        )


def found_all(assessment: Any, met: bool = True, words: str = "Seen.") -> dict[str, tuple[bool, str]]:
    principles = queries.principles_of(assessment.place.cohort.programme)
    return {principle.pk: (met, words) for principle in principles}
