"""What a member is asked about a group: nothing has to be answered but one of the first two."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from alongside.groups.models import Feedback
from alongside.ui import dates as words_of
from alongside.ui import fields


class GiveFeedback(forms.Form):
    """`dates` are those it may be about. Not `by_name`: no name is asked."""

    felt = fields.radios("How was it?", Feedback.Felt, optional=True)
    words = fields.long_text(
        "What would you like to say?",
        hint="What was good, what was hard, what you would change.",
        optional=True,
        words=True,
    )
    date = fields.select("Is it about one time?", (), empty="About the group as a whole", optional=True)
    name = fields.text(
        "Your name",
        hint="Only if you want those who run it to know who said it. Leave it empty to say it without a name.",
        optional=True,
        max_length=120,
        width=20,
        autocomplete="off",
    )

    def __init__(self, *args: Any, dates: Sequence[Any] = (), by_name: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_name:
            del self.fields["name"]
        self.by_id = {date.pk: date for date in dates}
        if not dates:
            del self.fields["date"]
            return
        asked: Any = self.fields["date"]
        days = [(date.pk, words_of.day(timezone.localdate(date.starts_at))) for date in dates]
        asked.choices = [("", "About the group as a whole"), *days]

    def clean_date(self) -> Any:
        return self.by_id.get(self.cleaned_data["date"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("felt") and not (said.get("words") or "").strip():
            self.add_error("words", "Say how it was, or write something")
        said["felt"] = said.get("felt") or ""
        return said
