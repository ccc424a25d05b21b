"""The questions about what a worker holds, what is asked for, and days away."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.ui import fields
from alongside.workforce.forms.workers import choices, records


class WriteCredential(forms.Form):
    kind = fields.select("What do they hold?", (), missing="Choose what they hold")
    done_on = fields.date("Since which day?", past=True, missing="Enter the day", hint="The day it was done or seen.")
    ward = fields.select("Which ward?", (), optional=True, hint="Only for what is held ward by ward.")

    def __init__(self, *args: Any, kinds: Sequence[Any] = (), wards: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        records(self, "kind", kinds, "Choose one")
        records(self, "ward", wards, "No ward")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        answers["ward"] = answers.get("ward") or None
        return answers


class ChangeCredentialKind(forms.Form):
    name = fields.text(
        "What is it called?", max_length=80, hint="Like: Fire safety.", missing="Enter what it is called"
    )
    lacking = fields.text(
        "What stands in the way without it?",
        max_length=120,
        hint="Read by whoever lacks it, and by those who offer shifts. Like: Fire safety training is out of date.",
        missing="Say what stands in the way without it",
    )
    months = fields.number(
        "For how many months does it count?", minimum=1, maximum=240, optional=True, hint="Empty: for good."
    )
    bank_needs = fields.yes_no(
        "Is it needed for every shift of the staff bank?",
        yes="Yes, no shift is offered without it",
        no="No, it is good to know",
        missing="Say whether it is needed for every shift",
    )
    is_asked = fields.yes_no(
        "Is it still asked for?",
        yes="Yes",
        no="No, nobody needs it from today",
        initial=True,
        missing="Say whether it is still asked for",
    )


class AddCredentialKind(ChangeCredentialKind):
    for_ward = fields.yes_no(
        "Is it held ward by ward?",
        yes="Yes, like an induction",
        no="No, once for all wards",
        missing="Say whether it is held ward by ward",
    )
    field_order = ("name", "lacking", "for_ward", "months", "bank_needs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_asked"]


class SayAway(forms.Form):
    starts_on = fields.date("First day away", missing="Enter the first day away")
    ends_on = fields.date("Last day away", missing="Enter the last day away", hint="The same day, if it is one day.")


class NarrowReadiness(forms.Form):
    """The filter of the list of who lacks what."""

    lacking = fields.select("Lacks", (), empty="Anything or nothing", optional=True)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices(self, "lacking", kinds, "Anything or nothing")
