"""Somebody who rang, how to reach a candidate, the filters of the lists, and an address that wants news."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.candidates.forms.interest import WAYS, asked_lines
from alongside.core.ids import new_id
from alongside.ui import fields


class ChangeCandidate(forms.Form):
    first_name = fields.text("First name", max_length=80, missing="Enter the first name")
    last_name = fields.text("Last name", max_length=80, missing="Enter the last name")
    phone = fields.phone("Phone number", optional=True)
    contact_by = fields.radios("How do they like to hear from us?", WAYS, columns=2, missing="Select how")
    contact_words = fields.text("Anything to know first?", optional=True, max_length=160, hint="Like: a text first")

    def __init__(self, *args: Any, own: bool = False, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if own:
            self.fields["contact_by"].label = "How do you like to hear from us?"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("contact_by") in ("text", "phone") and not answers.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Enter the phone number, or choose email")
        return answers


class WriteCandidate(ChangeCandidate):
    once = fields.hidden(initial=new_id)
    email = fields.email("Email address", missing="Enter their email address")
    heard_from = fields.text("How did they hear of us?", optional=True, max_length=120)
    words = fields.long_text(
        "What would they like to ask or tell?", optional=True, max_length=2000, hint="Nothing about anybody’s health."
    )
    helps = fields.long_text("What would help them?", optional=True, rows=3, hint="One thing on each line.")
    with_account = fields.tick("Open their own page now, and email them the way to sign in")
    field_order = ("first_name", "last_name", "email", "phone", "contact_by", "contact_words", "words", "helps")

    def clean_helps(self) -> list[str]:
        return asked_lines(self.cleaned_data["helps"])


class FilterCandidates(forms.Form):
    """`showing` is carried by the pills."""

    name = fields.text("Name", optional=True, max_length=80)
    owner = fields.select("In whose hands", (), empty="Anyone", optional=True)
    showing = fields.hidden(optional=True)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["owner"].choices = [("", "Anyone"), *people]  # type: ignore[attr-defined]


class AskAlert(forms.Form):
    email = fields.email("Your email address", missing="Enter your email address")
