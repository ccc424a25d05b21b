"""What is asked of somebody with a question, and of us when we write one down or answer it."""

from datetime import timedelta
from typing import Any

from django import forms

from alongside.core import clock
from alongside.core.ids import new_id
from alongside.ui import fields

ABOUT = {
    "support": "Getting peer support",
    "becoming": "Becoming a peer support worker",
    "training": "Training",
    "jobs": "A job",
    "partners": "Working together",
    "teaching": "Lived experience for colleagues or students",
    "other": "Something else",
}
HOW = {"phone": "By phone", "email": "By email", "in_person": "In person"}
WHEN = {"usual": "Usual time", "today": "Today", "tomorrow": "Next working day"}


class AskQuestion(forms.Form):
    """The public form: only what is needed to answer."""

    about = fields.radios("What is it about?", ABOUT, columns=2, missing="Select what it is about")
    words = fields.long_text(
        "What would you like to ask?",
        rows=5,
        max_length=4000,
        hint="Please do not send private details, like anything about your health.",
        missing="Enter your question",
    )
    name = fields.text("What may we call you?", max_length=120, autocomplete="name", hint="A first name is enough.")
    email = fields.email(
        "Email address", optional=True, hint="Give an email address or a phone number, so that we can answer."
    )
    phone = fields.phone("Phone number", optional=True)
    heard_from = fields.text("How did you hear of us?", max_length=120, optional=True)
    once = fields.hidden(initial=new_id)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("email") and not said.get("phone"):
            self.add_error("email", "Enter an email address or a phone number, so that we can answer")
        return said


class WriteEnquiry(forms.Form):
    """Somebody rang: done in twenty seconds, with the phone still in the hand."""

    name = fields.text("Their name", max_length=120, width=20)
    phone = fields.phone("Phone number", optional=True)
    email = fields.email("Email address", optional=True)
    about = fields.select("What is it about?", ABOUT, empty="Choose", missing="Select what it is about")
    words = fields.long_text("What do they ask?", rows=3, max_length=4000, missing="Enter what they ask")
    how = fields.radios("How did they ask?", HOW, columns=3, initial="phone")
    when = fields.radios("When do we call back?", WHEN, columns=3, initial="usual")
    answer = fields.long_text(
        "Answered already? What did you say?",
        rows=2,
        max_length=4000,
        optional=True,
        hint="Then nothing is left to do.",
    )
    heard_from = fields.text("How did they hear of us?", max_length=120, optional=True)
    once = fields.hidden(initial=new_id)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        when = said.pop("when", "usual")
        today = clock.today()
        said["reply_by"] = {"today": today, "tomorrow": _next_working_day(today)}.get(when)
        return said


class AnswerEnquiry(forms.Form):
    words = fields.long_text("What do you answer?", rows=8, max_length=8000, missing="Enter the answer")
    how = fields.radios("How?", HOW, missing="Select how you answer")

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = [("email", "By email", f"We send it to {email} now")] if email else []
        said = [("phone", "By phone", "You have rung them; this is what you said"), ("in_person", "In person")]
        self.fields["how"].choices = [*rows, *said]  # type: ignore[attr-defined]


class CloseEnquiry(forms.Form):
    because = fields.text("Why is there nothing to answer?", max_length=500, hint="Like: it was an advert.")


class PassEnquiry(forms.Form):
    to = fields.radios("Whose hands should it be in?", ())

    def __init__(self, *args: Any, people: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = people
        self.fields["to"].choices = [(key, user.name) for key, user in people.items()]  # type: ignore[attr-defined]

    def clean_to(self) -> Any:
        return self.people[self.cleaned_data["to"]]


class FilterEnquiries(forms.Form):
    about = fields.select("About", ABOUT, empty="Anything", optional=True)


def _next_working_day(day: Any) -> Any:
    day += timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
