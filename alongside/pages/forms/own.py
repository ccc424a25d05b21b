"""What a person is asked on their own pages. Never why."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from alongside.ui import fields


class ChangeMeeting(forms.Form):
    """Cleans to keywords of `move_meeting`: what is left empty stays as it was."""

    on = fields.date("Which day?", called="The day", future=True, missing="Enter the day")
    at = fields.time("What time?")
    place = fields.text(
        "Where?",
        optional=True,
        max_length=160,
        hint="Only if you would like somewhere else. Empty means the same place.",
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.errors:
            return said
        starts_at = timezone.make_aware(datetime.combine(said["on"], said["at"]))
        return {"starts_at": starts_at, "place": said["place"] or None}


class Goal(forms.Form):
    words = fields.text(
        "What would you like?",
        max_length=300,
        hint="In your own words. Big or small.",
        missing="Write what you would like",
    )


class Step(forms.Form):
    words = fields.text("A small step", max_length=200, hint="Small enough to take soon.", missing="Write a small step")


class MyNumber(forms.Form):
    """Cleans to the keyword of `say_number`: today's."""

    number = fields.radios(
        "Where do you put yourself today?",
        [(str(n), str(n)) for n in range(11)],
        columns=3,
        hint="0 is not begun, 10 is there. It is your own number. Nobody compares it.",
        missing="Select a number from 0 to 10",
    )

    def clean_number(self) -> int:
        return int(self.cleaned_data["number"])


class MySide(forms.Form):
    words = fields.long_text(
        "My side",
        words=True,
        max_length=1000,
        count=True,
        missing="Write your side",
        hint="Your own words. Any length.",
    )


class WaitUntil(forms.Form):
    until = fields.date("Until which day?", called="The day", future=True, missing="Enter the day")


class INeed(forms.Form):
    """Cleans to keywords of `add_need`."""

    kind = fields.radios(
        "What is it for?",
        (("communication", "How we talk and write"), ("adjustment", "Something else that helps")),
        columns=2,
        missing="Select what it is for",
    )
    words = fields.text(
        "What would help?",
        max_length=200,
        missing="Write what would help",
        hint="For example: big print, a quiet place, or text me before you ring",
    )


class HowToReachMe(forms.Form):
    """The part of `change_person` that is the person's to change here."""

    contact_by = fields.radios(
        "What is the best way?",
        (
            ("phone", "Ring me"),
            ("text", "Text me"),
            ("email", "Email me"),
            ("post", "Send a letter"),
            ("someone", "Through someone else"),
        ),
        columns=2,
        missing="Select the best way",
    )
    phone = fields.phone("My phone number", optional=True)
    email = fields.email("My email address", optional=True)
    address = fields.long_text("My address", rows=3, max_length=250, optional=True)
    contact_safely = fields.long_text(
        "When is it safe to get in touch, and how?",
        rows=3,
        max_length=1000,
        optional=True,
        hint="For example: after 4pm. Do not leave a message.",
    )
    reminders = fields.yes_no(
        "Remind you the day before we meet?",
        yes="Yes, remind me",
        no="No, do not remind me",
        hint="By text or email, if that is the way you chose. It says when and where, and nothing else.",
        optional=True,
    )
    NEEDS = {"phone": "phone", "text": "phone", "email": "email", "post": "address"}

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        needed = self.NEEDS.get(said.get("contact_by") or "")
        if needed and not said.get(needed) and needed not in self.errors:
            self.add_error(needed, "We need this to reach you in the way you chose")
        return said


class WhoCanKnow(forms.Form):
    """Cleans to keywords of `add_sharing`."""

    shared_with = fields.radios(
        "Who is it about?",
        (
            ("team", "My care team"),
            ("referrer", "Whoever asked for peer support for me"),
            ("carer", "Someone in my family, or a friend"),
            ("gp", "My doctor (GP)"),
            ("other", "Someone else"),
        ),
        missing="Select who it is about",
    )
    name = fields.text("What is their name?", optional=True, max_length=120, hint="If you want to name one person.")
    what = fields.radios(
        "What can they know?",
        (
            ("nothing", "Nothing"),
            ("steps", "That we meet, and when it ends"),
            ("worker", "That, and who I meet"),
            ("words", "That, and what is written"),
        ),
        missing="Select what they can know",
    )
    purpose = fields.text("What is it for?", optional=True, max_length=200)
