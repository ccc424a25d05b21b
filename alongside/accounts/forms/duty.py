"""What is asked about a turn on the on-duty list."""

from collections.abc import Mapping
from typing import Any

from django import forms

from alongside.accounts.queries import DAYS
from alongside.ui import fields


class ChangeTurn(forms.Form):
    """Cleans to the keywords of `change_duty`. `pathways` are the open ones by id."""

    days = fields.checkboxes("On which days does the turn begin?", DAYS, columns=2, missing="Select at least one day")
    starts = fields.time("From what time?", hint="Like: 9am")
    ends = fields.time(
        "Until what time?", hint="A time that is not later goes on past midnight, into the next day. Like: 5pm"
    )
    pathway = fields.select("For which pathway?", (), empty="The whole service", optional=True)
    position = fields.number(
        "When several are on duty, in which place are they asked?", hint="1 is asked first.", minimum=1, maximum=20,
        initial=1,
    )  # fmt: skip

    def __init__(self, *args: Any, pathways: Mapping[str, Any], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field: Any = self.fields["pathway"]
        field.choices = [("", "The whole service"), *((key, str(row)) for key, row in pathways.items())]
        field.coerce = pathways.get


class AddTurn(ChangeTurn):
    """Cleans to the keywords of `add_duty`. `users` are those who could be on the list, by id."""

    user = fields.select("Who answers?", (), empty="Choose a name", missing="Select who answers")
    field_order = ("user",)

    def __init__(self, *args: Any, users: Mapping[str, Any], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field: Any = self.fields["user"]
        field.choices = [("", "Choose a name"), *((key, str(row)) for key, row in users.items())]
        field.coerce = users.get
