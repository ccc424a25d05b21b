"""The questions about times to meet, notes of a meeting, and the answer that comes after it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from alongside.recruitment.commands.slots import GONE
from alongside.recruitment.forms import equality
from alongside.recruitment.models import Criterion, InterviewNote, Slot
from alongside.ui import dates, fields

HOW = tuple(Slot.How.choices)
SCORES = (("0", "0, not shown"), ("1", "1, partly"), ("2", "2, shown"), ("3", "3, shown well"))
WORKS = (
    ("mornings", "A morning"),
    ("afternoons", "An afternoon"),
    ("later", "Later than these"),
    ("phone", "By phone"),
    ("video", "By video"),
)


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


class _Place(forms.Form):
    minutes = fields.minutes("How many minutes is each?", initial=45, maximum=240)
    how = fields.radios("How do you meet?", HOW, columns=3, initial="in_person", missing="Select how you meet")
    where = fields.text(
        "Where?", optional=True, max_length=200, hint="For meeting in person. How to find the door helps."
    )
    join_link = fields.text("Link to join by video", optional=True, max_length=500, inputmode="url")

    def clean_join_link(self) -> str:
        link: str = self.cleaned_data["join_link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError("A link begins with https://")
        return link


class AddSlots(_Place):
    """The same times on one day, or on every working day up to another."""

    field_order = ("day", "until", "times", "minutes", "how", "where", "join_link")

    day = fields.date("First day", missing="Enter the first day", future=True)
    until = fields.date("Last day, if there are several", optional=True, hint="The same times on each working day.")
    times = fields.long_text(
        "Which times?", rows=4, count=False, hint="One on each line, like 10:00 or 2:30pm.", missing="Enter a time"
    )

    def clean_times(self) -> list[time]:
        lines = [line for line in self.cleaned_data["times"].replace(",", "\n").splitlines() if line.strip()]
        times = []
        for line in lines:
            try:
                times.append(fields.time("Time").clean(line))
            except forms.ValidationError:
                raise forms.ValidationError(f"Write “{line.strip()}” as a time, like 10:00 or 2:30pm") from None
        return times

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day, until, times = found.pop("day", None), found.pop("until", None), found.pop("times", None)
        if day and until and not day <= until <= day + timedelta(days=27):
            self.add_error("until", "The last day is after the first, within four weeks")
        elif day and times:
            ahead = range(((until or day) - day).days + 1)
            days = [day + timedelta(days=n) for n in ahead if n == 0 or (day + timedelta(days=n)).weekday() < 5]
            found["starts"] = [_moment(each, at) for each in days for at in times]
        return found


class MoveSlot(_Place):
    field_order = ("day", "at", "minutes", "how", "where", "join_link")

    day = fields.date("New day", missing="Enter the day")
    at = fields.time("New time", missing="Enter the time")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day, at = found.pop("day", None), found.pop("at", None)
        if day and at:
            found["starts_at"] = _moment(day, at)
        return found


class PickTime(forms.Form):
    """`slots` are the free times. `counted`: the equality questions were answered, or left, once already."""

    slot = fields.radios("Which time is best for you?", (), missing="Pick a time")
    how = fields.radios(
        "How would you like to meet?",
        (("", "As it says above"), ("phone", "By phone first"), ("video", "By video")),
        optional=True,
        columns=3,
        initial="",
        hint="Whichever is easiest. It does not change how we listen.",
    )

    def __init__(self, *args: Any, slots: Iterable[Slot] = (), counted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = {slot.pk: slot for slot in slots}
        self.fields["slot"].choices = [(slot.pk, _when(slot), _where(slot)) for slot in slots]  # type: ignore[attr-defined]
        self.fields["slot"].error_messages["invalid_choice"] = GONE
        self.equality = () if counted else equality.NAMES
        if not counted:
            self.fields.update(equality.fields())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        slot = self.slots.get(found.get("slot", ""))
        return {"slot": slot, "how": found.get("how") or "", "equality": equality.answers(found)}


def _when(slot: Slot) -> str:
    return f"{dates.day(slot.starts_at)}, {dates.time(slot.starts_at)}"


def _where(slot: Slot) -> str:
    how = slot.get_how_display()
    return f"{how}, {slot.where}" if slot.where and slot.how == Slot.How.IN_PERSON else how


class NoneWork(forms.Form):
    works = fields.checkboxes("What would work?", WORKS, columns=2, optional=True, hint="Tick any, or none.")


class Notes(forms.Form):
    """A score and a few words for each line that is listened for."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for row in self.criteria:
            self.fields[f"score_{row.pk}"] = fields.radios(row.words, SCORES, columns=2, optional=True)
            self.fields[f"words_{row.pk}"] = fields.long_text(
                f"What you heard: {row.words}", rows=3, optional=True, words=True, hint="Words the person could read."
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        notes = {}
        for row in self.criteria:
            score = found.get(f"score_{row.pk}")
            notes[row.pk] = (int(score) if score not in (None, "") else None, found.get(f"words_{row.pk}") or "")
        return {"notes": notes}


def noted(own: Iterable[InterviewNote]) -> dict[str, Any]:
    """What a member wrote before, for the form."""
    said: dict[str, Any] = {}
    for row in own:
        said[f"score_{row.criterion_id}"] = "" if row.score is None else str(row.score)
        said[f"words_{row.criterion_id}"] = row.words
    return said


class Offer(forms.Form):
    by = fields.date("By when do they answer?", future=True, missing="Enter the day")
    words = fields.long_text(
        "What do you want to tell them?",
        rows=4,
        optional=True,
        words=True,
        hint="What you liked, and what happens next. They read it with the offer.",
    )


class MoreTime(forms.Form):
    by = fields.date("By when do they answer now?", future=True, missing="Enter the day")


class Reserve(forms.Form):
    until = fields.date("Until when are they on the list?", future=True, missing="Enter the day")
    words = fields.long_text("What went well, and what to try next?", words=True, missing="Tell them what went well")


class NotThisTime(forms.Form):
    words = fields.long_text(
        "Why, and what could they try next?",
        rows=6,
        words=True,
        hint="Two or three kind, clear sentences. They read exactly this.",
        missing="Tell them why, and what to try next",
    )


class AcceptOffer(forms.Form):
    """Nothing is asked but the equality questions, each of which may be left."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(equality.fields())

    def clean(self) -> dict[str, Any]:
        return {"equality": equality.answers(super().clean() or {})}
