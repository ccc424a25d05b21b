"""What several forms share: the needs and places of work they offer, and what makes an answer whole."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.referrals.models import Need, Person

NO_NEEDS = "none"
NEEDS: dict[str, tuple[str, str]] = {
    "text_first": (Need.Kind.COMMUNICATION, "Text first, then ring"),
    "no_voicemail": (Need.Kind.COMMUNICATION, "No voicemail"),
    "large_print": (Need.Kind.COMMUNICATION, "Large print"),
    "easy_read": (Need.Kind.COMMUNICATION, "Easy Read: short words and pictures"),
    "audio": (Need.Kind.COMMUNICATION, "Audio or braille instead of print"),
    "bsl": (Need.Kind.COMMUNICATION, "A British Sign Language interpreter"),
    "hearing": (Need.Kind.COMMUNICATION, "Help with hearing, such as a loop"),
    "someone_there": (Need.Kind.ADJUSTMENT, "A trusted person there too"),
    "quiet": (Need.Kind.ADJUSTMENT, "A quiet place"),
    "step_free": (Need.Kind.ADJUSTMENT, "A place without steps"),
    "time": (Need.Kind.ADJUSTMENT, "More time, or breaks"),
    "reminder": (Need.Kind.ADJUSTMENT, "A reminder the day before"),
}
SOURCES = ("P1", "A1", "C1", "G4", "A3", "A2", "A4", "H1", "H2", "N3", "C2", "C3", "D2", "M7", "M6")
LATER = "Enter a phone number or an email address, so that we can reach you"
NEEDED: dict[str, tuple[str, str]] = {
    Person.ContactBy.PHONE: ("phone", "Enter the phone number to ring"),
    Person.ContactBy.TEXT: ("phone", "Enter the phone number to text"),
    Person.ContactBy.EMAIL: ("email", "Enter the email address to write to"),
    Person.ContactBy.POST: ("address", "Enter the address to write to"),
}


def need_choices(none: str = "Nothing, thank you") -> list[tuple[str, str]]:
    return [*((key, words) for key, (_, words) in NEEDS.items()), (NO_NEEDS, none)]


def needs_from(keys: Iterable[str], words: str) -> list[tuple[str, str]]:
    """(kind, words) of what was ticked, and of each line written beside it (an adjustment)."""
    ticked = [NEEDS[key] for key in keys if key in NEEDS]
    written = [(Need.Kind.ADJUSTMENT.value, line.strip()[:200]) for line in words.splitlines() if line.strip()]
    return [(str(kind), said) for kind, said in ticked] + written


class NeedsAsked(forms.Form):
    """Something, or nothing; never both."""

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        ticked = answers.get("needs") or []
        if NO_NEEDS in ticked and (len(ticked) > 1 or answers.get("needs_words")):
            self.add_error("needs", "Select what helps, or select nothing, thank you")
        return answers


class Reach(forms.Form):
    """The way chosen has what it takes."""

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        needed = NEEDED.get(answers.get("contact_by") or "")
        if needed and not answers.get(needed[0]) and needed[0] not in self.errors:
            self.add_error(*needed)
        return answers


class Asker(forms.Form):
    """Somebody who asks for another can be reached."""

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not self.errors and not answers.get("asker_email") and not answers.get("asker_phone"):
            self.add_error("asker_email", LATER)
        return answers


class OtherNumber(forms.Form):
    """A number says whose it is."""

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("identifier") and not answers.get("identifier_issuer"):
            self.add_error("identifier_issuer", "Enter who gave them this number")
        return answers
