"""What is asked about work done about a person with others: whether they knew, and what was said for them."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from alongside.core import clock
from alongside.core.ids import new_id
from alongside.core.nhs import codes
from alongside.support.models import AboutPerson
from alongside.ui import fields

Knew = AboutPerson.Knew
MINUTES = (5, 10, 15, 30, 45)
OTHER = "other"


class RecordAboutPerson(forms.Form):
    """Cleans to the keywords of `record_about_person`."""

    once = fields.hidden(initial=new_id)
    with_whom = fields.text(
        "Who did you speak with?", max_length=160, hint="Like: the team’s meeting, the housing officer."
    )
    on = fields.date("Which day?", called="The day", past=True, missing="Enter the day")
    time = fields.time("What time did it start?")
    minutes = fields.radios(
        "How many minutes?",
        [*((str(n), str(n)) for n in MINUTES), (OTHER, "Other")],
        columns=3,
        missing="Select how many minutes",
    )
    minutes_other = fields.minutes("If other, how many minutes?", optional=True)
    knew = fields.radios("Did they know?", (), missing="Select if they knew")
    told_on = fields.date("Which day were they told?", called="The day they were told", past=True, optional=True)
    said_for_them = fields.long_text("What did you say on their behalf?", rows=3, max_length=1000, optional=True)
    agreed_first = fields.tick("They agreed first")
    words = fields.long_text("What came of it?", words=True, rows=3, max_length=1000, optional=True)
    consulted = fields.select(
        "National code of who was consulted",
        codes.PERSON_CONSULTED.choices(),
        empty="Not said",
        optional=True,
        hint="Only if your trust has told you which.",
    )

    def __init__(self, *args: Any, called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        asked: Any = self.fields
        asked["knew"].label = f"Did {called} know?"
        asked["knew"].choices = [
            (Knew.THERE.value, f"{called} was there", "Then the time counts as a contact. Write that down too."),
            (Knew.INVITED.value, f"{called} was invited, and chose not to come"),
            (Knew.TOLD_BEFORE.value, f"{called} was told before"),
            (Knew.TOLD_AFTER.value, f"{called} was told afterwards"),
            (Knew.NOT_YET.value, f"{called} has not been told yet", "It stays on your Today until you have told them."),
        ]
        asked["told_on"].label = f"Which day was {called} told?"
        asked["said_for_them"].label = f"What did you say on {called}’s behalf?"
        asked["said_for_them"].help_text = f"Only what {called} agreed to first. Leave it empty if nothing."
        asked["agreed_first"].label = f"{called} agreed to these words before I said them"
        asked["words"].help_text = f"Everyday words. {called} can read this and add their side."

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("minutes") == OTHER and "minutes_other" in said and not said["minutes_other"]:
            self.add_error("minutes_other", "Enter the minutes, like 45")
        if said.get("said_for_them", "").strip() and not said.get("agreed_first"):
            self.add_error("agreed_first", "Only what was agreed first is said for someone. Tick this, or leave it out")
        at = self._at()
        if self.errors:
            return said
        minutes = said["minutes_other"] if said["minutes"] == OTHER else said["minutes"]
        return {
            "once": said["once"],
            "at": at,
            "minutes": int(minutes),
            "with_whom": said["with_whom"],
            "knew": said["knew"],
            "told_on": said["told_on"],
            "said_for_them": said["said_for_them"],
            "agreed_first": said["agreed_first"],
            "words": said["words"],
            "consulted": said["consulted"] or "",
        }

    def _at(self) -> datetime | None:
        day, time = self.cleaned_data.get("on"), self.cleaned_data.get("time")
        if not day or not time:
            return None
        at = timezone.make_aware(datetime.combine(day, time))
        if at > clock.now():
            self.add_error("time", "That time is still to come. Write it down when it has happened")
        return at


class CorrectAboutPerson(RecordAboutPerson):
    """Cleans to the keywords of `correct_about_person`, with why as its reason."""

    reason = fields.text("Why are you correcting it?", optional=True, hint="Kept in the log of changes. A word or two.")

    def clean(self) -> dict[str, Any]:
        reason = self.cleaned_data.get("reason", "")
        said = super().clean()
        return said if self.errors else {**said, "reason": reason}


class SayTold(forms.Form):
    """Cleans to the keywords of `say_told`."""

    told_on = fields.date("Which day did you tell them?", called="The day", past=True, initial=clock.today)

    def __init__(self, *args: Any, called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["told_on"].label = f"Which day did you tell {called}?"


class MySideOfIt(forms.Form):
    """Cleans to the keywords of `add_side`."""

    words = fields.long_text(
        "My side", words=True, rows=4, max_length=1000, optional=True, hint="In your own words. Your worker reads it."
    )


def half_an_hour_ago() -> dict[str, Any]:
    """The form's first answers: a quarter of an hour that has just passed."""
    local = timezone.localtime(clock.now()) - timedelta(minutes=30)
    time = local.time().replace(minute=local.minute // 15 * 15, second=0, microsecond=0)
    return {"on": local.date(), "time": time}


def from_about(about: AboutPerson) -> dict[str, Any]:
    """What was written, as the first answers of its correction."""
    local, usual = timezone.localtime(about.at), about.minutes in MINUTES
    kept = ("with_whom", "knew", "told_on", "said_for_them", "agreed_first", "words", "consulted")
    return {
        "on": local.date(),
        "time": local.time(),
        "minutes": str(about.minutes) if usual else OTHER,
        "minutes_other": "" if usual else str(about.minutes),
        **{name: getattr(about, name) for name in kept},
    }
