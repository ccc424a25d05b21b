"""Who opened a person's record, day by day and in words: for the person, and for governance on their behalf."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate

from alongside.accounts.roles import COORDINATOR, GOVERNANCE, LEAD, PEER_WORKER, REFERRER, TEAM_MANAGER, WARD
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Opening
from alongside.pages import policies

RECORDS = "referrals.person"
# What a person calls whoever looked, the first of their roles that fits.
ROLES = {
    LEAD: "peer support lead",
    COORDINATOR: "coordinator",
    PEER_WORKER: "peer worker",
    TEAM_MANAGER: "team manager",
    WARD: "works with you on a ward or in a team",
    REFERRER: "refers people to us",
    GOVERNANCE: "checks that records are looked after",
}
OPENED = {
    Opening.How.OPENED: "opened it",
    Opening.How.PRINTED: "printed it",
    Opening.How.EXPORTED: "took a copy",
    Opening.How.SEARCHED: "found it by name",
}


@dataclass(frozen=True)
class OpeningRow:
    """Who opened a person's record on one day, and how often."""

    who: str
    role: str
    what: str
    last_at: datetime
    times: int


def opened_by_day(person_id: str) -> QuerySet:
    """Who opened this person's record, day by day, the latest first."""
    found = Opening.objects.filter(subject_type=RECORDS, subject_id=person_id)
    days = found.annotate(day=TruncDate("at")).values("day", "actor_name", "actor_id", "how")
    return days.annotate(times=Count("pk"), last_at=Max("at")).order_by("-last_at", "actor_name")


def openings(rows: Iterable[dict[str, Any]], worker: Any) -> list[OpeningRow]:
    """The rows of `opened_by_day` in words. `worker` is the person's own peer worker, if they have one. Everybody else
    by the role they held on that day."""
    found = list(rows)
    held = _held(row["actor_id"] for row in found)
    mine = worker.user_id if worker else None
    return [
        OpeningRow(
            row["actor_name"],
            "your peer worker"
            if mine and row["actor_id"] == mine
            else _role_on(held.get(row["actor_id"], ()), row["day"]),
            OPENED[Opening.How(row["how"])],
            row["last_at"],
            row["times"],
        )
        for row in found
    ]


def _held(user_ids: Iterable[str]) -> dict[str, list[tuple[str, date, date | None]]]:
    """The roles of each of these users, now or once, with their first and last days. One SQL query."""
    held: dict[str, list[tuple[str, date, date | None]]] = {}
    users = get_user_model().objects.filter(pk__in=set(user_ids), holdings__isnull=False)
    for user, role, starts, ends in users.values_list(
        "pk", "holdings__role", "holdings__starts_on", "holdings__ends_on"
    ):
        held.setdefault(user, []).append((role, starts, ends))
    return held


def _role_on(held: Iterable[tuple[str, date, date | None]], day: date) -> str:
    """What the person calls whoever held these roles on that day."""
    then = {role for role, starts, ends in held if starts <= day and (ends is None or day <= ends)}
    return next((words for role, words in ROLES.items() if role in then), "")


def openings_of(actor: Actor, person_id: str) -> list[OpeningRow]:
    """What the person of this record would be told, for governance to print and hand to whoever has no account. Never
    the person's name. DoesNotExist when nobody ever opened it."""
    if not policies.may_read_logs(actor):
        raise NotAllowed("read the openings log")
    found = openings(opened_by_day(person_id), None)
    if not found:
        raise Opening.DoesNotExist
    return found
