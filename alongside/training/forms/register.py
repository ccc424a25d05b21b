"""What a register asks, the code on the screen, a catch-up and a kind call."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from alongside.ui import fields

MARKS = (("here", "Here"), ("late", "Late"), ("away", "Away"))
TOLD = (("told", "Yes"), ("untold", "No"))


class Register(forms.Form):
    """One line a person: a mark, whether they told us, and what the page showed when it was opened.

    `rows` are those of queries.register. Cleaned: marks and seen, {place id: answer}. One not marked is asked about
    once; `leave` says that it is meant.
    """

    leave = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, rows: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.open: list[str] = []  # names of those not marked
        for row in rows:
            mark, _, told = row.answer.partition("_")
            self.fields[f"mark_{row.id}"] = forms.ChoiceField(
                choices=MARKS, required=False, initial=mark if row.answer != "caught_up" else ""
            )
            self.fields[f"told_{row.id}"] = forms.ChoiceField(
                choices=TOLD, required=False, initial=told if mark == "away" else ""
            )
            self.fields[f"seen_{row.id}"] = forms.CharField(required=False, initial=row.answer)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        marks = {row.id: _answer(said, row.id) for row in self.rows}
        seen = {row.id: said.get(f"seen_{row.id}", "") for row in self.rows}
        self.open = [row.name for row in self.rows if not marks[row.id] and not row.answer]
        if self.open and not said.get("leave"):
            self.add_error(None, f"Not marked yet: {', '.join(self.open)}. Mark them, or leave them not marked.")
        return {"marks": marks, "seen": seen}

    def lines(self) -> list[dict[str, Any]]:
        """For the template: each row with what is chosen now."""
        return [
            {
                "row": row,
                "mark": self[f"mark_{row.id}"].value() or "",
                "told": self[f"told_{row.id}"].value() or "",
                "seen": self[f"seen_{row.id}"].value() or "",
                "ids": {value: f"id_mark_{row.id}_{value}" for value, _ in MARKS},
            }
            for row in self.rows
        ]


def _answer(said: Mapping[str, Any], place: str) -> str:
    mark, told = said.get(f"mark_{place}", ""), said.get(f"told_{place}", "")
    return f"{mark}_{told}" if mark == "away" and told else mark


class CheckIn(forms.Form):
    code = fields.text(
        "The code on the screen",
        hint="6 letters and numbers",
        missing="Enter the code that your trainer shows",
        max_length=12,
        width=10,
        autocomplete="off",
        spellcheck="false",
    )


class CameToCatchUp(forms.Form):
    """`missed` are marks of sessions that may be caught up here. Cleaned: place and missed (the session)."""

    who = fields.radios("Who came, and what did they catch up?", (), missing="Select who came")

    def __init__(self, *args: Any, missed: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missed = {mark.pk: mark for mark in missed}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (mark.pk, f"{mark.place.candidate.full_name}: {mark.session.title}", mark.place.cohort.name)
            for mark in missed
        ]

    def clean(self) -> dict[str, Any]:
        mark = self.missed.get((super().clean() or {}).get("who", ""))
        return {"place": mark.place, "missed": mark.session} if mark else {}


class CatchUp(forms.Form):
    """`sessions` are (session, words) to choose from. Cleaned: session and words."""

    session = fields.radios("Which session have they caught up?", (), missing="Select the session")
    words = fields.text(
        "How?",
        hint="Like: watched it back and talked it over with Dele. They can read this.",
        missing="Say in a few words how they caught it up",
        max_length=200,
    )

    def __init__(self, *args: Any, sessions: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {session.pk: session for session, _ in sessions}
        self.fields["session"].choices = [(session.pk, words) for session, words in sessions]  # type: ignore[attr-defined]

    def clean_session(self) -> Any:
        return self.sessions[self.cleaned_data["session"]]


class MakeCall(forms.Form):
    plan = fields.text(
        "What did you agree to do?",
        hint="They can read this. What you talked about is theirs: do not write it down.",
        optional=True,
        max_length=200,
    )


class PassCall(forms.Form):
    caller = fields.radios("Who will call?", (), missing="Select who will call")

    def __init__(self, *args: Any, callers: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.callers = callers
        self.fields["caller"].choices = [(pk, user.name) for pk, user in callers.items()]  # type: ignore[attr-defined]

    def clean_caller(self) -> Any:
        return self.callers[self.cleaned_data["caller"]]
