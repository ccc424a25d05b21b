"""One of everything in the kit, on pages of their own, to be looked at and checked. Everybody shown is invented."""

import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.ui import fields

PAGES = ("parts", "question", "list", "record", "person", "public", "ask")
AUDIENCES = {"person": "person", "public": "public", "ask": "public"}
WHO = (
    ("leona", "Leona M", "Today, 10:00am"),
    ("kofi", "Kofi A", "Today, 1:30pm"),
    ("ade", "Ade W", "Yesterday, 11am"),
    ("else", "Someone else"),
)
PATHWAYS = (("n", "Community, North"), ("s", "Community, South"))
NEEDS = ("BSL interpreter, every meeting", "Text, never ring", "Outdoors or a big room: small closed rooms are hard")
WAITING = (
    ("Osian Teller", "Acute, Larch ward", 3, "", "your_turn", "Our turn", "Leaves the ward on Friday.", True),
    ("Kit Sorrel", "Community, North", 96, "", "your_turn", "Our turn", "Ready to match", False),
    ("Ines Fairley", "Community, South", 71, "Welsh speaker", "your_turn", "Our turn", "Ready to match", False),
    ("Wyn Ackroyd", "Forensic", 1, "", "their_turn", "Wyn", "Profile offered on 12 November", False),
    ("Jude Larkin", "Community, North", 44, "Baby comes too", "on_hold", "On hold", "Asked to wait", False),
)


class ExampleForm(forms.Form):
    """One of each kind of question."""

    who = fields.radios("Who did you meet?", WHO, columns=2, missing="Select who you met")
    length = fields.radios(
        "How many minutes?",
        (("15", "15"), ("30", "30"), ("45", "45"), ("60", "60"), ("90", "90"), ("other", "Other")),
        columns=3,
        hint="Time together. Not travel or writing.",
    )
    agreed = fields.yes_no("Have they said yes?", hint="We only ring people who want us to.")
    plain = fields.radios("Where would you like to meet?", (("cafe", "Café"), ("home", "At home")), boxed=False)
    needs = fields.checkboxes(
        "What happened?", (("bsl", "The interpreter came", "Booked by us"), ("room", "A big room"))
    )
    same = fields.tick("Same again", hint="Tuesday 24 November, 10:00am, Riverside Park")
    said = fields.long_text(
        "What do you both want to remember?", hint="Everyday words. Leona can read this.", words=True, optional=True
    )
    hopes = fields.long_text("What do you hope for?", max_length=300, count=True)
    name = fields.text("First name", hint="What they like to be called", autocomplete="given-name")
    email = fields.email("Email address")
    phone = fields.phone("Phone number", optional=True)
    born = fields.date("Date of birth", past=True, autocomplete="bday", hint="For example, 15 3 1984")
    at = fields.time("What time?", hint="Like 10:30am or 2pm")
    minutes = fields.minutes("Minutes together")
    places = fields.number("Places each week", minimum=0, maximum=20)
    nhs = fields.nhs_number(optional=True, hint="If you have it to hand")
    pathway = fields.select("Pathway", PATHWAYS, empty="Choose a pathway")
    sheet = fields.file("Your spreadsheet", accept=".xlsx,.csv")
    carried = fields.hidden(initial="x")


class AskForm(forms.Form):
    """One question, whose words are the heading of its page."""

    how = fields.radios(
        "How shall we reach you?",
        (("text", "By text", "We never put private words in a text"), ("phone", "By phone"), ("post", "By post")),
        missing="Select how we can reach you",
    )
    heading_field = "how"


class FilterForm(forms.Form):
    """The choices above a list."""

    q = fields.text("Name or NHS number", optional=True)
    pathway = fields.select("Pathway", PATHWAYS, empty="All", optional=True)
    missing = fields.select("Missing", (("p", "Phone number"),), empty="Anything or nothing", optional=True)


def _weeks() -> list[dict[str, str]]:
    states = ["met"] * 5 + ["did_not_happen", "met", "met", "break", "break", "met", "met", "quiet", "met", "booked"]
    states += ["to_come"] * 5 + ["ending"] * 4
    first = datetime.date(2026, 6, 9)
    days = (first + datetime.timedelta(weeks=n) for n in range(len(states)))
    return [{"week": f"{day.day} {day:%B}", "state": state} for day, state in zip(days, states, strict=True)]


def gallery(request: HttpRequest, which: str = "parts") -> HttpResponse:
    """Draw one page of the gallery, named in PAGES. `?errors` shows every error."""
    request.audience = AUDIENCES.get(which, "staff")  # type: ignore[attr-defined]
    names = ("name", "pathway", "days", "need", "turn", "turn_words", "happening", "urgent")
    waiting = [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in WAITING]
    context: dict[str, Any] = {
        "which": which,
        "needs": NEEDS,
        "weeks": _weeks(),
        "next_day": datetime.date(2026, 11, 24),
        "filter_form": FilterForm(request.GET or None),
        "page": Paginator(waiting * 3, 15 - 3).get_page(request.GET.get("page")),
        "pill_links": [
            {"text": text, "count": count, "url": f"?show={n}", "current": n == 0}
            for n, (text, count) in enumerate((("All", 41), ("Urgent", 2), ("Our turn", 23), ("On hold", 3)))
        ],
    }
    if form := {"question": ExampleForm, "ask": AskForm}.get(which):
        context["form"] = form({} if "errors" in request.GET else None)
    return render(request, f"ui/gallery/{which if which in PAGES else 'parts'}.jinja", context)
