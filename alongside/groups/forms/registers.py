"""What a register asks, how a group went, and who said that it did not go ahead."""

from typing import Any

from django import forms

from alongside.core.ids import new_id
from alongside.groups.models import GroupDate
from alongside.groups.queries import RegisterPage
from alongside.ui import fields

NAMES, COUNT = "names", "count"
By = GroupDate.CancelledBy
WHO_CANCELLED = ((By.WARD, "The ward or the place"), (By.US, "We could not run it"), (By.NOBODY, "Nobody came"))
MOST = 500  # people without a name


class Register(forms.Form):
    """Tiles, or just a count. Cleans to the keywords of `save_register`. The page draws its fields by hand."""

    once = forms.CharField(max_length=32)
    seen = forms.CharField(required=False)
    how = forms.ChoiceField(choices=((NAMES, "Names"), (COUNT, "Just count")))
    came = forms.MultipleChoiceField(required=False)
    unnamed = forms.IntegerField(required=False, min_value=0, max_value=MOST, label="Others, no name")
    count = forms.IntegerField(required=False, min_value=0, max_value=MOST, label="How many people came?")
    minutes = forms.IntegerField(min_value=1, max_value=720, label="Minutes")
    workers = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, page: RegisterPage, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "once": new_id(),
            "seen": page.saved.id if page.saved else "",
            "how": NAMES if page.came or (page.tiles and not page.saved) else COUNT,
            "came": page.came,
            "unnamed": page.unnamed,
            "count": page.unnamed,
            "minutes": page.minutes,
            "workers": page.there,
        }
        super().__init__(*args, **kwargs)
        for name, words in _ERRORS.items():
            self.fields[name].error_messages |= dict.fromkeys(("invalid", "required", "min_value", "max_value"), words)
        tiles: Any = self.fields["came"]
        tiles.error_messages["invalid_choice"] = "Somebody you marked can no longer be named. Count them under Others."
        tiles.choices = [(tile.id, tile.name) for tile in (*page.tiles, *page.found)]
        workers: Any = self.fields["workers"]
        workers.choices = [(worker.id, worker.name) for worker in page.workers]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        by_name = said.get("how") == NAMES
        return {
            "once": said.get("once"),
            "seen": said.get("seen", ""),
            "came": said.get("came", []) if by_name else [],
            "unnamed": said.get("unnamed" if by_name else "count") or 0,
            "minutes": said.get("minutes"),
            "workers": said.get("workers", []),
        }

    def chosen(self, name: str) -> Any:
        """What is chosen now, for the template: a list for tiles and workers."""
        return self[name].value() or ([] if name in ("came", "workers") else 0 if name in ("unnamed", "count") else "")


_ERRORS = {
    "unnamed": f"Others must be a number between 0 and {MOST}",
    "count": f"Enter how many people came, between 0 and {MOST}",
    "minutes": "Minutes must be between 1 and 720",
}


class Reflection(forms.Form):
    reflection = fields.long_text(
        "How did it go, for those who ran it?",
        hint="A line or two you agree on. No names of people who came.",
        optional=True,
        rows=3,
        max_length=1000,
    )


class DidNotGoAhead(forms.Form):
    by = fields.radios("Who could not have it?", WHO_CANCELLED, missing="Select who could not have it")
    words = fields.text("Anything people should know?", optional=True, max_length=200)
