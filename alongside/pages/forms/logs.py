"""The filters of the logs; and what is asked about records opened."""

from typing import Any

from django import forms

from alongside.core.commands import COMMANDS
from alongside.core.models import Opening
from alongside.pages.queries.openings import ANSWERS, OTHER
from alongside.ui import fields


def one_box() -> forms.DateInput:
    """A day in a row of filters: the browser's own box, not three."""
    return forms.DateInput({"type": "date"})


class FilterAudit(forms.Form):
    who = fields.text("Who", optional=True, width=20)
    action = fields.select("What they did", (), empty="Anything", optional=True)
    since = fields.date("Since", optional=True, past=True, widget=one_box())
    subject = fields.text("Record", optional=True, width=20)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        actions = [(name, command.says) for name, command in sorted(COMMANDS.items())]
        self.fields["action"].choices = [("", "Anything"), *actions]  # type: ignore[attr-defined]


class FilterOpenings(forms.Form):
    who = fields.text("Who", optional=True, width=20)
    how = fields.select("How", Opening.How.choices, empty="Any way", optional=True)
    since = fields.date("From", optional=True, past=True, widget=one_box())
    until = fields.date("To", optional=True, widget=one_box())
    subject = fields.text("Record", optional=True, width=20)


class FilterQuestions(forms.Form):
    show = fields.select(
        "Show",
        (("waiting", "Waiting for an answer"), ("answered", "Answered"), ("closed", "Closed"), ("all", "All")),
        empty="All that are open",
        optional=True,
    )
    who = fields.text("Who", optional=True, width=20)
    since = fields.date("Since", optional=True, past=True, widget=one_box())


class AnswerOpening(forms.Form):
    answer = fields.radios("What was this for?", ANSWERS, missing="Select what it was for")
    words = fields.long_text("In your own words", optional=True, rows=2, max_length=600)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("answer") == OTHER and not self.cleaned_data.get("words"):
            self.add_error("words", "Say in a few words what it was for")
        return self.cleaned_data


class CloseQuestion(forms.Form):
    note = fields.long_text(
        "What did you decide?",
        hint="For governance only. Whoever was asked does not see it.",
        rows=3,
        max_length=1000,
        missing="Write what you decided",
    )
