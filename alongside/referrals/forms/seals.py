"""What is asked when a record is sealed, looked for, or unsealed."""

from django import forms

from alongside.ui import fields


class Seal(forms.Form):
    """Cleans to the keyword of `seal_record`."""

    said_by = fields.text("Who asked for it?", max_length=120, optional=True, hint="Leave it empty if it was them.")


class OpenSealed(forms.Form):
    """Cleans to keywords of `find_sealed`, and to `reason_given` of `open_sealed`."""

    first_name = fields.text("First name", max_length=80, missing="Enter their first name")
    last_name = fields.text("Last name", max_length=80, missing="Enter their last name")
    birth_date = fields.date("Date of birth", optional=True, hint="If you know it.")
    reason_given = fields.long_text(
        "What is it for?",
        rows=3,
        max_length=600,
        missing="Enter what it is for",
        hint="The person can read this. The lead and governance are told that you opened it.",
    )
