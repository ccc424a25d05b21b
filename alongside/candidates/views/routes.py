"""Staff pages about routes: the list, one route and what is done with it, and the kinds there are."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from alongside.candidates import commands, forms, policies, queries
from alongside.core.commands import Command
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

SHOWING = {"open": "Open", "asked": "To answer", "going_on": "Going on", "mine": "Mine", "over": "Over"}
COLUMNS: Columns = {
    "Candidate": "candidate",
    "Way in": "kind",
    "Where it is": "state_words",
    "With": "host",
    "Next": "next_words",
    "By": "by",
    "Late": lambda row: row.late or None,
    "In charge": "in_charge",
}
ARRANGED = ("host", "agreement", "agreed_on", "starts_on", "ends_on", "hours", "review_on", "payment")
KIND = ("name", "about", "who_arranges", "asks_cmht", "is_training", "benefits_words", "is_open")


def routes(request: Request) -> HttpResponse:
    """Who is on which way in, and what is next."""
    showing = request.GET.get("showing", "open")
    found = queries.routes(request.actor, state="open" if showing == "mine" else showing, mine=showing == "mine")
    here = reverse("candidates:routes")
    pills = [{"text": said, "url": f"{here}?showing={key}", "current": key == showing} for key, said in SHOWING.items()]
    return list_page(
        request,
        "candidates/routes.jinja",
        found,
        COLUMNS,
        called="Routes",
        aloud=queries.on_routes,
        pill_links=pills,
        may_see_kinds=policies.may_see_kinds(request.actor),
    )


def route(request: Request, route_id: str) -> HttpResponse:
    """One candidate on one route, and a day to write down."""
    found = queries.get_route(request.actor, route_id)
    return form_page(
        request,
        "candidates/route.jinja",
        form=forms.RouteDayForm,
        do=commands.add_route_day,
        to=found,
        then=_address(found.pk),
        done="Written down.",
        route=found,
        days=queries.days_of(found),
        sees_candidate=policies.sees_candidate(request.actor, found),
    )


def ask_route_for(request: Request, candidate_id: str, kind: str) -> HttpResponse:
    """A way in for a candidate who asked us for it."""
    candidate, found = queries.get_candidate(request.actor, candidate_id), queries.open_kind(kind)
    return form_page(
        request,
        "candidates/ask_route_for.jinja",
        form=forms.AskRouteWithTeam if found.asks_cmht else forms.AskRoute,
        do=commands.ask_route,
        to=candidate,
        then=reverse("candidates:candidate", args=[candidate.pk]),
        done="Asked. Whoever is in charge of it is told.",
        details={"kind": found},
        candidate=candidate,
        kind=found,
    )


def arrange_route(request: Request, route_id: str) -> HttpResponse:
    found = queries.get_route(request.actor, route_id)
    return _form(
        request,
        "arrange_route",
        found,
        partial(forms.ArrangeRoute, payments=found.kind.payments),
        commands.arrange_route,
        done="Arranged. The candidate sees it.",
        initial={name: getattr(found, name) for name in ARRANGED},
        draft=f"arrange:{found.pk}",
    )


def review_route(request: Request, route_id: str) -> HttpResponse:
    found = queries.get_route(request.actor, route_id)
    return _form(request, "review_route", found, forms.ReviewRoute, commands.review_route, done="Kept.")


def finish_route(request: Request, route_id: str) -> HttpResponse:
    found = queries.get_route(request.actor, route_id)
    return _form(request, "finish_route", found, forms.Outcome, commands.finish_route, done="Finished.")


def not_now_route(request: Request, route_id: str) -> HttpResponse:
    found = queries.get_route(request.actor, route_id)
    done = "Said. The candidate reads why, and what else there is."
    return _form(request, "not_now_route", found, forms.Outcome, commands.not_now_route, done=done)


def pass_route(request: Request, route_id: str) -> HttpResponse:
    found = queries.get_route(request.actor, route_id)
    form = partial(forms.PassOn, people=queries.in_charge_choices(), find=queries.user_to_name, keyword="in_charge")
    return form_page(
        request,
        "candidates/pass_route.jinja",
        form=form,
        do=commands.pass_route,
        to=found,
        then=reverse("candidates:routes"),
        done="Passed on. They are told.",
        route=found,
    )


def start_route(request: Request, route_id: str) -> HttpResponse:
    found = queries.get_route(request.actor, route_id)
    return do_now(request, commands.start_route, found, then=_address(found.pk), done="It is under way.")


def stop_route(request: Request, route_id: str) -> HttpResponse:
    found = queries.get_route(request.actor, route_id)
    return do_now(request, commands.stop_route, found, then=_address(found.pk), done="Stopped.")


def route_kinds(request: Request) -> HttpResponse:
    """The ways in that this service offers, as the public reads them."""
    rows = queries.route_kinds(request.actor)
    return list_page(
        request,
        "candidates/route_kinds.jinja",
        rows,
        {"Way in": "name", "Who arranges it": "who_arranges", "Offered": lambda kind: kind.is_open or None},
        called="Ways in",
        may_change=policies.may_change_kinds(request.actor),
    )


def add_route_kind(request: Request) -> HttpResponse:
    return form_page(
        request,
        "candidates/add_route_kind.jinja",
        form=partial(forms.RouteKindForm, people=queries.in_charge_choices(), find=queries.user_to_name),
        do=commands.add_route_kind,
        then=reverse("candidates:route_kinds"),
        done="Added. It is on the public page.",
    )


def change_route_kind(request: Request, kind: str) -> HttpResponse:
    found = queries.get_route_kind(request.actor, kind)
    initial = {name: getattr(found, name) for name in KIND}
    return form_page(
        request,
        "candidates/change_route_kind.jinja",
        form=partial(forms.RouteKindForm, people=queries.in_charge_choices(), find=queries.user_to_name),
        do=commands.change_route_kind,
        to=found,
        then=reverse("candidates:route_kinds"),
        done="Changed. The public page says it now.",
        initial={**initial, "in_charge": found.in_charge_id, "payments": "\n".join(found.payments)},
        kind=found,
    )


def _form(
    request: Request, name: str, found: Any, form: Callable[..., Any], do: Command, *, done: str, **rest: Any
) -> HttpResponse:
    """A page with one form about a route, that goes back to it."""
    return form_page(
        request,
        f"candidates/{name}.jinja",
        form=form,
        do=do,
        to=found,
        then=_address(found.pk),
        done=done,
        route=found,
        **rest,
    )


def _address(route_id: str) -> str:
    return reverse("candidates:route", args=[route_id])
