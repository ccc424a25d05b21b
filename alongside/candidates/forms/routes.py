"""Ways into the work: asking for one, arranging it, its days, how it goes, and the kinds there are."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from alongside.ui import fields


def decimal(words: str, what: str, most: int) -> Decimal | None:
    """ "7.5" as a number; None for nothing. Raises ValidationError in words."""
    if not words.strip():
        return None
    try:
        found = Decimal(words.strip().lstrip("£").replace(",", ""))
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 <= found <= most:
        raise forms.ValidationError(f"Enter {what} as a number from 0 to {most}, like 7.5")
    return found


class AskRoute(forms.Form):
    words = fields.long_text(
        "What do you hope for?", optional=True, words=True, max_length=1000, hint="Leave it empty if you like."
    )


class AskRouteWithTeam(AskRoute):
    with_cmht = fields.yes_no(
        "Are you seeing a community mental health team at the moment?",
        missing="Select yes or no",
        hint="This way is only for people who are. We ask for this only, and we do not keep your answer.",
    )
    field_order = ("with_cmht", "words")


class ArrangeRoute(forms.Form):
    host = fields.text("Who has them?", max_length=160, missing="Enter the team, ward or group", hint="A team or group")
    agreement = fields.long_text(
        "What was agreed with the host?", missing="Enter what was agreed", hint="The candidate reads this."
    )
    agreed_on = fields.date("When was it agreed?", called="The day", past=True, missing="Enter the day")
    starts_on = fields.date("First day", missing="Enter the first day")
    ends_on = fields.date("Last day", optional=True)
    hours = fields.text("Hours a week", width=4, optional=True, inputmode="decimal", max_length=6)
    review_on = fields.date("When do you look at it together?", called="The review", optional=True)
    payment = fields.select("How is it paid?", (), empty="Not said yet", optional=True)

    def __init__(self, *args: Any, payments: Sequence[str] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["payment"].choices = [("", "Not said yet"), *((p, p) for p in payments)]  # type: ignore[attr-defined]
        if not payments:
            del self.fields["payment"]

    def clean_hours(self) -> Decimal | None:
        return decimal(self.cleaned_data["hours"], "the hours", 48)


class ReviewRoute(forms.Form):
    review_words = fields.long_text(
        "What did you both say?", missing="Enter what was said", hint="The candidate reads this."
    )
    review_on = fields.date("The next review", optional=True, future=True)


class Outcome(forms.Form):
    outcome = fields.long_text(
        "What came of it?", missing="Enter what the candidate should read", hint="The candidate reads this."
    )


class RouteDayForm(forms.Form):
    day = fields.date("Which day?", called="The day", past=True, missing="Enter the day")
    hours = fields.text("How many hours?", width=4, inputmode="decimal", max_length=6, missing="Enter the hours")
    expenses = fields.text("Expenses in pounds", width=5, optional=True, inputmode="decimal", max_length=8)

    def clean_hours(self) -> Decimal | None:
        return decimal(self.cleaned_data["hours"], "the hours", 24)

    def clean_expenses(self) -> Decimal:
        return decimal(self.cleaned_data["expenses"], "the expenses", 9999) or Decimal(0)


class PassOn(forms.Form):
    """To whom: `keyword` is what the command calls them."""

    keyword = "owner"
    whom = fields.select("To whom?", (), empty="Choose a person", missing="Select a person")

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]] = (),
        find: Callable[[str], Any] = str,
        keyword: str = "owner",
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["whom"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]
        self.find, self.keyword = find, keyword

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        return {self.keyword: self.find(answers["whom"])} if answers.get("whom") else {}


class RouteKindForm(forms.Form):
    name = fields.text("What is it called?", max_length=80, missing="Enter a name")
    about = fields.long_text("What is it?", missing="Say what it is", hint="Plain words, for the public page.")
    who_arranges = fields.text("Who arranges it?", max_length=120, missing="Enter who arranges it")
    in_charge = fields.select("In whose hands does each new one come?", (), empty="Whoever has them", optional=True)
    asks_cmht = fields.tick("Only for people who are with a community mental health team")
    is_training = fields.tick("It leads straight to training: no host, no agreement")
    payments = fields.long_text("Ways of being paid", optional=True, hint="One on each line", rows=3)
    benefits_words = fields.long_text("What to know about benefits first", optional=True)
    is_open = fields.tick("It is offered at the moment", initial=True)

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]] = (), find: Callable[[str], Any] = str, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["in_charge"].choices = [("", "Whoever has them"), *people]  # type: ignore[attr-defined]
        self.find = find

    def clean_payments(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["payments"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        answers["in_charge"] = self.find(answers["in_charge"]) if answers.get("in_charge") else None
        return answers
