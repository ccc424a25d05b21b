"""What a spreadsheet says of peer workers, who is here already, and what a profile asks workers to hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from alongside.accounts import profiles
from alongside.accounts.policies import may_bring_in
from alongside.core.actors import Actor
from alongside.core.imports.columns import Field, Kind, called
from alongside.core.imports.values import day, email, hours, name, text
from alongside.core.imports.values.names import part_of_name
from alongside.workforce import commands
from alongside.workforce.models import Assignment, CredentialKind, Worker


def _enough(found: frozenset[str]) -> bool:
    who = "name" in found or {"first_name", "last_name"} <= found
    return (
        who
        and ("email" in found or ("hours" in found and len(found) >= 3) or {"team", "starts_on"} <= found)
        and "date" not in found
    )


WORKERS = Kind(
    "workers",
    "Peer workers",
    (
        Field(
            "name",
            "Name",
            name,
            strict=True,
            needed=True,
            called=called(
                "name|full name|psw name|worker name|staff name|peer worker|peer support worker|psw|worker|"
                "staff member|"
                "employee|peer worker name|name of psw|name of worker|peer|staff|employee name|"
                "peer support worker name|"
                "member of staff|name of peer worker|pw|psw full name|team member|practitioner|colleague"
            ),
        ),
        Field(
            "first_name",
            "First name",
            part_of_name,
            called=called("first name|forename|given name|firstname|first|forenames|christian name"),
        ),
        Field(
            "last_name",
            "Last name",
            part_of_name,
            called=called("surname|last name|family name|lastname|last|second name"),
        ),
        Field(
            "email",
            "Email",
            email,
            telling=True,
            called=called(
                "email|e mail|email address|e mail address|work email|nhs email|mail|contact email|nhs mail|nhsmail"
            ),
        ),
        Field(
            "team",
            "Team",
            text,
            strict=False,
            called=called(
                "team|base|cmht|ward|locality|service|based at|team base|cmht ward|team ward|base team|"
                "where based|location|"
                "host team|team name|team service|ward team|place|team locality|site|placement|based with|directorate"
            ),
        ),
        Field(
            "hours",
            "Hours a week",
            hours,
            called=called(
                "hours per week|hrs|hours|weekly hours|contracted hours|contract hours|wte|fte|hours pw|hrs pw|"
                "hours a week|"
                "hrs per week|hours week|hours wte|wte hours|contract|hrs week|contracted hrs|working hours|hpw|"
                "hrs wk|"
                "hours worked per week|whole time equivalent"
            ),
        ),
        Field(
            "starts_on",
            "Started",
            day,
            called=called(
                "started|start date|start|date started|started on|in post since|in post from|joined|from|commenced|"
                "start in post|date of start|date joined|employed from|employment start|commencement date|since|"
                "started in post|contract start|joined on|first day|start dt|post start date|date commenced"
            ),
        ),
        Field(
            "ends_on",
            "Left",
            day,
            called=called(
                "left|leaving date|end date|leaves|last day|left on|date left|finish date|contract end|"
                "leave date|finished"
            ),
        ),
    ),
    _enough,
)


@dataclass(frozen=True)
class KnownWorker:
    """A worker who is here. `places` are their assignments: (team id, hours, starts_on, ends_on), newest last."""

    worker: Worker
    places: tuple[tuple[str, Decimal, date, date | None], ...]


def known_workers(actor: Actor) -> Mapping[str, KnownWorker]:
    """All workers by id, for whoever may bring a workbook in. Two queries."""
    if not may_bring_in(actor):
        return {}
    places: dict[str, list[tuple[str, Decimal, date, date | None]]] = {}
    for row in Assignment.objects.order_by("starts_on", "id"):
        places.setdefault(row.worker_id, []).append((row.team_id, row.hours, row.starts_on, row.ends_on))
    return {
        worker.pk: KnownWorker(worker, tuple(places.get(worker.pk, ()))) for worker in Worker.objects.order_by("pk")
    }


@profiles.section("credentials")
def describe(actor: Actor, said: list[dict[str, Any]]) -> None:
    """Once: what workers hold before a shift of the bank. `said`: slug, name, lacking, months, for_ward, bank_needs."""
    if not CredentialKind.objects.exists():
        for row in said:
            commands.add_credential_kind(actor, **row)
