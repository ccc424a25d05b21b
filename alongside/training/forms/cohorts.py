"""The questions about a course: its plan, its dates, who trains it, and calling it off."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from alongside.training.models import Mode
from alongside.ui import fields

Records = Iterable[tuple[models.Model, str]]
EVERY = (("1", "Once"), ("7", "Every week"), ("14", "Every two weeks"), ("days", "On days I write down"))
ORDER, OWN = "order", "own"


def offer(form: forms.Form, name: str, rows: Records, empty: str = "") -> None:
    """Offer records by name, and answer with the record itself."""
    known = {str(record.pk): (record, words) for record, words in rows}
    field: Any = form.fields[name]
    field.choices = [*([("", empty)] if empty else []), *((key, words) for key, (_, words) in known.items())]
    field.coerce = lambda key: known[key][0]


class Plan(forms.Form):
    """What both planning and changing a course ask."""

    name = fields.text("What is this course called?", max_length=80, hint="Like: Spring 2027.")
    mode = fields.radios("How is it taught?", Mode.choices, columns=2)
    where = fields.text("Where?", optional=True, max_length=160, hint="A building and a room, or Microsoft Teams.")
    size = fields.number("How many places are there?", minimum=1, maximum=500)
    opens_on = fields.date("When can people begin to ask for a place?", optional=True, called="The day it opens")
    closes_on = fields.date("What is the last day to ask?", optional=True, called="The last day to ask")
    answered_by = fields.date("By when does everyone have an answer?", optional=True, called="The day of the answer")
    starts_on = fields.date("When does it begin?", called="The first day")
    finishes_on = fields.date("When does it end?", called="The last day")
    access_words = fields.long_text(
        "How can the place and the platform be reached and used?",
        optional=True,
        hint="Steps, lifts, parking, captions, a way to join by phone. People read it before they ask.",
    )


class NewCohort(Plan):
    programme = fields.select("Which programme is it?", (), empty="Choose a programme")
    field_order = ("programme",)

    def __init__(self, *args: Any, programmes: Records = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "programme", programmes, "Choose a programme")


class SomeDates(forms.Form):
    """Dates at once: one, several at the same distance, or a list of days."""

    names = fields.radios(
        "What is on these dates?",
        ((ORDER, "Each date takes the next module", "In the order of the programme"), (OWN, "Something else")),
        missing="Select what is on these dates",
    )
    title = fields.text("If something else, what is it called?", optional=True, max_length=120)
    first = fields.date("When is the first one?", called="The first date")
    every = fields.radios("How often?", EVERY, columns=2, missing="Select how often")
    how_many = fields.number("How many dates in all?", minimum=1, maximum=60, optional=True)
    other_days = fields.long_text(
        "Other days", optional=True, hint="If you write them down: a day on each line, like 24/11/2026.", rows=5
    )
    starts = fields.time("What time do they start?")
    ends = fields.time("What time do they end?")
    mode = fields.radios("How are they held?", Mode.choices, columns=2)
    where = fields.text("Where?", optional=True, max_length=160)
    join_link = fields.text(
        "Joining link",
        optional=True,
        max_length=500,
        inputmode="url",
        hint="Shown only to those who have a place, and to the trainers.",
    )
    trainer = fields.select("Who leads these?", (), empty="Not said", optional=True)

    def __init__(self, *args: Any, trainers: Records = (), modules: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = list(modules)
        offer(self, "trainer", trainers, "Not said")

    def clean_join_link(self) -> str:
        return link(self.cleaned_data["join_link"])

    def clean(self) -> dict[str, Any]:
        """As the command asks: days, times, and the modules that are taught on them."""
        said = dict(self.cleaned_data)
        names, title, every = said.pop("names", ""), said.get("title"), said.pop("every", "")
        if names == OWN and not title:
            self.add_error("title", "Enter what it is called")
        first, count, others = said.pop("first", None), said.pop("how_many", None), said.pop("other_days", "")
        days: list[date] = []
        if first and every == "days":
            days = [first, *self._days(others or "")]
        elif first and every:
            days = [first + timedelta(days=int(every) * n) for n in range(1 if every == "1" else count or 1)]
        said |= {"days": days, "modules": self.modules if names == ORDER else []}
        return said

    def _days(self, others: str) -> list[date]:
        read = fields.date("Day").to_python
        days = []
        for line in filter(None, map(str.strip, others.splitlines())):
            try:
                if found := read(line):
                    days.append(found)
            except forms.ValidationError:
                self.add_error("other_days", f"“{line}” is not a day we can read. Write it like 24/11/2026")
        return days


class OneDate(forms.Form):
    title = fields.text("What is it called?", max_length=120)
    module = fields.select("Which module is it?", (), empty="None", optional=True)
    day = fields.date("Which day?", called="The day")
    starts = fields.time("What time does it start?")
    ends = fields.time("What time does it end?")
    mode = fields.radios("How is it held?", Mode.choices, columns=2)
    where = fields.text("Where?", optional=True, max_length=160)
    join_link = fields.text("Joining link", optional=True, max_length=500, inputmode="url")
    trainer = fields.select("Who leads it?", (), empty="Not said", optional=True)

    def __init__(self, *args: Any, trainers: Records = (), modules: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "trainer", trainers, "Not said")
        offer(self, "module", [(module, module.title) for module in modules], "None")

    def clean_join_link(self) -> str:
        return link(self.cleaned_data["join_link"])

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        day, starts, ends = (said.pop(name, None) for name in ("day", "starts", "ends"))
        if day and starts and ends:
            said["starts_at"] = timezone.make_aware(datetime.combine(day, starts))
            said["ends_at"] = timezone.make_aware(datetime.combine(day, ends))
        return said


class AddTrainer(forms.Form):
    user = fields.select("Who?", (), empty="Choose somebody", missing="Choose somebody")
    leads = fields.tick("They lead this course")

    def __init__(self, *args: Any, users: Records = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", users, "Choose somebody")


class CallOff(forms.Form):
    because = fields.long_text("Why? Everyone reads this.", missing="Say why. Everyone reads it", words=True)


def link(said: str) -> str:
    """A web address, or nothing."""
    if said and not said.startswith("https://"):
        raise forms.ValidationError("Enter the whole link, beginning with https://")
    return said
