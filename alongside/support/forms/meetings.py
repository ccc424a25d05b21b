"""What is asked to book, move or cancel a meeting. Nobody is asked why."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from alongside.core import clock
from alongside.support.models import HOW, IN_PERSON, WHERE, WRITTEN, Meeting
from alongside.ui import fields

LENGTHS = {str(n): str(n) for n in (15, 30, 45, 60, 90)}


class BookMeeting(forms.Form):
    """Cleans to the keywords of `book_meeting` and `move_meeting`."""

    on = fields.date("Which day?", future=True, called="The day", missing="Enter the day")
    at = fields.time("What time?")
    minutes = fields.radios(
        "For how many minutes?", LENGTHS, columns=3, initial="45", missing="Select how many minutes"
    )
    mechanism = fields.radios(
        "How will you meet?",
        {code: words for code, words in HOW.items() if code not in WRITTEN},
        columns=2,
        missing="Select how you will meet",
    )
    location = fields.radios("Where?", WHERE, columns=2, missing="Select where you will meet")
    place = fields.text(
        "What is the place called?",
        hint="So that both know it, like: Riverside Park, by the café",
        max_length=160,
        optional=True,
    )

    def full_clean(self) -> None:
        if self.is_bound:
            self.fields["location"].required = self.data.get("mechanism") == IN_PERSON
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.errors:
            return said
        starts_at = timezone.make_aware(datetime.combine(said["on"], said["at"]))
        if starts_at < clock.now():
            self.add_error("at", "That time has passed. Enter a time still to come")
            return said
        return {
            "starts_at": starts_at,
            "minutes": int(said["minutes"]),
            "mechanism": said["mechanism"],
            "location": said["location"] or "",
            "place": said["place"],
        }


class MoveMeeting(BookMeeting):
    """The same questions, filled in with what was planned."""

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        local = timezone.localtime(meeting.starts_at)
        options["initial"] = {
            "on": local.date(),
            "at": local.time(),
            "minutes": str(meeting.minutes),
            "mechanism": meeting.mechanism,
            "location": meeting.location,
            "place": meeting.place,
        }
        super().__init__(*args, **options)
        if str(meeting.minutes) not in LENGTHS:
            self.fields["minutes"].choices = {**LENGTHS, str(meeting.minutes): str(meeting.minutes)}  # type: ignore[attr-defined]


class CancelMeeting(forms.Form):
    """Cleans to the keywords of `cancel_meeting`."""

    by = fields.radios("Who is cancelling?", (), missing="Select who is cancelling")

    def __init__(self, *args: Any, called: str, me: bool = True, worker: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        us = "I am, or the service" if me else f"{worker}, or the service"
        self.fields["by"].choices = (("person", called), ("service", us))  # type: ignore[attr-defined]
