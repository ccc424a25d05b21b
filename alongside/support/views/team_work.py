"""Work with the team: mine by month, another one in two taps, and the lead's by kind and team."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from alongside.support import commands, forms
from alongside.support.queries import team_work as queries
from alongside.support.queries.about_person import about_total
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

MINE: Columns = {"Day": "on", "What": "kind", "Team": "team", "Minutes": "minutes", "Words": "words"}
THEIRS: Columns = {"Day": "on", "Peer worker": "worker", **MINE}


def team_work(request: Request) -> HttpResponse:
    """My own, by month."""
    return list_page(
        request,
        "support/team_work.jinja",
        queries.my_team_work(request.actor),
        MINE,
        called="My work with the team",
        aloud=queries.team_work_rows,
        months=queries.my_months(request.actor),
        showing=["Mine"],
    )


def record_team_work(request: Request) -> HttpResponse:
    """What, how long, and Save."""
    worker = queries.own_worker(request.actor)
    return form_page(
        request,
        "support/record_team_work.jinja",
        form=partial(forms.RecordTeamWork, teams=queries.own_teams(worker)),
        do=commands.record_team_work,
        to=worker,
        then=reverse("support:team_work"),
        done="Saved.",
        undo=lambda work: reverse("support:take_back_team_work", args=[work.pk]),
    )


def take_back_team_work(request: Request, work_id: str) -> HttpResponse:
    found = queries.get_own_team_work(request.actor, work_id)
    then = reverse("support:team_work")
    return do_now(request, commands.take_back_team_work, found, then=then, done="Taken back. It counts nowhere.")


def team_work_in_reach(request: Request) -> HttpResponse:
    """What the workers of my part of the service do with their teams."""
    actor = request.actor
    asked = forms.FilterTeamWork(request.GET or None, teams=queries.team_choices(actor))
    chosen = asked.cleaned_data if asked.is_valid() else {}
    found = queries.team_work_in_reach(actor, **{name: said or "" for name, said in chosen.items()})
    kinds, teams = queries.totals(found)
    since = queries.first_day(int(chosen["months"])) if chosen.get("months") else None
    return list_page(
        request,
        "support/team_work_in_reach.jinja",
        found,
        THEIRS,
        called="Work with teams",
        aloud=queries.team_work_rows,
        filter_form=asked,
        kinds=kinds,
        teams=teams,
        spoken=None if chosen.get("kind") or chosen.get("team") else about_total(actor, since),
    )
