"""What is asked to ask for something that helps at work, and to agree it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.supervision.forms.sessions import choose
from alongside.supervision.models import Adjustment
from alongside.ui import fields


class AskAdjustment(forms.Form):
    """Cleans to the keywords of `ask_adjustment`."""

    words = fields.text(
        "What would help?",
        max_length=300,
        missing="Enter what would help",
        hint="Like: start at 10, a quiet room to write in, questions before a meeting. No reason is needed.",
    )
    kind = fields.radios("What is it about?", Adjustment.Kind.choices, columns=2, missing="Select what it is about")
    why = fields.long_text(
        "A note to yourself",
        optional=True,
        words=True,
        hint="Why it helps, if you want to keep it here. Nobody else ever sees this, nor that there is one.",
    )


class WriteWhy(forms.Form):
    why = fields.long_text("A note to yourself", optional=True, words=True, hint="Nobody else ever sees this.")


class AgreeAdjustment(forms.Form):
    """Cleans to the keywords of `agree_adjustment`."""

    agreed_words = fields.text(
        "What is agreed?", max_length=300, missing="Enter what is agreed", hint="In words you would both use."
    )
    in_place_by = fields.date("By which day will it be in place?", called="The day", missing="Enter the day")
    owner = fields.select("Who sees to it?", (), empty="Choose one", missing="Select who sees to it")

    def __init__(self, *args: Any, people: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "owner", people, "Choose one")


class SayInstead(forms.Form):
    agreed_words = fields.text(
        "What can be instead, and why?",
        max_length=300,
        missing="Enter what can be instead, and why",
        hint="They read this.",
    )
