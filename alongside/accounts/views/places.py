"""Organisations, pathways, sites, teams and wards: one set of pages for all five."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.accounts import commands, queries
from alongside.accounts.forms import service as forms
from alongside.core.commands import Command
from alongside.ui.pages import Request, do_now, form_page


@dataclass(frozen=True)
class Kind:
    """`one` of them; `facts` are the columns beside the name, as the query answers them."""

    one: str
    about: str
    form: type[forms.Place]
    rows: Callable[..., list[queries.PlaceRow]]
    add: Command
    change: Command
    facts: tuple[str, ...]


KINDS = {
    "organisations": Kind(
        "organisation",
        "Who employs, hosts or refers: the trust, and those it works with.",
        forms.OrganisationPlace,
        queries.organisations,
        commands.add_organisation,
        commands.change_organisation,
        ("Kind", "ODS code"),
    ),
    "pathways": Kind(
        "pathway",
        "The lines of care that people are in. A coordinator can look after one.",
        forms.PathwayPlace,
        queries.pathways,
        commands.add_pathway,
        commands.change_pathway,
        ("Open teams", "For whom"),
    ),
    "sites": Kind(
        "site",
        "Buildings, each in an area, so that people are matched with somebody near.",
        forms.SitePlace,
        queries.sites,
        commands.add_site,
        commands.change_site,
        ("Area", "Kind of place", "Whose"),
    ),
    "teams": Kind(
        "team",
        "The care teams that peer workers belong to, each with its national team type.",
        forms.TeamPlace,
        queries.teams,
        commands.add_team,
        commands.change_team,
        ("Pathway", "National team type", "Based at"),
    ),
    "wards": Kind(
        "ward",
        "The wards of a team.",
        forms.WardPlace,
        queries.wards,
        commands.add_ward,
        commands.change_ward,
        ("Team", "At"),
    ),
}


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _back(kind: str) -> dict[str, str]:
    return {"text": kind.title(), "url": reverse("accounts:places", args=[kind])}


def places(request: Request, kind: str) -> HttpResponse:
    service, known = queries.the_service(request.actor), _kind(kind)
    rows = known.rows(request.actor)
    shown = {
        "kind": kind,
        "known": known,
        "open_rows": [row for row in rows if row.is_open],
        "closed_rows": [row for row in rows if not row.is_open],
        "may_change": commands.change_service.allowed(request.actor, service),
    }
    return render(request, "accounts/places.jinja", shown)


def add_place(request: Request, kind: str) -> HttpResponse:
    known = _kind(kind)
    return form_page(
        request,
        "ui/question.jinja",
        form=functools.partial(known.form, rows=_rows(known)),
        do=known.add,
        then=reverse("accounts:places", args=[kind]),
        done="Added.",
        title=f"Add {'an' if known.one[0] in 'aeiou' else 'a'} {known.one}",
        back=_back(kind),
        submit_text="Add",
    )


def change_place(request: Request, kind: str, place: str) -> HttpResponse:
    known = _kind(kind)
    found = queries.get_place(request.actor, kind, place)
    initial = {name: _plain(getattr(found, name)) for name in known.form.base_fields}
    return form_page(
        request,
        "accounts/change_place.jinja",
        form=functools.partial(known.form, rows=_rows(known, found)),
        initial=initial,
        do=known.change,
        to=found,
        then=reverse("accounts:places", args=[kind]),
        done="Saved.",
        place=found,
        kind=kind,
        one=known.one,
        back=_back(kind),
    )


def _rows(known: Kind, found: Any = None) -> dict[str, Any]:
    return {
        kind: queries.rows_to_choose(kind, keeping=getattr(found, f"{name}_id", None))
        for name, kind in known.form.stands_in.items()
    }


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)


def close_place(request: Request, kind: str, place: str) -> HttpResponse:
    found = queries.get_place(request.actor, _known(kind), place)
    there = reverse("accounts:places", args=[kind])
    return do_now(request, commands.close_place, found, then=there, done=f"{found} is closed. What is on record stays.")


def reopen_place(request: Request, kind: str, place: str) -> HttpResponse:
    found = queries.get_place(request.actor, _known(kind), place)
    there = reverse("accounts:places", args=[kind])
    return do_now(request, commands.reopen_place, found, then=there, done=f"{found} is open again.")


def _known(kind: str) -> str:
    _kind(kind)
    return kind
