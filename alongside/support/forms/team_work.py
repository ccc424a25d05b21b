"""What is asked about work with the team, and what of it a lead looks at."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.core import clock
from alongside.core.ids import new_id
from alongside.support.models import TeamWork
from alongside.ui import fields

MINUTES = (15, 30, 45, 60, 90)
OTHER = "other"
NO_TEAM = ("", "No team, or several")
BACK = {"1": "This month", "3": "The last 3 months", "12": "The last 12 months"}


class RecordTeamWork(forms.Form):
    """Cleans to the keywords of `record_team_work`. `teams`: rows of (team, name), those of the worker's assignments;
    with only one, it is taken for granted."""

    once = fields.hidden(initial=new_id)
    kind = fields.radios("What was it?", TeamWork.Kind, columns=2, missing="Select what it was")
    minutes = fields.radios(
        "How many minutes?",
        [*((str(n), str(n)) for n in MINUTES), (OTHER, "Other")],
        columns=3,
        missing="Select how many minutes",
    )
    minutes_other = fields.minutes("If other, how many minutes?", optional=True)
    team = fields.radios("With which team?", (), columns=2, missing="Select the team", optional=True)
    on = fields.date("Which day?", called="The day", past=True, initial=clock.today)
    words = fields.text(
        "A few words", max_length=300, optional=True, hint="What it was about. Nobody who is supported is named."
    )

    def __init__(self, *args: Any, teams: Iterable[tuple[Any, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = list(teams)
        self.by_id = {team.pk: team for team, _ in rows}
        asked: Any = self.fields
        asked["team"].choices = [*((team.pk, name) for team, name in rows), NO_TEAM]
        asked["team"].initial = rows[0][0].pk if rows else ""
        if not rows:
            del asked["team"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("minutes") == OTHER and "minutes_other" in said and not said["minutes_other"]:
            self.add_error("minutes_other", "Enter the minutes, like 45")
        if self.errors:
            return said
        minutes = said["minutes_other"] if said["minutes"] == OTHER else said["minutes"]
        return {
            "once": said["once"],
            "kind": said["kind"],
            "minutes": int(minutes),
            "on": said["on"],
            "team": self.by_id.get(said.get("team") or ""),
            "words": said["words"],
        }


class FilterTeamWork(forms.Form):
    """Cleans to the keywords of the query `team_work_in_reach`."""

    kind = fields.select("What", TeamWork.Kind, empty="Anything", optional=True)
    team = fields.select("Team", (), empty="Any team", optional=True)
    months = fields.select("When", BACK, empty="Any time", optional=True)

    def __init__(self, *args: Any, teams: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "Any team"), *teams]
        self.fields["team"].choices = choices  # type: ignore[attr-defined]
