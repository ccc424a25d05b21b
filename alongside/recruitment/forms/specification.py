"""The questions about what is looked for, what is asked, how people are met, and who reads and meets."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.recruitment.forms.vacancies import InTheOpen, offer
from alongside.recruitment.models import Criterion
from alongside.ui import fields


class ACriterion(forms.Form):
    words = fields.text("What do you look for?", max_length=300, missing="Enter what you look for")
    how = fields.radios("How do you find out?", Criterion.How.choices, initial="form")
    is_essential = fields.yes_no(
        "Is it needed?",
        yes="Yes, everyone needs it",
        no="No, it is good to have",
        initial=True,
        missing="Select whether it is needed",
    )


class AQuestion(forms.Form):
    prompt = fields.text("The question", max_length=300, missing="Enter the question")
    hint = fields.long_text("What helps to answer it?", optional=True, hint="Shown under the question.")
    starters = fields.long_text(
        "Ways to begin", optional=True, hint="One a line, like: When I was in hospital, what helped me was…"
    )
    max_words = fields.number("The most words", minimum=20, maximum=1500, initial=300)
    criteria = fields.checkboxes("What does the answer show?", (), optional=True)

    def __init__(self, *args: Any, criteria: Sequence[Criterion] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["criteria"]
        field.choices = [(row.pk, row.words) for row in criteria]
        field.coerce = {row.pk: row for row in criteria}.get

    def clean_starters(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["starters"].splitlines() if line.strip()]


class Meeting(InTheOpen):
    interview_questions = fields.long_text(
        "Questions when you meet", rows=6, optional=True, hint="One a line. Everyone you meet gets them beforehand."
    )
    questions_days = fields.number("How many days before are they sent?", minimum=0, maximum=30, initial=3)
    bar = fields.select(
        "What counts as shown?",
        (("2", "Shown (2): the usual"), ("1", "Partly shown (1)"), ("3", "Shown well (3)")),
        initial="2",
        hint="Whoever reaches it on everything needed is met.",
    )

    def clean_interview_questions(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["interview_questions"].splitlines() if line.strip()]

    def clean_bar(self) -> int:
        return int(self.cleaned_data["bar"])


class NamePanel(forms.Form):
    user = fields.select("Who?", (), missing="Select somebody")
    does = fields.checkboxes(
        "What do they do?",
        (
            ("shortlists", "Reads and scores", "Two people, each alone first."),
            ("interviews", "Meets people", "At least two, at least one of them a peer."),
            ("settles", "Settles", "Where the two who score cannot agree. Somebody other than those two."),
        ),
        missing="Select what they do",
    )
    is_peer = fields.tick("They are a peer: they bring lived experience to the panel")

    def __init__(self, *args: Any, users: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", users, "Choose somebody")

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        does = said.pop("does", [])
        return said | {name: name in does for name in ("shortlists", "interviews", "settles")}
