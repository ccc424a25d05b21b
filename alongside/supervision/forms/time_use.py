"""What is asked to log time: how long, and on which day if not today."""

from django import forms

from alongside.ui import fields


class LogTime(forms.Form):
    """Cleans to the keywords of `log_time` but the kind."""

    minutes = fields.minutes("How many minutes?", maximum=960)
    on = fields.date("Which day?", optional=True, past=True, called="The day", hint="Leave it empty for today.")
