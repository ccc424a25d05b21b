"""What is asked for a wellness plan, a check-in, and to show one thing to one person."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.supervision.forms.sessions import choose
from alongside.ui import fields

Rows = Sequence[tuple[Any, str]]
FEELINGS = (("1", "Very hard"), ("2", "Hard"), ("3", "Getting by"), ("4", "Well"), ("5", "Very well"))


class CheckIn(forms.Form):
    """Cleans to the keywords of `check_in`."""

    feeling = fields.radios("How are you today?", FEELINGS, columns=2, missing="Select how you are")
    words = fields.text("A few words", optional=True, max_length=300)
    to = fields.select(
        "Send it to somebody", (), empty="Nobody, keep it for me", optional=True, hint="Nobody sees it unless you do."
    )

    def __init__(self, *args: Any, people: Rows = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", people, "Nobody, keep it for me")


class ShowTo(forms.Form):
    """One person."""

    to = fields.select("Whom?", (), empty="Choose one person", missing="Select one person")

    def __init__(self, *args: Any, people: Rows = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", people, "Choose one person")


class KeepSection(forms.Form):
    """Cleans to the keywords of `keep_section`."""

    heading = fields.text("Heading", max_length=120, missing="Enter a heading")
    words = fields.long_text("In your words", optional=True, words=True, rows=6, hint="Nobody sees it until you say.")
