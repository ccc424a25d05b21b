"""What the matching pages ask."""

from collections.abc import Callable
from typing import Any

from django import forms

from alongside.core import clock
from alongside.matching.queries import Plan
from alongside.solvers.fit import listed
from alongside.ui import fields

ANSWERS = (
    ("yes", "Yes", "They are introduced, and the first meeting is planned."),
    ("no", "Not this time", "Back to choosing. You can offer someone else."),
    ("not_yet", "Not yet", "They would like more time. The place stays theirs."),
)
HOW = (
    ("phone", "By phone"),
    ("face_to_face", "Face to face"),
    ("message", "By text or email"),
    ("letter", "In a letter"),
)


class Offer(forms.Form):
    """One worker for one person. `find` gives the worker and the reasons by the worker's id."""

    worker = fields.hidden()

    def __init__(self, *args: Any, find: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find = find

    def clean(self) -> dict[str, Any]:
        found = self.find(self.cleaned_data.get("worker", ""))
        return {"worker": found.worker, "because": found.because}


class WholeList(forms.Form):
    """Which of the suggested to offer. `shown` is what the page proposed; anything else by now is not sent."""

    shown = fields.hidden(optional=True)
    ticked = fields.checkboxes("Whom to offer", (), missing="Tick at least one person, or leave this page")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        people = [(row.referral_id, row.person) for row in plan.rows]
        self.fields["ticked"].choices = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if changed := self.plan.changed_since(self.cleaned_data.get("shown", "")):
            self.errors.clear()
            raise forms.ValidationError(
                f"The list has changed since you opened it, for {listed(changed)}. "
                "Nothing was sent. This is the list worked out again."
            )
        return self.cleaned_data


class AnswerForPerson(forms.Form):
    """The person's own answer, written down by someone else."""

    answer = fields.radios("What did they say?", ANSWERS, missing="Select what they said")
    how = fields.radios("How did they say it?", HOW, columns=2, missing="Select how they said it")
    said_on = fields.date(
        "When did they say it?", past=True, called="The day they said it", missing="Enter the day they said it"
    )
    said_by = fields.text(
        "Who said it?",
        hint="The person, or whoever spoke for them.",
        max_length=120,
        missing="Enter who said it",
    )

    def __init__(self, *args: Any, called: str, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"said_on": clock.today(), "said_by": called}})
        self.fields["answer"].label = f"What did {called} say?"
        self.fields["how"].label = f"How did {called} say it?"

    def clean(self) -> dict[str, Any]:
        """The answer itself chooses the command."""
        return {name: said for name, said in self.cleaned_data.items() if name != "answer"}
