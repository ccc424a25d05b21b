"""Pages and commands at the size of a large service: 60 peer workers, 540 people, 20,000 contacts."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from alongside.accounts import profiles
from alongside.accounts.middleware import SECOND_FACTOR
from alongside.accounts.models import Pathway, RoleHolding, Team, User
from alongside.accounts.queries import actor_for
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.referrals.models import Choice, Person, Referral
from alongside.support import commands as support
from alongside.support.models import Contact, ContactStaff, Meeting, Relationship
from alongside.workforce.models import Assignment, Worker

WORKERS, WAITING, EACH, CONTACTS, RUNS = 60, 300, 4, 20_000, 15
SQL = {
    "waiting": (
        "SELECT p.first_name, p.last_name, r.received_at FROM referrals_referral r JOIN referrals_person p "
        "ON p.id = r.person_id WHERE r.status = 'accepted' ORDER BY r.urgent_by, r.received_at LIMIT 50"
    ),
    "my-people": (
        "SELECT p.first_name, p.last_name, max(c.starts_at) FROM support_relationship s JOIN referrals_referral r ON "
        "r.id = s.referral_id JOIN referrals_person p ON p.id = r.person_id LEFT JOIN support_contact c ON "
        "c.relationship_id = s.id AND c.is_current WHERE s.worker_id = %s GROUP BY p.id, p.first_name, p.last_name"
    ),
    "to-copy": (
        "SELECT p.first_name, p.last_name, c.starts_at FROM support_contact c JOIN support_relationship s ON s.id = "
        "c.relationship_id JOIN referrals_referral r ON r.id = s.referral_id JOIN referrals_person p ON p.id = "
        "r.person_id WHERE c.is_current AND c.copied_at IS NULL AND s.worker_id = %s ORDER BY c.starts_at LIMIT 50"
    ),
}


@dataclass(frozen=True)
class Line:
    name: str
    rows: int
    milliseconds: float
    floor: float = 0.0


def floor(request: HttpRequest, which: str) -> HttpResponse:
    """The same middleware, sign-in and layout, with the rows by hand-written SQL and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(SQL[which], [request.user.worker_record.pk] if "%s" in SQL[which] else [])
        rows = cursor.fetchall()
    return render(request, "bench/floor.jinja", {"rows": rows})


urlpatterns = [path("floor/<slug:which>/", floor), path("", include("alongside.config.urls"))]


