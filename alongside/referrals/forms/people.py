"""What is asked about a person's record."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.core.nhs import codes
from alongside.referrals.forms import offer
from alongside.referrals.forms.answers import Reach
from alongside.referrals.models import Need, Person, Sharing
from alongside.solvers.fit import SLOTS
from alongside.ui import fields


class Details(Reach):
    first_name = fields.text("First name", max_length=80)
    last_name = fields.text("Last name", max_length=80)
    known_as = fields.text("Likes to be called", optional=True, max_length=80)
    birth_date = fields.date("Date of birth", past=True, optional=True)
    nhs_number = fields.nhs_number(optional=True)
    contact_by = fields.radios(
        "How would they like us to get in touch?", Person.ContactBy.choices, columns=2, optional=True
    )
    phone = fields.phone("Phone number", optional=True)
    email = fields.email("Email address", optional=True, autocomplete="off")
    address = fields.long_text("Address", rows=3, max_length=250, optional=True)
    contact_safely = fields.long_text(
        "When and how is it safe to get in touch?", rows=3, max_length=1000, optional=True
    )
    reminders = fields.yes_no(
        "Would they like to be reminded the day before a meeting?",
        yes="Yes, by text or email if they chose that",
        no="No",
        optional=True,
    )
    area = fields.text("Town or area", optional=True, max_length=80)
    language = fields.select(
        "Language they like to speak", codes.LANGUAGE.choices(), empty="Choose a language", missing="Select a language"
    )
    interpreter = fields.tick("They would like an interpreter")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        return {**answers, "contact_by": answers.get("contact_by") or ""}


class AddNeed(forms.Form):
    kind = fields.radios("What is it for?", Need.Kind.choices, missing="Select what it is for")
    words = fields.text(
        "What do they need?",
        max_length=200,
        missing="Enter what they need",
        hint="In words that tell someone what to do, like: text first, then ring",
    )
    review_on = fields.date(
        "Look again on",
        called="The day to look again",
        future=True,
        optional=True,
        hint="Leave it empty for the usual time",
    )


class ReviewNeed(forms.Form):
    words = fields.text("What do they need?", max_length=200, missing="Enter what they need")
    review_on = fields.date(
        "Look again on",
        called="The day to look again",
        future=True,
        optional=True,
        hint="Leave it empty for the usual time",
    )


class AddIdentifier(forms.Form):
    issuer = fields.text(
        "Whose number is it?",
        max_length=80,
        missing="Enter whose number it is",
        hint="Like the trust record system, or the housing association",
    )
    number = fields.text("The number", max_length=40, width=20, spellcheck="false", missing="Enter the number")


class OtherContact(forms.Form):
    name = fields.text("Their name", max_length=120, missing="Enter their name")
    relation = fields.text("Who are they to the person?", optional=True, max_length=80)
    phone = fields.phone("Their phone number", optional=True, autocomplete="off")
    may_contact = fields.yes_no("May we contact them?", yes="Yes", no="No, never", missing="Select yes or no")
    what_for = fields.text("What about?", optional=True, max_length=200, hint="Like: if we cannot reach the person")


class AddSharing(forms.Form):
    shared_with = fields.radios("With whom?", Sharing.With.choices, columns=2, missing="Select with whom")
    name = fields.text("Their name", optional=True, max_length=120)
    what = fields.radios("What may we share?", Sharing.What.choices, missing="Select what may be shared")
    purpose = fields.text("What for?", optional=True, max_length=200, hint="Like: so that my care plan fits")
    said_by = fields.text("Who said so?", max_length=120, missing="Enter who said so")


class ChangeRequest(forms.Form):
    hopes = fields.long_text(
        "What do they hope for?", words=True, optional=True, max_length=2000, hint="In the person’s own words."
    )
    hopes_by = fields.text("Whose words are they?", optional=True, max_length=120)
    wants = fields.checkboxes("They would like in common", (), columns=2, optional=True)
    musts = fields.checkboxes(
        "They cannot do without", (), columns=2, optional=True, hint="Each one makes it harder to find someone."
    )
    wants_words = fields.long_text("Anything else they would like", rows=2, optional=True, max_length=600)
    ruled_out = fields.checkboxes("They would not like in common", (), columns=2, optional=True)
    ruled_out_words = fields.long_text(
        "Anyone or anything else they would not like", rows=2, optional=True, max_length=600
    )
    days = fields.checkboxes(
        "Days and times that suit", list(SLOTS.items()), columns=2, optional=True, hint="None if any time is fine."
    )

    def __init__(self, *args: Any, themes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("wants", "musts", "ruled_out"):
            offer(self, name, [(theme, theme) for theme in themes])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        musts = answers.pop("musts", None) or []
        wanted = [*(answers.get("wants") or []), *(t for t in musts if t not in (answers.get("wants") or []))]
        if set(wanted) & set(answers.get("ruled_out") or []):
            self.add_error("ruled_out", "Select each one only once: what they would like, or would not like")
        answers["wants"] = [{"theme": theme, "must": theme in musts} for theme in wanted]
        return answers


class OpenAccount(forms.Form):
    email = fields.email(
        "Their email address",
        autocomplete="off",
        missing="Enter their email address",
        hint="They sign in with a code sent to this address. Check that only they can read it.",
    )
