"""What is asked about an entry: each question is also a column of the spreadsheet, read by the same rule."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from alongside.core.nhs import codes
from alongside.partners.models import Entry
from alongside.ui import fields

_AREA = re.compile(r"[A-Z]{1,2}(\d[A-Z\d]?)?")
_WEBSITE = URLValidator(schemes=["http", "https"], message="Enter a website, like www.example.org")
REACH = ("phone", "email", "website", "where")

# What a spreadsheet calls each question. Their order is that of the page and of the columns.
HEADINGS = {
    "name": "Name",
    "kind": "Kind",
    "organisation": "Organisation",
    "what": "What they do",
    "for_whom": "Who it is for",
    "topics": "Topics",
    "for_crisis": "In a crisis",
    "joining": "Getting in",
    "phone": "Phone",
    "email": "Email",
    "website": "Website",
    "how": "How to get in touch",
    "opening": "Opening times",
    "everywhere": "Everywhere",
    "postcode_areas": "Postcode areas",
    "where": "Where",
    "access": "Access",
    "cost": "Cost",
    "languages": "Languages",
    "shown_public": "On the public site",
    "owner": "Kept by",
    "checked_on": "Last checked",
}


class AboutEntry(forms.Form):
    """Cleans to the keywords of `add_entry` and `change_entry`. `organisations` and `owners` are (row, words)."""

    name = fields.text("What is it called?", max_length=160, missing="Enter what it is called")
    kind = fields.select(
        "What kind of help is it?", Entry.Kind.choices, empty="Choose one", missing="Select the kind of help"
    )
    organisation = fields.select(
        "Is it one of our partners?", (), empty="No", optional=True, hint="Partners are added in Settings."
    )
    what = fields.long_text(
        "What do they do?", max_length=2000, hint="Plain words, as you would tell a person.", missing="Say what they do"
    )
    for_whom = fields.text("Who is it for?", optional=True, max_length=300, hint="Like: anyone over 18.")
    topics = fields.text(
        "What would people look for?", optional=True, max_length=300, hint="With commas, like: money, housing, parents."
    )
    for_crisis = fields.tick("They help at once, in a crisis")
    joining = fields.radios(
        "Can people get in touch themselves?", Entry.Joining.choices, missing="Select how people get in"
    )
    phone = fields.text("Phone", optional=True, max_length=60, hint="As they write it, with any words.")
    email = fields.email("Email", optional=True, autocomplete="off")
    website = fields.text("Website", optional=True, max_length=200, inputmode="url", spellcheck="false")
    how = fields.text(
        "What happens when someone gets in touch?",
        optional=True,
        max_length=300,
        hint="Who answers, and what is asked.",
    )
    opening = fields.text("When are they open?", optional=True, max_length=200)
    everywhere = fields.tick("It is by phone or online, wherever somebody lives")
    postcode_areas = fields.text(
        "Which postcodes is it for?", optional=True, max_length=200, hint="Their beginnings, like: CT, ME7."
    )
    where = fields.text("Where is it?", optional=True, max_length=300, hint="An address, or a place people know.")
    access = fields.text(
        "What should people know about access?",
        optional=True,
        max_length=300,
        hint="Steps, a hearing loop, a quiet room, toilets, parking.",
    )
    cost = fields.text(
        "What does it cost?", optional=True, max_length=120, hint="Free, if it is. Leave it empty if you do not know."
    )
    languages = fields.text(
        "Which languages do they speak?",
        optional=True,
        max_length=300,
        hint="Beside English, with commas. British Sign Language is one.",
    )
    shown_public = fields.tick("Show it on the public site, not only to colleagues")
    owner = fields.select(
        "Who keeps it true?", (), empty="Nobody yet", optional=True, hint="They are asked when it has not been checked."
    )
    checked_on = fields.date(
        "When did somebody last make sure of it?",
        called="The day it was checked",
        past=True,
        optional=True,
        hint="Leave it empty if nobody has yet.",
    )

    field_order = tuple(HEADINGS)

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[tuple[Any, str]] = (),
        owners: Iterable[tuple[Any, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, rows, none in (("organisation", organisations, "No"), ("owner", owners, "Nobody yet")):
            known = {str(row.pk): (row, words) for row, words in rows}
            field: Any = self.fields[name]
            field.choices = [("", none), *((key, words) for key, (_, words) in known.items())]
            field.coerce = lambda key, known=known: known[key][0]

    def clean_topics(self) -> list[str]:
        return _listed(self.cleaned_data["topics"].lower())

    def clean_postcode_areas(self) -> list[str]:
        """Beginnings only: a whole postcode in a list of services says where somebody lives."""
        areas = [area.upper().replace(" ", "") for area in _listed(self.cleaned_data["postcode_areas"])]
        if odd := [area for area in areas if not _AREA.fullmatch(area)]:
            raise ValidationError(f"Enter the beginnings of postcodes, like CT or ME7, in place of {odd[0]}")
        return areas

    def clean_languages(self) -> list[str]:
        known = {words.casefold(): code for code, words in codes.LANGUAGE.choices()}
        said = _listed(self.cleaned_data["languages"])
        if odd := [words for words in said if words.casefold() not in known]:
            raise ValidationError(f"We do not know the language {odd[0]}. Write it as in our list, like Polish")
        return [known[words.casefold()] for words in said]

    def clean_website(self) -> str:
        said: str = self.cleaned_data["website"]
        whole = said if not said or "://" in said else f"https://{said}"
        if whole:
            _WEBSITE(whole)
        return whole

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not any(said.get(name) or name in self.errors for name in REACH):
            self.add_error("phone", "Enter a phone number, an email address, a website or a place")
        return said


def _listed(words: str) -> list[str]:
    """What stands between commas or semicolons, each once."""
    return list(dict.fromkeys(part for each in re.split(r"[,;\n]", words) if (part := " ".join(each.split()))))


def answers_of(entry: Entry) -> dict[str, Any]:
    """The entry as the form shows it, and as the spreadsheet holds it."""
    lists = {
        "topics": ", ".join(entry.topics),
        "postcode_areas": ", ".join(entry.postcode_areas),
        "languages": ", ".join(codes.LANGUAGE[code].plain for code in entry.languages if code in codes.LANGUAGE),
    }
    ids = {"organisation": entry.organisation_id or "", "owner": entry.owner_id or ""}
    return {name: lists.get(name, ids.get(name, getattr(entry, name))) for name in HEADINGS}


class NarrowDirectory(forms.Form):
    """Cleans to keywords of `directory`. Nothing asked is nothing narrowed."""

    words = fields.text("Look for", optional=True)
    postcode = fields.text("Postcode", optional=True)
    topic = fields.select("Topic", (), empty="Any topic", optional=True)
    joining = fields.select("Getting in", [("self", "No referral needed")], empty="Any way", optional=True)
    crisis = fields.select("When", [("yes", "Helps in a crisis")], empty="Any time", optional=True)
    cost = fields.select("Cost", [("free", "Free")], empty="Any cost", optional=True)
    language = fields.select("Language", (), empty="Any language", optional=True)

    def __init__(
        self,
        *args: Any,
        topics: Iterable[tuple[str, str]] = (),
        languages: Iterable[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        asked: Any = self.fields
        asked["topic"].choices = [("", "Any topic"), *topics]
        asked["language"].choices = [("", "Any language"), *languages]

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked, by keyword; a choice that is not offered is no choice."""
        self.is_valid()
        return {name: said for name, said in self.cleaned_data.items() if said}
