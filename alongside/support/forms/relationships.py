"""What is asked about the relationship: what was agreed, goals with their steps, and stopping."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.accounts.queries import open_pathways
from alongside.core import clock
from alongside.support.models import RHYTHMS, Relationship
from alongside.support.queries import DUE
from alongside.ui import fields


class Agreement(forms.Form):
    """Cleans to the keywords of `agree`."""

    limits_told = fields.tick(
        "Limits", optional=False, missing="Tell them the limits of confidentiality first, then tick the box"
    )
    purpose = fields.long_text("What is it for?", words=True, rows=3, missing="Write what it is for, in their words")
    boundaries = fields.long_text("What did you both agree about how you meet?", optional=True, rows=3)
    may_share = fields.long_text("What may be shared, with whom, and for what?", optional=True, rows=3)
    how_often = fields.radios(
        "How often?", [(words, words) for words in RHYTHMS], columns=2, missing="Select how often"
    )
    where = fields.text("Where, usually?", max_length=160, missing="Enter where you usually meet")
    length_name = fields.radios("For how long?", (), columns=2, missing="Select for how long")
    ending_talk_on = fields.date(
        "When will you first talk about the ending?",
        called="The day of the talk",
        optional=True,
        hint="Leave it empty for four weeks before the planned ending.",
    )
    agreed_on = fields.date("When did you agree this?", past=True, called="The day you agreed", missing="Enter the day")
    said_by = fields.text("Who agreed it with you?", max_length=120, optional=True)

    def __init__(self, *args: Any, called: str, lengths: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        asked = self.fields
        asked["limits_told"].label = f"I told {called} first what I would have to pass on, and to whom"
        asked["purpose"].help_text = f"In {called}’s own words, if you can."
        asked[
            "boundaries"
        ].help_text = "Like: if one of us cannot come, we text by 9am. Either can say “not that today”."
        asked["may_share"].help_text = f"Only what {called} said yes to."
        asked["length_name"].choices = [(name, name) for name in lengths]  # type: ignore[attr-defined]
        asked["length_name"].help_text = "Counted from your first meeting. The ending is known from the start."
        asked["agreed_on"].initial = clock.today()
        asked["said_by"].help_text = f"Leave it empty if it was {called}."


class FilterPeople(forms.Form):
    """Cleans to keywords of the query `everyone`."""

    pathway = fields.select("Pathway", (), empty="All pathways", optional=True)
    worker = fields.select("Peer worker", (), empty="All peer workers", optional=True)
    status = fields.select(
        "How it stands",
        [(value, words) for value, words in Relationship.Status.choices if value != Relationship.Status.ENDED],
        empty="All",
        optional=True,
    )
    key = fields.select(
        "What is due", [(key, row.name.capitalize()) for key, row in DUE.items()], empty="Anything", optional=True
    )

    def __init__(self, *args: Any, workers: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        asked: Any = self.fields
        asked["pathway"].choices = [("", "All pathways"), *open_pathways()]
        asked["worker"].choices = [("", "All peer workers"), *workers]


class GoalWords(forms.Form):
    """Cleans to the keywords of `add_goal` and `change_goal`."""

    words = fields.long_text("Their goal", words=True, rows=3, max_length=300, count=True, missing="Write the goal")
    said_by = fields.text("Who said it?", max_length=120, optional=True)

    def __init__(self, *args: Any, called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = f"{called}’s goal, in {called}’s own words"
        self.fields["words"].help_text = "Exactly as it was said. Nobody sets a goal for anybody else."
        self.fields["said_by"].help_text = f"Leave it empty if it was {called}."


class GoalStep(forms.Form):
    """Cleans to the keyword of `add_step`."""

    words = fields.text("A small step", max_length=200, missing="Write the step")

    def __init__(self, *args: Any, called: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        hint = f"As {called} names it. Small enough to take soon." if called else "Small enough to take soon."
        self.fields["words"].help_text = hint


class SayNumber(forms.Form):
    """Cleans to keywords of `say_number`. Not for comparing with anybody."""

    number = fields.radios(
        "From 0 to 10", [(str(n), str(n)) for n in range(11)], columns=3, missing="Select a number from 0 to 10"
    )
    said_on = fields.date("On which day?", past=True, called="The day", missing="Enter the day")

    def __init__(self, *args: Any, called: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        asked = self.fields
        asked["number"].label = f"Where does {called} put themself?" if called else "Where do you put yourself?"
        asked["number"].help_text = "0 is not begun, 10 is there. It is nobody else’s number, and nobody compares it."
        asked["said_on"].initial = clock.today()
        asked["said_on"].help_text = "Said again for the same day, it takes the other’s place."

    def clean_number(self) -> int:
        return int(self.cleaned_data["number"])


class Stop(forms.Form):
    """Cleans to the keywords of `stop_support`."""

    said_by = fields.text("Who told you?", max_length=120, optional=True)

    def __init__(self, *args: Any, called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["said_by"].help_text = f"Leave it empty if it was {called}."
