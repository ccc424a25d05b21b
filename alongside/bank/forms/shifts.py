"""The questions of a shift: what the ward needs, why not, why it is cancelled, and which hours were worked."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from alongside.bank import queries
from alongside.core import clock
from alongside.ui import fields

BANDS = [("2", "Band 2"), ("3", "Band 3"), ("4", "Band 4"), ("5", "Band 5")]
WEIGHTS = [
    ("8", "It cannot go ahead without somebody"),
    ("5", "It matters"),
    ("2", "It would be good"),
]


class AskShift(forms.Form):
    """`wards`, `workers`: by id. `group_date`: the date of a group it serves. `but`: the shift that is changed."""

    ward = fields.radios("Which ward?", (), missing="Select the ward")
    what_for = fields.text(
        "What is it for?", max_length=160, hint="Like: Art and talk, with the occupational therapist",
        missing="Enter what the shift is for",
    )  # fmt: skip
    with_whom = fields.text(
        "Who will they work with on the ward?", max_length=120, optional=True, hint="So that they know whom to find"
    )
    on = fields.date("Which day?", called="The day", future=True, missing="Enter the day of the shift")
    starts = fields.time("Starts at", missing="Enter when it starts, like 1pm")
    ends = fields.time("Ends at", missing="Enter when it ends, like 4pm")
    ends_on = fields.date("The day it ends", optional=True, hint="Only for a shift that goes past midnight")
    break_minutes = fields.minutes("Unpaid break, in minutes", optional=True, maximum=240)
    band = fields.select("Grade", BANDS, initial="3", missing="Select the grade")
    fallback_band = fields.select(
        "Another grade that would do", BANDS, empty="None", optional=True, hint="Offered too when the shift is near"
    )
    skills = fields.checkboxes("What should they be good at?", (), columns=2, optional=True)
    preferred = fields.select(
        "Is there somebody you would like to ask first?", (), empty="No, anybody", optional=True,
        hint="They are asked first. They may say no.",
    )  # fmt: skip
    weight = fields.radios("How much does it matter?", WEIGHTS, initial="5", missing="Select how much it matters")

    def __init__(
        self,
        *args: Any,
        wards: Mapping[str, Any],
        workers: Mapping[str, Any],
        skills: Iterable[str] = (),
        group_date: Any = None,
        but: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wards, self.workers, self.group_date, self.but = wards, workers, group_date, but
        asked: Any = self.fields
        asked["ward"].choices = [(pk, ward.name) for pk, ward in wards.items()]
        asked["preferred"].choices = [("", "No, anybody")] + [(pk, worker.full_name) for pk, worker in workers.items()]
        asked["skills"].choices = [(skill, skill) for skill in skills]
        if not skills:
            del asked["skills"]
        if but or len(wards) == 1:
            del asked["ward"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        ward = self.wards.get(said["ward"]) if "ward" in said else next(iter(self.wards.values()), None)
        if self.errors or ward is None:
            return said
        starts_at, ends_at = _moment(said["on"], said["starts"]), _moment(said["ends_on"] or said["on"], said["ends"])
        about = {"starts_at": starts_at, "ends_at": ends_at, "what_for": said["what_for"]}
        problems = queries.problems_of_times(starts_at, ends_at, said["break_minutes"] or 0)
        problems = problems or queries.problems_of_need(ward=ward, group_date=self.group_date, but=self.but, **about)
        for name, words in problems:
            self.add_error(name, words)
        if problems:
            return said
        facts = {
            **about,
            "with_whom": said["with_whom"],
            "break_minutes": said["break_minutes"] or 0,
            "band": said["band"],
            "fallback_band": said["fallback_band"] or "",
            "skills": said.get("skills", []),
            "preferred": self.workers.get(said["preferred"] or ""),
            "weight": int(said["weight"]),
        }
        return facts if self.but else {"ward": ward, "group_date": self.group_date, **facts}


class NotApproved(forms.Form):
    because = fields.long_text(
        "Why not?",
        rows=3,
        max_length=200,
        words=True,
        hint="The ward reads this.",
        missing="Say why. The ward reads it",
    )


class CancelShift(forms.Form):
    """`ways`: who cancels, for those who may say more than one."""

    by = fields.radios("Who cancels?", (), missing="Select who cancels")
    because = fields.text("Is there anything to say about it?", optional=True, max_length=200)

    def __init__(self, *args: Any, ways: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = list(ways)
        asked: Any = self.fields
        asked["by"].choices = self.ways
        if len(self.ways) == 1:
            del asked["by"]

    def clean(self) -> dict[str, Any]:
        return {"by": self.ways[0][0], **self.cleaned_data}


class NotWorked(forms.Form):
    because = fields.text("What happened?", optional=True, max_length=200, hint="The worker reads this.")


class HoursWorked(forms.Form):
    """`shift`: on its day, and past midnight where it goes past midnight."""

    starts = fields.time("From", missing="Enter when the work began, like 1pm")
    ends = fields.time("Until", missing="Enter when the work ended, like 4pm")
    worked_break = fields.minutes("Unpaid break, in minutes", optional=True, maximum=240)

    def __init__(self, *args: Any, shift: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shift = shift
        self.first, self.last = (timezone.localdate(moment) for moment in (shift.starts_at, shift.ends_at))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.errors:
            return said
        begins = said["starts"]
        worked_from = _moment(self.first, begins)
        worked_until = _moment(self.last if said["ends"] <= begins else self.first, said["ends"])
        pause = said["worked_break"] or 0
        names = {"break_minutes": "worked_break"}
        for name, words in queries.problems_of_hours(self.shift, worked_from, worked_until, pause, clock.now()):
            self.add_error(names.get(name, name), words)
        return {"worked_from": worked_from, "worked_until": worked_until, "worked_break": pause}


def hours_of(shift: Any) -> dict[str, Any]:
    """What the form of the hours begins with: what was said, or else what was planned."""
    starts, ends = shift.worked_from or shift.starts_at, shift.worked_until or shift.ends_at
    pause = shift.worked_break if shift.worked_from else shift.break_minutes
    return {
        "starts": timezone.localtime(starts).time(),
        "ends": timezone.localtime(ends).time(),
        "worked_break": pause or None,
    }


def asked_of(shift: Any) -> dict[str, Any]:
    """What the form that changes a shift begins with."""
    starts, ends = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    return {
        "what_for": shift.what_for,
        "with_whom": shift.with_whom,
        "on": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "ends_on": ends.date() if ends.date() != starts.date() else None,
        "break_minutes": shift.break_minutes or None,
        "band": shift.band,
        "fallback_band": shift.fallback_band,
        "skills": shift.skills,
        "preferred": shift.preferred_id or "",
        "weight": str(shift.weight),
    }


def asked_for(group_date: Any) -> dict[str, Any]:
    """What the form begins with from a date of a group: a quarter of an hour before it until a quarter after."""
    if group_date is None:
        return {}
    around = timedelta(minutes=15)
    starts, ends = (
        timezone.localtime(moment) for moment in (group_date.starts_at - around, group_date.ends_at + around)
    )
    return {"what_for": group_date.group.name, "on": starts.date(), "starts": starts.time(), "ends": ends.time()}


def _moment(day: Any, time: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time))
