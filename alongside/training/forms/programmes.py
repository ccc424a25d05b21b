"""The questions about what is taught: a programme’s rules, its modules, and the principles."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from alongside.training.models import Mode
from alongside.ui import fields

Rows = Iterable[tuple[str, str]]


def lines(said: str) -> list[str]:
    """What was typed a line each."""
    return [line.strip() for line in said.splitlines() if line.strip()]


def criteria_as_typed(criteria: Iterable[dict[str, str]]) -> str:
    return "\n".join(f"{row['name']}: {row['words']}" for row in criteria)


class Programme(forms.Form):
    name = fields.text("What is it called?", max_length=120)
    about = fields.long_text("What is it, in plain words?", hint="Everybody reads this on the public site.", rows=5)
    taught_by = fields.text("Who teaches it?", max_length=120, hint="Like: trainers from our Recovery College.")
    mode = fields.radios("How is it taught?", Mode.choices, columns=2)
    eligibility = fields.long_text("Who is it for?", optional=True, hint="A line each.")
    prerequisites = fields.long_text("What should people have done before?", optional=True, hint="A line each.")
    criteria = fields.long_text(
        "How are people chosen when there are more than places?",
        optional=True,
        rows=6,
        hint="A line each: a short name, a colon, and what you look for. Everyone who asks reads this first.",
    )
    attendance_percent = fields.number(
        "What share of the sessions must people come to, or catch up?", minimum=0, maximum=100, suffix="%"
    )
    first_is_required = fields.tick("The first session must be attended or caught up")
    catch_up = fields.long_text("How is a missed session caught up?", optional=True)
    shown_how = fields.long_text("How do people show what they have understood?", optional=True)
    met_words = fields.text("What do you call it when they have?", max_length=60)
    not_yet_words = fields.text("And when they have not yet?", max_length=60)
    equivalent_words = fields.long_text("What training elsewhere counts as the same?", optional=True)
    reply_days = fields.number("How many days do people have to say yes to a place?", minimum=1, maximum=60)
    claim_days = fields.number("In how many days is a claim of other training decided?", minimum=1, maximum=120)
    is_open = fields.tick("It is offered now", initial=True)

    def clean_eligibility(self) -> list[str]:
        return lines(self.cleaned_data["eligibility"])

    def clean_prerequisites(self) -> list[str]:
        return lines(self.cleaned_data["prerequisites"])

    def clean_criteria(self) -> list[dict[str, str]]:
        rows = []
        for line in lines(self.cleaned_data["criteria"]):
            name, colon, words = line.partition(":")
            if not (colon and name.strip() and words.strip()):
                raise ValidationError("Write each line as a short name, a colon, and what you look for")
            rows.append({"name": name.strip(), "words": words.strip()})
        if len({row["name"] for row in rows}) < len(rows):
            raise ValidationError("Give each line a name of its own")
        return rows


class Module(forms.Form):
    title = fields.text("What is it called?", max_length=120)
    about = fields.long_text("What is it about, and what should people bring or look at before?", optional=True)
    prompt = fields.long_text(
        "What would you ask people to think over afterwards?", optional=True, hint="Leave empty if there is no piece."
    )
    hours = fields.text("How many hours is it?", width=4, max_length=5, inputmode="decimal")
    is_required = fields.tick("Everyone must come to it, or catch it up")
    principles = fields.checkboxes("Which principles does it cover?", (), columns=2, optional=True)
    is_open = fields.tick("It is taught now", initial=True)

    def __init__(self, *args: Any, principles: Rows = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principles"].choices = list(principles)  # type: ignore[attr-defined]

    def clean_hours(self) -> Any:
        try:
            return forms.DecimalField(min_value=0, max_value=99, max_digits=3, decimal_places=1).clean(
                self.cleaned_data["hours"]
            )
        except ValidationError:
            raise ValidationError("Enter hours, like 3 or 2.5") from None


class Principle(forms.Form):
    name = fields.text("What is the principle called?", max_length=80)
    words = fields.long_text("What does it mean, in plain words?")
    shown_by = fields.long_text("What does it look like when someone shows it?", optional=True)
    competences = fields.checkboxes("Which headings of the framework does it map to?", (), optional=True)
    is_open = fields.tick("It is used now", initial=True)

    def __init__(self, *args: Any, competences: Rows = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competences"].choices = list(competences)  # type: ignore[attr-defined]
