"""What a timetable shows: whose, from which week, and for how many weeks."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.ui import fields

WEEKS = (("1", "One week"), ("2", "Two weeks"), ("4", "Four weeks"))


class ChooseTimetable(forms.Form):
    of = fields.select("Ward or team", (), empty="Everything I see", optional=True)
    weeks = fields.select("Weeks", WEEKS, optional=True, initial="1", empty="One week")
    start = fields.hidden(optional=True)

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = [("", "Everything I see"), *places]  # type: ignore[attr-defined]
        self.fields["weeks"].choices = WEEKS  # type: ignore[attr-defined]
