"""What is asked when a talk is planned, moved, called off or over; of speakers; of those who came; and of weeks."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from alongside.outreach.models import Ask, Audience, Speaker
from alongside.ui import fields

MOST_PENCE = 100_000


class PlanTalk(forms.Form):
    """`teams` are rows of (id, name), `resolve` makes a team of an id."""

    title = fields.text("What is it called?", max_length=160)
    kind = fields.select("What is it?", Ask.Kind, empty="Choose", missing="Select what it is")
    audience = fields.radios("Who is it for?", Audience, columns=2, missing="Select who it is for")
    organisation_name = fields.text("With whom?", max_length=160, optional=True, hint="The university, ward or group.")
    team = fields.select(
        "Which team is it for?", (), empty="None of ours", optional=True, hint="So that the right people are asked."
    )
    day = fields.date("Which day?", called="The day")
    starts = fields.time("What time does it start?", hint="Like 2pm or 14:00.")
    ends = fields.time("What time does it end?")
    where = fields.text("Where?", max_length=200, optional=True, hint="A place, or online and how.")
    plan = fields.long_text(
        "What will happen?",
        rows=5,
        max_length=4000,
        optional=True,
        hint="Minute by minute, or in a line. Speakers read it.",
    )

    def __init__(self, *args: Any, teams: Any = (), resolve: Callable[[str], Any] = str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.resolve = resolve
        self.fields["team"].choices = [("", "None of ours"), *teams]  # type: ignore[attr-defined]

    def clean_team(self) -> Any:
        return self.resolve(self.cleaned_data["team"]) if self.cleaned_data["team"] else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        day, starts, ends = (said.pop(name, None) for name in ("day", "starts", "ends"))
        if starts and ends and ends <= starts:
            self.add_error("ends", "It must end after it starts")
        elif day and starts and ends:
            said |= {"starts_at": _moment(day, starts), "ends_at": _moment(day, ends)}
        return said


class ChangeTalk(PlanTalk):
    because = fields.text(
        "If the day, time or place is another: why?",
        max_length=200,
        optional=True,
        hint="Speakers and whoever asked are told. No names, please.",
    )


class CancelTalk(forms.Form):
    because = fields.text(
        "Why does it not go ahead?", max_length=200, hint="Speakers and whoever asked are told. No names, please."
    )


class HowItWent(forms.Form):
    head_count = fields.number("How many people came?", minimum=0, maximum=5000, hint="A number only. Nobody is named.")
    outcome = fields.long_text("What came of it?", rows=4, max_length=4000, optional=True, hint="No names, please.")


class AskSpeakers(forms.Form):
    """`workers`: rows of (worker, name)."""

    workers = fields.checkboxes("Whom would you like to ask?", (), columns=2, missing="Select at least one")

    def __init__(self, *args: Any, workers: Iterable[tuple[Any, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_id = {worker.pk: worker for worker, _ in workers}
        self.fields["workers"].choices = [(worker.pk, name) for worker, name in workers]  # type: ignore[attr-defined]

    def clean_workers(self) -> list[Any]:
        return [self.by_id[key] for key in self.cleaned_data["workers"]]


class AnswerTalk(forms.Form):
    answer = fields.radios(
        "Would you like to speak?",
        (
            (Speaker.Status.YES, "Yes", "You can step back until it begins"),
            (Speaker.Status.NO, "Not this time", "Nobody asks why, and nothing counts it"),
        ),
        missing="Select yes or not this time",
    )
    sharing = fields.long_text(
        "What are you content to share this time?",
        rows=4,
        max_length=2000,
        optional=True,
        words=True,
        hint="Only whoever plans it and those who speak with you read this. It is emptied a week after the talk.",
    )
    needs = fields.text(
        "What helps you on the day?",
        max_length=300,
        optional=True,
        hint="Like a quiet room beforehand, or somebody to travel with. Read by the same people, and emptied too.",
    )


class AgreeThanks(forms.Form):
    thanks = fields.radios("How are they thanked?", (), columns=2, missing="Select how they are thanked")
    pounds = fields.text(
        "How much, in pounds?",
        max_length=10,
        width=5,
        optional=True,
        hint="Like 40 or 25.50. For payment or a voucher.",
    )
    minutes = fields.minutes("How many minutes back?", optional=True, hint="For time back.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = [(value or "none", label) for value, label in Speaker.Thanks.choices]
        self.fields["thanks"].choices = rows  # type: ignore[attr-defined]

    def clean_thanks(self) -> str:
        said = str(self.cleaned_data["thanks"])
        return "" if said == "none" else said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        pounds, thanks = (said.pop("pounds", "") or "").strip().lstrip("£"), said.get("thanks")
        said["pence"] = _pence(pounds)
        if pounds and said["pence"] is None:
            self.add_error("pounds", "Enter pounds like 40 or 25.50, up to 1000")
        elif thanks in (Speaker.Thanks.PAYMENT, Speaker.Thanks.VOUCHER) and not said["pence"]:
            self.add_error("pounds", "Enter how much, in pounds")
        if thanks == Speaker.Thanks.TIME_BACK and not said.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", "Enter how many minutes")
        return said


class SayOfTalk(forms.Form):
    """One number and a sentence: either will do."""

    useful = fields.radios(
        "How useful was it?",
        (("5", "5: very"), ("4", "4"), ("3", "3"), ("2", "2"), ("1", "1: not at all")),
        columns=3,
        optional=True,
    )
    words = fields.text("One sentence, if you like", max_length=300, optional=True, hint="No names, please.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        useful = said.get("useful")
        said["useful"] = int(useful) if useful else None
        if not self.errors and said["useful"] is None and not (said.get("words") or "").strip():
            self.add_error("useful", "Select how useful it was, or write a sentence")
        return said


class FilterTalks(forms.Form):
    audience = fields.select("Who for", Audience, empty="Anyone at all", optional=True)


class Week(forms.Form):
    name = fields.text("What is it called?", max_length=120)
    starts_on = fields.date("Its first day", called="The first day")
    ends_on = fields.date("Its last day", called="The last day", hint="The same day, when it is one day.")
    about = fields.text(
        "What is it, and where are its dates published?",
        max_length=300,
        optional=True,
        hint="So that somebody can check.",
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day must be the first day or later")
        return said


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _pence(pounds: str) -> int | None:
    """Pence of "40" or "25.50"; None for nothing, or what is no such number."""
    found = re.fullmatch(r"(\d{1,4})(?:\.(\d{1,2}))?", pounds, re.ASCII)
    pence = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else MOST_PENCE + 1
    return pence if pence <= MOST_PENCE else None
