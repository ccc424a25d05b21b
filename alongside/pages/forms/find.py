"""What Find asks."""

from django import forms

from alongside.ui import fields


class Find(forms.Form):
    q = fields.text(
        "Name, number or date of birth",
        hint="Part of a name is enough. Or an NHS number, another number, or a date like 1 May 1980.",
        missing="Enter part of a name, a number or a date of birth",
        max_length=100,
    )
