"""What is asked about the service: its settings, the lists in them, and its places."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.validators import URLValidator

from alongside.accounts.models import Organisation
from alongside.core.nhs import codes
from alongside.ui import fields

LINK = "The address of a page in the trust’s own system. Only the number it gives is kept here."
AREA = "The place people know it by, like Thanet. Used to find somebody near."


def _coded(codes: codes.CodeList) -> list[tuple[str, str]]:
    """Plain words with the national code behind them, for whoever describes the service."""
    return [(code, words if code in words else f"{words} ({code})") for code, words in codes.choices()]


class Contact(forms.Form):
    name = fields.text("What is the service called?", max_length=80, missing="Enter the name of the service")
    about = fields.long_text("What is it, in a few plain sentences?", optional=True)
    email = fields.email("Email address", optional=True)
    phone = fields.phone("Phone number", optional=True)
    requests_read = fields.text(
        "When are requests read?",
        hint="In words, like: Monday to Friday, 9am to 5pm. Shown to whoever asks.",
        max_length=200,
        missing="Enter when requests are read",
    )
    trust_record_name = fields.text(
        "What do staff call the trust’s own record?", max_length=60, missing="Enter what staff call it"
    )


class Times(forms.Form):
    unread_after_working_days = fields.number(
        "Say that a request is unread after", suffix="working days", minimum=1, maximum=10
    )
    quiet_after_days = fields.number(
        "Say that it has gone quiet after", suffix="days without a contact", minimum=7, maximum=180
    )
    long_wait_weeks = fields.number("Call it a long wait after", suffix="weeks", minimum=1, maximum=104)
    offer_reply_days = fields.number(
        "Ask again when nobody has answered a suggestion for", suffix="days", minimum=1, maximum=60
    )
    undo_minutes = fields.number("A contact can be undone for", suffix="minutes", minimum=1, maximum=60)
    review_needs_months = fields.number(
        "Ask again about communication needs after", suffix="months", minimum=1, maximum=36
    )
    suppress_under = fields.number(
        "In reports that leave the service, hide numbers under", suffix="people", minimum=2, maximum=20
    )


class Worries(forms.Form):
    answer_minutes = fields.number(
        "Ask the next in line when nobody has answered for", suffix="minutes", minimum=5, maximum=120
    )
    duty_phone = fields.phone(
        "The line that somebody always answers",
        optional=True,
        hint="Shown to staff whenever they tell someone, and first when nobody is on duty.",
    )
    safeguarding_link = fields.text("Where does the trust take safeguarding concerns?", optional=True, hint=LINK)
    incident_link = fields.text("Where does the trust take incidents?", optional=True, hint=LINK)

    def clean_safeguarding_link(self) -> str:
        return _link(self.cleaned_data["safeguarding_link"])

    def clean_incident_link(self) -> str:
        return _link(self.cleaned_data["incident_link"])


class Openings(forms.Form):
    many_openings = fields.number(
        "Ask when somebody opens the records of", suffix="people or more in an hour", minimum=5, maximum=200
    )
    ask_unexplained = fields.yes_no(
        "Ask when nothing here says what it was for?",
        hint="Nobody is asked about those they walk with, referred, have on their list, or did something for.",
        yes="Yes, the next day",
        no="No",
    )
    ask_same_name = fields.yes_no(
        "Ask when the two have the same surname?",
        hint="Say no where many people share a few surnames.",
        yes="Yes, once a year at most",
        no="No",
    )
    seal_hours = fields.number(
        "A sealed record that somebody opened is sealed again after", suffix="hours", minimum=1, maximum=72
    )


def _link(said: str) -> str:
    """A web address that a browser may be sent to."""
    if said:
        URLValidator(schemes=["https", "http"], message="Enter a web address, like https://safe.example.org")(said)
    return said


class Value(forms.Form):
    name = fields.text("The value, in a word or two", max_length=60, missing="Enter the value")
    words = fields.long_text("What it means here", rows=2, max_length=300, missing="Enter what it means")

    def clean(self) -> dict[str, Any]:
        return {"item": dict(self.cleaned_data)}


class HelpNow(forms.Form):
    name = fields.text("Who is it?", max_length=60, missing="Enter who it is")
    number = fields.text("What do people do?", hint="Like: Call 116 123", max_length=60, missing="Enter what to do")
    words = fields.text(
        "When, and for what?",
        hint="Like: To talk to someone, about anything. Free, any time.",
        max_length=200,
        missing="Enter when and for what",
    )

    def clean(self) -> dict[str, Any]:
        return {"item": dict(self.cleaned_data)}


class Length(forms.Form):
    name = fields.text("What is it called?", hint="Like: 10 contacts, or 4 months", max_length=60)
    ends = fields.radios(
        "When does it end?",
        [
            ("contacts", "After a number of contacts"),
            ("months", "After a number of months"),
            ("open", "It is left open"),
        ],
        missing="Select when it ends",
    )
    number = fields.number("How many?", minimum=1, maximum=200, optional=True, hint="Not needed when it is left open.")

    def __init__(self, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        known = dict(initial or {})
        for ends in ("contacts", "months"):
            if ends in known:
                known |= {"ends": ends, "number": known[ends]}
        if "name" in known:
            known.setdefault("ends", "open")
        super().__init__(data, initial=known)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("ends") in ("contacts", "months") and not said.get("number") and "number" not in self.errors:
            self.add_error("number", "Enter how many")
        item: dict[str, Any] = {"name": said.get("name")}
        if said.get("ends") != "open":
            item[said.get("ends") or ""] = said.get("number")
        return {"item": item}


class Theme(forms.Form):
    name = fields.text(
        "The word for it",
        hint="Kind and plain. It is shown to people choosing a peer worker. A profile that has the old word keeps it.",
        max_length=80,
        missing="Enter the word for it",
    )
    kind = fields.radios(
        "What is it?",
        [
            ("experience", "An experience a worker may offer to share"),
            ("interest", "An interest"),
            ("about", "Something about the worker"),
        ],
        missing="Select what it is",
    )

    def clean(self) -> dict[str, Any]:
        return {"item": dict(self.cleaned_data)}


class Place(forms.Form):
    """A place. `rows` are the records it may stand in, by kind and then id: {"teams": {id: team}}."""

    stands_in: ClassVar[dict[str, str]] = {}  # field: kind

    def __init__(self, *args: Any, rows: Mapping[str, Mapping[str, Any]] | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, kind in self.stands_in.items():
            known, field = (rows or {}).get(kind, {}), self.fields[name]
            field.choices = [("", "Choose one"), *((key, str(row)) for key, row in known.items())]  # type: ignore[attr-defined]
            field.coerce = known.get  # type: ignore[attr-defined]


class OrganisationPlace(Place):
    name = fields.text("Name", max_length=120)
    kind = fields.radios("What is it?", Organisation.Kind.choices, missing="Select what it is")
    ods_code = fields.text("ODS code", max_length=9, width=10, optional=True, hint="Its national code, like RXY.")


class PathwayPlace(Place):
    name = fields.text("Name", max_length=80)
    about = fields.text("Whom it is for, in one sentence", optional=True)
    position = fields.number("Its place in every list", hint="1 comes first.", minimum=1, maximum=99)


class SitePlace(Place):
    stands_in: ClassVar = {"organisation": "organisations"}
    name = fields.text("Name", max_length=120)
    area = fields.text("Area", hint=AREA, max_length=80, width=20)
    organisation = fields.select("Whose is it?", (), missing="Select whose it is")
    location_type = fields.select("What kind of place?", _coded(codes.LOCATION), missing="Select what kind of place")
    address = fields.text("Address", max_length=200, optional=True)
    ods_code = fields.text("ODS code", max_length=9, width=10, optional=True)


class TeamPlace(Place):
    stands_in: ClassVar = {"pathway": "pathways", "organisation": "organisations", "site": "sites"}
    name = fields.text("Name", max_length=80)
    pathway = fields.select("Pathway", (), missing="Select a pathway")
    site = fields.select("Where is it based?", (), optional=True)
    organisation = fields.select("Whose is it?", (), missing="Select whose it is")
    team_type = fields.select("National team type", _coded(codes.TEAM_TYPE), missing="Select the national team type")
    age_group = fields.select(
        "National age group",
        _coded(codes.AGE_GROUP),
        hint="The national words for these codes could not be verified. Ask your information team which is yours.",
        missing="Select the national age group",
    )
    local_id = fields.text("Its identifier in the trust’s own system", max_length=20, width=20, optional=True)


class WardPlace(Place):
    stands_in: ClassVar = {"team": "teams", "site": "sites"}
    name = fields.text("Name", max_length=80)
    team = fields.select("Team", (), missing="Select a team")
    site = fields.select("Where is it?", (), optional=True)
