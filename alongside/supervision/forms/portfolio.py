"""What is asked for one thing of a portfolio, and to answer it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.ui import fields


class KeepEntry(forms.Form):
    """Cleans to the keywords of `keep_entry`."""

    title = fields.text("What was it?", max_length=160, missing="Enter what it was", hint="Like: Ran a group alone.")
    happened_on = fields.date("When?", past=True, called="The day", missing="Enter the day")
    competence_code = fields.select("What does it show?", (), empty="Learning only", optional=True)
    words = fields.long_text(
        "What did I learn, or do differently?",
        optional=True,
        words=True,
        rows=6,
        hint="About you. Write so that nobody you support could be known by it.",
    )
    minutes = fields.minutes("Minutes of learning", optional=True, maximum=2400, hint="For your learning record.")

    def __init__(self, *args: Any, competences: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(code, f"{code} {title}") for code, title in competences]
        self.fields["competence_code"].choices = [("", "Learning only"), *rows]  # type: ignore[attr-defined]


class AnswerEntry(forms.Form):
    answer = fields.long_text("What would you say to it?", words=True, missing="Enter what you would say")
