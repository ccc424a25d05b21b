"""The questions about a place: asking for one, reading who asked, not this time, moving, thinking it over."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.training.forms.cohorts import Records, offer
from alongside.training.queries import READ_AS
from alongside.ui import fields


class AskForPlace(forms.Form):
    words = fields.long_text(
        "Why would you like to come?",
        rows=7,
        words=True,
        max_length=4000,
        count=True,
        hint="In your own words. A few lines are enough. You need not tell us what you have been through.",
        missing="Write a few words about why you would like to come",
    )
    helps = fields.text(
        "Would anything help you take part?",
        optional=True,
        max_length=300,
        hint="Like: captions, large print, breaks, my sister with me. Only those who put it in place see it.",
    )
    carry = fields.tick("You may pass this on to the next step, so that I need not ask again")


class ReadPlace(forms.Form):
    """A choice for each criterion of the programme."""

    def __init__(self, *args: Any, criteria: Iterable[dict[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {}
        for number, row in enumerate(criteria):
            key = f"point_{number}"
            self.names[key] = row["name"]
            self.fields[key] = fields.radios(
                row["name"], [(str(value), words) for value, words in READ_AS], columns=2, hint=row["words"],
                missing=f"Select how far “{row['name']}” is met",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"meets": {name: int(said[key]) for key, name in self.names.items() if key in said}}


class NotThisTime(forms.Form):
    because = fields.long_text(
        "Why? They read this.",
        words=True,
        missing="Say why. They read it",
        hint="One kind, plain sentence, and what would make it a yes another time.",
    )


class Defer(forms.Form):
    to = fields.radios("Which course instead?", (), missing="Select a course")

    def __init__(self, *args: Any, courses: Records = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", courses)


class Piece(forms.Form):
    words = fields.long_text(
        "Your piece",
        rows=12,
        words=True,
        optional=True,
        hint="Nobody sees it unless you share it. It may be a line or a page.",
    )
    share = fields.tick("Share it with my trainers now")

    def __init__(self, *args: Any, shared: bool = False, **kwargs: Any) -> None:
        """`shared`: it is with the trainers already, so they read what is changed."""
        super().__init__(*args, **kwargs)
        if shared:
            del self.fields["share"]
            self.fields["words"].help_text = "You shared it. Your trainers read what you change here."


class Reply(forms.Form):
    reply = fields.long_text("Your answer to them", rows=5, missing="Write something first")
