"""The question whether hours look right."""

from django import forms

from alongside.bank.commands import LOOKS_WRONG
from alongside.ui import fields


class LooksWrong(forms.Form):
    what = fields.radios("What looks wrong?", LOOKS_WRONG, missing="Select what looks wrong")
