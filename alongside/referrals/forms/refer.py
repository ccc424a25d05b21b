"""The two-minute referral: two pages of questions and a check."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from alongside.core.nhs import codes
from alongside.referrals.forms import offer
from alongside.referrals.forms.answers import SOURCES, NeedsAsked, OtherNumber, need_choices
from alongside.referrals.forms.ask import AGREED, NOT_ASKED
from alongside.ui import fields

CONSENT = (
    AGREED[0],
    ("hear_more", "They would like to hear more first", "A peer worker rings for a chat, with no strings"),
    (NOT_ASKED, "I have not asked them yet", "We give you a short guide to share with them"),
)


class Who(forms.Form):
    told_consent = fields.radios(
        "Have they said yes?", CONSENT, hint="We only ring people who want us to.", missing="Select what they have said"
    )
    for_carer = fields.tick("They are a carer, and would like support for themself")
    first_name = fields.text("First name", max_length=80, missing="Enter their first name")
    last_name = fields.text("Last name", max_length=80, missing="Enter their last name")
    known_as = fields.text("What they like to be called", optional=True, max_length=80, hint="If it is another name")
    birth_date = fields.date("Date of birth", past=True, optional=True)
    nhs_number = fields.nhs_number(optional=True, hint="If you have it to hand")
    phone = fields.phone("Their phone number", optional=True)
    contact_safely = fields.text(
        "Best way to reach them",
        optional=True,
        hint="Anything that makes it easier or safer: text first, afternoons, no voicemail.",
    )

    def clean(self) -> dict[str, Any]:
        """Somebody who was not asked is not written about: the page that stops needs none of it."""
        answers = super().clean() or {}
        if answers.get("told_consent") == NOT_ASKED:
            self.errors.clear()
            return {"told_consent": NOT_ASKED}
        if not self.errors and not answers["phone"] and not answers["contact_safely"]:
            self.add_error("phone", "Enter a phone number, or say how to reach them")
        return answers


class Hopes(NeedsAsked, OtherNumber):
    hopes = fields.long_text(
        "What do they hope for, in their own words?",
        optional=True,
        words=True,
        max_length=2000,
        hint="A few words are plenty. No diagnosis, no history.",
    )
    needs = fields.checkboxes(
        "What helps them to talk, read or meet?",
        need_choices("I asked: nothing"),
        columns=2,
        optional=True,
        hint="Whoever rings or meets them sees this.",
    )
    needs_words = fields.long_text(
        "Anything else that helps", optional=True, rows=2, max_length=600, hint="One on each line"
    )
    language = fields.select("Language they like to speak", (), initial="en", empty="Choose a language")
    interpreter = fields.tick("They would like an interpreter")
    area = fields.text("Town or area", optional=True, max_length=80)
    visit_safety = fields.long_text(
        "What makes a visit safe?",
        optional=True,
        rows=2,
        max_length=1000,
        hint="For them and for the peer worker. No risk form is needed.",
    )
    source = fields.select("Where do you work?", (), initial="P1", missing="Select where you work")
    host_team = fields.select("Which team?", (), empty="None of these", optional=True)
    host_referral_id = fields.text("Your team’s own number for this referral", optional=True, width=20, max_length=20)
    identifier = fields.text("Another number they are known by", optional=True, width=20, max_length=40)
    identifier_issuer = fields.text("Who gave them that number?", optional=True, max_length=80)

    def __init__(self, *args: Any, teams: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain: dict[str, str] = dict(codes.SOURCE_OF_REFERRAL.choices())
        places: Iterable[tuple[str, str]] = [(code, plain[code]) for code in SOURCES if code in plain]
        offer(self, "language", codes.LANGUAGE.choices(), "Choose a language")
        offer(self, "source", places)
        offer(self, "host_team", teams, "None of these")


class HopesFromPartner(Hopes):
    """From a partner organisation's account: where they work is known, and they have no team of the trust's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for known in ("source", "host_team", "host_referral_id"):
            del self.fields[known]
