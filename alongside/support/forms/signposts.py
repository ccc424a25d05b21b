"""What is asked when a place is shown to a person, and of what came of it."""

from typing import Any

from django import forms

from alongside.support.models import Signpost
from alongside.ui import fields


class FindPlace(forms.Form):
    """Cleans to a keyword of the query `places_to_show`."""

    words = fields.text("What could help?", optional=True)


class ShowPlace(forms.Form):
    """Cleans to keywords of `show_signpost`."""

    kept = fields.tick("They say yes to our keeping this", optional=False, missing="Ask first, then tick the box")
    said_by = fields.text("Who said yes?", max_length=120, optional=True)
    helped = fields.tick("We got in touch with them together")

    def __init__(self, *args: Any, called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = self.fields
        asked["kept"].label = f"{called} says yes to our writing down that this was shown"
        asked["kept"].help_text = f"Without a yes nothing is kept. {called} sees it, and can take it away."
        asked["said_by"].help_text = f"Leave it empty if it was {called}."


class SayPlace(forms.Form):
    """Cleans to keywords of `say_signpost`. With `mine` it speaks to the person themself."""

    status = fields.radios("What came of it?", (), missing="Select what came of it")
    went_on = fields.date("Which day?", called="The day", past=True, optional=True)
    useful = fields.radios("Was it useful?", Signpost.Useful.choices, optional=True)
    words = fields.long_text("In their own words", optional=True, words=True, rows=3, max_length=1000)
    may_tell = fields.tick("It may count")

    def __init__(self, *args: Any, offered: list[tuple[str, str]], called: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        asked: Any = self.fields
        said = MINE if not called else {}
        asked["status"].choices = [(value, said.get(value, words)) for value, words in offered]
        asked["went_on"].help_text = "Only if it was not today, and it matters."
        asked["useful"].label = f"Was it useful, {called} says?" if called else "Was it useful?"
        asked["words"].label = f"What was it like, in {called}’s words?" if called else "What was it like?"
        asked["words"].help_text = "Or what got in the way."
        whom = f"{called} says yes: it" if called else "Yes, it"
        asked["may_tell"].label = f"{whom} may be counted for others, as a number without a name"

    def clean(self) -> dict[str, Any]:
        """What is left unsaid is said as nothing."""
        said = super().clean() or {}
        return {**said, "useful": said.get("useful") or ""}


MINE = {
    "shown": "I was shown it",
    "helped": "We got in touch together",
    "went": "I went, or rang them",
    "not_this": "It is not for me",
}
