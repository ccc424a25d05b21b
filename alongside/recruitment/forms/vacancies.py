"""The questions asked of whoever writes a vacancy: its facts, the work, its dates, and how it ends."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from alongside.recruitment.models import Vacancy
from alongside.ui import fields

HOURS = "Enter the hours a week between 0 and 37.5, like 22.5"


def offer(form: forms.Form, name: str, rows: Iterable[tuple[Any, str]], empty: str) -> None:
    """Offer records by name, and answer with the record itself."""
    rows = list(rows)
    field: Any = form.fields[name]
    field.choices = [("", empty), *((record.pk, words) for record, words in rows)]
    field.coerce = {record.pk: record for record, _ in rows}.get


def end_of(day: Any) -> datetime:
    """The last minute of a day where the service is."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


class InTheOpen(forms.Form):
    """A part of a vacancy: while it is open, whoever changes it says what changed."""

    changed_words = fields.text(
        "What changed?",
        max_length=300,
        missing="Enter what changed, in a sentence",
        hint="People who began before will read this. Like: the closing date is a week later.",
    )

    def __init__(self, *args: Any, is_draft: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_draft:
            del self.fields["changed_words"]
        else:
            self.order_fields([*(name for name in self.fields if name != "changed_words"), "changed_words"])


class Facts(InTheOpen):
    title = fields.text("Job title", max_length=120, hint="Like: Peer support worker, acute wards.")
    post = fields.select("Which post is it for?", (), optional=True, hint="The post is then advertised.")
    pathway = fields.select("Pathway", (), missing="Select a pathway")
    team = fields.select("Team", (), optional=True)
    site = fields.select("Where", (), optional=True)
    band = fields.text("Band", max_length=10, width=4, optional=True, hint="Agenda for Change, like 3 or 4.")
    salary_from = fields.number(
        "Lowest pay, full time",
        minimum=1,
        maximum=200_000,
        width=10,
        suffix="pounds a year",
        missing="Enter the lowest pay in pounds, like 24937",
    )
    salary_to = fields.number(
        "Highest pay, full time",
        minimum=1,
        maximum=200_000,
        width=10,
        suffix="pounds a year",
        missing="Enter the highest pay in pounds, like 26598",
    )
    hours = fields.text(
        "Hours a week",
        width=4,
        inputmode="decimal",
        missing=HOURS,
        hint="What these hours pay is worked out and shown. 0 for the staff bank.",
    )
    hours_words = fields.text(
        "More about the hours",
        max_length=200,
        optional=True,
        hint="Like: over 3 or 4 days. Some weekends. Job share welcome.",
    )
    contract = fields.radios("Contract", Vacancy.Contract.choices, initial="permanent")
    contract_until = fields.date("Last day of the contract", optional=True, hint="For a fixed term.")
    places = fields.number("How many people?", minimum=1, maximum=50, initial=1)

    def __init__(
        self,
        *args: Any,
        posts: Sequence[Any] = (),
        pathways: Sequence[Any] = (),
        teams: Sequence[Any] = (),
        sites: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "post", posts, "No post")
        offer(self, "pathway", pathways, "Choose a pathway")
        offer(self, "team", teams, "No one team")
        offer(self, "site", sites, "The team’s own place")

    def clean_hours(self) -> Decimal:
        try:
            hours = Decimal(self.cleaned_data["hours"].replace(",", ".")).quantize(Decimal("0.1"))
        except InvalidOperation:
            raise forms.ValidationError(HOURS) from None
        if not 0 <= hours <= Decimal("37.5"):
            raise forms.ValidationError(HOURS)
        return hours


def in_lines(label: str, **rest: Any) -> forms.CharField:
    return fields.long_text(label, optional=True, **{"hint": "One thing a line.", **rest})


class Work(InTheOpen):
    lede = fields.text(
        "What is it, in one sentence?",
        max_length=300,
        optional=True,
        hint="Like: Walk alongside people while they are in hospital, and help them plan for going home.",
    )
    about = fields.long_text(
        "About the team and the place", optional=True, rows=6, hint="You can use Markdown for headings and lists."
    )
    would_do = in_lines("What they would do", rows=6)
    not_asked = in_lines(
        "What nobody will ask them to do",
        rows=4,
        hint="One thing a line, like: Watch people on observations. It keeps the job what it is.",
    )
    support_words = fields.long_text("How they will be supported", optional=True)
    benefits_words = fields.long_text(
        "Hours and benefits", optional=True, hint="Where to get advice before deciding. Shown on the page."
    )
    needs_training = fields.tick(
        "They need to have finished our training, or training like it anywhere else", initial=True
    )
    informal_name = fields.text(
        "Whom can they ask?", max_length=120, optional=True, hint="Like: the peer support lead."
    )
    informal_contact = fields.text("How?", max_length=160, optional=True, hint="A phone number or an email address.")
    reference = fields.text(
        "Job number", max_length=40, width=20, optional=True, hint="As on NHS Jobs, if it is there."
    )
    apply_link = fields.text(
        "Address of the advert on NHS Jobs",
        max_length=500,
        optional=True,
        spellcheck="false",
        hint="Only if people apply there and not here.",
    )

    def clean_apply_link(self) -> str:
        link = str(self.cleaned_data["apply_link"]).strip()
        if link and not re.fullmatch(r"https://[^\s/]+/\S*", link):
            raise forms.ValidationError("Enter the whole address, beginning with https://")
        return link

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        for name in ("would_do", "not_asked"):
            said[name] = [line.strip() for line in said.get(name, "").splitlines() if line.strip()]
        return said


class Dates(InTheOpen):
    closes_on = fields.date("Apply by", future=True, optional=True, hint="Until midnight that day.")
    close_after = fields.number(
        "Or close after how many applications?", minimum=1, maximum=2000, optional=True, hint="Empty: by date only."
    )
    audience = fields.radios(
        "Who may see it?",
        (
            ("public", "Everyone", "On the public pages from the day it opens."),
            ("internal", "People who work for the trust", "Never on the public pages, unless you give a day below."),
        ),
        initial="public",
    )
    public_from = fields.date("Internal first: public from", optional=True)
    shortlisted_by = fields.date("Read by", optional=True, hint="By when two people have read every form.")
    hear_by = fields.date("Everyone hears by", optional=True, hint="Yes or no. This day is promised on the page.")
    interviews_from = fields.date("We meet people from", optional=True)
    starts_around = fields.date("The work starts around", optional=True)

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        day = said.pop("closes_on", None)
        said["closes_at"] = end_of(day) if day else None
        later = [("shortlisted_by", "Read by"), ("hear_by", "Everyone hears by"), ("interviews_from", "We meet from")]
        for name, words in later:
            if day and said.get(name) and said[name] < day:
                self.add_error(name, f"{words} must be after the closing day")
        return said


class Withdraw(forms.Form):
    because = fields.long_text(
        "Why will it not go ahead?",
        missing="Enter why, in words for those who applied",
        hint="Everyone who applied or began reads these words. No names.",
    )


class Reopen(forms.Form):
    closes_on = fields.date("Apply by", future=True, missing="Enter the new closing date")
    close_after = fields.number("Or close after how many applications?", minimum=1, maximum=2000, optional=True)
    changed_words = fields.text("What changed?", max_length=300, initial="There is more time to apply.")

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        if day := said.pop("closes_on", None):
            said["closes_at"] = end_of(day)
        return said


class NarrowVacancies(forms.Form):
    """The filters of the list of vacancies."""

    pathway = fields.select("Pathway", (), empty="All pathways", optional=True)
    status = fields.hidden(optional=True)

    def __init__(self, *args: Any, pathways: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["pathway"]
        offered.choices = [("", "All pathways"), *pathways]
