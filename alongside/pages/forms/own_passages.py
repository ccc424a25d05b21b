"""What a person is asked about a break, someone else to walk with, the ending and coming back. Never why."""

from typing import Any

from django import forms

from alongside.ui import fields

MAY_READ = (
    ("nothing", "Nothing", "You begin afresh."),
    ("agreed", "What we agreed, and my goals"),
    ("all", "All that was written"),
)
WORDS: dict[str, Any] = {"rows": 3, "max_length": 2000, "optional": True, "words": True}


class MyBreak(forms.Form):
    """Cleans to the keywords of `take_break`."""

    until = fields.date(
        "Until which day?",
        called="The day",
        future=True,
        optional=True,
        hint="Leave it empty if you do not know yet.",
    )
    keep_later = fields.tick("Keep the meetings after my break", initial=True)


class MyHandover(forms.Form):
    """Cleans to the keywords of `accept_handover` or `decline_handover`; `answer` itself chooses which."""

    answer = fields.radios(
        "Would you like to?",
        (("yes", "Yes, please"), ("no", "No, thank you", "Nothing changes. You do not have to say why.")),
        missing="Choose yes or no",
    )
    may_read = fields.radios("What can they read of before?", MAY_READ, initial="nothing", optional=True)
    keep_meetings = fields.tick("Keep the times we have booked, if they are free then")

    def __init__(self, *args: Any, worker: str, meetings: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].label = f"Would you like to walk with {worker} from now on?"
        self.fields["may_read"].label = f"If yes: what can {worker} read of before?"
        self.fields["may_read"].help_text = "You can change this any day."
        self.fields["keep_meetings"].label = f"If yes: keep the times I have booked, when {worker} is free then"
        if not meetings:
            del self.fields["keep_meetings"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("answer") == "no":
            return {}
        return {
            "may_read": said.get("may_read") or "nothing",
            "keep_meetings": said.get("keep_meetings", False),
        }


class MayRead(forms.Form):
    """Cleans to the keywords of `let_read`."""

    may_read = fields.radios("What can they read of before?", MAY_READ, missing="Choose what they can read")

    def __init__(self, *args: Any, worker: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["may_read"].label = f"What can {worker} read of before?"


class MyPart(forms.Form):
    """Cleans to the keywords of `say_at_ending`."""

    strengths = fields.long_text("What am I good at?", **WORDS)
    thanks_from_person = fields.long_text("Is there something you would like to say thank you for?", **WORDS)
    feedback = fields.long_text("What was it like? What could we do better?", hint="The lead reads this too.", **WORDS)


class ComeBack(forms.Form):
    """Cleans to the keywords of `ask_again`."""

    hopes = fields.long_text("What do you hope for now?", hint="If you like. A few words are enough.", **WORDS)
    again = fields.yes_no("Would you like to walk with them again?", no="Someone else, please", optional=True)

    def __init__(self, *args: Any, worker: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.worker = worker
        self.fields["again"].label = f"Would you like to walk with {worker} again?"
        if not worker:
            del self.fields["again"]

    def clean(self) -> dict[str, Any]:
        again = {True: f"With {self.worker} again, if that can be.", False: "Someone new."}
        words = again.get(self.cleaned_data.get("again"), "")  # type: ignore[arg-type]
        return {"hopes": self.cleaned_data.get("hopes", ""), "wants_words": words}
