"""The question of a swap: who is asked, in return for what, in a few words."""

from collections.abc import Mapping
from typing import Any

from django import forms

from alongside.bank.queries import hours_in_words
from alongside.ui import dates, fields


class AskSwap(forms.Form):
    """`workers` and `shifts` (theirs, filled and to come) by id."""

    to = fields.select("Whom would you like to ask?", (), empty="Choose a colleague", missing="Select a colleague")
    in_return = fields.select(
        "In return for a shift of theirs?", (), empty="No, I give mine away", optional=True,
        hint="Choose one of the same colleague.",
    )  # fmt: skip
    words = fields.text("A few words to them", optional=True, max_length=200, hint="You need not say why.")

    def __init__(self, *args: Any, workers: Mapping[str, Any], shifts: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers, self.shifts = workers, shifts
        asked: Any = self.fields
        asked["to"].choices = [("", "Choose a colleague"), *((pk, row.full_name) for pk, row in workers.items())]
        asked["in_return"].choices = [
            ("", "No, I give mine away"),
            *((pk, f"{row.worker.full_name}: {_said(row)}") for pk, row in shifts.items()),
        ]
        if not shifts:
            del asked["in_return"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        to, back = self.workers.get(said.get("to", "")), self.shifts.get(said.get("in_return") or "")
        if to and back and back.worker_id != to.pk:
            self.add_error("in_return", f"That shift is not {to.first_name}’s. Choose one of theirs, or none")
        return {"to": to, "in_return": back, "words": said.get("words", "")}


def _said(shift: Any) -> str:
    return f"{dates.day(shift.starts_at)}, {hours_in_words(shift.starts_at, shift.ends_at)}, {shift.ward.name}"
