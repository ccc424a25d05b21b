"""The settings of the service: what differs between trusts, kept by the lead on screen."""

from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from alongside.accounts import commands, queries
from alongside.accounts.forms import service as forms
from alongside.core.commands import Command
from alongside.ui.pages import Request, do_now, form_page


@dataclass(frozen=True)
class Part:
    title: str
    about: str
    form: type[django_forms.Form]
    one: str = ""  # what one row is called, where the part is a list


PARTS = {
    "contact": Part("Name and contact", "What people are told about the service, and how to reach it.", forms.Contact),
    "times": Part(
        "Times and limits", "When something is late, quiet or long, and what reports leave out.", forms.Times
    ),
    "worries": Part(
        "When somebody is worried",
        "How long each person on duty has to answer, the line that always answers, and the trust’s own systems.",
        forms.Worries,
    ),
    "openings": Part(
        "Records opened",
        "Which openings somebody is asked about, kindly: what was this for? Only they and governance know.",
        forms.Openings,
    ),
}
LISTS = {
    "values": Part("Values", "What peer support means here.", forms.Value, "a value"),
    "help_now": Part(
        "Help now", "Who answers when nobody here does. The first is shown first.", forms.HelpNow, "a number"
    ),
    "lengths": Part("Planned lengths", "How long peer support can be planned to last.", forms.Length, "a length"),
    "themes": Part("Words for matching", "What a worker may offer, and a person may ask for.", forms.Theme, "a word"),
}


def _part(name: str, among: dict[str, Part]) -> Part:
    if name not in among:
        raise Http404
    return among[name]


def settings(request: Request) -> HttpResponse:
    service = queries.the_service(request.actor)
    shown = {
        "parts": PARTS,
        "lists": {name: (part, len(getattr(service, name))) for name, part in LISTS.items()},
        "counts": queries.place_counts(request.actor),
        "the_service": service,
    }
    return render(request, "accounts/settings.jinja", shown)


def change_part(request: Request, part: str) -> HttpResponse:
    service, known = queries.the_service(request.actor), _part(part, PARTS)
    there = reverse("accounts:settings")
    return form_page(
        request,
        "ui/question.jinja",
        form=known.form,
        initial={name: getattr(service, name) for name in known.form.base_fields},
        do=commands.change_service,
        to=service,
        then=there,
        done="Saved.",
        title=known.title,
        lede=known.about,
        back={"text": "Settings", "url": there},
        submit_text="Save",
    )


def items(request: Request, part: str) -> HttpResponse:
    service, known = queries.the_service(request.actor), _part(part, LISTS)
    shown = {
        "part": part,
        "known": known,
        "rows": [_row(part, item) for item in getattr(service, part)],
        "may_change": commands.write_item.allowed(request.actor, service),
    }
    return render(request, "accounts/items.jinja", shown)


def _row(part: str, item: dict[str, Any]) -> dict[str, Any]:
    kinds = {"experience": "Experience", "interest": "Interest", "about": "About the worker"}
    words = {
        "values": item.get("words", ""),
        "help_now": f"{item.get('number', '')}. {item.get('words', '')}",
        "lengths": next((f"After {item[unit]} {unit}" for unit in ("contacts", "months") if unit in item), "Left open"),
        "themes": kinds.get(item.get("kind", ""), ""),
    }[part]
    there = reverse("accounts:change_item", args=[part])
    return {"name": item["name"], "words": words, "change": f"{there}?{urlencode({'item': item['name']})}"}


def _item_page(request: Request, part: str, was: dict[str, Any] | None, title: str) -> HttpResponse:
    service, known = queries.the_service(request.actor), _part(part, LISTS)
    there = reverse("accounts:items", args=[part])
    return form_page(
        request,
        "ui/question.jinja",
        form=known.form,
        initial=was,
        do=commands.write_item,
        to=service,
        details={"part": part, "was": was["name"] if was else ""},
        then=there,
        done="Saved.",
        title=title,
        back={"text": known.title, "url": there},
        submit_text="Save",
    )


def add_item(request: Request, part: str) -> HttpResponse:
    return _item_page(request, part, None, f"Add {_part(part, LISTS).one}")


def change_item(request: Request, part: str) -> HttpResponse:
    """`?item=` names the row."""
    service, name = queries.the_service(request.actor), request.GET.get("item", "")
    known = _part(part, LISTS)
    was = next((row for row in getattr(service, part) if row["name"] == name), None)
    if was is None:
        raise Http404
    return _item_page(request, part, was, f"Change {known.one}")


def remove_item(request: Request, part: str) -> HttpResponse:
    return _do_with_item(request, part, commands.remove_item, "Taken out. What was written with it before stays.")


def move_item_up(request: Request, part: str) -> HttpResponse:
    return _do_with_item(request, part, commands.move_item_up, "Moved up.")


def _do_with_item(request: Request, part: str, do: Command, done: str) -> HttpResponse:
    service = queries.the_service(request.actor)
    _part(part, LISTS)
    there = reverse("accounts:items", args=[part])
    return do_now(request, do, service, then=there, done=done, part=part, name=request.POST.get("name", ""))
