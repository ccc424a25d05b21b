"""The filters of the logs."""

from typing import Any

from django import forms

from alongside.core.commands import COMMANDS
from alongside.core.models import Opening
from alongside.ui import fields


class FilterAudit(forms.Form):
    who = fields.text("Who", optional=True, width=20)
    action = fields.select("What they did", (), empty="Anything", optional=True)
    since = fields.date("Since", optional=True, past=True)
    subject = fields.text("Record", optional=True, width=20)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        actions = [(name, command.says) for name, command in sorted(COMMANDS.items())]
        self.fields["action"].choices = [("", "Anything"), *actions]  # type: ignore[attr-defined]


class FilterOpenings(forms.Form):
    who = fields.text("Who", optional=True, width=20)
    how = fields.select("How", Opening.How.choices, empty="Any way", optional=True)
    subject = fields.text("Record", optional=True, width=20)
