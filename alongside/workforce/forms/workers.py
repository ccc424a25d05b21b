"""The questions asked of workers, and about them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db import models

from alongside.core.nhs import codes
from alongside.solvers.fit import DAYS, SLOTS
from alongside.ui import fields
from alongside.workforce.models import Assignment, Offering, RatherNot, Worker

ShownTo = Offering.ShownTo
COMMON_LANGUAGES = 8  # how many of the list are boxes to tick; the rest are behind "Another language"

SHOWN_TO = (
    (ShownTo.PEOPLE.value, "People I am suggested to", "They read it on your profile. The lead and coordinators too."),
    (ShownTo.COORDINATORS.value, "The lead and coordinators", "To suggest you well. Not on your profile."),
    (
        ShownTo.MATCHING.value,
        "Nobody. Only use it to suggest me",
        "It is never shown. Someone may still guess why you were suggested.",
    ),
)


def choices(form: forms.Form, name: str, rows: Iterable[tuple[str, str]], empty: str = "") -> Any:
    """Offer what is known only now. `empty` is the first line of a select, which chooses nothing."""
    field: Any = form.fields[name]
    field.choices = [*([("", empty)] if empty else []), *rows]
    return field


def records(form: forms.Form, name: str, rows: Iterable[tuple[models.Model, str]], empty: str) -> None:
    """Offer records by name, and answer with the record itself."""
    rows = list(rows)
    field = choices(form, name, [(record.pk, words) for record, words in rows], empty)
    field.coerce = {record.pk: record for record, _ in rows}.get


# The worker's own ----------------------------------------------------------------------------------------------------


class Words(forms.Form):
    about = fields.long_text(
        "What would you like people to know about you?",
        hint="A few everyday sentences. What you enjoy, what it is like to spend time with you. Only what you are "
        "happy for anyone to read.",
        rows=8,
        max_length=1200,
        count=True,
        words=True,
        optional=True,
    )


class Practical(forms.Form):
    week = [(day, f"{start}day") for day, start in DAYS.items()]
    parts = [("am", "Morning"), ("pm", "Afternoon"), ("eve", "Evening")]

    languages = fields.checkboxes("Which languages can you support someone in?", (), columns=2, optional=True)
    another_language = fields.select("Another language", (), empty="None", optional=True)
    days = fields.checkboxes(
        "When do you usually work?", list(SLOTS.items()), optional=True, hint="People are told these."
    )
    areas = fields.checkboxes(
        "Where can you meet people?", (), columns=2, optional=True, hint="Leave empty if anywhere suits."
    )
    rules_out = fields.checkboxes(
        "Is there anything you would rather not do?",
        RatherNot.choices,
        columns=2,
        optional=True,
        hint="No reason is asked. The lead, coordinators and your manager see this; people do not.",
    )

    def __init__(self, *args: Any, areas: Sequence[str] = (), languages: Sequence[str] = (), **kwargs: Any) -> None:
        """`areas` are the service's places; `languages` the codes the worker has said already."""
        super().__init__(*args, **kwargs)
        every = codes.LANGUAGE.choices()
        boxes = [row for place, row in enumerate(every) if place < COMMON_LANGUAGES or row[0] in languages]
        choices(self, "languages", boxes)
        choices(self, "another_language", [row for row in every if row not in boxes], "None")
        choices(self, "areas", [(name, name) for name in areas])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        another = answers.pop("another_language", None)
        if another:
            answers["languages"] = [*answers.get("languages", []), another]
        return answers


class ChangeOffering(forms.Form):
    words = fields.long_text(
        "What would you like to say about it?",
        hint="One or two sentences, or nothing at all. It is your story: share as little as you like.",
        rows=3,
        max_length=300,
        count=True,
        words=True,
        optional=True,
    )
    shown_to = fields.radios("Who may see it?", SHOWN_TO, missing="Select who may see it")
    shown_until = fields.date(
        "The last day to show it",
        future=True,
        optional=True,
        hint="It comes off your profile by itself after that day. Leave empty to decide later. You can withdraw it "
        "at any moment.",
    )


