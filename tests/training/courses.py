"""Programmes, courses and places for tests, made without commands; and small words for what happens to them."""

from datetime import timedelta
from typing import Any

import icalendar

from alongside.candidates.models import Candidate
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.core.models import AuditEvent, Notice
from alongside.training.models import Cohort, CohortTrainer, Module, Place, Principle, Programme, Session
from tests.world import World

CRITERIA = [{"name": "Why", "words": "Why you would like to"}, {"name": "Time", "words": "You can come"}]


def make_programme(**fields: Any) -> Programme:
    """A programme with two criteria, one principle and two modules that ask for a piece."""
    with unguarded():
        programme = Programme.objects.create(
            **{
                "name": "Peer Support Worker training",
                "slug": new_id(),
                "about": "You learn the principles.",
                "taught_by": "Trainers from the Recovery College",
                "criteria": CRITERIA,
                "catch_up": "Ring us, and a trainer goes through it with you.",
                **fields,
            }
        )
        principle, _ = Principle.objects.get_or_create(name="Mutual", defaults={"words": "We meet on a level."})
        for position, title in enumerate(("Beginning", "Listening")):
            module = Module.objects.create(
                programme=programme, title=title, about=f"About {title}", prompt=f"What of {title}?", position=position
            )
            module.principles.set([principle])
    return programme


def make_cohort(
    world: World, status: str = "open", *, programme: Programme | None = None, trainer: str = "trainer", **fields: Any
) -> Cohort:
    """A course of two places that begins in four weeks, led by `trainer`."""
    today = clock.today()
    moments = {"cancelled": {"cancelled_at": clock.now()}, "offering": {"chosen_at": clock.now()}}.get(status, {})
    with unguarded():
        cohort = Cohort.objects.create(
            **{
                "programme": programme or Programme.objects.first() or make_programme(),
                "name": f"Course {Cohort.objects.count() + 1}",
                "status": status,
                "size": 2,
                "closes_on": today + timedelta(days=7),
                "answered_by": today + timedelta(days=14),
                "starts_on": today + timedelta(days=28),
                "finishes_on": today + timedelta(days=90),
                **moments,
                **fields,
            }
        )
        if trainer:
            CohortTrainer.objects.create(cohort=cohort, user=world.users[trainer], leads=True)
    return cohort


def make_somebody(name: str) -> Candidate:
    """A candidate in touch with us, without an account."""
    moment = clock.now() - timedelta(days=10)
    with unguarded():
        return Candidate.objects.create(
            once=new_id(),
            status="in_touch",
            first_name=name,
            last_name="Penny",
            search_name=name.lower(),
            email=f"{name.lower()}@example.net",
            interested_at=moment,
            in_touch_at=moment,
            reply_by=clock.today(),
        )


def make_place(cohort: Cohort, candidate: Candidate, status: str = "asked", **fields: Any) -> Place:
    """A place in whichever state, with the milestones that state needs."""
    now = clock.now()
    moments = {
        "asked": {},
        "waiting": {"waiting_since": now, "waiting_order": cohort.places.filter(status="waiting").count() + 1},
        "offered": {"offered_at": now, "answer_by": now + timedelta(days=7)},
        "taken": {"taken_at": now},
        "finished": {"taken_at": now, "finished_at": now},
    }.get(status, {"ended_at": now})
    with unguarded():
        return Place.objects.create(
            **{
                "candidate": candidate,
                "cohort": cohort,
                "status": status,
                "asked_at": now,
                "words": "I was helped by one of you.",
                **moments,
                **fields,
            }
        )


def make_session(cohort: Cohort, *, days: int = 28, **fields: Any) -> Session:
    """Two hours online at ten in the morning, in `days` days."""
    starts = clock.noon(clock.today() + timedelta(days=days)) - timedelta(hours=2)
    with unguarded():
        return Session.objects.create(
            **{
                "cohort": cohort,
                "module": cohort.programme.modules.first(),
                "title": "Beginning",
                "starts_at": starts,
                "ends_at": starts + timedelta(hours=2),
                "join_link": "https://teams.example.org/join/1",
                **fields,
            }
        )


def change(row: Any, **fields: Any) -> Any:
    with unguarded():
        type(row)._default_manager.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row


def states(cohort: Cohort) -> list[str]:
    return list(cohort.places.order_by("candidate__first_name").values_list("status", flat=True))


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def invitations(email: str) -> list[tuple[str, icalendar.Event]]:
    """(method, event) of every invitation to this address, read by an independent parser, in the order written."""
    found = []
    for notice in Notice.objects.filter(to=email).exclude(calendar="").order_by("written_at", "pk"):
        calendar = icalendar.Calendar.from_ical(notice.calendar)
        found += [(str(calendar["METHOD"]), event) for event in calendar.walk("VEVENT")]
    return found


def said_to(candidate: Candidate) -> str:
    """All that this candidate was told on their page."""
    return "\n".join(candidate.messages.order_by("written_at", "pk").values_list("words", flat=True))
