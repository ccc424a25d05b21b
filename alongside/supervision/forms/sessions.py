"""What is asked to plan, move, cancel, prepare and write down a session."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from alongside.core import clock
from alongside.supervision.models import Session
from alongside.ui import fields

LENGTHS = {str(n): str(n) for n in (30, 45, 60, 75, 90, 120)}
SERIES = {"1": "Just this one", "3": "3 dates, by our rhythm", "6": "6 dates, by our rhythm"}
LINES = (1, 2, 3)  # things to do that the form asks at once; more are added on the page of the session


def moment_of(on: date | None, at: time | None) -> datetime | None:
    """The moment of a day and a time where the service is; None unless both are there."""
    return timezone.make_aware(datetime.combine(on, at)) if on and at else None


def choose(form: forms.Form, name: str, rows: Sequence[tuple[Any, str]], empty: str = "") -> None:
    """Let a field choose among records: (record, words)."""
    field: Any = form.fields[name]
    first = [("", empty)] if empty else []
    field.choices = [*first, *((row.pk, words) for row, words in rows)]
    field.coerce = {row.pk: row for row, _ in rows}.get


class MoveSession(forms.Form):
    """Cleans to the keywords of `move_session`."""

    on = fields.date("Which day?", future=True, called="The day", missing="Enter the day")
    at = fields.time("What time?")
    minutes = fields.radios("For how many minutes?", LENGTHS, columns=3, missing="Select how many minutes")
    where = fields.text("Where?", hint="A room, or a link to meet by video", max_length=160, optional=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = str((kwargs.get("initial") or {}).get("minutes", "60"))
        if now not in LENGTHS:
            self.fields["minutes"].choices = {**LENGTHS, now: now}  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.errors:
            return said
        starts_at = moment_of(said.pop("on"), said.pop("at"))
        if starts_at is not None and starts_at <= clock.now():
            self.add_error("at", "That time has passed. Enter a time still to come")
        return {**said, "starts_at": starts_at, "minutes": int(said["minutes"])}


class PlanSession(MoveSession):
    """Cleans to the keywords of `plan_session`."""

    many = fields.radios(
        "How many dates?",
        SERIES,
        initial="1",
        hint="By your rhythm they are as many weeks apart as you agreed, at the same time of day.",
        missing="Select how many dates",
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        return {**said, "many": int(said["many"])} if said.get("many") else said


class NextDate(forms.Form):
    """The next date, asked in the same form as whatever comes before it."""

    next_on = fields.date("Next date", called="The next date", future=True, optional=True)
    next_time = fields.time("At what time?", optional=True)
    needs_date = False

    def next_at(self) -> datetime | None:
        said = self.cleaned_data
        on, at = said.pop("next_on", None), said.pop("next_time", None)
        if on and not at:
            self.add_error("next_time", "Enter the time of the next date, like 10am")
        if self.needs_date and not on and "next_on" not in self.errors:
            self.add_error("next_on", "Enter the next date, so that there is always one")
        return moment_of(on, at)


class CancelSession(NextDate):
    """Cleans to the keywords of `cancel_session`."""

    by = fields.radios(
        "What got in the way?",
        {
            Session.CancelledBy.SUPERVISOR: "Something on the supervisor’s side",
            Session.CancelledBy.WORKER: "Something on the worker’s side",
            Session.CancelledBy.OTHER: "Something else",
        },
        hint="Nobody is asked for more than this.",
        missing="Select what got in the way",
    )
    field_order = ("by", "next_on", "next_time")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_on"].label = "When instead? (optional)"

    def clean(self) -> dict[str, Any]:
        next_at = self.next_at()
        return {**self.cleaned_data, "next_at": next_at}


class HoldSession(NextDate):
    """Cleans to the keywords of `hold_session`."""

    here = fields.checkboxes("Who was there?", (), columns=2, missing="Select who was there")
    note = fields.long_text(
        "What do you want to remember?",
        optional=True,
        words=True,
        rows=6,
        hint="A few words. Only those in this supervision read it.",
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[Any, str]] = (),
        doers: Sequence[tuple[Any, str]] = (),
        needs_date: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if people:
            choose(self, "here", people)
        else:
            del self.fields["here"]
        for n in LINES:
            self.fields[f"words_{n}"] = fields.text(
                "To do", optional=True, max_length=300, hint="" if n > 1 else "What one of you will do before next time"
            )
            self.fields[f"who_{n}"] = fields.select("Who?", (), optional=True)
            choose(self, f"who_{n}", doers, "Choose who")
            self.fields[f"due_{n}"] = fields.date("By when?", called="The day by which", optional=True)
        self.needs_date = needs_date
        order = [name for n in LINES for name in (f"words_{n}", f"who_{n}", f"due_{n}")]
        self.order_fields(["here", "note", *order, "next_on", "next_time"])

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        lines = [self._line(n) for n in LINES]
        made: dict[str, Any] = {"note": said.get("note", ""), "to_do": [line for line in lines if line]}
        if "here" in self.fields:
            made["here"] = said.get("here", [])
        return {**made, "next_at": self.next_at()}

    def _line(self, n: int) -> dict[str, Any] | None:
        said = self.cleaned_data
        words, who = said.get(f"words_{n}", ""), said.get(f"who_{n}")
        if words and not who:
            self.add_error(f"who_{n}", "Choose who will do it")
        return {"words": words, "who": who, "due_on": said.get(f"due_{n}")} if words and who else None

    def lines(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each thing to do, for the page to draw together."""
        return [(self[f"words_{n}"], self[f"who_{n}"], self[f"due_{n}"]) for n in LINES]


class CorrectSession(forms.Form):
    """Cleans to the keywords of `correct_session`."""

    here = fields.checkboxes("Who was there?", (), columns=2, missing="Select who was there")
    note = fields.long_text(
        "What do you want to remember?", optional=True, words=True, rows=6, hint="Only those in it read it."
    )

    def __init__(self, *args: Any, people: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            choose(self, "here", people)
        else:
            del self.fields["here"]


class AgreeToDo(forms.Form):
    """Cleans to the keywords of `agree_to_do`."""

    words = fields.text("What is to be done?", max_length=300, missing="Enter what is to be done")
    who = fields.radios("Who will do it?", (), missing="Select who will do it")
    due_on = fields.date("By when?", called="The day by which", optional=True)

    def __init__(self, *args: Any, doers: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "who", doers)


class SavePreparation(forms.Form):
    """Cleans to the keywords of `save_preparation`, beside the session."""

    words = fields.long_text(
        "What would you like to bring?",
        optional=True,
        words=True,
        rows=8,
        hint="Something that went well, something heavy, a question, what you need. As much or as little as you like.",
    )
    shown = fields.tick(
        "Show this to the others of this session",
        hint="Until you tick it, only you can read it. Untick it to have it to yourself again.",
    )
