"""A claim for training elsewhere: what the candidate says, and what whoever decides finds."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from alongside.training.forms.understanding import PerPrinciple
from alongside.ui import fields

DECISIONS = (
    ("accepted", "It counts", "Every principle is shown. They may apply for every job."),
    ("gap", "It counts, with a little more", "You say what, and how. When it is done, it counts in full."),
    ("declined", "Not yet", "You say why, and what would help. They can ask for somebody else to look."),
)
LONGEST_BADGE = 100_000  # bytes


class StartClaim(forms.Form):
    """`programmes` are those it may count as; with one there is nothing to choose."""

    course = fields.text("What was the course called?", max_length=160, missing="Enter the name of the course")
    provider = fields.text(
        "Who taught it?",
        hint="Like: another trust, a charity, a college",
        max_length=160,
        missing="Enter who taught it",
    )
    programme = fields.radios("Which of our courses is it like?", (), missing="Select one of our courses")

    def __init__(self, *args: Any, programmes: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {programme.pk: programme for programme in programmes}
        self.fields["programme"].choices = [(pk, each.name) for pk, each in self.programmes.items()]  # type: ignore[attr-defined]
        if len(programmes) == 1:
            del self.fields["programme"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        only = next(iter(self.programmes), "")
        chosen = said.get("programme") or only
        return {**said, "programme": self.programmes.get(chosen)}


class SaveClaim(forms.Form):
    course = fields.text("What was the course called?", max_length=160, missing="Enter the name of the course")
    provider = fields.text("Who taught it?", max_length=160, missing="Enter who taught it")
    hours = fields.text("About how many hours was it?", width=5, max_length=12, optional=True, inputmode="decimal")
    finished_on = fields.date("When did you finish it?", past=True, optional=True)
    framework = fields.text(
        "Did it follow a framework? Which?",
        hint="Leave this empty if you do not know.",
        max_length=160,
        optional=True,
    )
    words = fields.long_text(
        "What did you learn about peer support, and how did you show it?",
        hint="In your own words. We look for the same principles as in our own training.",
        rows=8,
        words=True,
        optional=True,
    )

    def clean_hours(self) -> Decimal | None:
        said = self.cleaned_data["hours"].strip().lower().removesuffix("hours").strip()
        if not said:
            return None
        try:
            hours = Decimal(said)
        except InvalidOperation:
            hours = Decimal(-1)
        if not Decimal(0) < hours < Decimal(10000):
            raise forms.ValidationError("Enter the hours as a number, like 40 or 37.5")
        return hours.quantize(Decimal("0.1"))


class AddPaper(forms.Form):
    upload = fields.file(
        "Add a certificate or another paper",
        hint="A PDF, a Word document or a photo, up to 10 MB.",
        accept=".pdf,.docx,.jpg,.jpeg,.png",
        missing="Choose a file",
    )
    about = fields.text("What is it?", hint="Like: my certificate", max_length=160, optional=True)


class GiveBadge(forms.Form):
    """The badge as text, pasted or in a small file. Cleaned: badge."""

    badge = fields.long_text("Paste the badge", rows=4, optional=True, spellcheck="false", autocomplete="off")
    upload = fields.file("Or choose its file", accept=".jwt,.txt,.json", optional=True)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        upload = said.get("upload")
        badge = said.get("badge", "")
        if upload is not None:
            badge = _text_of(upload)
            if badge is None:
                self.add_error(
                    "upload", "This file is not a badge we can read. Choose the .jwt or .txt file of the badge"
                )
        elif not badge.strip():
            self.add_error("badge", "Paste the badge, or choose its file")
        return {"badge": badge or ""}


def _text_of(upload: Any) -> str | None:
    """The badge in a file; None where it is too large or no text."""
    if not 0 < (upload.size or 0) <= LONGEST_BADGE:
        return None
    try:
        text: str = upload.read().decode("ascii").strip().strip('"')
    except UnicodeDecodeError:
        return None
    return text


class AskAboutClaim(forms.Form):
    question = fields.long_text(
        "What would you like to ask?", hint="One thing, in plain words.", rows=4, missing="Write your question"
    )


class AnswerClaim(forms.Form):
    answer = fields.long_text("Your answer", rows=5, words=True, missing="Write your answer")


class AppealClaim(forms.Form):
    words = fields.long_text(
        "What should we look at again?",
        hint="A few words are enough. Somebody who has not decided it before looks at everything afresh.",
        rows=5,
        words=True,
        missing="Write a few words",
    )


class DecideClaim(PerPrinciple):
    """Cleaned: decision, findings, reasons and gap_words."""

    decision = fields.radios("What have you decided?", DECISIONS, missing="Select what you decided")
    gap_words = fields.long_text(
        "If a little more is needed: what, and how?",
        hint="Like: come to our session on boundaries on 3 March, then talk it over with a trainer.",
        rows=3,
        optional=True,
    )
    reasons = fields.long_text(
        "Your reasons, for them to read", rows=5, words=True, missing="Give your reasons. They read this"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [name for name in self.fields if name not in ("decision", "gap_words", "reasons")]
        self.order_fields([*asked, "decision", "gap_words", "reasons"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("decision") == "gap" and not said.get("gap_words", "").strip():
            self.add_error("gap_words", "Say what little more is needed, and how")
        return {
            "decision": said.get("decision", ""),
            "findings": self.found(said),
            "reasons": said.get("reasons", ""),
            "gap_words": said.get("gap_words", ""),
        }


class FinishGap(forms.Form):
    words = fields.long_text("A few words for them", rows=3, optional=True)


class UndoClaim(forms.Form):
    because = fields.long_text("Why does it no longer count?", hint="They read this.", rows=4, missing="Say why")
