"""What helps: asked by the candidate or for them, agreed by staff with a person and a day."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from alongside.ui import fields

STAGES = (
    ("interest", "Talking with you"),
    ("route", "A placement, volunteering or involvement"),
    ("training", "The training"),
    ("application", "Applying for a job"),
    ("interview", "Meeting you for a job"),
    ("checks", "Employment checks"),
    ("work", "Work"),
)


class AskAdjustment(forms.Form):
    words = fields.text(
        "What would help you?", max_length=300, missing="Enter what would help", hint="You do not need to say why."
    )
    stage = fields.radios("What is it for?", STAGES, missing="Select what it is for")
    carry = fields.tick("You may pass this on to the next stage, so that I need not ask again")


class AgreeAdjustment(forms.Form):
    """`find` makes the id that was chosen into the user that the command takes."""

    with_whom = fields.select("Who puts it in place?", (), empty="Choose a person", missing="Select who does it")
    by = fields.date("By which day will it be in place?", called="The day", missing="Enter the day")
    agreed_words = fields.text("What did you agree?", optional=True, max_length=300, hint="The candidate reads this.")

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]] = (), find: Callable[[str], Any] = str, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["with_whom"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]
        self.find = find

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("with_whom"):
            answers["with_whom"] = self.find(answers["with_whom"])
        return answers


class NotPossible(forms.Form):
    instead = fields.long_text(
        "Why not, and what can be done instead?",
        max_length=300,
        missing="Say why it is not possible, and what can be done instead",
        hint="The candidate reads this. Talk with them first.",
    )
