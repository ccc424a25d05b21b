"""A message to the other side."""

from django import forms

from alongside.core.ids import new_id
from alongside.ui import fields


class WriteMessage(forms.Form):
    once = fields.hidden(initial=new_id)
    words = fields.long_text("Your message", max_length=4000, rows=5, missing="Write something first")
