"""The questions about who runs a date: whom to ask to cover, who said yes already, how somebody is after it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.ui import fields


class AskCover(forms.Form):
    workers = fields.checkboxes("Whom do you ask?", (), missing="Choose whom to ask")
    words = fields.text(
        "A word to those you ask",
        max_length=200,
        optional=True,
        hint="What would help them to say yes or no. Never why somebody cannot come, and nothing about a person.",
    )
    instead_of = fields.select("In whose place?", (), optional=True)

    def __init__(self, *args: Any, could: Iterable[Any] = (), cannot: Iterable[Any] = (), **kwargs: Any) -> None:
        """`could`: rows of `queries.who_could_cover`; `cannot`: who said they cannot come to it."""
        super().__init__(*args, **kwargs)
        self.could, self.cannot = {row.id: row.worker for row in could}, {row.pk: row for row in cannot}
        every: Any = self.fields
        every["workers"].choices = [(row.id, row.name, ", ".join(row.good)) for row in could]
        if self.cannot:
            names = [(row.pk, row.worker.full_name) for row in self.cannot.values()]
            every["instead_of"].choices = [("", "Nobody in particular"), *names]
        else:
            del every["instead_of"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        answers["workers"] = [self.could[pk] for pk in answers.get("workers", [])]
        answers["instead_of"] = self.cannot.get(answers.get("instead_of") or "")
        return answers


class PutOn(forms.Form):
    worker = fields.select(
        "Who runs it?", (), hint="Only somebody who said yes to you. They are told.", missing="Choose who runs it"
    )

    def __init__(self, *args: Any, workers: Iterable[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows, field = list(workers), self.fields["worker"]
        field.choices = [("", "Choose"), *((worker.pk, name) for worker, name in rows)]  # type: ignore[attr-defined]
        field.coerce = {worker.pk: worker for worker, _ in rows}.get  # type: ignore[attr-defined]


class SayAfter(forms.Form):
    words = fields.long_text(
        "A few words, if you like",
        rows=3,
        max_length=300,
        optional=True,
        hint="Only you can read them, here. They are not sent to anybody.",
    )
    talk_with = fields.radios(
        "Would you like to talk it over with somebody?",
        (),
        optional=True,
        hint="They are told that you would like to talk, and nothing of what you wrote.",
    )

    def __init__(self, *args: Any, people: Iterable[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {user.pk: user for user, _ in people}
        choices = [("", "No, thank you"), *((user.pk, words) for user, words in people)]
        self.fields["talk_with"].choices = choices  # type: ignore[attr-defined]

    def clean_talk_with(self) -> Any:
        return self.people.get(self.cleaned_data["talk_with"] or "")
