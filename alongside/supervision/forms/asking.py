"""What is asked to ask one person for support, and to answer; and what was done about something raised."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.supervision.forms.sessions import choose
from alongside.ui import fields

Rows = Sequence[tuple[Any, str]]


class AskAnother(forms.Form):
    to = fields.select("Whom would you like to ask?", (), empty="Choose one person", missing="Select whom to ask")

    def __init__(self, *args: Any, people: Rows = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", people, "Choose one person")


class AskForSupport(AskAnother):
    """Cleans to the keywords of `ask_for_support`."""

    words = fields.long_text(
        "What would you like them to know?",
        optional=True,
        words=True,
        hint="You need not say anything. Only they read it.",
    )
    soon = fields.tick("Today, if it can be")


class AnswerAsk(forms.Form):
    answer = fields.long_text(
        "Your answer", optional=True, words=True, hint="A time to talk, or a few words. Only they read it."
    )


class SayDone(forms.Form):
    words = fields.text(
        "What did you do about it?",
        max_length=300,
        missing="Enter what you did",
        hint="A few words, like: Spoke with both, they meet on Tuesday. Others who look after the worker read this.",
    )


class Narrow(forms.Form):
    """What part of the overview is shown."""

    team = fields.select("Team", (), empty="All teams", optional=True)
    strand = fields.select("Kind", (), empty="All kinds", optional=True)

    def __init__(self, *args: Any, teams: Sequence[tuple[str, str]] = (), strands: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "All teams"), *teams]  # type: ignore[attr-defined]
        self.fields["strand"].choices = [("", "All kinds"), *strands]  # type: ignore[attr-defined]
