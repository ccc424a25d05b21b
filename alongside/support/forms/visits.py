"""What is asked before a visit alone: where, and until when."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from alongside.core import clock
from alongside.ui import fields


class StartVisit(forms.Form):
    """Cleans to the keywords of `start_visit`. `people` are (relationship id, name); `relationships` finds one."""

    where = fields.text(
        "Where are you going?",
        hint="So that somebody could find you: the place, or the street and number.",
        max_length=160,
        missing="Enter where you are going",
    )
    back_at = fields.time(
        "By when will you say that you are safe?", hint="Like 3:15pm. You can ask for more time when you are there."
    )
    whom = fields.select("Whom are you meeting?", (), empty="Nobody in particular", optional=True)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], relationships: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.relationships = relationships
        field: Any = self.fields["whom"]
        field.choices = [("", "Nobody in particular"), *people]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.errors:
            return said
        return {
            "where": said["where"],
            "due_at": _next(said["back_at"]),
            "relationship": self.relationships(said["whom"]) if said["whom"] else None,
        }


def _next(at: Any) -> datetime:
    """The next time the clock on the wall says so: late in the evening that may be after midnight."""
    today = timezone.make_aware(datetime.combine(clock.today(), at))
    if today > clock.now():
        return today
    return timezone.make_aware(datetime.combine(clock.today() + timedelta(days=1), at))
