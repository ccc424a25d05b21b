"""What is asked about accounts and roles."""

from collections.abc import Mapping
from typing import Any

from django import forms

from alongside.accounts.models import RoleHolding
from alongside.accounts.roles import CANDIDATE, PARTNER, PERSON
from alongside.ui import fields

STAFF_ROLES = [(value, words) for value, words in RoleHolding.Role.choices if value not in (PERSON, CANDIDATE, PARTNER)]
WHAT_ROLES_DO = {
    "lead": "Sees and plans the whole service, and keeps its settings.",
    "coordinator": "Reads requests and suggests peer workers, in their pathway.",
    "peer_worker": "Meets people and records contacts.",
    "team_manager": "Manages peer workers, in their team.",
    "referrer": "Asks for peer support, and follows their own requests.",
    "governance": "Reads what was changed and which records were opened.",
    "administrator": "Opens accounts, gives roles, keeps settings. Sees no records.",
    "editor": "Changes the words, pictures and stories of the public pages.",
    "trainer": "Teaches: sessions, registers, understanding and training elsewhere.",
    "recruiter": "Advertises vacancies and carries applications through to the first day.",
    "panel": "Shortlists and interviews, only for the vacancies they are named for.",
    "route_lead": "Arranges placements, volunteering or involvement, and sees only their own.",
    "ward": "Runs groups with peer workers, asks for shifts and confirms hours, on their ward or team.",
    "supervisor": "Supervises peer workers, and sees only what is said with them.",
    "bank": "Approves, offers and fills shifts, and sends hours to payroll.",
}


class Account(forms.Form):
    name = fields.text("Full name", max_length=150, missing="Enter their full name", autocomplete="off")
    email = fields.email("Work email address", missing="Enter their email address", autocomplete="off")
    phone = fields.phone("Phone number", optional=True, autocomplete="off")


class OwnName(forms.Form):
    name = fields.text("Your name", max_length=150, missing="Enter your name", autocomplete="name")
    phone = fields.phone("Your phone number", optional=True)


class LastDay(forms.Form):
    """Ends in `last_day`: a date, or None for at once."""

    when = fields.radios(
        "When does it end?",
        [("then", "After a last day"), ("now", "At once", "For a mistake, or when it cannot wait.")],
        missing="Select when it ends",
    )
    last_day = fields.date("Last day", future=True, optional=True, hint="It still works on this day.")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("when") == "then" and not said.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", "Enter the last day")
        return {"last_day": said.get("last_day") if said.get("when") == "then" else None}


class GiveRole(forms.Form):
    """`rows` are the places by kind and id; each is chosen as "kind:id"."""

    role = fields.radios(
        "Which role?",
        [(value, words, WHAT_ROLES_DO[value]) for value, words in STAFF_ROLES],
        missing="Select a role",
    )
    place = fields.select("For which part of the service?", (), optional=True)
    starts_on = fields.date("First day", optional=True, hint="Today, if you leave this empty.")
    ends_on = fields.date("Last day", optional=True, hint="Leave this empty if it has none.")

    def __init__(self, *args: Any, rows: Mapping[str, Mapping[str, Any]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.places = {f"{kind}:{key}": (kind, row) for kind, found in rows.items() for key, row in found.items()}
        named = [(key, f"{kind[:-1].title()}: {row}") for key, (kind, row) in self.places.items()]
        self.fields["place"].choices = [("", "The whole service"), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        kind, row = self.places.get(said.pop("place", None) or "", ("", None))
        return {**said, "pathway": None, "team": None, "ward": None, **({kind[:-1]: row} if kind else {})}


class FilterAccounts(forms.Form):
    search = fields.text("Name or email", optional=True)
    role = fields.select("Role", STAFF_ROLES, empty="Any role", optional=True)
    show = fields.select("Show", [("closed", "Closed"), ("all", "All")], empty="Open", optional=True)
