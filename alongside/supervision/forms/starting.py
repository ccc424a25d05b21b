"""What is asked to leave a step of the first months out."""

from django import forms

from alongside.ui import fields


class LeaveOutStep(forms.Form):
    words = fields.text(
        "Why is it not needed?", max_length=300, missing="Enter why it is not needed", hint="They read this."
    )