def run() -> Iterator[Line]:
    settings.ROOT_URLCONF = "bench.pages"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.TEMPLATES[0]["DIRS"] = ["bench/jinja2"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    profiles.load_profile("kmpt")
    with unguarded():
        lead, workers = fill()
    worker = workers[0]
    lead_client, worker_client = signed_in(lead), signed_in(worker.user)
    yield page("Waiting list (lead)", lead_client, "/waiting/", 50, "waiting")
    yield page("My people (peer worker)", worker_client, "/my-people/", EACH, "my-people")
    yield page("To copy (peer worker)", worker_client, "/to-copy/", 50, "to-copy")
    yield page("Today (peer worker)", worker_client, "/today/", EACH)
    yield page("Overview (lead)", lead_client, "/overview/", 0)
    yield page("Workers (lead)", lead_client, "/workers/", 50)
    yield page("Matching, the whole list (lead)", lead_client, "/matching/", WAITING)
    yield command("Record a contact (command)", worker)


def page(name: str, client: Client, address: str, rows: int, beside: str = "") -> Line:
    return Line(
        name,
        rows,
        milliseconds(lambda: good(client.get(address), address)),
        milliseconds(lambda: good(client.get(f"/floor/{beside}/"), beside)) if beside else 0.0,
    )


def command(name: str, worker: Worker) -> Line:
    actor, relationship = actor_for(worker.user), worker.relationships.first()
    minutes = iter(range(1, 1000))

    def record() -> None:
        moment = timezone.now() - timedelta(hours=3, minutes=next(minutes))
        support.record_contact(
            actor, relationship, once=new_id(), starts_at=moment, attendance="5", mechanism="02", minutes=30
        )

    return Line(name, 1, milliseconds(record))


def good(answer: Any, address: str) -> None:
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def milliseconds(do: Callable[[], None]) -> float:
    """The median of RUNS, after two to warm up."""
    times = []
    for number in range(RUNS + 2):
        started = time.perf_counter()
        do()
        if number > 1:
            times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def signed_in(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    session = client.session
    session[SECOND_FACTOR] = "bench"
    session.save()
    return client


def fill() -> tuple[User, list[Worker]]:
    """A large service, made straight in the tables."""
    now, today = timezone.now(), timezone.localdate()
    pathway, teams = Pathway.objects.first(), list(Team.objects.all())
    lead = User.objects.create(email="lead@example.org", name="Lead Example", kind="staff")
    users = [User(email=f"w{n}@example.org", name=f"Worker {n}", kind="staff") for n in range(WORKERS)]
    User.objects.bulk_create(users)
    RoleHolding.objects.create(user=lead, role="lead", starts_on=today)
    RoleHolding.objects.bulk_create(RoleHolding(user=u, role="peer_worker", starts_on=today) for u in users)
    workers = [
        Worker(
            user=user,
            first_name="Worker",
            last_name=str(n),
            about="Hello.",
            profile_shown_at=now,
            languages=["en"],
            days=["mon-am", "tue-pm"],
            areas=["Thanet"],
            agreed_caseload=EACH + 3,
        )
        for n, user in enumerate(users)
    ]
    Worker.objects.bulk_create(workers)
    Assignment.objects.bulk_create(
        Assignment(worker=w, team=teams[n % len(teams)], hours=20, starts_on=today) for n, w in enumerate(workers)
    )
    met = WORKERS * EACH
    people = [
        Person(first_name=f"Person{n}", last_name="Example", search_name=f"person{n} example", area="Thanet")
        for n in range(WAITING + met)
    ]
    Person.objects.bulk_create(people)
    referrals = [
        Referral(
            person=person,
            status="matched" if n < met else "accepted",
            pathway=pathway if n >= met else teams[n // EACH % len(teams)].pathway,
            asked_by="self",
            source="B1",
            received_at=now - timedelta(days=20 + n % 90),
            accepted_at=now - timedelta(days=10),
            matched_at=now if n < met else None,
        )
        for n, person in enumerate(people)
    ]
    Referral.objects.bulk_create(referrals)
    Choice.objects.bulk_create(
        Choice(
            referral=r,
            about="peer_support",
            answer="yes",
            how="phone",
            said_on=today,
            said_by="them",
            written_by="us",
            written_at=now,
        )
        for r in referrals
    )
    pairs = [
        Relationship(
            referral=referrals[n],
            worker=workers[n // EACH],
            status="meeting",
            introduced_at=now - timedelta(days=400),
            first_met_at=now - timedelta(days=399),
        )
        for n in range(met)
    ]
    Relationship.objects.bulk_create(pairs)
    Meeting.objects.bulk_create(
        Meeting(relationship=pair, starts_at=now + timedelta(hours=1 + n), minutes=45, mechanism="02")
        for n, pair in enumerate(pairs)
    )
    contacts = [
        Contact(
            referral=pairs[n % met].referral,
            relationship=pairs[n % met],
            starts_at=now - timedelta(days=1 + n // met * 4),
            minutes=45,
            attendance="5",
            mechanism="02",
            planned="Y",
            recorded_at=now,
            recorded_by="bench",
            once=new_id(),
            copied_at=now if n >= met * 4 else None,
        )
        for n in range(CONTACTS)
    ]
    Contact.objects.bulk_create(contacts, batch_size=1000)
    ContactStaff.objects.bulk_create(
        (ContactStaff(contact=c, worker=c.relationship.worker) for c in contacts), batch_size=1000
    )
    return lead, workers