class AddOffering(ChangeOffering):
    theme = fields.select(
        "What do you offer to share?", (), empty="Choose one", missing="Select what you offer to share"
    )
    field_order = ("theme", "words", "shown_to", "shown_until")

    def __init__(self, *args: Any, themes: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices(self, "theme", [(name, name) for name, _ in themes], "Choose one")


class KeepAway(forms.Form):
    name = fields.text("A name", max_length=160, optional=True, hint="First and last name.", autocomplete="off")
    team = fields.select("A team", (), optional=True)
    ward = fields.select("A ward", (), optional=True)

    def __init__(self, *args: Any, teams: Sequence[Any] = (), wards: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        records(self, "team", teams, "None")
        records(self, "ward", wards, "None")


# About a worker ------------------------------------------------------------------------------------------------------


class AddWorker(forms.Form):
    first_name = fields.text("First name", max_length=80, missing="Enter their first name")
    last_name = fields.text("Last name", max_length=80, missing="Enter their last name")
    kind = fields.radios("They are a", Worker.Kind.choices, columns=2, initial="peer", missing="Select what they are")
    job_role = fields.select(
        "National job role",
        codes.JOB_ROLE.choices(),
        empty="Choose one",
        initial="07050",
        missing="Select their national job role",
    )
    user = fields.select(
        "The account they sign in with",
        (),
        optional=True,
        hint="Staff accounts with the peer worker’s role that belong to no worker yet.",
    )
    work_phone = fields.phone("Work phone", optional=True, autocomplete="off")
    local_id = fields.text("Their number in the trust’s own system", max_length=20, width=20, optional=True)

    def __init__(self, *args: Any, users: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        records(self, "user", users, "None yet")


class ChangeWorker(AddWorker):
    leaves_on = fields.date(
        "Their last day", optional=True, hint="After this day nobody new is suggested to them. Empty if they stay."
    )


class AssignWorker(forms.Form):
    team = fields.select("Team", (), missing="Select a team")
    kind = fields.radios("How do they work there?", Assignment.Kind.choices, columns=2, missing="Select how they work")
    hours = fields.text("Hours a week", width=4, inputmode="decimal", missing="Enter the hours a week, like 22.5")
    manager = fields.select("Manager", (), optional=True)
    starts_on = fields.date("First day", missing="Enter their first day")
    ends_on = fields.date("Last day", optional=True, hint="Leave empty if no end is agreed.")
    post = fields.select("Which post do they have?", (), optional=True, hint="It is then filled.")

    def __init__(
        self,
        *args: Any,
        teams: Sequence[Any] = (),
        managers: Sequence[Any] = (),
        posts: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        records(self, "team", teams, "Choose a team")
        records(self, "post", posts, "None of the posts")
        records(self, "manager", managers, "Nobody yet")

    def clean_hours(self) -> Decimal:
        try:
            hours = Decimal(self.cleaned_data["hours"].replace(",", "."))
        except InvalidOperation:
            raise forms.ValidationError("Enter the hours a week, like 22.5") from None
        if not Decimal("0.5") <= hours <= 48:
            raise forms.ValidationError("Hours a week must be between 0.5 and 48")
        return hours.quantize(Decimal("0.1"))


class EndAssignment(forms.Form):
    ends_on = fields.date("Their last day with the team", missing="Enter their last day with the team")


class SetCaseload(forms.Form):
    agreed_caseload = fields.number(
        "How many people at a time?",
        minimum=0,
        maximum=40,
        hint="The number the two of you agreed. It is a limit, never a target. 0 if none are agreed yet.",
        missing="Enter the number of people you agreed, like 6",
    )


class Narrow(forms.Form):
    """The filters of the list of workers."""

    name = fields.text("Name", optional=True, max_length=80)
    pathway = fields.select("Pathway", (), empty="All pathways", optional=True)
    team = fields.select("Team", (), empty="All teams", optional=True)
    room = fields.hidden(optional=True)

    def __init__(self, *args: Any, pathways: Sequence[Any] = (), teams: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices(self, "pathway", pathways, "All pathways")
        choices(self, "team", teams, "All teams")
