"""Which dates are counted."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from alongside.ui import fields

Choices = Iterable[tuple[str, str]]


class CountWhat(forms.Form):
    """All optional: this month, and everything the reader plans, unless something is chosen."""

    period = fields.select("When", (), optional=True)
    group = fields.select("Group", (), empty="All groups", optional=True)
    ward = fields.select("Ward", (), empty="All wards", optional=True)
    pathway = fields.select("Pathway", (), empty="All pathways", optional=True)

    def __init__(self, *args: Any, periods: Mapping[str, Any], choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields
        asked["period"].choices = [(key, words) for key, (words, _, _) in periods.items()]
        for name, found in choices.items():
            asked[name].choices = [(asked[name].choices[0]), *found]
