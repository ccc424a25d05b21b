"""What is asked about a contact: two taps when all went as planned, and never how it went by default."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from alongside.core import clock
from alongside.core.ids import new_id
from alongside.core.nhs import codes
from alongside.support.models import (
    ATTENDED,
    COULD_NOT,
    DID_NOT_COME,
    HOW,
    IN_PERSON,
    MET,
    MET_LATE,
    TOO_LATE,
    WE_CANCELLED,
    WHERE,
    WRITTEN,
    Contact,
    Meeting,
)
from alongside.ui import dates, fields

MINUTES = (15, 30, 45, 60, 90)
OTHER = "other"
KINDS = (("social", "Social"), ("emotional", "Emotional"), ("practical", "Practical"))
INTERPRETED = {"1": "An interpreter", "2": "Family or a friend", "3": "Someone else", "5": "Nobody came"}
LATE = {MET: MET_LATE, DID_NOT_COME: TOO_LATE}


class RecordContact(forms.Form):
    """Cleans to the keywords of `record_contact`."""

    once = fields.hidden(initial=new_id)
    meeting_id = forms.CharField(widget=forms.HiddenInput, required=False)
    attendance = fields.radios("How did it go?", (), columns=2, missing="Select how it went")
    met_on = fields.date("Which day?", past=True, called="The day", missing="Enter the day")
    met_at = fields.time("What time did it start?")
    mechanism = fields.radios("How did you meet?", HOW, columns=2, missing="Select how you met")
    location = fields.radios("Where?", WHERE, columns=2, missing="Select where you met")
    place = fields.text("What is the place called?", max_length=160, optional=True)
    minutes = fields.radios(
        "How many minutes?",
        [*((str(n), str(n)) for n in MINUTES), (OTHER, "Other")],
        columns=3,
        hint="Time together. Not travel or writing.",
        missing="Select how many minutes",
    )
    minutes_other = fields.minutes("If other, how many minutes?")
    needs_met = fields.checkboxes("Needs", ())
    interpreter = fields.radios(
        "Who interpreted?", INTERPRETED, columns=2, initial="1", missing="Select who interpreted"
    )
    words_are = fields.radios(
        "Any words?", (), initial=Contact.Words.NONE.value, missing="Select if there are any words"
    )
    words = fields.long_text("What do you both want to remember?", words=True, max_length=1000, count=True, rows=4)
    same_again = fields.tick("Same again")
    late = fields.tick("Came late")
    proxy = fields.tick("On their behalf")
    was_planned = fields.tick("We had planned this")
    kinds = fields.checkboxes("What kind of support was it?", KINDS, optional=True, columns=2)
    others = fields.checkboxes("Who else was there?", codes.OTHER_PRESENT.choices(), optional=True)
    workers = fields.checkboxes("Which other workers were there?", (), optional=True)
    date_is_right = fields.tick("Yes, the date is right")

    def __init__(
        self,
        *args: Any,
        called: str,
        me: bool = True,
        worker: str = "",
        needs: Iterable[tuple[str, str]] = (),
        interpreter: bool = False,
        colleagues: Iterable[tuple[str, str]] = (),
        again: datetime | None = None,
        again_where: str = "",
        meeting: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.again, self.ask_date = again, bool(self.data.get("date_is_right"))
        asked, needs, colleagues = self.fields, list(needs), list(colleagues)
        asked["attendance"].choices = (  # type: ignore[attr-defined]
            (MET, "We met"),
            (COULD_NOT, f"{called} could not make it"),
            (DID_NOT_COME, f"{called} did not come"),
            (WE_CANCELLED, "I had to cancel" if me else f"{worker} had to cancel"),
        )
        asked["words_are"].choices = (  # type: ignore[attr-defined]
            ("none", "Just count it", "That is fine. Most meetings need no words."),
            ("not_seen", "I will write a few words", f"{called} has not seen them yet."),
            ("read_back", f"I wrote a few words and read them to {called}"),
            ("together", "We wrote it together"),
        )
        asked["words"].help_text = f"Everyday words. {called} can read this and add their side."
        asked["needs_met"].label = f"What {called} needs: what was in place?"
        asked["needs_met"].choices = needs  # type: ignore[attr-defined]
        asked["needs_met"].initial = [need for need, _ in needs]
        asked["workers"].choices = colleagues  # type: ignore[attr-defined]
        asked["late"].label = f"{called} came late, or too late to meet"
        asked["proxy"].label = f"I met someone on {called}’s behalf, without {called}"
        unasked = [
            *([] if needs else ["needs_met"]),
            *([] if interpreter else ["interpreter"]),
            *([] if colleagues else ["workers"]),
            *(["was_planned"] if meeting else []),
            *([] if again else ["same_again"]),
        ]
        for name in unasked:
            del asked[name]
        if again:
            where = f", {again_where}" if again_where else ""
            asked["same_again"].help_text = f"{dates.day(again)}, {dates.time(again)}{where}"

    def full_clean(self) -> None:
        """Where and how long are asked only of a meeting that happened, and of a kind that has them."""
        met, how = self.data.get("attendance") in ATTENDED, self.data.get("mechanism")
        needed = {
            "location": met and how == IN_PERSON,
            "minutes": met and how not in WRITTEN,
            "minutes_other": met and self.data.get("minutes") == OTHER,
            "interpreter": met,
            "needs_met": False,
            "words": False,
        }
        there = [self.fields[name] for name in needed if name in self.fields]
        for name, is_needed in needed.items():
            if name in self.fields:
                self.fields[name].required = is_needed
        super().full_clean()
        for field in there:  # so that none of them is drawn as "(optional)": each is asked only when it makes sense
            field.required = True

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        starts_at = self._starts_at()
        words = said.get("words", "").strip()
        if words and said.get("words_are") == "none":
            self.add_error("words_are", "Select how these words were written, or take them out")
        elif not words and said.get("words_are") in ("not_seen", "read_back", "together") and "words" in said:
            self.add_error("words", "Write a few words, or choose “Just count it”")
        if self.errors:
            return said
        attendance = said["attendance"]
        minutes = said["minutes_other"] if said["minutes"] == OTHER else said["minutes"]
        return {
            "once": said["once"],
            "starts_at": starts_at,
            "attendance": LATE.get(attendance, attendance) if said["late"] else attendance,
            "mechanism": said["mechanism"],
            "location": said["location"] or "",
            "place": said["place"],
            "minutes": int(minutes) if minutes else None,
            "needs_met": said.get("needs_met", []),
            "interpreter": said.get("interpreter") or "",
            "words": words,
            "words_are": said["words_are"],
            "subject": "02" if said["proxy"] else "01",
            **{kind: kind in said["kinds"] for kind, _ in KINDS},
            "others": said["others"],
            "workers": said.get("workers", []),
            "date_is_right": said["date_is_right"],
            **({"planned": "Y" if said["was_planned"] else "N"} if "was_planned" in said else {}),
            **({"same_again_at": self.again if said["same_again"] else None} if "same_again" in said else {}),
        }

    def _starts_at(self) -> datetime | None:
        day, time = self.cleaned_data.get("met_on"), self.cleaned_data.get("met_at")
        if not day or not time:
            return None
        starts_at = timezone.make_aware(datetime.combine(day, time))
        if starts_at > clock.now():
            self.add_error("met_at", "That time is still to come. Check it, or cancel the meeting instead")
        return starts_at


class CorrectContact(RecordContact):
    """Cleans to the keywords of `correct_contact`, with why as its reason."""

    reason = fields.text("Why are you correcting it?", optional=True, hint="Kept in the log of changes. A word or two.")

    def clean(self) -> dict[str, Any]:
        reason = self.cleaned_data.get("reason", "")
        said = super().clean()
        return said if self.errors else {**said, "reason": reason}


class TheirWords(forms.Form):
    """Cleans to the keywords of `add_their_words`."""

    words = fields.long_text("In their own words", words=True, max_length=1000, count=True, missing="Write their words")
    said_by = fields.text("Who said it?", max_length=120, optional=True)

    def __init__(self, *args: Any, called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = f"{called}’s side, in {called}’s own words"
        self.fields["said_by"].help_text = f"Leave it empty if {called} told you."


def from_meeting(meeting: Meeting | None) -> dict[str, Any]:
    """What was planned, as the form's first answers; without a meeting, a quarter of an hour that has just passed."""
    if meeting is None:
        local = timezone.localtime(clock.now()) - timedelta(minutes=30)
        return {
            "met_on": local.date(),
            "met_at": local.time().replace(minute=local.minute // 15 * 15, second=0, microsecond=0),
        }
    return {**_when(meeting.starts_at), **_how(meeting), **_minutes(meeting.minutes), "meeting_id": meeting.pk}


def from_contact(contact: Contact) -> dict[str, Any]:
    """What was recorded, as the first answers of its correction."""
    late = {MET_LATE: MET, TOO_LATE: DID_NOT_COME}
    return {
        **_when(contact.starts_at),
        **_how(contact),
        **_minutes(contact.minutes),
        "attendance": late.get(contact.attendance, contact.attendance),
        "late": contact.attendance in late,
        "needs_met": contact.needs_met,
        "interpreter": contact.interpreter,
        "words": contact.words,
        "words_are": contact.words_are,
        "proxy": contact.subject == "02",
        "kinds": [kind for kind, _ in KINDS if getattr(contact, kind)],
        "others": [other.kind for other in contact.others.all()],
        "workers": [there.worker_id for there in contact.staff.all()],
        "was_planned": contact.planned == "Y",
    }


def _when(starts_at: datetime) -> dict[str, Any]:
    local = timezone.localtime(starts_at)
    return {"met_on": local.date(), "met_at": local.time()}


def _how(planned: Any) -> dict[str, Any]:
    return {"mechanism": planned.mechanism, "location": planned.location, "place": planned.place}


def _minutes(minutes: int | None) -> dict[str, Any]:
    if minutes is None or minutes in MINUTES:
        return {"minutes": str(minutes) if minutes else None}
    return {"minutes": OTHER, "minutes_other": str(minutes)}
