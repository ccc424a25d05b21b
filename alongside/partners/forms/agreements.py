"""What is asked about an agreement with a partner, a meeting with them, and an account of theirs."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.core import clock
from alongside.ui import fields

ACTIONS = 3  # promises that one page of a meeting asks for
THE_FIRST = "Enter what was promised"


class Agreement(forms.Form):
    """Cleans to the keywords of `draft_agreement` and `change_agreement`. `ours` are (user, name)."""

    title = fields.text("What is it called?", max_length=160, hint="Like: referring to each other.")
    purpose = fields.long_text(
        "What do the two want to do together, and for whom?", missing="Say what it is for", max_length=3000
    )
    what_is_shared = fields.long_text(
        "Which information passes, which way, and what never does?",
        missing="Say what is shared, or that nothing is",
        max_length=3000,
    )
    their_contact = fields.text("Who do we speak to there?", optional=True, max_length=160)
    our_contact = fields.select(
        "Who speaks for us?", (), empty="Nobody yet", optional=True, hint="They are told two months before it ends."
    )
    starts_on = fields.date("From", called="The first day", optional=True)
    ends_on = fields.date("Until", called="The last day", optional=True, hint="Empty: until one of us ends it.")

    def __init__(self, *args: Any, ours: Iterable[tuple[Any, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        known = {str(user.pk): (user, name) for user, name in ours}
        field: Any = self.fields["our_contact"]
        field.choices = [("", "Nobody yet"), *((key, name) for key, (_, name) in known.items())]
        field.coerce = lambda key: known[key][0]


class AgreedBy(forms.Form):
    """Cleans to the keywords of `agree_with`."""

    agreed_by = fields.text(
        "Who agreed it, on both sides?", max_length=300, missing="Enter the names of those who agreed it"
    )
    starts_on = fields.date("From when?", called="The first day", missing="Enter the first day")
    ends_on = fields.date(
        "Until when?",
        called="The last day",
        optional=True,
        hint="Leave it empty if it goes on until one of us ends it.",
    )


class RenewUntil(forms.Form):
    """Cleans to the keywords of `renew_agreement`."""

    agreed_by = fields.text(
        "Who agreed to renew it, on both sides?", max_length=300, missing="Enter the names of those who agreed it"
    )
    ends_on = fields.date(
        "Until when?",
        called="The new last day",
        optional=True,
        hint="Leave it empty if it goes on until one of us ends it.",
    )


class Meeting(forms.Form):
    """Cleans to the keywords of `write_meeting`: up to three promises, of which each needs words and whose it is."""

    held_on = fields.date("When was it?", called="The day of the meeting", past=True, missing="Enter the day")
    who = fields.text("Who was there?", max_length=300, missing="Enter who was there")
    words = fields.long_text(
        "What was said?", optional=True, max_length=5000, hint="About working together. Never about one person."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["held_on"].initial = clock.today
        for number in range(1, ACTIONS + 1):
            asked = {
                f"promise_{number}": fields.text(f"Promise {number}", optional=True, max_length=300),
                f"whose_{number}": fields.text(f"Who does it? ({number})", optional=True, max_length=160),
                f"due_{number}": fields.date(f"By when? ({number})", called="The day", optional=True),
            }
            self.fields.update(asked)

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        promised = []
        for number in range(1, ACTIONS + 1):
            words, who, due_on = (said.pop(f"{name}_{number}", None) for name in ("promise", "whose", "due"))
            if words and who:
                promised.append({"words": words, "who": who, "due_on": due_on})
            elif words and f"whose_{number}" not in self.errors:
                self.add_error(f"whose_{number}", "Enter who does it, theirs or ours")
            elif who or due_on:
                self.add_error(f"promise_{number}", THE_FIRST)
        return {**said, "promised": promised}


class PartnerAccount(forms.Form):
    """Cleans to the keywords of `open_partner_account`."""

    name = fields.text("Full name", max_length=150, missing="Enter their full name", autocomplete="off")
    email = fields.email("Their work email address", missing="Enter their email address", autocomplete="off")
    ends_on = fields.date(
        "Last day", future=True, optional=True, hint="Leave it empty if it goes on until somebody ends it."
    )


class NarrowPartners(forms.Form):
    words = fields.text("Name", optional=True)
