"""Saying hello: only what is needed, and nothing about health."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms

from alongside.core.ids import new_id
from alongside.ui import fields

WAYS = (("email", "Email"), ("text", "Text message"), ("phone", "A phone call"))
# Things that people have asked for. Examples to point at, so nobody has to find the words: not boxes to tick.
EXAMPLES = (
    "Questions before we meet",
    "A quiet room",
    "A break when I need one",
    "Someone with me",
    "Large print",
    "A phone call, not a form",
    "Sign language",
    "Not before 11 in the morning",
    "Meeting online",
)
MOST = 10  # things that help, asked at once


def lines(words: str) -> list[str]:
    """One thing a line, as people write lists; blank lines left out."""
    return [line.strip(" -•*\t") for line in words.splitlines() if line.strip(" -•*\t")]


class Name(forms.Form):
    section = "About you"
    lede = "About 3 minutes. You are not signing up to anything."

    once = fields.hidden(initial=new_id)
    first_name = fields.text("First name", autocomplete="given-name", max_length=80, missing="Enter your first name")
    last_name = fields.text("Last name", autocomplete="family-name", max_length=80, missing="Enter your last name")


class ReachYou(forms.Form):
    section = "About you"
    lede = "Use an address of your own, not a work one. We send a code there when you want to see your page."

    email = fields.email(
        "Your email address",
        hint="If you have peer support from us and would like to keep the two apart, use another one.",
        missing="Enter your email address",
    )
    phone = fields.phone("Your phone number", optional=True)
    contact_by = fields.radios("How do you like to hear from us?", WAYS, missing="Select how you like to hear from us")
    contact_words = fields.text(
        "Anything we should know when we get in touch?",
        optional=True,
        max_length=160,
        hint="Like: a text first, after 11am",
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("contact_by") in ("text", "phone") and not answers.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Enter your phone number, or choose email")
        return answers


class Ways(forms.Form):
    section = "Getting ready"
    lede = "Pick one, some or none. All of them lead to the same training. You can change your mind later."

    routes = fields.checkboxes("Which of these interest you?", (), optional=True)
    trained_elsewhere = fields.yes_no(
        "Have you done peer support training somewhere else?",
        optional=True,
        hint="It may count here too.",
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str, str]] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["routes"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        answers["trained_elsewhere"] = bool(answers.get("trained_elsewhere"))
        return answers


class WithTeam(forms.Form):
    section = "Getting ready"
    heading_field = "with_cmht"

    with_cmht = fields.yes_no(
        "Are you seeing a community mental health team at the moment?",
        missing="Select yes or no",
        hint=(
            "The work placement is only for people who are: it is arranged by the vocational rehabilitation team. "
            "We ask for this only, and we do not keep your answer."
        ),
    )


class Helps(forms.Form):
    section = "What would help you"
    lede = "Asking never counts against you. Only the people who put it in place will see it."

    helps = fields.long_text(
        "What would help you to talk with us?",
        optional=True,
        words=True,
        max_length=1500,
        hint="One thing on each line. You do not need to say why.",
    )
    carry = fields.tick("You may tell the next people I meet on the way, so that I need not ask again")

    def clean_helps(self) -> list[str]:
        return asked_lines(self.cleaned_data["helps"])


class Words(forms.Form):
    section = "The last one"
    lede = "Both are optional. Please do not tell us about your health."

    words = fields.long_text(
        "Is there anything you would like to ask or tell us?", optional=True, words=True, max_length=2000, count=True
    )
    heard_from = fields.text("How did you hear of us?", optional=True, max_length=120)


def asked_lines(words: str) -> list[str]:
    """Up to ten lines of at most 300 characters each. Raises ValidationError in words."""
    found = lines(words)
    if len(found) > MOST:
        raise forms.ValidationError(f"Enter up to {MOST} things. You can add more later.")
    if any(len(line) > 300 for line in found):
        raise forms.ValidationError("Each thing must be 300 characters or fewer. Start a new line for a new thing.")
    return found


def ways(kinds: Sequence[tuple[str, str, str]]) -> Any:
    return partial(Ways, kinds=kinds)
