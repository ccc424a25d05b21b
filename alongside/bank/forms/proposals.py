"""Which days a proposal is for, and which of its lines are offered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms

from alongside.bank.queries.board import week_of
from alongside.core import clock
from alongside.ui import fields


class AskProposal(forms.Form):
    starts_on = fields.date("From", called="The first day", missing="Enter the first day")
    ends_on = fields.date("To, with this day", called="The last day", missing="Enter the last day")


def next_week() -> dict[str, Any]:
    """The days asked for most often: Monday to Sunday of the week that comes."""
    monday = week_of(clock.today()) + timedelta(days=7)
    return {"starts_on": monday, "ends_on": monday + timedelta(days=6)}


class AcceptLines(forms.Form):
    lines = fields.checkboxes("Which of these would you like to offer?", (), missing="Tick at least one to offer")

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["lines"]
        choices.choices = [(line, line) for line in lines]
