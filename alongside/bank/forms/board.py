"""The filters of the table behind the board."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.bank.queries.board import STATES
from alongside.ui import fields


class NarrowBoard(forms.Form):
    """Each narrows the four weeks to one pathway, ward or state."""

    pathway = fields.select("Pathway", (), empty="All pathways", optional=True)
    ward = fields.select("Ward", (), empty="All wards", optional=True)
    state = fields.select("State", tuple(STATES.items()), empty="All", optional=True)
    week = fields.hidden(optional=True)

    def __init__(self, *args: Any, pathways: Iterable[str], wards: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, every in (("pathway", pathways, "All pathways"), ("ward", wards, "All wards")):
            field: Any = self.fields[name]
            field.choices = [("", every), *((row, row) for row in rows)]
