"""How lists are searched and filtered."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.referrals.forms import offer
from alongside.ui import fields

MISSING = ("Their own yes", "A way to reach them", "What they need", "What they hope for")


class FindMine(forms.Form):
    """Among those somebody referred."""

    name = fields.text("Name", optional=True)
    show = fields.hidden(optional=True)


class WaitingFilter(forms.Form):
    name = fields.text("Name", optional=True)
    pathway = fields.select("Pathway", (), empty="All", optional=True)
    missing = fields.select("Missing", [(m, m) for m in MISSING], empty="Anything or nothing", optional=True)
    needs = fields.select(
        "Needs", [("some", "Someone with needs"), ("due", "Needs to look at again")], empty="Any", optional=True
    )
    only = fields.hidden(optional=True)

    def __init__(self, *args: Any, pathways: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "pathway", [(name, name) for _, name in pathways], "All")
