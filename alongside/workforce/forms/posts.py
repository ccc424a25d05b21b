"""The questions asked about a post: what it is, who pays, and why it moves."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from alongside.ui import fields
from alongside.workforce.forms.workers import choices, records
from alongside.workforce.models import Post

WTE = "Enter a share of full time between 0.05 and 2, like 0.6"


def whose_turn(**rest: Any) -> forms.CharField:
    return fields.text(
        "Who does the next thing?",
        max_length=120,
        optional=True,
        hint="Like: finance, or the team manager. Write “us” if it is our turn. No names of people.",
        **rest,
    )


class AddPost(forms.Form):
    title = fields.text(
        "What is the post called?",
        max_length=120,
        hint="A short name for the board, like: Crisis line. Never the name of a person.",
        missing="Enter what the post is called",
    )
    pathway = fields.select("Pathway", (), missing="Select a pathway")
    team = fields.select("Team", (), optional=True)
    band = fields.text("Band", max_length=10, width=4, optional=True, hint="Agenda for Change, like 3 or 4.")
    wte = fields.text(
        "Share of full time",
        width=4,
        inputmode="decimal",
        hint="1 is 37.5 hours a week; 0.6 is 22.5 hours.",
        missing=WTE,
    )
    funded_by = fields.text("Who pays, or might pay?", max_length=120, optional=True)
    funding_ends_on = fields.date("Last day of the money", optional=True, hint="Empty if it has no end.")
    case_words = fields.long_text(
        "What is it for, and where does it stand?", optional=True, hint="Read by the lead, coordinators and recruiters."
    )
    whose_turn = whose_turn()

    def __init__(self, *args: Any, pathways: Sequence[Any] = (), teams: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        records(self, "pathway", pathways, "Choose a pathway")
        records(self, "team", teams, "No team yet")

    def clean_wte(self) -> Decimal:
        try:
            wte = Decimal(self.cleaned_data["wte"].replace(",", ".")).quantize(Decimal("0.01"))
        except InvalidOperation:
            raise forms.ValidationError(WTE) from None
        if not Decimal("0.05") <= wte <= 2:
            raise forms.ValidationError(WTE)
        return wte


class MakeCase(forms.Form):
    case_words = fields.long_text(
        "The case for this post", rows=6, missing="Enter the case", hint="What it is for, for whom, and what it costs."
    )
    whose_turn = whose_turn(initial="finance")


class ThinkAgain(forms.Form):
    words = fields.text("What has to change?", max_length=300, missing="Enter what has to change")


class FundPost(forms.Form):
    funded_by = fields.text("Who pays?", max_length=120, missing="Enter who pays, like: community transformation")
    funding_ends_on = fields.date("Last day of the money", optional=True, hint="Empty if it has no end.")


class VacatePost(forms.Form):
    words = fields.text("Anything to note?", max_length=300, optional=True, hint="Never why somebody left.")


class StopAdvertising(forms.Form):
    words = fields.text("Why does the advert stop?", max_length=300, optional=True)


class GiveUpPost(forms.Form):
    because = fields.long_text("Why is it given up?", missing="Enter why it is given up")


class NarrowPosts(forms.Form):
    """The filters of the table of posts. `show` is one of the groups that the board's numbers open."""

    pathway = fields.select("Pathway", (), empty="All pathways", optional=True)
    status = fields.select("Stage", Post.Status, empty="All stages", optional=True)
    show = fields.hidden(optional=True)

    def __init__(self, *args: Any, pathways: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices(self, "pathway", pathways, "All pathways")
