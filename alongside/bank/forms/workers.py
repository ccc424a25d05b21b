"""The questions about who is on the bank; and what a worker says about their own bank work."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.solvers.fit import DAYS
from alongside.ui import fields

BANDS = (("2", "Band 2"), ("3", "Band 3"), ("4", "Band 4"), ("5", "Band 5"))


class ChangeMember(forms.Form):
    band = fields.radios("Their band on the bank", BANDS, columns=2, missing="Select their band")
    skills = fields.text(
        "What they are good at",
        optional=True,
        max_length=200,
        hint="With commas between, like: art, walking group, Makaton. A ward can ask for these.",
    )

    def clean_skills(self) -> list[str]:
        return [skill.strip() for skill in self.cleaned_data["skills"].split(",") if skill.strip()]


class JoinBank(ChangeMember):
    worker = fields.select("Who joins the bank?", (), empty="Choose one", missing="Select who joins the bank")
    joined_on = fields.date("From which day?", missing="Enter the day they join")
    field_order = ("worker", "band", "skills", "joined_on")

    def __init__(self, *args: Any, workers: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["worker"]
        field.choices = [("", "Choose one"), *((worker.pk, name) for worker, name in workers)]
        field.coerce = {worker.pk: worker for worker, _ in workers}.get


class LeaveBank(forms.Form):
    ended_on = fields.date("Their last day on the bank", missing="Enter their last day")


class WhenFree(forms.Form):
    week = [(day, f"{start}day") for day, start in DAYS.items()]
    parts = [("am", "Morning"), ("pm", "Afternoon"), ("eve", "Evening"), ("night", "Night")]

    free = fields.checkboxes(
        "When are you free?",
        [(f"{day}-{part}", f"{day}-{part}") for day in DAYS for part in ("am", "pm", "eve", "night")],
        optional=True,
        hint="We offer you only shifts that lie within these. Leave all of them empty and we ask you any time. "
        "Morning is 6am to noon, afternoon until 5pm, evening until 9pm, and a night begins on the day it is named by.",
    )


class OwnLimit(forms.Form):
    own_limit_hours = fields.number(
        "How many hours a week, at most?",
        minimum=0,
        maximum=60,
        suffix="hours",
        optional=True,
        hint="All your posts together. Leave it empty for no limit of your own. You can change it at any moment.",
    )


class Likes(forms.Form):
    likes = fields.checkboxes(
        "Which wards do you like to work on?",
        (),
        columns=2,
        optional=True,
        hint="You are still offered the others. A ward you would rather not work on is on your profile.",
    )

    def __init__(self, *args: Any, wards: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["likes"]
        field.choices = [(ward.pk, name) for ward, name in wards]
