"""The questions about checks, referees, the first day, and the kinds of check there are."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from alongside.accounts.models import Team, User
from alongside.core import clock
from alongside.ui import fields

TURNS = (
    ("us", "Our turn", "There is nothing they need to do"),
    ("candidate", "Their turn", "We told them what to do"),
    ("others", "With others", "A referee, DBS, a nurse"),
)


class ClearCheck(forms.Form):
    evidence = fields.radios("What did you see?", (), missing="Select what you saw", hint="The type only.")
    seen_on = fields.date("When did you see it?", past=True, missing="Enter the day")
    renew_on = fields.date("When does it run out?", optional=True, hint="Like a visa. Leave empty if it does not.")

    def __init__(self, *args: Any, evidence: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_on"].initial = clock.today()
        self.fields["evidence"].choices = [(words, words) for words in evidence]  # type: ignore[attr-defined]


class PassTurn(forms.Form):
    turn = fields.radios("Whose turn is it now?", TURNS, missing="Select whose turn it is")
    with_whom = fields.text("If others: who?", optional=True, max_length=80, hint="Like: DBS, a nurse, your referees.")
    days = fields.number("How many days are usual?", optional=True, minimum=1, maximum=90, hint="Empty: as ever.")


class News(forms.Form):
    words = fields.long_text(
        "What do you want to tell them?",
        rows=4,
        max_length=300,
        words=True,
        hint="“No news yet, and nothing for you to do” is news. Never what a check says.",
        missing="Write a line, even if there is no news",
    )


class NameReferee(forms.Form):
    name = fields.text("Their name", max_length=120, missing="Enter their name")
    knows_how = fields.text(
        "How do they know you?", max_length=160, hint="Like: my manager at the shop, my tutor.", missing="Say how"
    )
    email = fields.email("Their email address", optional=True)
    phone = fields.phone("Their phone number", optional=True, hint="One of the two is enough.")


class OnDay(forms.Form):
    """One day, which is the keyword `named`."""

    on = fields.date("Which day?", past=True, missing="Enter the day")

    def __init__(self, *args: Any, named: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()
        self.named = named

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day: date | None = found.get("on")
        return {self.named: day} if day else {}


class PlanFirstDay(forms.Form):
    starts_on = fields.date("Their first day", missing="Enter the day")
    where = fields.text(
        "Where do they come to?", max_length=200, missing="Say where", hint="The door, and who meets them."
    )
    manager = fields.select("Manager", (), empty="Choose", missing="Choose their manager")
    supervisor = fields.select(
        "Supervisor",
        (),
        empty="Choose",
        missing="Choose their supervisor",
        hint="An experienced peer worker if you can.",
    )
    work_email = fields.email("Their work email address", optional=True, hint="Needed before day one.")

    def __init__(self, *args: Any, staff: Mapping[str, User] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff or {}
        rows = [(pk, user.name) for pk, user in self.staff.items()]
        for name in ("manager", "supervisor"):
            self.fields[name].choices = [("", "Choose"), *rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        return found | {name: self.staff.get(found.get(name, "")) for name in ("manager", "supervisor")}


class StartWork(forms.Form):
    """Asks the team only where the vacancy names none."""

    def __init__(self, *args: Any, teams: Mapping[str, Team] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = teams or {}
        if self.teams:
            rows = [(pk, team.name) for pk, team in self.teams.items()]
            self.fields["team"] = fields.select("Which team?", rows, empty="Choose", missing="Choose the team")

    def clean(self) -> dict[str, Any]:
        return {"team": self.teams.get((super().clean() or {}).get("team", ""))}


class CheckKind(forms.Form):
    name = fields.text("What is it called?", max_length=80, missing="Enter a name")
    about = fields.long_text("What is it, and who sees what?", rows=4, words=True, missing="Say what it is")
    usual_days = fields.number("How many days does it usually take?", minimum=1, maximum=90, missing="Enter the days")
    candidate_does = fields.text("What does the candidate do?", optional=True, max_length=200)
    others = fields.text("Who else, in the candidate’s words?", optional=True, max_length=80)
    evidence = fields.long_text(
        "Types of evidence that count", rows=6, hint="One on each line.", missing="Give at least one"
    )
    is_open = fields.tick("In use for people who say yes from now on")

    def clean_evidence(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["evidence"].splitlines() if line.strip()]
